"""Openings at the desk: written, examined, and sent to a second reader."""

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.responses import HTMLResponse, Response

from portal.openings import company_service, draft_service, labels, life_service, publication
from portal.openings.beside_view import beside_view
from portal.openings.desk_access import CompanyConsultant, notices
from portal.openings.fixed_facts import fixed_facts
from portal.openings.forms import OpeningForm, opening_values
from portal.openings.gate import Examination, examine, public_texts, readiness
from portal.openings.gate_view import marked_fields
from portal.openings.length_view import length_note
from portal.openings.life_routes import state_page
from portal.openings.models import Opening
from portal.openings.rules import Action, State
from portal.openings.views import show
from portal.shared.actors import Actor
from portal.web.forms import Posted
from portal.web.languages import language, page
from portal.web.pages import render, see_other
from portal.web.session import ClockDep, DatabaseDep, OrganisationDep, SessionDep

router = APIRouter()


@page(router, "GET", da="/konsulent/opslag/nyt", en="/en/staff/openings/new", name="new_opening")
def new_opening(request: Request, session: SessionDep, actor: CompanyConsultant) -> HTMLResponse:
    company = request.query_params.get("company", "")
    form = OpeningForm(data={"company_id": company}, companies=_companies(session, actor))
    return render(request, "openings/edit.html", _form_page(request, form, None))


@page(router, "POST", da="/konsulent/opslag/nyt", en="/en/staff/openings/new", name="new_opening")
def create_opening(
    request: Request,
    posted: Posted,
    database: DatabaseDep,
    session: SessionDep,
    clock: ClockDep,
    actor: CompanyConsultant,
) -> Response:
    form = OpeningForm(posted, companies=_stored_companies(database, actor), today=clock.today())
    if not form.validate():
        return render(request, "openings/edit.html", _form_page(request, form, None), status=422)
    examination = draft_service.examine_fields(database, actor, form.fields())
    opening = draft_service.create_draft(session, actor, form.fields(), clock=clock)
    return _after_save(request, posted, session, clock, actor, opening, examination)


@page(
    router,
    "GET",
    da="/konsulent/opslag/{opening_id}",
    en="/en/staff/openings/{opening_id}",
    name="desk_opening",
)
def desk_opening(
    request: Request, session: SessionDep, clock: ClockDep, actor: CompanyConsultant, opening_id: str
) -> HTMLResponse:
    opening = life_service.find_opening(session, actor, opening_id)
    if opening.state != State.DRAFT:
        return state_page(request, session, actor, opening)
    form = OpeningForm(data=opening_values(opening), companies=_companies(session, actor))
    company = company_service.company_of(session, opening)
    examination = examine(opening, company)
    steps = life_service.steps_of(session, opening)
    values = _form_page(request, form, opening) | {
        "marked": marked_fields(public_texts(opening), examination),
        "beside": beside_view(session, actor, opening),
        "ready": readiness(opening, examination),
        "length": length_note(opening, company.sector, clock.today(), language(request)),
        "sent_back": steps[0].note if steps and steps[0].action == Action.SEND_BACK else "",
        "pause_note": next((step.note for step in steps if step.action == Action.PAUSE), ""),
    }
    return render(request, "openings/edit.html", values)


@page(
    router,
    "POST",
    da="/konsulent/opslag/{opening_id}",
    en="/en/staff/openings/{opening_id}",
    name="desk_opening",
)
def save_opening(
    request: Request,
    posted: Posted,
    database: DatabaseDep,
    session: SessionDep,
    clock: ClockDep,
    actor: CompanyConsultant,
    opening_id: str,
) -> Response:
    form = OpeningForm(posted, companies=_stored_companies(database, actor), today=clock.today())
    if not form.validate():
        opening = life_service.find_opening(session, actor, opening_id)
        return render(request, "openings/edit.html", _form_page(request, form, opening), status=422)
    examination = draft_service.examine_fields(database, actor, form.fields())
    opening = draft_service.change_draft(session, actor, opening_id, form.fields(), clock=clock)
    return _after_save(request, posted, session, clock, actor, opening, examination)


@page(
    router,
    "GET",
    da="/konsulent/opslag/{opening_id}/vis",
    en="/en/staff/openings/{opening_id}/preview",
    name="preview_opening",
)
def preview_opening(
    request: Request,
    session: SessionDep,
    clock: ClockDep,
    organisation: OrganisationDep,
    actor: CompanyConsultant,
    opening_id: str,
) -> HTMLResponse:
    opening = life_service.find_opening(session, actor, opening_id)
    company = company_service.company_of(session, opening)
    seen = publication.preview(opening, company, today=clock.today(), days=organisation.opening_days)
    lang, today = language(request), clock.today()
    facts = fixed_facts(seen, today=today, lang=lang)
    values = {"opening": show(seen, lang), "facts": facts, "opening_id": opening.id}
    return render(request, "openings/preview.html", values)


def _after_save(
    request: Request,
    posted: Posted,
    session: Session,
    clock: ClockDep,
    actor: Actor,
    opening: Opening,
    examination: Examination,
) -> Response:
    """A saved draft goes on to a second reader when that was asked for and nothing stands in the way."""
    if posted.get("then") != "submit":
        return see_other(request, "desk_opening", opening_id=opening.id, saved=1)
    if not readiness(opening, examination).is_ready:
        return see_other(request, "desk_opening", opening_id=opening.id, unready=1)
    ring = request.app.state.ring
    life_service.submit(session, actor, opening.id, examination, clock=clock, ring=ring)
    return see_other(request, "desk_opening", opening_id=opening.id, sent=1)


def _form_page(request: Request, form: OpeningForm, opening: Opening | None) -> dict[str, object]:
    return notices(request) | {
        "form": form,
        "opening": opening,
        "marked": {},
        "beside": None,
        "ready": None,
        "length": None,
        "sent_back": "",
        "pause_note": "",
        "labels": labels.FIELDS,
    }


def _companies(session: Session, actor: Actor) -> list[tuple[str, str]]:
    return [(line.id, line.name) for line in company_service.list_companies(session, actor)]


def _stored_companies(database: DatabaseDep, actor: Actor) -> list[tuple[str, str]]:
    with database.reading() as session:
        return _companies(session, actor)
