"""The ring's file: one process at a time changes it, nothing is doubled, a destroyed key leaves the disk."""

import fcntl
import os
from datetime import timedelta
from pathlib import Path

import pytest

from portal.shared import keyring
from portal.shared.clock import FrozenClock
from portal.shared.keyring import MONTHS_AHEAD, PURPOSES, KeyRing, KeyRingError, month_of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keyring.json"


def test_purposes_are_named_as_they_are_stored() -> None:
    assert PURPOSES == ("enquiries", "addresses", "outbox")
    assert keyring.MONTHLY == ("forms", "receipts")
    assert (MONTHS_AHEAD, keyring.named("forms", "2026-11"), keyring.named("outbox", None)) == (
        8,
        "forms 2026-11",
        "outbox",
    )


def test_ensuring_again_doubles_no_key(path: Path, clock: FrozenClock) -> None:
    ring = KeyRing.create(path, clock)
    held = ring.held()
    assert len(held) == len(PURPOSES) + 2 * (MONTHS_AHEAD + 1)
    ring.ensure(clock)
    assert ring.held() == held == KeyRing.load(path).held()


def test_what_is_held_is_what_the_file_has_now(path: Path, clock: FrozenClock) -> None:
    ring, other = KeyRing.create(path, clock), KeyRing.load(path)
    month = month_of(clock.today())
    other.destroy(month)
    assert month not in {key.month for key in ring.held()}


def test_ensuring_keeps_what_another_process_destroyed_destroyed(path: Path, clock: FrozenClock) -> None:
    ring, other = KeyRing.create(path, clock), KeyRing.load(path)
    month = month_of(clock.today())
    gone = set(other.destroy(month))
    assert len(gone) == 2
    clock.advance(timedelta(days=40))
    ring.ensure(clock)
    assert not gone & {key.id for key in KeyRing.load(path).held()}


def test_destroying_in_one_process_keeps_the_keys_another_added(path: Path, clock: FrozenClock) -> None:
    ring, other = KeyRing.create(path, clock), KeyRing.load(path)
    month = month_of(clock.today())
    clock.advance(timedelta(days=40))
    other.ensure(clock)
    ring.destroy(month)
    assert set(other.held()) == {key for key in KeyRing.load(path).held() if key.month != month}
    assert other.lacks(clock.today()) == []


def test_the_place_a_destroyed_key_had_on_the_disk_is_overwritten(path: Path, clock: FrozenClock) -> None:
    ring = KeyRing.create(path, clock)
    former = path.with_name("former")
    former.hardlink_to(path)
    size = former.stat().st_size
    ring.destroy(month_of(clock.today()))
    assert former.read_bytes() == b"\0" * size
    assert KeyRing.load(path).held() == ring.held()


def test_a_ring_is_put_back_whole_for_its_owner_alone_and_never_over_another(
    path: Path, clock: FrozenClock
) -> None:
    ring = KeyRing.create(path, clock)
    copy = path.with_name("copy.json")
    KeyRing.put_back(copy, ring.held())
    assert KeyRing.load(copy).held() == ring.held()
    before = copy.read_bytes()
    with pytest.raises(KeyRingError, match="there already"):
        KeyRing.put_back(copy, ())
    assert copy.read_bytes() == before


def test_a_file_that_is_being_changed_is_locked_to_every_other_process(path: Path) -> None:
    lock = path.with_name(path.name + ".lock")
    with keyring._alone(path):
        descriptor = os.open(lock, os.O_WRONLY)
        with pytest.raises(BlockingIOError):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(descriptor)
