"""`maintain`: the regular work, once; `serve` does the same every few seconds."""

import argparse
import sys

from portal.commands import Subparsers
from portal.installation import open_installation
from portal.maintenance import LEASE, lease, run_once
from portal.migrate import check_version
from portal.shared.leases import WORK, Lease, Tenure
from portal.web.request_log import configure_logging


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("maintain", help="send mail, let expire, delete what is due")
    parser.set_defaults(run=run)


def run(_arguments: argparse.Namespace) -> int:
    installation = open_installation()
    configure_logging(installation.settings.log_level)
    check_version(installation.database)
    work = Lease(installation.database, installation.clock, WORK)
    with lease(installation.settings.data / LEASE) as mine, Tenure(work) as tenure:
        if not (mine and tenure.is_mine()):
            print("another process or host does the regular work already", file=sys.stderr)
            return 1
        failed = run_once(installation)
    for name in failed:
        print(f"{name} failed; see the log", file=sys.stderr)
    return 1 if failed else 0
