"""A database as JSON lines that any of our databases can take: read in one snapshot, checked line by line."""

import base64
import hashlib
import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, BinaryIO

from sqlalchemy import Column, MetaData, String, Table, func, select
from sqlalchemy.engine import Connection
from sqlalchemy.sql.elements import ColumnElement

import portal
from portal.keeping.tables import LEFT_OUT, RING_SEALED
from portal.migrate import schema_version
from portal.shared.clock import Clock
from portal.shared.database import Database
from portal.shared.sealing import KEY_ID_CHARACTERS

FORMAT = 1
AT_ONCE = 200
# The longest row is a preparation: some hundred kilobytes.
LONGEST_LINE = 4 * 1024 * 1024
VERSION_TABLE = "alembic_version"


class DumpError(RuntimeError):
    """The dump is not whole, or is none; the message says what is wrong."""


@dataclass(frozen=True)
class Summary:
    rows: int
    sha256: str


@dataclass(frozen=True)
class Header:
    """What a dump says of itself before its first table."""

    product: str
    schema: str
    made_at: datetime
    last_change: int


@dataclass
class Manifest:
    """What a dump holds, known when it was read or written to its end."""

    header: Header
    tables: dict[str, Summary] = field(default_factory=dict)
    key_ids: set[str] = field(default_factory=set)
    key_records: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        return sum(summary.rows for summary in self.tables.values())


@contextmanager
def snapshot(database: Database) -> Iterator[Connection]:
    """A connection that sees the database as it is now, whatever is written meanwhile."""
    with database.read_engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            wait_as_long_as_it_takes(connection)
            # The snapshot is taken by the first statement that reads.
            connection.exec_driver_sql(f"SELECT count(*) FROM {VERSION_TABLE}")  # noqa: S608
            yield connection


def wait_as_long_as_it_takes(connection: Connection) -> None:
    """A whole database takes longer than a page may."""
    if connection.dialect.name == "postgresql":
        for setting in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"):
            connection.exec_driver_sql(f"SET LOCAL {setting} = 0")


def tables_of(connection: Connection) -> list[Table]:
    """The tables as they are in the database, those that are pointed at first."""
    metadata = MetaData()
    metadata.reflect(connection)
    return [table for table in metadata.sorted_tables if table.name != VERSION_TABLE]


def write_dump(connection: Connection, out: BinaryIO, clock: Clock) -> Manifest:
    """Writes all tables but those that are left out; the last line says that the dump is whole."""
    tables = tables_of(connection)
    header = Header(portal.VERSION, schema_version(connection), clock.now(), _last_change(connection, tables))
    manifest = Manifest(header)
    _say(out, {"format": FORMAT, **vars(header), "made_at": header.made_at.isoformat()})
    for table in tables:
        if table.name not in LEFT_OUT:
            _write_table(connection, table, out, manifest)
    _say(out, {"whole": True, "tables": len(manifest.tables), "keys": sorted(manifest.key_ids)})
    return manifest


def _write_table(connection: Connection, table: Table, out: BinaryIO, manifest: Manifest) -> None:
    columns = [column.name for column in table.columns]
    _say(out, {"table": table.name, "columns": columns})
    seen = hashlib.sha256()
    count = 0
    for values in rows_of(connection, table):
        line = _line([encoded(value) for value in values])
        seen.update(line)
        out.write(line)
        count += 1
        _notice(manifest, table.name, dict(zip(columns, values, strict=True)))
    manifest.tables[table.name] = Summary(count, seen.hexdigest())
    _say(out, {"end": table.name, "rows": count, "sha256": seen.hexdigest()})


def rows_of(connection: Connection, table: Table) -> Iterator[tuple[Any, ...]]:
    """The rows in the order of their keys, which is the same on every database; a few at a time."""
    order = [_plain_order(column, connection) for column in table.primary_key]
    query = select(table).order_by(*order)
    streamed = {"stream_results": True, "yield_per": AT_ONCE}
    with closing(connection.execute(query, execution_options=streamed)) as rows:
        for row in rows:
            yield tuple(row)


