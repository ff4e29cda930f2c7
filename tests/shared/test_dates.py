"""Dates as people write them, and Danish working days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.shared import dates
from portal.shared.clock import FrozenClock, day_of, start_of_day


def test_a_date_reads_as_a_dane_writes_it() -> None:
    assert dates.long_date(date(2026, 11, 26), "da") == "torsdag den 26. november"
    assert dates.long_date(date(2026, 11, 26), "en") == "Thursday 26 November"
    assert dates.full_date(date(2026, 11, 26), "da") == "26. november 2026"


def test_a_time_is_shown_in_copenhagen_in_winter_and_summer() -> None:
    assert dates.clock_time(datetime(2026, 11, 24, 9, 42, tzinfo=UTC), "da") == "kl. 10.42"
    assert dates.clock_time(datetime(2026, 7, 1, 9, 5, tzinfo=UTC), "en") == "11:05"


def test_a_week_is_the_iso_week_also_at_new_year() -> None:
    assert dates.iso_week(date(2027, 1, 1)) == "2026-W53"
    assert dates.week_monday("2026-W53") == date(2026, 12, 28)
    assert dates.week_text("2026-W47", "da") == "uge 47, 2026"


def test_working_days_skip_the_weekend() -> None:
    assert dates.add_working_days(date(2026, 11, 27), 2) == date(2026, 12, 1)


def test_christmas_has_few_working_days() -> None:
    assert dates.add_working_days(date(2026, 12, 23), 1) == date(2026, 12, 28)
    assert dates.add_working_days(date(2026, 12, 30), 1) == date(2027, 1, 4)


@pytest.mark.parametrize("day", ["2026-06-05", "2026-12-24", "2026-12-31", "2026-12-25", "2026-05-14"])
def test_offices_are_closed_on_holidays_and_on_the_days_that_are_as_good_as_one(day: str) -> None:
    assert not dates.is_working_day(date.fromisoformat(day))


def test_closing_days_are_the_organisations_own() -> None:
    assert dates.is_working_day(date(2026, 12, 24), frozenset())
    assert not dates.is_working_day(date(2026, 12, 25), frozenset())
    assert dates.add_working_days(date(2026, 11, 24), 1, frozenset({"11-25"})) == date(2026, 11, 26)


def test_store_bededag_was_a_holiday_and_is_none_since_2024() -> None:
    assert not dates.is_working_day(date(2023, 5, 5))
    assert dates.is_working_day(date(2024, 4, 26))
    assert dates.is_working_day(date(2027, 4, 23))


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-10-24T21:59:59+00:00", "2026-10-24"),
        ("2026-10-24T22:00:00+00:00", "2026-10-25"),
        ("2026-10-25T22:59:59+00:00", "2026-10-25"),
        ("2026-10-25T23:00:00+00:00", "2026-10-26"),
        ("2027-03-27T23:00:00+00:00", "2027-03-28"),
        ("2027-03-28T21:59:59+00:00", "2027-03-28"),
        ("2027-03-28T22:00:00+00:00", "2027-03-29"),
    ],
)
def test_a_deadline_ends_at_midnight_in_copenhagen_also_when_the_clocks_change(moment: str, day: str) -> None:
    today = FrozenClock(datetime.fromisoformat(moment)).today()
    assert today == date.fromisoformat(day)


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.integers(1, 10))
def test_a_deadline_is_a_working_day_with_so_many_between(day: date, count: int) -> None:
    deadline = dates.add_working_days(day, count)
    between = [day + timedelta(days=n) for n in range(1, (deadline - day).days + 1)]
    assert dates.is_working_day(deadline)
    assert sum(map(dates.is_working_day, between)) == count


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)))
def test_a_day_begins_when_the_day_before_has_ended(day: date) -> None:
    begins = start_of_day(day)
    assert day_of(begins) == day
    assert day_of(begins - timedelta(microseconds=1)) == day - timedelta(days=1)


@pytest.mark.parametrize(
    ("sent", "late"),
    [
        ("2026-11-24T09:00:00+00:00", "2026-11-25T09:00:00+00:00"),  # Tuesday to Wednesday
        ("2026-11-27T13:00:00+00:00", "2026-11-30T13:00:00+00:00"),  # Friday to Monday
        ("2026-11-28T13:00:00+00:00", "2026-11-30T23:00:00+00:00"),  # Saturday: all of Monday
        ("2026-12-23T12:00:00+00:00", "2026-12-28T12:00:00+00:00"),  # over Christmas
        ("2026-10-23T10:00:00+00:00", "2026-10-26T11:00:00+00:00"),  # the same hour where the clocks changed
        ("2026-11-24T23:30:00+00:00", "2026-11-25T23:30:00+00:00"),  # half past midnight in Copenhagen
    ],
)
def test_a_working_day_later_is_the_same_hour_of_the_next_open_day(sent: str, late: str) -> None:
    assert dates.a_working_day_later(datetime.fromisoformat(sent)) == datetime.fromisoformat(late)
