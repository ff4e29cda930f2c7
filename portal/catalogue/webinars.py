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
        "moved": "Flyttet",
        "was_moved": "Webinaret er flyttet.",
        "was_to_be": "Det skulle først have været {when}. Står det i din kalender, så læg det ind igen.",
        "all": "Hent alle webinarer til din kalender (ics)",
        "follow": "Vil du have nye tider, flytninger og aflysninger med, så abonner på kalenderen. "
        "Vælg “Abonner” eller “Tilføj fra internettet” i dit kalenderprogram, og indsæt adressen:",
        "copy": "Kopiér adressen",
        "copied": "Kopieret",
        "selected": "Markeret. Tryk Ctrl og C",
        "none": "Der er ingen nye webinarer lige nu.",
        "meanwhile": "Se imens, hvor du kan begynde",
        "begin": "/kom-i-gang/",
    },
    "en": {
        "past": "Held",
        "was_held": "This webinar has been held.",
        "cancelled": "Cancelled",
        "moved": "Moved",
        "was_moved": "This webinar has been moved.",
        "was_to_be": "It was first to be held {when}. If it is in your calendar, please add it again.",
        "all": "Download all webinars for your calendar (ics)",
        "follow": "To get new times, changes and cancellations as well, subscribe to the calendar. "
        "Choose “Subscribe” or “Add from the internet” in your calendar program, and paste the address:",
        "copy": "Copy the address",
        "copied": "Copied",
        "selected": "Selected. Press Ctrl and C",
        "none": "There are no new webinars at the moment.",
        "meanwhile": "Meanwhile, see where to begin",
        "begin": "/en/getting-started/",
    },
}

SUBSCRIBING = ("all", "follow", "copy", "copied", "selected")


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

    @property
    def is_cancelled(self) -> bool:
        return self.head.status == "cancelled"

    def is_past(self, now: datetime) -> bool:
        return self.head.ends <= now

    @property
    def when(self) -> str:
        """ "torsdag den 14. januar 2027, kl. 10.00–10.45"."""
        until = clock_time(self.head.ends, self.language).removeprefix("kl. ")
        return f"{_moment(self.head.start, self.language)}–{until}"


def _moment(start: datetime, language: str) -> str:
    """ "torsdag den 14. januar 2027, kl. 10.00"."""
    weekday = long_date(start.date(), language).split(" ")[0]
    joined = "den " if language == "da" else ""
    return f"{weekday} {joined}{full_date(start.date(), language)}, {clock_time(start, language)}"


def webinars(content: Content, language: Literal["da", "en"]) -> list[Webinar]:
    """All of them, in order of time."""
    found = [
        Webinar(page.head, language)
        for page in content.pages
        if page.language == language and isinstance(page.head, WebinarHead)
    ]
    return sorted(found, key=lambda webinar: webinar.head.start)


def webinar_list(found: list[Webinar], language: str, now: datetime, *, site_url: str) -> Markup:
    """Those to come first, then those that were held, newest first."""
    coming = [webinar for webinar in found if not webinar.is_past(now)]
    past = [webinar for webinar in reversed(found) if webinar.is_past(now)]
    empty = _empty(language) if not coming else Markup("")
    rows = Markup("").join(_row(webinar, now) for webinar in (*coming, *past))
    listed = (
        Markup('<div class="bl"><ul class="ops wide">{}</ul></div>').format(rows) if found else Markup("")
    )
    return Markup("\n\n").join(part for part in (empty, listed, _subscription(language, site_url)) if part)


def _empty(language: str) -> Markup:
    words = WORDS[language]
    said = Markup('<p class="empty">{none} <a href="{begin}">{meanwhile}</a>.</p>')
    return said.format(none=words["none"], begin=words["begin"], meanwhile=words["meanwhile"])


def _subscription(language: str, site_url: str) -> Markup:
    """The file of all webinars, and the address that keeps a calendar up to date."""
    words, path = WORDS[language], f"/{PATHS[language]}.ics"
    return Markup(
        '<div class="stack"><p><a href="{path}">{all}</a></p>'
        '<p>{follow} <code class="small" id="kalender">{address}</code> '
        '<button type="button" class="quiet" data-copy="#kalender" data-copied="{copied}" '
        'data-selected="{selected}" hidden>{copy}</button></p></div>'
    ).format(path=path, address=f"{site_url.rstrip('/')}{path}", **{k: words[k] for k in SUBSCRIBING})


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
    if webinar.is_cancelled:
        return words["cancelled"]
    if webinar.is_past(now):
        return words["past"]
    return words["moved"] if webinar.head.moved_from else ""


def state_note(webinar: Webinar, now: datetime) -> Markup:
    """What the page of a webinar says first: that it has been held, or is at another time than planned."""
    words = WORDS[webinar.language]
    if webinar.is_cancelled:
        return Markup("")
    if webinar.is_past(now):
        return Markup('<p class="note">{}</p>').format(words["was_held"])
    if not webinar.head.moved_from:
        return Markup("")
    planned = words["was_to_be"].format(when=_moment(webinar.head.moved_from[-1], webinar.language))
    return Markup('<p class="note"><strong>{}</strong> {}</p>').format(words["was_moved"], planned)
