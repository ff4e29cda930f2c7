"""Migrations make the schema the models describe, whole or not at all."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import event, text

from portal.all_models import metadata
from portal.migrate import FOLDER, SchemaVersionError, check_version, configuration, upgrade
from portal.shared.database import Database
from portal.shared.internal_tables import COMMAND

# SQLite writes an added column behind the others, on the same line.
BETWEEN_CLAUSES = r",\s*\n|, (?=\w+ (?:VARCHAR|INTEGER|DATETIME|BOOLEAN))"


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Database]:
    """A database without any table."""
    database = Database.open(f"sqlite:///{tmp_path / 'fresh.db'}").acting(COMMAND)
    yield database
    database.close()


def schema(database: Database) -> dict[str, list[str]]:
    """Every table and index by name, each as its clauses in no order."""
    with sqlite3.connect(str(database.engine.url.database)) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    connection.close()
    return {
        name: sorted(clause.strip(" )\n\t") for clause in re.split(BETWEEN_CLAUSES, sql.replace('"', "")))
        for name, sql in rows
        if name != "alembic_version" and not name.startswith("sqlite_")
    }


def steps() -> list[str]:
    return [step.revision for step in reversed(list(ScriptDirectory(str(FOLDER)).walk_revisions()))]


def test_a_migrated_database_is_what_the_models_describe(fresh: Database, tmp_path: Path) -> None:
    upgrade(fresh)
    made = Database.open(f"sqlite:///{tmp_path / 'made.db'}").acting(COMMAND)
    metadata.create_all(made.engine)
    assert _without_head(schema(fresh)) == _without_head(schema(made))
    made.close()


def _without_head(tables: dict[str, list[str]]) -> dict[str, set[str]]:
    return {
        name: {re.sub(r"^CREATE TABLE \w+ \(\s*", "", clause) for clause in clauses}
        for name, clauses in tables.items()
    }


def test_nothing_is_left_for_another_migration(fresh: Database) -> None:
    upgrade(fresh)
    with fresh.read_engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


@pytest.mark.parametrize("broken_at", ["TABLE form_sessions", "ix_form_sessions_copy", "alembic_version"])
def test_a_migration_that_breaks_off_in_the_middle_runs_again_from_its_beginning(
    fresh: Database, broken_at: str
) -> None:
    def break_off(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if broken_at in statement and ("CREATE" in statement or "UPDATE" in statement):
            raise KeyboardInterrupt

    event.listen(fresh.engine, "before_cursor_execute", break_off)
    with pytest.raises(KeyboardInterrupt):
        upgrade(fresh)
    event.remove(fresh.engine, "before_cursor_execute", break_off)
    reached = _revision(fresh)
    assert len(schema(fresh)) == 0 if reached is None else reached in steps()[:-1]
    upgrade(fresh)
    check_version(fresh)


def _revision(database: Database) -> str | None:
    with database.read_engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def test_every_step_leads_on_from_the_one_before_and_back(fresh: Database) -> None:
    for revision in steps():
        command.upgrade(configuration(fresh), revision)
        whole = schema(fresh)
        command.downgrade(configuration(fresh), "-1")
        command.upgrade(configuration(fresh), revision)
        assert schema(fresh).keys() == whole.keys()


def test_a_migration_keeps_the_rows_that_are_there(fresh: Database) -> None:
    command.upgrade(configuration(fresh), "0001")
    with fresh.writing() as session:
        session.execute(
            text(
                "INSERT INTO outbox (id, sealed, created_at, due_at, tries)"
                " VALUES ('a', x'00', '2026-11-24 09:00:00', '2026-11-24 09:00:00', 3)"
            )
        )
    upgrade(fresh)
    with fresh.reading() as session:
        assert session.execute(text("SELECT id, tries FROM outbox")).all() == [("a", 3)]


def test_a_worker_refuses_another_version_than_its_own(fresh: Database) -> None:
    command.upgrade(configuration(fresh), "0001")
    with pytest.raises(SchemaVersionError, match="migrate"):
        check_version(fresh)
