"""`keys`: make the key ring, copy it, put it back, check it, and destroy a month's key for good."""

import argparse
import sys
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from portal.commands import Subparsers
from portal.installation import open_installation
from portal.keeping import key_life, ring_copy
from portal.keeping.backup import KeepingError
from portal.settings import Settings
from portal.shared import audit, key_records
from portal.shared.audit import AuditEvent
from portal.shared.clock import Clock
from portal.shared.database import Database
from portal.shared.internal_tables import COMMAND
from portal.shared.keyring import KeyRing, KeyRingError


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("keys", help="the key ring")
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("create", help="make a new key ring").set_defaults(run=create)
    backup = actions.add_parser("backup", help="write an encrypted copy, apart from the backups")
    restore = actions.add_parser("restore", help="put a copy in place of a ring that is lost")
    for action, run in ((backup, copy), (restore, put_back)):
        action.add_argument("file", type=Path)
        action.set_defaults(run=run)
    actions.add_parser("verify", help="check the ring against the database").set_defaults(run=verify)
    destroy = actions.add_parser("destroy", help="destroy the key of a month that is over, for good")
    destroy.add_argument("month", help="as in 2026-11")
    destroy.set_defaults(run=destroy_month)


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


def copy(arguments: argparse.Namespace) -> int:
    installation = open_installation()
    try:
        ring = ring_copy.copy_ring(installation.settings, arguments.file)
    except KeepingError as error:
        print(error, file=sys.stderr)
        return 2
    with installation.database.writing() as session:
        audit.record(session, installation.clock, AuditEvent.KEYS_COPY, actor=None, subject="keyring")
    print(
        f"Wrote {arguments.file}: {len(ring.held())} keys, read back. Keep it where no backup lies, and "
        "destroy the copies made before it.",
        file=sys.stderr,
    )
    return 0


def put_back(arguments: argparse.Namespace) -> int:
    settings = Settings()
    try:
        keys = ring_copy.read_copy(arguments.file, ring_copy.ring_copy_key(settings))
        destroyed = _destroyed_ids(settings)
        kept = [key for key in keys if key.id not in destroyed]
        ring = KeyRing.put_back(settings.keyring_path, kept)
    except (KeepingError, KeyRingError) as error:
        print(f"Nothing was changed. {error}", file=sys.stderr)
        return 2
    print(
        f"Wrote {ring.path} with {len(kept)} keys; {len(keys) - len(kept)} that are destroyed were left out. "
        "Now run `keys verify`.",
        file=sys.stderr,
    )
    return 0


def _destroyed_ids(settings: Settings) -> set[str]:
    """What the database knows as destroyed; nothing where there is no database yet."""
    database = Database.open(settings.database)
    try:
        with database.reading() as session:
            return {key.id for key in key_records.known_keys(session) if key.destroyed}
    except SQLAlchemyError:
        return set()
    finally:
        database.close()


def verify(_arguments: argparse.Namespace) -> int:
    try:
        installation = open_installation()
    except KeyRingError as error:
        print(error, file=sys.stderr)
        return 1
    with installation.database.acting(COMMAND).reading() as session:
        findings = key_life.findings(session, installation.ring, installation.clock)
        over = key_life.months_to_destroy(session, installation.ring, installation.clock)
    for finding in findings:
        print(finding, file=sys.stderr)
    if over:
        print(f"Nothing needs these months any more: `keys destroy` {', '.join(over)}.", file=sys.stderr)
    if not findings:
        print(
            f"The key ring holds {len(installation.ring.held())} keys, all that are needed.", file=sys.stderr
        )
    return 1 if findings else 0


def destroy_month(arguments: argparse.Namespace) -> int:
    installation = open_installation()
    database = installation.database.acting(COMMAND)
    try:
        copies = key_life.destroy_month(database, installation.ring, installation.clock, arguments.month)
    except KeepingError as error:
        print(f"Nothing was changed. {error}", file=sys.stderr)
        return 2
    known = f"; copies are known from {', '.join(copies)}" if copies else ""
    print(
        f"Destroyed the key of {arguments.month}. Every copy of the ring made so far holds it{known}: "
        "run `keys backup`, then destroy the older copies.",
        file=sys.stderr,
    )
    return 0
