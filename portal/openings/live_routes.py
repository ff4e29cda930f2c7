"""A draft saved while it is written: the answer is what the gate says, put beside the fields."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from portal.openings import company_service, draft_service, life_service
from portal.openings.desk_access import CompanyConsultant
from portal.openings.draft_view import examined, saved_at
from portal.openings.gate import Examination
from portal.openings.models import Opening
from portal.openings.named_openings import ChoiceStands
from portal.openings.opening_form import OpeningForm, read_opening_form
from portal.web.forms import Posted
from portal.web.languages import page
from portal.web.pages import render
from portal.web.session import ClockDep, DatabaseDep, SessionDep

router = APIRouter()


@page(
    router,
    "POST",
    da="/konsulent/opslag/nyt/gem",
    en="/en/staff/openings/new/save",
    name="save_new_while_writing",
)
def save_new(
    request: Request,
    posted: Posted,
    database: DatabaseDep,
    session: SessionDep,
    clock: ClockDep,
    actor: CompanyConsultant,
) -> HTMLResponse:
    form = read_opening_form(posted, database, actor, clock)
    if not form.validate():
        return _not_yet(request, form)
    examination = draft_service.examine_fields(database, actor, form.fields())
    says_yes = form.saving().says_yes
    opening = draft_service.create_draft(session, actor, form.fields(), clock=clock, says_yes=says_yes)
    return _saved(request, session, clock, opening, examination)


@page(
    router,
    "POST",
    da="/konsulent/opslag/{opening_id}/gem",
    en="/en/staff/openings/{opening_id}/save",
    name="save_while_writing",
)
def save(
    request: Request,
    posted: Posted,
    database: DatabaseDep,
    session: SessionDep,
    clock: ClockDep,
    actor: CompanyConsultant,
    opening_id: str,
) -> HTMLResponse:
    form = read_opening_form(posted, database, actor, clock)
    if not form.validate():
        life_service.find_opening(session, actor, opening_id)
        return _not_yet(request, form)
    examination = draft_service.examine_fields(database, actor, form.fields())
    saving = form.saving(str(posted.get("version") or ""))
    try:
        opening = draft_service.change_draft(
            session, actor, opening_id, form.fields(), clock=clock, saving=saving
        )
    except draft_service.EditedElsewhere:
        return render(
            request, "openings/live.html", {"opening": None, "moved_on": False, "elsewhere": True}, status=409
        )
    except ChoiceStands as late:
        form[late.field].errors = [late.message]
        return _not_yet(request, form)
    except draft_service.NoDraft:
        return render(request, "openings/live.html", {"opening": None, "moved_on": True}, status=409)
    return _saved(request, session, clock, opening, examination)


def _saved(
    request: Request, session: SessionDep, clock: ClockDep, opening: Opening, examination: Examination
) -> HTMLResponse:
    company = company_service.company_of(session, opening)
    values = examined(request, session, opening, company, examination, clock.today())
    return render(request, "openings/live.html", values | saved_at(clock.now(), examination))


def _not_yet(request: Request, form: OpeningForm) -> HTMLResponse:
    """Nothing is saved while a field cannot be read; which ones is all the answer says."""
    wrong = [field.label.text for field in form if field.errors]
    values = {"opening": None, "moved_on": False, "elsewhere": False, "wrong": wrong}
    return render(request, "openings/live.html", values, status=422)
