"""Leaving is possible: everything in open formats, or in another database, the same to the last row."""

import csv
import errno
import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text

from portal.__main__ import main
from portal.all_models import metadata
from portal.keeping import export as leaving
from portal.keeping import transfer as transferring
from portal.keeping.backup import KeepingError
from portal.keeping.dump import snapshot
from portal.keeping.export import export
from portal.keeping.restore import Target
from portal.keeping.tables import LEFT_OUT, TABLES
from portal.keeping.transfer import transfer
from portal.shared.audit import AuditEvent, AuditRow
from portal.shared.clock import FrozenClock
from portal.shared.database import Database, new_id
from portal.shared.internal_tables import COMMAND
from portal.shared.keyring import KeyRing
from tests.keeping.conftest import Filled
from tests.preparation.builders import HIDDEN, SHOWN, House

CANARY = "kanarie"


def rows(database: Database, table: str) -> list[dict[str, object]]:
    with snapshot(database) as connection:
        found = connection.execute(select(metadata.tables[table])).mappings()
        return sorted((dict(row) for row in found), key=repr)


def exported(folder: Path, table: str) -> list[dict[str, object]]:
    lines = (folder / f"{table}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_every_table_is_there_twice_with_all_its_rows(
    filled: Filled, clock: FrozenClock, tmp_path: Path
) -> None:
    folder = tmp_path / "export"
    export(filled.database, folder, clock)
    described = json.loads((folder / "schema.json").read_text())
    assert described.keys() == TABLES.keys() - LEFT_OUT
    for name, said in described.items():
        lines = exported(folder, name)
        with (folder / f"{name}.csv").open(newline="") as file:
            sheet = list(csv.DictReader(file))
        assert len(lines) == len(sheet) == said["rows"] == len(rows(filled.database, name)), name
        for file_name, digest in said["sha256"].items():
            assert hashlib.sha256((folder / file_name).read_bytes()).hexdigest() == digest


def test_texts_and_lists_read_as_they_are(filled: Filled, clock: FrozenClock, tmp_path: Path) -> None:
    export(filled.database, tmp_path / "export", clock)
    company = exported(tmp_path / "export", "companies")[0]
    assert company["aliases"] == ["Kvistgren", "KGL"]
    assert company["created_at"] == "2026-11-24T09:00:00"
    text_of_all = (tmp_path / "export" / "openings.csv").read_text("utf-8")
    assert "udsendelser og skriver" in text_of_all


def test_what_candidates_wrote_stays_sealed_and_the_files_say_so(
    filled: Filled, clock: FrozenClock, tmp_path: Path
) -> None:
    folder = tmp_path / "export"
    export(filled.database, folder, clock)
    everything = "".join(path.read_text("utf-8") for path in folder.iterdir())
    for canary in (HIDDEN, SHOWN, "asta@proeve.example", filled.candidate.owner_code):
        assert canary not in everything
    described = json.loads((folder / "schema.json").read_text())
    sealed = [column["name"] for column in described["enquiries"]["columns"] if column["sealed"]]
    assert sealed == ["sealed", "sealed_answer", "sealed_reason"]
    assert "Sealed:" in (folder / "README.txt").read_text("utf-8")
    assert folder.stat().st_mode & 0o077 == 0


def test_a_spreadsheet_runs_nothing_of_what_was_written(
    filled: Filled, clock: FrozenClock, tmp_path: Path
) -> None:
    with filled.database.writing() as session:
        session.execute(insert(metadata.tables["teams"]), {"id": new_id(), "name": "=1+1"})
    export(filled.database, tmp_path / "export", clock)
    with (tmp_path / "export" / "teams.csv").open(newline="") as file:
        assert "'=1+1" in [row["name"] for row in csv.DictReader(file)]
    assert "=1+1" in [row["name"] for row in exported(tmp_path / "export", "teams")]


def test_a_folder_that_holds_something_is_refused(filled: Filled, clock: FrozenClock, tmp_path: Path) -> None:
    (tmp_path / "mit.txt").touch()
    with pytest.raises(KeepingError, match="not empty"):
        export(filled.database, tmp_path, clock)


def test_a_disk_that_fills_up_is_said(
    filled: Filled, clock: FrozenClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_table: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(leaving, "_write_table", no_room)
    with pytest.raises(KeepingError, match="No space left on device"):
        export(filled.database, tmp_path / "ud", clock)


def test_an_export_is_in_the_audit_log(
    filled: Filled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ring: KeyRing
) -> None:
    monkeypatch.setenv("SAMTALEKLAR_DATA", str(tmp_path))
    monkeypatch.setenv("SAMTALEKLAR_KEYRING", str(ring.path))
    assert main(["export", str(tmp_path / "export")]) == 0
    assert main(["export", str(tmp_path / "export")]) == 2
    with filled.database.reading() as session:
        events = session.scalars(select(AuditRow.event)).all()
    assert events.count(AuditEvent.EXPORT.value) == 1


def test_everything_is_the_same_in_the_other_database(
    filled: Filled, new_database: Callable[..., Database], ring: KeyRing, clock: FrozenClock
) -> None:
    bare = new_database(migrated=False).acting(COMMAND)
    manifest = transfer(filled.database, Target(bare, ring, clock))
    assert transferring.differences(manifest, bare, clock) == []
    assert rows(bare, "companies") == rows(filled.database, "companies")
    assert House(bare, ring, clock).resume(filled.candidate.owner_code)


def test_any_database_moves_to_a_file(
    filled: Filled, ring: KeyRing, clock: FrozenClock, tmp_path: Path
) -> None:
    file = Database.open(f"sqlite:///{tmp_path / 'moved.db'}").acting(COMMAND)
    transfer(filled.database, Target(file, ring, clock))
    assert rows(file, "enquiries") == rows(filled.database, "enquiries")
    file.close()


def test_a_database_in_use_is_no_target(filled: Filled, ring: KeyRing, clock: FrozenClock) -> None:
    with pytest.raises(KeepingError, match="not empty: make a new database"):
        transfer(filled.database, Target(filled.database, ring, clock))


def test_an_address_that_no_database_of_ours_has_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["transfer", f"postgresql://u:{CANARY}@h/d"]) == 2
    said = capsys.readouterr().err
    assert "TARGET_URL must begin with postgresql+psycopg://" in said
    assert "kanarie" not in said


def test_a_row_that_differs_afterwards_is_named(filled: Filled, target: Target, clock: FrozenClock) -> None:
    manifest = transfer(filled.database, target)
    with target.database.writing() as session:
        session.execute(text("UPDATE companies SET note = 'x'"))
    assert transferring.differences(manifest, target.database, clock) == ["companies"]


def test_what_an_upgrade_needs_is_said_without_doing_it(
    new_database: Callable[..., Database],
    database_url: str,
    tmp_path: Path,
    ring: KeyRing,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    bare = new_database(migrated=False)
    monkeypatch.setenv("SAMTALEKLAR_DATA", str(tmp_path))
    monkeypatch.setenv("SAMTALEKLAR_KEYRING", str(ring.path))
    url = bare.engine.url.render_as_string(hide_password=False)
    monkeypatch.setenv("SAMTALEKLAR_DATABASE_URL", url)
    assert main(["upgrade", "--check"]) == 1
    assert "missing: 0001, 0002, 0003" in capsys.readouterr().err
    assert main(["migrate"]) == 0
    assert main(["upgrade", "--check"]) == 0
