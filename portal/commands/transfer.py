"""`transfer URL`: everything into another, empty database, and a comparison."""

import argparse
import sys

from sqlalchemy.exc import SQLAlchemyError

from portal.commands import Subparsers
from portal.installation import open_installation
from portal.keeping.backup import KeepingError
from portal.keeping.restore import Target
from portal.keeping.transfer import transfer
from portal.settings import DATABASES
from portal.shared.database import Database
from portal.shared.internal_tables import COMMAND


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("transfer", help="copy everything into another, empty database")
    parser.add_argument("url", metavar="TARGET_URL", help="as SAMTALEKLAR_DATABASE_URL is written")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    if not arguments.url.startswith(DATABASES):
        print(f"TARGET_URL must begin with {' or '.join(DATABASES)}", file=sys.stderr)
        return 2
    installation = open_installation()
    try:
        other = Database.open(arguments.url).acting(COMMAND)
        target = Target(other, installation.ring, installation.clock)
        manifest = transfer(installation.database.acting(COMMAND), target)
    except KeepingError as error:
        print(error, file=sys.stderr)
        return 2
    except SQLAlchemyError as error:
        print(f"the target cannot be used ({type(error).__name__}): look at its address", file=sys.stderr)
        return 2
    print(
        f"Copied {manifest.rows} rows of {len(manifest.tables)} tables; numbers and SHA-256 are the same on "
        "both sides. What was saved here since is not there: stop `serve`, transfer, then set "
        "SAMTALEKLAR_DATABASE_URL.",
        file=sys.stderr,
    )
    return 0
