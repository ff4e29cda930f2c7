"""The state table of enquiries, the reminders, and the day they are deleted."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portal.enquiries.rules import (
    ANSWERING,
    KEPT_AFTER_END,
    KEPT_AT_MOST,
    MOST_OPEN,
    MOVES,
    OF_CANDIDATE,
    OPEN,
    STAGES,
    Action,
    Refused,
    SetAside,
    State,
    next_state,
    possible_actions,
    purge_day,
    reminded_after,
    reminders_due,
    set_aside_because,
    yes_can_be,
)

ORDER = (*OPEN, State.CLOSED, State.WITHDRAWN)
Steps = list[tuple[Action, bool]]
steps = st.lists(st.tuples(st.sampled_from(Action), st.booleans()), max_size=12)


def walked(wanted: Steps) -> list[tuple[Action, State, State]]:
    """What the table lets through of some steps, from the beginning."""
    state, done = State.NEW, []
    for action, by_candidate in wanted:
        try:
            after = next_state(state, action, by_candidate=by_candidate)
        except Refused:
            continue
        done.append((action, state, after))
        state = after
    return done


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
        assert allowed and after is MOVES[action][state]


@given(steps)
def test_an_enquiry_never_goes_back(wanted: Steps) -> None:
    for _, before, after in walked(wanted):
        assert ORDER.index(after) >= ORDER.index(before)


@given(steps)
def test_nothing_is_passed_on_before_the_candidate_knows_the_company(wanted: Steps) -> None:
    done = walked(wanted)
    actions = [action for action, _, _ in done]
    if Action.FORWARD in actions:
        assert Action.REVEAL in actions[: actions.index(Action.FORWARD)]
    if Action.MEET in actions:
        assert Action.FORWARD in actions[: actions.index(Action.MEET)]


@given(steps)
def test_only_the_candidate_withdraws_and_nothing_comes_after(wanted: Steps) -> None:
    done = walked(wanted)
    for number, (action, _, after) in enumerate(done):
        assert (after is State.WITHDRAWN) == (action is Action.WITHDRAW)
        assert after is not State.WITHDRAWN or number == len(done) - 1


def test_a_candidate_can_withdraw_from_everywhere_and_what_is_withdrawn_stays_so() -> None:
    for state in State:
        assert (Action.WITHDRAW in possible_actions(state, by_candidate=True)) == (state != State.WITHDRAWN)
    assert possible_actions(State.WITHDRAWN, by_candidate=False) == frozenset()
    assert {Action.WITHDRAW} == OF_CANDIDATE


def test_an_answer_is_written_and_changed_and_an_end_is_set_at_every_open_state_and_at_no_other() -> None:
    for action in (Action.ANSWER, Action.CLOSE):
        assert set(MOVES[action]) == set(OPEN)
    assert {Action.ANSWER, Action.CLOSE} <= ANSWERING


@given(st.booleans(), st.integers(0, 12))
def test_one_for_each_opening_and_five_open_at_a_time(wrote_here: bool, open_now: int) -> None:
    reason = set_aside_because(wrote_here=wrote_here, open_now=open_now)
    assert (reason is SetAside.REPEAT) == wrote_here
    assert (reason is None) == (not wrote_here and open_now < MOST_OPEN)


@given(st.lists(st.integers(-3, 12), max_size=15))
def test_each_reminder_comes_once_on_its_day_or_after_it(days: list[int]) -> None:
    done: list[int] = []
    reminded = 0
    for overdue in sorted(days):
        for stage in reminders_due(overdue, reminded):
            assert overdue >= stage.after
            done.append(stage.mark)
            reminded = stage.mark
    assert done == sorted(set(done))
    assert done == [stage.mark for stage in STAGES if days and stage.after <= max(days)]


@given(st.integers(-3, 12), st.integers(0, 12))
def test_what_was_taken_up_late_is_reminded_of_no_day_that_has_passed(overdue: int, later: int) -> None:
    due = reminders_due(overdue + later, reminded_after(overdue))
    assert all(stage.after > overdue for stage in due)


@given(st.dates(date(2026, 1, 1), date(2030, 1, 1)), st.integers(-40, 40), st.integers(0, 40))
def test_a_yes_is_said_after_the_company_was_named_and_not_in_the_future(
    revealed: date, said_after: int, today_after: int
) -> None:
    said, today = revealed + timedelta(days=said_after), revealed + timedelta(days=today_after)
    assert yes_can_be(said, revealed_on=revealed, today=today) == (0 <= said_after <= today_after)


@given(st.dates(date(2026, 1, 1), date(2030, 1, 1)), st.none() | st.integers(0, 400))
def test_nothing_is_kept_longer_than_promised(submitted: date, days: int | None) -> None:
    ended = None if days is None else submitted + timedelta(days=days)
    day = purge_day(submitted, ended)
    assert day <= submitted + KEPT_AT_MOST
    assert ended is None or day <= ended + KEPT_AFTER_END
