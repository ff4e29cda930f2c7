"""Migrations make the schema the models describe, whole or not at all."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import event, inspect, text
from sqlalchemy.exc import PendingRollbackError

from portal.__main__ import main
from portal.all_models import metadata
from portal.migrate import FOLDER, SchemaVersionError, check_version, configuration, upgrade
from portal.settings import PROJECT_ROOT, Settings
from portal.shared.database import Database
from portal.shared.internal_tables import COMMAND

KILLED_IN_THE_MIDDLE = """
import os, signal, sys
from sqlalchemy import event
from portal.migrate import upgrade
from portal.shared.database import Database
from portal.shared.internal_tables import COMMAND

def die(_connection, _cursor, statement, *_rest):
    if "CREATE TABLE opening_reviews" in statement:
        os.kill(os.getpid(), signal.SIGKILL)

database = Database.open(sys.argv[1])
event.listen(database.engine, "before_cursor_execute", die)
upgrade(database)
"""


def schema(database: Database) -> dict[str, dict[str, list[str]]]:
    """Every table as the database itself describes it."""
    look = inspect(database.read_engine)
    parts = {
        "columns": look.get_multi_columns(),
        "key": look.get_multi_pk_constraint(),
        "indexes": look.get_multi_indexes(),
        "unique": look.get_multi_unique_constraints(),
        "foreign keys": look.get_multi_foreign_keys(),
        "checks": look.get_multi_check_constraints(),
    }
    tables = [table for _schema, table in parts["columns"] if table != "alembic_version"]
    return {
        table: {part: described(found.get((None, table))) for part, found in parts.items()}
        for table in tables
    }


def described(found: Any) -> list[str]:
    """What makes up one part of a table, in an order of its own."""
    ones = found if isinstance(found, list) else [found or {}]
    return sorted(str(sorted((key, _in_words(value)) for key, value in one.items())) for one in ones)


def _in_words(value: Any) -> str:
    """An index's condition is an object of its own each time; its words are not."""
    return str({key: str(inner) for key, inner in value.items()} if isinstance(value, dict) else value)


def steps() -> list[str]:
    return [step.revision for step in reversed(list(ScriptDirectory(str(FOLDER)).walk_revisions()))]


def revision_of(database: Database) -> str | None:
    with database.read_engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def address(database: Database) -> str:
    return database.engine.url.render_as_string(hide_password=False)


