"""What a command says when it cannot begin: what is wrong and what to do, never what a secret was."""

import psycopg
from pydantic import ValidationError
from sqlalchemy.exc import OperationalError, ProgrammingError

from portal.keeping.backup import KeepingError
from portal.migrate import SchemaVersionError
from portal.settings import Settings
from portal.shared.errors import ConfigurationError
from portal.shared.keyring import KeyRingError

FINDING, BAD_USE = 1, 2
# PostgreSQL's numbers for a table and a column that are not there; SQLite says it in words.
LACKING = ("42P01", "42703")
FORBIDDEN = "42501"


def explained(error: Exception) -> tuple[str, int] | None:
    """The message and what the command ends with; None for what nobody foresaw."""
    if isinstance(error, ValidationError) and error.title == Settings.__name__:
        return "\n".join([*_faulty_settings(error), "docs/operations.md describes every setting."]), BAD_USE
    if isinstance(error, ConfigurationError | KeyRingError | KeepingError | SchemaVersionError):
        return str(error), BAD_USE
    if isinstance(error, OperationalError | ProgrammingError) and _lacks_something(error):
        return "the database is empty or of another version: see `upgrade --check`, run `migrate`", BAD_USE
    if isinstance(error, ProgrammingError) and getattr(error.orig, "sqlstate", None) == FORBIDDEN:
        return f"the database refused ({error.orig}): `migrate` needs the role that owns the tables", BAD_USE
    if isinstance(error, OperationalError | psycopg.OperationalError):
        return f"the database did not answer: {getattr(error, 'orig', error)}", FINDING
    return None


def _faulty_settings(error: ValidationError) -> list[str]:
    """A line for each fault; those the settings found themselves name the setting."""
    lines = []
    for fault in error.errors(include_input=False, include_url=False):
        name = "_".join(str(part) for part in fault["loc"]).upper()
        message = fault["msg"].removeprefix("Value error, ")
        lines.append(f"SAMTALEKLAR_{name}: {message}" if name else message)
    return lines


def _lacks_something(error: OperationalError | ProgrammingError) -> bool:
    words = str(error.orig)
    return (
        getattr(error.orig, "sqlstate", None) in LACKING
        or "no such table" in words
        or "no such column" in words
    )
