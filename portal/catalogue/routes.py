"""Permanent links: `/m/{id}` always leads to the page."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse

from portal.catalogue.modules import read_modules
from portal.shared.errors import NotFound
from portal.web.guards import PUBLIC
from portal.web.languages import language, page

router = APIRouter()


@page(router, "GET", da="/m/{module_id}", en="/en/m/{module_id}", name="module", dependencies=[PUBLIC])
def permanent_link(request: Request, module_id: str) -> RedirectResponse:
    found = read_modules(request.app.state.settings.site).find(module_id)
    if found is None:
        raise NotFound
    return RedirectResponse(found.page(language(request)).url, status_code=302)
