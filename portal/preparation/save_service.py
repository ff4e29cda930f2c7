"""Saving: what is slow comes before the turn to write, and comes again where somebody else was quicker."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from portal.preparation import rules, vault_service
from portal.preparation.answers import Answers
from portal.preparation.models import Preparation, SharedCopy
from portal.preparation.session_service import Holder
from portal.preparation.sheet_lines import shared_part
from portal.shared.clock import Clock, day_of
from portal.shared.codes import CodeKind
from portal.shared.database import Database
from portal.shared.errors import N_, NotFound
from portal.shared.keyring import KeyRing

Change = Callable[[Answers], Answers]
Row = TypeVar("Row", Preparation, SharedCopy)


@dataclass(frozen=True)
class Resealed:
    """A row as it was read (its seal and its wrapped key) and as it is to be."""

    id: str
    before: tuple[bytes, bytes] = field(repr=False)
    after: tuple[bytes, bytes] = field(repr=False)
    expires_on: date


@dataclass(frozen=True)
class Prepared:
    """Answers that are sealed and not yet written."""

    answers: Answers = field(repr=False)
    row: Resealed
    copy: Resealed | None


def save(
    database: Database, holder: Holder, change: Change, *, ring: KeyRing, clock: Clock, days: int
) -> Answers:
    """Changes the answers and the consultant's copy; returns them as saved.

    `change` may be called twice: with the answers as they were read, and again where they were no longer.
    """
    with database.reading() as session:
        prepared = prepare(session, holder, change, ring=ring, clock=clock, days=days)
    with database.writing() as session:
        if not write(session, prepared, holder):
            return save_within(session, holder, change, ring=ring, clock=clock, days=days)
    return prepared.answers


def save_within(
    session: Session, holder: Holder, change: Change, *, ring: KeyRing, clock: Clock, days: int
) -> Answers:
    """The same within a transaction that has its turn to write already."""
    prepared = prepare(session, holder, change, ring=ring, clock=clock, days=days, locking=True)
    done = write(session, prepared, holder)
    assert done, "nobody else can write meanwhile"
    session.expire_all()
    return prepared.answers


def prepare(
    session: Session,
    holder: Holder,
    change: Change,
    *,
    ring: KeyRing,
    clock: Clock,
    days: int,
    locking: bool = False,
) -> Prepared:
    """Reads, changes and seals; raises NotFound when the preparation is deleted."""
    wanted = select(Preparation).where(Preparation.id == holder.preparation_id)
    row = session.scalar(as_it_is(wanted, locking=locking))
    if row is None:
        raise NotFound(N_("Arket er slettet."))
    answers = change(vault_service.open_answers(ring, holder.data_key, row.sealed, row_id=row.id))
    begun = day_of(row.created_at)
    expiry = rules.expires_on(answers.meeting, begun, days, today=clock.today(), round_on=answers.round_day)
    sealed = vault_service.seal_answers(ring, holder.data_key, answers, row_id=row.id, expiry=expiry)
    own = resealed(row, sealed, expiry, CodeKind.OWNER, ring)
    wanted_copy = select(SharedCopy).where(SharedCopy.preparation_id == holder.preparation_id)
    copy = session.scalar(as_it_is(wanted_copy, locking=locking))
    return Prepared(answers, own, _resealed_copy(holder, copy, answers, ring) if copy else None)


def write(session: Session, prepared: Prepared, holder: Holder) -> bool:
    """Writes what was prepared; False, and then nothing counts, when a row is no longer as it was read."""
    copy_now = session.scalar(select(SharedCopy.id).where(SharedCopy.preparation_id == holder.preparation_id))
    if copy_now != (prepared.copy.id if prepared.copy else None):
        return False
    if prepared.copy and not written(session, SharedCopy, prepared.copy):
        return False
    return written(session, Preparation, prepared.row)


def as_it_is(wanted: Select[Row], *, locking: bool) -> Select[Row]:
    """The row as the database has it now; on PostgreSQL nobody else changes it until the transaction ends."""
    return (wanted.with_for_update() if locking else wanted).execution_options(populate_existing=True)


def _resealed_copy(holder: Holder, copy: SharedCopy, answers: Answers, ring: KeyRing) -> Resealed:
    """The consultant's copy brought up to date under its own key; the code stays the same."""
    copy_key, _ = vault_service.open_for_owner(holder.data_key, copy)
    expiry = rules.copy_expires_on(answers.meeting, day_of(copy.created_at))
    shown = shared_part(answers)
    sealed = vault_service.seal_answers(ring, copy_key, shown, row_id=copy.id, expiry=expiry)
    return resealed(copy, sealed, expiry, CodeKind.CONVERSATION, ring)


def resealed(
    row: Preparation | SharedCopy, sealed: bytes, expiry: date, kind: CodeKind, ring: KeyRing
) -> Resealed:
    moved = expiry != row.expires_on
    wrapped = vault_service.moved_wrap(ring, kind, row, expiry) if moved else row.wrapped_key
    return Resealed(row.id, (row.sealed, row.wrapped_key), (sealed, wrapped), expiry)


def written(session: Session, table: type[Preparation] | type[SharedCopy], row: Resealed) -> bool:
    sealed, wrapped = row.before
    changed = session.execute(
        update(table)
        .where(table.id == row.id, table.sealed == sealed, table.wrapped_key == wrapped)
        .values(sealed=row.after[0], wrapped_key=row.after[1], expires_on=row.expires_on)
        .execution_options(synchronize_session=False)
        .returning(table.id)
    ).all()
    return len(changed) == 1
