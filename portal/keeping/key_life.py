"""The end of a key: what is sealed with it can be read by nobody from then on, in no backup."""

import re

from sqlalchemy import Table, func, literal, or_, select
from sqlalchemy.orm import Session

from portal.all_models import metadata
from portal.keeping.backup import KeepingError
from portal.keeping.tables import RING_SEALED
from portal.shared import audit, key_records
from portal.shared.audit import AuditEvent, AuditRow
from portal.shared.clock import Clock
from portal.shared.database import Database
from portal.shared.key_records import KeyRecord
from portal.shared.keyring import KeyRing
from portal.shared.sealing import KEY_ID_CHARACTERS

MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


def destroy_month(database: Database, ring: KeyRing, clock: Clock, month: str) -> list[str]:
    """Destroys a month's keys for good; returns the days on which copies of the ring were made since.

    Raises KeepingError while the month is not over or anything live is sealed with its keys. Recorded
    before the file is changed: a crash between leaves a host that refuses to start until it is run again.
    """
    if not MONTH.fullmatch(month):
        raise KeepingError(f"{month} is not a month: write it as 2026-11")
    if not key_records.is_over(month, clock):
        raise KeepingError(f"{month} is not over: its key is still needed")
    with database.writing() as session:
        key_records.record_keys(session, ring, clock)
        ids = list(session.scalars(select(KeyRecord.id).where(KeyRecord.month == month)))
        if not ids:
            raise KeepingError(f"there never was a key for {month}")
        still = sealed_with(session, ids)
        if still:
            raise KeepingError(f"{still} rows are still sealed with it: run `maintain` first")
        key_records.record_destroyed(session, clock, ids)
        audit.record(session, clock, AuditEvent.KEYS_DESTROY, actor=None, subject="keyring", month=month)
        copies = copies_made(session)
    ring.destroy(month)
    return copies


def sealed_with(session: Session, key_ids: list[str]) -> int:
    """How many rows of the database need one of the keys."""
    return sum(
        _sealed_in(session, metadata.tables[name], columns, key_ids) for name, columns in RING_SEALED.items()
    )


def _sealed_in(session: Session, table: Table, columns: tuple[str, ...], key_ids: list[str]) -> int:
    begins = [func.substr(table.c[name], 1, literal(KEY_ID_CHARACTERS)) for name in columns]
    ids = [key_id.encode("ascii") for key_id in key_ids]
    query = select(func.count()).select_from(table).where(or_(*(begin.in_(ids) for begin in begins)))
    return session.scalar(query) or 0


def copies_made(session: Session) -> list[str]:
    rows = select(AuditRow.day).where(AuditRow.event == AuditEvent.KEYS_COPY.value)
    return sorted(set(session.scalars(rows)))


def findings(session: Session, ring: KeyRing, clock: Clock) -> list[str]:
    """What is wrong with a ring that could be read: keys that lack, that came back, or that are not ahead."""
    missing = ring.lacks(clock.today())
    ahead = [f"the key ring has no key for {', '.join(missing)}: run `maintain`"] if missing else []
    return key_records.findings(key_records.known_keys(session), ring) + ahead


def months_to_destroy(session: Session, ring: KeyRing, clock: Clock) -> list[str]:
    """Months that are over and with whose keys nothing live is sealed."""
    over = [key for key in ring.held() if key_records.is_over(key.month, clock)]
    return sorted({str(key.month) for key in over if not sealed_with(session, [key.id])})
