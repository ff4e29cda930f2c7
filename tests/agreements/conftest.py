"""Fixtures for the desk: preparations to open, a consultant who is signed in."""

import pytest

from portal.shared.actors import Actor, Role
from portal.shared.clock import FrozenClock
from portal.shared.database import Database
from portal.shared.keyring import KeyRing
from tests.builders import Staff
from tests.page import PageClient
from tests.preparation.builders import House


@pytest.fixture
def house(database: Database, ring: KeyRing, clock: FrozenClock) -> House:
    return House(database, ring, clock)


@pytest.fixture
def consultant(staff: Staff) -> Actor:
    return staff.actor(Role.EMPLOYMENT_CONSULTANT)


@pytest.fixture
def desk(staff: Staff, consultant: Actor) -> PageClient:
    """The browser of a consultant who is signed in."""
    return staff.client(consultant)
