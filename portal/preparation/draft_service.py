"""What is typed and not yet saved: kept for its owner alone, sealed in the same row."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.preparation import vault_service
from portal.preparation.answers import Answers
from portal.preparation.models import Preparation
from portal.preparation.save_service import Change, Resealed, as_it_is, resealed, written
from portal.preparation.session_service import Holder
from portal.shared.codes import CodeKind
from portal.shared.database import Database
from portal.shared.errors import N_, NotFound
from portal.shared.keyring import KeyRing


class TooMuchTypedError(Exception):
    """There is no room for the draft beside what is saved."""


def keep_draft(database: Database, holder: Holder, change: Change, *, ring: KeyRing) -> Answers:
    """Changes drafts and nothing else: copy, revisions and the last day stay as they are.

    `change` may be called twice, as for a save; where it changes nothing, nothing is written.
    """
    with database.reading() as session:
        answers, row = _prepared(session, holder, change, ring, locking=False)
    if row is None:
        return answers
    with database.writing() as session:
        if not written(session, Preparation, row):
            answers, row = _prepared(session, holder, change, ring, locking=True)
            assert row is None or written(session, Preparation, row), "nobody else can write meanwhile"
    return answers


def _prepared(
    session: Session, holder: Holder, change: Change, ring: KeyRing, *, locking: bool
) -> tuple[Answers, Resealed | None]:
    wanted = select(Preparation).where(Preparation.id == holder.preparation_id)
    row = session.scalar(as_it_is(wanted, locking=locking))
    if row is None:
        raise NotFound(N_("Arket er slettet."))
    before = vault_service.open_answers(ring, holder.data_key, row.sealed, row_id=row.id)
    after = change(before)
    if after == before:
        return before, None
    if not vault_service.fits(after):
        raise TooMuchTypedError
    sealed = vault_service.seal_answers(ring, holder.data_key, after, row_id=row.id, expiry=row.expires_on)
    return after, resealed(row, sealed, row.expires_on, CodeKind.OWNER, ring)
