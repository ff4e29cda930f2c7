"""After a conversation: the sheet is made ready for the next one, when the candidate has said yes."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from portal.preparation import round_service, service, share_service
from portal.preparation.candidate import Candidate, ask_for_code
from portal.web.forms import Posted
from portal.web.languages import page
from portal.web.pages import render, see_other
from portal.web.session import ClockDep, OrganisationDep, RingDep, SessionDep

router = APIRouter()
PATHS = {
    "da": "/forberedelse/naeste-samtale",
    "en": "/en/preparation/next-conversation",
    "name": "preparation_next_round",
}


@page(router, "GET", **PATHS)
def ask_before_the_next_round(
    request: Request, holder: Candidate, session: SessionDep, ring: RingDep, clock: ClockDep
) -> Response:
    if holder is None:
        return ask_for_code(request)
    values = {
        "answers": service.answers_of(session, holder, ring=ring),
        "shared": share_service.shared(session, holder, clock=clock),
    }
    return render(request, "preparation/next_round.html", values)


@page(router, "POST", **PATHS)
def next_round(
    request: Request,
    holder: Candidate,
    posted: Posted,
    session: SessionDep,
    ring: RingDep,
    clock: ClockDep,
    organisation: OrganisationDep,
) -> Response:
    if holder is None:
        return ask_for_code(request)
    typed = str(posted.get("round", ""))
    number, days = int(typed) if typed.isdecimal() and len(typed) < 6 else 0, organisation.form_days
    begun = round_service.begin_next_round(session, holder, number, ring=ring, clock=clock, days=days)
    return see_other(request, "preparation_meeting" if begun else "preparation_check")
