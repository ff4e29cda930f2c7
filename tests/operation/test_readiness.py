"""/readyz names what fails, quickly, and tells no secret, path or person."""

import json
import os
import shutil
import socket
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import text
from starlette.testclient import TestClient

from portal.app import create_app
from portal.operation import checks
from portal.operation.checks import Looks
from portal.operation.readiness import Check, NotReadyError, Readiness
from portal.settings import Settings
from portal.shared import outbox
from portal.shared.clock import FrozenClock
from portal.shared.database import Database
from portal.shared.keyring import KeyRing
from portal.shared.leases import WORK, Lease
from portal.shared.outbox import MailKind

Ready = Callable[[], tuple[int, dict[str, Any]]]


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    """A ring and a site of this test's own, to be damaged."""
    ring, site = tmp_path / "ring" / "keyring.json", tmp_path / "site"
    ring.parent.mkdir()
    shutil.copy(settings.keyring_path, ring)
    ring.chmod(0o600)
    shutil.copytree(settings.site, site)
    return settings.model_copy(update={"keyring": ring, "site": site})


@pytest.fixture
def ready(app: FastAPI, database: Database, clock: FrozenClock) -> Ready:
    """Asks /readyz while somebody does the regular work; says which checks fail and why."""
    http = TestClient(app, base_url="http://127.0.0.1:8000", client=("127.0.0.1", 40000))

    # What is asked here is what fails, not how fast this machine is.
    app.state.readiness.deadline = 60.0
    somebody = Lease(database, clock, WORK)

    def ask() -> tuple[int, dict[str, Any]]:
        somebody.take()
        answer = http.get("/readyz")
        body = answer.json()
        assert set(body) == {"status", "checks"}
        assert all(set(check) == {"name", "ok", "said"} for check in body["checks"])
        return answer.status_code, {c["name"]: c["said"] for c in body["checks"] if not c["ok"]}

    return ask


def test_a_portal_that_can_do_its_work_is_ready(ready: Ready) -> None:
    assert ready() == (200, {})


def test_every_check_is_named(app: FastAPI) -> None:
    assert [check.name for check in app.state.readiness.checks] == [
        "database-read", "database-write", "schema", "key-ring", "site", "search-pages",
        "search-openings", "outbox", "disk", "maintenance", "backup",
    ]  # fmt: skip


def test_trying_a_write_changes_nothing(ready: Ready, database: Database) -> None:
    assert ready() == ready() == (200, {})
    with database.reading() as session:
        assert session.execute(text("SELECT count(*) FROM rate_counts")).scalar() == 0


def test_a_database_that_is_away_is_named(settings: Settings, ring: KeyRing, clock: FrozenClock) -> None:
    away = Database.open("sqlite:////findes/ikke/her.db")
    http = TestClient(
        create_app(settings, database=away, ring=ring, clock=clock),
        base_url="http://127.0.0.1:8000",
        client=("127.0.0.1", 1),
    )
    answer = http.get("/readyz")
    failing = {c["name"] for c in answer.json()["checks"] if not c["ok"]}
    assert answer.status_code == 503
    assert {"database-read", "database-write", "schema", "search-openings", "outbox"} <= failing
    assert "findes" not in answer.text


def test_a_database_that_takes_no_write_is_named(ready: Ready, app: FastAPI, database: Database) -> None:
    # What can only read stands where the writer was.
    app.state.looks.database = Database(database.read_engine, database.read_engine)
    status, failing = ready()
    assert status == 503
    assert failing.keys() == {"database-write"}


def set_version(database: Database, version: str) -> str:
    """Writes a schema version and returns the one before."""
    with database.writing() as session:
        before = session.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
        session.execute(text("UPDATE alembic_version SET version_num = :new"), {"new": version})
    return str(before)


def test_another_schema_version_is_named(ready: Ready, database: Database) -> None:
    # Put back afterwards: a PostgreSQL database is used again by the next test.
    before = set_version(database, "0000")
    try:
        status, failing = ready()
    finally:
        set_version(database, before)
    assert (status, failing.keys()) == (503, {"schema"})
    assert "version 0000" in failing["schema"]


@pytest.mark.parametrize("damage", ["gone", "unreadable", "open to others"])
def test_a_key_ring_that_cannot_be_used_is_named(ready: Ready, settings: Settings, damage: str) -> None:
    path = settings.keyring_path
    if damage == "gone":
        path.unlink()
    elif damage == "unreadable":
        path.write_text("HEMMELIGT {")
    else:
        path.chmod(0o644)
    status, failing = ready()
    assert (status, failing.keys()) == (503, {"key-ring"})
    assert "HEMMELIGT" not in failing["key-ring"]


def test_months_without_a_key_are_named(ready: Ready, clock: FrozenClock, app: FastAPI) -> None:
    assert ready() == (200, {})
    clock.advance(timedelta(days=100))
    _status, failing = ready()
    assert "forms 2027-" in failing["key-ring"]


