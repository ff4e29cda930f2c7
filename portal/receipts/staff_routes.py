"""The same check at the desk, worded for the one who is shown a receipt."""

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse

from portal.receipts.forms import CheckForm
from portal.receipts.routes import ReceiptsDep, read_into
from portal.receipts.views import show
from portal.shared.actors import Role
from portal.shared.texts import N_
from portal.web import limits
from portal.web.forms import Posted
from portal.web.guards import SignedIn, signed_in
from portal.web.languages import language, page
from portal.web.limits import Limit
from portal.web.pages import render
from portal.web.session import ClockDep, DatabaseDep, SettingsDep
from portal.web.staff_menu import add_entry

router = APIRouter()
ANY_ROLE = Depends(signed_in)
PATHS = {"da": "/konsulent/kvittering", "en": "/en/staff/receipt"}
CHECKING = Limit("receipts:desk", tries=300, seconds=300, guards=False)
add_entry(N_("Kvittering"), "desk_receipt", list(Role), 70)


@page(router, "GET", **PATHS, name="desk_receipt", dependencies=[ANY_ROLE])
def ask(request: Request) -> HTMLResponse:
    return render(request, "receipts/desk.html", {"form": CheckForm(), "view": None})


@page(router, "POST", **PATHS, name="desk_receipt")
def check(
    request: Request,
    posted: Posted,
    receipts: ReceiptsDep,
    database: DatabaseDep,
    clock: ClockDep,
    settings: SettingsDep,
    actor: SignedIn,
) -> HTMLResponse:
    limits.take(database, clock, CHECKING, actor.user_id, settings.limits_factor)
    form = CheckForm(posted)
    receipt = read_into(form, receipts)
    view = show(receipt, receipts, language(request)) if receipt else None
    values = {"form": form, "view": view}
    return render(request, "receipts/desk.html", values, status=200 if view else 422)
