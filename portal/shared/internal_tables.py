"""Tables that nobody outside the desk may touch: a statement on one says on whose behalf, or it fails."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from sqlalchemy import Engine, MetaData, event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from portal.shared.actors import Actor

# What every table declares, as the last entry of `__table_args__`.
PUBLIC = {"info": {"reach": "public"}}
INTERNAL = {"info": {"reach": "internal"}}
SYSTEM = {"info": {"reach": "system"}}

OPTION = "on_behalf"


class InternalTableRefused(RuntimeError):
    """A statement on an internal table with neither staff nor a declared purpose behind it."""


class OnBehalf(Protocol):
    """Who or what a statement is for."""

    def may_touch(self, table: str) -> bool: ...


@dataclass
class StaffAccess:
    """One request: closed until a staff guard has let its actor in."""

    actor: Actor | None = None

    def may_touch(self, table: str) -> bool:
        return self.actor is not None


@dataclass(frozen=True)
class Purpose:
    """The system's own work, by name; `tables` is what it needs, None is all of them."""

    name: str
    tables: frozenset[str] | None = None

    def may_touch(self, table: str) -> bool:
        return self.tables is None or table in self.tables


# Every purpose there is. A new one is a decision for a reviewer: nothing else opens an internal table.
NOBODY = Purpose("nobody", frozenset())
CANDIDATES_ENQUIRY = Purpose("a candidate's own enquiry", frozenset({"enquiries", "opening_desks"}))
READERS_NOTE = Purpose("a reader's note on an opening", frozenset({"opening_notes", "opening_desks"}))
RENEWAL_SEEN = Purpose("what a link to extend an opening shows", frozenset({"openings"}))
# The gate is asked once more before it is extended, so the company stands beside the text here too.
RENEWAL = Purpose(
    "a link to extend an opening",
    frozenset({"openings", "opening_transitions", "companies", "count_tables", "published_generalisations"}),
)
REGULAR_WORK = Purpose("the regular work by the clock")
COMMAND = Purpose("a command on the host")


def carrying(engine: Engine, behalf: OnBehalf) -> Engine:
    """The same engine and pool, for statements on somebody's behalf."""
    return engine.execution_options(**{OPTION: behalf})


@contextmanager
def for_purpose(session: Session, purpose: Purpose) -> Iterator[None]:
    """Opens the purpose's tables to this transaction for a moment; changes are written before it ends."""
    connection = session.connection()
    before = connection.get_execution_options().get(OPTION, NOBODY)
    connection.execution_options(**{OPTION: purpose})
    try:
        yield
        session.flush()
    finally:
        connection.execution_options(**{OPTION: before})


def close_internal_tables(engine: Engine, metadata: MetaData) -> Engine:
    """Lets the engine refuse a statement that names an internal table, unless one who may is behind it."""

    @event.listens_for(engine, "before_cursor_execute")
    def refuse(
        connection: Connection,
        _cursor: object,
        statement: str,
        _values: object,
        _context: object,
        _many: bool,
    ) -> None:
        touched = internal_tables_in(statement, names_that_are_internal(metadata))
        behalf: OnBehalf = connection.get_execution_options().get(OPTION, NOBODY)
        closed = sorted(table for table in touched if not behalf.may_touch(table))
        if closed:
            raise InternalTableRefused(f"{', '.join(closed)}: closed to {behalf}")

    return engine


def names_that_are_internal(metadata: MetaData) -> frozenset[str]:
    return frozenset(name for name, table in metadata.tables.items() if table.info == INTERNAL["info"])


@lru_cache(maxsize=4096)
def internal_tables_in(statement: str, names: frozenset[str]) -> frozenset[str]:
    """The internal tables a statement names anywhere: joined, nested, quoted, in text or in a comment."""
    return frozenset(word.lower() for word in _pattern(names).findall(statement))


@lru_cache
def _pattern(names: frozenset[str]) -> re.Pattern[str]:
    listed = "|".join(map(re.escape, sorted(names))) or r"(?!)"
    return re.compile(rf"\b(?:{listed})\b", re.IGNORECASE)
