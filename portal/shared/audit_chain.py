"""Whether the audit log is whole: every row chained to the one before, every day to the day before."""

from collections.abc import Iterable
from contextlib import closing
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.shared.audit import AuditHead, AuditRow, digest, first_digest


def verify(session: Session, *, kept_since: date | None = None, noted: Iterable[str] = ()) -> list[str]:
    """Every break of the chain, in words; an empty list when it holds.

    Days before `kept_since` may be without rows, whole; `noted` are heads as `audit.heads` writes them, kept
    elsewhere: only they show that the newest rows of all were taken away.
    """
    heads = list(session.scalars(select(AuditHead).order_by(AuditHead.day)))
    by_day = {head.day: head for head in heads}
    findings = _strays(session, by_day)
    chained = False
    for head in heads:
        may_be_gone = kept_since is not None and head.day < kept_since.isoformat()
        findings += _break_in_day(session, head, may_be_gone=may_be_gone)
        findings += _break_before_day(session, head, by_day, must_be_chained=chained)
        chained = chained or head.previous_day is not None
    return findings + [said for line in noted for said in _differs(session, line, by_day)]


def _break_in_day(session: Session, head: AuditHead, *, may_be_gone: bool) -> list[str]:
    expected, position = first_digest(head), 0
    rows = select(AuditRow).where(AuditRow.day == head.day).order_by(AuditRow.position)
    with closing(session.scalars(rows.execution_options(yield_per=500))) as found:
        for row in found:
            position += 1
            if row.position != position or row.previous != expected or row.digest != digest(row):
                return [f"{head.day}: row {row.position} does not fit the chain"]
            expected = row.digest
    if position == 0 and may_be_gone:
        return []
    if (position, expected) != (head.position, head.digest):
        return [f"{head.day}: the chain ends at row {position}, the head says {head.position}"]
    return []


def _break_before_day(
    session: Session, head: AuditHead, by_day: dict[str, AuditHead], *, must_be_chained: bool
) -> list[str]:
    """Whether the day begins where the one before it had come to; a clock that lags may have added since."""
    if head.previous_day is None:
        return [f"{head.day}: the chain to the day before was cut"] if must_be_chained else []
    before = by_day.get(head.previous_day)
    if before is None:
        return [f"{head.day}: the day before it, {head.previous_day}, is gone"]
    skipped = [day for day in by_day if head.previous_day < day < head.day]
    if skipped:
        return [f"{head.day}: the day {skipped[0]} was put in afterwards"]
    found = _digest_at(session, before, int(head.previous_position or 0))
    if found not in (None, head.previous_digest):
        return [f"{head.day}: does not begin where {before.day} ended"]
    return []


def _digest_at(session: Session, head: AuditHead, position: int) -> str | None:
    """The digest a day had come to at a row; None where its rows were deleted with their day."""
    if position == head.position:
        return head.digest
    if position > head.position:
        return ""
    return session.scalar(
        select(AuditRow.digest).where(AuditRow.day == head.day, AuditRow.position == position)
    )


def _differs(session: Session, line: str, by_day: dict[str, AuditHead]) -> list[str]:
    day, position, said = line.split()
    head = by_day.get(day)
    if head is None:
        return [f"{day}: the day was noted elsewhere and is gone"]
    if _digest_at(session, head, int(position)) not in (None, said):
        return [f"{day}: row {position} is not what was noted elsewhere"]
    return []


def _strays(session: Session, by_day: dict[str, AuditHead]) -> list[str]:
    days = session.execute(select(AuditRow.day, func.count()).group_by(AuditRow.day)).all()
    return [f"{day}: {count} rows without a head" for day, count in days if day not in by_day]
