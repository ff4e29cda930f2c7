"""What openings tell the figures: published, filled, read and guessed, each once."""

import pytest
from sqlalchemy import select

from portal.openings import life_service, review_service
from portal.openings.rules import Action
from portal.shared.clock import FrozenClock
from portal.shared.database import Database
from portal.shared.tally import MonthlyCount
from tests.builders import Staff
from tests.openings.builders import Desk


@pytest.fixture
def desk(staff: Staff, clock: FrozenClock) -> Desk:
    return Desk(staff, clock)


def counted(database: Database) -> dict[str, int]:
    with database.reading() as session:
        rows = session.scalars(select(MonthlyCount)).all()
    assert {(row.month, row.field, row.type) for row in rows} <= {("2026-11", "kommunikation-it", "praktik")}
    return {row.measure: row.count for row in rows}


def test_an_opening_is_counted_as_read_and_published_and_then_as_filled(
    desk: Desk, database: Database
) -> None:
    opening = desk.published()
    assert counted(database) == {"openings-read": 1, "openings-published": 1}
    with database.writing() as session:
        life_service.step(session, desk.author, opening.id, Action.PAUSE, clock=desk.clock)
        life_service.step(session, desk.author, opening.id, Action.RESUME, clock=desk.clock)
        life_service.step(session, desk.author, opening.id, Action.FILL, clock=desk.clock)
    assert counted(database) == {"openings-read": 1, "openings-published": 1, "openings-filled": 1}


def test_a_guess_that_hits_is_counted_once_for_a_reader_and_a_text(desk: Desk, database: Database) -> None:
    opening = desk.in_review()
    for _ in range(2):
        with database.writing() as session:
            review_service.guess(
                session, desk.reader, opening.id, ["ved ikke", "Kvistgren"], clock=desk.clock
            )
    assert counted(database) == {"openings-read": 1, "openings-guessed": 1}
