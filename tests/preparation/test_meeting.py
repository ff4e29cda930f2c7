"""Om samtalen: a day as people write it, a kind word about an odd one, the one answer asked for."""

from datetime import date

import pytest

from portal.preparation.steps.day import read_day
from portal.preparation.steps.meeting import word_about
from tests.page import PageClient
from tests.preparation.pages import alerts, begin

TODAY = date(2026, 11, 25)
PATH = "/forberedelse/om-samtalen"
FIRST_OF_DECEMBER = date(2026, 12, 1)
DAYS = [
    *[(w, FIRST_OF_DECEMBER) for w in ("1.12.", "1.12", "1/12", "1/12-2026", "1.12.2026", "01-12-26")],
    *[(w, FIRST_OF_DECEMBER) for w in ("2026-12-01", "1. december", "1 Dec 2026", "December 1, 2026")],
    *[(w, FIRST_OF_DECEMBER) for w in ("tirsdag d. 1. december", "den 1/12", "the 1st of December")],
    ("2.1.", date(2027, 1, 2)),
    ("24.11.", date(2026, 11, 24)),
    ("29. februar", date(2028, 2, 29)),
    ("1.12.1926", date(1926, 12, 1)),
    *[(w, None) for w in ("i morgen", "31.2.2026", "12", "1.13.", "mandag", "32. december", "1. brumaire")],
]


@pytest.mark.parametrize(("words", "day"), DAYS)
def test_a_day_is_read_as_people_write_it(words: str, day: date | None) -> None:
    assert read_day(words, TODAY) == day


def test_without_a_year_nothing_is_guessed_where_today_is_not_known() -> None:
    assert read_day("1.12.", None) is None
    assert read_day("1.12.2026", None) == FIRST_OF_DECEMBER


@pytest.mark.parametrize(
    ("day", "word"),
    [
        (None, ""),
        (TODAY, ""),
        (date(2027, 11, 1), ""),
        (date(2026, 11, 24), "24. november 2026 er gået. Har du haft samtalen, så lad datoen stå."),
        (date(2036, 12, 1), "Der er over et år til 1. december 2036."),
        (date(1026, 12, 1), "Der står 1. december 1026. Se, om årstallet passer."),
    ],
)
def test_an_odd_day_gets_a_kind_word(day: date | None, word: str) -> None:
    said = word_about(day, TODAY, "da")
    assert said.startswith(word) if word else not said


def test_a_day_that_has_passed_is_kept_and_asked_about_once(client: PageClient) -> None:
    begin(client)
    client.get(PATH)
    page = client.submit("om-samtalen", on="1.11.2026")
    assert page.url.endswith(PATH)
    assert "1. november 2026 er gået" in page.text
    assert 'value="1.11.2026"' in page.html
    assert client.submit("om-samtalen").url.endswith("/forberedelse/dagsorden")
    assert "1. november 2026" in client.get("/forberedelse/tjek").text


def test_who_goes_back_is_not_held_by_an_odd_day(client: PageClient) -> None:
    begin(client)
    client.get(PATH)
    client.submit("om-samtalen", on="1.11.2026", go="back")
    assert "1. november 2026" in client.get("/forberedelse/tjek").text


def test_a_day_that_cannot_be_read_is_an_error_that_keeps_what_was_typed(client: PageClient) -> None:
    begin(client)
    client.get(PATH)
    page = client.submit("om-samtalen", status=422, on="på tirsdag", at="10.30")
    assert "Vi kan ikke læse datoen" in alerts(page)
    assert 'value="på tirsdag"' in page.html
    assert 'value="10.30"' in page.html


def test_the_language_is_the_one_answer_that_is_asked_for(client: PageClient) -> None:
    begin(client)
    client.get(PATH)
    page = client.submit("om-samtalen", status=422, language=None, whom="kommune")
    assert alerts(page).endswith("Vælg det sprog, du helst vil tale.")
    client.get("/en/preparation/about-the-meeting")
    assert client.submit("about-the-meeting").status == 200
    assert "in English" in client.get("/en/preparation/check").text


def test_every_way_to_meet_and_everyone_to_meet_has_a_word_of_its_own(client: PageClient) -> None:
    begin(client)
    page = client.get(PATH)
    described = {e.get("value"): e.get("aria-describedby", "") for e in page.tree.iter("input")}
    words = {e.get("id"): "".join(e.itertext()) for e in page.tree.iter("p")}
    assert "Find et sted med ro" in words[described["telefon"]]
    assert "Prøv linket dagen før" in words[described["video"]]
    assert "Skriv adressen ned" in words[described["fremmoede"]]
    assert "dine dagpenge" in words[described["a-kasse"]]
    assert "praktik og kurser" in words[described["kommune"]]
