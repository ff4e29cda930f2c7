"""Progress markers: one reading a day, twelve at most, theirs alone, shown without a verdict."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portal.preparation.answers import READINGS, Answers, Markers, Meeting, Reading
from portal.preparation.steps.markers import SENTENCES, moves, past_moves
from portal.preparation.steps.registry import STEPS, steps_of
from portal.preparation.steps.step import Part
from tests.page import PageClient
from tests.preparation.builders import House
from tests.preparation.pages import begin

PATH = "/forberedelse/hvor-staar-du"
NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
values = st.dictionaries(st.sampled_from(sorted(SENTENCES)), st.integers(0, 10))


def saved(answers: Answers, set_to: dict[str, int], at: datetime) -> Answers:
    markers = answers.markers.set_to(set_to, answers.round_on)
    return replace(answers, markers=markers).with_step_saved("markers", at)


@given(st.lists(st.tuples(values, st.integers(0, 3)), max_size=30))
def test_of_any_savings_there_is_one_reading_a_day_and_the_first_is_kept(
    settings: list[tuple[dict[str, int], int]],
) -> None:
    answers, at = Answers(round_on="2026-01-01"), NOON
    first = Reading("", {})
    for chosen, days in settings:
        at += timedelta(days=days)
        answers = saved(answers, chosen, at)
        days_of = [one.on for one in answers.markers.readings]
        assert days_of == sorted(set(days_of))
        assert "" not in days_of
        assert len(days_of) <= READINGS
        assert dict(answers.markers.since(answers.round_on)) == chosen
        if len(days_of) == 1:
            first = answers.markers.readings[0]
        assert not days_of or answers.markers.readings[0] == first


def test_saving_again_the_same_day_replaces_and_the_same_again_adds_nothing() -> None:
    answers = saved(Answers(), {"kan": 4}, NOON)
    answers = saved(answers, {"kan": 5}, NOON)
    answers = saved(answers, {"kan": 5}, NOON + timedelta(days=3))
    assert answers.markers.readings == (Reading("2026-11-24", {"kan": 5}),)


def test_a_new_round_asks_again_and_keeps_what_was() -> None:
    answers = saved(Answers(), {"kan": 4}, NOON)
    answers = replace(answers, round=2, round_on="2026-12-10")
    assert STEPS["since"].fill(answers)["marker_kan"] == ""
    assert [move.words for move in moves(answers, "da")] == ["I november 4"]
    answers = saved(answers, {}, NOON + timedelta(days=20))
    assert len(answers.markers.readings) == 1


def test_who_will_not_answer_any_more_has_nothing_set_now_and_keeps_what_was() -> None:
    answers = saved(saved(Answers(), {"kan": 4}, NOON), {}, NOON + timedelta(days=3))
    assert STEPS["markers"].fill(answers)["marker_kan"] == ""
    assert [move.words for move in moves(answers, "da")] == ["I november 4"]
    assert saved(saved(Answers(), {"kan": 4}, NOON), {}, NOON).markers.readings == ()


def test_the_move_is_said_in_words_without_a_verdict() -> None:
    readings = (
        Reading("2026-10-03", {"kan": 4, "soeger": 7}),
        Reading("2026-11-01", {"kan": 5}),
        Reading("2026-11-24", {"kan": 6, "soeger": 3, "retning": 0}),
    )
    answers = Answers(markers=Markers(readings))
    assert {move.key: move.words for move in moves(answers, "da")} == {
        "kan": "I oktober 4, sidst 5, nu 6",
        "soeger": "I oktober 7, nu 3",
        "retning": "Nu 0",
    }
    english = moves(answers, "en")[1]
    assert english.sentence == "I can explain what I can do"
    assert english.words == "In October: 4, last time: 5, now: 6"
    assert {move.key: len(move.points) for move in moves(answers, "da")} == {
        "retning": 0,
        "kan": 3,
        "soeger": 2,
    }
    same_month = Answers(
        markers=Markers((Reading("2026-11-03", {"kan": 4}), Reading("2026-11-24", {"kan": 6})))
    )
    assert moves(same_month, "da")[0].words == "Den 3. november 4, nu 6"
    year_before = Answers(
        markers=Markers((Reading("2025-11-03", {"kan": 4}), Reading("2026-11-24", {"kan": 6})))
    )
    assert moves(year_before, "en")[0].words == "In November 2025: 4, now: 6"


def test_a_higher_number_is_drawn_higher() -> None:
    markers = Markers((Reading("2026-10-03", {"kan": 0}), Reading("2026-11-24", {"kan": 10})))
    (_x, low), (_right, high) = moves(Answers(markers=markers), "da")[0].points
    assert (low, high) == (43, 5)


def test_a_first_timer_is_asked_last_in_depth_and_a_follow_up_inside_siden_sidst() -> None:
    first, again = Answers(), Answers(meeting=Meeting(first="nej"))
    assert [step.key for step in steps_of(first, Part.DEPTH)][-1] == "markers"
    assert "markers" not in [step.key for step in steps_of(again, Part.DEPTH)]
    assert "since" in [step.key for step in steps_of(again, Part.ENOUGH)]
    assert "marker_kan" in STEPS["since"].form(2)()
    assert "marker_kan" not in STEPS["since"].form(2)(prefix="since-")


def test_the_markers_are_theirs_alone_unless_they_say_otherwise(client: PageClient) -> None:
    begin(client)
    page = client.get(PATH)
    chosen = [
        e for e in page.tree.iter("input") if e.get("checked") is not None and "shown" in e.get("name", "")
    ]
    assert [e.get("value") for e in chosen] == ["nej"]
    client.submit("hvor-staar-du", marker_kan="4")
    client.get("/forberedelse/del")
    assert "Jeg kan forklare" not in client.get("/forberedelse/del").text
    client.get(PATH)
    client.submit("hvor-staar-du", markers_shown="ja")
    assert "24. november 2026: Jeg kan forklare, hvad jeg kan: 4" in client.get("/forberedelse/vis").text


def test_the_candidate_sees_them_move_from_one_conversation_to_the_next(
    client: PageClient, house: House
) -> None:
    begin(client)
    client.get("/forberedelse/om-samtalen")
    client.submit("om-samtalen", first="nej")
    client.get("/forberedelse/siden-sidst")
    client.submit("siden-sidst", marker_kan="4", marker_retning="0", done="Søgt to job")
    page = client.get("/forberedelse/siden-sidst")
    assert "Sådan har du sat dem" not in page.text
    assert "Søgt to job" in page.html
    house.clock.advance(timedelta(days=20))
    later = replace(
        Answers(round=2, round_on="2026-12-14"),
        markers=Markers((Reading("2026-11-24", {"kan": 4}), Reading("2026-12-14", {"kan": 2}))),
    )
    assert [(m.words, len(m.points)) for m in past_moves(later, "da")] == [("I november 4, nu 2", 2)]


def test_a_number_there_is_not_is_refused_and_named(client: PageClient) -> None:
    begin(client)
    client.get(PATH)
    assert client.submit("hvor-staar-du", status=422, marker_kan="11").title.startswith("Fejl: ")
