"""Whether a key ring fits a backup: every live key is there, and no destroyed one comes back."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from portal.keeping.dump import Manifest
from portal.shared import key_records
from portal.shared.clock import Clock
from portal.shared.key_records import KeyRecord, KnownKey, is_over, known_keys
from portal.shared.keyring import KeyRing, named


@dataclass(frozen=True)
class Record:
    """A destroyed key, to be remembered beyond the database it was recorded in."""

    id: str
    purpose: str
    month: str | None
    created_at: datetime
    destroyed_at: datetime


def findings(session: Session, ring: KeyRing, manifest: Manifest, clock: Clock) -> list[str]:
    """Why the backup cannot be restored beside this ring; keys of months that are over may be gone."""
    destroyed = {key.id for key in known_keys(session) if key.destroyed}
    held = {key.id for key in ring.held()}
    known = [
        KnownKey(
            record["id"],
            named(record["purpose"], record["month"]),
            destroyed=record["destroyed_at"] is not None or record["id"] in destroyed,
        )
        for record in manifest.key_records.values()
        if not is_over(record["month"], clock) or record["id"] in held
    ]
    strangers = manifest.key_ids - manifest.key_records.keys() - held - destroyed
    said = key_records.findings(known, ring)
    if strangers:
        said.append(f"the key ring lacks {len(strangers)} keys that the backup is sealed with")
    return said


def destroyed_records(connection: Connection) -> list[Record]:
    rows = connection.execute(select(KeyRecord.__table__).where(KeyRecord.destroyed_at.is_not(None)))
    return [Record(**row._mapping) for row in rows]


def settle(session: Session, ring: KeyRing, destroyed: list[Record], clock: Clock) -> None:
    """After the rows came: what was destroyed stays so, and what is gone and over counts as destroyed."""
    for record in destroyed:
        session.merge(KeyRecord(**vars(record)))
    session.flush()
    held = {key.id for key in ring.held()}
    gone = [
        row.id
        for row in session.scalars(select(KeyRecord).where(KeyRecord.destroyed_at.is_(None)))
        if row.id not in held and is_over(row.month, clock)
    ]
    key_records.record_destroyed(session, clock, gone)
    key_records.record_keys(session, ring, clock)
