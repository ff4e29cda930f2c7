"""Openings at the desk after they were written: the list, the state of one, and its steps."""

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.responses import HTMLResponse, Response

from portal.accounts.directory import names
from portal.openings import (
    board_service,
    company_service,
    draft_service,
    labels,
    life_service,
    note_service,
    renewal_service,
)
from portal.openings.beside_view import beside_view
from portal.openings.counts_service import ground_of
from portal.openings.desk_access import CompanyConsultant, notices
from portal.openings.desk_lists import contains, searched
from portal.openings.ending_routes import ASKING
from portal.openings.gate import examine, public_texts
from portal.openings.gate_view import marked_fields
from portal.openings.models import Opening
from portal.openings.note_form import REASONS
from portal.openings.outcome_form import OUTCOMES
from portal.openings.rules import Action, Outcome, State
from portal.shared.actors import Actor, Role
from portal.shared.errors import NotFound
from portal.shared.texts import N_
from portal.web.forms import Posted
from portal.web.languages import page
from portal.web.pages import render, see_other
from portal.web.session import ClockDep, DatabaseDep, OrganisationDep, SessionDep
from portal.web.staff_menu import add_entry

router = APIRouter()
add_entry(N_("Opslag"), "desk_openings", [Role.COMPANY_CONSULTANT], 30)
# The steps a button on the desk may ask for; reading has pages of its own.
DESK_STEPS = (
    Action.TAKE_BACK,
    Action.RENEW,
    Action.PAUSE,
    Action.RESUME,
    Action.REVISE,
    Action.FILL,
    Action.WITHDRAW,
)
# Asked of the gate once more before the transaction that shows the text again, or longer.
EXAMINED = (Action.RESUME, Action.RENEW)


@page(router, "GET", da="/konsulent/opslag", en="/en/staff/openings", name="desk_openings")
@page(router, "POST", da="/konsulent/opslag", en="/en/staff/openings", name="desk_openings")
def list_openings(
    request: Request,
    posted: Posted,
    session: SessionDep,
    clock: ClockDep,
    organisation: OrganisationDep,
    actor: CompanyConsultant,
) -> HTMLResponse:
    q = searched(posted)
    all_lines = board_service.board(session, actor, clock, organisation.closing_days)
    lines = [line for line in all_lines if contains(q, line.title, line.company)]
    groups = [
        (label, state.value, [line for line in lines if line.state == state])
        for state, label in labels.STATES.items()
    ]
    values = {
        "first": board_service.first_things(lines),
        "needs": labels.NEEDS,
        "groups": [group for group in groups if group[2]],
        "kinds": _kinds(),
        "reported": note_service.count_reported(session, actor),
        "q": q,
        "shown": len(lines),
        "total": len(all_lines),
    }
    return render(request, "openings/desk.html", values)


@page(
    router,
    "POST",
    da="/konsulent/opslag/{opening_id}/skridt",
    en="/en/staff/openings/{opening_id}/step",
    name="step_opening",
)
def step_opening(
    request: Request,
    posted: Posted,
    database: DatabaseDep,
    session: SessionDep,
    clock: ClockDep,
    organisation: OrganisationDep,
    actor: CompanyConsultant,
    opening_id: str,
) -> Response:
    asked = next((action for action in DESK_STEPS if action == posted.get("action")), None)
    if asked is None:
        raise NotFound
    if asked in ASKING and not posted.get("sure"):
        return see_other(request, ASKING[asked], opening_id=opening_id)
    if asked in EXAMINED:
        examination = draft_service.examine_stored(database, actor, opening_id)
    if asked is Action.RESUME:
        life_service.resume(session, actor, opening_id, examination, clock=clock)
    elif asked is Action.RENEW:
        days = organisation.opening_days
        renewal_service.renew(session, actor, opening_id, examination, clock=clock, days=days)
    else:
        life_service.step(session, actor, opening_id, asked, clock=clock)
    after = "after_match" if asked is Action.FILL else "desk_opening"
    said = {"renewed": 1} if asked is Action.RENEW else {}
    return see_other(request, after, opening_id=opening_id, **said)


def state_page(request: Request, session: Session, actor: Actor, opening: Opening) -> HTMLResponse:
    """An opening that is no draft: where it is, what happened to it, and what may be done."""
    company = company_service.company_of(session, opening)
    examination = examine(opening, company, ground_of(session, company.id))
    allowed = life_service.actions_for(actor, opening)
    steps = life_service.steps_of(session, opening)
    known = names(session, {one for one in (opening.reader_id, *(s.actor_id for s in steps)) if one})
    values = {
        "opening": opening,
        "company_name": company.name,
        "kind": _kinds()[opening.type],
        "state": labels.STATES[State(opening.state)],
        "buttons": [(action.value, labels.ACTIONS[action][0]) for action in DESK_STEPS if action in allowed],
        "asking": {action.value: name for action, name in ASKING.items()},
        "outcome": OUTCOMES[Outcome(opening.outcome)] if opening.outcome else "",
        "reader": known.get(opening.reader_id or "", ""),
        "steps": [
            (labels.ACTIONS[Action(s.action)][1], s.note, s.at, known.get(s.actor_id or "", ""))
            for s in steps
        ],
        "marked": marked_fields(public_texts(opening), examination),
        "beside": beside_view(session, actor, opening),
        "notes": note_service.notes_of(session, request.app.state.ring, opening),
        "reasons": REASONS,
    }
    return render(request, "openings/state.html", values | notices(request))


def _kinds() -> dict[str, str]:
    return {kind.value: label for kind, label in labels.KINDS.items()}
