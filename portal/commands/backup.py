"""`backup FILE`: an encrypted, checked copy of the database, while the program serves."""

import argparse
import sys
from pathlib import Path

from portal.commands import Subparsers
from portal.installation import open_installation
from portal.keeping.backup import KeepingError, make_backup
from portal.keeping.backup_key import backup_key
from portal.shared.internal_tables import COMMAND


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("backup", help="write an encrypted backup and read it back")
    parser.add_argument("file", type=Path, help="a new file; one that is there is never overwritten")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    installation = open_installation()
    try:
        key = backup_key(installation.settings)
        manifest = make_backup(installation.database.acting(COMMAND), key, arguments.file, installation.clock)
    except KeepingError as error:
        print(error, file=sys.stderr)
        return 2
    size = arguments.file.stat().st_size
    print(
        f"Wrote {arguments.file}: {manifest.rows} rows of {len(manifest.tables)} tables, {size} bytes, read "
        "back and found whole. The key ring is not in it: `keys backup` copies that, to another place.",
        file=sys.stderr,
    )
    return 0
