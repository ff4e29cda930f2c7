"""Mail that is to be sent: a sealed row in the caller's transaction, sent later by a worker."""

import json
import logging
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Index, Integer, LargeBinary, String, case, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.shared.clock import Clock
from portal.shared.database import Base, Database, new_id
from portal.shared.internal_tables import SYSTEM
from portal.shared.keyring import KeyRing, KeyRingError
from portal.shared.sealing import seal_with_ring, unseal_with_ring
from portal.shared.texts import N_, translate

log = logging.getLogger(__name__)
MAX_TRIES = 8
KEPT = timedelta(days=7)


class MailKind(StrEnum):
    ENQUIRY_RECEIVED = "enquiry-received"
    ENQUIRY_NEWS = "enquiry-news"
    ENQUIRY_WAITS = "enquiry-waits"
    ENQUIRY_BEFORE = "enquiry-before"
    ENQUIRY_CHANGED = "enquiry-changed"
    ENQUIRY_DUE = "enquiry-due"
    ENQUIRY_LATE = "enquiry-late"
    OPENING_NOTE = "opening-note"
    READING_WAITS = "reading-waits"
    READINGS_LATE = "readings-late"
    OPENING_ENDS = "opening-ends"
    AUDIT_HEADS = "audit-heads"
    FACTS_DUE = "facts-due"


# A mail says that there is something to read and where, never what.
SUBJECTS = {
    MailKind.ENQUIRY_RECEIVED: N_("Vi har fået din henvendelse"),
    MailKind.ENQUIRY_NEWS: N_("Der er nyt til dig"),
    MailKind.ENQUIRY_WAITS: N_("En henvendelse venter på svar"),
    MailKind.ENQUIRY_BEFORE: N_("Du har skrevet til os før"),
    MailKind.ENQUIRY_CHANGED: N_("Der er nyt om en henvendelse"),
    MailKind.ENQUIRY_DUE: N_("Der venter en henvendelse, som skal have svar i dag"),
    MailKind.ENQUIRY_LATE: N_("Der venter en henvendelse, som skulle have haft svar"),
    MailKind.OPENING_NOTE: N_("Der er meldt fejl i et opslag"),
    MailKind.READING_WAITS: N_("Et opslag venter på gennemsyn"),
    MailKind.READINGS_LATE: N_("Opslag har ventet på gennemsyn i mere end en arbejdsdag"),
    MailKind.OPENING_ENDS: N_("Et opslag, du er ejer af, udløber snart"),
    MailKind.FACTS_DUE: N_("Fakta på siden skal ses efter, eller skifter tekst, inden for 30 dage"),
    MailKind.AUDIT_HEADS: N_("Gem denne mail: revisionsloggen til og med i går"),
}
BODY = N_(
    "Hej\n\n%(subject)s. Læs det her:\n%(link)s\n\nVenlig hilsen\n%(organisation)s\n\n"
    "Du kan ikke svare på denne mail."
)
# For the administrator alone: numbers and digests, no person and no content.
NOTES = N_(
    "%(subject)s.\n\nHver linje er en dag, dens antal rækker og en kontrolsum. Med dem kan det senere ses, "
    "om noget er fjernet eller ændret: python -m portal audit verify --heads FIL\n\n%(notes)s\n"
)


class OutboxRow(Base):
    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_due", "due_at"), SYSTEM)
    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(Integer, default=0)


@dataclass(frozen=True)
class Sender:
    """How a mail leaves: `deliver` raises OSError or SMTPException when it did not."""

    deliver: Callable[[EmailMessage], None]
    mail_from: str
    organisation: str
    base_url: str


def enqueue(
    session: Session,
    ring: KeyRing,
    clock: Clock,
    *,
    to: str,
    kind: MailKind,
    language: str,
    link: str,
    notes: str = "",
) -> None:
    """Adds a mail to the outbox; `link` is a path of this site, `notes` stand in place of a link."""
    row_id = new_id()
    content = json.dumps({"to": to, "kind": kind.value, "language": language, "link": link, "notes": notes})
    sealed = seal_with_ring(ring, "outbox", content.encode(), aad=f"outbox:{row_id}".encode())
    session.add(OutboxRow(id=row_id, sealed=sealed, created_at=clock.now(), due_at=clock.now()))
    session.flush()


