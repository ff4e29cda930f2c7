"""Finding one again in the desk's long lists."""

import pytest

from portal.shared.clock import FrozenClock
from tests.builders import Staff
from tests.openings.builders import Desk
from tests.page import PageClient, text_of


@pytest.fixture
def desk(staff: Staff, clock: FrozenClock) -> Desk:
    return Desk(staff, clock)


def rows(client: PageClient) -> list[str]:
    assert client.page
    found = [one for one in client.page.tree.iter("ul") if one.get("class") == "lines"]
    return [text_of(link) for one in found for link in one.iter("a")]


def test_an_opening_is_found_by_words_of_its_title_or_company(staff: Staff, desk: Desk) -> None:
    other = desk.company(name="Ørnevang Anlæg ApS")
    wanted = desk.draft(other, title="Tegn et kort over stier")
    for number in range(11):
        desk.draft(title=f"Skriv brev {number}")
    client = staff.client(desk.author)

    client.get("/konsulent/opslag")
    page = client.submit("/konsulent/opslag", with_field="q", q="STIER ørnevang")

    assert rows(client) == [wanted.title]
    assert "1 af 12" in page.text
    assert "Ingen opslag passer til “<i>”." in client.post("/konsulent/opslag", {"q": "<i>"}).text


def test_a_company_is_found_by_its_name_or_municipality(staff: Staff, desk: Desk) -> None:
    for number in range(10):
        desk.company(name=f"Prøve {number} ApS")
    desk.company(name="Ørnevang Anlæg ApS", municipality="Roskilde")
    client = staff.client(desk.author)

    page = client.post("/konsulent/virksomheder", {"q": "roskilde"})

    assert rows(client) == ["Ørnevang Anlæg ApS"]
    assert "roskilde" not in page.url


def test_a_short_list_has_no_search_field(staff: Staff, desk: Desk) -> None:
    desk.draft()

    assert 'name="q"' not in staff.client(desk.author).get("/konsulent/opslag").html


def test_what_the_gate_found_is_linked_from_the_top(staff: Staff, desk: Desk) -> None:
    opening = desk.draft(tasks="Ring på 46 35 12 90.")

    page = staff.client(desk.author).get(f"/konsulent/opslag/{opening.id}")

    assert "#fund-tasks" in page.links()
