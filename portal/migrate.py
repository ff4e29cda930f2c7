"""Brings the schema to the version of the program; workers only compare."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from portal.shared.database import Database

FOLDER = Path(__file__).with_name("migrations")


class SchemaVersionError(RuntimeError):
    """The database has another version than the program."""


def configuration(database: Database) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["database"] = database
    return config


def upgrade(database: Database) -> None:
    """Runs every migration that is missing, each in its own transaction."""
    command.upgrade(configuration(database), "head")


def check_version(database: Database) -> None:
    """Raises SchemaVersionError unless the database has the newest version."""
    wanted = ScriptDirectory.from_config(configuration(database)).get_current_head()
    with database.read_engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    if found != wanted:
        raise SchemaVersionError(
            f"the database has version {found}, the program {wanted}: run `migrate` first"
        )
