"""The team's inbox: mine first, oldest first, each enquiry opened with an audit row."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import Session

from portal.enquiries.marks import read_reference
from portal.enquiries.models import Enquiry
from portal.enquiries.rules import OPEN, Action, State, possible_actions
from portal.enquiries.sealed import Answer, Content, answer_of, content_of, reason_of
from portal.openings import desk_service
from portal.openings.desk_service import AtDesk
from portal.shared import audit
from portal.shared.actors import Actor
from portal.shared.audit import AuditEvent
from portal.shared.clock import Clock, day_of
from portal.shared.dates import working_days_between
from portal.shared.errors import NotFound
from portal.shared.keyring import KeyRing

PAGE_SIZE = 50


class Shown(StrEnum):
    """Which enquiries a list holds."""

    OPEN = "open"
    ENDED = "ended"
    ASIDE = "aside"


@dataclass(frozen=True)
class InboxLine:
    """One enquiry in the list: nothing of what was written."""

    id: str
    reference: str
    title: str
    state: str
    outcome: str
    submitted_at: datetime
    answer_by: date
    working_days: int
    mine: bool
    waits: bool
    late: bool


@dataclass(frozen=True)
class Inbox:
    """One page of the list, and how many there are of each sort."""

    lines: tuple[InboxLine, ...]
    counts: dict[Shown, int]
    number: int
    total: int

    @property
    def has_next(self) -> bool:
        return self.number * PAGE_SIZE < self.total


@dataclass(frozen=True)
class Opened:
    """One enquiry, opened: the only moment its content is readable."""

    id: str
    opening_id: str
    title: str
    reference: str
    state: str
    set_aside: str
    outcome: str
    reason: str
    language: str
    submitted_at: datetime
    answer_by: date
    answered_at: datetime | None
    revealed_at: datetime | None
    candidate_yes_on: date | None
    forwarded_at: datetime | None
    met_at: datetime | None
    closed_at: datetime | None
    purge_on: date
    content: Content | None
    answer: Answer
    not_to_contact: bool
    written_again: tuple[str, ...]
    actions: frozenset[Action]
    # The opening at the desk and its company: what the candidate is told, and what comes after a meeting.
    desk: AtDesk


def readable_by(actor: Actor) -> Select[Enquiry]:
    return select(Enquiry).where(Enquiry.team_id == actor.team_id)


def inbox(
    session: Session,
    actor: Actor,
    *,
    clock: Clock,
    closing_days: Set[str],
    shown: Shown = Shown.OPEN,
    number: int = 1,
) -> Inbox:
    """A page of the team's enquiries: the actor's own first, those that wait for an answer, oldest first."""
    kept = Enquiry.purge_on > clock.today()
    counted = select(func.count()).where(Enquiry.team_id == actor.team_id, kept)
    counts = {sort: session.scalar(counted.where(*_of(sort))) or 0 for sort in Shown}
    rows = session.scalars(
        readable_by(actor)
        .where(kept, *_of(shown))
        .order_by(
            case((Enquiry.owner_id == actor.user_id, 0), else_=1),
            case((_waits(), 0), else_=1),
            Enquiry.submitted_at,
            Enquiry.id,
        )
        .offset((number - 1) * PAGE_SIZE)
        .limit(PAGE_SIZE)
    ).all()
    return Inbox(_lines(session, actor, rows, clock, closing_days), counts, number, counts[shown])


def with_reference(
    session: Session, actor: Actor, typed: str, *, clock: Clock, closing_days: Set[str]
) -> tuple[InboxLine, ...]:
    """The team's enquiry with the reference, whatever became of it; nothing for another team's."""
    reference = read_reference(typed)
    rows = session.scalars(
        readable_by(actor).where(Enquiry.reference == reference, Enquiry.purge_on > clock.today())
    ).all()
    return _lines(session, actor, rows, clock, closing_days) if reference else ()


def count_waiting(session: Session, actor: Actor, clock: Clock) -> int:
    """How many of the team's enquiries have had no answer."""
    waiting = select(func.count()).where(
        Enquiry.team_id == actor.team_id, Enquiry.purge_on > clock.today(), _waits()
    )
    return session.scalar(waiting) or 0


