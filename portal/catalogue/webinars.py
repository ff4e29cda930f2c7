"""Webinars: which there are, when they are held, and how a page shows them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from markupsafe import Markup

from portal.catalogue.content_pages import Content
from portal.catalogue.front_matter import WebinarHead
from portal.shared.dates import clock_time, full_date, long_date

PATHS = {"da": "webinarer", "en": "en/webinars"}
WORDS = {
    "da": {
        "past": "Holdt",
        "was_held": "Webinaret er holdt.",
        "cancelled": "Aflyst",
        "all": "Læg alle webinarer i din kalender (ics)",
        "none": "Der er ingen webinarer lige nu.",
    },
    "en": {
        "past": "Held",
        "was_held": "This webinar has been held.",
        "cancelled": "Cancelled",
        "all": "Put all webinars in your calendar (ics)",
        "none": "There are no webinars at the moment.",
    },
}


@dataclass(frozen=True)
class Webinar:
    head: WebinarHead
    language: Literal["da", "en"]

    @property
    def page_path(self) -> str:
        return f"/{PATHS[self.language]}/{self.head.slug}/"

    @property
    def calendar_path(self) -> str:
        return f"/{PATHS[self.language]}/{self.head.slug}.ics"

    def is_past(self, now: datetime) -> bool:
        return self.head.ends <= now

    @property
    def when(self) -> str:
        """ "torsdag den 14. januar 2027, kl. 10.00–10.45"."""
        start, end = self.head.start, self.head.ends
        day = f"{long_date(start.date(), self.language).split(' ')[0]} "
        joined = "den " if self.language == "da" else ""
        times = clock_time(start, self.language) + "–" + clock_time(end, self.language).removeprefix("kl. ")
        return f"{day}{joined}{full_date(start.date(), self.language)}, {times}"


def webinars(content: Content, language: Literal["da", "en"]) -> list[Webinar]:
    """All of them, in order of time."""
    found = [
        Webinar(page.head, language)
        for page in content.pages
        if page.language == language and isinstance(page.head, WebinarHead)
    ]
    return sorted(found, key=lambda webinar: webinar.head.start)


def webinar_list(found: list[Webinar], language: str, now: datetime) -> Markup:
    """Those to come first, then those that were held, newest first."""
    words = WORDS[language]
    coming = [webinar for webinar in found if not webinar.is_past(now)]
    past = [webinar for webinar in reversed(found) if webinar.is_past(now)]
    if not found:
        return Markup('<p class="empty">{}</p>').format(words["none"])
    rows = Markup("").join(_row(webinar, now) for webinar in (*coming, *past))
    everything = Markup('<p><a href="/{}.ics">{}</a></p>').format(PATHS[language], words["all"])
    return Markup('<div class="bl"><ul class="ops wide">{}</ul></div>\n\n{}').format(rows, everything)


def _row(webinar: Webinar, now: datetime) -> Markup:
    mark = _mark(webinar, now)
    tag = Markup('<span class="tag">{}</span><span class="sep"> · </span><br>').format(mark) if mark else ""
    return Markup(
        '<li><p class="mg">{tag}{day}</p><div><h2><a href="{path}">{title}</a></h2>'
        '<p>{summary}</p><p class="meta">{when} · {place}</p></div></li>'
    ).format(
        tag=tag,
        day=full_date(webinar.head.start.date(), webinar.language),
        path=webinar.page_path,
        title=webinar.head.title,
        summary=webinar.head.summary,
        when=webinar.when,
        place=webinar.head.place or webinar.head.link,
    )


def _mark(webinar: Webinar, now: datetime) -> str:
    words = WORDS[webinar.language]
    if webinar.head.status == "cancelled":
        return words["cancelled"]
    return words["past"] if webinar.is_past(now) else ""


def past_note(webinar: Webinar, now: datetime) -> Markup:
    """What the page of a webinar says first when it has been held."""
    if not webinar.is_past(now) or webinar.head.status == "cancelled":
        return Markup("")
    return Markup('<p class="note">{}</p>').format(WORDS[webinar.language]["was_held"])
