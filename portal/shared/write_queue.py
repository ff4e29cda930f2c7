"""Writers to one SQLite file, first come, first served, over every thread and process of the host.

SQLite lets waiting writers sleep and try again, so that under load some wait for seconds while others
pass them. Here each draws a number and is let in when nobody with a lower one is left. A number is a lock
on one byte of a file beside the database, so the kernel itself takes a killed process out of the queue.
"""

import fcntl
import os
import struct
import threading
import time
from pathlib import Path
from typing import Self

from sqlalchemy.exc import OperationalError

PATIENCE_SECONDS = 10.0
PAUSE_SECONDS = 0.0005
# struct flock: type, whence, start, length, process.
FLOCK = "hhqqi4x"
COUNTER = struct.Struct("<q")
# Byte 0 is held while a number is drawn; the byte of a number comes after it.
DRAWING, FIRST = 0, 1


class QueueTooLong(OperationalError):
    """The turn to write did not come in time; nothing was written."""

    def __init__(self) -> None:
        super().__init__("BEGIN", None, TimeoutError("other writers were at it all the time"))


class Turn:
    """A place in the queue, and once `WriteQueue.join` has returned it, the right to write."""

    def __init__(self, path: Path, deadline: float) -> None:
        self.over = threading.Event()
        self._deadline = deadline
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            self._number = self._draw()
        except BaseException:
            self.end()
            raise

    def end(self) -> None:
        """Lets the next one in; closing the file gives up the number."""
        if not self.over.is_set():
            os.close(self._file)
            self.over.set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.end()

    def wait(self, before: "Turn | None") -> None:
        """Until nobody with a lower number is left; `before` is the last one of the same process."""
        if before is not None:
            before.over.wait(max(0.0, self._deadline - time.monotonic()))
        while self._number > 0 and self._anyone_in(FIRST, self._number):
            self._pause()

    def _draw(self) -> int:
        while not self._take(DRAWING):
            self._pause()
        written = os.pread(self._file, COUNTER.size, 0)
        number = COUNTER.unpack(written)[0] if len(written) == COUNTER.size else 0
        while not self._take(FIRST + number):
            number += 1
        os.pwrite(self._file, COUNTER.pack(number + 1), 0)
        fcntl.fcntl(self._file, fcntl.F_OFD_SETLK, _flock(fcntl.F_UNLCK, DRAWING, 1))
        return number

    def _take(self, byte: int) -> bool:
        try:
            fcntl.fcntl(self._file, fcntl.F_OFD_SETLK, _flock(fcntl.F_WRLCK, byte, 1))
        except BlockingIOError:
            return False
        return True

    def _anyone_in(self, start: int, length: int) -> bool:
        found = fcntl.fcntl(self._file, fcntl.F_OFD_GETLK, _flock(fcntl.F_WRLCK, start, length))
        return bool(struct.unpack(FLOCK, found)[0] != fcntl.F_UNLCK)

    def _pause(self) -> None:
        if time.monotonic() > self._deadline:
            raise QueueTooLong
        time.sleep(PAUSE_SECONDS)


class WriteQueue:
    """The queue of one database file; every process that writes to it has one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.patience = PATIENCE_SECONDS
        self._arriving = threading.Lock()
        self._last: Turn | None = None

    def join(self) -> Turn:
        """Waits for the turn to write, which lasts until `end`; raises QueueTooLong, or OSError."""
        deadline = time.monotonic() + self.patience
        with self._arriving:
            turn = Turn(self.path, deadline)
            before, self._last = self._last, turn
        try:
            turn.wait(before)
        except BaseException:
            turn.end()
            raise
        return turn


def _flock(kind: int, start: int, length: int) -> bytes:
    return struct.pack(FLOCK, kind, os.SEEK_SET, start, length, 0)
