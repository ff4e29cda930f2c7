"""Brings the schema to the version of the program; workers only compare."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection

from portal.shared import postgresql, sqlite
from portal.shared.database import Database

FOLDER = Path(__file__).with_name("migrations")


class SchemaVersionError(RuntimeError):
    """The database has another version than the program; the message says what to do."""


def configuration(database: Database) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["database"] = database
    return config


def upgrade(database: Database) -> None:
    """Runs every migration that is missing, each in its own transaction; a second `migrate` waits."""
    backend = sqlite if database.engine.dialect.name == "sqlite" else postgresql
    with backend.migrating_alone(database.engine):
        command.upgrade(configuration(database), "head")


def upgrade_within(database: Database, connection: Connection, version: str = "head") -> None:
    """Runs migrations up to a version in the caller's transaction."""
    config = configuration(database)
    config.attributes["connection"] = connection
    command.upgrade(config, version)


def schema_version(connection: Connection) -> str:
    """The version a database has; empty where it was never migrated."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def newest_version(database: Database) -> str:
    return _scripts(database).get_current_head() or ""


def missing_versions(database: Database, found: str) -> list[str]:
    """The migrations between a version and the newest, oldest first; raises SchemaVersionError."""
    scripts = _scripts(database)
    known = [script.revision for script in scripts.walk_revisions()][::-1]
    if found and found not in known:
        raise SchemaVersionError(f"version {found} was made by a newer program than this one")
    return known[known.index(found) + 1 :] if found else known


def check_version(database: Database) -> None:
    """Raises SchemaVersionError unless the database has the newest version; changes nothing."""
    scripts = _scripts(database)
    wanted, known = scripts.get_current_head(), {script.revision for script in scripts.walk_revisions()}
    with database.read_engine.connect() as connection:
        found = schema_version(connection)
    if found == wanted:
        return
    if not found:
        raise SchemaVersionError("the database is empty: run `migrate` first")
    if found in known:
        raise SchemaVersionError(
            f"the database has version {found}, the program {wanted}: run `migrate` first"
        )
    raise SchemaVersionError(
        f"the database has version {found}, which is newer than this program ({wanted}):"
        " start the newer program, or restore the backup from before its `migrate`"
    )


def _scripts(database: Database) -> ScriptDirectory:
    return ScriptDirectory.from_config(configuration(database))
