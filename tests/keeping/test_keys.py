"""The ring is copied apart, checked, and a destroyed key comes back from nowhere."""

import json
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from portal.commands import keys
from portal.keeping import key_life, ring_copy
from portal.keeping.backup import KeepingError, make_backup
from portal.keeping.restore import Target, restore_backup
from portal.preparation import service as preparations
from portal.settings import Settings
from portal.shared import key_records
from portal.shared.clock import FrozenClock
from portal.shared.database import Database
from portal.shared.key_records import known_keys
from portal.shared.keyring import KeyRing, KeyRingError, RingKey
from tests.keeping.conftest import Filled
from tests.preparation.builders import House

KEY, RING_KEY = "en hemmelig nøgle til sikkerhedskopier, 1", "en anden nøgle til kopier af nøgleringen"
MONTH = "2027-01"


@pytest.fixture
def own_ring(ring: KeyRing, tmp_path: Path) -> KeyRing:
    """A ring of the test's own, with the same keys."""
    return KeyRing.put_back(tmp_path / "own.json", ring.held())


@pytest.fixture
def apart(settings: Settings, own_ring: KeyRing, tmp_path: Path) -> Settings:
    """Data, backups and ring in three places."""
    return settings.model_copy(
        update={
            "data": tmp_path / "data",
            "backups": tmp_path / "backups",
            "keyring": own_ring.path,
            "keyring_backup_key": SecretStr(RING_KEY),
            "backup_key": SecretStr(KEY),
        }
    )


def expired(filled: Filled, clock: FrozenClock) -> None:
    """Lets the preparation expire and the month be over."""
    clock.advance(timedelta(days=75))
    with filled.database.writing() as session:
        preparations.purge(session, clock=clock)


def test_a_destroyed_key_makes_a_preparation_in_an_older_backup_unreadable(
    filled: Filled, elsewhere: Database, own_ring: KeyRing, clock: FrozenClock, tmp_path: Path
) -> None:
    path = tmp_path / "nat.backup"
    make_backup(filled.database, KEY, path, clock)
    expired(filled, clock)
    before = {key.purpose for key in own_ring.held() if key.month == MONTH}
    key_life.destroy_month(filled.database, own_ring, clock, MONTH)
    assert before == {"forms", "receipts"}
    assert not [key for key in own_ring.held() if key.month == MONTH]

    clock.advance(timedelta(days=-75))  # as if it had not expired: only the key is gone
    later = FrozenClock(clock.now() + timedelta(days=75))
    restore_backup(Target(elsewhere, own_ring, later), KEY, path, replace=False)
    house = House(elsewhere, own_ring, clock)
    with pytest.raises(preparations.WrongCodeError) as refused:
        house.resume(filled.candidate.owner_code)
    assert isinstance(refused.value.__cause__, KeyRingError)


def test_a_running_worker_forgets_a_key_that_another_process_destroyed(
    database: Database, own_ring: KeyRing, clock: FrozenClock
) -> None:
    worker = KeyRing.load(own_ring.path)
    key_id = worker.month_key("forms", clock.today())[0]
    clock.advance(timedelta(days=40))
    key_life.destroy_month(database, own_ring, clock, "2026-11")
    with pytest.raises(KeyRingError):
        worker.key(key_id)


@pytest.mark.parametrize(
    ("month", "said"),
    [("2026-11", "not over"), ("2027-05", "not over"), ("november", "not a month"), ("2020-01", "never was")],
)
def test_only_a_month_that_is_over_is_destroyed(
    database: Database, own_ring: KeyRing, clock: FrozenClock, month: str, said: str
) -> None:
    held = own_ring.held()
    with pytest.raises(KeepingError, match=said):
        key_life.destroy_month(database, own_ring, clock, month)
    assert own_ring.held() == held


