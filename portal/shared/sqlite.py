"""Engines on a SQLite file: written ahead, synced fully, and written to in the order of arrival."""

import fcntl
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine import Connection

from portal.shared import measures
from portal.shared.write_queue import Turn, WriteQueue

log = logging.getLogger(__name__)
PRAGMAS = (
    "PRAGMA busy_timeout=10000",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
)
TURN = "turn to write"


def sqlite_engine(url: str, *, read_only: bool) -> Engine:
    engine = create_engine(
        url,
        # Parameters stay out of error messages: they are what people typed.
        hide_parameters=True,
        pool_size=20,
        max_overflow=30,
        connect_args={"check_same_thread": False, "isolation_level": None},
    )
    pragmas = (*PRAGMAS, "PRAGMA query_only=ON") if read_only else PRAGMAS

    @event.listens_for(engine, "connect")
    def set_pragmas(connection: Any, _record: object) -> None:
        for pragma in pragmas:
            connection.execute(pragma)

    if read_only:
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    else:
        path = make_url(url).database
        _let_writers_queue(engine, WriteQueue(Path(f"{path}-queue")) if path else None)
    return engine


def _let_writers_queue(engine: Engine, queue: WriteQueue | None) -> None:
    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        with measures.WRITE_WAIT.time():
            if queue is not None and TURN not in connection.info:
                connection.info[TURN] = _turn(queue)
            # The lock is taken at once: a read lock that is upgraded later fails without waiting.
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    # The turn ends when the transaction is over, whichever way: then the connection goes back or is given up.
    @event.listens_for(engine, "checkin")
    def leave(_connection: object, record: Any) -> None:
        turn = record.info.pop(TURN, None)
        if turn is not None:
            turn.end()

    event.listen(engine, "invalidate", lambda connection, record, _error: leave(connection, record))


def _turn(queue: WriteQueue) -> Turn | None:
    try:
        return queue.join()
    except OSError as error:
        # A full disk, say: SQLite's own lock still lets one write at a time, only not in order.
        log.warning("the write queue cannot be used: %s", type(error).__name__)
        return None


@contextmanager
def migrating_alone(engine: Engine) -> Iterator[None]:
    """One `migrate` at a time; the lock ends with the process."""
    with Path(f"{engine.url.database}-migrating").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def empty_log(engine: Engine) -> None:
    """Moves the write-ahead log into the file and empties it, unless a reader needs it for over a second."""
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("PRAGMA busy_timeout=1000")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute(PRAGMAS[0])
    finally:
        connection.close()
