"""Fixtures: a fresh database, a clock that stands still, a key ring, the app and a checking client."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI

from portal.accounts import password_service
from portal.app import create_app
from portal.migrate import upgrade
from portal.preparation import vault_service
from portal.settings import PROJECT_ROOT, Settings
from portal.shared.clock import FrozenClock
from portal.shared.codes import CodeKind
from portal.shared.database import Database
from portal.shared.derivation import Cost
from portal.shared.internal_tables import COMMAND, NOBODY
from portal.shared.keyring import KeyRing
from tests.builders import Staff, make_team
from tests.page import PageClient

QUICK_HASHER = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
NOON = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One file, made by the real migrations once and copied for each test."""
    path = tmp_path_factory.mktemp("database") / "empty.db"
    database = Database.open(f"sqlite:///{path}")
    upgrade(database)
    database.close()
    return path


@pytest.fixture
def database(empty_database: Path, tmp_path: Path) -> Iterator[Database]:
    path = tmp_path / "samtaleklar.db"
    shutil.copy(empty_database, path)
    opened = Database.open(f"sqlite:///{path}")
    # A test arranges and looks where it likes; what it asks the app or a job to do is held to its own right.
    yield opened.acting(COMMAND)
    opened.close()


@pytest.fixture(autouse=True)
def quick_secrets(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Codes and passwords at the least cost there is; a test marked `full_cost` pays the real one."""
    if request.node.get_closest_marker("full_cost") is None:
        monkeypatch.setattr(password_service, "HASHER", QUICK_HASHER)
        monkeypatch.setattr(password_service, "NOBODY", QUICK_HASHER.hash("nobody"))
        for kind in CodeKind:
            monkeypatch.setitem(vault_service.COST, kind, Cost(memory=64, passes=1))


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock(NOON)


@pytest.fixture(scope="session")
def ring_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ring") / "keyring.json"
    KeyRing.create(path, FrozenClock(NOON))
    return path


@pytest.fixture
def ring(ring_file: Path) -> KeyRing:
    return KeyRing.load(ring_file)


@pytest.fixture
def settings(tmp_path: Path, ring_file: Path) -> Settings:
    return Settings(limits_factor=1, data=tmp_path, keyring=ring_file, site=PROJECT_ROOT / "build" / "site")


@pytest.fixture
def app(settings: Settings, database: Database, ring: KeyRing, clock: FrozenClock) -> FastAPI:
    return create_app(settings, database=database.acting(NOBODY), ring=ring, clock=clock)


@pytest.fixture
def client(app: FastAPI) -> PageClient:
    """A candidate or a visitor: nobody is signed in."""
    return PageClient(app)


@pytest.fixture
def staff(app: FastAPI, database: Database) -> Staff:
    with database.writing() as session:
        team = make_team(session)
    return Staff(app, database, team.id)
