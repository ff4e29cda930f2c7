"""The search page: one box, and blocks for modules, webinars, openings and other pages."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from portal.site_search import api_routes
from portal.site_search.indexing import Indexes
from portal.site_search.limits import SEARCHES
from portal.site_search.service import TYPES, Query, Results, Seeker
from portal.site_search.views import IN_BLOCK, MOST_PAGES, ON_PAGE, empty_view, show
from portal.web import limits
from portal.web.guards import PUBLIC
from portal.web.languages import language, page
from portal.web.pages import render
from portal.web.session import ClockDep, DatabaseDep, SessionDep, SettingsDep

router = APIRouter()
router.include_router(api_routes.router)


@page(router, "GET", da="/soeg", en="/en/search", name="search", dependencies=[PUBLIC])
def search_page(
    request: Request, session: SessionDep, database: DatabaseDep, clock: ClockDep, settings: SettingsDep
) -> HTMLResponse:
    asked = request.query_params
    kind = asked.get("type", "") if asked.get("type") in TYPES else ""
    query = Query(asked.get("q", "").strip(), language(request))
    if not query.text:
        return render(request, "site_search/search.html", {"search": empty_view(kind)})
    limits.take_from_address(request, SEARCHES)
    seeker = Seeker(session, Indexes.of(settings), query, database, clock)
    number = _number(asked)
    return render(
        request,
        "site_search/search.html",
        {"search": show(query, kind, _found(seeker, kind, number), number)},
    )


def _found(seeker: Seeker, kind: str, number: int) -> dict[str, Results]:
    if kind:
        return {kind: seeker.find(kind, limit=ON_PAGE, offset=(number - 1) * ON_PAGE)}
    return {each: seeker.find(each, limit=IN_BLOCK) for each in TYPES}


def _number(asked: Mapping[str, str]) -> int:
    """The page that was asked for; an old link may name one that is not there any more."""
    text = asked.get("page", "1")
    return min(MOST_PAGES, max(1, int(text))) if text.isascii() and text.isdigit() and len(text) < 5 else 1
