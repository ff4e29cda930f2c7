"""Webinars as iCalendar files, to be read by any calendar program."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vDuration, vText, vUri

from portal.catalogue.webinars import PATHS, Webinar

NAMES = {"da": "Webinarer", "en": "Webinars"}
CANCELLED = {"da": "Aflyst: ", "en": "Cancelled: "}
WINTER, SUMMER = timedelta(hours=1), timedelta(hours=2)
ASK_AGAIN = timedelta(days=1)
# Some programs end a line at any of these, and what follows would be a property of its own.
_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def calendar(found: Iterable[Webinar], language: str, site_url: str, *, name: str = "") -> bytes:
    """An iCalendar file; the same content gives the same bytes.

    It names no METHOD and no organizer: it is a file to read, not an invitation that somebody answers.
    Each date of a series is an event of its own, so that one of them is the same event in every file.
    """
    made = Calendar()
    made.add("prodid", "-//Samtaleklar//Webinarer//DA")
    made.add("version", "2.0")
    # These two are no text to the library, which would write a line break as it is.
    called = vText(_on_one_line(name or NAMES[language]))
    made.add("name", called)
    made.add("x-wr-calname", called)
    made.add("refresh-interval", vDuration(ASK_AGAIN), parameters={"value": "DURATION"})
    made.add("x-published-ttl", vDuration(ASK_AGAIN))
    made.add_component(_copenhagen())
    for webinar in found:
        made.add_component(_event(webinar, site_url))
    return bytes(made.to_ical())


def calendars(found: Iterable[Webinar], language: str) -> dict[str, list[Webinar]]:
    """The files by path: all webinars, each page, and each date of a series."""
    files: dict[str, list[Webinar]] = {f"/{PATHS[language]}.ics": []}
    for webinar in found:
        own = dict.fromkeys((f"/{PATHS[language]}.ics", webinar.page_calendar_path, webinar.calendar_path))
        for path in own:
            files.setdefault(path, []).append(webinar)
    return {path.lstrip("/"): listed for path, listed in files.items()}


def _event(webinar: Webinar, site_url: str) -> Event:
    head, seen = webinar.head, datetime.combine(webinar.head.reviewed, time(), UTC)
    event = Event()
    event.add("uid", uid(_name(webinar), site_url))
    # A program that has the event already takes the one with the higher number.
    event.add("sequence", head.revision + len(webinar.held.moved_from) + webinar.is_cancelled)
    event.add("dtstamp", seen)
    event.add("last-modified", seen)
    # Some programs show a cancelled event like any other.
    cancelled = CANCELLED[webinar.language] if webinar.is_cancelled else ""
    event.add("summary", f"{cancelled}{_on_one_line(head.title)}")
    event.add("description", "\n".join(_on_one_line(part) for part in (head.summary, head.link) if part))
    event.add("dtstart", webinar.start)
    event.add("dtend", webinar.ends)
    event.add("location", _on_one_line(head.place or head.link or ""))
    event.add("status", "CANCELLED" if webinar.is_cancelled else "CONFIRMED")
    if head.link:
        event.add("conference", vUri(head.link), parameters={"VALUE": "URI", "FEATURE": "VIDEO"})
    if site_url:
        event.add("url", site_url.rstrip("/") + webinar.page_path)
    return event


def _on_one_line(text: str) -> str:
    return _BREAKS.sub(" ", text)


def _name(webinar: Webinar) -> str:
    """A date of a series is known by the day that was planned, wherever it is moved."""
    return f"{webinar.head.id}/{webinar.held.planned}" if webinar.in_series else webinar.head.id


def uid(identifier: str, site_url: str) -> str:
    """The same for as long as the id lives, in both languages, and another on every other site."""
    return str(uuid5(NAMESPACE_URL, f"{site_url.rstrip('/')}/m/{identifier}"))


def _copenhagen() -> Timezone:
    """The rule in force since 1996; a list of every switch since 1970 would be ten times as long."""
    zone = Timezone()
    zone.add("tzid", "Europe/Copenhagen")
    switches = (
        (TimezoneDaylight(), "CEST", datetime(1996, 3, 31, 2), 3, WINTER, SUMMER),  # noqa: DTZ001
        (TimezoneStandard(), "CET", datetime(1996, 10, 27, 3), 10, SUMMER, WINTER),  # noqa: DTZ001
    )
    for part, name, first, month, before, after in switches:
        part.add("tzname", name)
        part.add("dtstart", first)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        zone.add_component(part)
    return zone
