"""The table of enquiries: what a candidate wrote is sealed, the rest says only where it stands."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.enquiries.rules import State
from portal.shared.database import Base, new_id
from portal.shared.internal_tables import INTERNAL

STATES = ", ".join(f"'{state.value}'" for state in State)


class Enquiry(Base):
    __tablename__ = "enquiries"
    __table_args__ = (
        CheckConstraint(f"state IN ({STATES})", name="state"),
        CheckConstraint(
            "state <> 'withdrawn' OR (sealed IS NULL AND sealed_reason IS NULL "
            "AND email_mark IS NULL AND phone_mark IS NULL)",
            name="withdrawn_is_empty",
        ),
        Index("ix_enquiries_inbox", "team_id", "state", "submitted_at"),
        INTERNAL,
    )
    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    team_id: Mapped[str] = mapped_column(ForeignKey("teams.id"))
    owner_id: Mapped[str] = mapped_column(ForeignKey("users.id"))
    opening_id: Mapped[str] = mapped_column(String(36), index=True)
    language: Mapped[str] = mapped_column(String(2))
    state: Mapped[str] = mapped_column(String(20), default=State.NEW.value)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    sealed_answer: Mapped[bytes | None] = mapped_column(LargeBinary)
    submitted_at: Mapped[datetime]
    answer_by: Mapped[date] = mapped_column(Date)
    answered_at: Mapped[datetime | None]
    considered_at: Mapped[datetime | None]
    revealed_at: Mapped[datetime | None]
    candidate_yes_on: Mapped[date | None] = mapped_column(Date)
    forwarded_at: Mapped[datetime | None]
    met_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(String(30), default="", server_default="")
    sealed_reason: Mapped[bytes | None] = mapped_column(LargeBinary)
    # Why it is not shown as one of its own: it looks like any other from outside.
    set_aside: Mapped[str] = mapped_column(String(10), default="", server_default="")
    # The last step of the service level that was taken, in working days: 0, 2, 3 or 5.
    reminded: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    reference: Mapped[str | None] = mapped_column(String(12), unique=True)
    # Keyed hashes of the address and the number, to count how many enquiries one candidate has open.
    email_mark: Mapped[str | None] = mapped_column(String(64), index=True)
    phone_mark: Mapped[str | None] = mapped_column(String(64), index=True)
    # The form's own token: a double press makes one enquiry.
    form_mark: Mapped[str | None] = mapped_column(String(64), unique=True)
    purge_on: Mapped[date] = mapped_column(Date, index=True)
