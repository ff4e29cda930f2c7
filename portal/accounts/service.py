"""The verbs of sign-in: sessions that begin, live and end, and passwords chosen by a one-time link."""

import hashlib
import secrets
from contextlib import suppress
from dataclasses import dataclass

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import delete, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, joinedload

from portal.accounts import rules
from portal.accounts.models import StaffSession, StartLink, User
from portal.accounts.password_service import password_is_right
from portal.shared import audit
from portal.shared.actors import Actor, Role
from portal.shared.audit import AuditEvent
from portal.shared.clock import Clock
from portal.shared.database import Database
from portal.shared.errors import N_, Gone


@dataclass(frozen=True)
class Authenticated:
    """Who was meant, as far as that is known, and whether the password was right."""

    user_id: str | None
    accepted: bool


def authenticate(database: Database, email: str, password: str) -> Authenticated:
    """Checks a password outside any transaction; unknown, disabled and wrong take the same work."""
    with database.reading() as session:
        user = session.scalar(select(User).where(User.email == rules.fold_email(email)))
    right = password_is_right(user.password_hash if user else None, password)
    if user is None:
        return Authenticated(None, accepted=False)
    return Authenticated(user.id, accepted=right and user.disabled_at is None)


def start_session(session: Session, clock: Clock, user_id: str, *, replaces: str | None = None) -> str | None:
    """A new session for an authenticated user; the browser's earlier one ends. Returns the cookie's token.

    None when the user was disabled since the password was checked.
    """
    user = session.get(User, user_id)
    if user is None or user.disabled_at is not None:
        return None
    if replaces:
        session.execute(delete(StaffSession).where(StaffSession.token_hash == hash_token(replaces)))
    purge(session, clock)
    token = secrets.token_urlsafe(32)
    row = StaffSession(
        token_hash=hash_token(token), user_id=user.id, created_at=clock.now(), last_used_at=clock.now()
    )
    session.add(row)
    session.flush()
    actor = _actor(user, row.id, token)
    audit.record(session, clock, AuditEvent.SIGN_IN, actor=actor, subject=f"user:{user.id}")
    return token


def record_refusal(session: Session, clock: Clock, user_id: str | None) -> None:
    """The audit row of a refused sign-in; it never holds what was typed."""
    audit.record(
        session, clock, AuditEvent.SIGN_IN_REFUSED, actor=None, subject=f"user:{user_id or 'unknown'}"
    )


def end_session(session: Session, clock: Clock, actor: Actor) -> None:
    session.execute(delete(StaffSession).where(StaffSession.id == actor.session_id))
    audit.record(session, clock, AuditEvent.SIGN_OUT, actor=actor, subject=f"user:{actor.user_id}")


def end_all_sessions(session: Session, user_id: str) -> None:
    session.execute(delete(StaffSession).where(StaffSession.user_id == user_id))


def find_actor(database: Database, clock: Clock, token: str) -> Actor | None:
    """Who holds this cookie, in short transactions of its own; the last use is written once a minute."""
    with database.reading() as session:
        row = session.scalar(
            select(StaffSession)
            .where(StaffSession.token_hash == hash_token(token))
            .options(joinedload(StaffSession.user))
        )
    if row is None or row.user.disabled_at is not None:
        return None
    now = clock.now()
    if not rules.session_is_alive(created_at=row.created_at, last_used_at=row.last_used_at, now=now):
        return None
    if rules.last_use_is_due(last_used_at=row.last_used_at, now=now):
        # A full disk takes no page away; the session then ends sooner, never later.
        with suppress(OperationalError), database.writing() as session:
            session.execute(update(StaffSession).where(StaffSession.id == row.id).values(last_used_at=now))
    return _actor(row.user, row.id, token)


def user_of_link(database: Database, clock: Clock, token: str) -> User:
    """Whose link this is; Gone when it was used, replaced or is too old."""
    with database.reading() as session:
        return _living_link(session, clock, token).user


def set_password(session: Session, clock: Clock, token: str, password_hash: str) -> None:
    """Uses up the link, stores the hash and ends every session of the user."""
    link = _living_link(session, clock, token)
    user = link.user
    user.password_hash = password_hash
    session.delete(link)
    end_all_sessions(session, user.id)
    session.flush()
    audit.record(session, clock, AuditEvent.PASSWORD_SET, actor=None, subject=f"user:{user.id}")


def purge(session: Session, clock: Clock) -> None:
    """Deletes sessions that are over, links that are too old, and the names of those who left long ago."""
    session.execute(delete(StaffSession).where(StaffSession.created_at <= clock.now() - rules.ABSOLUTE))
    session.execute(delete(StartLink).where(StartLink.expires_at <= clock.now()))
    forgotten = User.disabled_at <= clock.now() - rules.NAME_KEPT
    session.execute(
        update(User)
        .where(forgotten, User.name != "")
        .values(name="", email=User.id + "@slettet.invalid", password_hash=None)
    )


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _living_link(session: Session, clock: Clock, token: str) -> StartLink:
    link = session.scalar(
        select(StartLink).where(StartLink.token_hash == hash_token(token)).options(joinedload(StartLink.user))
    )
    if link is None or link.expires_at <= clock.now() or link.user.disabled_at is not None:
        raise Gone(N_("Linket er brugt eller for gammelt. Bed din leder om et nyt."))
    return link


def _actor(user: User, session_id: str, token: str) -> Actor:
    """The desk secret comes from the cookie alone: without it, nobody opens what this session opened."""
    secret = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"samtaleklar desk").derive(token.encode())
    return Actor(
        user_id=user.id,
        name=user.name,
        email=user.email,
        role=Role(user.role),
        team_id=user.team_id,
        session_id=session_id,
        desk_secret=secret,
    )
