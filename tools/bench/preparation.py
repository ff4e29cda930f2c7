"""The preparation: saves while others save, opens a second, and what a flood of opens leaves for readers."""

import asyncio
import re
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from portal.shared.codes import CodeKind, new_code
from tools.bench import load
from tools.bench.figures import Figure
from tools.bench.load import CLIENTS, Connection
from tools.bench.servers import Server, portal

SAVES = 25
FLOOD = 200
READERS = 4
SECONDS = 5
TEXT = "Jeg har lavet et register over samlingen, og nu kan skolerne selv finde det, de skal bruge. " * 4
STEPS = {
    "dagsorden": {"item1": TEXT, "item2": TEXT, "item3": TEXT, "questions": TEXT, "shown1": "ja"},
    "praktikforslag": {
        "workplace0": "Et museum",
        "tasks0": TEXT,
        "learn0": TEXT,
        "tasks1": TEXT,
        "shown0": "ja",
    },
    "hvad-vil-du": {"dream": TEXT, "good": TEXT, "bills": TEXT, "good_shown": "ja"},
    "hvad-kan-du": {f"{name}{n}": TEXT[:400] for n in range(5) for name in ("name", "proof", "task")},
}
READING = ("/", "/ret-og-pligt/raadighed/", "/opslag")
RESUME = "/forberedelse/fortsaet"


@dataclass
class Candidate:
    """A browser with an open preparation, and the code on the paper beside it."""

    connection: Connection
    code: str


def measure() -> list[Figure]:
    """Two workers, one after another: a whole form saved, opened, and the door stormed."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, portal(Path(folder)) as real:
        return asyncio.run(_measure(real))


async def _measure(real: Server) -> list[Figure]:
    candidates = [await _begin(real.port) for _ in range(CLIENTS)]
    await asyncio.gather(*map(_fill_in_and_share, candidates))
    return [
        *await _saves(candidates),
        *await _opens(real.port, candidates),
        *await _flood(real.port, candidates),
        Figure("a worker's memory after the flood", "MiB", real.memory(), at_most=300),
    ]


async def _saves(candidates: list[Candidate]) -> list[Figure]:
    """Each candidate saves steps of a full and shared form: two seals of some 16 kB a save."""
    times: list[float] = []
    refused: Counter[int] = Counter()

    async def save(candidate: Candidate) -> None:
        for number in range(SAVES):
            step, fields = list(STEPS.items())[number % len(STEPS)]
            body = urlencode(fields).encode()
            began = time.perf_counter()
            status, headers, _ = await candidate.connection.ask("POST", f"/forberedelse/{step}", body)
            times.append(time.perf_counter() - began)
            refused[status] += status != 303 or "/fortsaet" in headers

    began = time.perf_counter()
    await asyncio.gather(*map(save, candidates))
    measured = load.of(times, time.perf_counter() - began, refused.total())
    return [
        Figure("saving a full and shared form, 16 at once", "/s", measured.per_second),
        Figure("saving a full and shared form, p50", "ms", measured.p50),
        Figure("saving a full and shared form, p95", "ms", measured.p95, at_most=100),
        Figure("saving a full and shared form, errors", "", measured.errors, at_most=0),
    ]


async def _opens(port: int, candidates: list[Candidate]) -> list[Figure]:
    """Right codes from as many browsers as there are candidates, each as soon as the last was answered."""
    times: list[float] = []
    errors, ends = 0, time.perf_counter() + SECONDS

    async def open_again(candidate: Candidate) -> None:
        nonlocal errors
        visitor = Connection(port)
        while time.perf_counter() < ends:
            began = time.perf_counter()
            status, _, _ = await visitor.ask("POST", RESUME, urlencode({"code": candidate.code}).encode())
            times.append(time.perf_counter() - began)
            errors += status != 303

    await asyncio.gather(*map(open_again, candidates))
    measured = load.of(times, SECONDS, errors)
    return [
        Figure("opening with the owner code, 16 at once", "/s", measured.per_second),
        Figure("opening with the owner code, p95", "ms", measured.p95),
        Figure("opening with the owner code, errors", "", measured.errors, at_most=0),
    ]


async def _flood(port: int, candidates: list[Candidate]) -> list[Figure]:
    """Two hundred opens at the same moment, every second of them with a code nobody has."""
    answers: Counter[int] = Counter()
    reading: list[float] = []
    over = asyncio.Event()

    async def storm(number: int) -> None:
        known = candidates[number % len(candidates)].code
        code = known if number % 2 else new_code(CodeKind.OWNER).text
        status, _, _ = await Connection(port).ask("POST", RESUME, urlencode({"code": code}).encode())
        answers[status] += 1

    async def read(number: int) -> None:
        reader = Connection(port)
        while not over.is_set():
            began = time.perf_counter()
            status, _, _ = await reader.ask("GET", READING[number % len(READING)])
            reading.append(time.perf_counter() - began)
            answers[status] += status != 200

    readers = [asyncio.create_task(read(number)) for number in range(READERS)]
    began = time.perf_counter()
    await asyncio.gather(*map(storm, range(FLOOD)))
    lasted = time.perf_counter() - began
    over.set()
    await asyncio.gather(*readers)
    return _flooded(answers, reading, lasted)


def _flooded(answers: Counter[int], reading: list[float], lasted: float) -> list[Figure]:
    unforeseen = sum(count for status, count in answers.items() if status not in (200, 303, 422, 503))
    return [
        Figure(f"{FLOOD} opens at once: until all were answered", "s", lasted),
        Figure(f"{FLOOD} opens at once: told to come back (503)", "", answers[503]),
        Figure(f"{FLOOD} opens at once: other answers", "", unforeseen, at_most=0),
        Figure("reading meanwhile, p95", "ms", load.of(reading, lasted, 0).p95),
        Figure("reading meanwhile, the slowest", "ms", max(reading) * 1000, at_most=1000),
    ]


async def _begin(port: int) -> Candidate:
    connection = Connection(port)
    _, headers, body = await connection.ask("POST", "/forberedelse/begynd")
    cookie = re.search(r"(?im)^set-cookie: ([^;]+)", headers)
    code = re.search(r"\b(?:[0-9A-Z]{5}-){4}[0-9A-Z]{5}\b", load.text(headers, body))
    if cookie is None or code is None:
        raise SystemExit("a preparation could not be begun")
    connection.cookie = cookie[1]
    return Candidate(connection, code[0])


async def _fill_in_and_share(candidate: Candidate) -> None:
    for step, fields in STEPS.items():
        status, _, _ = await candidate.connection.ask(
            "POST", f"/forberedelse/{step}", urlencode(fields).encode()
        )
        if status != 303:
            raise SystemExit(f"{step} could not be saved: {status}")
    status, _, _ = await candidate.connection.ask("POST", "/forberedelse/del")
    if status != 303:
        raise SystemExit(f"the sheet could not be shared: {status}")
