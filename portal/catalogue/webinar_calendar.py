"""Webinars as iCalendar files, to be read by any calendar program."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from portal.catalogue.webinars import Webinar

NAMES = {"da": "Webinarer", "en": "Webinars"}
WINTER, SUMMER = timedelta(hours=1), timedelta(hours=2)


def calendar(found: Iterable[Webinar], language: str, site_url: str) -> bytes:
    """An iCalendar file; the same content gives the same bytes."""
    made = Calendar()
    made.add("prodid", "-//Samtaleklar//Webinarer//DA")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", NAMES[language])
    made.add_component(_copenhagen())
    for webinar in found:
        made.add_component(_event(webinar, site_url))
    return bytes(made.to_ical())


def _event(webinar: Webinar, site_url: str) -> Event:
    head = webinar.head
    event = Event()
    event.add("uid", f"{head.id}@samtaleklar")
    event.add("dtstamp", datetime.combine(head.reviewed, time(), UTC))
    event.add("summary", head.title)
    event.add("description", head.summary)
    event.add("dtstart", head.start)
    event.add("dtend", head.ends)
    event.add("location", head.place or head.link)
    event.add("status", "CANCELLED" if head.status == "cancelled" else "CONFIRMED")
    if site_url:
        event.add("url", site_url.rstrip("/") + webinar.page_path)
    return event


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
