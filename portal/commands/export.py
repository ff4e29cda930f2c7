"""`export DIR`: everything in open formats, for whoever wants to leave or look."""

import argparse
import sys
from pathlib import Path

from portal.commands import Subparsers
from portal.installation import open_installation
from portal.keeping.backup import KeepingError
from portal.keeping.export import export
from portal.shared import audit
from portal.shared.audit import AuditEvent
from portal.shared.internal_tables import COMMAND


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("export", help="write everything as CSV and JSON lines")
    parser.add_argument("folder", type=Path, metavar="DIR", help="a new or empty folder")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    installation = open_installation()
    database = installation.database.acting(COMMAND)
    try:
        summaries = export(database, arguments.folder, installation.clock)
    except KeepingError as error:
        print(error, file=sys.stderr)
        return 2
    rows = sum(summary.rows for summary in summaries.values())
    with database.writing() as session:
        event = AuditEvent.EXPORT
        audit.record(session, installation.clock, event, actor=None, subject="database", rows=rows)
    print(
        f"Wrote {rows} rows of {len(summaries)} tables to {arguments.folder}; read README.txt there. What "
        "candidates wrote stays sealed. Keep the folder as carefully as the database.",
        file=sys.stderr,
    )
    return 0
