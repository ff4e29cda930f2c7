"""The composition root: the only file that knows every domain."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

from fastapi import FastAPI

from portal.openings import service as openings_service
from portal.settings import Settings
from portal.shared.actors import Actor
from portal.shared.clock import Clock
from portal.shared.database import Database
from portal.shared.keyring import KeyRing
from portal.shared.organisation import read_organisation
from portal.web import error_pages, public_routes
from portal.web.csrf import RefuseForeignRequests
from portal.web.headers import LimitBody, SafeHeaders
from portal.web.pages import template_environment
from portal.web.request_log import LogRequests
from portal.web.site_files import SiteFiles

ROUTERS = (
    "portal.catalogue.routes",
    "portal.accounts.routes",
    "portal.openings.routes",
    "portal.openings.api_routes",
    "portal.openings.staff_routes",
    "portal.enquiries.routes",
    "portal.enquiries.staff_routes",
    "portal.preparation.routes",
    "portal.preparation.step_routes",
    "portal.preparation.sheet_routes",
    "portal.agreements.routes",
    "portal.site_search.routes",
)


def create_app(
    settings: Settings, *, database: Database, ring: KeyRing, clock: Clock | None = None
) -> FastAPI:
    """The whole product as one ASGI application."""
    app = FastAPI(
        title="Samtaleklar",
        version="1",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
    )
    app.state.settings = settings
    app.state.database = database
    app.state.ring = ring
    app.state.clock = clock or Clock()
    app.state.organisation = read_organisation(settings.organisation)
    app.state.templates = template_environment(settings.site)
    app.state.find_actor = _actor_finder(database, app.state.clock)
    app.state.published_openings = openings_service
    for name in ROUTERS:
        if find_spec(name.rpartition(".")[0]) and find_spec(name):
            app.include_router(import_module(name).router)
    app.include_router(public_routes.router)
    app.mount("/", SiteFiles(settings.site / "html"))
    error_pages.install(app)
    app.add_middleware(LimitBody)
    app.add_middleware(RefuseForeignRequests, origin=settings.origin)
    app.add_middleware(LogRequests, on_error=error_pages.unforeseen)
    app.add_middleware(SafeHeaders, secure=settings.secure)
    return app


def _actor_finder(database: Database, clock: Clock) -> Callable[[str], Actor | None]:
    from portal.accounts.service import find_actor

    return lambda token: find_actor(database, clock, token)
