"""A candidate's interest in an opening, and the status page behind its link."""

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, RedirectResponse, Response

from portal.enquiries import rules, service
from portal.enquiries.forms import EnquiryForm
from portal.enquiries.labels import OUTCOMES_TO_CANDIDATE
from portal.enquiries.status_view import next_of, steps_of
from portal.openings import service as openings
from portal.openings.routes import OpeningId
from portal.openings.views import show
from portal.shared.errors import TooManyTries
from portal.web import limits
from portal.web.forms import Posted
from portal.web.guards import PUBLIC
from portal.web.languages import language, page
from portal.web.limits import Limit
from portal.web.link_routes import LinkPages, LinkVisit
from portal.web.pages import render, see_other
from portal.web.session import ClockDep, DatabaseDep, OrganisationDep, RingDep, SessionDep

router = APIRouter()
SENDING = Limit("enquiry", tries=5, seconds=3600)
SENDING_HERE = Limit("enquiry-opening", tries=60, seconds=3600)
# Receipts to one address a day; more of them are not sent, and the page says nothing of it.
MAILING = Limit("enquiry-mail", tries=10, seconds=86_400)


@page(
    router,
    "GET",
    da="/opslag/{opening_id}/interesse",
    en="/en/openings/{opening_id}/interest",
    name="interest",
    dependencies=[PUBLIC],
)
def ask(request: Request, database: DatabaseDep, opening_id: OpeningId) -> HTMLResponse:
    return _form_page(request, database, opening_id, EnquiryForm())


@page(
    router,
    "POST",
    da="/opslag/{opening_id}/interesse",
    en="/en/openings/{opening_id}/interest",
    name="interest",
    dependencies=[PUBLIC],
)
def send(
    request: Request,
    posted: Posted,
    database: DatabaseDep,
    session: SessionDep,
    ring: RingDep,
    clock: ClockDep,
    organisation: OrganisationDep,
    opening_id: OpeningId,
) -> Response:
    form = EnquiryForm(posted)
    if not form.validate():
        return _form_page(request, database, opening_id, form, status=422)
    try:
        _count(request, opening_id)
    except TooManyTries as error:
        return _form_page(request, database, opening_id, form, status=429, late=error)
    token = service.submit(
        session,
        ring,
        opening_id,
        form.content(),
        language=language(request),
        answer_by=organisation.answer_by(clock.today()),
        clock=clock,
        once=str(form.once.data or ""),
        mail=_may_mail(request, str(form.email.data or "")),
    )
    return RedirectResponse(service.link_path(language(request), token), status_code=303)


def follow(visit: LinkVisit) -> Response:
    """The status page behind a link."""
    found = service.status(visit.session, visit.ring, visit.token, clock=visit.clock)
    lang, settings = language(visit.request), visit.request.app.state.settings
    answer, written = found.answer.shown(lang)
    values = {
        "status": found,
        "steps": steps_of(found),
        "next": next_of(found),
        "outcome": OUTCOMES_TO_CANDIDATE.get(found.outcome, ""),
        "answer": answer,
        "answer_lang": "" if written == lang else written,
        "token": visit.token,
        "address": settings.origin + service.link_path(lang, visit.token),
    }
    return render(visit.request, "enquiries/status.html", values)


def withdraw(visit: LinkVisit, _posted: FormData) -> Response:
    service.withdraw(visit.session, visit.ring, visit.token, clock=visit.clock)
    return see_other(visit.request, "capability_link", token=visit.token)


LINK_PAGES = LinkPages(show=follow, act=withdraw)


def _count(request: Request, opening_id: str) -> None:
    """Counts one enquiry of the sender's address, and one about the opening."""
    state = request.app.state
    limits.take_from_address(request, SENDING)
    limits.take(state.database, state.clock, SENDING_HERE, opening_id, state.settings.limits_factor)


def _may_mail(request: Request, email: str) -> bool:
    """Whether the address may get one more receipt today: nobody's mailbox is filled from here."""
    state = request.app.state
    if not email:
        return False
    key = limits.keyed(state.ring, f"mail:{email.casefold()}")
    try:
        limits.take(state.database, state.clock, MAILING, key, state.settings.limits_factor)
    except TooManyTries:
        return False
    return True


def _form_page(
    request: Request,
    database: DatabaseDep,
    opening_id: str,
    form: EnquiryForm,
    *,
    status: int = 200,
    late: TooManyTries | None = None,
) -> HTMLResponse:
    clock, organisation = request.app.state.clock, request.app.state.organisation
    with database.reading() as session:
        opening = openings.one_published(session, opening_id, clock=clock)
    values = {
        "opening": show(opening, language(request)),
        "form": form,
        "answer_by": organisation.answer_by(clock.today()),
        "purge_on": rules.purge_day(clock.today(), None),
        "too_many": late.message if late else "",
    }
    headers = {"retry-after": str(late.retry_after)} if late else None
    return render(request, "enquiries/form.html", values, status=status, headers=headers)
