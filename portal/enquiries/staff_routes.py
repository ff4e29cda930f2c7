"""The inbox at the desk: the team's enquiries, opened one at a time."""

from typing import Annotated

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from portal.enquiries import inbox_service
from portal.enquiries.forms import AnswerForm
from portal.enquiries.labels import STATES, first_answer
from portal.enquiries.rules import Action
from portal.openings import desk_service
from portal.openings.detector import Finding
from portal.shared.actors import Actor, Role
from portal.shared.errors import NotFound
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


@page(router, "GET", da="/konsulent/henvendelser", en="/en/staff/enquiries", name="inbox")
def list_enquiries(
    request: Request, session: SessionDep, clock: ClockDep, actor: CompanyConsultant
) -> HTMLResponse:
    values = {"lines": inbox_service.inbox(session, actor, clock=clock), "states": STATES}
    return render(request, "enquiries/inbox.html", values)


@page(
    router,
    "GET",
    da="/konsulent/henvendelser/{enquiry_id}",
    en="/en/staff/enquiries/{enquiry_id}",
    name="enquiry",
)
def open_enquiry(
    request: Request,
    database: DatabaseDep,
    ring: RingDep,
    clock: ClockDep,
    actor: CompanyConsultant,
    enquiry_id: str,
) -> HTMLResponse:
    return _opened_page(request, database, ring, clock, actor, enquiry_id)


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
    organisation: OrganisationDep,
    actor: CompanyConsultant,
    enquiry_id: str,
) -> Response:
    form = AnswerForm(posted)
    if not form.validate():
        return _opened_page(request, database, ring, clock, actor, enquiry_id, form=form, status=422)
    text = str(form.answer.data).strip()
    with database.reading() as reading:
        opening_id = inbox_service.find_enquiry(reading, actor, enquiry_id, clock=clock).opening_id
    blocks = [
        finding
        for finding in desk_service.leaks_in_answer(database, actor, opening_id, text)
        if finding.severity == "block" and _digits(finding.text) != _digits(organisation.phone)
    ]
    if blocks:
        form.answer.errors = [N_("Svaret røber noget, det ikke må. Ret det, der står herunder.")]
        return _opened_page(
            request, database, ring, clock, actor, enquiry_id, form=form, blocks=blocks, status=422
        )
    inbox_service.answer(session, ring, actor, enquiry_id, text, clock=clock)
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
    session: SessionDep,
    clock: ClockDep,
    actor: CompanyConsultant,
    enquiry_id: str,
) -> Response:
    steps = {Action.CONSIDER: inbox_service.consider, Action.CLOSE: inbox_service.close}
    step = steps.get(next((action for action in steps if action == posted.get("action")), Action.ANSWER))
    if step is None:
        raise NotFound
    step(session, actor, enquiry_id, clock=clock)
    return see_other(request, "enquiry", enquiry_id=enquiry_id)


def _digits(text: str) -> str:
    """A number as it is dialled; our own may stand in an answer, every other could be the company's."""
    return "".join(sign for sign in text if sign.isdigit()) or text


def _opened_page(
    request: Request,
    database: DatabaseDep,
    ring: RingDep,
    clock: ClockDep,
    actor: Actor,
    enquiry_id: str,
    *,
    form: AnswerForm | None = None,
    blocks: list[Finding] | None = None,
    status: int = 200,
) -> HTMLResponse:
    # The audit row and the opened content belong to one short transaction of their own.
    with database.writing() as session:
        opened = inbox_service.open_enquiry(session, ring, actor, enquiry_id, clock=clock)
    phone = request.app.state.organisation.phone
    values = {
        "opened": opened,
        "state": STATES[opened.state],
        "form": form or AnswerForm(data={"answer": opened.answer or first_answer(opened, phone)}),
        "blocks": blocks or [],
        "answered": "answered" in request.query_params,
        "can": {action.value for action in opened.actions},
    }
    return render(request, "enquiries/opened.html", values, status=status)