@contextmanager
def before_each_statement(database: Database, act: Callable[[str], None]) -> Iterator[None]:
    def listen(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        act(statement)

    event.listen(database.engine, "before_cursor_execute", listen)
    yield
    event.remove(database.engine, "before_cursor_execute", listen)


def test_a_migrated_database_is_what_the_models_describe(new_database: Callable[..., Database]) -> None:
    migrated, made = new_database(), new_database(migrated=False)
    metadata.create_all(made.engine)
    assert schema(migrated) == schema(made)
    assert len(schema(migrated)) > 20


def test_nothing_is_left_for_another_migration(database: Database) -> None:
    with database.read_engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


@pytest.mark.parametrize("step", range(len(steps())), ids=steps())
def test_a_migration_that_breaks_off_at_any_statement_leaves_nothing_and_runs_again(
    bare_database: Database, step: int
) -> None:
    before = ([None, *steps()])[step]
    if before:
        command.upgrade(configuration(bare_database), before)
    there, broken_off = schema(bare_database), 0
    while breaks_off(bare_database, steps()[step], broken_off):
        assert revision_of(bare_database) == before
        assert schema(bare_database) == there
        broken_off += 1
    assert broken_off > 5
    assert revision_of(bare_database) == steps()[step]
    upgrade(bare_database)
    check_version(bare_database)


def breaks_off(database: Database, revision: str, after: int) -> bool:
    """Runs the migration until that many statements were made; whether it came to an end before."""
    left = iter(range(after))

    def stop(_statement: str) -> None:
        if next(left, None) is None:
            raise KeyboardInterrupt

    with before_each_statement(database, stop):
        try:
            command.upgrade(configuration(database), revision)
        # Alembic tidies up after a table it was making anew, on a connection that is no more.
        except (KeyboardInterrupt, PendingRollbackError):
            return True
    return False


def test_a_migrate_that_was_killed_runs_again(bare_database: Database) -> None:
    killed = subprocess.run(  # noqa: S603
        [sys.executable, "-c", KILLED_IN_THE_MIDDLE, address(bare_database)], cwd=PROJECT_ROOT, check=False
    )
    assert killed.returncode == -signal.SIGKILL
    assert schema(bare_database) == {}
    upgrade(bare_database)
    check_version(bare_database)


def test_a_second_migrate_waits_for_the_first(bare_database: Database) -> None:
    midway, go_on, done = threading.Event(), threading.Event(), list[str]()

    def pause(statement: str) -> None:
        if "CREATE TABLE openings" in statement:
            midway.set()
            go_on.wait(30)

    def migrate(name: str, database: Database) -> None:
        upgrade(database)
        done.append(name)

    other = Database.open(address(bare_database))
    first = threading.Thread(target=migrate, args=("first", bare_database))
    second = threading.Thread(target=migrate, args=("second", other))
    with before_each_statement(bare_database, pause):
        first.start()
        assert midway.wait(30)
        second.start()
        second.join(0.3)
        assert done == []
        go_on.set()
        first.join()
    second.join()
    assert sorted(done) == ["first", "second"]
    check_version(other)
    other.close()


def test_every_step_leads_on_from_the_one_before_and_back(bare_database: Database) -> None:
    for revision in steps():
        command.upgrade(configuration(bare_database), revision)
        whole = schema(bare_database)
        command.downgrade(configuration(bare_database), "-1")
        command.upgrade(configuration(bare_database), revision)
        assert schema(bare_database).keys() == whole.keys()


def test_a_migration_keeps_the_rows_that_are_there(bare_database: Database) -> None:
    command.upgrade(configuration(bare_database), "0001")
    with bare_database.writing() as session:
        session.execute(
            text(
                "INSERT INTO outbox (id, sealed, created_at, due_at, tries)"
                " VALUES ('a', :sealed, '2026-11-24 09:00:00', '2026-11-24 09:00:00', 3)"
            ),
            {"sealed": b"\0"},
        )
    upgrade(bare_database)
    with bare_database.reading() as session:
        assert session.execute(text("SELECT id, tries FROM outbox")).all() == [("a", 3)]


@pytest.fixture
def served(settings: Settings, bare_database: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    """What `serve` finds in the environment."""
    monkeypatch.setenv("SAMTALEKLAR_DATA", str(settings.data))
    monkeypatch.setenv("SAMTALEKLAR_KEYRING", str(settings.keyring))
    monkeypatch.setenv("SAMTALEKLAR_DATABASE_URL", address(bare_database))
    return bare_database


def test_a_worker_refuses_an_older_version_than_its_own(served: Database) -> None:
    command.upgrade(configuration(served), "0001")
    with pytest.raises(SchemaVersionError, match="version 0001, the program"):
        check_version(served)
    assert revision_of(served) == "0001"


def test_a_worker_refuses_a_newer_version_and_says_so(
    served: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    upgrade(served)
    with served.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert main(["serve"]) == 2
    assert "9999, which is newer" in capsys.readouterr().err


def test_several_that_start_on_an_empty_database_all_refuse_and_make_nothing(served: Database) -> None:
    serve = [sys.executable, "-m", "portal", "serve"]
    started = [
        subprocess.Popen(serve, cwd=PROJECT_ROOT, env=os.environ, stderr=subprocess.PIPE, text=True)  # noqa: S603
        for _ in range(3)
    ]
    said = [(process.communicate(timeout=60)[1].strip(), process.returncode) for process in started]
    assert said == [("the database is empty: run `migrate` first", 2)] * 3
    assert schema(served) == {}


TALENT_TASK = """
    INSERT INTO teams (id, name) VALUES ('t', 'Holdet');
    INSERT INTO users (id, email, name, role, team_id) VALUES ('u', 'u@x.example', 'U',
        'company-consultant', 't');
    INSERT INTO companies (id, team_id, name, former_names, parent, aliases, brands, cvr, pnumber,
        domain, address, contact_name, contact_role, phone, email, municipality, branch, size_class,
        sector, note, public_area, created_at, changed_at) VALUES ('c', 't', 'Navn', '[]', '', '[]',
        '[]', '', '', '', '', '', '', '', '', 'Aarhus', '', '', 'private', '', 'midtjylland',
        '2026-11-24 09:00:00', '2026-11-24 09:00:00');
    INSERT INTO openings (id, team_id, author_id, owner_id, writer_ids, company_id, state, type,
        title, tasks, day, learn, job_goal, mentor, competences, field, language, work_form,
        title_en, tasks_en, day_en, learn_en, public_id, approved_digest, company_yes_on,
        published_on, expires_on, created_at, changed_at) VALUES ('o', 't', 'u', 'u', '[]', 'c',
        'published', 'talent', 'Titel', '', '', '', '', '', '[]', 'offentlig', 'da', 'on site', '',
        '', '', '', 'p', 'd', '2026-11-20', '2026-11-24', '2026-12-24', '2026-11-24 09:00:00',
        '2026-11-24 09:00:00');
    INSERT INTO opening_transitions (id, opening_id, position, action, from_state, to_state, note,
        at) VALUES ('s', 'o', 1, 'submit', 'draft', 'review', '', '2026-11-24 09:00:00');
    INSERT INTO enquiries (id, team_id, owner_id, opening_id, language, state, submitted_at,
        answer_by, purge_on) VALUES ('e', 't', 'u', 'p', 'da', 'answered', '2026-11-24 09:00:00',
        '2026-11-26', '2027-01-01')"""


def test_a_talent_task_becomes_a_label_and_an_opening_keeps_its_log(bare_database: Database) -> None:
    command.upgrade(configuration(bare_database), "0004")
    database = bare_database.acting(COMMAND)
    with database.writing() as session:
        for statement in TALENT_TASK.split(";"):
            session.execute(text(statement))
    upgrade(bare_database)
    with database.reading() as session:
        assert session.execute(text("SELECT type, talent FROM openings")).all() == [("vejledning", True)]
        assert session.execute(text("SELECT id FROM opening_transitions")).all() == [("s",)]
        assert session.execute(text("SELECT state FROM enquiries")).all() == [("considered",)]
        found = text("SELECT area, field, title, ended_on FROM published_generalisations")
        assert session.execute(found).all() == [("midtjylland", "offentlig", "Titel", None)]
