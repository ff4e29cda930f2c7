"""Fifty thousand openings beside five hundred: pages, feed, PDF and memory, asked in turn in one run."""

import asyncio
import fcntl
import random
import statistics
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from sqlalchemy import insert

from portal.maintenance import LEASE
from portal.migrate import upgrade
from portal.openings.models import OpeningChange, PublicOpeningRow
from portal.shared.clock import Clock
from portal.shared.database import Database
from portal.shared.keyring import KeyRing
from tools.bench.figures import Figure
from tools.bench.load import Connection
from tools.bench.opening_texts import Writer
from tools.bench.servers import Server, portal

FEW, MANY = 500, 50_000
AT_ONCE = 2_000
ROUNDS = 100
# Setting a PDF of 200 openings takes seconds of a core on a busy machine.
PRINTED = 8
CHANGED = 10
KINDS = ("praktik", "loentilskud", "job", "vejledning")
AREAS = ("region-hovedstaden", "region-sjaelland")
SECTORS = ("sector=private", "sector=public")
HOURS = ("hours=26-37", "hours=16-25&hours=up-to-15")
FORMS = (
    "work_form=on-site&work_form=hybrid",
    "work_form=hybrid&work_form=remote",
    "work_form=on-site&work_form=remote",
)
# What the number of openings must not make more than twice as slow.
DEMANDED = ("the list", "three filters", "one opening", "feed of a filter")


@dataclass(frozen=True)
class Filled:
    """A running product with so many openings, and one client that keeps its connection."""

    number: int
    server: Server
    client: Connection
    database: Database
    writer: Writer
    ids: Sequence[str]

    async def ask(self, path: str) -> float:
        """Milliseconds until the whole answer was there."""
        began = time.perf_counter()
        try:
            status, _, _ = await self.client.ask("GET", path)
        except asyncio.IncompleteReadError:
            # The server ends a connection that rested while the other was asked.
            self.client.streams, began = None, time.perf_counter()
            status, _, _ = await self.client.ask("GET", path)
        if status != 200:
            raise SystemExit(f"{path} answered {status}")
        return (time.perf_counter() - began) * 1000

    def change(self) -> None:
        fill(self.database, self.writer, 1)


def measure() -> list[Figure]:
    """Both sizes in one run, one request to each in turn, so that a busy moment hits both."""
    with ExitStack() as stack:
        both = [stack.enter_context(filled(number)) for number in (FEW, MANY)]
        return asyncio.run(_measure(*both))


async def _measure(few: Filled, many: Filled) -> list[Figure]:
    both = (few, many)
    first = [await one.ask("/opslag") for one in both]
    figures = [Figure(f"the first list after the start, {MANY:,} openings", "ms", first[1])]
    for name, paths in _paths(few, many).items():
        figures += await _in_turn(name, few, many, paths)
    after = []
    for _ in range(CHANGED):
        many.change()
        after.append(await many.ask("/opslag"))
    figures.append(Figure(f"the list right after a change, p50 of {MANY:,}", "ms", statistics.median(after)))
    memory = [one.server.memory() for one in both]
    for number, size in zip((FEW, MANY), memory, strict=True):
        figures.append(Figure(f"a worker's memory with {number:,}", "MiB", size))
    more = (memory[1] - memory[0]) / ((MANY - FEW) / 1000)
    figures.append(Figure("more for each thousand openings", "MiB", more, at_most=3))
    # Last: what sets a PDF keeps memory for the next one, however many openings there are.
    for name, paths in _printed().items():
        figures += await _in_turn(name, few, many, paths)
    return figures


async def _in_turn(name: str, few: Filled, many: Filled, paths: tuple[list[str], list[str]]) -> list[Figure]:
    times = [(await few.ask(a), await many.ask(b)) for a, b in zip(*paths, strict=True)]
    return list(_figures(name, *zip(*times, strict=True)))


def _paths(few: Filled, many: Filled) -> Mapping[str, tuple[list[str], list[str]]]:
    """What is asked of each, under a name; the same of both but for the openings' own ids."""
    draw = random.Random(7)  # noqa: S311  (chance, not secrecy)
    # So wide that their lists are a whole page of five hundred, too.
    threes = [f"?{sector}&{hours}&{forms}" for sector, hours, forms in product(SECTORS, HOURS, FORMS)] * 9
    words = draw.sample(many.writer.words, ROUNDS)
    same = {
        "the list": ["/opslag"] * ROUNDS,
        "the list, a page further on": [f"/opslag?page={n}" for n in draw.choices(range(2, 20), k=ROUNDS)],
        "three filters": [f"/opslag{query}" for query in threes[:ROUNDS]],
        "free text, another word each time": [f"/opslag?q={quote(word)}" for word in words],
        "openings as JSON": ["/api/v1/openings?limit=100"] * ROUNDS,
        "feed of a filter": [f"/opslag.atom{query}" for query in threes[:ROUNDS]],
    }
    ones = ([f"/opslag/{i}" for i in draw.choices(side.ids, k=ROUNDS)] for side in (few, many))
    return {"one opening": (*ones,), **{name: (paths, paths) for name, paths in same.items()}}  # type: ignore[dict-item]


def _printed() -> Mapping[str, tuple[list[str], list[str]]]:
    made = [f"/opslag.pdf?type={kind}&area={area}" for kind, area in product(KINDS, AREAS)][:PRINTED]
    return {"PDF of a filter, made": (made, made), "PDF of a filter, kept": (made * 4, made * 4)}


def _figures(name: str, few: Sequence[float], many: Sequence[float]) -> Iterator[Figure]:
    for label, part in (("p50", 9), ("p95", 18)):
        slow = [statistics.quantiles(times, n=20)[part] for times in (few, many)]
        for number, value in zip((FEW, MANY), slow, strict=True):
            yield Figure(f"{name}, {label} of {number:,}", "ms", value)
        demand = 2 if label == "p95" and name in DEMANDED else None
        yield Figure(f"{name}, {label}, {MANY:,} against {FEW}", "times", slow[1] / slow[0], at_most=demand)


@contextmanager
def filled(number: int) -> Iterator[Filled]:
    """The product with invented openings; the regular work rests, so that only readers are measured."""
    with TemporaryDirectory(prefix="bench-openings-") as folder:
        data = Path(folder)
        url = f"sqlite:///{data / 'samtaleklar.db'}"
        KeyRing.create(data / "keyring.json", Clock())
        database, writer = Database.open(url), Writer(Clock().today())
        upgrade(database)
        ids = fill(database, writer, number)
        with (data / LEASE).open("w") as lease:
            fcntl.flock(lease, fcntl.LOCK_EX)
            with portal(data, "serve", SAMTALEKLAR_DATABASE_URL=url) as server:
                yield Filled(number, server, Connection(server.port), database, writer, ids)
        database.close()


def fill(database: Database, writer: Writer, number: int) -> list[str]:
    """Writes the rows, and one change: whoever keeps openings in memory reads from there."""
    ids: list[str] = []
    with database.writing() as session:
        while len(ids) < number:
            rows = list(writer.rows(min(AT_ONCE, number - len(ids))))
            session.execute(insert(PublicOpeningRow), rows)
            ids += [row["id"] for row in rows]
        session.add(OpeningChange(public_id=ids[-1]))
    return ids
