"""What readers say is wrong with an opening: sealed, for the team behind it, and gone after 30 days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from portal.accounts.directory import mail_addresses
from portal.openings import service
from portal.openings.life_service import readable_by
from portal.openings.models import Opening, OpeningNote
from portal.shared import audit, outbox
from portal.shared.actors import Actor
from portal.shared.audit import AuditEvent
from portal.shared.clock import Clock, day_of
from portal.shared.internal_tables import READERS_NOTE, for_purpose
from portal.shared.keyring import KeyRing
from portal.shared.outbox import MailKind
from portal.shared.sealing import seal_with_ring, unseal_with_ring

# The key of what strangers write to the desk.
PURPOSE = "enquiries"
KEPT = timedelta(days=30)
# More of one opening tell the desk nothing new, and must not fill the table or a mailbox.
MOST_OF_ONE = 20
NOTES_AT_THE_DESK = "/konsulent/meldte-fejl"


@dataclass(frozen=True)
class Note:
    id: str
    reason: str
    text: str
    said_on: date


@dataclass(frozen=True)
class Reported:
    """An opening of the team and what was said of it, the newest first."""

    opening_id: str
    title: str
    notes: tuple[Note, ...]


def report(session: Session, ring: KeyRing, public_id: str, reason: str, text: str, *, clock: Clock) -> None:
    """Keeps the note and tells the owner, once a day for each opening; raises NotFound or Gone."""
    service.one_published(session, public_id, clock=clock)
    with for_purpose(session, READERS_NOTE):
        desk = service.desk_of(session, public_id)
        earlier = session.execute(
            select(func.count(), func.max(OpeningNote.created_at)).where(OpeningNote.public_id == public_id)
        ).one()
        if desk is None or earlier[0] >= MOST_OF_ONE:
            return
        _keep(session, ring, public_id, reason, text, clock)
    if earlier[1] is None or clock.now() - earlier[1] >= timedelta(days=1):
        for address in mail_addresses(session, desk.owner_id, desk.team_id):
            outbox.enqueue(
                session, ring, clock, to=address, kind=MailKind.OPENING_NOTE, language="da",
                link=NOTES_AT_THE_DESK,
            )  # fmt: skip


def notes_of(session: Session, ring: KeyRing, opening: Opening) -> tuple[Note, ...]:
    """What was said of an opening that the actor may read."""
    rows = session.scalars(
        select(OpeningNote)
        .where(OpeningNote.public_id == opening.public_id)
        .order_by(OpeningNote.created_at.desc(), OpeningNote.id)
    )
    return tuple(Note(row.id, row.reason, _text(ring, row), day_of(row.created_at)) for row in rows)


def reported(session: Session, ring: KeyRing, actor: Actor) -> Sequence[Reported]:
    """The team's openings of which something was said."""
    about = select(OpeningNote.public_id)
    found = session.scalars(readable_by(actor).where(Opening.public_id.in_(about)).order_by(Opening.title))
    return [Reported(one.id, one.title, notes_of(session, ring, one)) for one in found]


def count_reported(session: Session, actor: Actor) -> int:
    """How many of the team's openings somebody said something of."""
    said = select(OpeningNote.public_id)
    own = readable_by(actor).where(Opening.public_id.in_(said)).with_only_columns(func.count())
    return session.scalar(own) or 0


def clear(session: Session, actor: Actor, note_ids: Sequence[str], *, clock: Clock) -> None:
    """Deletes those of the notes that are of the team's openings: somebody has looked into them."""
    own = readable_by(actor).with_only_columns(Opening.public_id).where(Opening.public_id.is_not(None))
    mine = OpeningNote.id.in_(note_ids), OpeningNote.public_id.in_(own)
    count = session.scalar(select(func.count()).select_from(OpeningNote).where(*mine)) or 0
    if count:
        session.execute(delete(OpeningNote).where(*mine))
        audit.record(
            session, clock, AuditEvent.OPENING_NOTES_CLEAR, actor=actor, subject="notes", count=count
        )


def purge(session: Session, clock: Clock) -> None:
    session.execute(delete(OpeningNote).where(OpeningNote.purge_on <= clock.today()))


def _keep(session: Session, ring: KeyRing, public_id: str, reason: str, text: str, clock: Clock) -> None:
    note = OpeningNote(
        public_id=public_id, reason=reason, created_at=clock.now(), purge_on=clock.today() + KEPT
    )
    session.add(note)
    session.flush()
    if text:
        note.sealed = seal_with_ring(ring, PURPOSE, text.encode(), aad=_aad(note.id))


def _text(ring: KeyRing, note: OpeningNote) -> str:
    if note.sealed is None:
        return ""
    return unseal_with_ring(ring, PURPOSE, note.sealed, aad=_aad(note.id)).decode()


def _aad(note_id: str) -> bytes:
    return f"opening-note:{note_id}".encode()
