"""What the database knows of the key ring: which keys were made, and which are destroyed for good."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.shared.clock import Clock
from portal.shared.database import Base
from portal.shared.internal_tables import SYSTEM
from portal.shared.keyring import KeyRing, KeyRingError, month_of, named


class KeyRecord(Base):
    __tablename__ = "key_records"
    __table_args__ = SYSTEM
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(40))
    month: Mapped[str | None] = mapped_column(String(7))
    created_at: Mapped[datetime]
    destroyed_at: Mapped[datetime | None]


@dataclass(frozen=True)
class KnownKey:
    """A key as a database or a backup remembers it."""

    id: str
    name: str
    destroyed: bool


def known_keys(session: Session) -> list[KnownKey]:
    rows = session.scalars(select(KeyRecord).order_by(KeyRecord.purpose, KeyRecord.month))
    return [KnownKey(row.id, named(row.purpose, row.month), row.destroyed_at is not None) for row in rows]


def findings(known: Iterable[KnownKey], ring: KeyRing) -> list[str]:
    """Why this ring does not fit: a live key that it lacks, a destroyed one that it still holds."""
    held = {key.id for key in ring.held()}
    said = []
    for key in known:
        if key.destroyed and key.id in held:
            said.append(
                f"the key ring still holds the destroyed key {key.name}: an old copy was put back; "
                f"run `keys destroy {key.name.rpartition(' ')[2]}` again"
            )
        if not key.destroyed and key.id not in held:
            said.append(f"the key ring lacks the key {key.name}: put its newest copy back")
    return said


def check_ring(session: Session, ring: KeyRing) -> None:
    """Raises KeyRingError unless the ring holds every live key and no destroyed one."""
    for finding in findings(known_keys(session), ring):
        raise KeyRingError(finding)


def record_keys(session: Session, ring: KeyRing, clock: Clock) -> None:
    """Remembers the ring's keys that the database does not know yet."""
    known = set(session.scalars(select(KeyRecord.id)))
    for key in ring.held():
        if key.id not in known:
            session.add(KeyRecord(id=key.id, purpose=key.purpose, month=key.month, created_at=clock.now()))
    session.flush()


def admit_ring(session: Session, ring: KeyRing, clock: Clock) -> None:
    """Before a host serves: refuses a ring that does not fit, and remembers keys that are new."""
    check_ring(session, ring)
    record_keys(session, ring, clock)


def record_destroyed(session: Session, clock: Clock, key_ids: Sequence[str]) -> None:
    """From now on no host may hold these keys."""
    for row in session.scalars(select(KeyRecord).where(KeyRecord.id.in_(key_ids))):
        row.destroyed_at = row.destroyed_at or clock.now()
    session.flush()


def is_over(month: str | None, clock: Clock) -> bool:
    """Whether all that was sealed for this month has expired."""
    return month is not None and month < month_of(clock.today())
