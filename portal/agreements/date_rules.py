"""Reads a date as people type it: 4/12, 4. december, 2026-12-04, 4 December 2026."""

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_ENGLISH = {"may": 5, "oct": 10}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})\.?\s*[/.\-]\s*(\d{1,2})(?:\s*[/.\-\s]\s*(\d{4}|\d{2}))?\.?")
_WORDS = re.compile(r"(?:\D*?\s)?(?:den\s+)?(\d{1,2})\.?\s*([^\W\d]{3,})\.?(?:[\s,]+(\d{4}))?")


def read_date(typed: str, today: date) -> date | None:
    """The date meant, or None; without a year it is the next such day from today on."""
    text = " ".join(typed.casefold().split())
    if found := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
        return _date(year, month, day)
    if found := _NUMBERS.fullmatch(text):
        return _from_parts(found[1], int(found[2]), found[3], today)
    found = _WORDS.fullmatch(text)
    named = _month(found[2]) if found else None
    return _from_parts(found[1], named, found[3], today) if found and named else None


def _from_parts(day: str, month: int, year: str | None, today: date) -> date | None:
    if year:
        return _date(int(year) + (2000 if len(year) == 2 else 0), month, int(day))
    this_year = _date(today.year, month, int(day))
    if this_year is not None and this_year >= today:
        return this_year
    return _date(today.year + 1, month, int(day))


def _month(name: str) -> int | None:
    start = name[:3]
    return _ENGLISH.get(start) or (_MONTHS.index(start) + 1 if start in _MONTHS else None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
