"""Dates as people write them, and Danish working days."""

from datetime import UTC, date, datetime

from portal.shared import dates


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


def test_working_days_skip_christmas() -> None:
    assert dates.add_working_days(date(2026, 12, 23), 1) in (date(2026, 12, 24), date(2026, 12, 28))
    assert not dates.is_working_day(date(2026, 12, 25))
    assert not dates.is_working_day(date(2026, 12, 26))
