"""A reader says what is wrong with an opening; the team behind it reads that at the desk."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from portal.openings import note_service, service
from portal.openings.desk_access import CompanyConsultant
from portal.openings.note_form import REASONS, NoteForm
from portal.openings.page_routes import gone_page
from portal.openings.routes import OpeningId
from portal.openings.views import show
from portal.shared.errors import Gone, TooManyTries
from portal.web import limits
from portal.web.forms import Posted
from portal.web.guards import PUBLIC
from portal.web.languages import language, page
from portal.web.limits import Limit
from portal.web.pages import render, see_other
from portal.web.session import ClockDep, DatabaseDep, RingDep, SessionDep

router = APIRouter()
SENDING = Limit("opening-note", tries=5, seconds=3600)


@page(
    router,
    "GET",
    da="/opslag/{opening_id}/meld-fejl",
    en="/en/openings/{opening_id}/report",
    name="report_opening",
    dependencies=[PUBLIC],
)
def ask(request: Request, database: DatabaseDep, clock: ClockDep, opening_id: OpeningId) -> HTMLResponse:
    return _form_page(request, database, clock, opening_id, NoteForm())


@page(
    router,
    "POST",
    da="/opslag/{opening_id}/meld-fejl",
    en="/en/openings/{opening_id}/report",
    name="report_opening",
    dependencies=[PUBLIC],
)
def report(
    request: Request,
    posted: Posted,
    database: DatabaseDep,
    session: SessionDep,
    ring: RingDep,
    clock: ClockDep,
    opening_id: OpeningId,
) -> Response:
    form = NoteForm(posted)
    if not form.validate():
        return _form_page(request, database, clock, opening_id, form, status=422)
    try:
        limits.take_from_address(request, SENDING)
    except TooManyTries as error:
        return _form_page(request, database, clock, opening_id, form, status=429, late=error)
    text = str(form.text.data or "").strip()
    note_service.report(session, ring, opening_id, str(form.reason.data), text, clock=clock)
    return see_other(request, "report_opening", opening_id=opening_id, sent=1)


@page(router, "GET", da="/konsulent/meldte-fejl", en="/en/staff/reported-errors", name="opening_notes")
def list_notes(
    request: Request, session: SessionDep, ring: RingDep, actor: CompanyConsultant
) -> HTMLResponse:
    values = {"reported": note_service.reported(session, ring, actor), "reasons": REASONS}
    return render(request, "openings/notes.html", values)


@page(router, "POST", da="/konsulent/meldte-fejl", en="/en/staff/reported-errors", name="opening_notes")
def clear_notes(
    request: Request, posted: Posted, session: SessionDep, clock: ClockDep, actor: CompanyConsultant
) -> Response:
    ids = [str(value) for value in posted.getlist("note")]
    note_service.clear(session, actor, ids, clock=clock)
    return see_other(request, "opening_notes")


def _form_page(
    request: Request,
    database: DatabaseDep,
    clock: ClockDep,
    opening_id: str,
    form: NoteForm,
    *,
    status: int = 200,
    late: TooManyTries | None = None,
) -> HTMLResponse:
    with database.reading() as session:
        try:
            opening = service.one_published(session, opening_id, clock=clock)
        except Gone as gone:
            return gone_page(request, session, clock, opening_id, gone)
    values = {
        "opening": show(opening, language(request)),
        "form": form,
        "sent": "sent" in request.query_params,
        "too_many": late.message if late else "",
    }
    headers = {"retry-after": str(late.retry_after)} if late else None
    return render(request, "openings/report.html", values, status=status, headers=headers)
