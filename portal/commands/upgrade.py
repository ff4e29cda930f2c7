"""`upgrade --check`: what has to be done before this version of the program can serve this database."""

import argparse
import sys

from portal.commands import Subparsers
from portal.installation import open_installation
from portal.migrate import SchemaVersionError, missing_versions, schema_version


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("upgrade", help="what the database lacks for this version")
    parser.add_argument("--check", action="store_true", required=True, help="only look, change nothing")
    parser.set_defaults(run=run)


def run(_arguments: argparse.Namespace) -> int:
    database = open_installation().database
    with database.read_engine.connect() as connection:
        found = schema_version(connection)
    try:
        missing = missing_versions(database, found)
    except SchemaVersionError as error:
        print(f"This program cannot serve the database: {error}. Install the newer one.", file=sys.stderr)
        return 1
    if not missing:
        print(f"The database has version {found}, as the program; nothing is to be done.", file=sys.stderr)
        return 0
    print(
        f"The database has version {found or 'none'}; missing: {', '.join(missing)}. "
        "Make a `backup`, stop `serve`, run `migrate`, start `serve`.",
        file=sys.stderr,
    )
    return 1
