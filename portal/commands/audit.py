"""`audit verify`: whether the audit log is whole. `audit heads`: what to keep elsewhere to prove it later."""

import argparse
import sys
from pathlib import Path

from portal.commands import Subparsers
from portal.installation import open_installation
from portal.shared import audit
from portal.shared.audit_chain import verify


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("audit", help="the audit log")
    actions = parser.add_subparsers(dest="action", required=True)
    check = actions.add_parser("verify", help="check the hash chain")
    check.add_argument(
        "--heads", type=Path, help="a file of heads as `audit heads` or the daily mail says them"
    )
    check.set_defaults(run=run_verify)
    actions.add_parser("heads", help="print every day's head").set_defaults(run=run_heads)


def run_verify(arguments: argparse.Namespace) -> int:
    noted = noted_heads(arguments.heads) if arguments.heads else []
    if noted is None:
        print(f"{arguments.heads} holds no lines of a day, a number and a digest", file=sys.stderr)
        return 2
    opened = open_installation()
    with opened.database.reading() as session:
        since = audit.kept_since(opened.clock, opened.settings.audit_days)
        findings = verify(session, kept_since=since, noted=noted)
    for finding in findings:
        print(finding, file=sys.stderr)
    if not findings:
        print("The audit log is whole.", file=sys.stderr)
    return 1 if findings else 0


def run_heads(_arguments: argparse.Namespace) -> int:
    with open_installation().database.reading() as session:
        print("\n".join(audit.heads(session)))
    return 0


def noted_heads(path: Path) -> list[str] | None:
    """The heads in a file, which may be a whole mail; None when there are none or it cannot be read."""
    try:
        lines = [line.split() for line in path.read_text("utf-8").splitlines()]
    except (OSError, UnicodeDecodeError):
        return None
    found = [
        " ".join(parts) for parts in lines if len(parts) == 3 and parts[1].isdigit() and len(parts[2]) == 64
    ]
    return found or None
