"""Limits count in the database and refuse when they cannot count."""

from datetime import timedelta

import pytest
from sqlalchemy import text

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
