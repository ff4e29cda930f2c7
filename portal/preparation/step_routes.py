"""The steps, saved one at a time."""

from collections.abc import Callable, Mapping

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, RedirectResponse, Response
from wtforms import Field

from portal.preparation import care_view, save_service, service
from portal.preparation.answers import PROPOSALS, Answers
from portal.preparation.candidate import Candidate, ask_for_code, titles_of
from portal.preparation.carried import is_anothers
from portal.preparation.conflict import StaleError, beside_each_field, refuse_if_stale
from portal.preparation.drafts import as_posted, without_draft
from portal.preparation.forms import LONG, SHORT, TOO_MUCH
from portal.preparation.keeping import keeping
from portal.preparation.leaving import close_here
from portal.preparation.progress import moment
from portal.preparation.session_service import Holder
from portal.preparation.sources import sources_of
from portal.preparation.step_forms import form_of, named
from portal.preparation.steps.registry import STEPS, steps_of
from portal.preparation.steps.step import Part, Step
from portal.preparation.taking_along import taken_along, title_of
from portal.preparation.vault_service import fits
from portal.shared.database import Database
from portal.web.forms import PortalForm, Posted, typed_fields
from portal.web.languages import language, page, url
from portal.web.pages import render, see_other
from portal.web.session import ClockDep, DatabaseDep, OrganisationDep, RingDep, SessionDep

router = APIRouter()


def show_step(
    request: Request,
    step: Step,
    posted: FormData | None = None,
    answers: Answers | None = None,
    *,
    form: PortalForm | None = None,
    status: int = 200,
    notice: bool = False,
    titles: Mapping[str, str] | None = None,
    waiting: str = "",
    stale: StaleError | None = None,
) -> HTMLResponse:
    """The page of a step, filled from what was posted or else from what is saved."""
    answers = answers or Answers()
    lang, today = language(request), request.app.state.clock.today()
    form = named(form or form_of(request, step, answers, posted), lang)
    standing, status = (beside_each_field(request, form, stale), 409) if stale else (None, status)
    state = request.app.state
    before = care_view.after_saving(answers, state.organisation.adverts, state.clock.now(), but=step.key)
    values = _place_of(step, answers, state.organisation.adverts) | {
        "form": form,
        "care": care_view.together((care_view.mark(form, step).worry_alone(), before)),
        "answers": answers,
        "whose": request.state.holder.preparation_id,
        "help": step.help(answers, lang, today),
        "saved_at": moment(answers, step.key),
        "today": today,
        "notice": notice,
        "waiting": waiting,
        "opening_titles": {p.opening_id: p.opening_title for p in answers.proposals} | dict(titles or {}),
        "adverts": request.app.state.organisation.adverts,
        "sources": sources_of(request.app.state.settings.site, answers.agenda, lang),
        "proposals": PROPOSALS,
        "row_heading": "h2",
        "short": SHORT,
        "long": LONG,
        "back": "1" in (request.query_params.get("ret"), posted and posted.get("ret")),
        **keeping(request, step, answers, posted, standing),
    }
    return render(request, "preparation/step.html", values, status=status)


def show_typed(request: Request, step: Step, typed: FormData, holder: Holder) -> HTMLResponse:
    """The page of a step as it was when its session had ended."""
    answers, titles = _answers_and_titles(request, request.app.state.database, holder, typed)
    return show_step(request, step, typed, answers, notice=True, titles=titles)


def _place_of(step: Step, answers: Answers, adverts: int) -> dict[str, object]:
    """Where the step stands among those this candidate is asked."""
    steps = steps_of(answers, step.part)
    place = steps.index(step) if step in steps else 0
    return {
        "step": step.for_adverts(adverts),
        "number": place + 1,
        "count": len(steps),
        "depth": step.part is Part.DEPTH,
        "before": steps[place - 1].for_adverts(adverts) if place else None,
    }


def _show(step: Step) -> Callable[..., Response]:
    def show(request: Request, holder: Candidate, session: SessionDep, ring: RingDep) -> Response:
        if holder is None:
            return ask_for_code(request)
        answers = service.answers_of(session, holder, ring=ring)
        draft = as_posted(answers.drafts[step.key]) if step.key in answers.drafts else None
        return show_step(request, step, draft, answers, waiting=_waiting(request, session))

    return show


