"""Slow key derivation (argon2id): two at a time, a short queue, and then a kind refusal."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass

from argon2.low_level import Type, hash_secret_raw

from portal.shared import measures
from portal.shared.errors import N_, Unavailable

AT_ONCE = 2
WAITING = 20


@dataclass(frozen=True)
class Cost:
    """argon2id's cost: memory in KiB, passes."""

    memory: int
    passes: int


OWNER_CODE = Cost(memory=19 * 1024, passes=2)
CONVERSATION_CODE = Cost(memory=64 * 1024, passes=3)

_places = threading.BoundedSemaphore(AT_ONCE)
_queue = threading.BoundedSemaphore(AT_ONCE + WAITING)
_admitted: ContextVar[bool] = ContextVar("admitted", default=False)


@contextmanager
def admission() -> Iterator[None]:
    """Room in the queue for all that comes before and after a derivation; raises Unavailable at once.

    Whoever counts tries and writes around a derivation asks for it first: of a flood, only so many then
    hold a thread, and the pages that need no derivation are answered by the others.
    """
    if not _queue.acquire(blocking=False):
        measures.DERIVATIONS_REFUSED.inc()
        raise Unavailable(N_("Der er mange på lige nu. Vent lidt, og prøv igen."), retry_after=5)
    token = _admitted.set(True)
    try:
        yield
    finally:
        _admitted.reset(token)
        _queue.release()


@contextmanager
def derivation_place() -> Iterator[None]:
    """One of the two places; raises Unavailable when too many wait and one was not admitted before."""
    room = nullcontext() if _admitted.get() else admission()
    with room, measures.DERIVATIONS_WAITING.track_inprogress(), _places:
        yield


def derive_slowly(secret: str, salt: bytes, cost: Cost) -> bytes:
    """A 32-byte key from a code's secret; never call it inside a transaction."""
    with derivation_place():
        return hash_secret_raw(
            secret.encode("ascii"),
            salt,
            time_cost=cost.passes,
            memory_cost=cost.memory,
            parallelism=1,
            hash_len=32,
            type=Type.ID,
        )
