"""Errors as pages in the language of the path, or as problem+json for the JSON paths."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from portal.shared.database import may_be_tried_again
from portal.shared.errors import N_, NotAllowedNow, NotFound, PortalError, Unavailable
from portal.shared.request_id import current_request_id
from portal.shared.texts import translate
from portal.web.forms import read_form, typed_fields
from portal.web.guards import SignInNeeded
from portal.web.languages import language
from portal.web.no_cpr import without_cpr
from portal.web.pages import render

log = logging.getLogger(__name__)
SECRETS = ("password", "again", "code", "codes")
# Shorter than this nothing is lost by typing it again.
WORTH_KEEPING = 20
UNFORESEEN = (
    N_("Noget gik galt hos os"),
    N_("Der blev ikke gemt noget. Gå tilbage, og prøv igen. Sker det igen, så ring, og sig fejlnummeret."),
)
BAD_PARAMETER = (N_("Adressen er ikke skrevet rigtigt"), N_("Ret adressen, eller begynd forfra på siden."))
OTHER = {
    404: (NotFound.title, NotFound().message),
    405: (N_("Det kan siden ikke"), N_("Gå tilbage, og brug knapperne på siden.")),
}


def install(app: FastAPI) -> None:
    """Adds the handlers; what nobody foresaw is answered by `unforeseen` from the outermost layer."""
    app.add_exception_handler(SignInNeeded, _to_sign_in)
    app.add_exception_handler(PortalError, _portal_error)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _bad_parameter)
    app.add_exception_handler(DBAPIError, _database_failed)
    app.add_exception_handler(PoolTimeoutError, _database_away)


def unforeseen(request: Request, _error: Exception) -> Response:
    request.state.failed = True
    return _answer(request, 500, *UNFORESEEN)


async def _to_sign_in(request: Request, _error: Exception) -> Response:
    path = "/en/sign-in" if language(request) == "en" else "/log-ind"
    if request.method not in ("GET", "HEAD"):
        typed = await _typed(request, leave_out=SECRETS)
        if not typed:
            return RedirectResponse(path, status_code=303)
        # Nothing is kept here: the page itself holds what was typed until the person is signed in again.
        return render(request, "signed_out.html", {"typed": typed, "sign_in": path}, status=403)
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"{path}?next={quote(wanted, safe='/')}", status_code=303)


async def _typed(request: Request, *, leave_out: Iterable[str] = ()) -> Mapping[str, list[str]]:
    try:
        return typed_fields(await read_form(request), leave_out=leave_out)
    except HTTPException:
        return {}


async def _portal_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, PortalError)
    retry = {"retry-after": str(error.retry_after)} if error.retry_after else {}
    if isinstance(error, Unavailable):
        return await _later(request, error.message, retry)
    kept = await _texts_typed(request) if isinstance(error, NotAllowedNow) else []
    return _answer(request, error.status, error.title, error.message, headers=retry, kept=kept)


async def _texts_typed(request: Request) -> Sequence[str]:
    """The texts of a form that came too late: they cannot be sent again, but they can be copied."""
    if request.method != "POST" or request.url.path.startswith("/api/"):
        return []
    typed = await _typed(request, leave_out=SECRETS)
    texts = (text.strip() for values in typed.values() for text in values)
    return [without_cpr(text) for text in texts if len(text) >= WORTH_KEEPING and len(text.split()) > 1]


def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    title, message = OTHER.get(error.status_code, BAD_PARAMETER)
    return _answer(request, error.status_code, title, message, headers=error.headers)


def _bad_parameter(request: Request, _error: Exception) -> Response:
    # FastAPI's own body would echo what was typed.
    return _answer(request, 422, *BAD_PARAMETER)


async def _database_failed(request: Request, error: Exception) -> Response:
    assert isinstance(error, DBAPIError)
    if not may_be_tried_again(error):
        raise error
    return await _database_away(request, error)


async def _database_away(request: Request, error: Exception) -> Response:
    request.state.failed = True
    log.warning("the database did not answer: %s", type(getattr(error, "orig", error)).__name__)
    message = N_("Der blev ikke gemt noget. Vent et øjeblik, og prøv igen.")
    return await _later(request, message, {"retry-after": "10"})


async def _later(request: Request, message: str, headers: Mapping[str, str]) -> Response:
    """503; the page holds what was typed and sends it again, but for passwords and codes."""
    is_form = request.method == "POST" and not request.url.path.startswith("/api/")
    typed = await _typed(request, leave_out=SECRETS) if is_form else {}
    return _answer(request, 503, Unavailable.title, message, headers=headers, typed=typed)


def _answer(
    request: Request,
    status: int,
    title: str,
    message: str,
    *,
    headers: Mapping[str, str] | None = None,
    typed: Mapping[str, list[str]] | None = None,
    kept: Sequence[str] = (),
) -> Response:
    if request.url.path.startswith("/api/"):
        body = {
            "type": "about:blank",
            "title": translate("en", title),
            "status": status,
            "detail": translate("en", message),
            "request_id": current_request_id(),
        }
        return JSONResponse(body, status, headers=dict(headers or {}), media_type="application/problem+json")
    # What the reader can mend needs no number.
    number = current_request_id() if status >= 500 else ""
    values = {
        "title": title,
        "message": message,
        "status": status,
        "number": number,
        "typed": typed or {},
        "kept": kept,
    }
    return render(request, "error.html", values, status=status, headers=headers)
