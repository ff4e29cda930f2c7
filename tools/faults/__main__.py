"""`python -m tools.faults [name ...]`: makes faults on an installation of its own and judges them."""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tools.faults import clocks, crashes, index, postgresql, requests
from tools.faults.house import House
from tools.faults.outcome import HEAD, Outcome

Fault = Callable[[House, Path, argparse.Namespace], list[Outcome]]


def kill(house: House, _folder: Path, asked: argparse.Namespace) -> list[Outcome]:
    return crashes.killed_under_load(house, kills=asked.kills, writes=asked.writes)


def sync(house: House, _folder: Path, _asked: argparse.Namespace) -> list[Outcome]:
    return crashes.synced_at_commit(house)


def disk(house: House, folder: Path, _asked: argparse.Namespace) -> list[Outcome]:
    return crashes.disk_full(house, folder / "small")


def search(house: House, _folder: Path, _asked: argparse.Namespace) -> list[Outcome]:
    house.start()
    return index.damaged(house)


def slow(house: House, _folder: Path, _asked: argparse.Namespace) -> list[Outcome]:
    house.start()
    return [*requests.half_open(house), *requests.oversized(house), *requests.slow_body(house)]


def stop(house: House, _folder: Path, _asked: argparse.Namespace) -> list[Outcome]:
    house.start()
    return requests.stopped_while_working(house)


def clock(house: House, _folder: Path, _asked: argparse.Namespace) -> list[Outcome]:
    return clocks.stepped(house)


def postgres(house: House, folder: Path, asked: argparse.Namespace) -> list[Outcome]:
    empty = House(folder / "empty", house.port)
    return postgresql.all_of(empty, kills=asked.kills, writes=asked.writes)


FAULTS: dict[str, Fault] = {
    fault.__name__: fault for fault in (kill, sync, disk, search, slow, stop, clock, postgres)
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="faults", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(FAULTS))
    parser.add_argument("--port", type=int, default=8160)
    parser.add_argument("--kills", type=int, default=crashes.KILLS)
    parser.add_argument("--writes", type=int, default=crashes.WRITES)
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(FAULTS):
        parser.error(f"no such fault: {', '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory(prefix="samtaleklar-faults-") as name:
        outcomes = run(Path(name), asked)
    return 1 if any(outcome.met is False for outcome in outcomes) else 0


def run(folder: Path, asked: argparse.Namespace) -> list[Outcome]:
    """One filled installation, copied for each fault; nothing is written outside the folder."""
    filled = House(folder / "filled", asked.port)
    filled.fill()
    print(HEAD, flush=True)
    outcomes = []
    for name in asked.names or FAULTS:
        house = filled.copy(folder / name)
        try:
            found = FAULTS[name](house, folder, asked)
        except (OSError, RuntimeError) as error:
            found = [Outcome(name, f"could not be measured: {error}", "a figure", met=False)]
        finally:
            house.end()
        for outcome in found:
            print(outcome.row(), flush=True)
        outcomes += found
        keep_log(house, found)
    return outcomes


def keep_log(house: House, found: list[Outcome]) -> None:
    """The server's log of a fault that missed its demand stays for whoever looks into it."""
    if any(outcome.met is False for outcome in found) and house.log.exists():
        kept = Path(tempfile.gettempdir()) / f"samtaleklar-fault-{house.data.name}.log"
        shutil.copy(house.log, kept)
        print(f"the log of {house.data.name} is kept in {kept}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
