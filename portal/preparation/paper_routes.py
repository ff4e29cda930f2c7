"""The form without storage: everything comes with the request and goes with the answer."""

from collections.abc import Callable, Sequence

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from portal.preparation import answers_file, care_view, paper, service, vault_service
from portal.preparation.answers import PROPOSALS, Answers
from portal.preparation.answers_file import NotOurFileError
from portal.preparation.candidate import Candidate, titles_of
from portal.preparation.code_routes import MADE_BY_ADDRESS, code_page_of
from portal.preparation.forms import LONG, SHORT
from portal.preparation.paper import Paper
from portal.preparation.sheet_pdf import sheet_pdf
from portal.preparation.sheet_routes import PDF_BY_ADDRESS
from portal.preparation.sheet_text import sheet_of, sheet_text
from portal.preparation.steps.step import Part, Step
from portal.preparation.taking_along import with_taken_along
from portal.shared.codes import CodeKind
from portal.shared.errors import N_, PortalError, TooManyTries, Unavailable
from portal.shared.texts import translate
from portal.web import limits
from portal.web.forms import Posted, WithFile
from portal.web.guards import PUBLIC
from portal.web.languages import language, page, path_for
from portal.web.pages import render, see_other
from portal.web.session import ClockDep, DatabaseDep, OrganisationDep, RingDep, SessionDep

router = APIRouter()
PATHS = {
    "preparation_paper": ("/forberedelse/uden-at-gemme", "/en/preparation/without-saving"),
    "preparation_paper_sheet": ("/forberedelse/uden-at-gemme/ark", "/en/preparation/without-saving/sheet"),
    "preparation_paper_pdf": (
        "/forberedelse/uden-at-gemme/ark.pdf",
        "/en/preparation/without-saving/sheet.pdf",
    ),
    "preparation_paper_text": (
        "/forberedelse/uden-at-gemme/ark.txt",
        "/en/preparation/without-saving/sheet.txt",
    ),
    "preparation_paper_file": ("/forberedelse/uden-at-gemme/fil", "/en/preparation/without-saving/file"),
    "preparation_paper_load": ("/forberedelse/uden-at-gemme/hent", "/en/preparation/without-saving/load"),
    "preparation_paper_store": ("/forberedelse/uden-at-gemme/gem", "/en/preparation/without-saving/store"),
}
# Room for every field filled to its end with letters that take six signs each, and a file.
BODY_LIMIT = 768 * 1024
LARGER_BODIES = {path: BODY_LIMIT for pair in PATHS.values() for path in pair}
LOAD_PATHS = frozenset(PATHS["preparation_paper_load"])
NAMES = {"pdf": ("ark.pdf", "sheet.pdf"), "txt": ("ark.txt", "sheet.txt"), "json": ("ark.json", "sheet.json")}
ANOTHER_IS_OPEN = N_(
    "Der er allerede et gemt ark åbent i denne browser. Luk det først med “Færdig på denne computer”. "
    "Gem det her som en fil imens."
)


def _path(name: str) -> dict[str, str]:
    da, en = PATHS[name]
    return {"da": da, "en": en, "name": name}


@page(router, "GET", **_path("preparation_paper"), dependencies=[PUBLIC])
def blank(request: Request, database: DatabaseDep) -> Response:
    with database.reading() as session:
        answers = with_taken_along(request, session, Answers(), request.query_params)
    return _show(request, _paper(request, answers))


@page(router, "POST", **_path("preparation_paper"), dependencies=[PUBLIC])
def again(request: Request, posted: Posted) -> Response:
    """Back from the sheet, in the other language, or with something picked."""
    typed = _paper(request, Answers(), posted)

    def show(answers: Answers) -> Response:
        return _show(request, _paper(request, answers), landing=typed.landing(answers))

    return _checked(request, posted, show)


@page(router, "POST", **_path("preparation_paper_sheet"), dependencies=[PUBLIC])
def sheet(request: Request, posted: Posted) -> Response:
    def show(answers: Answers) -> Response:
        chosen = paper.chosen(posted, answers)
        found = sheet_of(chosen, language(request))
        values = {"sheet": found, "sections": found.sections, "hidden": answers.hidden_count}
        values |= {"carried": paper.carried(posted, answers), "only_shown": chosen is not answers}
        values |= {"care": care_view.of_answers(answers, _paper(request, answers).adverts), "paper": True}
        return render(request, "preparation/paper_sheet.html", values)

    return _checked(request, posted, show)


@page(router, "POST", **_path("preparation_paper_pdf"), dependencies=[PUBLIC])
def sheet_as_pdf(request: Request, posted: Posted) -> Response:
    def make(answers: Answers) -> Response:
        limits.take_from_address(request, PDF_BY_ADDRESS)
        pdf = sheet_pdf(paper.chosen(posted, answers), language(request))
        return Response(pdf, media_type="application/pdf", headers=_as_file(request, "pdf"))

    return _checked(request, posted, make)


@page(router, "POST", **_path("preparation_paper_text"), dependencies=[PUBLIC])
def sheet_as_text(request: Request, posted: Posted) -> Response:
    def make(answers: Answers) -> Response:
        text = sheet_text(paper.chosen(posted, answers), language(request))
        return PlainTextResponse(text, headers=_as_file(request, "txt"))

    return _checked(request, posted, make)


