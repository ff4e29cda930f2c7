"""The wall: openings on a screen in the waiting room, six at a time, each with a code to scan."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from portal.openings import service
from portal.openings.filter_query import page_number, query_of, read_filters
from portal.openings.filter_words import filter_words
from portal.openings.views import OpeningView, show
from portal.shared.dates import iso_week
from portal.shared.qr import DrawnCode, drawn_code
from portal.web.features import feature
from portal.web.guards import PUBLIC
from portal.web.languages import language, page, url
from portal.web.pages import render
from portal.web.session import ClockDep, SessionDep, SettingsDep

router = APIRouter()
# So few that the letters are read at three metres: docs/design.md has the millimetres.
ON_SCREEN = 6
SECONDS_A_PAGE = 25
# A page that is not there any more says so, and the screen goes on.
SECONDS_PAST_THE_END = 3


@dataclass(frozen=True)
class OnWall:
    shown: OpeningView
    code: DrawnCode


@page(
    router,
    "GET",
    da="/opslag/tavle",
    en="/en/openings/wall",
    name="openings_wall",
    dependencies=[PUBLIC, feature("wall")],
)
def wall(request: Request, session: SessionDep, clock: ClockDep, settings: SettingsDep) -> HTMLResponse:
    filters, number = read_filters(request.query_params), page_number(request.query_params)
    lang, query = language(request), query_of(filters)
    found = service.published(session, filters, number, clock=clock, size=ON_SCREEN)
    views = [show(opening, lang) for opening in found.items]
    list_url = url(request, "openings", **query)

    def page_url(wanted: int) -> str:
        return url(request, "openings_wall", **query, page=wanted)

    values = {
        "found": found,
        "openings": [OnWall(view, drawn_code(settings.origin + view.url)) for view in views],
        "narrowed_to": filter_words(filters, lang),
        "list_url": list_url,
        "list_address": settings.origin.partition("://")[2] + url(request, "openings"),
        "list_code": drawn_code(settings.origin + list_url),
        "week": iso_week(clock.today()),
        "now": clock.now(),
        "seconds": SECONDS_A_PAGE if views or not found.total else SECONDS_PAST_THE_END,
        "here_url": page_url(number),
        "first_url": page_url(1),
        "previous_url": page_url(number - 1),
        "next_url": page_url(number + 1),
        "turn_url": page_url(number + 1 if found.has_next else 1),
    }
    return render(request, "openings/wall.html", values)
