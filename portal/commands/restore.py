"""`restore FILE`: a backup in place of the database, while the program serves."""

import argparse
import sys
from pathlib import Path

from portal.commands import Subparsers
from portal.installation import Installation, open_installation
from portal.keeping.backup import KeepingError
from portal.keeping.backup_key import backup_key
from portal.keeping.restore import Target, restore_backup
from portal.shared.internal_tables import COMMAND
from portal.site_search.indexing import Indexes, follow


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("restore", help="put a backup in place of the database")
    parser.add_argument("file", type=Path)
    parser.add_argument("--replace", action="store_true", help="also where the database is not empty")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    installation = open_installation()
    target = Target(installation.database.acting(COMMAND), installation.ring, installation.clock)
    try:
        key = backup_key(installation.settings)
        manifest = restore_backup(target, key, arguments.file, replace=arguments.replace)
    except KeepingError as error:
        print(f"Nothing was changed. {error}", file=sys.stderr)
        return 2
    follow_now(installation)
    print(
        f"Restored {manifest.rows} rows as they were on {manifest.header.made_at:%Y-%m-%d %H:%M} UTC. "
        "Everybody is signed out; search follows by itself.",
        file=sys.stderr,
    )
    return 0


def follow_now(installation: Installation) -> None:
    """Brings this host's search index to the database; the others see the change in the feed."""
    follow(installation.database, Indexes.of(installation.settings).openings, clock=installation.clock)
