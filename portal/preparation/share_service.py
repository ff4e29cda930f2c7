"""Sharing: a copy of what may be seen, sealed apart, opened by the conversation code."""

import secrets
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.preparation import rules, vault_service
from portal.preparation.answers import Answers
from portal.preparation.models import FormSession, SharedCopy, SheetOpened
from portal.preparation.session_service import Holder
from portal.preparation.sheet_lines import shared_part
from portal.preparation.vault_service import Wrap
from portal.shared.clock import Clock
from portal.shared.database import new_id
from portal.shared.keyring import KeyRing


@dataclass(frozen=True)
class Shared:
    """The conversation code as its owner sees it, until when it works, and when the sheet was opened."""

    code_text: str = field(repr=False)
    expires_on: date
    opened: tuple[datetime, ...]


def share(
    session: Session, holder: Holder, answers: Answers, wrap: Wrap, *, ring: KeyRing, clock: Clock
) -> None:
    """Makes the copy that the new conversation code opens; a code that was there before works no longer."""
    copy_key = secrets.token_bytes(32)
    withdraw(session, holder)
    expiry = rules.copy_expires_on(answers.meeting, clock.today())
    session.add(_copy(holder, wrap, copy_key, answers, expiry, ring=ring, clock=clock))
    session.flush()


def _copy(
    holder: Holder,
    wrap: Wrap,
    copy_key: bytes,
    answers: Answers,
    expiry: date,
    *,
    ring: KeyRing,
    clock: Clock,
) -> SharedCopy:
    row_id, shown = new_id(), shared_part(answers)
    return SharedCopy(
        id=row_id,
        preparation_id=holder.preparation_id,
        locator=wrap.code.locator,
        salt=wrap.salt,
        wrapped_key=vault_service.wrap_key(ring, wrap, copy_key, expiry),
        sealed=vault_service.seal_answers(ring, copy_key, shown, row_id=row_id, expiry=expiry),
        owner_sealed=vault_service.seal_for_owner(
            holder.data_key, copy_id=row_id, copy_key=copy_key, code_text=wrap.code.text
        ),
        expires_on=expiry,
        created_at=clock.now(),
    )


def shared(session: Session, holder: Holder, *, clock: Clock) -> Shared | None:
    """What is shared now, or None."""
    copy = _copy_of(session, holder)
    if copy is None or copy.expires_on < clock.today():
        return None
    code_text = vault_service.open_for_owner(holder.data_key, copy)[1]
    return Shared(code_text, copy.expires_on, opened_at(session, holder))


def opened_at(session: Session, holder: Holder) -> tuple[datetime, ...]:
    """When the sheet was opened at a desk; its owner may see it after the code was taken back, too."""
    moments = session.scalars(
        select(SheetOpened.opened_at)
        .where(SheetOpened.preparation_id == holder.preparation_id)
        .order_by(SheetOpened.opened_at)
    )
    return tuple(moments)


def withdraw(session: Session, holder: Holder) -> None:
    """Deletes the copy; what was read stays read."""
    copy = _copy_of(session, holder)
    if copy is not None:
        session.execute(delete(FormSession).where(FormSession.copy_id == copy.id))
        session.delete(copy)
        session.flush()


def _copy_of(session: Session, holder: Holder) -> SharedCopy | None:
    return session.scalar(select(SharedCopy).where(SharedCopy.preparation_id == holder.preparation_id))
