"""Dates and times as the static pages write them."""

from datetime import date

from babel.dates import format_date


def short_date(day: date, lang: str) -> str:
    """Short enough for the margin: "24.11.2026" or "24 Nov 2026"."""
    return format_date(day, "d.M.y" if lang == "da" else "d MMM y", locale=lang)
