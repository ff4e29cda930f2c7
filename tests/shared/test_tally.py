"""Counts by month: nothing is lost, nothing but codes can be written, and the month is Copenhagen's."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import inspect, select

from portal.shared import tally
from portal.shared.clock import FrozenClock
from portal.shared.database import Database
from portal.shared.tally import Measure, MonthlyCount
from tests.shared.test_writers import WRITERS, at_once

A_FIELD, A_KIND = "kommunikation-it", "praktik"


def rows(database: Database) -> list[tuple[str, str, str, str, int]]:
    with database.reading() as session:
        found = session.scalars(select(MonthlyCount).order_by(MonthlyCount.month, MonthlyCount.measure)).all()
    return [(row.month, row.measure, row.field, row.type, row.count) for row in found]


def test_writers_at_the_same_time_lose_no_count(database: Database, clock: FrozenClock) -> None:
    def act(_number: int) -> None:
        with database.writing() as session:
            tally.count(session, clock, Measure.MET, field=A_FIELD, type=A_KIND)

    assert at_once(act) == [None] * WRITERS
    assert rows(database) == [("2026-11", "met", A_FIELD, A_KIND, WRITERS)]


def test_a_count_that_is_rolled_back_was_never_counted(database: Database, clock: FrozenClock) -> None:
    with pytest.raises(RuntimeError), database.writing() as session:
        tally.count(session, clock, Measure.MET, field=A_FIELD, type=A_KIND)
        raise RuntimeError
    assert rows(database) == []


@pytest.mark.parametrize(
    ("moment", "month"),
    [
        (datetime(2026, 10, 31, 22, 59, tzinfo=UTC), "2026-10"),
        (datetime(2026, 10, 31, 23, 0, tzinfo=UTC), "2026-11"),
        (datetime(2027, 6, 30, 22, 0, tzinfo=UTC), "2027-07"),
    ],
)
def test_the_month_begins_at_midnight_in_copenhagen(database: Database, moment: datetime, month: str) -> None:
    with database.writing() as session:
        tally.count(session, FrozenClock(moment), Measure.STARTED, field=A_FIELD, type=A_KIND)
    assert [row[0] for row in rows(database)] == [month]


@pytest.mark.parametrize("typed", ["", "Kvistgren Lydværk", "96282685", "asta@proeve.example", "a-b-c-d-e"])
def test_a_count_cannot_hold_what_somebody_typed(database: Database, clock: FrozenClock, typed: str) -> None:
    with database.writing() as session:
        for codes in ({"field": typed, "type": A_KIND}, {"field": A_FIELD, "type": typed}):
            with pytest.raises(ValueError, match="codes"):
                tally.count(session, clock, Measure.MET, **codes)
    assert rows(database) == []


def test_a_row_has_no_place_for_a_person_a_company_or_a_day(database: Database) -> None:
    columns = {column["name"] for column in inspect(database.engine).get_columns("monthly_counts")}
    assert columns == {"month", "measure", "field", "type", "count"}
