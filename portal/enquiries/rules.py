"""What may happen to an enquiry, and when it is deleted."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

KEPT_AFTER_ANSWER = timedelta(days=30)
KEPT_AT_MOST = timedelta(days=90)


class State(StrEnum):
    NEW = "new"
    CONSIDERED = "considered"
    REVEALED = "revealed"
    FORWARDED = "forwarded"
    MET = "met"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Action(StrEnum):
    CONSIDER = "consider"
    ANSWER = "answer"
    CLOSE = "close"
    WITHDRAW = "withdraw"


@dataclass(frozen=True)
class Move:
    sources: frozenset[State]
    target: State
    by_candidate: bool = False


MOVES: dict[Action, Move] = {
    Action.CONSIDER: Move(frozenset({State.NEW}), State.CONSIDERED),
    Action.ANSWER: Move(frozenset({State.NEW, State.CONSIDERED}), State.CONSIDERED),
    Action.CLOSE: Move(frozenset({State.NEW, State.CONSIDERED}), State.CLOSED),
    Action.WITHDRAW: Move(
        frozenset(set(State) - {State.WITHDRAWN}),
        State.WITHDRAWN,
        by_candidate=True,
    ),
}
OPEN = (State.NEW, State.CONSIDERED)


class Refused(Exception):
    """The state table says no."""


def next_state(state: State, action: Action, *, by_candidate: bool) -> State:
    """The state after the action; raises Refused."""
    move = MOVES[action]
    if move.by_candidate != by_candidate or state not in move.sources:
        raise Refused(f"{action} from {state}")
    return move.target


def possible_actions(state: State, *, by_candidate: bool) -> frozenset[Action]:
    return frozenset(
        action
        for action, move in MOVES.items()
        if move.by_candidate == by_candidate and state in move.sources
    )


def purge_day(submitted: date, ended: date | None) -> date:
    """The day on which everything is deleted: 30 days after the answer, at most 90 after it was sent."""
    latest = submitted + KEPT_AT_MOST
    return latest if ended is None else min(latest, ended + KEPT_AFTER_ANSWER)
