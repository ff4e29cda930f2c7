"""A backup is restored only where it fits: the program's version, and the key ring."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text

from portal.keeping import dump
from portal.keeping.backup import KeepingError, make_backup
from portal.keeping.restore import Target, restore_backup
from portal.migrate import check_version, configuration
from portal.shared import key_records
from portal.shared.clock import FrozenClock
from portal.shared.database import Database
from portal.shared.internal_tables import COMMAND
from portal.shared.key_records import known_keys
from portal.shared.keyring import KeyRing
from tests.keeping.conftest import Filled

KEY = "en hemmelig nøgle til sikkerhedskopier, 1"


@pytest.fixture
def file(filled: Filled, tmp_path: Path, clock: FrozenClock) -> Path:
    path = tmp_path / "nat.backup"
    make_backup(filled.database, KEY, path, clock)
    return path


def month_key(ring: KeyRing, month: str) -> str:
    return next(key.id for key in ring.held() if key.month == month)


def test_a_backup_of_an_older_version_is_migrated_before_anybody_sees_it(
    filled: Filled, elsewhere: Database, ring: KeyRing, clock: FrozenClock, tmp_path: Path
) -> None:
    command.downgrade(configuration(filled.database), "0002")
    path = tmp_path / "old.backup"
    manifest = make_backup(filled.database, KEY, path, clock)
    assert manifest.header.schema == "0002"
    restore_backup(Target(elsewhere, ring, clock), KEY, path, replace=False)
    check_version(elsewhere)
    with elsewhere.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM companies")) == 2
        assert len(known_keys(session)) == len(ring.held())


def test_a_backup_of_a_newer_version_is_refused(
    file: Path, filled: Filled, target: Target, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dump, "schema_version", lambda _connection: "9999")
    newer = file.with_name("newer.backup")
    make_backup(filled.database, KEY, newer, clock)
    monkeypatch.undo()
    with pytest.raises(KeepingError, match="newer program"):
        restore_backup(target, KEY, newer, replace=False)


def test_a_database_without_tables_is_told_to_migrate(
    file: Path, ring: KeyRing, clock: FrozenClock, new_database: Callable[..., Database]
) -> None:
    bare = new_database(migrated=False).acting(COMMAND)
    with pytest.raises(KeepingError, match="run `migrate` first"):
        restore_backup(Target(bare, ring, clock), KEY, file, replace=False)


def test_a_ring_that_lacks_a_living_key_is_refused(
    file: Path, elsewhere: Database, ring: KeyRing, clock: FrozenClock
) -> None:
    lacking = ring.without(month_key(ring, "2027-02"))
    with pytest.raises(KeepingError, match="lacks the key forms 2027-02"):
        restore_backup(Target(elsewhere, lacking, clock), KEY, file, replace=False)


def test_another_installations_ring_is_refused(
    file: Path, elsewhere: Database, clock: FrozenClock, tmp_path: Path
) -> None:
    other = KeyRing.create(tmp_path / "other.json", clock)
    with pytest.raises(KeepingError, match="lacks the key"):
        restore_backup(Target(elsewhere, other, clock), KEY, file, replace=False)


def test_a_key_of_a_month_that_is_over_may_be_gone_and_stays_gone(
    file: Path, elsewhere: Database, ring: KeyRing, clock: FrozenClock
) -> None:
    gone = month_key(ring, "2026-11")
    clock.advance(timedelta(days=30))
    restore_backup(Target(elsewhere, ring.without(gone), clock), KEY, file, replace=False)
    with elsewhere.reading() as session:
        assert [key.id for key in known_keys(session) if key.destroyed] == [gone]


def test_a_ring_that_still_holds_a_destroyed_key_is_refused(
    file: Path, filled: Filled, ring: KeyRing, clock: FrozenClock
) -> None:
    with filled.database.writing() as session:
        key_records.record_destroyed(session, clock, [month_key(ring, "2026-11")])
    with pytest.raises(KeepingError, match="still holds the destroyed key forms 2026-11"):
        restore_backup(Target(filled.database, ring, clock), KEY, file, replace=True)


def test_what_was_destroyed_after_the_backup_stays_destroyed(
    file: Path, filled: Filled, ring: KeyRing, clock: FrozenClock
) -> None:
    gone = month_key(ring, "2026-11")
    with filled.database.writing() as session:
        key_records.record_destroyed(session, clock, [gone])
    restore_backup(Target(filled.database, ring.without(gone), clock), KEY, file, replace=True)
    with filled.database.reading() as session:
        assert [key.id for key in known_keys(session) if key.destroyed] == [gone]
