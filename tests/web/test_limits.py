"""Limits count in the database and refuse when they cannot count."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from portal.app import ROUTES
from portal.shared.clock import FrozenClock
from portal.shared.database import Database
from portal.shared.errors import TooManyTries, Unavailable
from portal.web import limits
from portal.web.limits import Limit

THREE = Limit("test", tries=3, seconds=60)


def test_the_fourth_try_is_refused_with_a_time_to_wait(database: Database, clock: FrozenClock) -> None:
    for _ in range(3):
        limits.take(database, clock, THREE, "a")
    with pytest.raises(TooManyTries) as refused:
        limits.take(database, clock, THREE, "a")
    assert refused.value.retry_after == 60


def test_keys_are_counted_apart(database: Database, clock: FrozenClock) -> None:
    for key in "abcd":
        limits.take(database, clock, THREE, key)


def test_the_next_window_begins_again(database: Database, clock: FrozenClock) -> None:
    for _ in range(3):
        limits.take(database, clock, THREE, "a")
    clock.advance(timedelta(seconds=60))
    limits.take(database, clock, THREE, "a")


def test_without_its_table_the_limit_refuses(database: Database, clock: FrozenClock) -> None:
    with database.writing() as session:
        session.execute(text("DROP TABLE rate_counts"))
    with pytest.raises(Unavailable):
        limits.take(database, clock, THREE, "a")


def test_old_counts_are_deleted(database: Database, clock: FrozenClock) -> None:
    limits.take(database, clock, THREE, "a")
    clock.advance(timedelta(hours=2))
    with database.writing() as session:
        limits.purge(session, clock)
        assert session.execute(text("SELECT count(*) FROM rate_counts")).scalar() == 0


def test_what_only_spares_the_machine_goes_on_when_nothing_can_be_counted(
    database: Database, clock: FrozenClock
) -> None:
    """A full disk must not take the search away too."""
    with database.writing() as session:
        session.execute(text("DROP TABLE rate_counts"))
    limits.take(database, clock, Limit("reading", tries=3, seconds=60, guards=False), "a")


def test_every_limit_that_guards_a_secret_refuses_when_it_cannot_count() -> None:
    readings = {"search", "openings-pdf", "openings-poster", "preparation:pdf:address", "capability-link"}
    # A file of the code that is on the page already opens nothing.
    readings |= {"preparation:code-file:address"}
    # Nothing is opened by a receipt, and its seal of 96 bits cannot be guessed.
    readings |= {"receipts:new", "receipts:check", "receipts:desk"}
    known = [value for module in ROUTES for value in vars(module).values() if isinstance(value, Limit)]
    assert len(known) > 8
    assert {limit.name for limit in known if not limit.guards} == readings
