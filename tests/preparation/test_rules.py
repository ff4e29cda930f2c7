"""Rules of a preparation: what a consultant may see, and how long things live."""

import json
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.preparation import rules
from portal.preparation.answers import (
    Advert,
    Answers,
    Competence,
    Item,
    Markers,
    Meeting,
    Mobility,
    NextStep,
    Proposal,
    Reading,
    Search,
    Since,
    Want,
)
from portal.preparation.steps.registry import STEPS
from portal.preparation.vault_service import ANSWERS as ANSWERS_FORMAT
from tests.preparation.builders import AN_ANSWER, HIDDEN, SHOWN

TODAY = date(2026, 11, 24)
NOW = datetime.fromisoformat("2026-11-24T09:00:00+00:00")
TEXTS = st.text(max_size=40)
ITEMS = st.builds(Item, text=TEXTS, shown=st.booleans())
ADVERTS = st.builds(Advert, title=TEXTS, workplace=TEXTS, on_jobnet=st.booleans(), shown=st.booleans())
PROPOSALS = st.builds(Proposal, workplace=TEXTS, tasks=TEXTS, learn=TEXTS, shown=st.booleans())
ANSWERS = st.builds(
    Answers,
    meeting=st.builds(Meeting, whom=TEXTS, on=st.sampled_from(["", "2026-12-01"]), interpreter=st.booleans()),
    agenda=st.lists(ITEMS, max_size=3).map(tuple),
    questions=ITEMS,
    adverts=st.lists(ADVERTS, max_size=3).map(tuple),
    fields=st.lists(TEXTS, max_size=3).map(tuple),
    proposals=st.lists(PROPOSALS, max_size=2).map(tuple),
    modules=st.lists(TEXTS, max_size=3).map(tuple),
    want=st.builds(Want, dream=ITEMS, good=ITEMS, bills=ITEMS),
    can=st.lists(st.builds(Competence, name=TEXTS, proof=TEXTS, shown=st.booleans()), max_size=5).map(tuple),
    search=st.builds(
        Search,
        channels=st.lists(TEXTS, max_size=2).map(tuple),
        channels_shown=st.booleans(),
        rhythm=ITEMS,
        network=ITEMS,
        next_steps=st.lists(st.builds(NextStep, what=TEXTS, shown=st.booleans()), max_size=3).map(tuple),
    ),
    smv=st.lists(ITEMS, max_size=3).map(tuple),
    mobility=st.builds(
        Mobility,
        areas=st.lists(TEXTS, max_size=2).map(tuple),
        shown=st.booleans(),
        neighbours=st.lists(ITEMS, max_size=3).map(tuple),
    ),
    since=st.builds(Since, done=ITEMS, learnt=ITEMS, agreed=ITEMS),
    markers=st.builds(
        Markers,
        readings=st.lists(
            st.builds(Reading, on=TEXTS, values=st.dictionaries(TEXTS, st.integers(0, 10), max_size=2)),
            max_size=2,
        ).map(tuple),
        shown=st.booleans(),
    ),
    saved=st.dictionaries(st.sampled_from(list(STEPS)), TEXTS),
    revisions=st.dictionaries(st.sampled_from(list(STEPS)), st.integers(0, 9)),
    drafts=st.dictionaries(
        st.sampled_from(list(STEPS)), st.dictionaries(TEXTS, st.tuples(TEXTS), max_size=2), max_size=1
    ),
    lines_before=st.lists(TEXTS, max_size=2).map(tuple),
)


@given(answers=ANSWERS)
def test_answers_are_read_back_as_they_were_written(answers: Answers) -> None:
    assert ANSWERS_FORMAT.validate_json(json.dumps(answers.to_json())) == answers


@pytest.mark.parametrize("earlier", ["9.00", "kl. 9", "9:30", "0900", "09.15"])
@pytest.mark.parametrize("later", ["10.30", "kl. 10", "14", "", "efter frokost"])
def test_conversations_stand_in_the_order_of_the_day(earlier: str, later: str) -> None:
    assert Meeting(on="2026-12-01", at=earlier).order < Meeting(on="2026-12-01", at=later).order
    assert Meeting(on="2026-11-30", at=later).order < Meeting(on="2026-12-01", at=earlier).order


@given(answers=ANSWERS)
def test_a_consultant_sees_nothing_that_is_not_marked_to_be_shown(answers: Answers) -> None:
    seen = answers.for_consultant()
    assert all(row.shown for row in (*seen.agenda, *seen.adverts, *seen.proposals))
    assert seen.questions.shown
    assert seen.hidden_count == 0
    assert not (seen.saved or seen.revisions or seen.drafts or seen.lines_before or seen.modules)


def test_what_is_marked_for_the_candidate_alone_is_not_in_the_copy() -> None:
    copy = str(AN_ANSWER.for_consultant().to_json())
    assert SHOWN in copy
    assert HIDDEN not in copy


def test_every_hidden_answer_is_counted() -> None:
    assert AN_ANSWER.hidden_count == 4


def test_empty_rows_are_neither_shown_nor_counted() -> None:
    empty = Answers(
        agenda=(Item(), Item(shown=False)), adverts=(Advert(shown=False),), proposals=(Proposal(),)
    )
    assert empty.hidden_count == 0
    assert empty.for_consultant().agenda == empty.for_consultant().adverts == ()


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("", date(2027, 1, 23)),
        ("2026-12-01", date(2027, 1, 30)),
        ("2026-10-01", date(2027, 1, 23)),
        ("2028-01-01", date(2027, 5, 23)),
    ],
)
def test_a_preparation_lives_so_long_after_the_conversation_and_half_a_year_at_most(
    on: str, expected: date
) -> None:
    assert rules.expires_on(Meeting(on=on), TODAY, 60, today=TODAY) == expected


def test_an_early_conversation_never_ends_a_preparation_that_is_being_written() -> None:
    created = TODAY - timedelta(days=100)
    assert rules.expires_on(Meeting(), created, 60, today=TODAY) == TODAY + timedelta(days=7)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2026-12-01", date(2026, 12, 2)),
        ("2026-11-24", date(2026, 11, 25)),
        ("", date(2026, 12, 15)),
        ("2026-12-31", date(2026, 12, 15)),
        ("2026-11-01", date(2026, 12, 15)),
    ],
)
def test_a_conversation_code_dies_the_day_after_and_after_three_weeks_at_most(
    on: str, expected: date
) -> None:
    assert rules.copy_expires_on(Meeting(on=on), TODAY) == expected


@pytest.mark.parametrize(
    ("age", "idle", "alive"),
    [
        (timedelta(hours=1), timedelta(minutes=30), True),
        (timedelta(hours=1), timedelta(minutes=31), False),
        (timedelta(hours=3, minutes=59), timedelta(), True),
        (timedelta(hours=4, minutes=1), timedelta(), False),
        (timedelta(hours=1), -timedelta(minutes=60), True),
        (timedelta(hours=1), -timedelta(minutes=66), False),
    ],
)
def test_a_session_lives_half_an_hour_idle_and_four_hours_at_most(
    age: timedelta, idle: timedelta, alive: bool
) -> None:
    assert rules.session_is_alive(NOW - age, NOW - idle, NOW) is alive


def test_the_tenth_wrong_code_locks_for_an_hour() -> None:
    assert rules.locked_until(9, NOW) is None
    assert rules.locked_until(10, NOW) == NOW + timedelta(hours=1)
