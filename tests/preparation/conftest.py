"""Fixtures for preparations."""

import pytest

from portal.shared.clock import FrozenClock
from portal.shared.database import Database
from portal.shared.keyring import KeyRing
from tests.preparation.builders import House


@pytest.fixture
def house(database: Database, ring: KeyRing, clock: FrozenClock) -> House:
    return House(database, ring, clock)
