"""What may happen to an opening, by whom, and when: plain decisions without a database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

KEPT_YEARS = 2


class Kind(StrEnum):
    """The legal form that a candidate sees first; "talent task" is a label on one of them."""

    PRAKTIK = "praktik"
    JOB = "job"
    LOENTILSKUD = "loentilskud"
    VEJLEDNING = "vejledning"


class Sector(StrEnum):
    PRIVATE = "private"
    PUBLIC = "public"


class WorkForm(StrEnum):
    ON_SITE = "on site"
    HYBRID = "hybrid"
    REMOTE = "remote"


class State(StrEnum):
    DRAFT = "draft"
    REVIEW = "review"
    PUBLISHED = "published"
    PAUSED = "paused"
    FILLED = "filled"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class Action(StrEnum):
    EDIT = "edit"
    SUBMIT = "submit"
    TAKE_BACK = "take-back"
    SEND_BACK = "send-back"
    APPROVE = "approve"
    PAUSE = "pause"
    RESUME = "resume"
    REVISE = "revise"
    FILL = "fill"
    WITHDRAW = "withdraw"
    EXPIRE = "expire"
    RENEW = "renew"


class Outcome(StrEnum):
    """What became of an opening, as the team says afterwards."""

    STARTED = "started"
    HIRED = "hired"
    NOBODY_FITTED = "nobody-fitted"
    CANDIDATE_NO = "candidate-no"
    COMPANY_NO = "company-no"
    AUTHORITY_NO = "authority-no"
    OTHER = "other"


class Doer(StrEnum):
    """In what capacity somebody acts on one opening."""

    DESK = "desk"  # a company consultant of the opening's team
    READER = "reader"  # a consultant of the team who wrote none of it
    SYSTEM = "system"
    LINK = "link"  # whoever holds the link that was mailed to the owner before the last day


@dataclass(frozen=True)
class Move:
    sources: frozenset[State]
    target: State | None  # None: the state stays as it is
    doers: frozenset[Doer]


def _move(sources: Iterable[State], target: State | None, *doers: Doer) -> Move:
    return Move(frozenset(sources), target, frozenset(doers))


MOVES: dict[Action, Move] = {
    Action.EDIT: _move({State.DRAFT}, None, Doer.DESK),
    Action.SUBMIT: _move({State.DRAFT}, State.REVIEW, Doer.DESK),
    Action.TAKE_BACK: _move({State.REVIEW}, State.DRAFT, Doer.DESK),
    Action.SEND_BACK: _move({State.REVIEW}, State.DRAFT, Doer.READER),
    Action.APPROVE: _move({State.REVIEW}, State.PUBLISHED, Doer.READER),
    Action.PAUSE: _move({State.PUBLISHED}, State.PAUSED, Doer.DESK, Doer.SYSTEM),
    Action.RESUME: _move({State.PAUSED}, State.PUBLISHED, Doer.DESK),
    Action.REVISE: _move({State.PAUSED}, State.DRAFT, Doer.DESK),
    Action.FILL: _move({State.PUBLISHED, State.PAUSED}, State.FILLED, Doer.DESK),
    Action.WITHDRAW: _move(
        {State.DRAFT, State.REVIEW, State.PUBLISHED, State.PAUSED}, State.WITHDRAWN, Doer.DESK
    ),
    Action.EXPIRE: _move({State.PUBLISHED, State.PAUSED}, State.EXPIRED, Doer.SYSTEM),
    Action.RENEW: _move({State.PUBLISHED}, State.PUBLISHED, Doer.DESK, Doer.LINK),
}

FINAL = frozenset({State.FILLED, State.EXPIRED, State.WITHDRAWN})
DESK_ROLES = frozenset({"company-consultant"})
READER_ROLES = frozenset({"company-consultant", "employment-consultant"})


class Refused(Exception):
    """The state table says no: `not_yours` tells a lack of right from a wrong moment."""

    def __init__(self, action: Action, state: State, *, not_yours: bool) -> None:
        super().__init__(f"{action} from {state}")
        self.action, self.state, self.not_yours = action, state, not_yours


def capacities(*, role: str, same_team: bool, wrote: bool) -> frozenset[Doer]:
    """In which capacities a member of staff may act on one opening."""
    if not same_team:
        return frozenset()
    desk = {Doer.DESK} if role in DESK_ROLES else set()
    reader = {Doer.READER} if role in READER_ROLES and not wrote else set()
    return frozenset(desk | reader)


def next_state(state: State, action: Action, doers: frozenset[Doer]) -> State:
    """The state after the action; raises Refused when the doer or the moment is wrong."""
    move = MOVES[action]
    if not move.doers & doers:
        raise Refused(action, state, not_yours=True)
    if state not in move.sources:
        raise Refused(action, state, not_yours=False)
    return move.target or state


def possible_actions(state: State, doers: frozenset[Doer]) -> frozenset[Action]:
    return frozenset(action for action, move in MOVES.items() if state in move.sources and move.doers & doers)


def last_day(published: date, days: int) -> date:
    """The last day an opening published on a day is shown."""
    return published + timedelta(days=days)


def is_over(expires_on: date, today: date) -> bool:
    return expires_on < today


def renewed_last_day(expires_on: date, today: date, days: int) -> date:
    """A renewal counts from its own day, so that no row of renewals reaches further ahead than one."""
    return max(expires_on, last_day(today, days))


# How many days before the last one its owner is told.
WARNED_DAYS = (7, 1)


def warning_due(expires_on: date, today: date, warned: int | None) -> int | None:
    """The warning to send today, as days before the last; None when none is due or it was sent."""
    left = (expires_on - today).days
    due = min((days for days in WARNED_DAYS if left <= days), default=None)
    if left < 0 or due is None or (warned is not None and warned <= due):
        return None
    return due


NEEDED = ("title", "tasks", "day", "learn", "field", "competences", "language")
NEEDED_FOR_PRAKTIK = ("job_goal", "mentor")
# What a consultant confirms before a praktik is shown to a reader.
QUALITY_POINTS = ("goal", "mentor", "new", "extra")


def missing_fields(kind: str, filled: Iterable[str]) -> tuple[str, ...]:
    """The public fields an opening of the kind still lacks before anyone may read it."""
    needed = (*NEEDED, *(NEEDED_FOR_PRAKTIK if kind == Kind.PRAKTIK else ()))
    return tuple(name for name in needed if name not in set(filled))


def unconfirmed_points(kind: str, confirmed: Iterable[str]) -> tuple[str, ...]:
    """The points of quality that a praktik still lacks; other kinds need none."""
    wanted = QUALITY_POINTS if kind == Kind.PRAKTIK else ()
    return tuple(point for point in wanted if point not in set(confirmed))


@dataclass(frozen=True)
class Readiness:
    """What an opening still lacks before a second person may see it.

    `has_yes` is the company's yes to the public text as it stands; `had_yes` a yes to an earlier one.
    """

    missing: tuple[str, ...]
    blocks: int
    has_yes: bool
    had_yes: bool = False
    unconfirmed: tuple[str, ...] = ()

    @property
    def is_ready(self) -> bool:
        return not self.missing and not self.blocks and self.has_yes and not self.unconfirmed


def kept_since(today: date) -> date:
    """Companies whose last opening ended before this day are deleted: two years ago."""
    day = 28 if (today.month, today.day) == (2, 29) else today.day
    return today.replace(year=today.year - KEPT_YEARS, day=day)
