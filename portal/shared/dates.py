"""Dates as people write them, in Danish and English, and Danish working days."""

from collections.abc import Set
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

import holidays
from babel.dates import format_date

from portal.shared.clock import COPENHAGEN, day_of


def long_date(day: date, lang: str) -> str:
    """As in "torsdag den 26. november" or "Thursday 26 November"."""
    return format_date(day, "EEEE 'den' d. MMMM" if lang == "da" else "EEEE d MMMM", locale=lang)


def full_date(day: date, lang: str) -> str:
    """As in "26. november 2026" or "26 November 2026"."""
    return format_date(day, "d. MMMM y" if lang == "da" else "d MMMM y", locale=lang)


def clock_time(moment: datetime, lang: str) -> str:
    """As in "kl. 10.42" or "10:42", in Copenhagen."""
    local = moment.astimezone(COPENHAGEN)
    return f"kl. {local.hour}.{local.minute:02}" if lang == "da" else f"{local.hour}:{local.minute:02}"


def iso_week(day: date) -> str:
    """The ISO week as "2026-W47": the finest date that is public about an opening."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def week_text(week: str, lang: str) -> str:
    """As in "uge 47, 2026" or "week 47, 2026" for an ISO week such as "2026-W47"."""
    year, number = week.split("-W")
    return f"{'uge' if lang == 'da' else 'week'} {int(number)}, {year}"


def week_monday(week: str) -> date:
    """The Monday of an ISO week such as "2026-W47"."""
    year, number = week.split("-W")
    return date.fromisocalendar(int(year), int(number), 1)


# Closed though no holiday: Constitution Day, Christmas Eve, New Year's Eve.
CLOSING_DAYS = frozenset({"06-05", "12-24", "12-31"})


@cache
def _danish_holidays() -> holidays.HolidayBase:
    # It knows that Store Bededag was a holiday up to 2023 and is none since.
    return holidays.country_holidays("DK")


def is_working_day(day: date, closing_days: Set[str] = CLOSING_DAYS) -> bool:
    """Whether an office is open; `closing_days` are its own, as "12-24"."""
    return day.weekday() < 5 and day not in _danish_holidays() and f"{day:%m-%d}" not in closing_days


def add_working_days(day: date, count: int, closing_days: Set[str] = CLOSING_DAYS) -> date:
    """The date `count` Danish working days after `day`; a deadline on it ends at 23:59 in Copenhagen."""
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day, closing_days)
    return day


def working_days_between(first: date, last: date, closing_days: Set[str] = CLOSING_DAYS) -> int:
    """How many Danish working days come after `first` up to and with `last`; below 0 if `last` is earlier."""
    if last < first:
        return -working_days_between(last, first, closing_days)
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(is_working_day(day, closing_days) for day in days)


def a_working_day_later(moment: datetime, closing_days: Set[str] = CLOSING_DAYS) -> datetime:
    """The same hour on the next working day; what comes in on a closed day has all of the next open one."""
    day, hour = day_of(moment), moment.astimezone(COPENHAGEN).time()
    if not is_working_day(day, closing_days):
        day, hour = add_working_days(day, 1, closing_days), time()
    return datetime.combine(add_working_days(day, 1, closing_days), hour, COPENHAGEN).astimezone(UTC)
