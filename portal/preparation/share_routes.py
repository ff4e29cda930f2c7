"""Sharing: choose what is shown, see exactly that, get a code, give it on, take it back."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, Response

from portal.preparation import care_view, save_service, service, share_service, vault_service
from portal.preparation.answer_view import always_shown, topics_of
from portal.preparation.answers import Answers
from portal.preparation.candidate import Candidate, ask_for_code
from portal.preparation.leaving import close_here
from portal.preparation.rules import code_days
from portal.preparation.sheet_lines import shared_part
from portal.preparation.steps.registry import STEPS
from portal.preparation.taking_along import topic_of
from portal.preparation.visibility import OtherWordsError, with_choices
from portal.shared.codes import CodeKind, read_aloud
from portal.shared.qr import draw
from portal.web import limits
from portal.web.forms import Posted
from portal.web.languages import language, page
from portal.web.limits import Limit
from portal.web.pages import render, see_other
from portal.web.session import ClockDep, DatabaseDep, OrganisationDep, RingDep, SessionDep

router = APIRouter()
SHARED_BY_ADDRESS = Limit("preparation:share:address", tries=200, seconds=3600)
SHOW, HIDE = "ja", "nej"


@page(router, "GET", da="/forberedelse/vis", en="/en/preparation/show", name="preparation_show")
def choose(
    request: Request, holder: Candidate, session: SessionDep, ring: RingDep, clock: ClockDep
) -> Response:
    if holder is None:
        return ask_for_code(request)
    answers = service.answers_of(session, holder, ring=ring)
    shared = share_service.shared(session, holder, clock=clock)
    return _choose_page(request, answers, {"shared": shared})


@page(router, "POST", da="/forberedelse/vis", en="/en/preparation/show", name="preparation_show")
def choose_all(
    request: Request,
    holder: Candidate,
    posted: Posted,
    database: DatabaseDep,
    ring: RingDep,
    clock: ClockDep,
    organisation: OrganisationDep,
) -> Response:
    if holder is None:
        return ask_for_code(request)
    marks, chosen = {str(mark) for mark in posted.getlist("mark")}, _chosen(posted)

    def change(found: Answers) -> Answers:
        return with_choices(found, marks, chosen, STEPS)

    try:
        save_service.save(database, holder, change, ring=ring, clock=clock, days=organisation.form_days)
    except OtherWordsError as error:
        with database.reading() as session:
            shared = share_service.shared(session, holder, clock=clock)
        return _choose_page(request, error.answers, {"shared": shared}, chosen=chosen, status=409)
    if posted.get("go") == "leave":
        return close_here(request)
    return see_other(request, "preparation_share" if posted.get("go") == "share" else "preparation_check")


@page(router, "GET", da="/forberedelse/del", en="/en/preparation/share", name="preparation_share")
def preview(
    request: Request, holder: Candidate, session: SessionDep, ring: RingDep, clock: ClockDep
) -> Response:
    if holder is None:
        return ask_for_code(request)
    answers = service.answers_of(session, holder, ring=ring)
    copy = shared_part(answers)
    values = {
        "topics": _topics(request, copy),
        "always": always_shown(copy, language(request)),
        "hidden": answers.hidden_count,
        "shared": share_service.shared(session, holder, clock=clock),
        "days": code_days(answers.meeting, clock.today()),
        "care": care_view.of_sheet(answers, request.app.state.organisation.adverts),
    }
    return render(request, "preparation/share.html", values)


@page(router, "POST", da="/forberedelse/del", en="/en/preparation/share", name="preparation_share")
def share(
    request: Request,
    holder: Candidate,
    session: SessionDep,
    database: DatabaseDep,
    ring: RingDep,
    clock: ClockDep,
) -> Response:
    if holder is None:
        return ask_for_code(request)
    limits.take_from_address(request, SHARED_BY_ADDRESS)
    wrap = vault_service.new_wrap(database, CodeKind.CONVERSATION)
    answers = service.answers_of(session, holder, ring=ring)
    share_service.share(session, holder, answers, wrap, ring=ring, clock=clock)
    return see_other(request, "preparation_code")


@page(
    router,
    "GET",
    da="/forberedelse/samtalekode",
    en="/en/preparation/conversation-code",
    name="preparation_code",
)
def conversation_code(
    request: Request, holder: Candidate, session: SessionDep, ring: RingDep, clock: ClockDep
) -> Response:
    if holder is None:
        return ask_for_code(request)
    shared = share_service.shared(session, holder, clock=clock)
    opened = share_service.opened_at(session, holder)
    if shared is None:
        return render(request, "preparation/no_code.html", {"opened": opened})
    answers = service.answers_of(session, holder, ring=ring)
    values = {
        "shared": shared,
        "opened": opened,
        "aloud": read_aloud(shared.code_text, language(request)),
        # Kept by no cache: it goes with the answer.
        "drawn": draw(shared.code_text),
        "days": code_days(answers.meeting, clock.today(), shared.expires_on),
    }
    return render(request, "preparation/conversation_code.html", values)


@page(
    router,
    "GET",
    da="/forberedelse/traek-tilbage",
    en="/en/preparation/withdraw",
    name="preparation_withdraw",
)
def ask_before_withdrawing(
    request: Request, holder: Candidate, session: SessionDep, clock: ClockDep
) -> Response:
    if holder is None:
        return ask_for_code(request)
    shared = share_service.shared(session, holder, clock=clock)
    if shared is None:
        return see_other(request, "preparation_code")
    return render(request, "preparation/withdraw.html", {"shared": shared})


@page(
    router,
    "POST",
    da="/forberedelse/traek-tilbage",
    en="/en/preparation/withdraw",
    name="preparation_withdraw",
)
def withdraw(request: Request, holder: Candidate, session: SessionDep) -> Response:
    if holder is None:
        return ask_for_code(request)
    share_service.withdraw(session, holder)
    return see_other(request, "preparation_code")


def _choose_page(
    request: Request,
    answers: Answers,
    values: Mapping[str, object],
    *,
    chosen: Mapping[str, bool] | None = None,
    status: int = 200,
) -> HTMLResponse:
    values = {
        **values,
        "topics": _topics(request, answers),
        "always": always_shown(answers, language(request)),
        "chosen": chosen or {},
        "changed": status == 409,
    }
    return render(request, "preparation/show.html", values, status=status)


def _topics(request: Request, answers: Answers) -> object:
    return topics_of(answers, language(request), lambda source: topic_of(request, source) or source["module"])


def _chosen(posted: FormData) -> dict[str, bool]:
    """What was chosen for each answer that stood on the page, by its mark."""
    marks = [str(mark) for mark in posted.getlist("mark")]
    return {mark: posted.get(mark) == SHOW for mark in marks if posted.get(mark) in (SHOW, HIDE)}
