"""The page that answers a self-check: what was chosen, why it was right or not, and nothing kept."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from portal.catalogue.modules import read_modules
from portal.catalogue.self_checks import PATHS, SelfChecks, answered
from portal.shared.errors import NotFound
from portal.shared.ports import ReceiptParts
from portal.web.forms import Posted, typed_fields
from portal.web.guards import PUBLIC
from portal.web.languages import language, page
from portal.web.pages import render

router = APIRouter()


@page(router, "GET", **PATHS, name="self_check", dependencies=[PUBLIC])
def every_answer(request: Request, module_id: str) -> HTMLResponse:
    """The questions with every explanation, for whoever would rather read than choose."""
    return _page(request, module_id, None)


@page(router, "POST", **PATHS, name="self_check", dependencies=[PUBLIC])
def check_answers(request: Request, module_id: str, posted: Posted) -> HTMLResponse:
    return _page(request, module_id, typed_fields(posted))


def _page(request: Request, module_id: str, sent: Mapping[str, list[str]] | None) -> HTMLResponse:
    checks: SelfChecks = request.app.state.self_checks
    receipts: ReceiptParts = request.app.state.receipts
    moved = read_modules(request.app.state.settings.site).moved
    here = moved.get(module_id, module_id)
    check = checks.get(here, {}).get(language(request))
    if check is None:
        raise NotFound
    questions = answered(check, sent or {})
    unreadable = [one for one in questions if one.unreadable]
    part = receipts.part(here)
    open_ones = [one for one in questions if one.chosen is None and not one.unreadable]
    values = {
        "module_id": module_id,
        "check": check,
        "questions": questions,
        "sent": sent is not None,
        "unreadable": unreadable,
        "open": open_ones,
        "receipts": part is not None,
        # Signed only where every explanation has just been shown.
        "part": part if sent is None or not (unreadable or open_ones) else None,
        "carried": receipts.carried((sent or {}).get("receipt", [])) if part else [],
    }
    return render(request, "catalogue/self_check.html", values, status=422 if unreadable else 200)
