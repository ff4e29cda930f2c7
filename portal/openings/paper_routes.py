"""Openings on paper: the list to print, and a poster of one."""

from datetime import datetime

from fastapi import APIRouter, Request
from starlette.responses import Response

from portal.openings import poster, printed_list, service
from portal.openings.page_routes import gone_page
from portal.openings.printed_list import Printer
from portal.openings.routes import FiltersDep, OpeningId
from portal.shared.errors import Gone
from portal.shared.pdf_cache import PdfCache
from portal.web import limits
from portal.web.conditional import kept_until_changed
from portal.web.guards import PUBLIC
from portal.web.languages import language, page
from portal.web.limits import Limit
from portal.web.session import ClockDep, DatabaseDep, OrganisationDep, SettingsDep

router = APIRouter()
# Counted only where something has to be made; the regular work keeps the whole list ready.
PRINTING = Limit("openings-pdf", tries=30, seconds=60, guards=False)
POSTERS = Limit("openings-poster", tries=60, seconds=60, guards=False)


@page(router, "GET", da="/opslag.pdf", en="/en/openings.pdf", name="openings_pdf", dependencies=[PUBLIC])
def openings_pdf(
    request: Request,
    database: DatabaseDep,
    clock: ClockDep,
    filters: FiltersDep,
    settings: SettingsDep,
    organisation: OrganisationDep,
) -> Response:
    lang, cache = language(request), PdfCache(settings.data / printed_list.FOLDER, apart=True)
    printer = Printer(cache, clock, settings.origin, organisation.name)
    # Ends before the list is set, or waited for: nobody's connection is held meanwhile.
    with database.reading() as session:
        ready = printer.find_ready(session, filters, lang)
        values = {} if ready else printer.read_values(session, filters, lang)
    content = ready.content if ready else cache.find(printed_list.TEMPLATE, values)
    if content is None:
        limits.take_from_address(request, PRINTING)
        # What somebody searched for stands in the PDF: it is not left on the disk.
        content = cache.make(
            printed_list.TEMPLATE, values, keep=not filters.q, complete=printed_list.with_codes
        )
    return _list_as_pdf(request, content, ready.checked_at if ready else clock.now())


def _list_as_pdf(request: Request, content: bytes, checked_at: datetime) -> Response:
    """Says when the list was last found to be current: a time that moves whatever was published."""
    name = "openings.pdf" if language(request) == "en" else "opslag.pdf"
    headers = {
        "content-disposition": f'inline; filename="{name}"',
        "x-checked-at": checked_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    return kept_until_changed(request, content, "application/pdf", headers)


@page(
    router,
    "GET",
    da="/opslag/{opening_id}/plakat.pdf",
    en="/en/openings/{opening_id}/poster.pdf",
    name="opening_poster",
    dependencies=[PUBLIC],
)
def opening_poster(
    request: Request,
    database: DatabaseDep,
    clock: ClockDep,
    settings: SettingsDep,
    organisation: OrganisationDep,
    opening_id: OpeningId,
) -> Response:
    lang, cache = language(request), PdfCache(settings.data / poster.FOLDER)
    with database.reading() as session:
        try:
            opening = service.one_published(session, opening_id, clock=clock)
        except Gone as gone:
            return gone_page(request, session, clock, opening_id, gone)
    values = poster.poster_values(opening, lang, origin=settings.origin, organisation=organisation.name)
    content = cache.find(poster.TEMPLATE, values)
    if content is None:
        limits.take_from_address(request, POSTERS)
        content = cache.make(poster.TEMPLATE, values)
    name = "poster.pdf" if lang == "en" else "plakat.pdf"
    headers = {"content-disposition": f'inline; filename="{name}"'}
    return kept_until_changed(request, content, "application/pdf", headers)
