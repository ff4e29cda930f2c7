"""Leases: which host does the regular work. One row for each kind of work, taken and renewed at once."""

import logging
import os
import secrets
import socket
import threading
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self

from sqlalchemy import String, delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from portal.shared.clock import Clock
from portal.shared.database import Base, Database
from portal.shared.internal_tables import SYSTEM

log = logging.getLogger(__name__)
# The one kind of work there is so far: what portal/maintenance.py does.
WORK = "regular work"
LENGTH = timedelta(seconds=90)
# Hosts' clocks differ: a lease is another's to take only this long after its end.
TOLERANCE = timedelta(seconds=30)
RENEW_SECONDS = 15.0
# A holder stops believing in its lease well before another may take it.
BELIEVED_SECONDS = 60.0


class LeaseRow(Base):
    __tablename__ = "leases"
    __table_args__ = SYSTEM
    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    holder: Mapped[str] = mapped_column(String(80))
    until: Mapped[datetime]


def new_holder() -> str:
    """A name for this process that no other process has."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"


@dataclass(frozen=True)
class Lease:
    """One holder's claim to one kind of work."""

    database: Database
    clock: Clock
    name: str
    holder: str = field(default_factory=new_holder)

    def take(self) -> bool:
        """Takes the lease or renews it, in a transaction of its own; whether it is this holder's now."""
        now = self.clock.now()
        with self.database.writing() as session:
            dialect = session.get_bind().dialect.name
            insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
            values = {"holder": self.holder, "until": now + LENGTH}
            statement = (
                insert(LeaseRow)
                .values(name=self.name, **values)
                .on_conflict_do_update(
                    index_elements=["name"],
                    set_=values,
                    where=(LeaseRow.holder == self.holder) | (LeaseRow.until < now - TOLERANCE),
                )
                .returning(LeaseRow.holder)
            )
            return session.execute(statement).scalar() == self.holder

    def give_back(self) -> None:
        """Lets another host begin at once."""
        with self.database.writing() as session:
            session.execute(
                delete(LeaseRow).where(LeaseRow.name == self.name, LeaseRow.holder == self.holder)
            )


def held_until(database: Database, name: str) -> datetime | None:
    """When this kind of work's lease ends, whoever holds it; None where nobody took it."""
    with database.reading() as session:
        row = session.get(LeaseRow, name)
        return row.until if row else None


class Tenure:
    """Holds a lease as long as it can: a thread takes it when it is free, and renews it beside the work."""

    def __init__(self, lease: Lease, *, renew_seconds: float = RENEW_SECONDS) -> None:
        self._lease, self._renew_seconds = lease, renew_seconds
        self._believed_until = 0.0
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._hold, name="lease", daemon=True)

    def __enter__(self) -> Self:
        self._renew()
        self._thread.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._stopped.set()
        self._thread.join()
        if self.is_mine():
            try:
                self._lease.give_back()
            except SQLAlchemyError:
                log.warning("the lease could not be given back; it ends by itself")

    def is_mine(self) -> bool:
        """Whether the work is this holder's now; the machine's own seconds count, not its clock."""
        return time.monotonic() < self._believed_until

    def _hold(self) -> None:
        while not self._stopped.wait(self._renew_seconds):
            self._renew()

    def _renew(self) -> None:
        began = time.monotonic()
        try:
            mine = self._lease.take()
        except SQLAlchemyError:
            # What was believed stays so until its time is over: the row is not another's before that.
            log.warning("the lease could not be renewed")
            return
        self._believed_until = began + BELIEVED_SECONDS if mine else 0.0
