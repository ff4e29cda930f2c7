"""The sheet: read it, print it, take it along."""

from fastapi import APIRouter, Request
from starlette.responses import PlainTextResponse, Response

from portal.preparation import answers_file, service
from portal.preparation.answers import Answers
from portal.preparation.candidate import Candidate, ask_for_code
from portal.preparation.sheet_lines import shared_part
from portal.preparation.sheet_pdf import sheet_pdf
from portal.preparation.sheet_text import sheet_of, sheet_text
from portal.web import limits
from portal.web.languages import language, page
from portal.web.limits import Limit
from portal.web.pages import render
from portal.web.session import RingDep, SessionDep

router = APIRouter()
PDF_BY_ADDRESS = Limit("preparation:pdf:address", tries=200, seconds=600, guards=False)


@page(router, "GET", da="/forberedelse/ark", en="/en/preparation/sheet", name="preparation_sheet")
def sheet(request: Request, holder: Candidate, session: SessionDep, ring: RingDep) -> Response:
    if holder is None:
        return ask_for_code(request)
    whole = service.answers_of(session, holder, ring=ring)
    answers = _chosen(request, whole)
    only = {"only_shown": answers is not whole, "hidden": whole.hidden_count}
    return render(request, "preparation/sheet.html", _values(request, answers) | only)


@page(router, "GET", da="/forberedelse/ark.pdf", en="/en/preparation/sheet.pdf", name="preparation_sheet_pdf")
def sheet_as_pdf(request: Request, holder: Candidate, session: SessionDep, ring: RingDep) -> Response:
    if holder is None:
        return ask_for_code(request)
    limits.take_from_address(request, PDF_BY_ADDRESS)
    answers = _chosen(request, service.answers_of(session, holder, ring=ring))
    lang = language(request)
    name = "sheet.pdf" if lang == "en" else "ark.pdf"
    return Response(
        sheet_pdf(answers, lang),
        media_type="application/pdf",
        headers={"content-disposition": f'inline; filename="{name}"'},
    )


@page(
    router, "GET", da="/forberedelse/ark.txt", en="/en/preparation/sheet.txt", name="preparation_sheet_text"
)
def sheet_as_text(request: Request, holder: Candidate, session: SessionDep, ring: RingDep) -> Response:
    if holder is None:
        return ask_for_code(request)
    answers = _chosen(request, service.answers_of(session, holder, ring=ring))
    return PlainTextResponse(sheet_text(answers, language(request)))


@page(
    router, "GET", da="/forberedelse/ark.json", en="/en/preparation/sheet.json", name="preparation_sheet_file"
)
def sheet_as_file(request: Request, holder: Candidate, session: SessionDep, ring: RingDep) -> Response:
    """Everything the candidate wrote, to keep or to go on with where nothing is stored."""
    if holder is None:
        return ask_for_code(request)
    content = answers_file.write(service.answers_of(session, holder, ring=ring))
    name = "sheet.json" if language(request) == "en" else "ark.json"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type="application/json", headers=headers)


def _chosen(request: Request, answers: Answers) -> Answers:
    """All of it, or without what is only for the candidate: paper is easily given away."""
    return shared_part(answers) if request.query_params.get("only") == "shown" else answers


def _values(request: Request, answers: Answers) -> dict[str, object]:
    sheet = sheet_of(answers, language(request))
    return {"answers": answers, "sheet": sheet, "sections": sheet.sections}
