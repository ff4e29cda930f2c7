"""Wrong codes are counted by locator, whether anything has that locator or not: a lock tells nothing."""

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from portal.preparation import rules
from portal.preparation.models import WrongCodes
from portal.shared.audit import AuditEvent, record
from portal.shared.clock import Clock
from portal.shared.codes import Code
from portal.shared.database import Database
from portal.shared.errors import N_, TooManyTries, Unavailable

LOCKED = N_("Koden har været prøvet for mange gange. Vent en time, og prøv igen.")


def refuse_if_locked(database: Database, code: Code, *, clock: Clock) -> None:
    """Raises TooManyTries while the locator is locked, and Unavailable when that cannot be seen."""
    try:
        with database.reading() as session:
            row = session.get(WrongCodes, _key(code))
    except SQLAlchemyError as error:
        raise Unavailable(N_("Vi kan ikke tage imod lige nu. Prøv igen om lidt."), retry_after=30) from error
    if row is not None and row.locked_until and row.locked_until > clock.now():
        raise TooManyTries(LOCKED, retry_after=int(rules.LOCK.total_seconds()))


def count_wrong_code(database: Database, code: Code, subject: str, *, clock: Clock) -> None:
    """Counts a wrong code in a transaction of its own; ten lock the locator for an hour."""
    with database.writing() as session:
        failed = _count(session, code, clock)
        locked_until = rules.locked_until(failed, clock.now())
        if locked_until:
            row = session.get_one(WrongCodes, _key(code))
            row.failed, row.locked_until = 0, locked_until
        record(session, clock, AuditEvent.CODE_REFUSED, actor=None, subject=subject)


def forgive(session: Session, code: Code) -> None:
    """A right code wipes the slate."""
    session.execute(delete(WrongCodes).where(WrongCodes.key == _key(code)))


def purge_wrong_codes(session: Session, clock: Clock) -> None:
    """Forgets what was counted a day ago and longer."""
    session.execute(delete(WrongCodes).where(WrongCodes.last_at < clock.now() - rules.REMEMBER_WRONG))


def _count(session: Session, code: Code, clock: Clock) -> int:
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = (
        insert(WrongCodes)
        .values(key=_key(code), failed=1, last_at=clock.now())
        .on_conflict_do_update(
            index_elements=["key"], set_={"failed": WrongCodes.failed + 1, "last_at": clock.now()}
        )
        .returning(WrongCodes.failed)
    )
    return session.execute(statement).scalar_one()


def _key(code: Code) -> str:
    return f"{code.kind.value}:{code.locator}"
