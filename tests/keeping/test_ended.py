"""What people ended after the backup stays ended, and what a backup must not hold is not taken from one."""

import io
from pathlib import Path

import pytest
from sqlalchemy import func, select

from portal.accounts.models import User
from portal.accounts.user_service import disable_user
from portal.keeping import dump
from portal.keeping.backup import KeepingError, make_backup, read_backup
from portal.keeping.dump import LONGEST_LINE, DumpError, Taker, read_dump
from portal.keeping.restore import Restored, Target, restore_backup
from portal.preparation.models import Preparation, SharedCopy
from portal.shared.clock import FrozenClock
from portal.shared.database import Database
from portal.shared.internal_tables import COMMAND
from portal.shared.keyring import KeyRing
from tests.keeping.conftest import Filled

KEY = "en hemmelig nøgle til sikkerhedskopier, 1"


@pytest.fixture
def file(filled: Filled, tmp_path: Path, clock: FrozenClock) -> Path:
    path = tmp_path / "nat.backup"
    make_backup(filled.database, KEY, path, clock)
    return path


def put_back(database: Database, ring: KeyRing, clock: FrozenClock, file: Path) -> Restored:
    return restore_backup(Target(database.acting(COMMAND), ring, clock), KEY, file, replace=True)


def count(database: Database, table: type) -> int:
    with database.acting(COMMAND).reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def somebody(database: Database) -> User:
    with database.reading() as session:
        return session.scalars(select(User).order_by(User.email).limit(1)).one()


def test_an_account_that_was_closed_since_stays_closed(
    filled: Filled, file: Path, ring: KeyRing, clock: FrozenClock
) -> None:
    user = somebody(filled.database)
    with filled.database.writing() as session:
        disable_user(session, clock, user.email)
    put_back(filled.database, ring, clock, file)
    assert somebody(filled.database).disabled_at == clock.now()


def test_a_password_that_was_changed_since_lets_nobody_in_with_the_old_one(
    filled: Filled, file: Path, ring: KeyRing, clock: FrozenClock
) -> None:
    user = somebody(filled.database)
    with filled.database.writing() as session:
        session.get_one(User, user.id).password_hash = "another"
    put_back(filled.database, ring, clock, file)
    assert somebody(filled.database).password_hash is None


def test_a_conversation_code_that_was_withdrawn_since_opens_nothing(
    filled: Filled, file: Path, ring: KeyRing, clock: FrozenClock
) -> None:
    filled.candidate.withdraw()
    restored = put_back(filled.database, ring, clock, file)
    assert count(filled.database, SharedCopy) == 0 and restored.preparations_back == 0


def test_preparations_that_were_deleted_since_are_counted_and_not_shared(
    filled: Filled, file: Path, ring: KeyRing, clock: FrozenClock
) -> None:
    filled.candidate.delete()
    restored = put_back(filled.database, ring, clock, file)
    assert restored.preparations_back == 1
    assert (count(filled.database, Preparation), count(filled.database, SharedCopy)) == (1, 0)


def test_nothing_is_lost_where_nothing_was_ended(
    filled: Filled, file: Path, ring: KeyRing, clock: FrozenClock, elsewhere: Database
) -> None:
    user = somebody(filled.database)
    for database in (filled.database, elsewhere):
        put_back(database, ring, clock, file)
        assert count(database, SharedCopy) == 1
        assert somebody(database).password_hash == user.password_hash


def test_a_session_in_a_backup_is_refused(
    filled: Filled, file: Path, ring: KeyRing, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dump, "LEFT_OUT", frozenset({"form_sessions"}))
    forged = file.with_name("forged.backup")
    make_backup(filled.database, KEY, forged, clock)
    monkeypatch.undo()
    assert "staff_sessions" in read_backup(forged, KEY).tables
    with pytest.raises(KeepingError):
        put_back(filled.database, ring, clock, forged)
    assert count(filled.database, Preparation) == 1


def test_a_line_without_an_end_is_not_read_into_memory() -> None:
    class Endless(io.RawIOBase):
        given = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
            Endless.given += len(buffer)
            buffer[:] = b"[" * len(buffer)
            return len(buffer)

    with pytest.raises(DumpError, match="too long"):
        read_dump(io.BufferedReader(Endless()), Taker())
    assert Endless.given < LONGEST_LINE * 2
