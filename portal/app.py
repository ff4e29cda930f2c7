"""The composition root: the only file that knows every domain."""

from functools import partial

from fastapi import FastAPI

from portal.accounts import routes as accounts_routes
from portal.accounts.service import find_actor
from portal.agreements import routes as agreements_routes
from portal.approvals import routes as approvals_routes
from portal.approvals import sign_routes as approvals_sign_routes
from portal.catalogue import routes as catalogue_routes
from portal.catalogue import self_check_routes
from portal.catalogue.fact_book import read_fact_book
from portal.catalogue.self_checks import read_self_checks
from portal.components import routes as components_routes
from portal.enquiries import routes as enquiries_routes
from portal.enquiries import service as enquiries_service
from portal.enquiries import staff_routes as enquiries_staff_routes
from portal.figures import routes as figures_routes
from portal.openings import api_routes as openings_api_routes
from portal.openings import note_routes as openings_note_routes
from portal.openings import page_routes as openings_page_routes
from portal.openings import paper_routes as openings_paper_routes
from portal.openings import renewal_routes as openings_renewal_routes
from portal.openings import renewal_service as openings_renewal_service
from portal.openings import routes as openings_routes
from portal.openings import service as openings_service
from portal.openings import staff_routes as openings_staff_routes
from portal.openings import wall_routes as openings_wall_routes
from portal.operation import routes as operation_routes
from portal.operation.checks import Looks
from portal.operation.readiness import Readiness
from portal.preparation import code_routes as preparation_code_routes
from portal.preparation import (
    draft_routes,
    overview_routes,
    paper_routes,
    round_routes,
    share_routes,
    sheet_routes,
    step_routes,
)
from portal.preparation import routes as preparation_routes
from portal.receipts import routes as receipts_routes
from portal.receipts import staff_routes as receipts_staff_routes
from portal.receipts.service import Receipts
from portal.settings import Settings
from portal.shared.clock import Clock
from portal.shared.database import Database
from portal.shared.keyring import KeyRing
from portal.shared.organisation import ANONYMITY, read_organisation
from portal.site_search import routes as search_routes
from portal.web import error_pages, link_routes, public_routes
from portal.web.csrf import RefuseForeignRequests
from portal.web.headers import LimitBody, SafeHeaders
from portal.web.pages import template_environment
from portal.web.request_log import LogRequests
from portal.web.site_files import SiteFiles

ROUTES = (
    catalogue_routes,
    self_check_routes,
    accounts_routes,
    # Before the path of one opening, which would take the wall for an id.
    openings_wall_routes,
    openings_routes,
    openings_page_routes,
    openings_note_routes,
    openings_paper_routes,
    openings_api_routes,
    openings_staff_routes,
    enquiries_routes,
    enquiries_staff_routes,
    approvals_routes,
    approvals_sign_routes,
    figures_routes,
    preparation_routes,
    preparation_code_routes,
    draft_routes,
    step_routes,
    overview_routes,
    round_routes,
    sheet_routes,
    share_routes,
    paper_routes,
    agreements_routes,
    receipts_routes,
    receipts_staff_routes,
    search_routes,
    components_routes,
    operation_routes,
    link_routes,
    public_routes,
)

# What answers behind `/l/{token}`, by what the link is for.
LINK_PAGES = {
    enquiries_service.LINK: enquiries_routes.LINK_PAGES,
    openings_renewal_service.LINK: openings_renewal_routes.LINK_PAGES,
}


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
    database.info[ANONYMITY] = app.state.organisation.anonymity
    app.state.templates = template_environment(settings.site)
    app.state.facts = read_fact_book(settings.site)
    app.state.self_checks = read_self_checks(settings.site)
    app.state.receipts = Receipts.of_site(settings.site, ring, app.state.clock)
    app.state.find_actor = partial(find_actor, database, app.state.clock)
    app.state.published_openings = openings_service
    app.state.link_pages = LINK_PAGES
    app.state.looks = Looks.at_start(settings, database, app.state.clock)
    app.state.readiness = Readiness(app.state.looks.all())
    for routes in ROUTES:
        app.include_router(routes.router)
    app.mount("/", SiteFiles(settings.site / "html"))
    error_pages.install(app)
    _add_layers(app, settings)
    return app


def _add_layers(app: FastAPI, settings: Settings) -> None:
    """Around every answer, the innermost first."""
    app.add_middleware(LimitBody, larger=paper_routes.LARGER_BODIES, cut=paper_routes.LOAD_PATHS)
    app.add_middleware(RefuseForeignRequests, origin=settings.origin)
    app.add_middleware(LogRequests, on_error=error_pages.unforeseen)
    app.add_middleware(SafeHeaders, secure=settings.secure)
