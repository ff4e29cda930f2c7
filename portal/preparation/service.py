"""The owner's verbs: begin, resume, read, save, delete."""

import secrets
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.preparation import rules, save_service, vault_service
from portal.preparation.answers import Answers
from portal.preparation.models import FormSession, Preparation, SharedCopy
from portal.preparation.session_service import (
    Holder,
    begin_session,
    end_other_sessions,
    end_session,
    made_here,
)
from portal.preparation.vault_service import Wrap
from portal.preparation.wrong_code_service import (
    count_wrong_code,
    forgive,
    refuse_if_locked,
)
from portal.shared.audit import AuditEvent, record
from portal.shared.clock import Clock
from portal.shared.codes import Code, CodeKind
from portal.shared.database import Database, new_id
from portal.shared.errors import N_, NotFound
from portal.shared.keyring import KeyRing, KeyRingError
from portal.shared.sealing import WrongKeyError


class WrongCodeError(Exception):
    """The code opens nothing; whether it is unknown or wrong is not told."""


@dataclass(frozen=True)
class Opened:
    """A session has begun: its token for the cookie, and the owner code where a new one was made."""

    preparation_id: str
    token: str = field(repr=False)
    code_text: str = field(repr=False, default="")


def begin(
    session: Session, wrap: Wrap, *, ring: KeyRing, clock: Clock, days: int, answers: Answers | None = None
) -> Opened:
    """Makes a preparation under a new owner code, which is shown once and stored nowhere."""
    row_id, data_key = new_id(), secrets.token_bytes(32)
    answers = answers or Answers()
    expiry = rules.expires_on(
        answers.meeting, clock.today(), days, today=clock.today(), round_on=answers.round_day
    )
    session.add(
        Preparation(
            id=row_id,
            locator=wrap.code.locator,
            salt=wrap.salt,
            wrapped_key=vault_service.wrap_key(ring, wrap, data_key, expiry),
            sealed=vault_service.seal_answers(ring, data_key, answers, row_id=row_id, expiry=expiry),
            expires_on=expiry,
            created_at=clock.now(),
        )
    )
    session.flush()
    token = begin_session(session, row_id, data_key, clock=clock, creator=True)
    return Opened(row_id, token, wrap.code.text)


def resume(database: Database, code: Code, token: str | None, *, ring: KeyRing, clock: Clock) -> Opened:
    """Opens a preparation with its owner code; raises WrongCodeError or TooManyTries.

    Reads, derives and writes in three steps: the slow derivation holds no lock.
    """
    with database.reading() as session:
        living = Preparation.expires_on >= clock.today()
        row = session.scalar(select(Preparation).where(Preparation.locator == code.locator, living))
        trusted = row is not None and made_here(session, row.id, token)
    derived = vault_service.derived_key(code, row)
    if not trusted:
        refuse_if_locked(database, code, clock=clock)
    try:
        data_key = vault_service.unwrap_key(ring, CodeKind.OWNER, row, derived)
    except (WrongKeyError, KeyRingError) as error:
        count_wrong_code(database, code, f"preparation:{row.id if row else 'unknown'}", clock=clock)
        raise WrongCodeError from error
    assert row is not None
    with database.writing() as session:
        forgive(session, code)
        end_session(session, token)
        return Opened(row.id, begin_session(session, row.id, data_key, clock=clock, creator=trusted))


def new_owner_code(session: Session, holder: Holder, wrap: Wrap, *, ring: KeyRing) -> str:
    """Gives an open preparation a new owner code; the old one, and what it opened elsewhere, ends."""
    row = _own(session, holder)
    end_other_sessions(session, holder)
    row.locator, row.salt = wrap.code.locator, wrap.salt
    row.wrapped_key = vault_service.wrap_key(ring, wrap, holder.data_key, row.expires_on)
    session.flush()
    return wrap.code.text


def locator_of(session: Session, holder: Holder) -> str:
    """The public part of the owner code that works now."""
    return _own(session, holder).locator


def answers_of(session: Session, holder: Holder, *, ring: KeyRing) -> Answers:
    row = _own(session, holder)
    return vault_service.open_answers(ring, holder.data_key, row.sealed, row_id=row.id)


def expiry_of(session: Session, holder: Holder) -> date:
    return _own(session, holder).expires_on


def save(
    session: Session, holder: Holder, answers: Answers, step: str, *, ring: KeyRing, clock: Clock, days: int
) -> None:
    """Seals these answers, and the consultant's copy if there is one; no derivation is needed."""
    saved = answers.with_step_saved(step, clock.now())
    save_service.save_within(session, holder, lambda _: saved, ring=ring, clock=clock, days=days)


def delete_preparation(session: Session, holder: Holder) -> None:
    """Deletes everything at once: answers, copy, sessions, what was opened when."""
    row = _own(session, holder)
    copies = select(SharedCopy.id).where(SharedCopy.preparation_id == row.id)
    session.execute(delete(FormSession).where(FormSession.copy_id.in_(copies)))
    session.execute(delete(FormSession).where(FormSession.preparation_id == row.id))
    session.delete(row)
    session.flush()


def purge(session: Session, *, clock: Clock) -> None:
    """Deletes preparations and copies whose last day has passed."""
    today = clock.today()
    ended = session.scalars(
        delete(Preparation).where(Preparation.expires_on < today).returning(Preparation.id)
    ).all()
    copies = session.scalars(
        delete(SharedCopy).where(SharedCopy.expires_on < today).returning(SharedCopy.id)
    ).all()
    for kind, count in (("preparation", len(ended)), ("copy", len(copies))):
        if count:
            record(session, clock, AuditEvent.PURGE, actor=None, subject="retention", kind=kind, count=count)


def _own(session: Session, holder: Holder) -> Preparation:
    row = session.get(Preparation, holder.preparation_id)
    if row is None:
        raise NotFound(N_("Arket er slettet."))
    return row
