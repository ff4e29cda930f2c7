"""From one conversation to the next: asked first, done once, and what was shared is taken back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from portal.preparation import round_service, rules, service
from portal.preparation.answers import Answers, Item, Meeting, Since
from portal.preparation.rounds import next_round
from portal.preparation.sheet_lines import digests
from tests.page import PageClient
from tests.preparation.builders import AN_ANSWER, DAYS, Candidate, House
from tests.preparation.pages import begin, fill_in, share
from tests.preparation.test_flow import tasks

TODAY = date(2026, 12, 2)
BEFORE = replace(
    AN_ANSWER,
    since=Since(done=Item("Gammelt nyt")),
    saved={"agenda": "2026-11-25T10:00:00+00:00"},
    unsure=("want",),
    drafts={"since": {"done": ("Kladde",)}, "can": {"name0": ("Kladde",)}},
)


def test_a_new_round_keeps_the_answers_and_asks_what_belongs_to_one_conversation_again() -> None:
    after = next_round(BEFORE, TODAY, ("aa",))
    assert after.meeting == replace(BEFORE.meeting, first="nej", on="", at="")
    assert (after.since, after.saved, after.unsure) == (Since(), {}, ())
    assert list(after.drafts) == ["can"]
    assert (after.round, after.round_on, after.lines_before) == (2, "2026-12-02", ("aa",))
    assert after.is_follow_up
    for kept in ("agenda", "questions", "adverts", "proposals", "want", "can", "search", "smv", "markers"):
        assert getattr(after, kept) == getattr(BEFORE, kept)


@pytest.mark.parametrize(
    ("on", "round_on", "expected"),
    [
        ("", TODAY, TODAY + timedelta(days=60)),
        ("2026-12-20", TODAY, date(2026, 12, 20) + timedelta(days=60)),
        ("2026-11-26", TODAY, TODAY + timedelta(days=60)),
        ("", date(2027, 4, 1), date(2026, 11, 23) + timedelta(days=180)),
    ],
)
def test_a_new_round_is_kept_from_its_own_beginning_and_half_a_year_in_all(
    on: str, round_on: date, expected: date
) -> None:
    created = date(2026, 11, 23)
    assert rules.expires_on(Meeting(on=on), created, 60, today=round_on, round_on=round_on) == expected


def test_the_sheet_lives_on_for_the_next_conversation(house: House) -> None:
    candidate = house.candidate(BEFORE)
    house.clock.advance(timedelta(days=20))
    candidate = resumed(house, candidate)
    go_on(house, candidate, 1)
    with house.database.reading() as session:
        assert service.expiry_of(session, candidate.holder) == house.clock.today() + timedelta(days=DAYS)


def test_a_new_round_takes_the_conversation_code_back_and_remembers_the_lines(house: House) -> None:
    candidate = house.candidate(BEFORE)
    candidate.share()
    assert go_on(house, candidate, 1)
    assert candidate.shared() is None
    assert candidate.answers().lines_before == digests(BEFORE)


def test_a_second_press_begins_no_second_round_and_takes_back_no_new_code(house: House) -> None:
    candidate = house.candidate(BEFORE)
    go_on(house, candidate, 1)
    candidate.share()
    assert not go_on(house, candidate, 1)
    assert candidate.answers().round == 2
    assert candidate.shared() is not None


def test_the_candidate_is_asked_first_and_told_what_happens(client: PageClient) -> None:
    begin(client)
    fill_in(client)
    share(client)
    page = client.get("/forberedelse/tjek")
    assert "/forberedelse/naeste-samtale" in page.links()
    page = client.get("/forberedelse/naeste-samtale")
    assert page.heading == "Har du haft samtalen?"
    assert "Samtalekoden holder op med at virke" in page.text
    assert "Trin 2 af 4" in client.get("/forberedelse/dagsorden").text


@pytest.mark.parametrize("number", ["", "0", "2", "x", "9" * 30])
def test_only_the_round_that_was_asked_about_can_be_ended(client: PageClient, number: str) -> None:
    begin(client)
    fill_in(client)
    page = client.post("/forberedelse/naeste-samtale", {"round": number})
    assert page.heading == "Tjek dine svar"
    assert "Trin 2 af 4" in client.get("/forberedelse/dagsorden").text


def test_after_the_conversation_siden_sidst_is_step_two_and_the_rest_is_looked_over(
    client: PageClient,
) -> None:
    begin(client)
    fill_in(client)
    client.get("/forberedelse/naeste-samtale")
    page = client.submit("naeste-samtale")
    assert page.heading == "Hvad ved du om samtalen?"
    assert "2026-12-01" not in page.html
    assert "Trin 2 af 5" in client.get("/forberedelse/siden-sidst").text
    found = tasks(client.get("/forberedelse/tjek"))
    assert found["Din dagsorden"] == "Fra sidste samtale: se den efter"
    assert found["Siden sidst"] == "Ikke besvaret"
    client.get("/forberedelse/dagsorden?ret=1")
    assert tasks(client.submit("forberedelse/dagsorden"))["Din dagsorden"] == "Færdig"


def test_without_a_session_nothing_begins(client: PageClient) -> None:
    assert client.post("/en/preparation/next-conversation", {"round": "1"}, 403).status == 403


def go_on(house: House, candidate: Candidate, number: int) -> bool:
    holder = candidate.holder
    with house.database.writing() as session:
        return round_service.begin_next_round(
            session, holder, number, ring=house.ring, clock=house.clock, days=DAYS
        )


def resumed(house: House, candidate: Candidate) -> Candidate:
    """The same candidate another day."""
    candidate.opened = replace(house.resume(candidate.owner_code), code_text=candidate.owner_code)
    return candidate


def test_an_empty_preparation_may_go_on_too() -> None:
    assert next_round(Answers(), TODAY, ()).round == 2
