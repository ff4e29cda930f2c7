"""The end of an opening: asked once more before it, and what comes after a match."""

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.responses import HTMLResponse, Response

from portal.openings import company_service, labels, life_service, outcome_service
from portal.openings.after_match_view import STEPS, facts_beside, paste_texts
from portal.openings.desk_access import CompanyConsultant, notices
from portal.openings.length_view import length_note
from portal.openings.outcome_form import OutcomeForm, stored_outcome
from portal.openings.rules import Action, Kind
from portal.shared.actors import Actor
from portal.shared.clock import Clock
from portal.shared.errors import NotAllowedNow
from portal.web.forms import Posted
from portal.web.languages import language, page
from portal.web.pages import render, see_other
from portal.web.session import ClockDep, SessionDep

router = APIRouter()
# The page that asks before each step that nobody can take back.
ASKING = {Action.FILL: "ask_fill", Action.WITHDRAW: "ask_withdraw"}


@page(
    router,
    "GET",
    da="/konsulent/opslag/{opening_id}/besat",
    en="/en/staff/openings/{opening_id}/filled",
    name="ask_fill",
)
def ask_fill(
    request: Request, session: SessionDep, actor: CompanyConsultant, opening_id: str
) -> HTMLResponse:
    return _asking(request, session, actor, opening_id, Action.FILL)


@page(
    router,
    "GET",
    da="/konsulent/opslag/{opening_id}/traek-tilbage",
    en="/en/staff/openings/{opening_id}/withdraw",
    name="ask_withdraw",
)
def ask_withdraw(
    request: Request, session: SessionDep, actor: CompanyConsultant, opening_id: str
) -> HTMLResponse:
    return _asking(request, session, actor, opening_id, Action.WITHDRAW)


@page(
    router,
    "GET",
    da="/konsulent/opslag/{opening_id}/efter-match",
    en="/en/staff/openings/{opening_id}/after-match",
    name="after_match",
)
def after_match(
    request: Request, session: SessionDep, clock: ClockDep, actor: CompanyConsultant, opening_id: str
) -> HTMLResponse:
    return _after_page(request, session, clock, actor, opening_id)


@page(
    router,
    "POST",
    da="/konsulent/opslag/{opening_id}/efter-match",
    en="/en/staff/openings/{opening_id}/after-match",
    name="after_match",
)
def say_outcome(
    request: Request,
    posted: Posted,
    session: SessionDep,
    clock: ClockDep,
    actor: CompanyConsultant,
    opening_id: str,
) -> Response:
    form = OutcomeForm(posted)
    if not form.validate():
        return _after_page(request, session, clock, actor, opening_id, form)
    outcome_service.record_outcome(session, actor, opening_id, form.said(), clock=clock)
    return see_other(request, "after_match", opening_id=opening_id, saved=1)


def _asking(
    request: Request, session: Session, actor: Actor, opening_id: str, action: Action
) -> HTMLResponse:
    opening = life_service.find_opening(session, actor, opening_id)
    if action not in life_service.actions_for(actor, opening):
        raise NotAllowedNow(life_service.MOMENT_PASSED)
    values = {"opening": opening, "action": action.value, "label": labels.ACTIONS[action][0]}
    return render(request, "openings/ending.html", values)


def _after_page(
    request: Request,
    session: Session,
    clock: Clock,
    actor: Actor,
    opening_id: str,
    form: OutcomeForm | None = None,
) -> HTMLResponse:
    opening = outcome_service.opening_afterwards(session, actor, opening_id)
    company = company_service.company_of(session, opening)
    state, lang, today = request.app.state, language(request), clock.today()
    production = state.settings.production
    values = {
        "opening": opening,
        "company": company,
        "kind": labels.KINDS[Kind(opening.type)],
        "steps": STEPS[opening.type],
        "texts": paste_texts(opening),
        "length": length_note(opening, company.sector, today, lang),
        "facts": facts_beside(state.facts.registry, opening.type, lang, today, production=production),
        "form": form or stored_outcome(opening),
    }
    status = 422 if form else 200
    return render(request, "openings/after_match.html", values | notices(request), status=status)
