"""Load from this machine: wrk where it is installed, and clients of our own where an order matters."""

import asyncio
import gzip
import re
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

CLIENTS = 16
SCRIPT = """
done = function(summary, latency, requests)
  io.write(string.format("RESULT %f %f %f %d\\n", summary.requests / summary.duration * 1e6,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout))
end
"""


@dataclass(frozen=True)
class Load:
    """Requests a second, milliseconds, and answers that were none (or none of 2xx and 3xx)."""

    per_second: float
    p50: float
    p95: float
    errors: int


def get(port: int, path: str, *, seconds: int) -> Load:
    """Asks one path as fast as it is answered, from sixteen clients at once."""
    if shutil.which("wrk"):
        return _wrk(port, path, seconds)
    return asyncio.run(_ask(port, path, seconds))


def _wrk(port: int, path: str, seconds: int) -> Load:
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "result.lua"
        script.write_text(SCRIPT, "ascii")
        command = [
            "wrk", "-t1", f"-c{CLIENTS}", f"-d{seconds}s", "-s", str(script),
            "-H", "Accept-Encoding: gzip", f"http://127.0.0.1:{port}{path}",
        ]  # fmt: skip
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
    found = re.search(r"RESULT (\S+) (\S+) (\S+) (\d+)", said)
    if found is None:
        raise SystemExit(f"wrk said nothing that can be read: {said[:200]}")
    return Load(float(found[1]), float(found[2]), float(found[3]), int(found[4]))


class Connection:
    """One client that keeps its connection: little enough not to be what is measured."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self.port = port
        self.cookie = cookie
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, path: str, body: bytes = b"") -> tuple[int, str, bytes]:
        """(status, headers, body) of one request."""
        reader, writer = self.streams = self.streams or await asyncio.open_connection("127.0.0.1", self.port)
        head = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", "Accept-Encoding: gzip"]
        head += [f"Cookie: {self.cookie}"] if self.cookie else []
        if method == "POST":
            head += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        writer.write("\r\n".join([*head, "", ""]).encode() + body)
        headers = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        length = re.search(r"(?im)^content-length: (\d+)", headers)
        content = await reader.readexactly(int(length[1])) if length else b""
        return int(headers.split(" ", 2)[1]), headers, content


def text(headers: str, body: bytes) -> str:
    """The body as text, whether it came compressed or not."""
    packed = re.search(r"(?im)^content-encoding: gzip", headers)
    return (gzip.decompress(body) if packed else body).decode()


async def _ask(port: int, path: str, seconds: int) -> Load:
    ends, times, errors = time.perf_counter() + seconds, [], 0

    async def client() -> None:
        nonlocal errors
        connection = Connection(port)
        while time.perf_counter() < ends:
            began = time.perf_counter()
            status, _, _ = await connection.ask("GET", path)
            times.append(time.perf_counter() - began)
            errors += status >= 400

    await asyncio.gather(*(client() for _ in range(CLIENTS)))
    return of(times, seconds, errors)


def of(times: Sequence[float], seconds: float, errors: int) -> Load:
    """What single times in seconds add up to."""
    cuts = statistics.quantiles(times, n=20)
    return Load(len(times) / seconds, cuts[9] * 1000, cuts[18] * 1000, errors)
