"""The key ring: a file outside the database, with a key for each purpose, or for each of its months."""

import base64
import fcntl
import json
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Self

from portal.shared.clock import Clock

PURPOSES = ("enquiries", "addresses", "outbox")
# What ends by itself has the key of the month in which it ends.
MONTHLY = ("forms", "receipts")
MONTHS_AHEAD = 8


class KeyRingError(RuntimeError):
    """The ring cannot be used; the message says why and what to do."""


@dataclass(frozen=True)
class RingKey:
    """One key; `month` ("2026-11") is set for keys that die with what expires in that month."""

    id: str
    purpose: str
    month: str | None
    secret: bytes = field(repr=False)


class KeyRing:
    """The keys of one installation; shows nothing of them when printed."""

    def __init__(self, path: Path, keys: Iterable[RingKey]) -> None:
        self.path = path
        self._keys = {key.id: key for key in keys}
        self._seen = _written_at(path)

    def __repr__(self) -> str:
        return f"KeyRing({len(self._keys)} keys)"

    @classmethod
    def create(cls, path: Path, clock: Clock) -> Self:
        """Makes a ring with every purpose's key; refuses to overwrite one."""
        if path.exists():
            raise KeyRingError(f"{path} is there already")
        ring = cls(path, ())
        ring.ensure(clock)
        return ring

    @classmethod
    def load(cls, path: Path) -> Self:
        """Reads the ring; refuses a file that is missing or that others can read."""
        if not path.is_file():
            raise KeyRingError(
                f"the key ring {path} is missing: `keys create` makes one, `keys restore` puts a copy back"
            )
        if path.stat().st_mode & 0o077:
            raise KeyRingError(f"others can read the key ring {path}: run chmod 600 on it")
        try:
            keys = cls.read(path.read_bytes())
        except (ValueError, KeyError, TypeError):
            # Not chained: the cause would quote what stands in the file.
            raise KeyRingError(
                f"the key ring {path} cannot be read as a ring: put its copy back with `keys restore`"
            ) from None
        return cls(path, keys)

    @staticmethod
    def read(content: bytes) -> tuple[RingKey, ...]:
        """The keys in a ring's file; raises ValueError, KeyError or TypeError, whose text may quote it."""
        rows = json.loads(content)["keys"]
        return tuple(RingKey(r["id"], r["purpose"], r["month"], base64.b64decode(r["key"])) for r in rows)

    @classmethod
    def put_back(cls, path: Path, keys: Iterable[RingKey]) -> Self:
        """Writes a ring from its copy; refuses to overwrite one."""
        if path.exists():
            raise KeyRingError(f"{path} is there already")
        ring = cls(path, keys)
        with _alone(path):
            ring._write()
        return ring

    def written(self) -> bytes:
        """The ring as its file says it."""
        rows = [
            {
                "id": k.id,
                "purpose": k.purpose,
                "month": k.month,
                "key": base64.b64encode(k.secret).decode("ascii"),
            }
            for k in self._keys.values()
        ]
        return json.dumps({"version": 1, "keys": rows}, indent=1).encode("ascii")

    def ensure(self, clock: Clock) -> None:
        """Adds the keys that are missing: one for each purpose, months from now on ahead; writes the file."""
        with _alone(self.path):
            self._refresh()
            self._add_missing(clock)
            self._write()

    def _add_missing(self, clock: Clock) -> None:
        for purpose, month in _wanted(clock.today(), MONTHS_AHEAD + 1):
            if not self.holds(purpose, month):
                key = RingKey(secrets.token_hex(8), purpose, month, secrets.token_bytes(32))
                self._keys[key.id] = key

    def key(self, key_id: str) -> bytes:
        """The key with this id; raises KeyRingError when it is not (or no longer) in the ring."""
        found = self._look(lambda key: key.id == key_id)
        if found is None:
            raise KeyRingError("the key ring does not hold the key this was sealed with")
        return found.secret

    def held(self) -> tuple[RingKey, ...]:
        """The keys of the ring, as its file has them now."""
        self._refresh()
        return tuple(self._keys.values())

    def purpose_key(self, purpose: str) -> tuple[str, bytes]:
        """(id, key) of a purpose that has one key."""
        return self._find(purpose, None)

    def month_key(self, purpose: str, expiry: date) -> tuple[str, bytes]:
        """(id, key) for what expires on this date."""
        return self._find(purpose, month_of(expiry))

    def holds(self, purpose: str, month: str | None) -> bool:
        """Whether there is a key for the purpose, or for one of its months ("2026-11")."""
        return any((key.purpose, key.month) == (purpose, month) for key in self._keys.values())

    def lacks(self, day: date) -> list[str]:
        """The keys that should be there on a date and are not, as "outbox" or "forms 2026-11"."""
        return [
            named(purpose, month)
            for purpose, month in _wanted(day, MONTHS_AHEAD)
            if not self.holds(purpose, month)
        ]

    def destroy(self, month: str) -> list[str]:
        """Takes a month's keys out of the file and overwrites what stood there; returns their ids."""
        with _alone(self.path):
            self._refresh()
            gone = [key.id for key in self._keys.values() if key.month == month]
            with self.path.open("r+b") as old:
                self._keys = {key_id: key for key_id, key in self._keys.items() if key_id not in gone}
                self._write()
                # The former file has no name any more; its place on the disk is overwritten where that helps.
                old.write(b"\0" * os.fstat(old.fileno()).st_size)
                old.flush()
                os.fsync(old.fileno())
        return gone

    def without(self, key_id: str) -> "KeyRing":
        """The ring as it is after a key was destroyed; nothing is written."""
        return KeyRing(self.path, (key for key in self._keys.values() if key.id != key_id))

    def _find(self, purpose: str, month: str | None) -> tuple[str, bytes]:
        found = self._look(lambda key: (key.purpose, key.month) == (purpose, month))
        if found is None:
            raise KeyRingError(f"the key ring has no key for {named(purpose, month)}")
        return found.id, found.secret

    def _look(self, wanted: Callable[[RingKey], bool]) -> RingKey | None:
        """The key as the file has it now: another process may have added keys, or destroyed some."""
        self._refresh()
        return next((key for key in self._keys.values() if wanted(key)), None)

    def _refresh(self) -> None:
        if self.path.is_file() and _written_at(self.path) != self._seen:
            read = KeyRing.load(self.path)
            self._keys, self._seen = read._keys, read._seen

    def _write(self) -> None:
        temporary = self.path.with_name(self.path.name + ".new")
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(self.written())
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self.path)
        self._seen = _written_at(self.path)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """One process at a time changes the ring; the lock ends with the process."""
    descriptor = os.open(path.with_name(path.name + ".lock"), os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _written_at(path: Path) -> int:
    return path.stat().st_mtime_ns if path.is_file() else 0


def named(purpose: str, month: str | None) -> str:
    """As in "forms 2026-11" or "outbox"."""
    return f"{purpose} {month or ''}".strip()


def _wanted(day: date, months: int) -> Iterator[tuple[str, str | None]]:
    yield from ((purpose, None) for purpose in PURPOSES)
    yield from ((purpose, month) for purpose in MONTHLY for month in months_from(day, months))


def month_of(day: date) -> str:
    return f"{day.year}-{day.month:02}"


def months_from(day: date, count: int) -> list[str]:
    """The month of the date and those after it, as "2026-11"."""
    return [f"{day.year + (day.month - 1 + n) // 12}-{(day.month - 1 + n) % 12 + 1:02}" for n in range(count)]
