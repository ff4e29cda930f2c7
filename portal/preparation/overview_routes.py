"""The whole preparation at a glance: how far it is, what the sheet says, what can be done with it."""

from typing import Any

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from portal.catalogue.modules import read_modules
from portal.preparation import care_view, progress, service, share_service
from portal.preparation.answers import Answers
from portal.preparation.candidate import Candidate, ask_for_code
from portal.preparation.forms import SHORT
from portal.preparation.joblog import joblog_text
from portal.preparation.session_service import Holder
from portal.preparation.sheet_text import sheet_of
from portal.preparation.sources import sources_of
from portal.preparation.steps import agenda
from portal.preparation.steps.agenda import AgendaForm
from portal.preparation.steps.registry import steps_of
from portal.preparation.steps.step import Part
from portal.shared.clock import Clock
from portal.web.languages import language, page
from portal.web.pages import render
from portal.web.session import ClockDep, RingDep, SessionDep

router = APIRouter()


@page(router, "GET", da="/forberedelse/tjek", en="/en/preparation/check", name="preparation_check")
def check(
    request: Request, holder: Candidate, session: SessionDep, ring: RingDep, clock: ClockDep
) -> Response:
    if holder is None:
        return ask_for_code(request)
    answers = service.answers_of(session, holder, ring=ring)
    return render(request, "preparation/check.html", overview(request, session, holder, answers, clock=clock))


@page(router, "GET", da="/forberedelse/nok", en="/en/preparation/enough", name="preparation_enough")
def enough(
    request: Request, holder: Candidate, session: SessionDep, ring: RingDep, clock: ClockDep
) -> Response:
    if holder is None:
        return ask_for_code(request)
    answers = service.answers_of(session, holder, ring=ring)
    return render(
        request, "preparation/enough.html", overview(request, session, holder, answers, clock=clock)
    )


@page(router, "GET", da="/forberedelse/kvittering", en="/en/preparation/receipt", name="preparation_receipt")
def receipt(
    request: Request, holder: Candidate, session: SessionDep, ring: RingDep, clock: ClockDep
) -> Response:
    if holder is None:
        return ask_for_code(request)
    answers = service.answers_of(session, holder, ring=ring)
    values = overview(request, session, holder, answers, clock=clock)
    return render(
        request, "preparation/receipt.html", values | {"locator": service.locator_of(session, holder)}
    )


@page(router, "GET", da="/forberedelse/joblog", en="/en/preparation/job-log", name="preparation_joblog")
def for_joblog(request: Request, holder: Candidate, session: SessionDep, ring: RingDep) -> Response:
    if holder is None:
        return ask_for_code(request)
    answers, lang = service.answers_of(session, holder, ring=ring), language(request)
    adverts = [(advert, joblog_text(advert, lang)) for advert in answers.adverts if not advert.empty]
    module = read_modules(request.app.state.settings.site).find("jobnet-og-joblog")
    values = {"adverts": adverts, "module": module.page(lang) if module else None}
    return render(request, "preparation/joblog.html", values)


def overview(
    request: Request, session: Session, holder: Holder, answers: Answers, *, clock: Clock
) -> dict[str, Any]:
    """What the pages around the sheet show of it."""
    count = request.app.state.organisation.adverts
    first = [step.for_adverts(count) for step in steps_of(answers, Part.ENOUGH)]
    depth = steps_of(answers, Part.DEPTH)
    sheet = sheet_of(answers, language(request))
    return {
        "answers": answers,
        "whose": holder.preparation_id,
        "again": AgendaForm(data=agenda.STEP.fill(answers)),
        "sources": sources_of(request.app.state.settings.site, answers.agenda, language(request)),
        "sheet": sheet,
        "sections": sheet.sections,
        "first": first,
        "depth": depth,
        "status": {step.key: progress.status_of(answers, step.key) for step in (*first, *depth)},
        "labels": progress.LABELS,
        "next_step": progress.next_step(answers, first),
        "next_depth": progress.next_step(answers, depth),
        "shared": share_service.shared(session, holder, clock=clock),
        "opened": share_service.opened_at(session, holder),
        "expires_on": service.expiry_of(session, holder),
        "saved_at": progress.last_saved(answers),
        "care": care_view.after_saving(answers, request.app.state.organisation.adverts, clock.now()),
        "short": SHORT,
    }
