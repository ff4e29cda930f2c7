"""Checks that are quick and bounded: one that hangs is reported as failing and not started again."""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

DEADLINE_SECONDS = 3.0


class NotReadyError(Exception):
    """What a check says when it fails: for whoever runs the portal, without secret, path or person."""


@dataclass(frozen=True)
class Check:
    """A name, and what looks: it returns what to say, or raises."""

    name: str
    look: Callable[[], str]


@dataclass(frozen=True)
class Finding:
    name: str
    ok: bool
    said: str


class Readiness:
    """The checks of one process."""

    def __init__(self, checks: Sequence[Check], *, deadline: float = DEADLINE_SECONDS) -> None:
        self.checks = checks
        self.deadline = deadline
        # Apart from the threads that answer requests: when those are taken, this still answers.
        self.places = ThreadPoolExecutor(2, thread_name_prefix="readiness")
        self._running: dict[str, Future[Finding]] = {}
        self._lock = threading.Lock()

    def look(self) -> list[Finding]:
        """Every check at once; the answer comes within the deadline."""
        ends = time.monotonic() + self.deadline
        futures = [(check, self._start(check)) for check in self.checks]
        wait([future for _, future in futures], timeout=max(0.0, ends - time.monotonic()))
        return [self._finding(check, future) for check, future in futures]

    def _start(self, check: Check) -> Future[Finding]:
        with self._lock:
            running = self._running.get(check.name)
            if running is not None and not running.done():
                return running
            future: Future[Finding] = Future()
            self._running[check.name] = future
        threading.Thread(target=_look, args=(check, future), name="readiness", daemon=True).start()
        return future

    def _finding(self, check: Check, future: Future[Finding]) -> Finding:
        if future.done():
            return future.result()
        return Finding(check.name, ok=False, said=f"gave no answer within {self.deadline:g} s")


def _look(check: Check, future: Future[Finding]) -> None:
    try:
        finding = Finding(check.name, ok=True, said=check.look())
    except NotReadyError as error:
        finding = Finding(check.name, ok=False, said=str(error))
    except Exception as error:  # noqa: BLE001  (whatever it is, the check failed; its message may quote a path)
        finding = Finding(check.name, ok=False, said=f"failed with {type(error).__name__}")
    future.set_result(finding)
