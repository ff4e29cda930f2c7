"""Tables of approvals: who signed which text of a fact, and which dates editors were warned of."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.shared.database import Base, new_id
from portal.shared.internal_tables import INTERNAL

_LIVING = text("withdrawn_at IS NULL")


class FactApproval(Base):
    """Added once; the second signature and the withdrawal are written once each, and nothing is deleted."""

    __tablename__ = "fact_approvals"
    __table_args__ = (
        CheckConstraint("second_by <> signed_by", name="two_persons"),
        CheckConstraint("(second_by IS NULL) = (second_at IS NULL)", name="second"),
        CheckConstraint(
            "(withdrawn_by IS NULL) = (withdrawn_at IS NULL) AND (withdrawn_by IS NULL) = (reason IS NULL)",
            name="withdrawn",
        ),
        Index(
            "uq_fact_approvals_living",
            "fact_id",
            "text_hash",
            unique=True,
            sqlite_where=_LIVING,
            postgresql_where=_LIVING,
        ),
        INTERNAL,
    )
    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    fact_id: Mapped[str] = mapped_column(String(80))
    text_hash: Mapped[str] = mapped_column(String(64))
    source_checked_on: Mapped[date | None] = mapped_column(Date)
    signed_by: Mapped[str] = mapped_column(String(36), ForeignKey("users.id"))
    signed_at: Mapped[datetime]
    second_by: Mapped[str | None] = mapped_column(String(36), ForeignKey("users.id"))
    second_at: Mapped[datetime | None]
    withdrawn_by: Mapped[str | None] = mapped_column(String(36), ForeignKey("users.id"))
    withdrawn_at: Mapped[datetime | None]
    reason: Mapped[str | None] = mapped_column(String(500))


class FactWarning(Base):
    """That editors were told of a day on which a fact is to be looked at or changes."""

    __tablename__ = "fact_warnings"
    __table_args__ = (INTERNAL,)
    fact_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    warned_at: Mapped[datetime]
