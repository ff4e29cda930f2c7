"""The owner code: shown once, kept as the candidate likes, replaced only when that was asked for."""

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, Response

from portal.preparation import service, vault_service
from portal.preparation.candidate import Candidate, ask_for_code, keep_token
from portal.preparation.code_files import code_picture, code_text_file
from portal.preparation.session_service import Holder
from portal.shared import measures
from portal.shared.codes import BadCodeError, Code, CodeKind, read_code
from portal.shared.database import Database
from portal.shared.errors import NotAllowedNow
from portal.shared.texts import N_
from portal.web import limits
from portal.web.forms import Posted
from portal.web.languages import language, page, url
from portal.web.limits import Limit
from portal.web.pages import render, see_other
from portal.web.session import DatabaseDep, RingDep, SessionDep

router = APIRouter()
# A whole class on one network may begin at once.
MADE_BY_ADDRESS = Limit("preparation:begin:address", tries=200, seconds=3600)
FILES_BY_ADDRESS = Limit("preparation:code-file:address", tries=200, seconds=600, guards=False)
NOT_THIS_CODE = N_(
    "Koden her er ikke den, der åbner dit ark nu. Har du ikke skrevet den rigtige ned, så få en ny."
)
CHANGED = N_("Koden i feltet er ikke din egen kode mere. Her står den igen. Gem den, som den er.")


def code_page_of(request: Request, opened: service.Opened) -> HTMLResponse:
    """The code of a preparation that was begun now, and its cookie."""
    measures.PREPARATIONS_MADE.inc()
    response = code_page(request, opened.code_text)
    keep_token(request, response, opened.token)
    return response


def code_page(
    request: Request, code: str, *, replaces: bool = False, problem: str = "", status: int = 200
) -> HTMLResponse:
    """The one page that shows the owner code."""
    values = {
        "code": code,
        "locator": read_code(code).locator,
        "replaces": replaces,
        "problem": problem,
        "address": address_of(request),
    }
    return render(request, "preparation/owner_code.html", values, status=status)


@page(router, "GET", da="/forberedelse/ny-kode", en="/en/preparation/new-code", name="preparation_new_code")
def ask_before_a_new_code(request: Request, holder: Candidate, session: SessionDep) -> Response:
    if holder is None:
        return ask_for_code(request)
    return render(request, "preparation/new_code.html", {"locator": service.locator_of(session, holder)})


@page(router, "POST", da="/forberedelse/ny-kode", en="/en/preparation/new-code", name="preparation_new_code")
def new_code(
    request: Request,
    holder: Candidate,
    posted: Posted,
    session: SessionDep,
    database: DatabaseDep,
    ring: RingDep,
) -> Response:
    if holder is None:
        return ask_for_code(request)
    limits.take_from_address(request, MADE_BY_ADDRESS)
    wrap = vault_service.new_wrap(database, CodeKind.OWNER)
    if posted.get("instead_of") != service.locator_of(session, holder):
        # The page was sent again: the code that was made then is not replaced by accident.
        return see_other(request, "preparation_new_code")
    return code_page(request, service.new_owner_code(session, holder, wrap, ring=ring), replaces=True)


@page(
    router,
    "POST",
    da="/forberedelse/egen-kode.png",
    en="/en/preparation/own-code.png",
    name="preparation_code_picture",
)
def picture(request: Request, holder: Candidate, posted: Posted, database: DatabaseDep) -> Response:
    if holder is None:
        return ask_for_code(request)
    limits.take_from_address(request, FILES_BY_ADDRESS)
    code = _own_code(database, holder, posted)
    made = code_picture(code.text, address_of(request), language(request))
    return Response(made, media_type="image/png", headers=_as_file(request, "png"))


@page(
    router,
    "POST",
    da="/forberedelse/egen-kode.txt",
    en="/en/preparation/own-code.txt",
    name="preparation_code_text",
)
def text_file(request: Request, holder: Candidate, posted: Posted, database: DatabaseDep) -> Response:
    if holder is None:
        return ask_for_code(request)
    limits.take_from_address(request, FILES_BY_ADDRESS)
    code = _own_code(database, holder, posted)
    made = code_text_file(code.text, address_of(request), language(request))
    return Response(made, media_type="text/plain; charset=utf-8", headers=_as_file(request, "txt"))


@page(
    router,
    "POST",
    da="/forberedelse/kode-gemt",
    en="/en/preparation/code-kept",
    name="preparation_code_kept",
)
def kept(request: Request, holder: Candidate, posted: Posted, database: DatabaseDep) -> Response:
    """What a password box saves goes past here, so that the browser offers to; nothing is kept of it."""
    if holder is None:
        return ask_for_code(request)
    code = _own_code(database, holder, posted)
    if _read(posted, "password") != code:
        return code_page(request, code.text, problem=CHANGED, status=422)
    return see_other(request, "preparation_meeting")


def address_of(request: Request) -> str:
    """Where the owner code is typed, as it is written on what is kept."""
    origin: str = request.app.state.settings.origin
    return f"{origin}{url(request, 'preparation_resume')}"


def _own_code(database: Database, holder: Holder, posted: FormData) -> Code:
    """The posted owner code of this very sheet; nothing else is ever put on a picture."""
    code = _read(posted, "code")
    with database.reading() as session:
        if code is None or code.locator != service.locator_of(session, holder):
            raise NotAllowedNow(NOT_THIS_CODE)
    return code


def _read(posted: FormData, name: str) -> Code | None:
    try:
        code = read_code(str(posted.get(name, "")))
    except BadCodeError:
        return None
    return code if code.kind is CodeKind.OWNER else None


def _as_file(request: Request, ending: str) -> dict[str, str]:
    """The same name for everybody: a list of downloads tells nothing."""
    name = "samtaleklar-own-code" if language(request) == "en" else "samtaleklar-egen-kode"
    return {"content-disposition": f'attachment; filename="{name}.{ending}"'}
