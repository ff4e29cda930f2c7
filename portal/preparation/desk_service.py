"""The consultant's side: a conversation code opens a copy on the desk, never without an audit row."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.preparation import rules, vault_service
from portal.preparation.answers import Answers
from portal.preparation.models import FormSession, SharedCopy, SheetOpened
from portal.preparation.service import WrongCodeError
from portal.preparation.wrong_code_service import count_wrong_code, forgive, refuse_if_locked
from portal.shared.actors import Actor
from portal.shared.audit import AuditEvent, record
from portal.shared.clock import Clock
from portal.shared.codes import Code, CodeKind
from portal.shared.database import Database, new_id
from portal.shared.errors import N_, NotFound
from portal.shared.keyring import KeyRing, KeyRingError
from portal.shared.sealing import WrongKeyError, derive, seal, unseal

GONE = N_("Arket er ikke åbent længere. Skriv samtalekoden igen.")


@dataclass(frozen=True)
class OpenedSheet:
    """A sheet on the desk: only what the candidate chose to show."""

    id: str
    answers: Answers
    expires_on: date


def open_with_conversation_code(
    database: Database, actor: Actor, code: Code, *, ring: KeyRing, clock: Clock
) -> OpenedSheet:
    """Opens a sheet on this desk; raises WrongCodeError or TooManyTries.

    The desk's row and the audit row are one transaction: no sheet is opened without a trace.
    """
    with database.reading() as session:
        copy = session.scalar(select(SharedCopy).where(SharedCopy.locator == code.locator))
    if copy is not None and copy.expires_on < clock.today():
        copy = None
    derived = vault_service.derived_key(code, copy)
    refuse_if_locked(database, code, clock=clock)
    try:
        copy_key = vault_service.unwrap_key(ring, CodeKind.CONVERSATION, copy, derived)
    except (WrongKeyError, KeyRingError) as error:
        count_wrong_code(database, code, f"sheet:{copy.id if copy else 'unknown'}", clock=clock)
        raise WrongCodeError from error
    assert copy is not None
    with database.writing() as session:
        forgive(session, code)
        return _put_on_desk(
            session, actor, session.get(SharedCopy, copy.id), copy_key, ring=ring, clock=clock
        )


def _put_on_desk(
    session: Session, actor: Actor, copy: SharedCopy | None, copy_key: bytes, *, ring: KeyRing, clock: Clock
) -> OpenedSheet:
    if copy is None:
        raise WrongCodeError
    answers = vault_service.open_answers(ring, copy_key, copy.sealed, row_id=copy.id)
    session.execute(
        delete(FormSession).where(
            FormSession.copy_id == copy.id, FormSession.staff_session_id == actor.session_id
        )
    )
    row_id = new_id()
    session.add(
        FormSession(
            id=row_id,
            copy_id=copy.id,
            staff_session_id=actor.session_id,
            sealed_key=seal(_desk_key(actor), copy_key, aad=f"desk:{row_id}".encode(), sizes=(64,)),
            created_at=clock.now(),
            last_used_at=clock.now(),
        )
    )
    session.add(SheetOpened(preparation_id=copy.preparation_id, opened_at=clock.now()))
    record(session, clock, AuditEvent.SHEET_OPEN, actor=actor, subject=f"sheet:{copy.id}")
    session.flush()
    return OpenedSheet(row_id, answers, copy.expires_on)


def opened_sheets(session: Session, actor: Actor, *, ring: KeyRing, clock: Clock) -> list[OpenedSheet]:
    """The sheets open on this desk now, in order of conversation."""
    rows = session.execute(
        select(FormSession, SharedCopy)
        .join(SharedCopy, FormSession.copy_id == SharedCopy.id)
        .where(FormSession.staff_session_id == actor.session_id, SharedCopy.expires_on >= clock.today())
    ).all()
    alive = [(row, copy) for row, copy in rows if rules.desk_view_is_alive(row.created_at, clock.now())]
    sheets = [_read(actor, row, copy, ring) for row, copy in alive]
    return sorted((sheet for sheet in sheets if sheet), key=lambda sheet: sheet.answers.meeting.order)


def view_sheet(
    database: Database, actor: Actor, sheet_id: str, *, ring: KeyRing, clock: Clock
) -> OpenedSheet:
    """One open sheet, with an audit row for looking at it; raises NotFound when it is not open here."""
    with database.writing() as session:
        found = [s for s in opened_sheets(session, actor, ring=ring, clock=clock) if s.id == sheet_id]
        if not found:
            raise NotFound(GONE)
        row = session.get_one(FormSession, sheet_id)
        record(session, clock, AuditEvent.SHEET_VIEW, actor=actor, subject=f"sheet:{row.copy_id}")
        return found[0]


def close_sheet(session: Session, actor: Actor, sheet_id: str, *, clock: Clock) -> None:
    """Takes a sheet off the desk."""
    row = session.get(FormSession, sheet_id)
    if row is None or row.staff_session_id != actor.session_id:
        raise NotFound(GONE)
    record(session, clock, AuditEvent.SHEET_CLOSE, actor=actor, subject=f"sheet:{row.copy_id}")
    session.delete(row)
    session.flush()


def _read(actor: Actor, row: FormSession, copy: SharedCopy, ring: KeyRing) -> OpenedSheet | None:
    """The sheet; None when it can no longer be opened, because a key was destroyed."""
    try:
        copy_key = unseal(_desk_key(actor), row.sealed_key, aad=f"desk:{row.id}".encode())
        answers = vault_service.open_answers(ring, copy_key, copy.sealed, row_id=copy.id)
    except (WrongKeyError, KeyRingError):
        return None
    return OpenedSheet(row.id, answers, copy.expires_on)


def _desk_key(actor: Actor) -> bytes:
    return derive(actor.desk_secret, "desk view")
