"""What a preparation holds, and what of it a consultant may see."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Any, ClassVar, Protocol, Self, TypeVar

from portal.preparation.readings import READINGS as READINGS
from portal.preparation.readings import Markers as Markers
from portal.preparation.readings import Reading as Reading
from portal.shared.clock import day_of

AGENDA_ITEMS = 3
PROPOSALS = 2
COMPETENCES = 5
NEXT_STEPS = 3
PROBLEMS = 3
NEIGHBOURS = 3


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
    """One answer, whether the consultant may see it, and the module it came from."""

    text: str = ""
    shown: bool = True
    module: str = ""
    section: str = ""

    @property
    def empty(self) -> bool:
        return not self.text


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
class Want:
    """The ABC of jobs: the dream, the good and acceptable one, the one that pays the bills."""

    dream: Item = Item()
    good: Item = Item()
    bills: Item = Item()


@dataclass(frozen=True)
class Competence:
    """What the candidate can do, where it was shown, and the task it solves for a company."""

    name: str = ""
    proof: str = ""
    task: str = ""
    shown: bool = True

    @property
    def empty(self) -> bool:
        return not (self.name or self.proof or self.task)


@dataclass(frozen=True)
class NextStep:
    """Something the candidate will do: what, by when, and how it is seen that it is done."""

    what: str = ""
    when: str = ""
    done: str = ""
    shown: bool = True

    @property
    def empty(self) -> bool:
        return not (self.what or self.when or self.done)


@dataclass(frozen=True)
class Search:
    """How the candidate looks for work; `channels` are ids of the form's choices."""

    channels: tuple[str, ...] = ()
    channels_shown: bool = True
    rhythm: Item = Item()
    network: Item = Item()
    unsolicited: Item = Item()
    next_steps: tuple[NextStep, ...] = ()


@dataclass(frozen=True)
class Mobility:
    """Areas (ids of the register), how much from home, and neighbouring tasks or branches."""

    areas: tuple[str, ...] = ()
    remote: str = ""
    shown: bool = True
    neighbours: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Since:
    """What happened since the last conversation, also one in the a-kasse."""

    done: Item = Item()
    learnt: Item = Item()
    agreed: Item = Item()


