"""Public pages of openings: the list and the feed."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse, Response

from portal.openings import feeds, printed_list, service
from portal.openings.filter_query import page_number, query_of, read_filters
from portal.openings.filter_view import filter_view
from portal.openings.filter_words import filter_words
from portal.openings.service import Filters
from portal.openings.views import show
from portal.openings.ways_out import ways_out
from portal.shared.dates import iso_week
from portal.shared.errors import NotFound
from portal.shared.texts import translate
from portal.web.conditional import kept_until_changed
from portal.web.guards import PUBLIC
from portal.web.languages import language, page, path_for, url
from portal.web.pages import render
from portal.web.session import ClockDep, OrganisationDep, SessionDep, SettingsDep

router = APIRouter()


def filters_of(request: Request) -> Filters:
    return read_filters(request.query_params)


def known_id(opening_id: str) -> str:
    """A public id in its one spelling; anything else was never an opening."""
    try:
        known = str(UUID(opening_id))
    except ValueError as error:
        raise NotFound from error
    if known != opening_id:
        raise NotFound
    return known


FiltersDep = Annotated[Filters, Depends(filters_of)]
OpeningId = Annotated[str, Depends(known_id)]


@page(router, "GET", da="/opslag", en="/en/openings", name="openings", dependencies=[PUBLIC])
def list_openings(
    request: Request, session: SessionDep, clock: ClockDep, settings: SettingsDep, filters: FiltersDep
) -> HTMLResponse:
    lang, number, week = language(request), page_number(request.query_params), iso_week(clock.today())
    found = service.published(session, filters, number, clock=clock)
    counts = service.facets(session, filters, clock=clock)
    words = filter_words(filters, lang)

    def page_url(wanted: int) -> str:
        numbered = {"page": wanted} if wanted > 1 else {}
        return path_for("openings", lang, **query_of(filters), **numbered)

    values = {
        "found": found,
        "openings": [show(opening, lang) for opening in found.items],
        "filter": filter_view(filters, counts, lang, this_week=week),
        "ways_out": []
        if found.total
        else ways_out(filters, lang, lambda other: service.count(session, other, clock=clock)),
        "narrowed_to": words,
        "query": query_of(filters),
        "week": week,
        "feed_title": ", ".join((translate(lang, feeds.TITLE), *words)),
        "list_address": settings.origin + page_url(1),
        "page_address": settings.origin + page_url(number),
        "pdf_checked": printed_list.checked_at(settings.data, filters, lang),
        "next_url": page_url(number + 1),
        "previous_url": page_url(number - 1),
    }
    return render(request, "openings/list.html", values)


@page(router, "GET", da="/opslag.atom", en="/en/openings.atom", name="openings_atom", dependencies=[PUBLIC])
def openings_atom(
    request: Request,
    session: SessionDep,
    clock: ClockDep,
    filters: FiltersDep,
    settings: SettingsDep,
    organisation: OrganisationDep,
) -> Response:
    newest = service.published(session, filters, clock=clock, size=feeds.MOST_IN_FEED)
    feed = feeds.Feed(
        lang=language(request),
        self_url=settings.origin + url(request, "openings_atom", **query_of(filters)),
        page_url=settings.origin + url(request, "openings", **query_of(filters)),
        origin=settings.origin,
        author=organisation.name,
        narrowed_to=filter_words(filters, language(request)),
    )
    content = feeds.atom(feed, newest.items, this_week=iso_week(clock.today()))
    return kept_until_changed(request, content, "application/atom+xml; charset=utf-8")