def open_enquiry(session: Session, ring: KeyRing, actor: Actor, enquiry_id: str, *, clock: Clock) -> Opened:
    """Unseals one enquiry; the audit row is written in the same transaction, or nothing is shown."""
    enquiry = find_enquiry(session, actor, enquiry_id, clock=clock)
    audit.record(session, clock, AuditEvent.ENQUIRY_OPEN, actor=actor, subject=f"enquiry:{enquiry.id}")
    content = content_of(ring, enquiry)
    return Opened(
        id=enquiry.id,
        opening_id=enquiry.opening_id,
        title=desk_service.own_titles(session, actor, [enquiry.opening_id]).get(enquiry.opening_id, ""),
        reference=enquiry.reference or "",
        state=enquiry.state,
        set_aside=enquiry.set_aside,
        outcome=enquiry.outcome,
        reason=reason_of(ring, enquiry),
        language=enquiry.language,
        submitted_at=enquiry.submitted_at,
        answer_by=enquiry.answer_by,
        answered_at=enquiry.answered_at,
        revealed_at=enquiry.revealed_at,
        candidate_yes_on=enquiry.candidate_yes_on,
        forwarded_at=enquiry.forwarded_at,
        met_at=enquiry.met_at,
        closed_at=enquiry.closed_at,
        purge_on=enquiry.purge_on,
        content=content,
        answer=answer_of(ring, enquiry),
        not_to_contact=content is not None and is_barred(session, actor, enquiry, content),
        written_again=_written_again(session, actor, enquiry, clock),
        actions=_actions(enquiry),
        desk=desk_service.at_desk(session, actor, enquiry.opening_id),
    )


def _actions(enquiry: Enquiry) -> frozenset[Action]:
    if enquiry.set_aside:
        return frozenset()
    return possible_actions(State(enquiry.state), by_candidate=False)


def is_barred(session: Session, actor: Actor, enquiry: Enquiry, content: Content) -> bool:
    """Whether the candidate has named the company among the workplaces not to contact."""
    if not content.not_to_contact:
        return False
    return desk_service.is_not_to_be_contacted(session, actor, enquiry.opening_id, content.not_to_contact)


def find_enquiry(session: Session, actor: Actor, enquiry_id: str, *, clock: Clock) -> Enquiry:
    """The team's enquiry; raises NotFound for everybody else's and for what is to be deleted."""
    enquiry = session.scalar(readable_by(actor).where(Enquiry.id == enquiry_id))
    if enquiry is None or enquiry.purge_on <= clock.today():
        raise NotFound
    return enquiry


def _of(shown: Shown) -> tuple[ColumnElement[bool], ...]:
    if shown is Shown.ASIDE:
        return Enquiry.set_aside != "", Enquiry.state != State.WITHDRAWN.value
    is_open = Enquiry.state.in_([state.value for state in OPEN])
    return Enquiry.set_aside == "", is_open if shown is Shown.OPEN else ~is_open


def _waits() -> ColumnElement[bool]:
    is_open = Enquiry.state.in_([state.value for state in OPEN])
    return (Enquiry.set_aside == "") & is_open & Enquiry.answered_at.is_(None)


def _lines(
    session: Session, actor: Actor, rows: Sequence[Enquiry], clock: Clock, closing_days: Set[str]
) -> tuple[InboxLine, ...]:
    titles = desk_service.own_titles(session, actor, list({row.opening_id for row in rows}))
    today = clock.today()

    def line(row: Enquiry) -> InboxLine:
        waits = not row.set_aside and row.state in OPEN and row.answered_at is None
        return InboxLine(
            id=row.id,
            reference=row.reference or "",
            title=titles.get(row.opening_id, ""),
            state=row.state,
            outcome=row.outcome,
            submitted_at=row.submitted_at,
            answer_by=row.answer_by,
            working_days=working_days_between(day_of(row.submitted_at), today, closing_days),
            mine=row.owner_id == actor.user_id,
            waits=waits,
            late=waits and row.answer_by < today,
        )

    return tuple(line(row) for row in rows)


def _written_again(session: Session, actor: Actor, enquiry: Enquiry, clock: Clock) -> tuple[str, ...]:
    """What was set aside because this enquiry was there already."""
    pairs = ((Enquiry.email_mark, enquiry.email_mark), (Enquiry.phone_mark, enquiry.phone_mark))
    same = [column == mark for column, mark in pairs if mark is not None]
    if enquiry.set_aside or not same:
        return ()
    again = readable_by(actor).where(
        Enquiry.opening_id == enquiry.opening_id,
        Enquiry.set_aside != "",
        Enquiry.state != State.WITHDRAWN.value,
        Enquiry.purge_on > clock.today(),
        or_(*same),
    )
    return tuple(row.id for row in session.scalars(again.order_by(Enquiry.submitted_at)))