@dataclass(frozen=True)
class OutboxState:
    """How many mails wait, how many were tried too often, and how old the oldest of both is."""

    waiting: int
    given_up: int
    oldest: timedelta


def state(database: Database, clock: Clock) -> OutboxState:
    """How it stands with the mail, without opening any."""
    too_often = func.coalesce(func.sum(case((OutboxRow.tries >= MAX_TRIES, 1), else_=0)), 0)
    with database.reading() as session:
        count, given_up, first = session.execute(
            select(func.count(), too_often, func.min(OutboxRow.created_at))
        ).one()
    oldest = max(clock.now() - first, timedelta(0)) if first else timedelta(0)
    return OutboxState(count - given_up, given_up, oldest)


def send_due(database: Database, ring: KeyRing, clock: Clock, sender: Sender) -> int:
    """Sends what is due and returns how many were sent; what fails is tried again with growing pauses."""
    with database.reading() as session:
        due = session.scalars(
            select(OutboxRow.id)
            .where(OutboxRow.due_at <= clock.now(), OutboxRow.tries < MAX_TRIES)
            .order_by(OutboxRow.due_at)
            .limit(50)
        ).all()
    return sum(_send(database, ring, clock, sender, row_id) for row_id in due)


def purge(session: Session, clock: Clock) -> None:
    """Deletes what could not be sent within a week: no address is kept because a server was down."""
    given_up = session.scalars(
        delete(OutboxRow).where(OutboxRow.created_at < clock.now() - KEPT).returning(OutboxRow.id)
    ).all()
    for row_id in given_up:
        log.error("mail %s was given up", row_id)


def _send(database: Database, ring: KeyRing, clock: Clock, sender: Sender, row_id: str) -> bool:
    with database.writing() as session:
        row = session.get(OutboxRow, row_id)
        if row is None:
            return False
        # Counted before it is sent: a crash between may cost a second mail, never an endless row of them.
        row.tries += 1
        row.due_at = clock.now() + timedelta(minutes=2**row.tries)
        sealed = row.sealed
    try:
        content = json.loads(unseal_with_ring(ring, "outbox", sealed, aad=f"outbox:{row_id}".encode()))
        sender.deliver(_message(content, sender, clock, row_id))
    except (OSError, ValueError, KeyRingError, smtplib.SMTPException) as error:
        log.warning("mail %s was not sent: %s", row_id, type(error).__name__)
        return False
    with database.writing() as session:
        # Once sent, the address and the link are not kept.
        session.execute(delete(OutboxRow).where(OutboxRow.id == row_id))
    return True


def _message(content: dict[str, str], sender: Sender, clock: Clock, row_id: str) -> EmailMessage:
    language = content["language"]
    subject = translate(language, SUBJECTS[MailKind(content["kind"])])
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender.mail_from, content["to"], subject
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = f"<{row_id}@{sender.mail_from.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    link = sender.base_url.rstrip("/") + content["link"]
    if notes := content.get("notes"):
        message.set_content(translate(language, NOTES, subject=subject, notes=notes))
    else:
        message.set_content(
            translate(language, BODY, subject=subject, link=link, organisation=sender.organisation)
        )
    return message


def smtp_delivery(
    host: str, port: int, *, user: str = "", password: str = "", starttls: bool = True
) -> Callable[[EmailMessage], None]:
    """Delivers over SMTP, with STARTTLS where it is set."""

    def deliver(message: EmailMessage) -> None:
        with smtplib.SMTP(host, port, timeout=20) as smtp:
            if starttls:
                smtp.starttls()
            if user:
                smtp.login(user, password)
            smtp.send_message(message)

    return deliver


def folder_delivery(folder: Path) -> Callable[[EmailMessage], None]:
    """Writes each mail to a folder: the demonstration has no mail server."""

    def deliver(message: EmailMessage) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        name = message["Message-ID"].strip("<>").partition("@")[0]
        (folder / f"{name}.eml").write_bytes(bytes(message))

    return deliver
