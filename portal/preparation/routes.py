"""Beginning, coming back, leaving and deleting."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from portal.preparation import service, vault_service
from portal.preparation.answers import Answers
from portal.preparation.candidate import (
    Candidate,
    ask_for_code,
    drop_token,
    form_token,
    keep_token,
)
from portal.preparation.carried import CARRIED, typed_for
from portal.preparation.code_routes import MADE_BY_ADDRESS, code_page_of
from portal.preparation.forms import CodeForm
from portal.preparation.leaving import close_here
from portal.preparation.session_service import find_holder
from portal.preparation.step_routes import show_typed
from portal.preparation.steps.registry import STEPS
from portal.preparation.taking_along import is_there, taken_along, title_of, topic_of, with_taken_along
from portal.shared import measures
from portal.shared.clock import Clock
from portal.shared.codes import BadCodeError, CodeKind, CodeProblem, read_code
from portal.shared.database import Database
from portal.shared.derivation import admission
from portal.shared.errors import TooManyTries, Unavailable
from portal.shared.keyring import KeyRing
from portal.shared.texts import N_
from portal.web import limits
from portal.web.forms import Posted
from portal.web.languages import page
from portal.web.limits import Limit
from portal.web.pages import render, see_other
from portal.web.session import ClockDep, DatabaseDep, OrganisationDep, RingDep, SessionDep

router = APIRouter()
TRIES_BY_ADDRESS = Limit("preparation:open:address", tries=10, seconds=300)
TRIES_IN_ALL = Limit("preparation:open:all", tries=1000, seconds=300)
WRONG = N_(
    "Koden passer ikke til et ark. Se efter, om alle tegn er rigtige. Et ark, der er slettet, kan ikke åbnes."
)
PROBLEMS = {
    CodeProblem.EMPTY: N_("Skriv din egen kode."),
    CodeProblem.LENGTH: N_("Din egen kode har 25 tegn. Se efter, om du har fået dem alle med."),
    CodeProblem.SYMBOL: N_("I koden er der kun bogstaver og tal. Bogstaverne U, Æ, Ø og Å bruges ikke."),
    CodeProblem.CHECK: N_("Et af tegnene er forkert. Se efter igen, eller læs koden højt for dig selv."),
}
NOT_THE_OWNERS = N_(
    "Det er samtalekoden, som konsulenten bruger. Skriv din egen kode, den lange med 25 tegn."
)


@page(router, "GET", da="/forberedelse", en="/en/preparation", name="preparation")
def start(request: Request, holder: Candidate) -> Response:
    if holder is not None:
        return see_other(request, "preparation_check")
    return _start_page(request)


@page(router, "POST", da="/forberedelse/begynd", en="/en/preparation/begin", name="preparation_begin")
def begin(
    request: Request,
    holder: Candidate,
    posted: Posted,
    session: SessionDep,
    database: DatabaseDep,
    ring: RingDep,
    clock: ClockDep,
    organisation: OrganisationDep,
) -> Response:
    if holder is not None:
        # The page was sent again: the same preparation, and no new code before that was asked for.
        return see_other(request, "preparation_new_code")
    limits.take_from_address(request, MADE_BY_ADDRESS)
    wrap = vault_service.new_wrap(database, CodeKind.OWNER)
    answers = with_taken_along(request, session, Answers(), posted)
    opened = service.begin(
        session, wrap, ring=ring, clock=clock, days=organisation.form_days, answers=answers
    )
    return code_page_of(request, opened)


def back_to_the_sheet(request: Request, _holder: Candidate) -> Response:
    """What only answers a POST leads on when it is asked for, for example by the switch of language."""
    return see_other(request, "preparation")


for name, da, en in (("preparation_begin", "/forberedelse/begynd", "/en/preparation/begin"),):
    page(router, "GET", da=da, en=en, name=name)(back_to_the_sheet)


@page(router, "GET", da="/forberedelse/fortsaet", en="/en/preparation/continue", name="preparation_resume")
def resume_page(request: Request, holder: Candidate) -> Response:
    if holder is not None:
        return see_other(request, "preparation_check")
    return _resume_page(request, CodeForm(), "", "", 200, taken_along(request.query_params))


@page(router, "POST", da="/forberedelse/fortsaet", en="/en/preparation/continue", name="preparation_resume")
def resume(
    request: Request,
    _holder: Candidate,
    posted: Posted,
    database: DatabaseDep,
    ring: RingDep,
    clock: ClockDep,
) -> Response:
    form, step, taken = CodeForm(posted), str(posted.get("step", "")), taken_along(posted)
    carried = str(posted.get(CARRIED, ""))
    if posted.get("go") in ("box", "type"):
        form.box.data = "1" if posted.get("go") == "box" else ""
        return _resume_page(request, form, carried, step, 200, taken)
    form.validate()
    typed = str(posted.get("code", ""))
    problem = _problem_with(typed)
    if problem:
        form.code.errors = [problem]
        return _resume_page(request, form, carried, step, 422, taken)
    try:
        opened = _try_code(request, database, typed, ring=ring, clock=clock)
    except service.WrongCodeError:
        form.code.errors = [WRONG]
        return _resume_page(request, form, carried, step, 422, taken)
    except (TooManyTries, Unavailable) as refusal:
        # The page is shown again rather than an error page: what was typed goes along.
        form.code.errors = [refusal.message]
        again = _resume_page(request, form, carried, step, refusal.status, taken)
        again.headers["retry-after"] = str(refusal.retry_after or 30)
        return again
    response = _go_on(request, opened.token, carried, step, taken)
    keep_token(request, response, opened.token)
    return response


def _try_code(
    request: Request, database: Database, typed: str, *, ring: KeyRing, clock: Clock
) -> service.Opened:
    """Tries the code; only wrong ones are counted against the address."""
    factor = request.app.state.settings.limits_factor
    address = limits.address_key(request, ring, clock)
    with admission():
        limits.take(database, clock, TRIES_BY_ADDRESS, address, factor)
        limits.take(database, clock, TRIES_IN_ALL, "all", factor)
        opened = service.resume(database, read_code(typed), form_token(request), ring=ring, clock=clock)
        with database.writing() as session:
            limits.give_back(session, clock, TRIES_BY_ADDRESS, address)
            limits.give_back(session, clock, TRIES_IN_ALL, "all")
    measures.PREPARATIONS_OPENED.inc()
    return opened


def _go_on(request: Request, token: str, carried: str, step: str, taken: Mapping[str, str]) -> Response:
    """Back to what was being typed, filled in; or to what was to be taken along; or to the overview."""
    if taken:
        return see_other(request, "preparation_take_along", **taken)
    state = request.app.state
    holder = request.state.holder = find_holder(state.database, state.clock, token)
    assert holder is not None, "its session has just begun"
    typed = typed_for(request, holder, carried)
    if step not in STEPS or not typed:
        return see_other(request, "preparation_check")
    return show_typed(request, STEPS[step], typed, holder)


@page(
    router, "GET", da="/forberedelse/tag-med", en="/en/preparation/take-along", name="preparation_take_along"
)
def before_taking_along(request: Request, holder: Candidate, session: SessionDep) -> Response:
    """Without an open sheet: what is taken along waits in the address until one is begun or opened."""
    taken = taken_along(request.query_params)
    if holder is None:
        return _start_page(request, taken)
    title = title_of(request, session, taken)
    if not title:
        return see_other(request, "preparation_check")
    return render(request, "preparation/take_along.html", {"taken": taken, "title": title})


@page(
    router, "POST", da="/forberedelse/tag-med", en="/en/preparation/take-along", name="preparation_take_along"
)
def take_along(
    request: Request,
    holder: Candidate,
    posted: Posted,
    session: SessionDep,
    ring: RingDep,
    clock: ClockDep,
    organisation: OrganisationDep,
) -> Response:
    if holder is None:
        return see_other(request, "preparation_take_along", **taken_along(posted))
    answers = service.answers_of(session, holder, ring=ring)
    changed = with_taken_along(request, session, answers, posted)
    step = "proposals" if posted.get("opening") else "agenda"
    if changed == answers and not is_there(request, answers, taken_along(posted)):
        return see_other(request, STEPS[step].page, **taken_along(posted))
    service.save(session, holder, changed, step, ring=ring, clock=clock, days=organisation.form_days)
    return see_other(request, STEPS[step].page)


@page(router, "POST", da="/forberedelse/faerdig", en="/en/preparation/leave", name="preparation_leave")
def leave(request: Request, _holder: Candidate) -> Response:
    return close_here(request)


@page(router, "GET", da="/forberedelse/faerdig", en="/en/preparation/leave", name="preparation_leave")
def left(request: Request, holder: Candidate) -> Response:
    if holder is not None:
        return see_other(request, "preparation_check")
    response = render(request, "preparation/left.html")
    drop_token(request, response)
    return response


@page(router, "GET", da="/forberedelse/slet", en="/en/preparation/delete", name="preparation_delete")
def ask_before_deleting(request: Request, holder: Candidate, session: SessionDep) -> Response:
    if holder is None:
        return ask_for_code(request)
    return render(request, "preparation/delete.html", {"expires_on": service.expiry_of(session, holder)})


@page(router, "POST", da="/forberedelse/slet", en="/en/preparation/delete", name="preparation_delete")
def delete(request: Request, holder: Candidate, session: SessionDep) -> Response:
    if holder is None:
        return ask_for_code(request)
    expires_on = service.expiry_of(session, holder)
    service.delete_preparation(session, holder)
    response = render(request, "preparation/deleted.html", {"expires_on": expires_on})
    drop_token(request, response)
    return response


def _start_page(request: Request, taken: Mapping[str, str] | None = None) -> HTMLResponse:
    taken = taken or {}
    title = topic_of(request, taken)
    return render(request, "preparation/start.html", {"taken": taken, "title": title})


def _resume_page(
    request: Request,
    form: CodeForm,
    carried: str,
    step: str,
    status: int,
    taken: Mapping[str, str],
) -> HTMLResponse:
    about: dict[str, object] = {"ended": bool(carried), "another": False}
    values = about | {"form": form, "carried": carried, "step": step, "taken": taken}
    return render(request, "preparation/resume.html", values, status=status)


def _problem_with(typed: str) -> str | None:
    try:
        code = read_code(typed)
    except BadCodeError as error:
        return PROBLEMS[error.problem]
    return None if code.kind is CodeKind.OWNER else NOT_THE_OWNERS
