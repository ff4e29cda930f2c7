"""The databases tests run on: SQLite files, or PostgreSQL's, each copied from one that was migrated once."""

import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import LiteralString, Protocol

import psycopg
import pytest
from sqlalchemy import MetaData, event, make_url, select, text

from portal.migrate import upgrade
from portal.shared.database import Database
from portal.shared.postgresql import WRITERS
from tests.postgres import Cluster, binaries

SQLITE, POSTGRESQL = "sqlite", "postgresql"
FOLDER_OF_CLUSTER = "SAMTALEKLAR_TEST_CLUSTER"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
# What a test may have altered: tables and indexes by their own ids, triggers, and the version.
TABLES: LiteralString = """
    SELECT coalesce(string_agg(described, ' ' ORDER BY described), '') FROM (
        SELECT format('%s=%s', oid, relname) AS described FROM pg_class
        WHERE relnamespace = 'public'::regnamespace
        UNION ALL SELECT tgname::text FROM pg_trigger WHERE NOT tgisinternal
        UNION ALL SELECT version_num FROM alembic_version) AS schema"""
EMPTY = """
    SET lock_timeout = '2s';
    SET session_replication_role = replica;
    DO $$ DECLARE one regclass; BEGIN
        FOR one IN SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
            AND relname <> 'alembic_version' LOOP EXECUTE format('DELETE FROM %s', one); END LOOP;
        PERFORM setval(oid, 1, false) FROM pg_class WHERE relkind = 'S';
    END $$"""


class Databases(Protocol):
    """Where a test gets its databases from; `number` counts those of one test."""

    def url(self, folder: Path, number: int) -> str: ...
    def make(self, url: str, *, migrated: bool) -> None: ...
    def remove(self, url: str) -> None: ...


class SqliteFiles:
    def __init__(self, folder: Path) -> None:
        self.template = folder / "template.db"
        _migrate(f"sqlite:///{self.template}")

    def url(self, folder: Path, number: int) -> str:
        return f"sqlite:///{folder / ('samtaleklar.db' if number == 1 else f'samtaleklar-{number}.db')}"

    def make(self, url: str, *, migrated: bool) -> None:
        if migrated:
            shutil.copy(self.template, str(make_url(url).database))

    def remove(self, url: str) -> None:
        """The folder goes with the test."""


class PostgresqlDatabases:
    """Copying a database takes a while, so one whose tables are whole is emptied and used again."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        self.template = f"template_{WORKER}"
        cluster.create_database(self.template)
        _migrate(cluster.url(self.template))
        self.emptied: dict[str, str] = {}

    def url(self, folder: Path, number: int) -> str:
        return self.cluster.url(f"samtaleklar_{WORKER}_{number}")

    def make(self, url: str, *, migrated: bool) -> None:
        name = str(make_url(url).database)
        if migrated and name in self.emptied:
            return
        self.emptied.pop(name, None)
        self.cluster.drop_database(name)
        self.cluster.create_database(name, self.template if migrated else "template1")
        if migrated:
            self.emptied[name] = self.cluster.fetch(name, TABLES)

    def remove(self, url: str) -> None:
        name = str(make_url(url).database)
        try:
            whole = self.cluster.fetch(name, TABLES) == self.emptied.get(name)
            if whole:
                self.cluster.execute(name, EMPTY)
        except psycopg.Error:
            whole = False
        if not whole:
            self.emptied.pop(name, None)
            self.cluster.drop_database(name)


def _migrate(url: str) -> None:
    database = Database.open(url)
    upgrade(database)
    database.close()


def start_cluster(config: pytest.Config) -> None:
    """One cluster for all workers; without PostgreSQL the run says so and ends, in CI as a failure."""
    if binaries() is None:
        pytest.exit(
            "PostgreSQL is not installed (apt-get install postgresql): its half of the tests did NOT run.",
            returncode=1 if os.environ.get("CI") else 0,
        )
    cluster = Cluster.create()
    config.add_cleanup(cluster.destroy)
    os.environ[FOLDER_OF_CLUSTER] = str(cluster.folder)


def running_cluster() -> Cluster:
    programs = binaries()
    assert programs is not None
    return Cluster(Path(os.environ[FOLDER_OF_CLUSTER]), programs, durable=False)


Row = Mapping[str, object]


def rows_of(database: Database) -> dict[str, list[Row]]:
    """Every row of every table: what a thief of the database, or a backup of it, has."""
    found = MetaData()
    found.reflect(database.read_engine)
    with database.reading() as session:
        return {
            name: [dict(row) for row in session.execute(select(table)).mappings()]
            for name, table in found.tables.items()
        }


def contents_of(database: Database) -> dict[str, bytes]:
    """The bytes the database keeps: SQLite's files, or what a dump of PostgreSQL would hold."""
    if database.engine.dialect.name == SQLITE:
        path = Path(str(database.engine.url.database))
        return {file.name: file.read_bytes() for file in path.parent.glob(f"{path.name}*")}
    return {
        name: b"\n".join(_written(value) for row in rows for value in row.values())
        for name, rows in rows_of(database).items()
    }


def _written(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode("utf-8", "replace")


def nobody_writes(database: Database) -> bool:
    """Whether a writer would be let in at once."""
    if database.engine.dialect.name == POSTGRESQL:
        with database.read_engine.connect() as connection:
            return bool(connection.scalar(text(f"SELECT pg_try_advisory_xact_lock({WRITERS})")))
    connection = sqlite3.connect(str(database.engine.url.database), timeout=0)
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return False
    finally:
        connection.close()
    return True


@contextmanager
def refusing(database: Database, beginning: str) -> Iterator[None]:
    """The database fails at every statement that begins so."""

    def fail(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith(beginning):
            raise RuntimeError("planted")

    event.listen(database.engine, "before_cursor_execute", fail)
    yield
    event.remove(database.engine, "before_cursor_execute", fail)
