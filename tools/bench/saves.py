"""Writing: sixteen candidates save a step of their preparation at the same time."""

import asyncio
import re
import time
from urllib.parse import urlencode

from tools.bench import load
from tools.bench.figures import Figure
from tools.bench.load import CLIENTS, Connection
from tools.bench.servers import Server

SAVES = 40
STEP = "/forberedelse/dagsorden"


def measure(real: Server) -> list[Figure]:
    """p50 and p95 of a save that the database has on disk; anything but 303 is an error."""
    saved = asyncio.run(_save(real.port))
    return [
        Figure("saving a step, 16 at once", "/s", saved.per_second),
        Figure("saving a step, p50", "ms", saved.p50),
        Figure("saving a step, p95", "ms", saved.p95, at_most=100),
        Figure("saving a step, errors", "", saved.errors, at_most=0),
    ]


async def _save(port: int) -> load.Load:
    candidates = await asyncio.gather(*(_begin(port) for _ in range(CLIENTS)))
    times: list[float] = []
    errors = 0

    async def save(candidate: Connection) -> None:
        nonlocal errors
        for number in range(SAVES):
            body = urlencode({"item1": f"Mit punkt {number}", "item2": "Et punkt til", "shown2": "nej"})
            began = time.perf_counter()
            status, _, _ = await candidate.ask("POST", STEP, body.encode())
            times.append(time.perf_counter() - began)
            errors += status != 303

    began = time.perf_counter()
    await asyncio.gather(*map(save, candidates))
    return load.of(times, time.perf_counter() - began, errors)


async def _begin(port: int) -> Connection:
    candidate = Connection(port)
    _, headers, _ = await candidate.ask("POST", "/forberedelse/begynd")
    cookie = re.search(r"(?im)^set-cookie: ([^;]+)", headers)
    if cookie is None:
        raise SystemExit("a preparation could not be begun")
    candidate.cookie = cookie[1]
    return candidate
