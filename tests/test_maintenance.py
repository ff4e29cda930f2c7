"""The regular work: every job runs, one that fails is named, one process does it."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
import uvicorn

from portal import maintenance
from portal.commands import serve as serving
from portal.installation import Installation
from portal.settings import Settings
from portal.shared import audit
from portal.shared.audit import AuditEvent
from portal.shared.clock import FrozenClock
from portal.shared.database import Database
from portal.shared.internal_tables import NOBODY
from portal.shared.keyring import KeyRing
from portal.shared.leases import WORK, Tenure, held_until
from portal.shared.organisation import read_organisation


@pytest.fixture
def installation(settings: Settings, database: Database, ring: KeyRing, clock: FrozenClock) -> Installation:
    return Installation(settings, database.acting(NOBODY), ring, clock, read_organisation())


def test_every_job_runs_on_an_empty_installation(installation: Installation) -> None:
    assert maintenance.run_once(installation) == []


def test_a_job_that_fails_is_named_and_the_others_go_on(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def fail(_installation: Installation) -> None:
        raise RuntimeError("KANARIE")

    jobs = {
        "first": maintenance.Job(fail, 1.0),
        "second": maintenance.Job(lambda _i: done.append("second"), 1.0),
    }
    monkeypatch.setattr(maintenance, "JOBS", jobs)
    assert maintenance.run_once(installation, jobs) == ["first"]
    assert done == ["second"]


def test_what_the_work_of_one_run_writes_is_sent_in_the_same_run(
    installation: Installation, clock: FrozenClock
) -> None:
    with installation.database.writing() as session:
        audit.record(session, clock, AuditEvent.KEYS_COPY, actor=None, subject="keyring")
    clock.advance(timedelta(days=1))
    settings = installation.settings.model_copy(update={"administrator": "aksel@eksempelby.example"})
    assert maintenance.run_once(replace(installation, settings=settings)) == []
    assert len(list((settings.data / "mail").iterdir())) == 1


def test_only_one_process_holds_the_lease(tmp_path: Path) -> None:
    path = tmp_path / "maintenance.lock"
    with maintenance.lease(path) as mine, maintenance.lease(path) as also_mine:
        assert mine
        assert not also_mine
    with maintenance.lease(path) as mine_again:
        assert mine_again


def test_deleted_rows_are_not_left_in_the_write_ahead_log(installation: Installation) -> None:
    maintenance.delete_what_is_due(installation)
    log = Path(f"{installation.database.engine.url.database}-wal")
    assert not log.exists() or log.stat().st_size == 0


def test_of_two_hosts_one_does_the_work_and_the_other_takes_over(
    installation: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hosts = []
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        settings = installation.settings.model_copy(update={"data": tmp_path / name})
        hosts.append(replace(installation, settings=settings))
    work: list[str] = []
    own: list[str] = []
    jobs = {
        "work": maintenance.Job(lambda i: work.append(i.settings.data.name), 0.0),
        "own": maintenance.Job(lambda i: own.append(i.settings.data.name), 0.0, everywhere=True),
    }
    monkeypatch.setattr(maintenance, "JOBS", jobs)
    monkeypatch.setattr(maintenance, "PAUSE_SECONDS", 0.02)
    monkeypatch.setattr(maintenance, "Tenure", partial(Tenure, renew_seconds=0.05))
    stop_first = maintenance.start_in_background(hosts[0])
    assert comes(lambda: bool(work))
    stop_second = maintenance.start_in_background(hosts[1])
    assert comes(lambda: "second" in own)
    assert set(work) == {"first"}
    stop_first()
    before = len(work)
    assert comes(lambda: "second" in work)
    stop_second()
    assert set(work[before:]) == {"second"}


def test_a_data_folder_that_takes_no_file_for_a_moment_ends_no_work(
    installation: Installation, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    done = threading.Event()
    monkeypatch.setattr(maintenance, "JOBS", {"work": maintenance.Job(lambda _i: done.set(), 0.0)})
    monkeypatch.setattr(maintenance, "PAUSE_SECONDS", 0.02)
    file = installation.settings.data / maintenance.LEASE
    file.mkdir()
    stop = maintenance.start_in_background(installation)
    assert comes(lambda: "cannot be used" in caplog.text)
    file.rmdir()
    assert done.wait(10)
    stop()


def test_a_server_that_cannot_start_gives_the_lease_back(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse_the_port(*_application: object, **_options: object) -> None:
        assert comes(lambda: held_until(installation.database, WORK) is not None)
        raise SystemExit(1)

    monkeypatch.setattr(serving, "configure_logging", lambda _level: None)
    monkeypatch.setattr(uvicorn, "run", refuse_the_port)
    with pytest.raises(SystemExit):
        serving.serve(installation)
    assert held_until(installation.database, WORK) is None


def comes(condition: Callable[[], bool]) -> bool:
    pause = threading.Event()
    return any(condition() or pause.wait(0.02) for _ in range(500))
