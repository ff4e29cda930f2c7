"""Dates and times as the static pages write them."""

from datetime import date, datetime, timedelta

from babel.dates import format_date

from portal.shared.dates import full_date


def short_date(day: date, lang: str) -> str:
    """Short enough for the margin: "24.11.2026" or "24 Nov 2026"."""
    return format_date(day, "d.M.y" if lang == "da" else "d MMM y", locale=lang)


def webinar_day(start: str, lang: str) -> str:
    """The day of "2027-01-14T10:00", a local time in Denmark."""
    return full_date(datetime.fromisoformat(str(start)).date(), lang)


def webinar_time(start: str, minutes: int, lang: str) -> str:
    """As in "kl. 10.00–10.45" or "10:00–10:45"."""
    begins = datetime.fromisoformat(str(start))
    ends = begins + timedelta(minutes=minutes)
    return f"kl. {begins:%H.%M}–{ends:%H.%M}" if lang == "da" else f"{begins:%H:%M}–{ends:%H:%M}"
