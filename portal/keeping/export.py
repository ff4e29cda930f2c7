"""Everything in open formats, for whoever wants to leave: CSV for people, JSON lines for programs."""

import base64
import csv
import hashlib
import json
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import LargeBinary, Table
from sqlalchemy.engine import Connection

import portal
from portal.keeping.backup import KeepingError
from portal.keeping.dump import Summary, rows_of, snapshot, tables_of
from portal.keeping.tables import LEFT_OUT, RING_SEALED, TABLES
from portal.migrate import schema_version
from portal.shared.clock import Clock
from portal.shared.database import Database

README = """\
Samtaleklar, export
===================

Made {moment} UTC by version {product} (schema {schema}), all tables at the same moment.

Each table is here twice with the same rows: `<table>.csv` (UTF-8, commas, a heading) and `<table>.jsonl`
(one JSON object a line). `schema.json` says for each table its columns, types, keys, number of rows and
the SHA-256 of both files. In a CSV a text that a spreadsheet would run (it begins with =, +, - or @) has
a ' before it; the JSON has it as it is. Moments are UTC as 2026-11-24T09:00:00, dates as 2026-11-24,
lists and objects are JSON also inside the CSV.

Sealed: columns that schema.json marks `sealed` hold what candidates wrote, as base64 of what the database
holds. They can be read only with a candidate's code and the key ring, neither of which is here. That is
meant.

Left out: {left_out} (sessions, counts and the like: of no use elsewhere).

These files hold personal data and companies' names. Keep them as carefully as the database.
"""


def export(database: Database, folder: Path, clock: Clock) -> dict[str, Summary]:
    """Writes everything into a new or empty folder, from one moment; raises KeepingError."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise KeepingError(f"{folder} is not empty: name a new folder")
    try:
        return _write_all(database, folder, clock)
    except OSError as error:
        raise KeepingError(f"{folder} could not be written whole ({error.strerror}): delete it") from error


def _write_all(database: Database, folder: Path, clock: Clock) -> dict[str, Summary]:
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    described, summaries = {}, {}
    with snapshot(database) as connection:
        version = schema_version(connection)
        for table in tables_of(connection):
            if table.name not in LEFT_OUT:
                summaries[table.name] = _write_table(connection, table, folder)
                described[table.name] = _described(table, folder, summaries[table.name])
    _write(folder / "schema.json", json.dumps(described, indent=1, ensure_ascii=False) + "\n")
    text = README.format(
        moment=f"{clock.now():%Y-%m-%d %H:%M}",
        product=portal.VERSION,
        schema=version,
        left_out=", ".join(sorted(LEFT_OUT)),
    )
    _write(folder / "README.txt", text)
    return summaries


def _write_table(connection: Connection, table: Table, folder: Path) -> Summary:
    columns = [column.name for column in table.columns]
    seen, count = hashlib.sha256(), 0
    with ExitStack() as files:
        lines = files.enter_context((folder / f"{table.name}.jsonl").open("w", encoding="utf-8"))
        sheet = files.enter_context((folder / f"{table.name}.csv").open("w", encoding="utf-8", newline=""))
        writer = csv.writer(sheet)
        writer.writerow(columns)
        for row in rows_of(connection, table):
            values = [_plain(value) for value in row]
            line = json.dumps(dict(zip(columns, values, strict=True)), ensure_ascii=False) + "\n"
            lines.write(line)
            writer.writerow([_cell(value) for value in values])
            seen.update(line.encode("utf-8"))
            count += 1
    return Summary(count, seen.hexdigest())


def _plain(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode("ascii")
    return value.isoformat() if isinstance(value, datetime | date) else value


def _cell(value: Any) -> Any:
    """Lists as JSON; a text that a spreadsheet would run as a formula is kept from it."""
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def _described(table: Table, folder: Path, summary: Summary) -> dict[str, Any]:
    sheet = (folder / f"{table.name}.csv").read_bytes()
    sealed = RING_SEALED.get(table.name, ())
    kept = TABLES.get(table.name)
    return {
        "rows": summary.rows,
        "kept": kept.how_long if kept else "",
        "sha256": {
            f"{table.name}.jsonl": summary.sha256,
            f"{table.name}.csv": hashlib.sha256(sheet).hexdigest(),
        },
        "columns": [
            {
                "name": column.name,
                "type": str(column.type),
                "primary_key": column.primary_key,
                "null": bool(column.nullable),
                "refers_to": sorted(key.target_fullname for key in column.foreign_keys),
                "encoding": "base64" if isinstance(column.type, LargeBinary) else "",
                "sealed": column.name in sealed or isinstance(column.type, LargeBinary),
            }
            for column in table.columns
        ],
    }


def _write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")
