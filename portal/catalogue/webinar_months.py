"""Webinars month by month: a table on a wide screen, a list of days on a narrow one, and no script."""

from calendar import Calendar
from collections.abc import Iterable
from datetime import date, datetime

from babel.dates import format_date
from markupsafe import Markup

from portal.catalogue.webinars import Webinar
from portal.shared.clock import COPENHAGEN
from portal.shared.dates import clock_time, long_date

WORDS = {
    "da": {"none": "Der er ingen webinarer i kalenderen lige nu.", "months": "Måneder"},
    "en": {"none": "There are no webinars in the calendar at the moment.", "months": "Months"},
}
MOST_MONTHS = 18


def month_view(found: list[Webinar], language: str, now: datetime) -> Markup:
    """Every month from this one on in which a webinar is held."""
    today = now.astimezone(COPENHAGEN).date()
    by_month: dict[date, list[Webinar]] = {}
    for webinar in found:
        month = webinar.start.date().replace(day=1)
        if month >= today.replace(day=1):
            by_month.setdefault(month, []).append(webinar)
    months = dict(sorted(by_month.items())[:MOST_MONTHS])
    if not months:
        return Markup('<p class="empty">{}</p>').format(WORDS[language]["none"])
    jumps = _jumps(months, language) if len(months) > 1 else Markup("")
    return jumps + Markup("\n\n").join(_month(month, held, now) for month, held in months.items())


def _jumps(months: Iterable[date], language: str) -> Markup:
    links = Markup(" · ").join(
        Markup('<a href="#{}">{}</a>').format(_anchor(month), _name(month, language)) for month in months
    )
    return Markup('<nav aria-label="{}"><p>{}</p></nav>\n\n').format(WORDS[language]["months"], links)


def _anchor(month: date) -> str:
    return f"m{month:%Y-%m}"


def _name(month: date, language: str) -> str:
    return format_date(month, "MMMM y", locale=language)


def _month(month: date, held: list[Webinar], now: datetime) -> Markup:
    language = held[0].language
    weeks = Calendar().monthdatescalendar(month.year, month.month)
    rows = Markup("").join(_week(week, month, held, now) for week in weeks)
    heads = Markup("").join(
        Markup('<th scope="col" role="columnheader"><abbr title="{}">{}</abbr></th>').format(
            format_date(day, "EEEE", locale=language), format_date(day, "EEE", locale=language).rstrip(".")
        )
        for day in weeks[0]
    )
    # The roles are said aloud: a table that is drawn as a list is still read as a table.
    return Markup(
        '<div class="bl"><table class="month" role="table" id="{anchor}"><caption>{name}</caption>'
        '<thead role="rowgroup"><tr role="row">{heads}</tr></thead><tbody role="rowgroup">{rows}</tbody>'
        "</table></div>"
    ).format(anchor=_anchor(month), name=_name(month, language).capitalize(), heads=heads, rows=rows)


def _week(week: list[date], month: date, held: list[Webinar], now: datetime) -> Markup:
    on_day = [[one for one in held if one.start.date() == day] for day in week]
    cells = (_day(day, month, those, now) for day, those in zip(week, on_day, strict=True))
    free = "" if any(on_day) else Markup(' class="free"')
    return Markup('<tr role="row"{}>{}</tr>').format(free, Markup("").join(cells))


def _day(day: date, month: date, held: list[Webinar], now: datetime) -> Markup:
    if day.month != month.month:
        return Markup('<td role="cell" class="free"></td>')
    if not held:
        return Markup('<td role="cell" class="free"><span class="num">{}</span></td>').format(day.day)
    named = long_date(day, held[0].language)
    listed = Markup("").join(_entry(webinar, now) for webinar in held)
    return Markup(
        '<td role="cell"><span class="num" aria-hidden="true">{}</span><span class="named">{}</span>'
        "<ul>{}</ul></td>"
    ).format(day.day, named[:1].upper() + named[1:], listed)


def _entry(webinar: Webinar, now: datetime) -> Markup:
    mark = webinar.mark(now)
    said = Markup('<span class="tag">{}</span> ').format(mark) if mark else ""
    return Markup('<li>{}<span class="meta">{}</span> <a href="{}">{}</a></li>').format(
        said, clock_time(webinar.start, webinar.language), webinar.page_path, webinar.head.title
    )
