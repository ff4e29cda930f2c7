"""`counts load` and `counts show`: how many companies there are, by which an opening's area is chosen."""

import argparse
import sys
from pathlib import Path

from portal.commands import Subparsers
from portal.installation import Installation, open_installation
from portal.openings import counts_service, rescan_service
from portal.openings.counts_service import CountsError, CountsLoaded
from portal.shared.internal_tables import COMMAND


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("counts", help="counts of companies, by which an opening's area is chosen")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    load = actions.add_parser("load", help="load a table; the old one counts until the new one passes")
    load.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help="kommunekode;branche;stoerrelse;antal_virksomheder;antal_arbejdssteder;kilde;periode",
    )
    load.add_argument("--source", default="", help="where the numbers come from, unless the file says it")
    load.add_argument("--period", default="", help="when they were counted, unless the file says it")
    load.set_defaults(run=load_counts)
    show = actions.add_parser("show", help="source, period and size of the table; 1 when none is loaded")
    show.set_defaults(run=show_counts)


def load_counts(arguments: argparse.Namespace) -> int:
    try:
        text = arguments.file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        print(f"{arguments.file}: cannot be read as UTF-8 ({type(error).__name__})", file=sys.stderr)
        return 2
    installation = open_installation()
    database = installation.database.acting(COMMAND)
    try:
        with database.writing() as session:
            told = counts_service.load(
                session,
                text,
                actor=None,
                clock=installation.clock,
                source=arguments.source,
                period=arguments.period,
            )
    except CountsError as error:
        print(f"{arguments.file}: {error}", file=sys.stderr)
        return 2
    _print(told)
    paused = rescan_service.rescan_live_openings(database, installation.clock)
    print(f"live openings paused because of the new counts: {paused}", file=sys.stderr)
    return 0


def show_counts(_arguments: argparse.Namespace) -> int:
    told = _loaded(open_installation())
    if told is None:
        print("no counts are loaded: openings show their region and nothing finer", file=sys.stderr)
        return 1
    _print(told)
    if told.is_old:
        print("the counts are more than 18 months old: load newer ones", file=sys.stderr)
    return 0


def _loaded(installation: Installation) -> CountsLoaded | None:
    with installation.database.acting(COMMAND).reading() as session:
        return counts_service.loaded(session, installation.clock)


def _print(told: CountsLoaded) -> None:
    print(f"source: {told.source}")
    print(f"period: {told.period}")
    print(f"loaded: {told.loaded_at:%Y-%m-%d %H:%M} UTC")
    print(f"counted: {told.unit}, {told.branches} branches, {told.cells} cells")
