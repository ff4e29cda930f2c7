"""One more like this: a button on any opening of the team."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from portal.openings import copying
from portal.openings.desk_access import CompanyConsultant
from portal.web.languages import page
from portal.web.pages import see_other
from portal.web.session import ClockDep, SessionDep

router = APIRouter()


@page(
    router,
    "POST",
    da="/konsulent/opslag/{opening_id}/kopi",
    en="/en/staff/openings/{opening_id}/copy",
    name="copy_opening",
)
def copy_opening(
    request: Request, session: SessionDep, clock: ClockDep, actor: CompanyConsultant, opening_id: str
) -> Response:
    copy = copying.copy_opening(session, actor, opening_id, clock=clock)
    return see_other(request, "desk_opening", opening_id=copy.id, copied=1)
