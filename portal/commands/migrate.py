"""`migrate`: brings the database to the version of the program."""

import argparse
import sys

from portal.commands import Subparsers
from portal.installation import open_installation
from portal.migrate import newest_version, upgrade


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("migrate", help="bring the database to the version of the program")
    parser.set_defaults(run=run)


def run(_arguments: argparse.Namespace) -> int:
    database = open_installation(make_ring=True).database
    upgrade(database)
    print(
        f"The database has version {newest_version(database)}, the version of the program.", file=sys.stderr
    )
    return 0
