"""Enquiries from the candidate's side: sent, followed by a link, withdrawn, and deleted by the clock."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.accounts.directory import mail_addresses
from portal.enquiries.marks import Marks, new_reference
from portal.enquiries.models import Enquiry
from portal.enquiries.rules import (
    OPEN,
    Action,
    Refused,
    State,
    next_state,
    purge_day,
)
from portal.enquiries.sealed import Answer, Content, answer_of, seal_content
from portal.enquiries.standing import Standing, standings, why_set_aside
from portal.openings import service as openings
from portal.shared import audit, capability, outbox, tally
from portal.shared.actors import Actor
from portal.shared.audit import AuditEvent
from portal.shared.clock import Clock, day_of
from portal.shared.errors import NotAllowedNow, NotFound
from portal.shared.internal_tables import CANDIDATES_ENQUIRY, for_purpose
from portal.shared.keyring import KeyRing
from portal.shared.outbox import MailKind
from portal.shared.tally import Measure
from portal.shared.texts import N_

__all__ = [
    "Content", "Status", "issue_link", "link_path", "purge", "record_state", "status", "submit", "withdraw",
]  # fmt: skip

LINK = "enquiry"
INBOX = "/konsulent/henvendelser"
ENDED = N_("Henvendelsen er allerede trukket tilbage.")


@dataclass(frozen=True)
class Status:
    """What the status page shows: where it stands and when, and the consultant's answer."""

    opening_id: str
    opening_title: str | None
    reference: str
    state: str
    outcome: str
    submitted_on: date
    answer_by: date
    considered_on: date | None
    answered_on: date | None
    revealed_on: date | None
    forwarded_on: date | None
    met_on: date | None
    closed_on: date | None
    purge_on: date
    late: bool
    answer: Answer
    other_title: str | None


def submit(
    session: Session,
    ring: KeyRing,
    opening_id: str,
    content: Content,
    *,
    language: str,
    answer_by: date,
    clock: Clock,
    once: str = "",
    mail: bool = True,
) -> str:
    """Stores a sealed enquiry and tells its owner; returns the token of the status link.

    What is one too many is stored and set aside. Nothing that is returned tells the two apart.
    """
    opening = openings.one_published(session, opening_id, clock=clock)
    marks = Marks.of(ring, content, once)
    with for_purpose(session, CANDIDATES_ENQUIRY):
        enquiry = _sent_before(session, marks)
        if enquiry is not None:
            return issue_link(session, enquiry)
        by_email, by_phone = standings(session, opening_id, marks, clock)
        aside = why_set_aside(by_email, by_phone)
        enquiry = _new_enquiry(session, opening_id, marks, language, answer_by, clock)
        enquiry.set_aside = aside.value if aside else ""
        enquiry.sealed = seal_content(ring, enquiry.id, content)
    token = issue_link(session, enquiry)
    if not enquiry.set_aside:
        tally.count(session, clock, Measure.ENQUIRIES_RECEIVED, field=opening.field, type=opening.type)
        tell_owner(session, ring, clock, enquiry, MailKind.ENQUIRY_WAITS)
    if mail and content.email:
        _receipt(session, ring, clock, enquiry, content.email, token, by_email)
    return token


def status(session: Session, ring: KeyRing, token: str, *, clock: Clock) -> Status:
    """Where the enquiry behind a link stands; never what was written in it."""
    with for_purpose(session, CANDIDATES_ENQUIRY):
        row = _behind(session, token, clock)
    answer = answer_of(ring, row)
    titles = openings.titles(session, [row.opening_id, answer.other])
    return Status(
        opening_id=row.opening_id,
        opening_title=titles.get(row.opening_id),
        reference=row.reference or "",
        state=row.state,
        outcome=row.outcome,
        submitted_on=day_of(row.submitted_at),
        answer_by=row.answer_by,
        considered_on=_day(row.considered_at),
        answered_on=_day(row.answered_at),
        revealed_on=_day(row.revealed_at),
        forwarded_on=_day(row.forwarded_at),
        met_on=_day(row.met_at),
        closed_on=_day(row.closed_at),
        purge_on=row.purge_on,
        late=row.state in OPEN and row.answered_at is None and row.answer_by < clock.today(),
        answer=answer,
        other_title=titles.get(answer.other) if answer.other else None,
    )


