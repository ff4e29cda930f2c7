"""The key ring: made once, read only when it is safe, months ahead, and shown to nobody."""

import stat
from datetime import date, timedelta
from pathlib import Path

import pytest

from portal.shared.clock import FrozenClock
from portal.shared.keyring import MONTHLY, PURPOSES, KeyRing, KeyRingError, RingKey, months_from


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keyring.json"


def test_only_its_owner_can_read_a_new_ring(path: Path, clock: FrozenClock) -> None:
    KeyRing.create(path, clock)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_ring_that_others_can_read_is_refused(path: Path, clock: FrozenClock) -> None:
    KeyRing.create(path, clock)
    path.chmod(0o640)
    with pytest.raises(KeyRingError, match="others can read"):
        KeyRing.load(path)


def test_a_missing_ring_is_refused(path: Path) -> None:
    with pytest.raises(KeyRingError, match="missing"):
        KeyRing.load(path)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"keys": 1}', '{"keys": [{"id": "a"}]}'])
def test_a_damaged_ring_is_refused_without_showing_what_it_holds(path: Path, content: str) -> None:
    path.touch(0o600)
    path.write_text(content)
    with pytest.raises(KeyRingError, match="cannot be read"):
        KeyRing.load(path)


def test_a_ring_is_never_overwritten(path: Path, clock: FrozenClock) -> None:
    KeyRing.create(path, clock)
    before = path.read_bytes()
    with pytest.raises(KeyRingError, match="there already"):
        KeyRing.create(path, clock)
    assert path.read_bytes() == before


def test_each_purpose_and_each_month_has_a_key_of_its_own(path: Path, clock: FrozenClock) -> None:
    ring = KeyRing.create(path, clock)
    keys = {ring.purpose_key(purpose) for purpose in PURPOSES}
    days = [date.fromisoformat(f"{month}-15") for month in months_from(clock.today(), 9)]
    keys |= {ring.month_key(purpose, day) for purpose in MONTHLY for day in days}
    assert len(keys) == len({secret for _, secret in keys}) == len(PURPOSES) + 9 * len(MONTHLY)


def test_forms_that_live_half_a_year_have_a_month_key(path: Path, clock: FrozenClock) -> None:
    ring = KeyRing.create(path, clock)
    assert len(ring.month_key("forms", clock.today() + timedelta(days=180))[1]) == 32


def test_beyond_the_months_made_there_is_no_key(path: Path, clock: FrozenClock) -> None:
    ring = KeyRing.create(path, clock)
    with pytest.raises(KeyRingError):
        ring.month_key("forms", clock.today() + timedelta(days=300))


def test_what_was_written_is_read_back(path: Path, clock: FrozenClock) -> None:
    made, read = KeyRing.create(path, clock), KeyRing.load(path)
    assert read.purpose_key("outbox") == made.purpose_key("outbox")
    assert read.month_key("forms", clock.today()) == made.month_key("forms", clock.today())


def test_ensuring_again_keeps_every_key_and_adds_the_new_months(path: Path, clock: FrozenClock) -> None:
    ring = KeyRing.create(path, clock)
    before = ring.month_key("forms", clock.today())
    clock.advance(timedelta(days=62))
    later = KeyRing.load(path)
    later.ensure(clock)
    assert later.key(before[0]) == before[1]
    assert later.month_key("forms", clock.today() + timedelta(days=240))


def test_a_ring_in_use_sees_the_months_another_process_added(path: Path, clock: FrozenClock) -> None:
    in_use = KeyRing.create(path, clock)
    clock.advance(timedelta(days=62))
    KeyRing.load(path).ensure(clock)
    key_id, key = in_use.month_key("forms", clock.today() + timedelta(days=240))
    assert KeyRing.load(path).key(key_id) == key


def test_two_processes_that_ensure_at_once_do_not_lose_a_key(path: Path, clock: FrozenClock) -> None:
    one, other = KeyRing.create(path, clock), KeyRing.load(path)
    clock.advance(timedelta(days=62))
    one.ensure(clock)
    other.ensure(clock)
    far = clock.today() + timedelta(days=240)
    assert one.month_key("forms", far) == other.month_key("forms", far)
    assert KeyRing.load(path).key(one.month_key("forms", far)[0])


def test_a_destroyed_key_is_gone_from_the_ring(path: Path, clock: FrozenClock) -> None:
    ring = KeyRing.create(path, clock)
    key_id, _ = ring.month_key("forms", clock.today())
    with pytest.raises(KeyRingError):
        ring.without(key_id).key(key_id)
    assert ring.key(key_id)


def test_printing_a_ring_shows_no_key(path: Path, clock: FrozenClock) -> None:
    ring = KeyRing.create(path, clock)
    secret = ring.purpose_key("outbox")[1]
    for shown in (repr(ring), str(ring), repr(list(ring._keys.values()))):
        assert repr(secret)[2:-1] not in shown and secret.hex() not in shown


def test_months_run_over_the_new_year() -> None:
    assert months_from(date(2026, 11, 30), 4) == ["2026-11", "2026-12", "2027-01", "2027-02"]


def test_a_ring_from_before_a_purpose_was_by_month_gets_its_months_and_loses_nothing(
    path: Path, clock: FrozenClock
) -> None:
    made = KeyRing.create(path.with_name("made.json"), clock)
    before = [RingKey("0" * 16, "receipts", None, b"k" * 32)]
    before += [key for key in made.held() if key.purpose != "receipts"]
    ring = KeyRing.put_back(path, before)
    assert ring.lacks(clock.today())

    ring.ensure(clock)

    assert ring.lacks(clock.today()) == []
    assert ring.month_key("receipts", clock.today())
    assert set(before) <= set(ring.held())
