"""The page behind a link to extend an opening: it shows how it stands, and extends it when asked to."""

from starlette.datastructures import FormData
from starlette.responses import Response

from portal.openings import labels, renewal_service
from portal.openings.rules import State, renewed_last_day
from portal.web.link_routes import LinkPages, LinkVisit
from portal.web.pages import render, see_other


def show(visit: LinkVisit) -> Response:
    found = renewal_service.seen_by_link(visit.session, visit.clock, visit.token)
    days = visit.request.app.state.organisation.opening_days
    values = {
        "opening": found,
        "state": labels.STATES[State(found.state)],
        "until": renewed_last_day(found.expires_on, visit.clock.today(), days),
        "token": visit.token,
    }
    return render(visit.request, "openings/renewal.html", values)


def renew(visit: LinkVisit, _posted: FormData) -> Response:
    # The detector reads before the transaction that writes begins.
    examination = renewal_service.examine_behind_link(visit.database, visit.clock, visit.token)
    days = visit.request.app.state.organisation.opening_days
    renewal_service.renew_by_link(visit.session, visit.clock, visit.token, examination, days=days)
    return see_other(visit.request, "capability_link", token=visit.token)


LINK_PAGES = LinkPages(show=show, act=renew)
