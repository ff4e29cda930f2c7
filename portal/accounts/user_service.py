"""Adding, disabling and inviting members of staff, and the users of the demonstration."""

import secrets
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.accounts import rules
from portal.accounts.models import StartLink, Team, User
from portal.accounts.password_service import hash_password
from portal.accounts.service import end_all_sessions, hash_token
from portal.shared import audit
from portal.shared.actors import Role
from portal.shared.audit import AuditEvent
from portal.shared.clock import Clock
from portal.shared.errors import N_, NotAllowedNow, NotFound

DEMO_TEAM = "Team Akademikere"


@dataclass(frozen=True)
class NewUser:
    role: Role
    email: str
    name: str
    team: str = DEMO_TEAM


DEMO_USERS = (
    NewUser(Role.EMPLOYMENT_CONSULTANT, "karin@eksempelby.example", "Karin Lund"),
    NewUser(Role.COMPANY_CONSULTANT, "viggo@eksempelby.example", "Viggo Holm"),
    NewUser(Role.COMPANY_CONSULTANT, "vera@eksempelby.example", "Vera Dahl"),
    NewUser(Role.EDITOR, "rikke@eksempelby.example", "Rikke Bro"),
    NewUser(Role.MANAGER, "leif@eksempelby.example", "Leif Skov"),
    NewUser(Role.ADMINISTRATOR, "aksel@eksempelby.example", "Aksel Vang"),
)


def add_user(session: Session, clock: Clock, *, email: str, role: Role, team: str, name: str = "") -> str:
    """A user without a password, in a team that is made where it is new; returns the link's token."""
    user = _add(session, clock, NewUser(role, rules.fold_email(email), name or email.partition("@")[0], team))
    return _make_link(session, clock, user)


def make_start_link(session: Session, clock: Clock, email: str) -> str:
    """A new one-time link for someone who forgot the password; the earlier link dies, the password stays."""
    user = _user_with(session, email)
    if user.disabled_at is not None:
        raise NotAllowedNow(N_("Brugeren er lukket. Opret en ny bruger med en anden e-mail."))
    audit.record(session, clock, AuditEvent.START_LINK, actor=None, subject=f"user:{user.id}")
    return _make_link(session, clock, user)


def disable_user(session: Session, clock: Clock, email: str) -> None:
    """Closes the account and ends every session and link of it; the row stays for the audit log."""
    user = _user_with(session, email)
    user.disabled_at = user.disabled_at or clock.now()
    end_all_sessions(session, user.id)
    session.execute(delete(StartLink).where(StartLink.user_id == user.id))
    audit.record(session, clock, AuditEvent.USER_DISABLE, actor=None, subject=f"user:{user.id}")


def create_demo_users(session: Session, clock: Clock) -> list[dict[str, str]]:
    """The users of the demonstration, each with a random password that is shown once and never again."""
    passwords = [demo_password() for _ in DEMO_USERS]
    # Hashed before the first statement, so that the transaction does not wait for it.
    hashes = [hash_password(password) for password in passwords]
    for new, password_hash in zip(DEMO_USERS, hashes, strict=True):
        _add(session, clock, new).password_hash = password_hash
    session.flush()
    return [
        {"role": new.role.value, "email": new.email, "password": password}
        for new, password in zip(DEMO_USERS, passwords, strict=True)
    ]


def demo_password() -> str:
    """Four groups of four symbols that nobody mistakes for each other, about 79 bits."""
    symbols = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(symbols) for _ in range(4)) for _ in range(4))


def _add(session: Session, clock: Clock, new: NewUser) -> User:
    if session.scalar(select(User.id).where(User.email == new.email)):
        raise NotAllowedNow(N_("Der er allerede en bruger med den e-mail. `users link` laver et nyt link."))
    user = User(
        email=new.email,
        name=new.name,
        role=new.role.value,
        team_id=_team(session, new.team).id,
    )
    session.add(user)
    session.flush()
    audit.record(
        session, clock, AuditEvent.USER_ADD, actor=None, subject=f"user:{user.id}", role=new.role.value
    )
    return user


def _team(session: Session, name: str) -> Team:
    team = session.scalar(select(Team).where(Team.name == name))
    if team is None:
        team = Team(name=name)
        session.add(team)
        session.flush()
    return team


def _user_with(session: Session, email: str) -> User:
    user = session.scalar(select(User).where(User.email == rules.fold_email(email)))
    if user is None:
        raise NotFound(N_("Der er ingen bruger med den e-mail."))
    return user


def _make_link(session: Session, clock: Clock, user: User) -> str:
    session.execute(delete(StartLink).where(StartLink.user_id == user.id))
    token = secrets.token_urlsafe(32)
    session.add(
        StartLink(
            token_hash=hash_token(token), user_id=user.id, expires_at=clock.now() + rules.START_LINK_LIFE
        )
    )
    session.flush()
    return token
