"""Sharing as a candidate meets it: one page for all choices, the notice, the code, taking it back."""

import pytest

from portal.shared.actors import Role
from portal.shared.clock import FrozenClock
from tests.builders import Staff
from tests.page import PageClient, filled, text_of
from tests.preparation.builders import House
from tests.preparation.pages import alerts, begin, fill_in, share

NOTICE = "kan oplysninger derfra indgå i din sag"


def marks(client: PageClient) -> list[str]:
    assert client.page is not None
    return filled(client.page.form("vis"))["mark"]


@pytest.fixture
def sheet(client: PageClient) -> PageClient:
    begin(client)
    fill_in(client)
    return client


def test_all_choices_stand_on_one_page_and_are_saved_at_once(sheet: PageClient) -> None:
    page = sheet.get("/forberedelse/vis")
    for words in ("Mit punkt", "Mit skjulte punkt", "Fuldmægtig", "Et museum", "Kommunen"):
        assert words in page.text
    first, second, *_ = marks(sheet)
    sheet.submit("vis", **{first: "nej", second: "ja"}, go="share")
    preview = sheet.get("/forberedelse/del").text
    assert "Mit skjulte punkt" in preview
    assert "Mit punkt" not in preview
    assert "Fuldmægtig" in preview, "what was not touched stays as it was"


def test_the_choices_reach_the_consultant_at_the_next_look(
    sheet: PageClient, house: House, staff: Staff
) -> None:
    actor = staff.actor(Role.EMPLOYMENT_CONSULTANT)
    house.open_on_desk(actor, share(sheet))
    assert "Mit punkt" in str(house.on_desk(actor)[0].answers)
    assert "næste gang arket bliver åbnet" in sheet.get("/forberedelse/vis").text
    sheet.submit("vis", **dict.fromkeys(marks(sheet), "nej"))
    assert "Mit punkt" not in str(house.on_desk(actor)[0].answers)


def test_choices_for_words_that_were_changed_meanwhile_are_not_used_and_not_lost(sheet: PageClient) -> None:
    sheet.get("/forberedelse/vis")
    first, *_, last = marks(sheet)
    stale = filled(sheet.page.form("vis")) | {first: ["ja"], last: ["nej"]}  # type: ignore[union-attr]
    sheet.get("/forberedelse/dagsorden")
    sheet.submit("dagsorden", item1="Noget helt andet", shown1="nej")

    page = sheet.post("/forberedelse/vis", stale, status=409)

    assert "ændret et andet sted" in alerts(page)
    now = filled(page.form("vis"))
    assert now[last] == ["nej"], "what was chosen for the same words stands there"
    assert first not in now
    assert "Noget helt andet" not in sheet.get("/forberedelse/del").text
    assert "Et museum" in sheet.get("/forberedelse/del").text, "nothing was saved"


def test_a_page_without_answers_says_so(client: PageClient) -> None:
    begin(client)
    assert "Der står ikke noget på arket endnu" in client.get("/forberedelse/vis").text
    assert "Ingenting" in client.get("/forberedelse/del").text


@pytest.mark.parametrize("shared_before", [False, True])
def test_every_button_that_makes_a_code_stands_under_the_notice(
    sheet: PageClient, shared_before: bool
) -> None:
    if shared_before:
        share(sheet)
    for path in ("tjek", "nok", "vis", "ark", "samtalekode", "traek-tilbage", "slet", "del", "dagsorden"):
        page = sheet.get(f"/forberedelse/{path}")
        makes = [f for f in page.forms() if (f.get("action") or "").endswith("/del")]
        assert bool(makes) == page.url.endswith("/del"), path
        if makes:
            assert NOTICE in page.text
            assert ("holder op med at virke med det samme" in page.text) == shared_before


def test_withdrawing_is_asked_names_what_happens_and_leaves_no_flag_in_the_address(
    sheet: PageClient, house: House, staff: Staff
) -> None:
    actor = staff.actor(Role.EMPLOYMENT_CONSULTANT)
    house.open_on_desk(actor, share(sheet))
    sheet.get("/forberedelse/samtalekode")
    asked = sheet.follow("Træk koden tilbage")
    assert asked.heading == "Vil du trække samtalekoden tilbage?"
    assert "Det, der er læst, er læst" in asked.text
    assert len(house.on_desk(actor)) == 1, "asking changes nothing"
    page = sheet.submit("traek-tilbage")
    assert page.url.endswith("/forberedelse/samtalekode")
    assert page.heading == "Ingen samtalekode virker nu"
    assert "tirsdag den 24. november, kl. 10.00" in page.text, "when it was opened stays to be seen"
    assert house.on_desk(actor) == []


def test_the_line_for_the_booking_note_is_danish_also_on_the_english_page(sheet: PageClient) -> None:
    code = share(sheet)
    for path in ("/forberedelse/samtalekode", "/en/preparation/conversation-code"):
        page = sheet.get(path)
        note = next(e for e in page.tree.iter("input") if e.get("id") == "note")
        assert note.get("value") == f"Samtalekode til Samtaleklar: {code}"
        assert note.get("lang") == "da"
    assert "The line is in Danish" in page.text


def test_the_code_says_in_words_until_when_it_works(sheet: PageClient) -> None:
    share(sheet)
    page = sheet.get("/forberedelse/samtalekode")
    assert "virker til og med onsdag den 2. december" in page.text


@pytest.mark.parametrize(
    ("on", "words"),
    [
        ("2027-01-20", "mere end tre uger"),
        ("2026-11-02", "er gået"),
        ("", "ikke skrevet, hvilken dag"),
        ("2026-12-01", None),
    ],
)
@pytest.mark.parametrize("path", ["/forberedelse/del", "/forberedelse/samtalekode"])
def test_a_day_that_does_not_fit_is_told_before_and_after(
    sheet: PageClient, on: str, words: str | None, path: str
) -> None:
    sheet.get("/forberedelse/om-samtalen")
    sheet.submit("om-samtalen", on=on)
    share(sheet)
    text = sheet.get(path).text
    found = [w for w in ("mere end tre uger", "er gået", "ikke skrevet, hvilken dag") if w in text]
    assert found == ([words] if words else [])


def test_the_drawn_code_holds_the_conversation_code_and_no_owner_code_is_drawn(
    client: PageClient, clock: FrozenClock
) -> None:
    client.get("/forberedelse")
    assert "<path stroke" not in next_main(client.submit("begynd").html)
    share(client)
    page = client.get("/forberedelse/samtalekode")
    pictures = [e for e in page.tree.iter() if str(e.tag).endswith("svg") and e.get("class") == "qr"]
    assert len(pictures) == 1


def next_main(html: str) -> str:
    return html.split("<main", 1)[1].split("</main>", 1)[0].replace('aria-hidden="true"', "")


def test_the_openings_are_listed_with_day_and_time(sheet: PageClient, house: House, staff: Staff) -> None:
    code = share(sheet)
    assert "Ingen har åbnet arket endnu" in sheet.get("/forberedelse/samtalekode").text
    for _ in range(2):
        house.open_on_desk(staff.actor(Role.EMPLOYMENT_CONSULTANT), code)
    page = sheet.get("/forberedelse/samtalekode")
    lines = [text_of(e) for e in page.tree.iter("li") if "kl. 10.00" in text_of(e)]
    assert lines == ["tirsdag den 24. november, kl. 10.00"] * 2
