"""Tables of preparations: sealed content and what is needed to open it with a code."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.shared.database import Base, new_id
from portal.shared.internal_tables import SYSTEM


class Preparation(Base):
    """A candidate's answers, sealed under a data key that only the owner code unwraps."""

    __tablename__ = "preparations"
    __table_args__ = (Index("ix_preparations_expires", "expires_on"), SYSTEM)
    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    locator: Mapped[str] = mapped_column(String(5), unique=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    wrapped_key: Mapped[bytes] = mapped_column(LargeBinary)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    expires_on: Mapped[date] = mapped_column(Date)
    created_at: Mapped[datetime]


class SharedCopy(Base):
    """What the consultant may see, sealed apart under a key of its own; opened by the conversation code."""

    __tablename__ = "preparation_copies"
    __table_args__ = (Index("ix_preparation_copies_expires", "expires_on"), SYSTEM)
    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    preparation_id: Mapped[str] = mapped_column(
        ForeignKey("preparations.id", ondelete="CASCADE"), unique=True
    )
    locator: Mapped[str] = mapped_column(String(4), unique=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    wrapped_key: Mapped[bytes] = mapped_column(LargeBinary)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    # The copy's key and the code itself, sealed under the owner's data key: to seal again and to show again.
    owner_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    expires_on: Mapped[date] = mapped_column(Date)
    created_at: Mapped[datetime]


class FormSession(Base):
    """An open preparation in a candidate's browser, or an open copy on a consultant's desk."""

    __tablename__ = "form_sessions"
    __table_args__ = (
        CheckConstraint("(preparation_id IS NULL) <> (copy_id IS NULL)", name="one_of_two"),
        CheckConstraint("(copy_id IS NULL) = (staff_session_id IS NULL)", name="desk_is_staff"),
        Index("ix_form_sessions_staff", "staff_session_id"),
        # Deleting a preparation looks for its sessions: without these it would read the whole table.
        Index("ix_form_sessions_preparation", "preparation_id"),
        Index("ix_form_sessions_copy", "copy_id"),
        SYSTEM,
    )
    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    token_digest: Mapped[str | None] = mapped_column(String(64), unique=True)
    preparation_id: Mapped[str | None] = mapped_column(ForeignKey("preparations.id", ondelete="CASCADE"))
    copy_id: Mapped[str | None] = mapped_column(ForeignKey("preparation_copies.id", ondelete="CASCADE"))
    staff_session_id: Mapped[str | None] = mapped_column(String(36))
    sealed_key: Mapped[bytes] = mapped_column(LargeBinary)
    # Set for the session in which the form was made: a lock by a guesser does not keep its owner out.
    creator: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime]


class WrongCodes(Base):
    """How often a locator was tried with a wrong secret, and until when it is locked."""

    __tablename__ = "preparation_wrong_codes"
    __table_args__ = SYSTEM
    key: Mapped[str] = mapped_column(String(20), primary_key=True)
    failed: Mapped[int] = mapped_column(Integer)
    last_at: Mapped[datetime]
    locked_until: Mapped[datetime | None]


class SheetOpened(Base):
    """That a consultant opened the sheet, for the candidate to see."""

    __tablename__ = "sheets_opened"
    __table_args__ = SYSTEM
    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    preparation_id: Mapped[str] = mapped_column(ForeignKey("preparations.id", ondelete="CASCADE"), index=True)
    opened_at: Mapped[datetime]
