"""Webinars as iCalendar files, to be read by any calendar program."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vDuration

from portal.catalogue.webinars import Webinar

NAMES = {"da": "Webinarer", "en": "Webinars"}
CANCELLED = {"da": "Aflyst: ", "en": "Cancelled: "}
WINTER, SUMMER = timedelta(hours=1), timedelta(hours=2)
ASK_AGAIN = timedelta(days=1)


def calendar(found: Iterable[Webinar], language: str, site_url: str) -> bytes:
    """An iCalendar file; the same content gives the same bytes.

    It names no METHOD and no organizer: it is a file to read, not an invitation that somebody answers.
    """
    made = Calendar()
    made.add("prodid", "-//Samtaleklar//Webinarer//DA")
    made.add("version", "2.0")
    made.add("x-wr-calname", NAMES[language])
    made.add("refresh-interval", vDuration(ASK_AGAIN), parameters={"value": "DURATION"})
    made.add("x-published-ttl", vDuration(ASK_AGAIN))
    made.add_component(_copenhagen())
    for webinar in found:
        made.add_component(_event(webinar, site_url))
    return bytes(made.to_ical())


def _event(webinar: Webinar, site_url: str) -> Event:
    head, cancelled = webinar.head, webinar.head.status == "cancelled"
    event = Event()
    event.add("uid", uid(head.id, site_url))
    # A program that has the event already takes the one with the higher number.
    event.add("sequence", len(head.moved_from) + cancelled)
    event.add("dtstamp", datetime.combine(head.reviewed, time(), UTC))
    # Some programs show a cancelled event like any other.
    event.add("summary", f"{CANCELLED[webinar.language] if cancelled else ''}{head.title}")
    event.add("description", "\n".join(part for part in (head.summary, head.link) if part))
    event.add("dtstart", head.start)
    event.add("dtend", head.ends)
    event.add("location", head.place or head.link)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    if site_url:
        event.add("url", site_url.rstrip("/") + webinar.page_path)
    return event


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
