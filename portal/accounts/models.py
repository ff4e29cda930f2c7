"""Tables of staff: teams, users, their sessions and their one-time links."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.shared.actors import Role
from portal.shared.database import Base, new_id
from portal.shared.internal_tables import SYSTEM

ROLES = ", ".join(f"'{role.value}'" for role in Role)


class Team(Base):
    __tablename__ = "teams"
    __table_args__ = SYSTEM
    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(120), unique=True)


class User(Base):
    """A member of staff; the row stays for what points at it, the name goes two years after the account."""

    __tablename__ = "users"
    __table_args__ = (CheckConstraint(f"role IN ({ROLES})", name="role"), SYSTEM)
    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[str] = mapped_column(String(40))
    team_id: Mapped[str] = mapped_column(String(36), ForeignKey("teams.id"), index=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    disabled_at: Mapped[datetime | None]
    team: Mapped[Team] = relationship(lazy="raise")


class StaffSession(Base):
    """One browser that is signed in; the token itself is only in its cookie."""

    __tablename__ = "staff_sessions"
    __table_args__ = SYSTEM
    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[str] = mapped_column(String(36), ForeignKey("users.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime]
    user: Mapped[User] = relationship(lazy="raise")


class StartLink(Base):
    """A one-time link to choose a password; a user has at most one."""

    __tablename__ = "start_links"
    __table_args__ = SYSTEM
    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[str] = mapped_column(String(36), ForeignKey("users.id", ondelete="CASCADE"), unique=True)
    expires_at: Mapped[datetime]
    user: Mapped[User] = relationship(lazy="raise")
