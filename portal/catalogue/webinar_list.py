"""The list of webinars: one row for each page, those to come first, and how to follow the calendar."""

from collections.abc import Iterator
from datetime import datetime

from markupsafe import Markup

from portal.catalogue.webinars import PATHS, Webinar, next_time
from portal.shared.dates import full_date

WORDS = {
    "da": {
        "more": "og {count} gange til",
        "once_more": "og en gang til",
        "spoken": "på engelsk",
        "recorded": "med optagelse",
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
        "more": "and {count} times more",
        "once_more": "and once more",
        "spoken": "in Danish",
        "recorded": "with a recording",
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


def webinar_list(found: list[Webinar], language: str, now: datetime, *, site_url: str) -> Markup:
    """Those to come first, then those that were held, newest first; a series has one row."""
    rows = webinar_rows(found, now)
    empty = _empty(language) if all(webinar.is_past(now) for webinar in found) else Markup("")
    parts = (empty, rows, _subscription(language, site_url))
    return Markup("\n\n").join(part for part in parts if part)


def webinar_rows(found: list[Webinar], now: datetime, *, heading: str = "h2") -> Markup:
    """One row for each page, or nothing."""
    by_page: dict[str, list[Webinar]] = {}
    for webinar in found:
        by_page.setdefault(webinar.head.id, []).append(webinar)
    shown = sorted((next_time(times, now) for times in by_page.values()), key=lambda one: one.start)
    coming = [webinar for webinar in shown if not webinar.is_past(now)]
    past = [webinar for webinar in reversed(shown) if webinar.is_past(now)]
    rows = [_row(webinar, _coming_after(webinar, by_page, now), now, heading) for webinar in (*coming, *past)]
    if not rows:
        return Markup("")
    return Markup('<div class="bl"><ul class="ops wide">{}</ul></div>').format(Markup("").join(rows))


def _coming_after(webinar: Webinar, by_page: dict[str, list[Webinar]], now: datetime) -> int:
    """How many more times it is held."""
    times = by_page[webinar.head.id]
    return sum(not one.is_past(now) and not one.is_cancelled and one is not webinar for one in times)


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


def _row(webinar: Webinar, more: int, now: datetime, heading: str) -> Markup:
    mark = webinar.mark(now)
    tag = Markup('<span class="tag">{}</span><span class="sep"> · </span><br>').format(mark) if mark else ""
    return Markup(
        '<li><p class="mg">{tag}{day}</p><div><{heading}><a href="{path}">{title}</a></{heading}>'
        '<p>{summary}</p><p class="meta">{facts}</p></div></li>'
    ).format(
        heading=heading,
        tag=tag,
        day=full_date(webinar.start.date(), webinar.language),
        path=webinar.page_path,
        title=webinar.head.title,
        summary=webinar.head.summary,
        facts=" · ".join(_facts(webinar, more)),
    )


def _facts(webinar: Webinar, more: int) -> Iterator[str]:
    words, head = WORDS[webinar.language], webinar.head
    yield webinar.when
    if more:
        yield words["once_more"] if more == 1 else words["more"].format(count=more)
    yield head.place or head.link or ""
    if head.language != webinar.language:
        yield words["spoken"]
    if head.recording is not None:
        yield words["recorded"]
