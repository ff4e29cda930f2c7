"""The audit chain holds, and shows every change."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select, update

from portal.shared import audit
from portal.shared.audit import AuditEvent, AuditHead, AuditRow
from portal.shared.audit_chain import verify
from portal.shared.clock import FrozenClock
from portal.shared.database import Database

KEPT = 183


def record_three(database: Database, clock: FrozenClock) -> None:
    with database.writing() as session:
        for number in range(3):
            audit.record(session, clock, AuditEvent.COMPANY_ADD, actor=None, subject=f"company:{number}")


def record_days(database: Database, clock: FrozenClock, count: int = 3) -> list[str]:
    """Three rows on each of some days; returns the days."""
    days = []
    for _ in range(count):
        record_three(database, clock)
        days.append(clock.today().isoformat())
        clock.advance(timedelta(days=1))
    return days


def findings(
    database: Database, clock: FrozenClock | None = None, noted: list[str] | None = None
) -> list[str]:
    with database.reading() as session:
        since = audit.kept_since(clock, KEPT) if clock else None
        return verify(session, kept_since=since, noted=noted or [])


def heads(database: Database) -> list[str]:
    with database.reading() as session:
        return audit.heads(session)


def test_an_untouched_chain_verifies(database: Database, clock: FrozenClock) -> None:
    record_days(database, clock)
    assert findings(database) == []


@pytest.mark.parametrize("position", [1, 2, 3])
def test_a_changed_row_breaks_the_chain(database: Database, clock: FrozenClock, position: int) -> None:
    record_three(database, clock)
    with database.writing() as session:
        session.execute(update(AuditRow).where(AuditRow.position == position).values(subject="company:x"))
    assert findings(database)


@pytest.mark.parametrize("position", [1, 2, 3])
def test_a_deleted_row_breaks_the_chain(database: Database, clock: FrozenClock, position: int) -> None:
    record_three(database, clock)
    with database.writing() as session:
        session.execute(delete(AuditRow).where(AuditRow.position == position))
    assert findings(database)


def test_two_rows_that_changed_places_break_the_chain(database: Database, clock: FrozenClock) -> None:
    record_three(database, clock)
    with database.writing() as session:
        for old, new in ((1, 9), (2, 1), (9, 2)):
            session.execute(update(AuditRow).where(AuditRow.position == old).values(position=new))
    assert findings(database)


@pytest.mark.parametrize("which", [0, 1])
def test_a_day_that_was_taken_out_with_its_head_is_missed(
    database: Database, clock: FrozenClock, which: int
) -> None:
    days = record_days(database, clock)
    with database.writing() as session:
        session.execute(delete(AuditRow).where(AuditRow.day == days[which]))
        session.execute(delete(AuditHead).where(AuditHead.day == days[which]))
    assert findings(database) == [f"{days[which + 1]}: the day before it, {days[which]}, is gone"]


def test_rows_that_were_taken_from_a_days_end_with_a_mended_head_are_missed(
    database: Database, clock: FrozenClock
) -> None:
    days = record_days(database, clock)
    with database.writing() as session:
        session.execute(delete(AuditRow).where(AuditRow.day == days[0], AuditRow.position == 3))
        last = session.scalar(select(AuditRow.digest).where(AuditRow.day == days[0], AuditRow.position == 2))
        session.execute(update(AuditHead).where(AuditHead.day == days[0]).values(position=2, digest=last))
    assert findings(database) == [f"{days[1]}: does not begin where {days[0]} ended"]


@pytest.mark.parametrize("whole_day", [True, False])
def test_what_was_taken_from_the_very_end_shows_against_heads_kept_elsewhere(
    database: Database, clock: FrozenClock, whole_day: bool
) -> None:
    days, noted = record_days(database, clock), heads(database)
    with database.writing() as session:
        kept = 0 if whole_day else 2
        session.execute(delete(AuditRow).where(AuditRow.day == days[-1], AuditRow.position > kept))
        last = session.scalar(select(AuditRow.digest).where(AuditRow.day == days[-1], AuditRow.position == 2))
        if whole_day:
            session.execute(delete(AuditHead).where(AuditHead.day == days[-1]))
        else:
            session.execute(
                update(AuditHead).where(AuditHead.day == days[-1]).values(position=2, digest=last)
            )
    assert findings(database) == []
    assert len(findings(database, noted=noted)) == 1


def test_heads_kept_elsewhere_still_fit_when_more_was_recorded(
    database: Database, clock: FrozenClock
) -> None:
    record_three(database, clock)
    noted = heads(database)
    record_three(database, clock)
    assert findings(database, noted=noted) == []


def test_a_day_that_is_kept_no_longer_goes_whole_and_leaves_its_head(
    database: Database, clock: FrozenClock
) -> None:
    days, noted = record_days(database, clock), heads(database)
    clock.advance(timedelta(days=KEPT - 2))
    with database.writing() as session:
        assert audit.delete_old(session, clock, KEPT) == 3
    with database.reading() as session:
        left = session.scalars(select(AuditRow.day).distinct().order_by(AuditRow.day)).all()
    assert left == [*days[1:], clock.today().isoformat()]
    assert findings(database, clock) == []
    assert findings(database, clock, noted) == []


def test_a_day_of_which_half_was_deleted_fails_also_when_it_is_old(
    database: Database, clock: FrozenClock
) -> None:
    days = record_days(database, clock)
    clock.advance(timedelta(days=KEPT))
    with database.writing() as session:
        session.execute(delete(AuditRow).where(AuditRow.day == days[0], AuditRow.position > 1))
    assert findings(database, clock)


def test_a_day_whose_rows_must_still_be_there_fails_without_them(
    database: Database, clock: FrozenClock
) -> None:
    days = record_days(database, clock)
    with database.writing() as session:
        session.execute(delete(AuditRow).where(AuditRow.day == days[0]))
    assert findings(database, clock)


def test_a_host_whose_clock_lags_may_add_to_the_day_before(database: Database, clock: FrozenClock) -> None:
    record_days(database, clock, 2)
    clock.advance(timedelta(days=-2))
    record_three(database, clock)
    assert findings(database) == []


def test_many_who_begin_a_day_at_once_make_one_chain(database: Database, clock: FrozenClock) -> None:
    begin = threading.Barrier(8)

    def write() -> None:
        begin.wait()
        record_three(database, clock)

    writers = [threading.Thread(target=write) for _ in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(AuditRow)) == 24
    assert findings(database) == []


def test_an_event_refuses_a_detail_it_does_not_declare(database: Database, clock: FrozenClock) -> None:
    with database.writing() as session, pytest.raises(ValueError, match="does not carry"):
        audit.record(session, clock, AuditEvent.COMPANY_ADD, actor=None, subject="company:1", name="Hemmelig")


def test_an_event_needs_the_details_it_declares(database: Database, clock: FrozenClock) -> None:
    with database.writing() as session, pytest.raises(ValueError, match="does not carry"):
        audit.record(
            session, clock, AuditEvent.OPENING_STATE, actor=None, subject="opening:1", from_state="draft"
        )
