"""The database: one engine that writes, one that can only read."""

import time
import uuid
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from datetime import UTC, datetime
from typing import Any, ClassVar, Self

from sqlalchemy import DateTime, Engine, MetaData, event, make_url
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

from portal.shared import measures
from portal.shared.internal_tables import OnBehalf, carrying, close_internal_tables
from portal.shared.postgresql import postgresql_engine
from portal.shared.sqlite import empty_log, sqlite_engine

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

# Where a session finds what this process keeps of its database.
KEPT = "kept"


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware UTC in Python, naive UTC in the table."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored moment must carry its time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """The base of every table."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar = {datetime: UtcDateTime}


def new_id() -> str:
    """A random id (UUIDv4 as text) that tells nothing about order or number."""
    return str(uuid.uuid4())


class WritingSession(Session):
    """A session that knows when its turn to write came."""

    turn: float | None = None

    def measure(self) -> None:
        """Notes how long the turn took, the commit included."""
        if self.turn is not None:
            measures.WRITE_SECONDS.observe(time.perf_counter() - self.turn)


@event.listens_for(WritingSession, "after_begin")
def _note_turn(session: WritingSession, _transaction: object, _connection: object) -> None:
    session.turn = time.perf_counter()


class Database:
    """Sessions on one database: `writing()` commits on return, `reading()` cannot change anything."""

    def __init__(self, engine: Engine, read_engine: Engine) -> None:
        self.engine = engine
        self.read_engine = read_engine
        # What this process keeps of it in memory, by whoever keeps it; every view has the same.
        self.kept: dict[str, Any] = {}
        # What every session carries: that, and the installation's choices, so that no caller can forget one.
        self.info: dict[str, Any] = {KEPT: self.kept}

        # One that is forgotten closes its connections, too.
        weakref.finalize(self, _dispose, engine, read_engine)

    @classmethod
    def open(cls, url: str) -> Self:
        """On SQLite or PostgreSQL, as the address says; nothing is connected to yet."""
        is_sqlite = make_url(url).get_backend_name() == "sqlite"
        open_engine = sqlite_engine if is_sqlite else postgresql_engine
        engines = (open_engine(url, read_only=read_only) for read_only in (False, True))
        return cls(*(close_internal_tables(engine, Base.metadata) for engine in engines))

    def acting(self, behalf: OnBehalf) -> Self:
        """The same database for statements on somebody's behalf: without it internal tables are closed."""
        view = copy(self)
        view.engine = carrying(self.engine, behalf)
        view.read_engine = carrying(self.read_engine, behalf)
        return view

    @contextmanager
    def writing(self) -> Iterator[Session]:
        with WritingSession(self.engine, expire_on_commit=False, info=self.info) as session:
            try:
                with session.begin():
                    yield session
            finally:
                session.measure()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with Session(self.read_engine, expire_on_commit=False, info=self.info) as session:
            yield session

    def empty_log(self) -> None:
        """Empties SQLite's write-ahead log, so that what was deleted is not left in it."""
        if self.engine.dialect.name == "sqlite":
            empty_log(self.engine)

    def close(self) -> None:
        _dispose(self.engine, self.read_engine)


def may_be_tried_again(error: DBAPIError) -> bool:
    """Whether the same request can succeed a moment later: the database was away or busy."""
    if error.connection_invalidated or isinstance(error, OperationalError | InterfaceError):
        return True
    unique = getattr(error.orig, "sqlstate", "") == "23505" or "UNIQUE constraint" in str(error.orig)
    return isinstance(error, IntegrityError) and unique


def _dispose(*engines: Engine) -> None:
    for engine in engines:
        engine.dispose()
