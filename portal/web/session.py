"""What a handler may ask for: the session, the clock, the ring, the settings."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.orm import Session

from portal.settings import Settings
from portal.shared.clock import Clock
from portal.shared.database import Database
from portal.shared.keyring import KeyRing
from portal.shared.organisation import Organisation
from portal.web.guards import current_actor, staff_access

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def get_database(request: Request) -> Database:
    """The database, for this request alone: what is internal opens when a staff guard lets its actor in."""
    database: Database = request.app.state.database
    return database.acting(staff_access(request))


def get_clock(request: Request) -> Clock:
    clock: Clock = request.app.state.clock
    return clock


def get_ring(request: Request) -> KeyRing:
    ring: KeyRing = request.app.state.ring
    return ring


def get_settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


def get_organisation(request: Request) -> Organisation:
    organisation: Organisation = request.app.state.organisation
    return organisation


def open_session(request: Request) -> Iterator[Session]:
    """One request, one transaction: return commits, raise rolls back, GET cannot change anything."""
    # Looked up first: it may write the last use, which would wait for this transaction for ever.
    current_actor(request)
    database = get_database(request)
    with database.reading() if request.method in SAFE_METHODS else database.writing() as session:
        yield session


# The scope makes the commit come before the answer: a failed commit is never shown as success.
SessionDep = Annotated[Session, Depends(open_session, scope="function")]
DatabaseDep = Annotated[Database, Depends(get_database)]
ClockDep = Annotated[Clock, Depends(get_clock)]
RingDep = Annotated[KeyRing, Depends(get_ring)]
SettingsDep = Annotated[Settings, Depends(get_settings)]
OrganisationDep = Annotated[Organisation, Depends(get_organisation)]