def _plain_order(column: Column[Any], connection: Connection) -> ColumnElement[Any]:
    """By bytes: a database's own language would give another order."""
    text = isinstance(column.type, String) and connection.dialect.name == "postgresql"
    return column.collate("C") if text else column


def read_dump(file: BinaryIO, take: "Taker") -> Manifest:
    """Hands every row to `take` and checks all that the dump says of itself; raises DumpError."""
    try:
        return _read(_lines(file), take)
    except (ValueError, KeyError, TypeError, StopIteration) as error:
        raise DumpError(f"the dump is not one of this program ({type(error).__name__})") from None


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """A line that has no end would fill the memory before anything could be checked."""
    while line := file.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE:
            raise DumpError("a line of the dump is too long")
        yield line


class Taker:
    """Gets the rows of a dump; this one only lets it be checked."""

    def begin(self, table: str, columns: list[str]) -> None:
        """A table begins."""

    def row(self, values: list[Any]) -> None:
        """One row of it."""

    def end(self) -> None:
        """The table is whole."""


def _read(lines: Iterator[bytes], take: Taker) -> Manifest:
    manifest = Manifest(_header(json.loads(next(lines))))
    for line in lines:
        said = json.loads(line)
        if "whole" in said:
            if (said["tables"], said["keys"]) != (len(manifest.tables), sorted(manifest.key_ids)):
                raise DumpError("the dump does not hold what it says at its end")
            return manifest
        _read_table(lines, said["table"], said["columns"], take=take, manifest=manifest)
    raise DumpError("the dump ends before its end")


def _header(said: dict[str, Any]) -> Header:
    if said["format"] != FORMAT:
        raise DumpError(f"the dump has format {said['format']}, this program reads {FORMAT}")
    made_at = datetime.fromisoformat(said["made_at"])
    return Header(str(said["product"]), str(said["schema"]), made_at, int(said["last_change"]))


def _read_table(
    lines: Iterator[bytes], name: str, columns: list[str], *, take: Taker, manifest: Manifest
) -> None:
    take.begin(name, columns)
    seen, count = hashlib.sha256(), 0
    for line in lines:
        said = json.loads(line)
        if isinstance(said, dict):
            summary = Summary(count, seen.hexdigest())
            if (said["end"], said["rows"], said["sha256"]) != (name, summary.rows, summary.sha256):
                raise DumpError(f"the table {name} does not hold what the dump says of it")
            manifest.tables[name] = summary
            take.end()
            return
        seen.update(line)
        count += 1
        values = [decoded(value) for value in said]
        _notice(manifest, name, dict(zip(columns, values, strict=True)))
        take.row(values)
    raise DumpError(f"the dump ends in the middle of {name}")


def _notice(manifest: Manifest, table: str, row: dict[str, Any]) -> None:
    """What a restore must know before it begins: the ring's keys that the rows are sealed with."""
    for column in RING_SEALED.get(table, ()):
        if row.get(column) is not None:
            manifest.key_ids.add(bytes(row[column][:KEY_ID_CHARACTERS]).decode("ascii", "replace"))
    if table == "key_records":
        manifest.key_records[row["id"]] = row


def encoded(value: Any) -> Any:
    """A value as JSON: what JSON has no word for becomes an object with one letter."""
    if isinstance(value, bytes | memoryview):
        return {"b": base64.b64encode(bytes(value)).decode("ascii")}
    if isinstance(value, datetime):
        return {"t": value.isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    return {"j": value} if isinstance(value, list | dict) else value


def decoded(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    ((kind, content),) = value.items()
    readers: dict[str, Any] = {
        "b": base64.b64decode,
        "t": datetime.fromisoformat,
        "d": date.fromisoformat,
        "j": lambda plain: plain,
    }
    return readers[kind](content)


def _last_change(connection: Connection, tables: list[Table]) -> int:
    """The search index's place in the feed, which itself is left out."""
    changes = next((table for table in tables if table.name == "opening_changes"), None)
    return 0 if changes is None else connection.scalar(select(func.max(changes.c.seq))) or 0


def _say(out: BinaryIO, said: dict[str, Any]) -> None:
    out.write(_line(said))


def _line(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n"
