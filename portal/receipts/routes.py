"""A receipt is made, put together and checked; nothing of it is stored, and none of it is in an address."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, RedirectResponse, Response

from portal.receipts.forms import PART_PROBLEM, CheckForm, JoinForm
from portal.receipts.rules import MOST_MODULES, BadReceiptError
from portal.receipts.service import Receipt, Receipts
from portal.receipts.views import show
from portal.web.forms import Posted
from portal.web.guards import PUBLIC
from portal.web.languages import language, page, path_for
from portal.web.limits import Limit, take_from_address
from portal.web.pages import render, see_other
from portal.web.session import SettingsDep

router = APIRouter()
CHECK = {"da": "/kvittering", "en": "/en/receipt"}
NEW = {"da": "/kvittering/ny", "en": "/en/receipt/new"}
# A whole class may sit behind one address, and a seal of 96 bits is not guessed: these spare the machine.
MAKING = Limit("receipts:new", tries=600, seconds=300, guards=False)
CHECKING = Limit("receipts:check", tries=300, seconds=300, guards=False)


def get_receipts(request: Request) -> Receipts:
    receipts: Receipts = request.app.state.receipts
    return receipts


ReceiptsDep = Annotated[Receipts, Depends(get_receipts)]


@page(router, "GET", **CHECK, name="receipt", dependencies=[PUBLIC])
def ask(request: Request) -> HTMLResponse:
    return render(request, "receipts/check.html", {"form": CheckForm(), "view": None})


@page(router, "POST", **CHECK, name="receipt", dependencies=[PUBLIC])
def check(request: Request, posted: Posted, receipts: ReceiptsDep) -> HTMLResponse:
    take_from_address(request, CHECKING)
    form = CheckForm(posted)
    receipt = read_into(form, receipts)
    view = show(receipt, receipts, language(request)) if receipt else None
    values = {"form": form, "view": view}
    return render(request, "receipts/check.html", values, status=200 if view else 422)


@page(router, "GET", **NEW, name="receipt_new", dependencies=[PUBLIC])
def nothing_to_show(request: Request) -> RedirectResponse:
    """The switch of language comes here from a receipt that has just been made."""
    return see_other(request, "receipt")


@page(router, "POST", **NEW, name="receipt_new", dependencies=[PUBLIC])
def make(request: Request, posted: Posted, receipts: ReceiptsDep, settings: SettingsDep) -> Response:
    take_from_address(request, MAKING)
    parts, carried = _sent(posted, "part"), _sent(posted, "receipt")
    form = JoinForm(posted)
    if not parts and not carried:
        return see_other(request, "receipt")
    try:
        begun = receipts.join(parts, carried)
    except BadReceiptError:
        check_form = CheckForm()
        check_form.receipt.errors = [PART_PROBLEM]
        return render(request, "receipts/check.html", {"form": check_form, "view": None}, status=422)
    try:
        receipt = receipts.join(parts, [*carried, form.mine.data or ""]) if _typed(form) else begun
    except BadReceiptError as error:
        form.refuse(error.problem)
        values = {"form": form, "parts": parts, "carried": carried}
        return render(request, "receipts/join.html", values, status=422)
    return _made(request, receipt, receipts, settings.origin)


def read_into(form: CheckForm, receipts: Receipts) -> Receipt | None:
    """The receipt that was pasted; without one the form says what is wrong."""
    try:
        return receipts.check(form.receipt.data or "")
    except BadReceiptError as error:
        form.refuse(error.problem)
        return None


def _made(request: Request, receipt: Receipt, receipts: Receipts, origin: str) -> HTMLResponse:
    lang = language(request)
    view = show(receipt, receipts, lang)
    address = origin + path_for("receipt", lang)
    other = "da" if lang == "en" else "en"
    values = {
        "view": view,
        "form": JoinForm(),
        "address": address,
        "note": view.note(lang, address),
        "other_language": other,
        "other_path": path_for("receipt_new", other),
    }
    return render(request, "receipts/made.html", values)


def _typed(form: JoinForm) -> bool:
    return bool((form.mine.data or "").strip())


def _sent(posted: FormData, name: str) -> Sequence[str]:
    return [str(one) for one in posted.getlist(name)][:MOST_MODULES]
