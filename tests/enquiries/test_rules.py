"""The state table of enquiries and the day they are deleted."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portal.enquiries.rules import (
    KEPT_AFTER_ANSWER,
    KEPT_AT_MOST,
    MOVES,
    Action,
    Refused,
    State,
    next_state,
    possible_actions,
    purge_day,
)


@given(st.sampled_from(State), st.sampled_from(Action), st.booleans())
def test_the_table_lets_through_exactly_what_it_lists(
    state: State, action: Action, by_candidate: bool
) -> None:
    allowed = action in possible_actions(state, by_candidate=by_candidate)
    try:
        after = next_state(state, action, by_candidate=by_candidate)
    except Refused:
        assert not allowed
    else:
        assert allowed and after is MOVES[action].target


def test_a_candidate_can_withdraw_from_everywhere_and_what_is_withdrawn_stays_so() -> None:
    for state in State:
        assert (Action.WITHDRAW in possible_actions(state, by_candidate=True)) == (state != State.WITHDRAWN)
    assert possible_actions(State.WITHDRAWN, by_candidate=False) == frozenset()


@given(st.dates(date(2026, 1, 1), date(2030, 1, 1)), st.none() | st.integers(0, 400))
def test_nothing_is_kept_longer_than_promised(submitted: date, days: int | None) -> None:
    ended = None if days is None else submitted + timedelta(days=days)
    day = purge_day(submitted, ended)
    assert day <= submitted + KEPT_AT_MOST
    assert ended is None or day <= ended + KEPT_AFTER_ANSWER
