"""Leases: which host does the regular work. One row for each kind of work, taken and renewed at once."""

import os
import secrets
import socket
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import String, delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from portal.shared.clock import Clock
from portal.shared.database import Base, Database
from portal.shared.internal_tables import SYSTEM

LENGTH = timedelta(seconds=90)
# Hosts' clocks differ: a lease is another's to take only this long after its end.
TOLERANCE = timedelta(seconds=30)


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
