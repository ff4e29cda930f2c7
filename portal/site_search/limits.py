"""How often one address may search: far more than a person does, far less than a program could."""

from fastapi import Request

from portal.shared.clock import Clock
from portal.shared.database import Database
from portal.web import limits
from portal.web.limits import Limit

SEARCHES = Limit("search", 120, 60)


def count_search(request: Request, database: Database, clock: Clock) -> None:
    state = request.app.state
    key = limits.address_key(request, state.ring, clock)
    limits.take(database, clock, SEARCHES, key, state.settings.limits_factor)
