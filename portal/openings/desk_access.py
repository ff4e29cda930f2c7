"""Who may sit at the desk, and what the page before asks a page to say first."""

from typing import Annotated

from fastapi import Request

from portal.shared.actors import Actor, Role
from portal.web.guards import role

COMPANY_CONSULTANT = role(Role.COMPANY_CONSULTANT)
CompanyConsultant = Annotated[Actor, COMPANY_CONSULTANT]
Consultant = Annotated[Actor, role(Role.COMPANY_CONSULTANT, Role.EMPLOYMENT_CONSULTANT)]

NOTICES = ("added", "saved", "sent", "unready", "published", "returned", "copied", "renewed")


def notices(request: Request) -> dict[str, object]:
    """After a POST the new page says what happened; the address only carries which of these it was."""
    return {name: name in request.query_params for name in NOTICES}
