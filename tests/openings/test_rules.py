"""The state table, the reader's rights and the guesses."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from portal.openings.review_rules import Doubt, is_hit, unanswered
from portal.openings.rules import (
    FINAL,
    MOVES,
    Action,
    Doer,
    Kind,
    Refused,
    State,
    capacities,
    is_over,
    last_day,
    missing_fields,
    next_state,
    possible_actions,
    renewed_last_day,
)

STATES = st.sampled_from(State)
ACTIONS = st.sampled_from(Action)
DOERS = st.frozensets(st.sampled_from(Doer))
ROLES = st.sampled_from(
    ["company-consultant", "employment-consultant", "editor", "manager", "administrator", "nobody"]
)


@given(STATES, ACTIONS, DOERS)
def test_the_table_lets_through_exactly_what_it_lists(
    state: State, action: Action, doers: frozenset[Doer]
) -> None:
    allowed = action in possible_actions(state, doers)
    try:
        after = next_state(state, action, doers)
    except Refused:
        assert not allowed
    else:
        assert allowed and after in ({MOVES[action].target} - {None} or {state})


@given(st.lists(st.tuples(ACTIONS, ROLES, st.booleans(), st.booleans()), max_size=30))
def test_whatever_people_try_an_opening_is_published_only_by_a_reader_who_wrote_none_of_it(
    tries: list[tuple[Action, str, bool, bool]],
) -> None:
    state = State.DRAFT
    for action, role, same_team, wrote in tries:
        doers = capacities(role=role, same_team=same_team, wrote=wrote)
        try:
            after = next_state(state, action, doers)
        except Refused:
            continue
        assert same_team and role in ("company-consultant", "employment-consultant")
        if action is Action.RENEW:
            assert state is after is State.PUBLISHED
        elif after is State.PUBLISHED and action is not Action.RESUME:
            assert action is Action.APPROVE and state is State.REVIEW and not wrote
        if action is Action.RESUME:
            assert state is State.PAUSED
        state = after


@given(ACTIONS, DOERS)
def test_what_has_ended_never_moves_again(action: Action, doers: frozenset[Doer]) -> None:
    for state in FINAL:
        with pytest.raises(Refused):
            next_state(state, action, doers)


@given(ROLES, st.booleans(), st.booleans())
def test_nobody_has_a_capacity_in_another_team_and_nobody_is_the_system(
    role: str, same_team: bool, wrote: bool
) -> None:
    found = capacities(role=role, same_team=same_team, wrote=wrote)
    assert not {Doer.SYSTEM, Doer.LINK} & found
    assert same_team or not found
    assert not (wrote and Doer.READER in found)


def test_from_every_state_that_is_not_the_end_there_is_a_way_to_the_end() -> None:
    everyone = frozenset(Doer)
    reachable = set(FINAL)
    for _ in State:
        reachable |= {
            state
            for state in State
            for action in possible_actions(state, everyone)
            if next_state(state, action, everyone) in reachable
        }
    assert reachable == set(State)


def test_whoever_holds_a_renewal_link_can_do_nothing_else() -> None:
    link = frozenset({Doer.LINK})
    assert {action for state in State for action in possible_actions(state, link)} == {Action.RENEW}


@given(st.dates(), st.integers(0, 400), st.integers(1, 90), st.integers(1, 5))
def test_however_often_it_is_renewed_it_is_shown_for_one_term_from_the_day(
    today: date, left: int, days: int, times: int
) -> None:
    assume(today.year < 9000)
    last = today + timedelta(days=left)
    renewed = last
    for _ in range(times):
        renewed = renewed_last_day(renewed, today, days)
    assert renewed == max(last, today + timedelta(days=days))


def test_an_opening_is_shown_through_its_last_day() -> None:
    last = last_day(date(2026, 11, 24), 30)
    assert last == date(2026, 12, 24)
    assert not is_over(last, date(2026, 12, 24))
    assert is_over(last, date(2026, 12, 25))


def test_a_placement_needs_a_goal_and_a_mentor_and_a_job_does_not() -> None:
    filled = ("title", "tasks", "day", "learn", "field", "competences", "language")
    assert missing_fields(Kind.PRAKTIK, filled) == ("job_goal", "mentor")
    assert missing_fields(Kind.JOB, filled) == ()


NAMES = ["Kvistgren Lydværk ApS", "KGL", "Natøre", "kvistgren-lydvaerk"]


@pytest.mark.parametrize(
    "guess", ["Kvistgren", "kvistgren lydvaerk", "Kvistgren Lydværk", "Kvistgreen Lydværk", "KGL", "natøre"]
)
def test_a_guess_that_means_the_company_is_a_hit(guess: str) -> None:
    assert is_hit(guess, NAMES)


@pytest.mark.parametrize("guess", ["", "ved ikke", "Mærsk", "et lydfirma", "Kvist", "ApS"])
def test_a_guess_that_means_something_else_is_a_miss(guess: str) -> None:
    assert not is_hit(guess, [*NAMES, ""])


@given(st.text(max_size=40), st.lists(st.text(max_size=30), max_size=5))
def test_any_guess_can_be_judged(guess: str, names: list[str]) -> None:
    assert is_hit(guess, names) in (True, False)


def test_a_reason_of_spaces_answers_nothing() -> None:
    doubts = [Doubt("tasks", "Asta"), Doubt("day", "Asta")]
    assert unanswered(doubts, {"tasks:Asta": "Det er et nyhedsbrevs navn.", "day:Asta": "  "}) == [doubts[1]]
