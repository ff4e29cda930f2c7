"""A reader that follows the current index: reopens when it changed, keeps answering when it is damaged."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

from search.generations import Generation, Generations, IndexMissing

Opened = TypeVar("Opened")


class Follower(Generic[Opened]):
    """Hands out what was opened last; one thread at a time, since the engine's readers are not shared."""

    def __init__(self, generations: Generations, open_one: Callable[[Generation], Opened]) -> None:
        self._generations = generations
        self._open_one = open_one
        self._lock = threading.Lock()
        self._stamp: tuple[int, int] | None = None
        self._opened: Opened | None = None

    @contextmanager
    def opened(self) -> Iterator[Opened]:
        """Raises IndexMissing where there is nothing to read and nothing was read before."""
        with self._lock:
            self._follow()
            if self._opened is None:
                raise IndexMissing(str(self._generations.folder))
            yield self._opened

    def _follow(self) -> None:
        stamp = self._generations.stamp()
        if stamp is None or (stamp == self._stamp and self._opened is not None):
            return
        try:
            self._opened = self._open_one(self._generations.load())
            self._stamp = stamp
        except IndexMissing:
            # What was read before lies in memory and still answers.
            self._stamp = None
