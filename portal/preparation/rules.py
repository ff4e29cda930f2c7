"""What a preparation holds, what of it a consultant may see, and how long it lives."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, Self

AGENDA_ITEMS = 3
PROPOSALS = 2
COPY_DAYS = 21
LONGEST_DAYS = 180
IDLE = timedelta(minutes=30)
# The last use is written once a minute; an hour is what a mistaken clock is put back by.
LAST_USE_STEP = timedelta(minutes=1)
CLOCK_TOLERANCE = timedelta(hours=1, minutes=5)
LONGEST_SESSION = timedelta(hours=4)
LONGEST_DESK_SESSION = timedelta(hours=10)
WRONG_TRIES = 10
LOCK = timedelta(hours=1)
REMEMBER_WRONG = timedelta(days=1)
LAST_DAYS = 7
STEPS = ("meeting", "agenda", "adverts", "proposals")


@dataclass(frozen=True)
class Meeting:
    """Om samtalen: shown at the top of every sheet."""

    whom: str = ""
    first: str = ""
    form: str = ""
    on: str = ""
    at: str = ""
    language: str = ""
    interpreter: bool = False
    companion: bool = False

    @property
    def day(self) -> date | None:
        return date.fromisoformat(self.on) if self.on else None

    @property
    def order(self) -> tuple[str, int]:
        """Sorts conversations by day and time; what has none comes last."""
        written = re.search(r"(\d{1,2})(?:\D?(\d\d))?", self.at)
        minutes = int(written[1]) * 60 + int(written[2] or 0) if written else 24 * 60
        return (self.on or "9999", minutes)


@dataclass(frozen=True)
class Item:
    """One answer and whether the consultant may see it."""

    text: str = ""
    shown: bool = True


@dataclass(frozen=True)
class Advert:
    title: str = ""
    workplace: str = ""
    deadline: str = ""
    on_jobnet: bool = False
    shown: bool = True

    @property
    def empty(self) -> bool:
        return not (self.title or self.workplace)


@dataclass(frozen=True)
class Proposal:
    """A possible placement: a workplace, an opening or a task."""

    workplace: str = ""
    opening_id: str = ""
    opening_title: str = ""
    tasks: str = ""
    learn: str = ""
    contact: str = ""
    shown: bool = True

    @property
    def empty(self) -> bool:
        return not (self.workplace or self.opening_id or self.tasks or self.learn or self.contact)


@dataclass(frozen=True)
class Answers:
    """Everything a candidate wrote; `saved` says when each step was saved last."""

    meeting: Meeting = Meeting()
    agenda: tuple[Item, ...] = ()
    questions: Item = Item()
    adverts: tuple[Advert, ...] = ()
    fields: tuple[str, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    modules: tuple[str, ...] = ()
    saved: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """The answers from what `to_json` made; unknown keys of a newer program raise TypeError."""
        return cls(
            meeting=Meeting(**values["meeting"]),
            agenda=tuple(Item(**item) for item in values["agenda"]),
            questions=Item(**values["questions"]),
            adverts=tuple(Advert(**advert) for advert in values["adverts"]),
            fields=tuple(values["fields"]),
            proposals=tuple(Proposal(**proposal) for proposal in values["proposals"]),
            modules=tuple(values["modules"]),
            saved=dict(values["saved"]),
        )

    def for_consultant(self) -> Self:
        """Only what is marked to be shown: the whole content of the copy a consultant can open."""
        return replace(
            self,
            agenda=tuple(item for item in self.agenda if item.shown and item.text),
            questions=self.questions if self.questions.shown else Item(),
            adverts=tuple(advert for advert in self.adverts if advert.shown and not advert.empty),
            proposals=tuple(proposal for proposal in self.proposals if proposal.shown and not proposal.empty),
            modules=(),
            saved={},
        )

    def with_step_saved(self, step: str, at: datetime) -> Self:
        return replace(self, saved={**self.saved, step: at.isoformat()})

    @property
    def answered(self) -> dict[str, bool]:
        """Which steps have something in them."""
        return {
            "meeting": "meeting" in self.saved,
            "agenda": any(item.text for item in self.agenda) or bool(self.questions.text),
            "adverts": any(not advert.empty for advert in self.adverts) or bool(self.fields),
            "proposals": any(not proposal.empty for proposal in self.proposals),
        }

    @property
    def hidden_count(self) -> int:
        """How many answers are only the candidate's own."""
        items = sum(bool(item.text) and not item.shown for item in (*self.agenda, self.questions))
        adverts = sum(not advert.empty and not advert.shown for advert in self.adverts)
        return items + adverts + sum(not p.empty and not p.shown for p in self.proposals)


def expires_on(meeting: Meeting, created: date, days: int, *, today: date) -> date:
    """The last day of a preparation: so many days after the conversation, at most half a year in all.

    One that is being written has at least a week left, even if the conversation was moved to the past.
    """
    longest = created + timedelta(days=LONGEST_DAYS)
    # A mistyped year must not count beyond the last day there is.
    wanted = min(max(meeting.day or created, created), longest) + timedelta(days=days)
    return min(max(wanted, today + timedelta(days=LAST_DAYS)), longest)


def copy_expires_on(meeting: Meeting, today: date) -> date:
    """The last day a conversation code works: the day after the conversation, at most three weeks away."""
    longest = today + timedelta(days=COPY_DAYS)
    if meeting.day is None or not today <= meeting.day < longest:
        return longest
    return min(meeting.day + timedelta(days=1), longest)


def session_is_alive(created: datetime, last_used: datetime, now: datetime) -> bool:
    """Thirty minutes idle, four hours at most; a clock that was put back an hour throws no one out."""
    idle, age = now - last_used, now - created
    return -CLOCK_TOLERANCE <= idle < IDLE + LAST_USE_STEP and -CLOCK_TOLERANCE <= age <= LONGEST_SESSION


def desk_view_is_alive(created: datetime, now: datetime) -> bool:
    """A sheet on the desk lives as long as the consultant's session may."""
    return now - created <= LONGEST_DESK_SESSION


def locked_until(failed: int, now: datetime) -> datetime | None:
    """After too many wrong codes a row is locked for an hour; it is never deleted."""
    return now + LOCK if failed >= WRONG_TRIES else None
