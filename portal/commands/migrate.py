"""`migrate`: brings the database to the version of the program."""

import argparse

from portal.commands import Subparsers
from portal.installation import open_installation
from portal.migrate import upgrade


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("migrate", help="bring the database to the version of the program")
    parser.set_defaults(run=run)


def run(_arguments: argparse.Namespace) -> int:
    upgrade(open_installation(make_ring=True).database)
    return 0
