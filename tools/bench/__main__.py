"""`make bench`: how fast, how large, against a bare program in the same run; see docs/operations.md.

`python -m tools.bench [--strict] [--seconds N] [--part preparation]`; SAMTALEKLAR_DATABASE_URL names an empty
PostgreSQL database.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from tools.bench import openings, pages, preparation, requests, saves
from tools.bench.figures import Figure, table
from tools.bench.servers import bare, portal

PARTS = ("product", "openings", "preparation")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.bench")
    parser.add_argument("--strict", action="store_true", help="end with 1 when a demand is missed")
    parser.add_argument("--seconds", type=int, default=2, help="of each measurement of requests")
    parser.add_argument("--part", choices=PARTS, action="append", help="only this part; may be given twice")
    chosen = parser.parse_args()
    print("measuring; this takes about four minutes", file=sys.stderr)
    parts = chosen.part or PARTS
    figures = _product(chosen.seconds) if "product" in parts else []
    figures += openings.measure() if "openings" in parts else []
    figures += preparation.measure() if "preparation" in parts else []
    busy, cores = os.getloadavg()[1], len(os.sched_getaffinity(0))
    print(table(figures))
    print(f"{cores} cores, load {busy:.1f}: with more load than cores, only ratios and sizes say much")
    missed = [figure.name for figure in figures if figure.missed]
    print(f"missed: {', '.join(missed)}" if missed else "every demand is met")
    return 1 if missed and chosen.strict else 0


def _product(seconds: int) -> list[Figure]:
    figures = pages.site_build()
    with (
        tempfile.TemporaryDirectory(prefix="bench-") as folder,
        bare() as simple,
        portal(Path(folder)) as real,
    ):
        figures += [Figure("a worker's memory at the start", "MiB", real.memory(), at_most=200)]
        figures += requests.measure(simple, real, seconds=seconds)
        figures += saves.measure(real)
        figures += pages.weights(real)
        figures += [Figure("a worker's memory afterwards", "MiB", real.memory(), at_most=300)]
    return figures


if __name__ == "__main__":
    sys.exit(main())
