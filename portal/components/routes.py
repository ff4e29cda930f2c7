"""The components pages: for whoever changes how the site looks; production does not have them."""

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse

from portal.components import examples
from portal.components.forms import LONGEST, as_it_comes, refused
from portal.shared.errors import NotFound
from portal.shared.qr import drawn_code
from portal.web.guards import PUBLIC
from portal.web.languages import language, page
from portal.web.pages import render
from portal.web.session import ClockDep, SettingsDep

router = APIRouter()


def demonstration_only(settings: SettingsDep) -> None:
    if settings.production:
        raise NotFound


ONLY_HERE = [PUBLIC, Depends(demonstration_only)]


@page(router, "GET", da="/komponenter", en="/en/components", name="components", dependencies=ONLY_HERE)
def components(request: Request, clock: ClockDep, settings: SettingsDep) -> HTMLResponse:
    values = {
        "plain": as_it_comes(),
        "second": as_it_comes("side-"),
        "refused": refused(),
        "longest": LONGEST,
        "openings": examples.openings(language(request)),
        "facts": examples.facts(language(request), clock.today()),
        "owner_code": examples.OWNER_CODE,
        "conversation_code": examples.CONVERSATION_CODE,
        "receipt_code": examples.RECEIPT_CODE,
        "aloud": examples.ALOUD,
        "figures": examples.FIGURES,
        "code": drawn_code(settings.origin),
        "today": clock.today(),
    }
    return render(request, "components/site.html", values)


@page(
    router,
    "GET",
    da="/komponenter/bord",
    en="/en/components/desk",
    name="desk_components",
    dependencies=ONLY_HERE,
)
def desk_components(request: Request) -> HTMLResponse:
    values = {"openings": examples.openings(language(request)), "plain": as_it_comes()}
    return render(request, "components/desk.html", values)