def withdraw(session: Session, ring: KeyRing, token: str, *, clock: Clock) -> None:
    """Takes the enquiry back: what was written and the marks of its sender are deleted at once."""
    with for_purpose(session, CANDIDATES_ENQUIRY):
        enquiry = _behind(session, token, clock)
        try:
            after = next_state(State(enquiry.state), Action.WITHDRAW, by_candidate=True)
        except Refused as refused:
            raise NotAllowedNow(ENDED) from refused
        was_open = enquiry.state in OPEN
        enquiry.sealed = enquiry.sealed_answer = enquiry.sealed_reason = None
        enquiry.email_mark = enquiry.phone_mark = enquiry.form_mark = None
        enquiry.purge_on = min(enquiry.purge_on, purge_day(day_of(enquiry.submitted_at), clock.today()))
        record_state(session, clock, enquiry, after, None)
        owner_knows = was_open and not enquiry.set_aside
    if owner_knows:
        tell_owner(session, ring, clock, enquiry, MailKind.ENQUIRY_CHANGED)


def purge(session: Session, clock: Clock) -> int:
    """Deletes the enquiries whose day has come, with their links; returns how many."""
    due = session.scalars(select(Enquiry.id).where(Enquiry.purge_on <= clock.today())).all()
    for enquiry_id in due:
        capability.revoke(session, purpose=LINK, subject=enquiry_id)
    session.execute(delete(Enquiry).where(Enquiry.id.in_(due)))
    if due:
        audit.record(
            session, clock, AuditEvent.PURGE, actor=None, subject="enquiries", kind="enquiry", count=len(due)
        )
    return len(due)


def issue_link(session: Session, enquiry: Enquiry) -> str:
    """A new status link; it lives as long as the enquiry can."""
    latest = day_of(enquiry.submitted_at) + timedelta(days=91)
    expires_at = datetime.combine(latest, time(), UTC)
    return capability.issue(session, purpose=LINK, subject=enquiry.id, expires_at=expires_at)


def link_path(language: str, token: str) -> str:
    return f"/en/l/{token}" if language == "en" else f"/l/{token}"


def record_state(session: Session, clock: Clock, enquiry: Enquiry, after: State, actor: Actor | None) -> None:
    details = {"from_state": enquiry.state, "to_state": after.value}
    enquiry.state = after.value
    subject = f"enquiry:{enquiry.id}"
    audit.record(session, clock, AuditEvent.ENQUIRY_STATE, actor=actor, subject=subject, **details)


def tell_owner(session: Session, ring: KeyRing, clock: Clock, enquiry: Enquiry, kind: MailKind) -> None:
    """Mails say that there is something and where, never what."""
    for address in mail_addresses(session, enquiry.owner_id, enquiry.team_id):
        outbox.enqueue(session, ring, clock, to=address, kind=kind, language="da", link=INBOX)


def _day(moment: datetime | None) -> date | None:
    return day_of(moment) if moment else None


def _behind(session: Session, token: str, clock: Clock) -> Enquiry:
    found = capability.resolve(session, clock, token, purpose=LINK)
    enquiry = session.get(Enquiry, found.subject)
    if enquiry is None or enquiry.purge_on <= clock.today():
        raise NotFound(capability.NO_SUCH_LINK)
    return enquiry


def _sent_before(session: Session, marks: Marks) -> Enquiry | None:
    """The enquiry that this very form has made already: it was pressed twice, or sent again on a reload."""
    if marks.once is None:
        return None
    return session.scalar(select(Enquiry).where(Enquiry.form_mark == marks.once))


def _new_enquiry(
    session: Session, opening_id: str, marks: Marks, language: str, answer_by: date, clock: Clock
) -> Enquiry:
    desk = openings.desk_of(session, opening_id)
    if desk is None:
        raise NotFound
    enquiry = Enquiry(
        team_id=desk.team_id,
        owner_id=desk.owner_id,
        opening_id=opening_id,
        language=language,
        state=State.NEW.value,
        reference=_unused_reference(session),
        submitted_at=clock.now(),
        answer_by=answer_by,
        email_mark=marks.email,
        phone_mark=marks.phone,
        form_mark=marks.once,
        purge_on=purge_day(clock.today(), None),
    )
    session.add(enquiry)
    session.flush()
    return enquiry


def _receipt(
    session: Session,
    ring: KeyRing,
    clock: Clock,
    enquiry: Enquiry,
    email: str,
    token: str,
    by_email: Standing,
) -> None:
    """The mail to the address that was typed; only there is it said that there was one before.

    It leads to what the address itself has sent: a typed number must not lead to its owner's enquiry.
    """
    kind, before = MailKind.ENQUIRY_RECEIVED, by_email.in_the_way
    if before is not None:
        kind, token = MailKind.ENQUIRY_BEFORE, issue_link(session, before)
    link = link_path(enquiry.language, token)
    outbox.enqueue(session, ring, clock, to=email, kind=kind, language=enquiry.language, link=link)


def _unused_reference(session: Session) -> str:
    while session.scalar(select(Enquiry.id).where(Enquiry.reference == (reference := new_reference()))):
        continue
    return reference
