"""An open preparation in a candidate's browser: neither the cookie nor the database opens anything alone."""

import hashlib
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from portal.preparation import rules
from portal.preparation.models import FormSession
from portal.shared.clock import Clock
from portal.shared.database import Database, new_id
from portal.shared.sealing import derive, seal, unseal

KEY_SIZES = (64,)


@dataclass(frozen=True)
class Holder:
    """Whoever has an open preparation in this browser."""

    preparation_id: str
    session_id: str
    data_key: bytes = field(repr=False)
    began: datetime


def begin_session(
    session: Session, preparation_id: str, data_key: bytes, *, clock: Clock, creator: bool = False
) -> str:
    """Adds a form session and returns its token, which only the cookie will know."""
    token, session_id = secrets.token_urlsafe(32), new_id()
    session.add(
        FormSession(
            id=session_id,
            token_digest=_digest(token),
            preparation_id=preparation_id,
            sealed_key=seal(_key(token), data_key, aad=_aad(session_id), sizes=KEY_SIZES),
            creator=creator,
            created_at=clock.now(),
            last_used_at=clock.now(),
        )
    )
    session.flush()
    return token


def find_holder(database: Database, clock: Clock, token: str | None) -> Holder | None:
    """The holder of a living session, in short transactions of its own; None when it has ended."""
    if not token:
        return None
    with database.reading() as session:
        row = session.scalar(select(FormSession).where(FormSession.token_digest == _digest(token)))
    if row is None or row.preparation_id is None:
        return None
    if not rules.session_is_alive(row.created_at, row.last_used_at, clock.now()):
        return None
    if clock.now() - row.last_used_at >= rules.LAST_USE_STEP:
        # A full disk takes no page away; the session then ends sooner, never later.
        with suppress(OperationalError), database.writing() as session:
            session.execute(
                update(FormSession).where(FormSession.id == row.id).values(last_used_at=clock.now())
            )
    return Holder(
        row.preparation_id, row.id, unseal(_key(token), row.sealed_key, aad=_aad(row.id)), row.created_at
    )


def made_here(session: Session, preparation_id: str, token: str | None) -> bool:
    """Whether this browser made the preparation: then a guesser's lock does not keep its owner out."""
    if not token:
        return False
    made = select(FormSession.id).where(
        FormSession.token_digest == _digest(token),
        FormSession.preparation_id == preparation_id,
        FormSession.creator.is_(True),
    )
    return session.scalar(made) is not None


def end_session(session: Session, token: str | None) -> None:
    """Deletes the session of this browser; what was saved stays."""
    if token:
        session.execute(delete(FormSession).where(FormSession.token_digest == _digest(token)))


def end_other_sessions(session: Session, holder: Holder) -> None:
    """Closes the preparation in every browser but this one."""
    session.execute(
        delete(FormSession).where(
            FormSession.preparation_id == holder.preparation_id, FormSession.id != holder.session_id
        )
    )


def purge_sessions(session: Session, clock: Clock) -> None:
    """Deletes sessions that can no longer be used."""
    now = clock.now()
    session.execute(
        delete(FormSession).where(
            or_(
                (FormSession.preparation_id.is_not(None))
                & (FormSession.created_at < now - rules.LONGEST_SESSION),
                FormSession.created_at < now - rules.LONGEST_DESK_SESSION,
            )
        )
    )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _key(token: str) -> bytes:
    return derive(token.encode(), "form session")


def _aad(session_id: str) -> bytes:
    return f"session:{session_id}".encode()
