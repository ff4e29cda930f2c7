"""`keys create`: the key ring, once, outside the data folder."""

import argparse
import sys

from portal.commands import Subparsers
from portal.settings import Settings
from portal.shared.clock import Clock
from portal.shared.keyring import KeyRing


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("keys", help="the key ring")
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("create", help="make a new key ring").set_defaults(run=create)


def create(_arguments: argparse.Namespace) -> int:
    path = Settings().keyring_path
    if path.exists():
        print(f"{path} is there already; it is never overwritten", file=sys.stderr)
        return 2
    path.parent.mkdir(parents=True, exist_ok=True)
    KeyRing.create(path, Clock())
    print(
        f"Made {path}. Keep a copy apart from the backups: without it nothing sealed can be read.",
        file=sys.stderr,
    )
    return 0
