"""The desk: from a company to a published opening, and what stands in the way."""

import pytest

from portal.shared.actors import Role
from portal.shared.clock import FrozenClock
from tests.builders import Staff
from tests.openings.builders import A_COMPANY, AN_OPENING, Desk
from tests.page import PageClient


@pytest.fixture
def desk(staff: Staff, clock: FrozenClock) -> Desk:
    return Desk(staff, clock)


def opening_form(**changes: object) -> dict[str, object]:
    texts = {
        name: getattr(AN_OPENING, name) for name in ("type", "title", "tasks", "day", "learn", "job_goal")
    }
    return texts | {
        "mentor": AN_OPENING.mentor,
        "competences": "\n".join(AN_OPENING.competences),
        "field": AN_OPENING.field,
        "hours": "30",
        "weeks": "4",
        "start": "2027-01-11",
        "language": "da",
        "work_form": "hybrid",
        "company_yes_on": "2026-11-20",
        **changes,
    }


def write_opening(writer: PageClient, then: str = "submit", **changes: object) -> None:
    writer.get("/konsulent/opslag/nyt")
    company = writer.page.form("/konsulent/opslag/nyt")  # type: ignore[union-attr]
    options = [o.get("value") for o in company.iter("option") if len(o.get("value") or "") == 36]
    writer.submit("/konsulent/opslag/nyt", then=then, company_id=options[0], **opening_form(**changes))


def test_a_company_and_an_opening_go_from_the_desk_through_a_second_reader_to_the_public(
    staff: Staff, client: PageClient
) -> None:
    writer, reader = staff.sign_in(Role.COMPANY_CONSULTANT), staff.sign_in(Role.EMPLOYMENT_CONSULTANT)
    writer.get("/konsulent/virksomheder/ny")
    writer.submit(
        "/konsulent/virksomheder/ny",
        name=A_COMPANY.name, municipality="København", sector="private", aliases="Kvistgren\nKGL",
    )  # fmt: skip
    write_opening(writer)
    assert "sendt til gennemsyn" in writer.page.text  # type: ignore[union-attr]
    reader.get("/konsulent/gennemsyn")
    reader.follow(AN_OPENING.title)
    assert A_COMPANY.name not in reader.page.html  # type: ignore[union-attr]
    reader.submit("gaet", first="Mærsk")
    reader.submit("godkend")
    assert AN_OPENING.title in client.get("/opslag").text


def test_a_text_that_names_the_company_is_marked_and_cannot_be_sent(staff: Staff, desk: Desk) -> None:
    desk.company()
    writer = staff.client(desk.author)
    write_opening(writer, tasks="Du skriver nyhedsbrev for Kvistgren.")
    page = writer.page
    assert page and "Før det kan sendes til gennemsyn" in page.text
    assert [mark.text for mark in page.tree.iter("mark")] == ["Kvistgren"]


def test_a_form_with_errors_keeps_everything_that_was_typed(staff: Staff, desk: Desk) -> None:
    company = desk.company()
    writer = staff.client(desk.author)
    writer.get("/konsulent/opslag/nyt")
    typed = opening_form(title="", hours="mange", tasks="Skriv tre udgaver.", company_id=company.id)
    page = writer.submit("/konsulent/opslag/nyt", status=422, **typed)
    assert "Skriv tre udgaver." in page.html and "mange" in page.html
    assert page.title.startswith("Fejl: ")


def test_other_teams_find_nothing_under_the_addresses_of_the_team(
    staff: Staff, desk: Desk, database: object
) -> None:
    company, opening = desk.company(), desk.draft()
    with staff.database.writing() as session:
        from tests.builders import make_team

        other = make_team(session, "Et andet hold").id
    stranger = staff.sign_in(Role.COMPANY_CONSULTANT, other)
    for path in (f"/konsulent/virksomheder/{company.id}", f"/konsulent/opslag/{opening.id}",
                 f"/konsulent/opslag/{opening.id}/vis", f"/konsulent/gennemsyn/{opening.id}"):  # fmt: skip
        stranger.get(path, status=404)
    stranger.post(f"/konsulent/opslag/{opening.id}/skridt", {"action": "withdraw"}, status=404)
    assert A_COMPANY.name not in stranger.get("/konsulent/virksomheder").html


def test_nobody_may_read_through_what_they_wrote(staff: Staff, desk: Desk) -> None:
    opening = desk.in_review()
    writer = staff.client(desk.author)
    writer.get(f"/konsulent/gennemsyn/{opening.id}", status=404)
    writer.post(f"/konsulent/gennemsyn/{opening.id}/godkend", status=404)
    assert opening.title not in writer.get("/konsulent/gennemsyn").text
