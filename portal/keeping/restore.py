"""Restoring: everything is checked first, then everything is replaced in one transaction."""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import MetaData, Table, func, select, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from portal.keeping import ring_fit
from portal.keeping.backup import KeepingError, read_backup
from portal.keeping.dump import (
    AT_ONCE,
    DumpError,
    Manifest,
    Taker,
    tables_of,
    wait_as_long_as_it_takes,
)
from portal.keeping.ended import Ended
from portal.keeping.tables import LEFT_OUT
from portal.migrate import (
    SchemaVersionError,
    missing_versions,
    newest_version,
    schema_version,
    upgrade_within,
)
from portal.shared import audit
from portal.shared.audit import AuditEvent, AuditHead
from portal.shared.clock import Clock
from portal.shared.database import Database
from portal.shared.keyring import KeyRing

# An installation that was only just migrated has rows in these.
NOT_CONTENT = frozenset({"alembic_version", "key_records", "leases", "rate_counts"})
GAP = 1_000_000
# What hands all rows of a dump to a taker.
Rows = Callable[[Taker], object]


@dataclass(frozen=True)
class Target:
    """What is restored into."""

    database: Database
    ring: KeyRing
    clock: Clock


@dataclass(frozen=True)
class Restored:
    """What came, and how many preparations are back that were deleted after the backup was made."""

    manifest: Manifest
    preparations_back: int


def restore_backup(target: Target, secret: str, path: Path, *, replace: bool) -> Restored:
    """Replaces the database by a backup while the program serves; raises KeepingError, nothing changed."""
    manifest = read_backup(path, secret)
    refuse_what_does_not_fit(target, manifest, replace=replace)
    try:
        with target.database.writing() as session:
            back = replace_all(session, target, manifest, lambda take: read_backup(path, secret, take))
    except (SQLAlchemyError, DumpError) as error:
        raise KeepingError(f"the database refused what the backup holds ({type(error).__name__})") from error
    target.database.empty_log()
    return Restored(manifest, back)


def refuse_what_does_not_fit(target: Target, manifest: Manifest, *, replace: bool) -> None:
    with target.database.read_engine.connect() as connection:
        if schema_version(connection) != newest_version(target.database):
            raise KeepingError("the database has not the version of the program: run `migrate` first")
        if not replace and not is_empty(connection):
            raise KeepingError("the database is not empty: say --replace to lose what is in it now")
    try:
        missing_versions(target.database, manifest.header.schema)
    except SchemaVersionError as error:
        raise KeepingError(f"the backup does not fit: {error}") from error
    with target.database.reading() as session:
        for finding in ring_fit.findings(session, target.ring, manifest, target.clock):
            raise KeepingError(finding)


def is_empty(connection: Connection) -> bool:
    """Whether nobody has begun to use this database."""
    tables = [table for table in tables_of(connection) if table.name not in NOT_CONTENT]
    return not any(connection.execute(select(table).limit(1)).first() for table in tables)


def replace_all(session: Session, target: Target, manifest: Manifest, rows: Rows) -> int:
    """Everything out, everything in, and what follows from it; all or nothing, seen at the commit.

    Returns how many preparations are back that were gone.
    """
    connection = session.connection()
    wait_as_long_as_it_takes(connection)
    tables = tables_of(connection)
    _keep_writers_out(connection, tables)
    before = _Before.of(session, connection, tables)
    older = manifest.header.schema != newest_version(target.database)
    if older:
        _make_schema(connection, target.database, manifest.header.schema)
    else:
        for table in reversed(tables):
            connection.execute(table.delete())
    rows(_Loader(connection))
    if older:
        upgrade_within(target.database, connection)
    ring_fit.settle(session, target.ring, before.destroyed, target.clock)
    back = before.ended.settle(connection, {table.name: table for table in tables_of(connection)})
    _announce_openings(connection, before, manifest)
    made_at = manifest.header.made_at.isoformat(timespec="seconds")
    details: dict[str, str | int] = {"made_at": made_at, "rows": manifest.rows, "head_before": before.head}
    audit.record(session, target.clock, AuditEvent.RESTORE, actor=None, subject="database", **details)
    return back


@dataclass(frozen=True)
class _Before:
    """What the replaced database knew that outlives it."""

    destroyed: list[ring_fit.Record]
    ended: Ended
    public_ids: set[str]
    last_change: int
    head: str

    @classmethod
    def of(cls, session: Session, connection: Connection, tables: Iterable[Table]) -> "_Before":
        named = {table.name: table for table in tables}
        head = session.scalar(select(AuditHead).order_by(AuditHead.day.desc()).limit(1))
        said = f"{head.day} {head.position} {head.digest}" if head else "none"
        session.expunge_all()
        return cls(
            destroyed=ring_fit.destroyed_records(connection),
            ended=Ended.of(connection, named),
            public_ids=set(connection.scalars(select(named["public_openings"].c.id))),
            last_change=connection.scalar(select(func.max(named["opening_changes"].c.seq))) or 0,
            head=said,
        )


class _Loader(Taker):
    """Writes rows as they come, some hundreds at a time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._tables = {table.name: table for table in tables_of(connection)}
        self._waiting: list[dict[str, Any]] = []

    def begin(self, table: str, columns: list[str]) -> None:
        if table not in self._tables:
            raise DumpError(f"the database has no table {table}")
        if table in LEFT_OUT:
            raise DumpError(f"no backup holds {table}")
        self._table, self._columns = self._tables[table], columns

    def row(self, values: list[Any]) -> None:
        self._waiting.append(dict(zip(self._columns, values, strict=True)))
        if len(self._waiting) >= AT_ONCE:
            self.end()

    def end(self) -> None:
        if self._waiting:
            self._connection.execute(self._table.insert(), self._waiting)
        self._waiting = []


def _keep_writers_out(connection: Connection, tables: Iterable[Table]) -> None:
    """On PostgreSQL others may still read; SQLite's writing transaction is alone as it is."""
    if connection.dialect.name == "postgresql":
        names = ", ".join(f'"{table.name}"' for table in tables)
        connection.execute(text(f"LOCK TABLE {names} IN EXCLUSIVE MODE"))


def _make_schema(connection: Connection, database: Database, version: str) -> None:
    """The schema the backup was made with, in place of the present one."""
    metadata = MetaData()
    metadata.reflect(connection)
    metadata.drop_all(connection)
    upgrade_within(database, connection, version)


def _announce_openings(connection: Connection, before: _Before, manifest: Manifest) -> None:
    """Tells every host's search index of all openings, with numbers that no index has seen."""
    tables = {table.name: table for table in tables_of(connection)}
    changes = tables["opening_changes"]
    ids = before.public_ids | set(connection.scalars(select(tables["public_openings"].c.id)))
    first = max(before.last_change, manifest.header.last_change) + 1 + secrets.randbelow(GAP)
    rows = [{"seq": first + n, "public_id": public_id} for n, public_id in enumerate(sorted(ids))]
    if not rows:
        return
    connection.execute(changes.insert(), rows)
    if connection.dialect.name == "postgresql":
        connection.execute(
            text("SELECT setval(pg_get_serial_sequence('opening_changes', 'seq'), :last)"),
            {"last": rows[-1]["seq"]},
        )
