"""A day as people write it: 1.12., 1/12-2026, 2026-12-01, 1. december."""

import re
from datetime import date, timedelta
from typing import Any

from wtforms import StringField, ValidationError

from portal.shared.texts import N_

UNREADABLE = N_(
    "Vi kan ikke læse datoen. Skriv den for eksempel sådan: 1.12.2026. Du kan også lade den stå tom."
)
NOT_LONG_AGO = timedelta(days=30)
MONTHS = (
    ("jan",), ("feb",), ("mar",), ("apr",), ("maj", "may"), ("jun",),
    ("jul",), ("aug",), ("sep",), ("okt", "oct"), ("nov",), ("dec",),
)  # fmt: skip
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
NUMBERS = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{1,2})(?:\s*[./ -]\s*(\d{2}|\d{4}))?[.\s]*")
DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\.?\s*(?:of\s+)?([a-z]{3,9})\.?,?(?:\s+(\d{2}|\d{4}))?")
MONTH_FIRST = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?(?:\s+(\d{4}))?")
BEFORE = re.compile(r"(?:[a-zøæå]+da[gy],?\s+)?(?:(?:d\.|den|the)\s+)?")


def read_day(words: str, today: date | None) -> date | None:
    """The day that is meant, day before month; None when unreadable.

    Without a year it is the next such day, or one not long gone.
    """
    written = BEFORE.sub("", words.strip().casefold(), count=1)
    if found := ISO.fullmatch(written):
        return _day(found[3], int(found[2]), found[1], today)
    if found := NUMBERS.fullmatch(written):
        return _day(found[1], int(found[2]), found[3], today)
    if found := DAY_FIRST.fullmatch(written):
        return _day(found[1], _month(found[2]), found[3], today)
    if found := MONTH_FIRST.fullmatch(written):
        return _day(found[2], _month(found[1]), found[3], today)
    return None


def _month(name: str) -> int:
    """The number of a month named in Danish or English, 0 when it is none."""
    return next((n for n, starts in enumerate(MONTHS, start=1) if name.startswith(starts)), 0)


def _day(day: str, month: int, year: str | None, today: date | None) -> date | None:
    if year is None:
        # Eight years hold a 29 February.
        years = range(today.year - 1, today.year + 9) if today else ()
        days = (_date(one, month, int(day)) for one in years)
        return next((one for one in days if one and today and one >= today - NOT_LONG_AGO), None)
    return _date(int(year) + (2000 if len(year) == 2 else 0), month, int(day))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


class DayField(StringField):
    """A day in words or numbers; what cannot be read stays as it was typed."""

    def day(self, today: date | None) -> date | None:
        return read_day(self.data or "", today)

    def process_data(self, value: Any) -> None:
        self.data = f"{value.day}.{value.month}.{value.year:04}" if isinstance(value, date) else value


def readable_day(form: Any, field: DayField) -> None:
    if not field.errors and (field.data or "").strip() and field.day(form.today) is None:
        raise ValidationError(UNREADABLE)
