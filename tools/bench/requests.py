"""Reading: requests a second beside the bare program, and milliseconds, each the median of three rounds."""

import json
import statistics
from collections.abc import Mapping

from tools.bench import load
from tools.bench.figures import Figure
from tools.bench.load import Load
from tools.bench.servers import Server

ROUNDS = 3
# Half of what two quiet cores gave on the day they were set: they catch what became several times slower.
DEMANDS: Mapping[str, float] = {
    "a page of the site": 0.09,
    "the list of openings": 0.003,
    "one opening": 0.009,
    "openings as JSON": 0.006,
    "a search": 0.0012,
    "the list as PDF, kept ready": 0.0016,
}


def measure(simple: Server, real: Server, *, seconds: int) -> list[Figure]:
    """The bare program and every path in turn, three times, so that a busy moment hits them all."""
    first = json.loads(real.get("/api/v1/openings?limit=1")[1])["results"][0]["url"]
    paths = dict(
        zip(
            DEMANDS,
            ("/", "/opslag", first, "/api/v1/openings", "/soeg?q=praktikforslag", "/opslag.pdf"),
            strict=True,
        )
    )
    targets = {"bare Starlette": (simple, "/")} | {name: (real, path) for name, path in paths.items()}
    for server, path in targets.values():
        for _ in range(8):
            server.get(path)
    found: dict[str, list[Load]] = {name: [] for name in targets}
    for _ in range(ROUNDS):
        for name, (server, path) in targets.items():
            found[name].append(load.get(server.port, path, seconds=seconds))
    return list(_figures(found))


def _figures(found: Mapping[str, list[Load]]) -> list[Figure]:
    bare = statistics.median(one.per_second for one in found["bare Starlette"])
    figures = [Figure("bare Starlette", "/s", bare, 1.0)]
    for name, ratio in DEMANDS.items():
        speed = statistics.median(one.per_second for one in found[name])
        slow = statistics.median(one.p95 for one in found[name])
        figures += [
            Figure(name, "/s", speed, speed / bare, ratio_at_least=ratio),
            Figure(f"{name}, p95 of 16 at once", "ms", slow),
        ]
        errors = sum(one.errors for one in found[name])
        if errors:
            figures.append(Figure(f"{name}, errors", "", errors, at_most=0))
    return figures