def _save(step: Step) -> Callable[..., Response]:
    def save(
        request: Request,
        holder: Candidate,
        posted: Posted,
        database: DatabaseDep,
        ring: RingDep,
        clock: ClockDep,
        organisation: OrganisationDep,
    ) -> Response:
        if holder is None or is_anothers(holder, posted):
            return ask_for_code(request, typed_fields(posted), step.key)
        today, unsure = clock.today(), posted.get("go") == "unsure"
        form = step.form(organisation.adverts)(posted, lang=language(request), today=today)
        answers, titles, changed = _checked(request, database, holder, step, form, posted)
        if form.problems():
            return show_step(request, step, posted, answers, form=form, status=422, titles=titles)

        def change(found: Answers) -> Answers:
            refuse_if_stale(request, step, posted, form, found, titles)
            return step.read(found, form, titles).with_step_saved(step.key, clock.now(), unsure=unsure)

        try:
            save_service.save(database, holder, change, ring=ring, clock=clock, days=organisation.form_days)
        except StaleError as stale:
            if stale.standing:
                return show_step(request, step, posted, stale.answers, form=form, stale=stale)
        asks = step.asks_back(answers, changed, today) and not posted.get("go")
        return (_same_page if asks or _stays(posted) else _onwards)(request, step, form, changed, posted)

    return save


def _checked(
    request: Request, database: Database, holder: Holder, step: Step, form: PortalForm, posted: FormData
) -> tuple[Answers, Mapping[str, str], Answers]:
    """What is saved, the titles, and the answers as they would be; what is wrong stands on the form."""
    answers, titles = _answers_and_titles(request, database, holder, posted)
    changed = step.read(answers, form, titles) if form.validate() else answers
    if not fits(without_draft(changed, step.key)):
        _longest(form).errors = [TOO_MUCH]
    return answers, titles, changed


def _answers_and_titles(
    request: Request, database: Database, holder: Holder, posted: FormData
) -> tuple[Answers, Mapping[str, str]]:
    """What is saved, and the titles of the openings that were posted: read before the turn to write."""
    asked = [str(posted.get(f"opening_id{n}", "")) for n in range(PROPOSALS)]
    with database.reading() as session:
        answers = service.answers_of(session, holder, ring=request.app.state.ring)
        return answers, titles_of(request, session, asked)


def _waiting(request: Request, session: SessionDep) -> str:
    """What was to be taken along and found no room, named by its title."""
    return title_of(request, session, taken_along(request.query_params))


def _longest(form: PortalForm) -> Field:
    return max((field for field in form if isinstance(field.data, str)), key=lambda field: len(field.data))


def _stays(posted: FormData) -> bool:
    """Whether a button was pressed that saves and shows the same step again."""
    return posted.get("go") == "here" or bool(posted.get("pick"))


def _same_page(
    request: Request, step: Step, form: PortalForm, answers: Answers, posted: FormData
) -> Response:
    name = step.landing(form, answers)
    here = url(request, step.page, ret="1" if posted.get("ret") == "1" else None)
    return RedirectResponse(here + (f"#{form[name].id}" if name else ""), status_code=303)


def _onwards(request: Request, step: Step, _form: PortalForm, answers: Answers, posted: FormData) -> Response:
    if posted.get("go") == "leave":
        return close_here(request)
    if posted.get("go") == "openings":
        return see_other(request, "openings", type="praktik", field=list(answers.fields))
    there = see_other(request, _next(step, answers, posted))
    if posted.get("move"):
        there.headers["location"] += "#dagsorden"
    return there


def _next(step: Step, answers: Answers, posted: FormData) -> str:
    steps = steps_of(answers, step.part)
    after = steps.index(step) + 1 if step in steps else len(steps)
    if posted.get("go") == "back":
        return steps[max(after - 2, 0)].page
    if posted.get("ret") == "1":
        return "preparation_check"
    if after == len(steps):
        return "preparation_enough" if step.part is Part.ENOUGH else "preparation_check"
    return steps[after].page


for known in STEPS.values():
    paths = {
        "da": f"/forberedelse/{known.da}",
        "en": f"/en/preparation/{known.en}",
        "name": known.page,
    }
    page(router, "GET", **paths)(_show(known))
    page(router, "POST", **paths)(_save(known))
