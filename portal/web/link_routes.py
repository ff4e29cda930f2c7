"""The one address of links that carry a right: what a link is for decides which domain answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.responses import Response

from portal.shared import capability
from portal.shared.clock import Clock
from portal.shared.database import Database
from portal.shared.errors import NotFound
from portal.shared.keyring import KeyRing
from portal.web import limits
from portal.web.forms import Posted
from portal.web.guards import PUBLIC
from portal.web.languages import page
from portal.web.limits import Limit
from portal.web.session import ClockDep, DatabaseDep, RingDep, SessionDep

router = APIRouter()
FOLLOWING = Limit("capability-link", tries=60, seconds=600, guards=False)


@dataclass(frozen=True)
class LinkVisit:
    """Somebody who came with a link that is known and has not expired.

    `session` begins its transaction with its first statement: what is slow is read through `database` before.
    """

    request: Request
    database: Database
    session: Session
    ring: KeyRing
    clock: Clock
    token: str


@dataclass(frozen=True)
class LinkPages:
    """What answers for one purpose: `show` changes nothing, `act` does what the link is for."""

    show: Callable[[LinkVisit], Response]
    act: Callable[[LinkVisit, FormData], Response]


@page(router, "GET", da="/l/{token}", en="/en/l/{token}", name="capability_link", dependencies=[PUBLIC])
def follow_link(
    request: Request,
    database: DatabaseDep,
    session: SessionDep,
    ring: RingDep,
    clock: ClockDep,
    token: str,
) -> Response:
    limits.take_from_address(request, FOLLOWING)
    visit = LinkVisit(request, database, session, ring, clock, token)
    return _pages(visit).show(visit)


@page(router, "POST", da="/l/{token}", en="/en/l/{token}", name="capability_link", dependencies=[PUBLIC])
def use_link(
    request: Request,
    posted: Posted,
    database: DatabaseDep,
    session: SessionDep,
    ring: RingDep,
    clock: ClockDep,
    token: str,
) -> Response:
    visit = LinkVisit(request, database, session, ring, clock, token)
    return _pages(visit).act(visit, posted)


def _pages(visit: LinkVisit) -> LinkPages:
    """The pages of the link's purpose; the composition root says which there are."""
    known: Mapping[str, LinkPages] = visit.request.app.state.link_pages
    with visit.database.reading() as session:
        purpose = capability.purpose_of(session, visit.clock, visit.token)
    if purpose not in known:
        raise NotFound(capability.NO_SUCH_LINK)
    return known[purpose]
