"""Webinars: which there are, when they are held, and what is said of each time."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from portal.catalogue.content_pages import Content, Language
from portal.catalogue.front_matter import WebinarHead
from portal.catalogue.webinar_series import Held
from portal.shared.dates import clock_time, full_date, long_date

PATHS = {"da": "webinarer", "en": "en/webinars"}
WORDS = {
    "da": {
        "past": "Holdt",
        "was_held": "Webinaret er holdt.",
        "cancelled": "Aflyst",
        "moved": "Flyttet",
        "was_moved": "Webinaret er flyttet.",
        "was_to_be": "Det skulle først have været {when}. Står det i din kalender, så læg det ind igen.",
    },
    "en": {
        "past": "Held",
        "was_held": "This webinar has been held.",
        "cancelled": "Cancelled",
        "moved": "Moved",
        "was_moved": "This webinar has been moved.",
        "was_to_be": "It was first to be held {when}. If it is in your calendar, please add it again.",
    },
}


@dataclass(frozen=True)
class Webinar:
    """One time a webinar is held, with the page it is told of on."""

    head: WebinarHead
    language: Language
    held: Held

    @property
    def page_path(self) -> str:
        return f"/{PATHS[self.language]}/{self.head.slug}/"

    @property
    def page_calendar_path(self) -> str:
        """All times of the page."""
        return f"/{PATHS[self.language]}/{self.head.slug}.ics"

    @property
    def calendar_path(self) -> str:
        """This time alone."""
        if not self.in_series:
            return self.page_calendar_path
        return f"{self.page_path}{self.held.planned}.ics"

    @property
    def in_series(self) -> bool:
        return self.head.repeats is not None

    @property
    def start(self) -> datetime:
        return self.held.start

    @property
    def ends(self) -> datetime:
        return self.head.end_of(self.held.start)

    @property
    def is_cancelled(self) -> bool:
        return self.held.cancelled

    def is_past(self, now: datetime) -> bool:
        return self.ends <= now

    @property
    def when(self) -> str:
        """ "torsdag den 14. januar 2027, kl. 10.00–10.45"."""
        until = clock_time(self.ends, self.language).removeprefix("kl. ")
        return f"{moment(self.start, self.language)}–{until}"

    def mark(self, now: datetime) -> str:
        """The word that stands beside it, or none."""
        words = WORDS[self.language]
        if self.is_cancelled:
            return words["cancelled"]
        if self.is_past(now):
            return words["past"]
        return words["moved"] if self.held.moved_from else ""


def moment(start: datetime, language: str) -> str:
    """ "torsdag den 14. januar 2027, kl. 10.00"."""
    weekday = long_date(start.date(), language).split(" ")[0]
    joined = "den " if language == "da" else ""
    return f"{weekday} {joined}{full_date(start.date(), language)}, {clock_time(start, language)}"


def webinars(content: Content, language: Language) -> list[Webinar]:
    """Every time of all of them, in order."""
    found = [
        Webinar(page.head, language, held)
        for page in content.pages
        if page.language == language and isinstance(page.head, WebinarHead)
        for held in page.head.times
    ]
    return sorted(found, key=lambda webinar: (webinar.start, webinar.head.id))


def of_page(head: WebinarHead, language: Language) -> list[Webinar]:
    """The times of one page, in order."""
    return sorted((Webinar(head, language, held) for held in head.times), key=lambda webinar: webinar.start)


def next_time(times: list[Webinar], now: datetime) -> Webinar:
    """The first that is still to be held; if there is none, the first not held yet, else the last held."""
    coming = [webinar for webinar in times if not webinar.is_past(now)]
    to_be_held = [webinar for webinar in coming if not webinar.is_cancelled]
    return (to_be_held or coming or times[-1:])[0]


def state_note(webinar: Webinar, now: datetime) -> Markup:
    """What the page of a webinar says first: that it has been held, or is at another time than planned."""
    words = WORDS[webinar.language]
    if webinar.is_cancelled:
        return Markup("")
    if webinar.is_past(now):
        return Markup('<p class="note">{}</p>').format(words["was_held"])
    if not webinar.held.moved_from:
        return Markup("")
    planned = words["was_to_be"].format(when=moment(webinar.held.moved_from[-1], webinar.language))
    return Markup('<p class="note"><strong>{}</strong> {}</p>').format(words["was_moved"], planned)
