"""Openings at the desk: written, examined, and sent to a second reader."""

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.responses import HTMLResponse, Response

from portal.openings import company_service, draft_service, life_service, named_openings, publication
from portal.openings.beside_view import beside_view
from portal.openings.counts_service import ground_of
from portal.openings.desk_access import CompanyConsultant
from portal.openings.draft_view import examined, form_page, stored_beside
from portal.openings.fixed_facts import fixed_facts
from portal.openings.gate import Examination, examine, readiness, still_holds
from portal.openings.life_routes import state_page
from portal.openings.models import Opening
from portal.openings.named_openings import ChoiceStands
from portal.openings.opening_form import OpeningForm, companies_of, opening_values, read_opening_form
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
    form = OpeningForm(data={"company_id": company}, companies=companies_of(session, actor))
    return render(request, "openings/edit.html", form_page(request, form, None))


@page(router, "POST", da="/konsulent/opslag/nyt", en="/en/staff/openings/new", name="new_opening")
def create_opening(
    request: Request,
    posted: Posted,
    database: DatabaseDep,
    session: SessionDep,
    clock: ClockDep,
    actor: CompanyConsultant,
) -> Response:
    form = read_opening_form(posted, database, actor, clock)
    if not form.validate():
        return render(request, "openings/edit.html", form_page(request, form, None), status=422)
    examination = draft_service.examine_fields(database, actor, form.fields())
    says_yes = form.saving().says_yes
    opening = draft_service.create_draft(session, actor, form.fields(), clock=clock, says_yes=says_yes)
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
    form = OpeningForm(data=opening_values(opening), companies=companies_of(session, actor))
    company = company_service.company_of(session, opening)
    steps = life_service.steps_of(session, opening)
    values = form_page(request, form, opening) | {
        "beside": beside_view(session, actor, opening),
        "sent_back": steps[0].note if steps and steps[0].action == Action.SEND_BACK else "",
        "pause_note": next((step.note for step in steps if step.action == Action.PAUSE), ""),
    }
    examination = examine(opening, company, ground_of(session, company.id))
    values |= examined(request, session, opening, company, examination, clock.today())
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
    form = read_opening_form(posted, database, actor, clock)
    if not form.validate():
        opening = life_service.find_opening(session, actor, opening_id)
        return render(request, "openings/edit.html", form_page(request, form, opening), status=422)
    examination = draft_service.examine_fields(database, actor, form.fields())
    saving = form.saving(str(posted.get("version") or ""))
    try:
        opening = draft_service.change_draft(
            session, actor, opening_id, form.fields(), clock=clock, saving=saving
        )
    except draft_service.EditedElsewhere:
        return _both_texts(request, session, actor, form, opening_id)
    except draft_service.NoDraft:
        return _both_texts(request, session, actor, form, opening_id, moved_on=True)
    except ChoiceStands as late:
        form[late.field].errors = [late.message]
        opening = life_service.find_opening(session, actor, opening_id)
        return render(request, "openings/edit.html", form_page(request, form, opening), status=422)
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
    ground, today, lang = ground_of(session, company.id), clock.today(), language(request)
    seen = publication.preview(opening, company, ground, today=today, days=organisation.opening_days)
    facts = fixed_facts(seen, today=today, lang=lang)
    english = show(seen, "en") if opening.title_en and lang == "da" else None
    values = {"opening": show(seen, lang), "facts": facts, "opening_id": opening.id, "english": english}
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
    # Found out before a refusal would take back what was just saved.
    is_ready = readiness(opening, examination).is_ready and still_holds(session, opening, examination)
    if not is_ready or named_openings.beside(session, opening).twins:
        return see_other(request, "desk_opening", opening_id=opening.id, unready=1)
    ring = request.app.state.ring
    life_service.submit(session, actor, opening.id, examination, clock=clock, ring=ring)
    return see_other(request, "desk_opening", opening_id=opening.id, sent=1)


def _both_texts(
    request: Request,
    session: Session,
    actor: Actor,
    form: OpeningForm,
    opening_id: str,
    *,
    moved_on: bool = False,
) -> HTMLResponse:
    """What was typed in the fields, what was saved meanwhile above them; the next save is meant."""
    opening = life_service.find_opening(session, actor, opening_id)
    values = form_page(request, form, opening) | {
        "stored": stored_beside(form, opening),
        "moved_on": moved_on,
    }
    return render(request, "openings/edit.html", values, status=409)
