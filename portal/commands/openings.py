"""`openings import`: openings from a CSV or XLSX file as drafts, with a report of every row."""

import argparse
import sys
from pathlib import Path

from portal.accounts.rules import fold_email
from portal.commands import Subparsers
from portal.installation import open_installation
from portal.migrate import check_version
from portal.openings import import_service
from portal.openings.import_report import report, summary
from portal.openings.import_sheet import Sheet, SheetError, read_sheet
from portal.openings.import_template import csv_template, xlsx_template
from portal.shared.errors import NotFound, PortalError
from portal.shared.internal_tables import COMMAND

DONE, FINDINGS, BAD_USE = 0, 1, 2


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("openings", help="openings from a file")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    take = actions.add_parser("import", help="rows of a CSV or XLSX file become drafts; nothing is published")
    take.add_argument("file", nargs="?", type=Path, metavar="FILE", help="a name that ends in .csv or .xlsx")
    take.add_argument("--template", action="store_true", help="write a file to fill in, to FILE or to stdout")
    take.add_argument("--keep-good", action="store_true", help="save the good rows where others are refused")
    take.add_argument("--author", metavar="EMAIL", help="who wrote the file, and owns rows without a name")
    take.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    try:
        if arguments.template:
            return write_template(arguments.file)
        if arguments.file is None:
            print("name a FILE to import, or use --template to get one to fill in", file=sys.stderr)
            return BAD_USE
        return import_file(read_sheet(arguments.file), arguments)
    except SheetError as error:
        print(error, file=sys.stderr)
    except OSError as error:
        print(f"{arguments.file}: {error.strerror}", file=sys.stderr)
    return BAD_USE


def write_template(path: Path | None) -> int:
    """The template goes to stdout, or into a file that is not there yet."""
    content = xlsx_template() if path is not None and path.suffix.lower() == ".xlsx" else csv_template()
    if path is None:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
        return DONE
    with path.open("xb") as file:
        file.write(content)
    print(f"Skabelonen ligger i {path}.", file=sys.stderr)
    return DONE


def import_file(sheet: Sheet, arguments: argparse.Namespace) -> int:
    installation = open_installation()
    check_version(installation.database)
    database = installation.database.acting(COMMAND)
    try:
        author = (
            import_service.find_author(database, fold_email(arguments.author)) if arguments.author else None
        )
    except NotFound:
        print("--author: no company consultant who can sign in has that address", file=sys.stderr)
        return BAD_USE
    try:
        imported = import_service.import_sheet(
            database, sheet, author=author, keep_good=arguments.keep_good, clock=installation.clock
        )
    except PortalError as error:
        print(error.message, file=sys.stderr)
        return FINDINGS
    print("\n".join(report(imported, installation.settings.origin + "/konsulent/opslag/{}")))
    print(summary(imported), file=sys.stderr)
    return FINDINGS if imported.has_findings else DONE
