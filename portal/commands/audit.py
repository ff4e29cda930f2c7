"""`audit verify`: whether the audit log is whole."""

import argparse
import sys

from portal.commands import Subparsers
from portal.installation import open_installation
from portal.shared import audit


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("audit", help="the audit log")
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("verify", help="check the hash chain").set_defaults(run=verify)


def verify(_arguments: argparse.Namespace) -> int:
    with open_installation().database.reading() as session:
        findings = audit.verify(session)
    for finding in findings:
        print(finding, file=sys.stderr)
    return 1 if findings else 0
