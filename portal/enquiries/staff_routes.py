"""The inbox at the desk: the team's enquiries, opened one at a time, answered, and taken step by step."""

from collections.abc import Set
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, Response

from portal.enquiries import inbox_service, step_service
from portal.enquiries.answer_check import leaks_of, points_at_nothing
from portal.enquiries.desk_forms import answer_form
from portal.enquiries.inbox_service import Shown
from portal.enquiries.labels import NEXT_STEPS, OUTCOMES, STATES, Situation
from portal.enquiries.opened_page import Forms, opened_page, with_draft
from portal.enquiries.rules import Action
from portal.shared.actors import Actor, Role
from portal.shared.clock import Clock
from portal.shared.errors import NotFound
from portal.shared.keyring import KeyRing
from portal.shared.texts import N_
from portal.web.forms import Posted
from portal.web.guards import role
from portal.web.languages import page
from portal.web.pages import render, see_other
from portal.web.session import ClockDep, DatabaseDep, OrganisationDep, RingDep, SessionDep
from portal.web.staff_menu import add_entry

router = APIRouter()
CompanyConsultant = Annotated[Actor, role(Role.COMPANY_CONSULTANT)]
add_entry(N_("Henvendelser"), "inbox", [Role.COMPANY_CONSULTANT], 20, inbox_service.count_waiting)
TAKE_UP = "take-up"
PLAIN_STEPS = {
    Action.CONSIDER: step_service.consider,
    Action.REVEAL: step_service.reveal,
    Action.MEET: step_service.meet,
}


@page(router, "GET", da="/konsulent/henvendelser", en="/en/staff/enquiries", name="inbox")
def list_enquiries(
    request: Request,
    session: SessionDep,
    clock: ClockDep,
    organisation: OrganisationDep,
    actor: CompanyConsultant,
) -> HTMLResponse:
    asked = request.query_params
    shown = next((one for one in Shown if one == asked.get("shown")), Shown.OPEN)
    number = int(asked["page"]) if asked.get("page", "").isdecimal() and len(asked["page"]) < 5 else 1
    days, q = organisation.closing_days, asked.get("q", "").strip()[:40]
    box = inbox_service.inbox(
        session, actor, clock=clock, closing_days=days, shown=shown, number=max(number, 1)
    )
    found = inbox_service.with_reference(session, actor, q, clock=clock, closing_days=days) if q else ()
    values = {
        "box": box, "lines": found if q else box.lines, "shown": shown, "q": q,
        "states": STATES, "outcomes": OUTCOMES, "next_steps": NEXT_STEPS,
    }  # fmt: skip
    return render(request, "enquiries/inbox.html", values)


@page(
    router,
    "GET",
    da="/konsulent/henvendelser/{enquiry_id}",
    en="/en/staff/enquiries/{enquiry_id}",
    name="enquiry",
)
def open_enquiry(
    request: Request, _database: DatabaseDep, actor: CompanyConsultant, enquiry_id: str
) -> HTMLResponse:
    return opened_page(request, actor, enquiry_id)


@page(
    router,
    "POST",
    da="/konsulent/henvendelser/{enquiry_id}",
    en="/en/staff/enquiries/{enquiry_id}",
    name="enquiry",
)
def answer_enquiry(
    request: Request,
    posted: Posted,
    database: DatabaseDep,
    session: SessionDep,
    ring: RingDep,
    clock: ClockDep,
    actor: CompanyConsultant,
    enquiry_id: str,
) -> Response:
    with database.reading() as reading:
        enquiry = inbox_service.find_enquiry(reading, actor, enquiry_id, clock=clock)
    form = answer_form(enquiry.language)(posted)
    seen = str(posted["seen"]) if "seen" in posted else None
    situation = next((one for one in Situation if one == posted.get("fill")), None)
    if situation is not None:
        return with_draft(request, actor, enquiry_id, Forms(answer=form, seen=seen), situation)
    if not form.validate():
        return opened_page(request, actor, enquiry_id, Forms(answer=form, seen=seen), status=422)
    blocks = leaks_of(request, database, actor, enquiry.opening_id, form)
    if blocks or points_at_nothing(database, form):
        forms = Forms(answer=form, blocks=blocks, seen=seen)
        return opened_page(request, actor, enquiry_id, forms, status=422)
    step_service.answer(session, ring, actor, enquiry_id, form.said(), clock=clock, seen=seen)
    return see_other(request, "enquiry", enquiry_id=enquiry_id, answered=1)


@page(
    router,
    "POST",
    da="/konsulent/henvendelser/{enquiry_id}/skridt",
    en="/en/staff/enquiries/{enquiry_id}/step",
    name="step_enquiry",
)
def step_enquiry(
    request: Request,
    posted: Posted,
    database: DatabaseDep,
    session: SessionDep,
    ring: RingDep,
    clock: ClockDep,
    organisation: OrganisationDep,
    actor: CompanyConsultant,
    enquiry_id: str,
) -> Response:
    forms = Forms.of_step(posted)
    if not forms.are_fine():
        return opened_page(request, actor, enquiry_id, forms, status=422)
    if forms.forward is not None:
        with database.reading() as reading:
            problem = step_service.obstacle(
                reading, ring, actor, enquiry_id, yes_on=forms.forward.said(), clock=clock
            )
        if problem == step_service.NO_YES:
            forms.forward.yes_on.errors = [problem]
            return opened_page(request, actor, enquiry_id, forms, status=422)
    _take_step(Desk(session, ring, actor, clock, organisation.closing_days), enquiry_id, posted, forms)
    return see_other(request, "enquiry", enquiry_id=enquiry_id)


@dataclass(frozen=True)
class Desk:
    """Who takes a step, and with what."""

    session: Session
    ring: KeyRing
    actor: Actor
    clock: Clock
    closing_days: Set[str]


def _take_step(desk: Desk, enquiry_id: str, posted: FormData, forms: Forms) -> None:
    session, ring, actor, clock = desk.session, desk.ring, desk.actor, desk.clock
    action = posted.get("action")
    if forms.forward is not None:
        step_service.forward(session, ring, actor, enquiry_id, yes_on=forms.forward.said(), clock=clock)
    elif forms.close is not None:
        outcome, reason = forms.close.said()
        step_service.close(session, ring, actor, enquiry_id, outcome, reason=reason, clock=clock)
    elif action == TAKE_UP:
        step_service.take_up(session, actor, enquiry_id, clock=clock, closing_days=desk.closing_days)
    else:
        step = next((verb for known, verb in PLAIN_STEPS.items() if known == action), None)
        if step is None:
            raise NotFound
        step(session, actor, enquiry_id, clock=clock)
