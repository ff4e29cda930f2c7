"""What is counted by month for the figures: measures by fagområde and kind, no person and no company."""

import re
from collections.abc import Sequence
from enum import StrEnum

from sqlalchemy import Integer, String, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.shared.clock import Clock
from portal.shared.database import Base
from portal.shared.internal_tables import SYSTEM

# What a row may say is a code from a register, never a word that somebody typed.
CODE = re.compile(r"[a-z]{1,20}(-[a-z]{1,20}){0,3}")


class Measure(StrEnum):
    """Everything that is counted; what each means is said in portal/figures/labels.py."""

    OPENINGS_PUBLISHED = "openings-published"
    OPENINGS_FILLED = "openings-filled"
    OPENINGS_READ = "openings-read"
    OPENINGS_GUESSED = "openings-guessed"
    ENQUIRIES_RECEIVED = "enquiries-received"
    ANSWERED_IN_TIME = "answered-in-time"
    REVEALED = "revealed"
    FORWARDED = "forwarded"
    MET = "met"
    STARTED = "started"


class MonthlyCount(Base):
    __tablename__ = "monthly_counts"
    __table_args__ = (SYSTEM,)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    measure: Mapped[str] = mapped_column(String(40), primary_key=True)
    field: Mapped[str] = mapped_column(String(40), primary_key=True)
    type: Mapped[str] = mapped_column(String(20), primary_key=True)
    count: Mapped[int] = mapped_column(Integer, default=0)


def count(session: Session, clock: Clock, measure: Measure, *, field: str, type: str) -> None:  # noqa: A002
    """Counts one event in the month of today's date in Copenhagen, in the caller's transaction."""
    add(session, f"{clock.today():%Y-%m}", measure, field=field, type=type, by=1)


def add(session: Session, month: str, measure: Measure, *, field: str, type: str, by: int) -> None:  # noqa: A002
    """One statement, so that writers at the same time lose nothing."""
    if not (CODE.fullmatch(field) and CODE.fullmatch(type)):
        raise ValueError("a count names a fagområde and a kind by their codes")
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    row = dialect.insert(MonthlyCount).values(
        month=month, measure=measure.value, field=field, type=type, count=by
    )
    session.execute(
        row.on_conflict_do_update(
            index_elements=["month", "measure", "field", "type"],
            set_={"count": MonthlyCount.count + row.excluded.count},
        )
    )


def counts_before(session: Session, month: str) -> Sequence[MonthlyCount]:
    """Every count of the months before this one, the oldest first."""
    rows = select(MonthlyCount).where(MonthlyCount.month < month)
    return session.scalars(rows.order_by(MonthlyCount.month)).all()
