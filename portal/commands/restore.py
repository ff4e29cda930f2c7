"""`restore FILE`: a backup in place of the database, while the program serves."""

import argparse
import sys
from pathlib import Path

from portal.commands import Subparsers
from portal.installation import Installation, open_installation
from portal.keeping.backup import KeepingError
from portal.keeping.backup_key import backup_key
from portal.keeping.restore import Restored, Target, restore_backup
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
        restored = restore_backup(target, key, arguments.file, replace=arguments.replace)
    except KeepingError as error:
        print(f"Nothing was changed. {error}", file=sys.stderr)
        return 2
    follow_now(installation)
    manifest = restored.manifest
    print(
        f"Restored {manifest.rows} rows as they were on {manifest.header.made_at:%Y-%m-%d %H:%M} UTC. "
        "Everybody is signed out; search follows by itself.",
        file=sys.stderr,
    )
    print(_what_came_back(restored), file=sys.stderr)
    return 0


def _what_came_back(restored: Restored) -> str:
    if restored.preparations_back:
        return (
            f"{restored.preparations_back} preparations that were deleted since are back, readable with "
            "their owner's code alone: see docs/operations.md. Closed accounts stay closed."
        )
    return (
        "An empty database knows nothing of what was ended since: close the accounts of those who left, see "
        "docs/operations.md. In one that was in use they stay closed."
    )


def follow_now(installation: Installation) -> None:
    """Brings this host's search index to the database; the others see the change in the feed."""
    follow(installation.database, Indexes.of(installation.settings).openings, clock=installation.clock)