def test_a_key_that_anything_living_is_sealed_with_is_not_destroyed(
    filled: Filled, own_ring: KeyRing, clock: FrozenClock
) -> None:
    clock.advance(timedelta(days=75))
    with pytest.raises(KeepingError, match="1 rows are still sealed with it: run `maintain`"):
        key_life.destroy_month(filled.database, own_ring, clock, MONTH)


def test_destroying_again_after_a_crash_ends_what_was_begun(
    database: Database, own_ring: KeyRing, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.advance(timedelta(days=40))
    monkeypatch.setattr(KeyRing, "destroy", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        key_life.destroy_month(database, own_ring, clock, "2026-11")
    monkeypatch.undo()
    with database.reading() as session, pytest.raises(KeyRingError, match="run `keys destroy 2026-11` again"):
        key_records.check_ring(session, own_ring)
    key_life.destroy_month(database, own_ring, clock, "2026-11")
    with database.reading() as session:
        key_records.check_ring(session, own_ring)


def test_a_host_refuses_a_ring_that_lacks_a_key_or_holds_a_destroyed_one(
    database: Database, own_ring: KeyRing, clock: FrozenClock
) -> None:
    with database.writing() as session:
        key_records.admit_ring(session, own_ring, clock)
    clock.advance(timedelta(days=40))
    with database.reading() as session, pytest.raises(KeyRingError, match="lacks the key forms 2027-02"):
        lacking = next(key.id for key in own_ring.held() if key.month == "2027-02")
        key_records.check_ring(session, own_ring.without(lacking))
    old = KeyRing.put_back(own_ring.path.with_name("old.json"), own_ring.held())
    key_life.destroy_month(database, own_ring, clock, "2026-11")
    with database.reading() as session, pytest.raises(KeyRingError, match="still holds the destroyed key"):
        key_records.check_ring(session, old)


def test_a_copy_of_the_ring_is_encrypted_and_comes_back_whole(apart: Settings, own_ring: KeyRing) -> None:
    path = own_ring.path.with_name("copy")
    ring_copy.copy_ring(apart, path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert own_ring.held()[0].id.encode() not in path.read_bytes()
    assert ring_copy.read_copy(path, RING_KEY) == own_ring.held()
    with pytest.raises(KeepingError, match="SAMTALEKLAR_KEYRING_BACKUP_KEY is not the key"):
        ring_copy.read_copy(path, KEY)
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(KeepingError, match="cut short"):
        ring_copy.read_copy(path, RING_KEY)


def test_a_copy_of_a_ring_of_fifty_years_comes_back_whole(apart: Settings, own_ring: KeyRing) -> None:
    months = (f"{year}-{month:02}" for year in range(2030, 2080) for month in range(1, 13))
    keys = [RingKey(f"{number:016x}", "forms", month, b"k" * 32) for number, month in enumerate(months)]
    own_ring.path.unlink()
    ring = KeyRing.put_back(own_ring.path, keys)
    ring_copy.copy_ring(apart, ring.path.with_name("copy"))
    assert ring_copy.read_copy(ring.path.with_name("copy"), RING_KEY) == tuple(keys)


@pytest.mark.parametrize("folder", ["data", "backups", "backups/month"])
def test_a_copy_of_the_ring_never_lies_with_what_it_opens(
    apart: Settings, tmp_path: Path, folder: str
) -> None:
    (tmp_path / folder).mkdir(parents=True)
    with pytest.raises(KeepingError, match="keep the ring in another place"):
        ring_copy.copy_ring(apart, tmp_path / folder / "copy")


@pytest.mark.parametrize("key", [None, SecretStr("kort"), SecretStr(KEY)])
def test_a_copy_of_the_ring_wants_a_key_of_its_own(
    apart: Settings, tmp_path: Path, key: SecretStr | None
) -> None:
    settings = apart.model_copy(update={"keyring_backup_key": key})
    with pytest.raises(KeepingError, match="SAMTALEKLAR_KEYRING_BACKUP_KEY"):
        ring_copy.copy_ring(settings, tmp_path / "copy")


def test_the_ring_is_found_whole_or_what_it_lacks_is_said(
    filled: Filled, own_ring: KeyRing, clock: FrozenClock
) -> None:
    with filled.database.reading() as session:
        assert key_life.findings(session, own_ring, clock) == []
        assert key_life.months_to_destroy(session, own_ring, clock) == []
    expired(filled, clock)
    with filled.database.reading() as session:
        assert key_life.months_to_destroy(session, own_ring, clock) == ["2026-11", "2026-12", "2027-01"]
        clock.advance(timedelta(days=90))
        said = key_life.findings(session, own_ring, clock)
    assert said == [
        "the key ring has no key for forms 2027-08, forms 2027-09, forms 2027-10, "
        "forms 2027-11, forms 2027-12, receipts 2027-08, receipts 2027-09, receipts 2027-10, "
        "receipts 2027-11, receipts 2027-12: run `maintain`"
    ]


def run(monkeypatch: pytest.MonkeyPatch, settings: Settings, database: Database, *arguments: str) -> int:
    from portal.__main__ import main

    values = {
        "DATA": str(settings.data),
        "BACKUPS": str(settings.backups),
        "KEYRING": str(settings.keyring_path),
        "DATABASE_URL": database.engine.url.render_as_string(hide_password=False),
        "KEYRING_BACKUP_KEY": RING_KEY,
        "BACKUP_KEY": KEY,
    }
    for name, value in values.items():
        monkeypatch.setenv(f"SAMTALEKLAR_{name}", value)
    return main(["keys", *arguments])


def test_the_commands_copy_lose_put_back_and_verify(
    filled: Filled, apart: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = apart.keyring_path
    copy = path.with_name("copy")
    assert run(monkeypatch, apart, filled.database, "backup", str(copy)) == 0
    content = json.loads(path.read_text())
    path.unlink()
    assert run(monkeypatch, apart, filled.database, "verify") == 1
    assert "is missing" in capsys.readouterr().err
    assert run(monkeypatch, apart, filled.database, "restore", str(copy)) == 0
    assert json.loads(path.read_text()) == content
    assert run(monkeypatch, apart, filled.database, "verify") == 0
    assert run(monkeypatch, apart, filled.database, "restore", str(copy)) == 2
    path.chmod(0o644)
    assert run(monkeypatch, apart, filled.database, "verify") == 1
    assert "chmod 600" in capsys.readouterr().err


def test_a_destroyed_key_does_not_come_back_with_an_older_copy(
    filled: Filled, apart: Settings, own_ring: KeyRing, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = own_ring.path.with_name("copy")
    ring_copy.copy_ring(apart, copy)
    clock.advance(timedelta(days=40))
    key_life.destroy_month(filled.database, own_ring, clock, "2026-11")
    left = own_ring.held()
    own_ring.path.unlink()
    assert run(monkeypatch, apart, filled.database, "restore", str(copy)) == 0
    assert KeyRing.load(own_ring.path).held() == left
    with filled.database.reading() as session:
        assert [key.name for key in known_keys(session) if key.destroyed] == [
            "forms 2026-11",
            "receipts 2026-11",
        ]


def test_the_command_destroys_and_says_what_to_do_with_the_copies(
    filled: Filled, apart: Settings, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setattr("portal.installation.Clock", lambda: clock)
    run(monkeypatch, apart, filled.database, "backup", str(apart.keyring_path.with_name("copy")))
    clock.advance(timedelta(days=40))
    assert run(monkeypatch, apart, filled.database, "destroy", "2026-11") == 0
    said = capsys.readouterr().err
    assert "copies are known from 2026-11-24" in said
    assert "destroy the older copies" in said
    assert run(monkeypatch, apart, filled.database, "destroy", "2027-05") == 2
    assert keys.__doc__
