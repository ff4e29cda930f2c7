"""The two programs that are measured: the real one with demonstration data, and a bare one; loopback only."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORKERS = 2


@dataclass(frozen=True)
class Server:
    """A program that answers on a port of this machine."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def memory(self) -> float:
        """The memory of its largest worker in MiB."""
        return max(map(_resident, _children(self.process.pid)), default=0.0)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def portal(data: Path, *command: str, **settings: str) -> Iterator[Server]:
    """`portal demo --serve`, the product as `make run` serves it, or another command; on two workers."""
    port = free_port()
    environment = {
        "SAMTALEKLAR_DATA": str(data),
        "SAMTALEKLAR_PORT": str(port),
        "SAMTALEKLAR_BASE_URL": f"http://127.0.0.1:{port}",
        "SAMTALEKLAR_WORKERS": str(WORKERS),
        "SAMTALEKLAR_LIMITS_FACTOR": "1000000",
        "SAMTALEKLAR_LOG_LEVEL": "WARNING",
        **settings,
    }
    program = [sys.executable, "-m", "portal", *(command or ("demo", "--serve"))]
    with _running(program, port, "/healthz", environment, log=data / "bench.log") as server:
        yield server


@contextmanager
def bare() -> Iterator[Server]:
    """One constant answer from Starlette under the same server and number of workers."""
    port = free_port()
    command = [sys.executable, "-m", "tools.bench.bare", str(port), str(WORKERS)]
    with _running(command, port, "/", {}, log=Path(os.devnull)) as server:
        yield server


@contextmanager
def _running(
    command: list[str], port: int, path: str, environment: dict[str, str], *, log: Path
) -> Iterator[Server]:
    with log.open("ab") as file:
        process = subprocess.Popen(  # noqa: S603
            command, cwd=ROOT, env=os.environ | environment, stdout=file, stderr=file, start_new_session=True
        )
    server = Server(port, process)
    try:
        _wait(server, path)
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait(server: Server, path: str) -> None:
    ends = time.monotonic() + 120
    while time.monotonic() < ends and server.process.poll() is None:
        try:
            if server.get(path)[0] == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the program to be measured did not start")


def _children(pid: int) -> list[int]:
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in path.read_text("ascii").split()]


def _resident(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text("ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0
