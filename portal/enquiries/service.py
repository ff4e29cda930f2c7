"""Enquiries from the candidate's side: sent, followed by a link, withdrawn, and deleted by the clock."""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.accounts.directory import mail_addresses
from portal.enquiries.models import Enquiry
from portal.enquiries.rules import Action, Refused, State, next_state, purge_day
from portal.openings import service as openings
from portal.shared import audit, capability, outbox
from portal.shared.actors import Actor
from portal.shared.audit import AuditEvent
from portal.shared.clock import Clock, day_of
from portal.shared.errors import NotAllowedNow, NotFound
from portal.shared.internal_tables import CANDIDATES_ENQUIRY, for_purpose
from portal.shared.keyring import KeyRing
from portal.shared.outbox import MailKind
from portal.shared.sealing import seal_with_ring, unseal_with_ring
from portal.shared.texts import N_

LINK = "enquiry"
PURPOSE = "enquiries"
INBOX = "/konsulent/henvendelser"
ENDED = N_("Henvendelsen er allerede trukket tilbage.")


@dataclass(frozen=True)
class Content:
    """What a candidate wrote; it is stored sealed and shown only to the team that owns the opening."""

    why: str
    first: str
    when: str
    name: str
    email: str
    phone: str
    may_forward: bool
    not_to_contact: str

    def __repr__(self) -> str:
        return "Content(***)"


@dataclass(frozen=True)
class Status:
    """What the status page shows: where it stands and when, and the consultant's answer."""

    opening_id: str
    opening_title: str | None
    state: str
    submitted_on: date
    answer_by: date
    answered_on: date | None
    purge_on: date
    answer: str


def submit(
    session: Session,
    ring: KeyRing,
    opening_id: str,
    content: Content,
    *,
    language: str,
    answer_by: date,
    clock: Clock,
) -> str:
    """Stores a sealed enquiry and tells its owner; returns the token of the status link."""
    openings.one_published(session, opening_id, clock=clock)
    with for_purpose(session, CANDIDATES_ENQUIRY):
        desk = openings.desk_of(session, opening_id)
        if desk is None:
            raise NotFound
        enquiry = Enquiry(
            team_id=desk.team_id,
            owner_id=desk.owner_id,
            opening_id=opening_id,
            language=language,
            state=State.NEW.value,
            submitted_at=clock.now(),
            answer_by=answer_by,
            purge_on=purge_day(clock.today(), None),
        )
        session.add(enquiry)
        session.flush()
        enquiry.sealed = seal_text(ring, enquiry.id, "content", json.dumps(asdict(content)))
    token = issue_link(session, enquiry)
    _announce(session, ring, clock, enquiry, content, token)
    return token


def status(session: Session, ring: KeyRing, token: str, *, clock: Clock) -> Status:
    """Where the enquiry behind a link stands; never what was written in it."""
    with for_purpose(session, CANDIDATES_ENQUIRY):
        enquiry = _behind(session, token, clock)
    title = openings.titles(session, [enquiry.opening_id]).get(enquiry.opening_id)
    return Status(
        opening_id=enquiry.opening_id,
        opening_title=title,
        state=enquiry.state,
        submitted_on=day_of(enquiry.submitted_at),
        answer_by=enquiry.answer_by,
        answered_on=day_of(enquiry.answered_at) if enquiry.answered_at else None,
        purge_on=enquiry.purge_on,
        answer=answer_of(ring, enquiry),
    )


def withdraw(session: Session, token: str, *, clock: Clock) -> None:
    """Takes the enquiry back: what was written is deleted at once."""
    with for_purpose(session, CANDIDATES_ENQUIRY):
        enquiry = _behind(session, token, clock)
        try:
            after = next_state(State(enquiry.state), Action.WITHDRAW, by_candidate=True)
        except Refused as refused:
            raise NotAllowedNow(ENDED) from refused
        enquiry.sealed = enquiry.sealed_answer = None
        record_state(session, clock, enquiry, after, None)


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


def seal_text(ring: KeyRing, enquiry_id: str, part: str, text: str) -> bytes:
    """Sealed and bound to its row and part, so that nothing can be moved."""
    return seal_with_ring(ring, PURPOSE, text.encode(), aad=_aad(enquiry_id, part))


def content_of(ring: KeyRing, enquiry: Enquiry) -> Content | None:
    if enquiry.sealed is None:
        return None
    text = unseal_with_ring(ring, PURPOSE, enquiry.sealed, aad=_aad(enquiry.id, "content"))
    return Content(**json.loads(text))


def answer_of(ring: KeyRing, enquiry: Enquiry) -> str:
    if enquiry.sealed_answer is None:
        return ""
    return unseal_with_ring(ring, PURPOSE, enquiry.sealed_answer, aad=_aad(enquiry.id, "answer")).decode()


def record_state(session: Session, clock: Clock, enquiry: Enquiry, after: State, actor: Actor | None) -> None:
    details = {"from_state": enquiry.state, "to_state": after.value}
    enquiry.state = after.value
    subject = f"enquiry:{enquiry.id}"
    audit.record(session, clock, AuditEvent.ENQUIRY_STATE, actor=actor, subject=subject, **details)


def _aad(enquiry_id: str, part: str) -> bytes:
    return f"enquiry:{enquiry_id}:{part}".encode()


def _behind(session: Session, token: str, clock: Clock) -> Enquiry:
    found = capability.resolve(session, clock, token, purpose=LINK)
    enquiry = session.get(Enquiry, found.subject)
    if enquiry is None or enquiry.purge_on <= clock.today():
        raise NotFound(capability.NO_SUCH_LINK)
    return enquiry


def _announce(
    session: Session, ring: KeyRing, clock: Clock, enquiry: Enquiry, content: Content, token: str
) -> None:
    """Mails say that there is something and where, never what."""
    for address in mail_addresses(session, enquiry.owner_id, enquiry.team_id):
        outbox.enqueue(
            session, ring, clock, to=address, kind=MailKind.ENQUIRY_WAITS, language="da", link=INBOX
        )
    if content.email:
        outbox.enqueue(
            session, ring, clock, to=content.email, kind=MailKind.ENQUIRY_RECEIVED,
            language=enquiry.language, link=link_path(enquiry.language, token),
        )  # fmt: skip
