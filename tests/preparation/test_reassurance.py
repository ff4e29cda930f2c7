"""What tells a candidate where they stand: codes that were replaced, taken back or end too early."""

from portal.preparation import share_service
from portal.shared.actors import Role
from tests.builders import Staff
from tests.page import PageClient
from tests.preparation.builders import AN_ANSWER, House
from tests.preparation.pages import ENGLISH, begin, fill_in

REPLACED = "Den, du havde før, virker ikke mere"


def test_a_code_that_replaces_another_says_so(client: PageClient) -> None:
    client.get("/forberedelse")
    assert REPLACED not in client.submit("begynd").text
    client.get("/forberedelse/ny-kode")
    assert REPLACED in client.submit("ny-kode").text


def test_fields_of_work_are_named_in_the_language_of_the_page(client: PageClient) -> None:
    begin(client)
    english = client.get(ENGLISH["/forberedelse/jobopslag"])
    assert "Public sector" in english.text
    assert "Offentlig" not in english.text
    assert "Offentlig" in client.get("/forberedelse/jobopslag").text


def test_not_knowing_yet_sends_the_form_so_that_nothing_typed_is_lost(client: PageClient) -> None:
    begin(client)
    page = client.get("/forberedelse/dagsorden")
    buttons = [e for e in page.tree.iter("button") if "Ved ikke endnu" in "".join(e.itertext())]
    assert [e.get("type", "submit") for e in buttons] == ["submit"]
    assert not [e for e in page.tree.iter("a") if "Ved ikke endnu" in "".join(e.itertext())]


def test_the_sheet_says_the_hour_and_the_language_in_words(client: PageClient) -> None:
    begin(client)
    fill_in(client)
    assert "kl. 10.30" in client.get("/forberedelse/tjek").text
    client.get("/forberedelse/om-samtalen")
    client.submit("om-samtalen", at="halv elleve", language="en")
    check = client.get("/forberedelse/tjek")
    assert "halv elleve · på engelsk" in check.text
    assert "kl. halv elleve" not in check.text


def test_who_took_the_code_back_still_sees_when_the_sheet_was_opened(house: House, staff: Staff) -> None:
    candidate = house.candidate(AN_ANSWER)
    house.open_on_desk(staff.actor(Role.EMPLOYMENT_CONSULTANT), candidate.share())
    candidate.withdraw()
    with house.database.reading() as session:
        assert share_service.opened_at(session, candidate.holder) == (house.clock.now(),)
