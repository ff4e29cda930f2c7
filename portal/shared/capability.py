"""Links that carry a right: 128 random bits in the address, stored hashed, expiring."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Index, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.shared.clock import Clock
from portal.shared.database import Base, new_id
from portal.shared.errors import N_, NotFound
from portal.shared.internal_tables import SYSTEM

TOKEN_BYTES = 16
NO_SUCH_LINK = N_("Linket virker ikke længere, eller det er ikke skrevet helt af. Se efter i mailen.")


class CapabilityRow(Base):
    __tablename__ = "capabilities"
    __table_args__ = (Index("ix_capabilities_subject", "purpose", "subject"), SYSTEM)
    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(36))
    expires_at: Mapped[datetime]


@dataclass(frozen=True)
class Capability:
    """What a link is for, and until when."""

    purpose: str
    subject: str
    expires_at: datetime


def issue(session: Session, *, purpose: str, subject: str, expires_at: datetime) -> str:
    """A new link's token; it is not kept and cannot be shown again."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    row = CapabilityRow(token_hash=_hash(token), purpose=purpose, subject=subject, expires_at=expires_at)
    session.add(row)
    session.flush()
    return token


def purpose_of(session: Session, clock: Clock, token: str) -> str:
    """What a link is for; raises the same NotFound for a wrong, an expired and a withdrawn one."""
    return _living(session, clock, token).purpose


def resolve(session: Session, clock: Clock, token: str, *, purpose: str) -> Capability:
    """What the token may be used for; raises NotFound also when it is for something else."""
    row = _living(session, clock, token)
    if row.purpose != purpose:
        raise NotFound(NO_SUCH_LINK)
    return Capability(row.purpose, row.subject, row.expires_at)


def revoke(session: Session, *, purpose: str, subject: str) -> None:
    """Ends every link to a subject."""
    session.execute(
        delete(CapabilityRow).where(CapabilityRow.purpose == purpose, CapabilityRow.subject == subject)
    )


def purge(session: Session, clock: Clock) -> None:
    """Deletes links that have expired."""
    session.execute(delete(CapabilityRow).where(CapabilityRow.expires_at <= clock.now()))


def _living(session: Session, clock: Clock, token: str) -> CapabilityRow:
    row = session.scalar(
        select(CapabilityRow).where(
            CapabilityRow.token_hash == _hash(token), CapabilityRow.expires_at > clock.now()
        )
    )
    if row is None:
        raise NotFound(NO_SUCH_LINK)
    return row


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
