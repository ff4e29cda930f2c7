"""Where to write to the staff who answer for something."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import User
from portal.shared.actors import Actor, Role
from portal.shared.errors import NotFound


def mail_addresses(session: Session, owner_id: str, team_id: str) -> Sequence[str]:
    """The owner's address; when the owner has left, the team's company consultants substitute."""
    owner = session.get(User, owner_id)
    if owner is not None and owner.disabled_at is None:
        return [owner.email]
    return team_addresses(session, team_id)


def team_addresses(session: Session, team_id: str) -> Sequence[str]:
    """Every company consultant of the team who can sign in."""
    return session.scalars(
        select(User.email)
        .where(
            User.team_id == team_id,
            User.role == Role.COMPANY_CONSULTANT.value,
            User.disabled_at.is_(None),
        )
        .order_by(User.email)
    ).all()


def names(session: Session, user_ids: Collection[str]) -> Mapping[str, str]:
    """The names of these members of staff; those whose name was deleted are left out."""
    rows = session.execute(select(User.id, User.name).where(User.id.in_(user_ids), User.name != ""))
    return {row.id: row.name for row in rows}


@dataclass(frozen=True)
class Colleague:
    """A member of staff who can sign in."""

    user_id: str
    role: str
    email: str


def colleagues(session: Session, team_id: str, roles: Collection[str]) -> Sequence[Colleague]:
    """Those of a team with one of the roles who can sign in."""
    found = select(User.id, User.role, User.email).where(
        User.team_id == team_id, User.role.in_(roles), User.disabled_at.is_(None)
    )
    return [Colleague(*row) for row in session.execute(found.order_by(User.id))]


def editor_addresses(session: Session) -> Sequence[str]:
    """Every editor who can sign in."""
    editors = select(User.email).where(User.role == Role.EDITOR.value, User.disabled_at.is_(None))
    return session.scalars(editors.order_by(User.email)).all()


def has_users(session: Session) -> bool:
    return session.scalar(select(User.id).limit(1)) is not None


def actor_with_email(session: Session, email: str) -> Actor:
    """The user as an actor without a session, for commands that act on somebody's behalf."""
    user = session.scalar(select(User).where(User.email == email, User.disabled_at.is_(None)))
    if user is None:
        raise NotFound
    return _without_session(user)


def company_consultants(session: Session) -> Sequence[Actor]:
    """Every company consultant who can sign in, by address."""
    role = User.role == Role.COMPANY_CONSULTANT.value
    users = session.scalars(select(User).where(role, User.disabled_at.is_(None)).order_by(User.email))
    return [_without_session(user) for user in users]


def _without_session(user: User) -> Actor:
    return Actor(user.id, user.name, user.email, Role(user.role), user.team_id, session_id="")
