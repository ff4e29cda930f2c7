"""What the page of a webinar shows beside its text: when, for whom, every date, and the same as data."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from portal.catalogue.webinar_topics import field_names, track_names
from portal.catalogue.webinars import Webinar, next_time
from portal.shared.dates import clock_time, full_date

WORDS = {
    "da": {
        "date": "Dato",
        "next": "Næste gang",
        "time": "Tid",
        "language": "Sprog",
        "da": "Dansk",
        "en": "Engelsk",
        "tracks": "Især for",
        "fields": "Fagområde",
        "seats": "Pladser",
        "dates": "Alle datoer",
        "held": "Er allerede holdt {count} gange.",
        "held_once": "Er allerede holdt én gang.",
        "this": "Læg i kalender",
        "calendar": "Læg det i din kalender (.ics)",
        "series": "Læg alle datoer i din kalender (.ics)",
    },
    "en": {
        "date": "Date",
        "next": "Next time",
        "time": "Time",
        "language": "Language",
        "da": "Danish",
        "en": "English",
        "tracks": "Mostly for",
        "fields": "Field",
        "seats": "Places",
        "dates": "All dates",
        "held": "Already held {count} times.",
        "held_once": "Already held once.",
        "this": "Add to calendar",
        "calendar": "Add it to your calendar (.ics)",
        "series": "Add all dates to your calendar (.ics)",
    },
}


@dataclass(frozen=True)
class ShownDate:
    """One date of a series; without a calendar when there is nothing to come to."""

    when: str
    mark: str
    calendar: str
    calendar_label: str


@dataclass(frozen=True)
class WebinarPage:
    first: tuple[tuple[str, str], ...]
    last: tuple[tuple[str, str], ...]
    cancelled: bool
    dates_heading: str
    dates: tuple[ShownDate, ...]
    held: str
    calendar: str
    calendar_label: str
    json_ld: Markup


def webinar_page(times: list[Webinar], organiser: str, site_url: str, now: datetime) -> WebinarPage:
    """Of all times of one page in one language."""
    shown = next_time(times, now)
    words = WORDS[shown.language]
    coming = [one for one in times if not one.is_past(now)]
    comes = any(not one.is_cancelled for one in coming)
    return WebinarPage(
        first=tuple(_when(shown, now)),
        last=tuple(_for_whom(shown)),
        cancelled=all(one.is_cancelled for one in times),
        dates_heading=words["dates"] if shown.in_series and coming else "",
        dates=tuple(_shown(one, now) for one in coming) if shown.in_series else (),
        held=_held(times, now),
        calendar=shown.page_calendar_path if comes else "",
        calendar_label=words["series" if shown.in_series else "calendar"],
        json_ld=as_data(times, organiser, site_url, now),
    )


def _when(webinar: Webinar, now: datetime) -> Iterator[tuple[str, str]]:
    words = WORDS[webinar.language]
    label = "next" if webinar.in_series and not webinar.is_past(now) else "date"
    until = clock_time(webinar.ends, webinar.language).removeprefix("kl. ")
    yield words[label], full_date(webinar.start.date(), webinar.language)
    yield words["time"], f"{clock_time(webinar.start, webinar.language)}–{until}"


def _for_whom(webinar: Webinar) -> Iterator[tuple[str, str]]:
    words, head = WORDS[webinar.language], webinar.head
    yield words["language"], words[head.language]
    if head.tracks:
        yield words["tracks"], ", ".join(track_names(webinar))
    if head.fields:
        yield words["fields"], ", ".join(field_names(webinar))
    if head.seats:
        yield words["seats"], str(head.seats)


def _held(times: list[Webinar], now: datetime) -> str:
    words = WORDS[times[0].language]
    count = sum(one.is_past(now) and not one.is_cancelled for one in times)
    if not count or not times[0].in_series:
        return ""
    return words["held_once"] if count == 1 else words["held"].format(count=count)


def _shown(webinar: Webinar, now: datetime) -> ShownDate:
    calendar = "" if webinar.is_cancelled else webinar.calendar_path
    return ShownDate(webinar.when, webinar.mark(now), calendar, WORDS[webinar.language]["this"])


def as_data(times: list[Webinar], organiser: str, site_url: str, now: datetime) -> Markup:
    """JSON-LD for search engines: a series holds its coming dates; nobody is named but the organisation."""
    shown = next_time(times, now)
    one = _event(shown, organiser, site_url)
    if shown.in_series:
        coming = [webinar for webinar in times if not webinar.is_past(now)]
        events = [_event(webinar, organiser, site_url) for webinar in coming]
        whole = {
            key: one[key] for key in ("@context", "name", "description", "url", "organizer", "inLanguage")
        }
        one = whole | {"@type": "EventSeries", "subEvent": [_without_context(event) for event in events]}
    text = json.dumps(one, ensure_ascii=False)
    # Inside a script element only these could end it or begin a comment.
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704  # JSON of the editors' own head, with the signs of HTML written out


def _without_context(event: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in event.items() if key != "@context"}


def _event(webinar: Webinar, organiser: str, site_url: str) -> dict[str, object]:
    head, page = webinar.head, site_url.rstrip("/") + webinar.page_path
    event: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "EducationEvent",
        "name": head.title,
        "description": head.summary,
        "url": page,
        "startDate": webinar.start.isoformat(),
        "endDate": webinar.ends.isoformat(),
        "eventStatus": f"https://schema.org/{_status(webinar)}",
        "eventAttendanceMode": f"https://schema.org/{_attendance(webinar)}EventAttendanceMode",
        "location": _locations(webinar, page),
        "inLanguage": head.language,
        "isAccessibleForFree": True,
        "organizer": {"@type": "Organization", "name": organiser, "url": site_url.rstrip("/") + "/"},
    }
    if webinar.held.moved_from and not webinar.is_cancelled:
        event["previousStartDate"] = webinar.held.moved_from[-1].isoformat()
    if head.seats:
        event["maximumAttendeeCapacity"] = head.seats
    return event


def _status(webinar: Webinar) -> str:
    if webinar.is_cancelled:
        return "EventCancelled"
    return "EventRescheduled" if webinar.held.moved_from else "EventScheduled"


def _is_room(webinar: Webinar) -> bool:
    place = webinar.head.place
    return place is not None and place.casefold() != "online"


def _attendance(webinar: Webinar) -> str:
    if not _is_room(webinar):
        return "Online"
    return "Mixed" if webinar.head.link else "Offline"


def _locations(webinar: Webinar, page: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    if _is_room(webinar):
        found.append({"@type": "Place", "name": webinar.head.place, "address": webinar.head.place})
    if webinar.head.link or not found:
        found.append({"@type": "VirtualLocation", "url": webinar.head.link or page})
    return found
