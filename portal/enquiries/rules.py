"""What may happen to an enquiry, when somebody is reminded of it, and when it is deleted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

KEPT_AFTER_END = timedelta(days=30)
KEPT_AT_MOST = timedelta(days=90)
MOST_OPEN = 5


class State(StrEnum):
    NEW = "new"
    CONSIDERED = "considered"
    REVEALED = "revealed"  # the candidate has been told which company it is
    FORWARDED = "forwarded"  # after the candidate's yes
    MET = "met"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Action(StrEnum):
    CONSIDER = "consider"
    ANSWER = "answer"
    REVEAL = "reveal"
    FORWARD = "forward"
    MEET = "meet"
    CLOSE = "close"
    WITHDRAW = "withdraw"


class Outcome(StrEnum):
    """How an enquiry ended."""

    STARTED_PLACEMENT = "started-placement"
    STARTED_JOB = "started-job"
    NOT_CHOSEN = "not-chosen"
    CANDIDATE_LEFT = "candidate-left"
    OPENING_GONE = "opening-gone"
    OTHER = "other"


class SetAside(StrEnum):
    """Why an enquiry was not put in the inbox; from outside it looks like any other."""

    REPEAT = "repeat"
    TOO_MANY = "five"


OPEN = (State.NEW, State.CONSIDERED, State.REVEALED, State.FORWARDED, State.MET)
STARTED = frozenset({Outcome.STARTED_PLACEMENT, Outcome.STARTED_JOB})

# The whole life of an enquiry: for each action, from which state to which.
MOVES: Mapping[Action, Mapping[State, State]] = {
    Action.CONSIDER: {State.NEW: State.CONSIDERED},
    Action.ANSWER: {state: state for state in OPEN} | {State.NEW: State.CONSIDERED},
    Action.REVEAL: dict.fromkeys((State.NEW, State.CONSIDERED), State.REVEALED),
    Action.FORWARD: {State.REVEALED: State.FORWARDED},
    Action.MEET: {State.FORWARDED: State.MET},
    Action.CLOSE: dict.fromkeys(OPEN, State.CLOSED),
    Action.WITHDRAW: dict.fromkeys((*OPEN, State.CLOSED), State.WITHDRAWN),
}
OF_CANDIDATE = frozenset({Action.WITHDRAW})
# What the candidate hears something by: the promised day is kept with the first of them.
ANSWERING = frozenset({Action.ANSWER, Action.REVEAL, Action.CLOSE})


class Refused(Exception):
    """The state table says no."""


def next_state(state: State, action: Action, *, by_candidate: bool) -> State:
    """The state after the action; raises Refused."""
    after = MOVES[action].get(state)
    if after is None or by_candidate != (action in OF_CANDIDATE):
        raise Refused(f"{action} from {state}")
    return after


def possible_actions(state: State, *, by_candidate: bool) -> frozenset[Action]:
    return frozenset(
        action
        for action, moves in MOVES.items()
        if state in moves and by_candidate == (action in OF_CANDIDATE)
    )


def set_aside_because(*, wrote_here: bool, open_now: int) -> SetAside | None:
    """One enquiry for each opening, and five that are open at a time."""
    if wrote_here:
        return SetAside.REPEAT
    return SetAside.TOO_MANY if open_now >= MOST_OPEN else None


def yes_can_be(said_on: date, *, revealed_on: date, today: date) -> bool:
    """A yes is said after the candidate was told which company it is, and not in the future."""
    return revealed_on <= said_on <= today


class Reminder(StrEnum):
    OWNER = "owner"
    TEAM = "team"
    PAUSE = "pause"


@dataclass(frozen=True)
class Stage:
    """What is done so many working days after the promised day; `mark` is kept, so that it is done once."""

    after: int
    mark: int
    what: Reminder


# The days that `mark` says count from sending where two working days are promised, as they are at first.
STAGES = (Stage(0, 2, Reminder.OWNER), Stage(1, 3, Reminder.TEAM), Stage(3, 5, Reminder.PAUSE))


def reminders_due(overdue: int, reminded: int) -> tuple[Stage, ...]:
    """What has to be done now, so many working days after the promised day (-1: it has not come)."""
    return tuple(stage for stage in STAGES if stage.after <= overdue and stage.mark > reminded)


def reminded_after(overdue: int) -> int:
    """The mark of the last stage that has passed; 0 for none."""
    return max((stage.mark for stage in STAGES if stage.after <= overdue), default=0)


def purge_day(submitted: date, ended: date | None) -> date:
    """The day on which everything is deleted: 30 days after the end, at most 90 after it was sent."""
    latest = submitted + KEPT_AT_MOST
    return latest if ended is None else min(latest, ended + KEPT_AFTER_END)