@dataclass(frozen=True)
class Answers:
    """Everything a candidate wrote.

    `saved` says when each step was saved last and `revisions` how often. `drafts` holds what was typed in a
    step and not yet saved, field by field as posted. `unsure` names the steps answered with "I do not know
    yet". `round` counts conversations from 1; it began on `round_on`, and `lines_before` are digests of the
    lines that stood on the sheet at the last conversation.
    """

    # A newer program's keys are refused rather than lost at the next save.
    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}
    meeting: Meeting = Meeting()
    agenda: tuple[Item, ...] = ()
    questions: Item = Item()
    adverts: tuple[Advert, ...] = ()
    fields: tuple[str, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    want: Want = Want()
    can: tuple[Competence, ...] = ()
    search: Search = Search()
    smv: tuple[Item, ...] = ()
    mobility: Mobility = Mobility()
    since: Since = Since()
    markers: Markers = field(default_factory=Markers)
    modules: tuple[str, ...] = ()
    saved: Mapping[str, str] = field(default_factory=dict)
    revisions: Mapping[str, int] = field(default_factory=dict)
    drafts: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    unsure: tuple[str, ...] = ()
    round: int = 1
    round_on: str = ""
    lines_before: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    def for_consultant(self) -> Self:
        """Only what is marked to be shown: the whole content of the copy a consultant can open."""
        return replace(
            self,
            agenda=_shown(self.agenda),
            questions=_item(self.questions),
            adverts=_shown(self.adverts),
            proposals=_shown(self.proposals),
            want=Want(_item(self.want.dream), _item(self.want.good), _item(self.want.bills)),
            can=_shown(self.can),
            search=_shown_search(self.search),
            smv=_shown(self.smv),
            mobility=_shown_mobility(self.mobility),
            since=Since(_item(self.since.done), _item(self.since.learnt), _item(self.since.agreed)),
            markers=self.markers if self.markers.shown else Markers(),
            modules=(),
            saved={},
            revisions={},
            drafts={},
            unsure=(),
            # A digest of a hidden line would let it be guessed.
            lines_before=(),
        )

    def with_step_saved(self, step: str, at: datetime, *, unsure: bool = False) -> Self:
        """The step as saved now: what was typed before it was saved is no longer needed."""
        others = tuple(key for key in self.unsure if key != step)
        return replace(
            self,
            markers=self.markers.on_day(day_of(at).isoformat()),
            saved={**self.saved, step: at.isoformat()},
            revisions={**self.revisions, step: self.revisions.get(step, 0) + 1},
            drafts={key: draft for key, draft in self.drafts.items() if key != step},
            unsure=(*others, step) if unsure else others,
        )

    @property
    def round_day(self) -> date | None:
        return date.fromisoformat(self.round_on) if self.round_on else None

    @property
    def is_follow_up(self) -> bool:
        return self.meeting.first == "nej" or self.round > 1

    @property
    def answered(self) -> dict[str, bool]:
        """Which steps have something in them."""
        search, mobility = self.search, self.mobility
        return {
            "meeting": self.meeting != Meeting(),
            "since": _any_of((self.since.done, self.since.learnt, self.since.agreed)),
            "agenda": _any_of((*self.agenda, self.questions)),
            "adverts": _any_of(self.adverts) or bool(self.fields),
            "proposals": _any_of(self.proposals),
            "want": _any_of((self.want.dream, self.want.good, self.want.bills)),
            "can": _any_of(self.can),
            "search": _any_of((search.rhythm, search.network, search.unsolicited, *search.next_steps))
            or bool(search.channels),
            "smv": _any_of(self.smv),
            "mobility": _any_of(mobility.neighbours) or bool(mobility.areas or mobility.remote),
            "markers": bool(self.markers.readings),
        }

    @property
    def hidden_count(self) -> int:
        """How many answers are only the candidate's own."""
        want, since, search = self.want, self.since, self.search
        answers: list[Answer] = [want.dream, want.good, want.bills, since.done, since.learnt, since.agreed]
        answers += [self.questions, search.rhythm, search.network, search.unsolicited]
        for rows in (self.agenda, self.adverts, self.proposals, self.can, search.next_steps, self.smv):
            answers += rows
        answers += self.mobility.neighbours
        lists = (
            (search.channels, search.channels_shown),
            (self.mobility.areas or self.mobility.remote, self.mobility.shown),
            (self.markers.readings, self.markers.shown),
        )
        return sum(not one.empty and not one.shown for one in answers) + sum(
            bool(filled) and not shown for filled, shown in lists
        )


class Answer(Protocol):
    @property
    def shown(self) -> bool: ...
    @property
    def empty(self) -> bool: ...


AnyAnswer = TypeVar("AnyAnswer", bound=Answer)


def _any_of(answers: Iterable[Answer]) -> bool:
    return any(not answer.empty for answer in answers)


def _shown(answers: Iterable[AnyAnswer]) -> tuple[AnyAnswer, ...]:
    return tuple(answer for answer in answers if answer.shown and not answer.empty)


def _item(item: Item) -> Item:
    return item if item.shown else Item()


def _shown_search(search: Search) -> Search:
    return Search(
        channels=search.channels if search.channels_shown else (),
        rhythm=_item(search.rhythm),
        network=_item(search.network),
        unsolicited=_item(search.unsolicited),
        next_steps=_shown(search.next_steps),
    )


def _shown_mobility(mobility: Mobility) -> Mobility:
    neighbours = _shown(mobility.neighbours)
    return replace(mobility, neighbours=neighbours) if mobility.shown else Mobility(neighbours=neighbours)
