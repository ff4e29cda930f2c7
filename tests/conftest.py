"""Fixtures: a fresh database, a clock that stands still, a key ring, the app and a checking client."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI

from portal.accounts import password_service
from portal.app import create_app
from portal.preparation import vault_service
from portal.settings import PROJECT_ROOT, Settings
from portal.shared.clock import FrozenClock
from portal.shared.codes import CodeKind
from portal.shared.database import Database
from portal.shared.derivation import Cost
from portal.shared.internal_tables import COMMAND, NOBODY
from portal.shared.keyring import KeyRing
from tests.builders import Staff, make_team
from tests.databases import (
    POSTGRESQL,
    SQLITE,
    Databases,
    PostgresqlDatabases,
    SqliteFiles,
    running_cluster,
    start_cluster,
)
from tests.page import PageClient

QUICK_HASHER = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
NOON = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=[SQLITE, POSTGRESQL],
        default=os.environ.get("SAMTALEKLAR_TEST_DATABASE", SQLITE),
        help="what the tests' databases are made with",
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--database") == POSTGRESQL and not hasattr(config, "workerinput"):
        start_cluster(config)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A test of what only one database has (a pragma, a lock) is not collected for the other."""
    chosen = config.getoption("--database")
    markers = [(item, item.get_closest_marker("only_on")) for item in items]
    elsewhere = [item for item, marker in markers if marker and marker.args != (chosen,)]
    config.hook.pytest_deselected(items=elsewhere)
    items[:] = [item for item in items if item not in elsewhere]


pytest_plugins = ["tests.canaries"]


@pytest.fixture(scope="session")
def databases(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Databases:
    if request.config.getoption("--database") == POSTGRESQL:
        return PostgresqlDatabases(running_cluster())
    return SqliteFiles(tmp_path_factory.mktemp("database"))


@pytest.fixture
def database_url(databases: Databases, tmp_path: Path) -> str:
    """The address of the test's own database, which is made when `database` is asked for."""
    return databases.url(tmp_path, 1)


@pytest.fixture
def new_database(databases: Databases, tmp_path: Path) -> Iterator[Callable[..., Database]]:
    """Makes a database whenever it is called: migrated, or bare with `migrated=False`."""
    opened: list[tuple[str, Database]] = []

    def make(url: str = "", *, migrated: bool = True) -> Database:
        url = url or databases.url(tmp_path, len(opened) + 2)
        databases.make(url, migrated=migrated)
        opened.append((url, Database.open(url)))
        # A test arranges and looks where it likes; what it asks the app to do is held to its own right.
        return opened[-1][1].acting(COMMAND)

    yield make
    for url, database in opened:
        database.close()
        databases.remove(url)


@pytest.fixture
def bare_database(new_database: Callable[..., Database]) -> Database:
    """A database without any table."""
    return new_database(migrated=False)


@pytest.fixture
def database(
    new_database: Callable[..., Database], database_url: str, monkeypatch: pytest.MonkeyPatch
) -> Database:
    """The test's own database, migrated and empty; a command that the test runs opens the same one."""
    monkeypatch.setenv("SAMTALEKLAR_DATABASE_URL", database_url)
    return new_database(database_url)


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
def settings(tmp_path: Path, ring_file: Path, database_url: str) -> Settings:
    site = PROJECT_ROOT / "build" / "site"
    return Settings(limits_factor=1, data=tmp_path, keyring=ring_file, site=site, database_url=database_url)


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
