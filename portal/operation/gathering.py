"""The workers' counts put together: each answers on a socket of its own in the data folder.

Memory that is shared through files would cost a worker its life on a full disk; a socket needs no room.
"""

import json
import os
import socket
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from prometheus_client.metrics_core import Metric

from portal.shared.measures import REGISTRY

FOLDER = "workers"
DEADLINE_SECONDS = 1.0
MOST_BYTES = 8 * 1024 * 1024
Families = list[dict[str, object]]


def counted_here() -> Families:
    """This process's counts as plain values."""
    return [
        {
            "name": family.name,
            "documentation": family.documentation,
            "type": family.type,
            "samples": [[sample.name, sample.labels, sample.value] for sample in family.samples],
        }
        for family in REGISTRY.collect()
    ]


def answer_siblings(folder: Path) -> socket.socket:
    """Answers with this process's counts until the process ends; returns what to close in a test."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = f"{os.getpid()}.sock"
    (folder / name).unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    with _short(folder) as short:
        listener.bind(str(short / name))
    listener.listen(8)
    threading.Thread(target=_answer, args=(listener,), name="counts", daemon=True).start()
    return listener


def _answer(listener: socket.socket) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with connection:
            connection.settimeout(DEADLINE_SECONDS)
            try:
                connection.sendall(json.dumps(counted_here()).encode())
            except OSError:
                continue


def gather(folder: Path) -> Mapping[str, Families]:
    """Process id → its counts, for every process of this installation that answers in time."""
    ends = time.monotonic() + DEADLINE_SECONDS
    counts = {str(os.getpid()): counted_here()}
    if not folder.is_dir():
        return counts
    with _short(folder) as short:
        for path in sorted(folder.glob("*.sock")):
            if path.stem not in counts and (read := _read(short / path.name, ends)) is not None:
                counts[path.stem] = read
    return counts


def _read(path: Path, ends: float) -> Families | None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as sibling:
        parts: list[bytes] = []
        try:
            _set_time_left(sibling, ends)
            sibling.connect(str(path))
            while part := sibling.recv(65536):
                parts.append(part)
                _set_time_left(sibling, ends)
                if sum(map(len, parts)) > MOST_BYTES:
                    return None
        except ConnectionRefusedError:
            # Its process ended without tidying up.
            path.unlink(missing_ok=True)
            return None
        except OSError:
            return None
    try:
        families: Families = json.loads(b"".join(parts))
    except ValueError:
        return None
    return families


def _set_time_left(sibling: socket.socket, ends: float) -> None:
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError
    sibling.settimeout(left)


@contextmanager
def _short(folder: Path) -> Iterator[Path]:
    """The folder under a short name: the address of a socket holds 107 bytes, a path may be longer."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield Path(f"/proc/self/fd/{descriptor}")
    finally:
        os.close(descriptor)


class Gathered:
    """A collector for prometheus-client: every process's samples, told apart by the label `worker`."""

    def __init__(self, counts: Mapping[str, Families]) -> None:
        self.counts = counts

    def collect(self) -> Iterable[Metric]:
        families: dict[str, Metric] = {}
        for worker, counted in self.counts.items():
            for one in counted:
                name = str(one["name"])
                made = Metric(name, str(one["documentation"]), str(one["type"]))
                family = families.setdefault(name, made)
                for sample, labels, value in one["samples"]:  # type: ignore[attr-defined]
                    family.add_sample(sample, {**labels, "worker": worker}, value)
        return families.values()
