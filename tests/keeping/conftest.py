"""A database with something in every table that a backup holds, and another one that is empty."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from portal.keeping.restore import Target
from portal.shared.clock import FrozenClock
from portal.shared.database import Database
from portal.shared.internal_tables import COMMAND
from portal.shared.keyring import KeyRing
from tests.builders import Staff
from tests.keeping.builders import fill
from tests.preparation.builders import Candidate, House


@dataclass
class Filled:
    database: Database
    candidate: Candidate


@pytest.fixture
def filled(staff: Staff, database: Database, ring: KeyRing, clock: FrozenClock) -> Filled:
    return Filled(database, fill(staff, House(database, ring, clock)))


@pytest.fixture
def elsewhere(empty_database: Path, tmp_path: Path) -> Iterator[Database]:
    """A migrated database on another machine."""
    path = tmp_path / "elsewhere.db"
    shutil.copy(empty_database, path)
    database = Database.open(f"sqlite:///{path}")
    yield database.acting(COMMAND)
    database.close()


@pytest.fixture
def target(elsewhere: Database, ring: KeyRing, clock: FrozenClock) -> Target:
    return Target(elsewhere, ring, clock)
