"""Engines on PostgreSQL: one writer at a time as on SQLite, one view for a reader, every wait bounded."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from psycopg import IsolationLevel
from psycopg.types.string import StrDumper
from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine import Connection

from portal.shared import measures

# Numbers that no other program in the database uses: the right to write, and the right to migrate.
WRITERS = 0x53616D74
MIGRATING = WRITERS + 1
SETTINGS = """
    SET TIME ZONE 'UTC';
    SET statement_timeout = '20s';
    SET lock_timeout = '10s';
    SET idle_in_transaction_session_timeout = '30s';
"""
# A server that is gone without a word is noticed within half a minute.
NETWORK = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}


class TextDumper(StrDumper):
    """PostgreSQL has no NUL in its texts: one that came past the forms is left out here, as they do."""

    def dump(self, obj: str) -> Any:
        return super().dump(obj.replace("\0", ""))


def postgresql_engine(url: str, *, read_only: bool) -> Engine:
    address = make_url(url)
    named = {"application_name": address.query.get("application_name", "samtaleklar")}
    engine = create_engine(
        address,
        # Parameters stay out of error messages: they are what people typed.
        hide_parameters=True,
        pool_pre_ping=True,
        pool_size=5,
        max_overflow=10 if read_only else 3,
        pool_timeout=10,
        pool_recycle=3600,
        # A prepared statement would fail once after each migration under a running worker.
        connect_args={**NETWORK, **named, "prepare_threshold": None},
    )
    level = IsolationLevel.REPEATABLE_READ if read_only else IsolationLevel.READ_COMMITTED

    @event.listens_for(engine, "connect")
    def settle(connection: Any, _record: object) -> None:
        connection.adapters.register_dumper(str, TextDumper)
        connection.execute(SETTINGS)
        connection.commit()
        connection.read_only, connection.isolation_level = read_only, level

    if not read_only:
        event.listen(engine, "begin", wait_for_turn)
    return engine


def wait_for_turn(connection: Connection) -> None:
    """Joins the queue of writers, which the server keeps in order; the turn ends with the transaction.

    Every statement after it sees what the writer before committed, so a verb that reads, decides and
    writes needs no lock of its own, and the changes feed is numbered in the order of its commits.
    """
    with measures.WRITE_WAIT.time():
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS})")


@contextmanager
def migrating_alone(engine: Engine) -> Iterator[None]:
    """One `migrate` at a time, however long the other takes; the lock ends with its connection."""
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(
            f"SET lock_timeout = 0; SET statement_timeout = 0; SELECT pg_advisory_lock({MIGRATING})"
        )
        connection.commit()
        yield
    finally:
        connection.invalidate()
