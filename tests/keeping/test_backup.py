"""A backup holds all that was saved, nobody else can read it, and a restore is all or nothing."""

import errno
import os
import stat
import threading
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text

from portal.all_models import metadata
from portal.keeping import backup, restore
from portal.keeping.backup import KeepingError, make_backup
from portal.keeping.dump import snapshot, tables_of
from portal.keeping.restore import Target, restore_backup
from portal.keeping.tables import LEFT_OUT, RING_SEALED
from portal.shared import audit
from portal.shared.audit import AuditEvent
from portal.shared.audit_chain import verify
from portal.shared.clock import FrozenClock
from portal.shared.database import Database, new_id
from portal.shared.keyring import KeyRing
from portal.site_search.indexing import follow
from search import OpeningSearch
from tests.keeping.conftest import Filled
from tests.preparation.builders import House

NOT_FILLED = {
    "gone_openings", "count_tables", "opening_notes", "published_generalisations",
}  # fmt: skip
NOT_SEALED_HERE = {
    ("enquiries", "sealed_answer"), ("enquiries", "sealed_reason"), ("opening_notes", "sealed"),
}  # fmt: skip
KEY = "en hemmelig nøgle til sikkerhedskopier, 1"
GROWS = {"audit_rows", "audit_heads"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "nat.backup"


def contents(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table that a backup holds."""
    with snapshot(database) as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in tables_of(connection)
            if table.name not in LEFT_OUT
        }


def test_everything_that_was_saved_is_there_after_a_restore(
    filled: Filled, target: Target, file: Path, clock: FrozenClock
) -> None:
    before = contents(filled.database)
    assert all(rows for name, rows in before.items() if name not in NOT_FILLED), before.keys()
    written = make_backup(filled.database, KEY, file, clock)
    restore_backup(target, KEY, file, replace=False)
    after = contents(target.database)
    assert {name: rows for name, rows in after.items() if name not in GROWS} == {
        name: rows for name, rows in before.items() if name not in GROWS
    }
    assert written.rows == sum(map(len, before.values()))


def test_the_owner_opens_a_preparation_in_the_restored_database(
    filled: Filled, target: Target, file: Path, ring: KeyRing, clock: FrozenClock
) -> None:
    make_backup(filled.database, KEY, file, clock)
    restore_backup(target, KEY, file, replace=False)
    house = House(target.database, ring, clock)
    opened = house.resume(filled.candidate.owner_code)
    assert opened.token


def test_a_restore_is_in_the_audit_log_whose_chain_holds(
    filled: Filled, target: Target, file: Path, clock: FrozenClock
) -> None:
    make_backup(filled.database, KEY, file, clock)
    restore_backup(target, KEY, file, replace=False)
    with target.database.reading() as session:
        assert verify(session) == []
        row = session.scalars(
            select(audit.AuditRow).where(audit.AuditRow.event == AuditEvent.RESTORE.value)
        ).one()
    assert row.details["made_at"] == "2026-11-24T09:00:00+00:00"


def test_nobody_is_signed_in_after_a_restore(
    filled: Filled, file: Path, ring: KeyRing, clock: FrozenClock
) -> None:
    make_backup(filled.database, KEY, file, clock)
    restore_backup(Target(filled.database, ring, clock), KEY, file, replace=True)
    with filled.database.reading() as session:
        for name in LEFT_OUT - {"opening_changes", "leases"}:
            assert session.execute(select(metadata.tables[name])).all() == [], name


def test_a_backup_is_for_our_eyes_only_and_shows_nothing(
    filled: Filled, file: Path, clock: FrozenClock
) -> None:
    make_backup(filled.database, KEY, file, clock)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    content = file.read_bytes()
    assert b"Kvistgren" not in content
    assert b"public_openings" not in content
    assert list(file.parent.glob(".*.part")) == []


def test_a_backup_never_overwrites(filled: Filled, file: Path, clock: FrozenClock) -> None:
    file.write_text("andet")
    with pytest.raises(KeepingError, match="never overwritten"):
        make_backup(filled.database, KEY, file, clock)
    assert file.read_text() == "andet"


def test_a_backup_that_does_not_read_back_gets_no_name(
    filled: Filled, file: Path, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal = backup.SealingWriter._seal

    def lose_one(self: backup.SealingWriter, content: bytes, *, last: bool) -> None:
        seal(self, content[:-1] if last else content, last=last)

    monkeypatch.setattr(backup.SealingWriter, "_seal", lose_one)
    with pytest.raises(KeepingError):
        make_backup(filled.database, KEY, file, clock)
    assert list(file.parent.glob("*.backup")) == list(file.parent.glob(".*.part")) == []


def test_a_disk_that_fills_up_is_said_and_leaves_no_file(
    filled: Filled, file: Path, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(_writer: backup.SealingWriter, _content: bytes, *, last: bool) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(backup.SealingWriter, "_seal", no_room)
    with pytest.raises(KeepingError, match="No space left on device"):
        make_backup(filled.database, KEY, file, clock)
    assert [path.name for path in file.parent.iterdir() if "backup" in path.name] == []


def test_a_damaged_backup_changes_nothing(
    filled: Filled, file: Path, ring: KeyRing, clock: FrozenClock
) -> None:
    make_backup(filled.database, KEY, file, clock)
    before = contents(filled.database)
    content = file.read_bytes()
    for damaged in (content[:-1], content[: len(content) // 2], content[:100] + b"x" + content[101:]):
        file.write_bytes(damaged)
        with pytest.raises(KeepingError, match="cut short or damaged"):
            restore_backup(Target(filled.database, ring, clock), KEY, file, replace=True)
    file.write_bytes(content)
    with pytest.raises(KeepingError, match="SAMTALEKLAR_BACKUP_KEY is not the key"):
        restore_backup(Target(filled.database, ring, clock), KEY + "2", file, replace=True)
    assert contents(filled.database) == before


def test_a_database_that_is_not_empty_is_replaced_only_when_that_is_said(
    filled: Filled, file: Path, ring: KeyRing, clock: FrozenClock
) -> None:
    make_backup(filled.database, KEY, file, clock)
    with pytest.raises(KeepingError, match="--replace"):
        restore_backup(Target(filled.database, ring, clock), KEY, file, replace=False)


def test_a_restore_that_breaks_off_leaves_all_as_it_was(
    filled: Filled, file: Path, ring: KeyRing, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_backup(filled.database, KEY, file, clock)
    before = contents(filled.database)

    def break_off(*_arguments: object, **_named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(restore.audit, "record", break_off)
    with pytest.raises(KeyboardInterrupt):
        restore_backup(Target(filled.database, ring, clock), KEY, file, replace=True)
    assert contents(filled.database) == before


def test_a_reader_sees_the_old_or_the_new_and_never_half(
    filled: Filled, file: Path, ring: KeyRing, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_backup(filled.database, KEY, file, clock)
    with filled.database.writing() as session:
        session.execute(text("DELETE FROM capabilities"))
    before, during = contents(filled.database), {}
    record = restore.audit.record

    def look_first(*arguments: object, **named: object) -> None:
        during.update(contents(filled.database))
        record(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(restore.audit, "record", look_first)
    restore_backup(Target(filled.database, ring, clock), KEY, file, replace=True)
    assert during == before
    assert contents(filled.database)["capabilities"] != before["capabilities"]


def test_a_row_that_was_saved_before_the_backup_is_in_it_while_others_write(
    filled: Filled, target: Target, file: Path, clock: FrozenClock
) -> None:
    saved: list[str] = []
    stopped = threading.Event()

    def write() -> None:
        while not stopped.is_set():
            row = {"id": new_id(), "name": new_id()}
            with filled.database.writing() as session:
                session.execute(insert(metadata.tables["teams"]), row)
            saved.append(row["id"])

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    while len(saved) < 40:
        stopped.wait(0.01)
    acknowledged = set(saved)
    make_backup(filled.database, KEY, file, clock)
    stopped.set()
    for writer in writers:
        writer.join()
    restore_backup(target, KEY, file, replace=False)
    teams = {row[0] for row in contents(target.database)["teams"]}
    assert acknowledged <= teams


def test_the_search_index_follows_a_restore(
    filled: Filled, file: Path, ring: KeyRing, clock: FrozenClock, tmp_path: Path
) -> None:
    index = OpeningSearch(tmp_path / "index")
    make_backup(filled.database, KEY, file, clock)
    with filled.database.writing() as session:
        session.execute(text("DELETE FROM public_openings"))
        session.execute(text("INSERT INTO opening_changes (public_id) VALUES ('x')"))
    follow(filled.database, index, clock=clock)
    assert index.find("nyhedsbrev", "da", limit=10, offset=0).total == 0
    restore_backup(Target(filled.database, ring, clock), KEY, file, replace=True)
    follow(filled.database, index, clock=clock)
    assert index.find("nyhedsbrev", "da", limit=10, offset=0).total == 1


def test_an_opening_published_after_a_restore_reaches_the_index(
    filled: Filled, file: Path, ring: KeyRing, clock: FrozenClock
) -> None:
    make_backup(filled.database, KEY, file, clock)
    restore_backup(Target(filled.database, ring, clock), KEY, file, replace=True)
    with filled.database.writing() as session:
        last = session.scalar(text("SELECT max(seq) FROM opening_changes"))
        session.execute(text("INSERT INTO opening_changes (public_id) VALUES ('x')"))
        assert session.scalar(text("SELECT max(seq) FROM opening_changes")) == last + 1


def test_what_is_sealed_with_the_ring_is_declared(filled: Filled, ring: KeyRing) -> None:
    ids = {key.id.encode() for key in ring.held()}
    found = set()
    with snapshot(filled.database) as connection:
        for table in tables_of(connection):
            for row in connection.execute(select(table)).mappings():
                found |= {
                    (table.name, name)
                    for name, value in row.items()
                    if isinstance(value, bytes) and value[:16] in ids
                }
    declared = {(name, column) for name, columns in RING_SEALED.items() for column in columns}
    assert found | NOT_SEALED_HERE == declared


def test_a_backup_says_which_keys_it_needs(
    filled: Filled, file: Path, ring: KeyRing, clock: FrozenClock
) -> None:
    manifest = make_backup(filled.database, KEY, file, clock)
    assert manifest.key_ids <= {key.id for key in ring.held()}
    assert len(manifest.key_ids) >= 3


def test_a_dump_of_the_same_rows_has_the_same_sums_wherever_it_lies(
    filled: Filled, target: Target, file: Path, clock: FrozenClock
) -> None:
    first = make_backup(filled.database, KEY, file, clock)
    restore_backup(target, KEY, file, replace=False)
    second = make_backup(target.database, KEY, file.with_name("2.backup"), clock)
    same = first.tables.keys() - GROWS
    assert {name: first.tables[name] for name in same} == {name: second.tables[name] for name in same}
