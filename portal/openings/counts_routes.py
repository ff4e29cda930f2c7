"""The loaded counts at the desk: where they come from, how old they are, and what it means without any."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.responses import HTMLResponse

from portal.openings import counts_service
from portal.shared.actors import Actor, Role
from portal.shared.organisation import ANONYMITY, Anonymity
from portal.shared.texts import N_
from portal.web.guards import role
from portal.web.languages import page
from portal.web.pages import render
from portal.web.session import ClockDep, SessionDep
from portal.web.staff_menu import News, add_entry, add_news

router = APIRouter()
Administrator = Annotated[Actor, role(Role.ADMINISTRATOR)]
NEWS = {
    "none": N_("Der er ikke indlæst virksomhedstal: opslag viser kun regionen"),
    "old": N_("Virksomhedstallene er over 18 måneder gamle"),
}
UNITS = {"companies": N_("virksomheder"), "workplaces": N_("arbejdssteder")}


def tell(request: Request, session: Session, actor: Actor) -> Sequence[News]:
    """What the desk's front page says while there are no counts, or only old ones."""
    standing = counts_service.how_they_stand(session, request.app.state.clock)
    shown = "counts" if actor.role is Role.ADMINISTRATOR else "companies"
    return [News(NEWS[standing], 1, shown, {})] if standing else []


add_entry(N_("Virksomhedstal"), "counts", [Role.ADMINISTRATOR], 60)
add_news("Virksomhedstal", tell)
add_news("Virksomheder", tell)


@page(router, "GET", da="/konsulent/virksomhedstal", en="/en/staff/company-counts", name="counts")
def show_counts(
    request: Request, session: SessionDep, clock: ClockDep, _actor: Administrator
) -> HTMLResponse:
    told = counts_service.loaded(session, clock)
    asked: Anonymity = session.info.get(ANONYMITY, Anonymity())
    values = {
        "told": told,
        "unit": UNITS[told.unit] if told else "",
        "k": asked.k,
        "catchment": sorted(asked.catchment),
    }
    return render(request, "openings/counts.html", values)