def test_a_site_that_is_gone_is_named_and_a_newer_one_is_only_told(ready: Ready, settings: Settings) -> None:
    build = settings.site / "build.json"
    build.write_text(json.dumps({"build_id": "nyere"}))
    assert ready() == (200, {})
    build.unlink()
    assert ready()[1].keys() == {"site"}


def test_an_index_that_falls_behind_is_named(
    ready: Ready, app: FastAPI, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.writing() as session:
        session.execute(text("INSERT INTO opening_changes (public_id) VALUES ('x')"))
    assert ready() == (200, {}), "it may catch up first"
    monkeypatch.setattr(checks, "BEHIND_SECONDS", -1.0)
    assert ready()[1].keys() == {"search-openings"}


def test_mail_that_does_not_leave_is_named(
    ready: Ready, database: Database, ring: KeyRing, clock: FrozenClock
) -> None:
    with database.writing() as session:
        outbox.enqueue(
            session,
            ring,
            clock,
            to="k@eksempel.example",
            kind=MailKind.ENQUIRY_NEWS,
            language="da",
            link="/l/x",
        )
    assert ready() == (200, {})
    clock.advance(timedelta(minutes=31))
    status, failing = ready()
    assert (status, failing.keys()) == (503, {"outbox"})
    assert failing["outbox"].startswith("a mail has waited 31 minutes")


def test_a_full_disk_is_named(ready: Ready, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "DISK_FLOOR_BYTES", 2**62)
    assert ready()[1].keys() == {"disk"}


def test_regular_work_that_nobody_does_is_named(app: FastAPI) -> None:
    app.state.readiness.deadline = 60.0
    http = TestClient(app, base_url="http://127.0.0.1:8000", client=("127.0.0.1", 1))
    failing = [c["name"] for c in http.get("/readyz").json()["checks"] if not c["ok"]]
    assert failing == ["maintenance"]


def test_a_lease_that_nobody_renewed_is_named(app: FastAPI, database: Database, clock: FrozenClock) -> None:
    Lease(database, clock, WORK).take()
    assert app.state.looks.maintenance() == "a process does the regular work"
    clock.advance(timedelta(minutes=2))
    with pytest.raises(NotReadyError, match="no process"):
        app.state.looks.maintenance()


def test_a_backup_that_did_not_come_is_named(ready: Ready, app: FastAPI, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    app.state.looks.settings = app.state.looks.settings.model_copy(update={"backups": folder})
    assert ready()[1].keys() == {"backup"}
    backup = folder / "samtaleklar-2026-11-24.backup"
    backup.touch()
    assert ready() == (200, {})
    yesterday = backup.stat().st_mtime - 27 * 3600
    os.utime(backup, (yesterday, yesterday))
    assert ready()[1] == {"backup": "the newest backup is 27 hours old"}


def test_a_check_that_hangs_is_reported_and_not_started_again() -> None:
    release, started = threading.Event(), []

    def hang() -> str:
        started.append(1)
        release.wait(20)
        return "done"

    readiness = Readiness([Check("slow", hang), Check("quick", lambda: "fine")], deadline=0.05)
    for _ in range(3):
        slow, quick = readiness.look()
        assert (slow.ok, slow.said) == (False, "gave no answer within 0.05 s")
        assert quick.ok
    assert len(started) == 1
    release.set()


@pytest.mark.parametrize("error", [RuntimeError("/sti/til/hemmelighed"), socket.gaierror("navn")])
def test_an_error_nobody_foresaw_is_named_by_its_type_alone(error: Exception) -> None:
    def fail() -> str:
        raise error

    (finding,) = Readiness([Check("x", fail)]).look()
    assert (finding.ok, finding.said) == (False, f"failed with {type(error).__name__}")


def test_no_check_tells_a_path(ready: Ready, app: FastAPI, settings: Settings) -> None:
    shutil.rmtree(settings.site)
    settings.keyring_path.unlink()
    answer = TestClient(app, base_url="http://127.0.0.1:8000", client=("127.0.0.1", 1)).get("/readyz")
    assert answer.status_code == 503
    assert str(settings.data) not in answer.text
    assert "/" not in "".join(c["said"] for c in answer.json()["checks"])


def test_a_failing_check_says_its_own_words() -> None:
    def fail() -> str:
        raise NotReadyError("run migrate")

    (finding,) = Readiness([Check("x", fail)]).look()
    assert finding.said == "run migrate"


def test_looks_are_all_there(app: FastAPI) -> None:
    public = {name for name in vars(Looks) if not name.startswith("_") and callable(getattr(Looks, name))}
    assert {check.look.__name__ for check in app.state.readiness.checks} == public - {"all", "at_start"}