@page(router, "POST", **_path("preparation_paper_file"), dependencies=[PUBLIC])
def save_as_file(request: Request, posted: Posted) -> Response:
    def make(answers: Answers) -> Response:
        content = answers_file.write(answers)
        return Response(content, media_type="application/json", headers=_as_file(request, "json"))

    return _checked(request, posted, make)


@page(router, "POST", **_path("preparation_paper_load"), dependencies=[PUBLIC])
def load(request: Request, posted: WithFile) -> Response:
    """Fills in what is empty; what the candidate has written in a step stands."""

    def fill_in(typed: Answers) -> Response:
        try:
            loaded = _loaded(request, posted.content)
        except NotOurFileError as error:
            return _show(request, _paper(request, typed), file_error=error.message, status=422)
        answers, kept = paper.with_file(typed, loaded)
        return _show(request, _paper(request, answers), loaded=True, kept=kept)

    return _checked(request, posted.fields, fill_in)


@page(router, "POST", **_path("preparation_paper_store"))
def store(
    request: Request,
    holder: Candidate,
    posted: Posted,
    session: SessionDep,
    database: DatabaseDep,
    ring: RingDep,
    clock: ClockDep,
    organisation: OrganisationDep,
) -> Response:
    """Begins a stored preparation with what is here; an open one is never written over."""

    def keep(answers: Answers) -> Response:
        if holder is not None:
            return _beside_an_open_one(request, answers, service.answers_of(session, holder, ring=ring))
        limits.take_from_address(request, MADE_BY_ADDRESS)
        wrap = vault_service.new_wrap(database, CodeKind.OWNER)
        opened = service.begin(
            session, wrap, ring=ring, clock=clock, days=organisation.form_days, answers=answers
        )
        return code_page_of(request, opened)

    return _checked(request, posted, keep)


def _beside_an_open_one(request: Request, answers: Answers, opened: Answers) -> Response:
    if paper.same_words(opened, answers):
        # Pressed twice: the same preparation, and no new code before that is asked for.
        return see_other(request, "preparation_new_code")
    return _show(request, _paper(request, answers), refused=ANOTHER_IS_OPEN, status=409)


def to_the_form(request: Request) -> Response:
    """What only answers a POST leads on when it is asked for, for example by the switch of language."""
    return see_other(request, "preparation_paper")


for name in PATHS:
    if name != "preparation_paper":
        page(router, "GET", **_path(name), dependencies=[PUBLIC])(to_the_form)


def _paper(request: Request, answers: Answers, posted: FormData | None = None) -> Paper:
    state = request.app.state
    adverts, today = state.organisation.adverts, state.clock.today()
    return Paper(answers, posted, adverts=adverts, lang=language(request), today=today)


def _checked(request: Request, posted: FormData, then: Callable[[Answers], Response]) -> Response:
    """Goes on with what was typed; or shows it again with what has to be put right."""
    form = _paper(request, paper.base_of(posted), posted)
    answers = form.read(_titles(request, form.opening_ids), request.app.state.clock.now())
    if answers is None:
        return _show(request, form, status=422)
    try:
        return then(answers)
    except (TooManyTries, Unavailable) as refusal:
        return _refused(request, _paper(request, answers), refusal)


def _refused(request: Request, form: Paper, refusal: PortalError) -> Response:
    """The page again rather than an error page, so that nothing typed is lost."""
    response = _show(request, form, refused=refusal.message, status=refusal.status)
    response.headers["retry-after"] = str(refusal.retry_after or 30)
    return response


def _titles(request: Request, ids: Sequence[str]) -> dict[str, str]:
    if not any(ids):
        return {}
    with request.app.state.database.reading() as session:
        return dict(titles_of(request, session, list(ids)))


def _loaded(request: Request, content: bytes) -> Answers:
    if request.scope.get("body_cut"):
        raise NotOurFileError(answers_file.TOO_LARGE)
    loaded = answers_file.read(content)
    return paper.with_openings(loaded, _titles(request, [p.opening_id for p in loaded.proposals]))


def _as_file(request: Request, kind: str) -> dict[str, str]:
    """As a download, so that the page it was asked for from stays as it is."""
    name = NAMES[kind][language(request) == "en"]
    return {"content-disposition": f'attachment; filename="{name}"'}


def _show(
    request: Request,
    form: Paper,
    *,
    status: int = 200,
    file_error: str = "",
    refused: str = "",
    landing: str = "",
    loaded: bool = False,
    kept: Sequence[Step] = (),
) -> HTMLResponse:
    form.file_error = file_error
    values = {
        "form": form,
        "care": form.care(),
        "landing": landing,
        "enough": form.sections(Part.ENOUGH),
        "depth": form.sections(Part.DEPTH),
        "base": paper.base_text(form.answers),
        "answers": form.answers,
        "opening_titles": {p.opening_id: p.opening_title for p in form.answers.proposals if p.opening_id},
        "adverts": form.adverts,
        "proposals": PROPOSALS,
        "short": SHORT,
        "long": LONG,
        "row_heading": "h3",
        "paper": True,
        "refused": refused,
        "unsaved": request.method == "POST",
        "loaded": loaded,
        "kept": [translate(language(request), step.title) for step in kept],
        "other_form": path_for("preparation_paper", "da" if language(request) == "en" else "en"),
    }
    return render(request, "preparation/paper.html", values, status=status)
