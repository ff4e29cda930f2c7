"""Rate limits: one table, one upsert, shared by every worker; when it cannot count, it refuses."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta

from fastapi import Request
from sqlalchemy import Index, Integer, String, delete, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.shared import measures
from portal.shared.clock import Clock
from portal.shared.database import Base, Database
from portal.shared.errors import N_, TooManyTries, Unavailable
from portal.shared.internal_tables import SYSTEM
from portal.shared.keyring import KeyRing


@dataclass(frozen=True)
class Limit:
    """At most `tries` within `seconds`, for each key.

    `guards` is false for one that only spares the machine: when nothing can be counted, it lets everybody in.
    """

    name: str
    tries: int
    seconds: int
    guards: bool = True


class RateCount(Base):
    __tablename__ = "rate_counts"
    __table_args__ = (Index("ix_rate_counts_expires", "expires"), SYSTEM)
    bucket: Mapped[str] = mapped_column(String(160), primary_key=True)
    tries: Mapped[int] = mapped_column(Integer)
    expires: Mapped[int] = mapped_column(Integer)


def take(database: Database, clock: Clock, limit: Limit, key: str, factor: float = 1.0) -> None:
    """Counts one try in its own transaction; raises TooManyTries, or Unavailable when it cannot."""
    now = int(clock.now().timestamp())
    window = now // limit.seconds
    ends = (window + 1) * limit.seconds
    try:
        with database.writing() as session:
            tries = _count(session, f"{limit.name}:{window}:{key}", ends)
    except SQLAlchemyError as error:
        if not limit.guards:
            return
        raise Unavailable(N_("Vi kan ikke tage imod lige nu. Prøv igen om lidt."), retry_after=30) from error
    if tries > limit.tries * factor:
        measures.LIMITS_REFUSED.labels(limit.name).inc()
        raise TooManyTries(
            N_("Der har været mange forsøg på kort tid. Vent lidt, og prøv så igen."), retry_after=ends - now
        )


def _count(session: Session, bucket: str, ends: int) -> int:
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = (
        insert(RateCount)
        .values(bucket=bucket, tries=1, expires=ends)
        .on_conflict_do_update(index_elements=["bucket"], set_={"tries": RateCount.tries + 1})
        .returning(RateCount.tries)
    )
    return session.execute(statement).scalar_one()


def give_back(session: Session, clock: Clock, limit: Limit, key: str) -> None:
    """Takes back a try that turned out to be right, so that only wrong ones count."""
    window = int(clock.now().timestamp()) // limit.seconds
    bucket = f"{limit.name}:{window}:{key}"
    session.execute(update(RateCount).where(RateCount.bucket == bucket).values(tries=RateCount.tries - 1))


def take_from_address(request: Request, limit: Limit) -> None:
    """Counts one try of the sender's address; raises as `take` does."""
    state = request.app.state
    key = address_key(request, state.ring, state.clock)
    take(state.database, state.clock, limit, key, state.settings.limits_factor)


def address_key(request: Request, ring: KeyRing, clock: Clock) -> str:
    """The sender's address as an HMAC that changes every day: enough to count by, useless afterwards."""
    address = request.client.host if request.client else "unknown"
    return keyed(ring, f"{clock.today()}:{address}")


def keyed(ring: KeyRing, text: str) -> str:
    """What was typed as an HMAC: the same text counts together, and the table does not tell what it was."""
    secret = ring.purpose_key("addresses")[1]
    return hmac.new(secret, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()[:32]


def purge(session: Session, clock: Clock) -> None:
    """Deletes counts whose window ended an hour ago."""
    before = int((clock.now() - timedelta(hours=1)).timestamp())
    session.execute(delete(RateCount).where(RateCount.expires < before))
