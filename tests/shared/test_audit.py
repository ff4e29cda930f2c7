"""The audit chain holds, and shows every change."""

import pytest
from sqlalchemy import delete, update

from portal.shared import audit
from portal.shared.audit import AuditEvent, AuditRow
from portal.shared.clock import FrozenClock
from portal.shared.database import Database


def record_three(database: Database, clock: FrozenClock) -> None:
    with database.writing() as session:
        for number in range(3):
            audit.record(session, clock, AuditEvent.COMPANY_ADD, actor=None, subject=f"company:{number}")


def findings(database: Database) -> list[str]:
    with database.reading() as session:
        return audit.verify(session)


def test_an_untouched_chain_verifies(database: Database, clock: FrozenClock) -> None:
    record_three(database, clock)
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


def test_an_event_refuses_a_detail_it_does_not_declare(database: Database, clock: FrozenClock) -> None:
    with database.writing() as session, pytest.raises(ValueError, match="does not carry"):
        audit.record(session, clock, AuditEvent.COMPANY_ADD, actor=None, subject="company:1", name="Hemmelig")


def test_an_event_needs_the_details_it_declares(database: Database, clock: FrozenClock) -> None:
    with database.writing() as session, pytest.raises(ValueError, match="does not carry"):
        audit.record(
            session, clock, AuditEvent.OPENING_STATE, actor=None, subject="opening:1", from_state="draft"
        )
