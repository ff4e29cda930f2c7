"""The team's inbox: enquiries oldest first, opened with an audit row, answered and closed."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, case, select
from sqlalchemy.orm import Session

from portal.enquiries.models import Enquiry
from portal.enquiries.rules import OPEN, Action, Refused, State, next_state, possible_actions, purge_day
from portal.enquiries.service import (
    Content,
    answer_of,
    content_of,
    issue_link,
    link_path,
    record_state,
    seal_text,
)
from portal.openings import desk_service
from portal.shared import audit, outbox
from portal.shared.actors import Actor
from portal.shared.audit import AuditEvent
from portal.shared.clock import Clock, day_of
from portal.shared.errors import NotAllowedNow, NotFound
from portal.shared.keyring import KeyRing
from portal.shared.outbox import MailKind
from portal.shared.texts import N_

MOMENT_PASSED = N_("Henvendelsen er kommet videre, siden du åbnede siden. Se, hvor den er nu.")


@dataclass(frozen=True)
class InboxLine:
    """One enquiry in the list: nothing of what was written."""

    id: str
    title: str
    state: str
    submitted_at: datetime
    answer_by: date
    mine: bool
    waits: bool
    late: bool


@dataclass(frozen=True)
class Opened:
    """One enquiry, opened: the only moment its content is readable."""

    id: str
    opening_id: str
    title: str
    state: str
    language: str
    submitted_at: datetime
    answer_by: date
    purge_on: date
    content: Content | None
    answer: str
    actions: frozenset[Action]


def readable_by(actor: Actor) -> Select[Enquiry]:
    return select(Enquiry).where(Enquiry.team_id == actor.team_id)


def inbox(session: Session, actor: Actor, *, clock: Clock) -> list[InboxLine]:
    """The team's enquiries: those that wait first, oldest first."""
    unanswered = Enquiry.answered_at.is_(None)
    waiting = case((Enquiry.state.in_([state.value for state in OPEN]) & unanswered, 0), else_=1)
    rows = session.scalars(
        readable_by(actor)
        .where(Enquiry.purge_on > clock.today())
        .order_by(waiting, Enquiry.submitted_at, Enquiry.id)
    ).all()
    titles = desk_service.own_titles(session, actor, [row.opening_id for row in rows])
    return [
        InboxLine(
            id=row.id,
            title=titles.get(row.opening_id, ""),
            state=row.state,
            submitted_at=row.submitted_at,
            answer_by=row.answer_by,
            mine=row.owner_id == actor.user_id,
            waits=row.state in OPEN and row.answered_at is None,
            late=row.state in OPEN and row.answered_at is None and row.answer_by < clock.today(),
        )
        for row in rows
    ]


def count_waiting(session: Session, actor: Actor, clock: Clock) -> int:
    """How many of the team's enquiries have had no answer."""
    return sum(line.waits for line in inbox(session, actor, clock=clock))


def open_enquiry(session: Session, ring: KeyRing, actor: Actor, enquiry_id: str, *, clock: Clock) -> Opened:
    """Unseals one enquiry; the audit row is written in the same transaction, or nothing is shown."""
    enquiry = find_enquiry(session, actor, enquiry_id, clock=clock)
    subject = f"enquiry:{enquiry.id}"
    audit.record(session, clock, AuditEvent.ENQUIRY_OPEN, actor=actor, subject=subject)
    titles = desk_service.own_titles(session, actor, [enquiry.opening_id])
    return Opened(
        id=enquiry.id,
        opening_id=enquiry.opening_id,
        title=titles.get(enquiry.opening_id, ""),
        state=enquiry.state,
        language=enquiry.language,
        submitted_at=enquiry.submitted_at,
        answer_by=enquiry.answer_by,
        purge_on=enquiry.purge_on,
        content=content_of(ring, enquiry),
        answer=answer_of(ring, enquiry),
        actions=possible_actions(State(enquiry.state), by_candidate=False),
    )


def find_enquiry(session: Session, actor: Actor, enquiry_id: str, *, clock: Clock) -> Enquiry:
    """The team's enquiry; raises NotFound for everybody else's and for what is to be deleted."""
    enquiry = session.scalar(readable_by(actor).where(Enquiry.id == enquiry_id))
    if enquiry is None or enquiry.purge_on <= clock.today():
        raise NotFound
    return enquiry


def answer(
    session: Session, ring: KeyRing, actor: Actor, enquiry_id: str, text: str, *, clock: Clock
) -> None:
    """Saves the answer that the status page shows, and tells the candidate that there is one.

    The caller has asked `desk_service.leaks_in_answer` first: a text that tells the company is not saved.
    """
    enquiry = find_enquiry(session, actor, enquiry_id, clock=clock)
    _move(session, clock, enquiry, Action.ANSWER, actor)
    enquiry.sealed_answer = seal_text(ring, enquiry.id, "answer", text)
    enquiry.answered_at = enquiry.answered_at or clock.now()
    subject = f"enquiry:{enquiry.id}"
    audit.record(session, clock, AuditEvent.ENQUIRY_ANSWER, actor=actor, subject=subject)
    _tell_candidate(session, ring, clock, enquiry)


def consider(session: Session, actor: Actor, enquiry_id: str, *, clock: Clock) -> None:
    _move(session, clock, find_enquiry(session, actor, enquiry_id, clock=clock), Action.CONSIDER, actor)


def close(session: Session, actor: Actor, enquiry_id: str, *, clock: Clock) -> None:
    _move(session, clock, find_enquiry(session, actor, enquiry_id, clock=clock), Action.CLOSE, actor)


def _move(session: Session, clock: Clock, enquiry: Enquiry, action: Action, actor: Actor) -> None:
    try:
        after = next_state(State(enquiry.state), action, by_candidate=False)
    except Refused as refused:
        raise NotAllowedNow(MOMENT_PASSED) from refused
    if action in (Action.ANSWER, Action.CLOSE):
        ends = purge_day(day_of(enquiry.submitted_at), clock.today())
        enquiry.purge_on = min(enquiry.purge_on, ends)
    record_state(session, clock, enquiry, after, actor)


def _tell_candidate(session: Session, ring: KeyRing, clock: Clock, enquiry: Enquiry) -> None:
    content = content_of(ring, enquiry)
    if content is None or not content.email:
        return
    link = link_path(enquiry.language, issue_link(session, enquiry))
    outbox.enqueue(
        session,
        ring,
        clock,
        to=content.email,
        kind=MailKind.ENQUIRY_NEWS,
        language=enquiry.language,
        link=link,
    )
