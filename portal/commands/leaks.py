"""`leaks check`: what in each opening's public text could tell which company it is."""

import argparse
import json
import sys
from pathlib import Path

from portal.commands import Subparsers
from portal.openings.detector import find_leaks
from portal.openings.detector.count_files import CountsError, demonstration_counts, read_counts_file
from portal.openings.detector.counts import CountTable
from portal.openings.detector.records import Record, RecordError, read_record


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("leaks", help="find what gives a company away in an opening's public text")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    check = actions.add_parser("check", help="JSON lines {id, company, public} in, {id, findings} out")
    check.add_argument(
        "--counts",
        type=Path,
        metavar="FILE",
        help="branche;kommune;stoerrelse;antal; default: the invented numbers of the demonstration",
    )
    check.add_argument("--k", type=_at_least_one, default=10, help="companies that must fit; default: 10")
    parser.set_defaults(run=run)


def _at_least_one(written: str) -> int:
    number = int(written)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


def run(args: argparse.Namespace) -> int:
    try:
        counts = read_counts_file(args.counts) if args.counts else demonstration_counts()
    except (OSError, CountsError, UnicodeDecodeError) as error:
        print(f"{args.counts}: {error}", file=sys.stderr)
        return 2
    for number, line in enumerate(sys.stdin.buffer, start=1):
        if not line.strip():
            continue
        try:
            record = read_record(json.loads(line))
        except (RecordError, ValueError, RecursionError) as error:
            # The message of a decoding error may quote the line, so only the kind of error is told.
            told = str(error) if isinstance(error, RecordError) else "not JSON in UTF-8"
            print(f"line {number}: {told}", file=sys.stderr)
            return 2
        _print(record, counts, args.k)
    sys.stdout.flush()
    return 0


def _print(record: Record, counts: CountTable, k: int) -> None:
    findings = [
        {
            "field": found.field,
            "start": found.start,
            "end": found.end,
            "type": found.type,
            "severity": found.severity,
            "text": found.text,
            "why": found.why_da,
        }
        for found in find_leaks(record.public, record.company, counts=counts, k=k)
    ]
    line = json.dumps({"id": record.id, "findings": findings}, ensure_ascii=False)
    sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace") + b"\n")
