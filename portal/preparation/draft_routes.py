"""Drafts are kept a moment after they were typed, and a button keeps a session open."""

from collections.abc import Callable

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, Response

from portal.preparation import draft_service
from portal.preparation.answers import Answers
from portal.preparation.candidate import Candidate, ask_for_code
from portal.preparation.carried import is_anothers
from portal.preparation.draft_service import TooMuchTypedError
from portal.preparation.drafts import (
    KEPT_AT,
    as_posted,
    fields_with_cpr,
    typed_in,
    with_draft,
    without_draft,
)
from portal.preparation.keeping import closing
from portal.preparation.session_service import Holder
from portal.preparation.step_forms import differing, form_of
from portal.preparation.steps.registry import STEPS
from portal.preparation.steps.step import Step
from portal.shared.clock import Clock
from portal.shared.texts import N_
from portal.web.forms import Posted
from portal.web.languages import page
from portal.web.pages import render, see_other
from portal.web.session import ClockDep, DatabaseDep, RingDep

router = APIRouter()
NO_CPR = N_("Slet CPR-nummeret her. Feltet kommer ikke med i kladden, før det er væk.")
TOO_MUCH = N_("Kladden er ikke gemt. Der er mere tekst, end der er plads til. Skriv noget af det kortere.")


def _keep(step: Step) -> Callable[..., Response]:
    def keep(
        request: Request,
        holder: Candidate,
        posted: Posted,
        database: DatabaseDep,
        ring: RingDep,
        clock: ClockDep,
    ) -> Response:
        if holder is None:
            return ask_for_code(request) if posted.get("drop") else _answer(request, status=403)
        if is_anothers(holder, posted):
            return _answer(request, status=403)
        if posted.get("drop"):
            draft_service.keep_draft(database, holder, lambda a: without_draft(a, step.key), ring=ring)
            return see_other(request, step.page, ret=posted.get("ret") or None)
        form = form_of(request, step, Answers(), posted)
        refused = fields_with_cpr(form, posted)
        typed = as_posted(typed_in(form, posted, without=refused))
        change = _change(request, step, typed, refused, clock)
        try:
            kept = draft_service.keep_draft(database, holder, change, ring=ring)
        except TooMuchTypedError:
            return _answer(request, holder, problem=TOO_MUCH, status=413)
        problems = [(form[name].id, NO_CPR) for name in refused]
        return _answer(request, holder, kept, step, problems=problems)

    return keep


def _change(
    request: Request, step: Step, typed: FormData, refused: list[str], clock: Clock
) -> Callable[[Answers], Answers]:
    def change(found: Answers) -> Answers:
        form = form_of(request, step, found, typed)
        titles = {str(typed.get(name)): "" for name in typed if name.startswith("opening_id")}
        if form.validate() and not differing(request, step, form, found, titles):
            return without_draft(found, step.key)
        fields = {name: tuple(map(str, typed.getlist(name))) for name in typed}
        return with_draft(found, step.key, fields, refused, clock.now())

    return change


@page(router, "POST", da="/forberedelse/bliv", en="/en/preparation/stay", name="preparation_stay")
def stay(request: Request, holder: Candidate) -> Response:
    """Whoever asks has used the session: that is all it takes to keep it open."""
    return _answer(request, holder, status=200 if holder else 403)


def _answer(
    request: Request,
    holder: Holder | None = None,
    kept: Answers | None = None,
    step: Step | None = None,
    *,
    problem: str = "",
    problems: list[tuple[str, str]] | None = None,
    status: int = 200,
) -> HTMLResponse:
    """A piece of a page, for the script that asked."""
    draft = kept.drafts.get(step.key, {}) if kept and step else {}
    values = {
        "holder": holder,
        "kept_at": draft[KEPT_AT][0] if draft else "",
        "saved_at": kept.saved.get(step.key, "") if kept and step else "",
        "problem": problem,
        "problems": problems or [],
        **closing(holder, request.app.state.clock.now()),
    }
    return render(request, "preparation/draft_answer.html", values, status=status)


for known in STEPS.values():
    page(
        router,
        "POST",
        da=f"/forberedelse/{known.da}/kladde",
        en=f"/en/preparation/{known.en}/draft",
        name=f"{known.page}_draft",
    )(_keep(known))
