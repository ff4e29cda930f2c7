"""Slow and oversized requests, and a server that is told to stop while it works."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.faults.browser import AWAY, Browser
from tools.faults.house import House
from tools.faults.outcome import Outcome

HEAD = b"POST /log-ind HTTP/1.1\r\nHost: x\r\n"
HALF_OPEN = 250


def half_open(house: House) -> list[Outcome]:
    """Connections that never finish their headers, while others ask for pages."""
    browser = Browser(house.port)
    sockets = [_connect(house.port, b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ") for _ in range(HALF_OPEN)]
    answers = [_timed(browser, "/opslag") for _ in range(50)]
    began = time.monotonic()
    closed = sum(_closed(one, until=began + 15) for one in sockets)
    statuses = {status for status, _seconds in answers}
    slowest = max(seconds for _status, seconds in answers)
    return [
        Outcome(
            f"{HALF_OPEN} half-open connections",
            f"50 pages for others: {sorted(statuses)}, slowest {slowest:.2f} s; {closed} closed in 15 s",
            "others are served all the time; all are closed",
            statuses == {200} and closed == HALF_OPEN,
        )
    ]


def oversized(house: House) -> list[Outcome]:
    """A body of 50 MB, chunks without end, and headers of 100 kB, with an eye on memory."""
    before = resident(house)
    declared = _status(house.port, HEAD + b"Content-Length: 50000000\r\n\r\n", b"x" * 65_536, 800)
    chunk = b"10000\r\n" + b"x" * 65_536 + b"\r\n"
    endless = _status(house.port, HEAD + b"Transfer-Encoding: chunked\r\n\r\n", chunk, 800)
    headers = _status(house.port, b"GET / HTTP/1.1\r\nX: " + b"x" * 100_000 + b"\r\n\r\n", b"", 0)
    grown = resident(house) - before
    figure = f"{declared}, {endless}, {headers}; memory {grown:+.0f} MB"
    met = declared == endless == 413 and headers in (400, 431) and grown < 30
    return [
        Outcome("50 MB, endless chunks, headers of 100 kB", figure, "413, 413, 431 or 400; memory flat", met)
    ]


def slow_body(house: House) -> list[Outcome]:
    """A form that stops half way."""
    began = time.monotonic()
    client = _connect(house.port, HEAD + b"Content-Length: 100\r\n\r\nhalf")
    closed = _closed(client, until=began + 40)
    seconds = time.monotonic() - began
    met = closed and seconds < 25
    return [Outcome("a body that stops half way", f"closed after {seconds:.0f} s", "within 25 s", met)]


def stopped_while_working(house: House, *, requests: int = 20) -> list[Outcome]:
    """SIGTERM with requests in flight: each is answered, the exit is clean and the log is emptied."""
    answered: list[int] = []
    with _asking(house, requests, answered):
        time.sleep(0.15)
        began = time.monotonic()
        code = house.stop()
        seconds = time.monotonic() - began
    left = [path.name for path in house.data.glob("*.db-wal") if path.stat().st_size]
    figure = f"answers {sorted(set(answered))}, {len(answered)} in all, exit {code} after {seconds:.1f} s"
    return [
        Outcome(
            f"SIGTERM with {requests} requests in flight",
            f"{figure}, log left: {left or 'none'}",
            "every one answered, exit 0, no write-ahead log left",
            len(answered) == requests and set(answered) <= {200, 303} and code == 0 and not left,
        )
    ]


@contextmanager
def _asking(house: House, requests: int, answered: list[int]) -> Iterator[None]:
    """So many requests are under way inside; after it `answered` has the status of each, 0 for none."""
    sent = threading.Barrier(requests + 1)

    def ask() -> None:
        browser = Browser(house.port, timeout=30)
        browser.get("/healthz")
        sent.wait()
        try:
            answered.append(browser.post("/forberedelse/begynd", {}).status)
        except AWAY:
            answered.append(0)

    threads = [threading.Thread(target=ask, daemon=True) for _ in range(requests)]
    for thread in threads:
        thread.start()
    sent.wait()
    yield
    for thread in threads:
        thread.join(30)


def resident(house: House) -> float:
    """Megabytes held by all processes of the server."""
    assert house.process is not None
    pages = 0
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text("ascii", "replace").rpartition(")")[2].split()
        except OSError:
            continue
        # After the name come state, parent and process group; the resident pages are the 22nd.
        if int(fields[2]) == house.process.pid:
            pages += int(fields[21])
    return pages * 4096 / 1e6


def _connect(port: int, first: bytes) -> socket.socket:
    client = socket.create_connection(("127.0.0.1", port), timeout=20)
    client.sendall(first)
    return client


def _closed(client: socket.socket, *, until: float) -> bool:
    client.settimeout(max(0.1, until - time.monotonic()))
    try:
        while client.recv(4096):
            pass
    except ConnectionError:
        return True
    except TimeoutError:
        return False
    finally:
        client.close()
    return True


def _status(port: int, head: bytes, part: bytes, times: int) -> int:
    """The status of a request whose body is sent until somebody has had enough."""
    client = _connect(port, head)
    try:
        for _ in range(times):
            client.sendall(part)
    except OSError:
        pass
    try:
        first = client.recv(64).split()
    except OSError:
        first = []
    client.close()
    return int(first[1]) if len(first) > 1 else 0


def _timed(browser: Browser, path: str) -> tuple[int, float]:
    began = time.monotonic()
    try:
        status = browser.get(path).status
    except AWAY:
        status = 0
    return status, time.monotonic() - began
