"""The page of one opening, and what its address says when it was taken down."""

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.responses import HTMLResponse

from portal.openings import service
from portal.openings.fixed_facts import fixed_facts
from portal.openings.routes import OpeningId
from portal.openings.views import show
from portal.shared.clock import Clock
from portal.shared.errors import Gone
from portal.shared.texts import N_
from portal.web.guards import PUBLIC
from portal.web.languages import language, page, url
from portal.web.pages import render
from portal.web.session import ClockDep, OrganisationDep, SessionDep, SettingsDep

router = APIRouter()
TAKEN_DOWN = N_("Opslaget er taget ned")
RESTS = N_("Opslaget holder pause")


@page(
    router,
    "GET",
    da="/opslag/{opening_id}",
    en="/en/openings/{opening_id}",
    name="opening",
    dependencies=[PUBLIC],
)
def one_opening(
    request: Request,
    session: SessionDep,
    clock: ClockDep,
    organisation: OrganisationDep,
    settings: SettingsDep,
    opening_id: OpeningId,
) -> HTMLResponse:
    lang, today = language(request), clock.today()
    try:
        opening = service.one_published(session, opening_id, clock=clock)
    except Gone as gone:
        return gone_page(request, session, clock, opening_id, gone)
    values = {
        "opening": show(opening, lang),
        "address": settings.origin + url(request, "opening", opening_id=opening_id),
        "facts": fixed_facts(opening, today=today, lang=lang),
        "answer_by": organisation.answer_by(today),
    }
    return render(request, "openings/one.html", values)


def gone_page(request: Request, session: Session, clock: Clock, opening_id: str, gone: Gone) -> HTMLResponse:
    """410, with openings that resemble the one that was taken down."""
    lang = language(request)
    similar = service.similar_to_gone(session, opening_id, clock=clock)
    values = {
        "heading": RESTS if gone.message == service.PAUSED else TAKEN_DOWN,
        "message": gone.message,
        "openings": [show(opening, lang) for opening in similar],
    }
    return render(request, "openings/gone.html", values, status=gone.status)
