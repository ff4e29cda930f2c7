"""One holder at a time, whoever asks and whatever the clocks say; one that is gone is followed."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from portal.shared.clock import FrozenClock
from portal.shared.database import Database
from portal.shared.leases import LENGTH, TOLERANCE, Lease, Tenure


def host(database: Database, clock: FrozenClock, ahead: timedelta = timedelta(0)) -> Lease:
    """Another host: its own connections and its own clock."""
    url = database.engine.url.render_as_string(hide_password=False)
    return Lease(Database.open(url), FrozenClock(clock.now() + ahead), "work")


def test_only_one_of_two_holds_it_and_may_renew_it(database: Database, clock: FrozenClock) -> None:
    first, second = host(database, clock), host(database, clock)
    assert [first.take(), second.take(), first.take()] == [True, False, True]


def test_of_many_who_ask_at_once_one_gets_it(database: Database, clock: FrozenClock) -> None:
    hosts = [host(database, clock) for _ in range(8)]
    begin, taken = threading.Barrier(len(hosts)), []

    def ask(lease: Lease) -> None:
        begin.wait()
        taken.append(lease.take())

    askers = [threading.Thread(target=ask, args=(lease,)) for lease in hosts]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert sorted(taken) == [False] * 7 + [True]


def test_a_holder_that_is_gone_is_followed_only_after_the_end_and_the_tolerance(
    database: Database, clock: FrozenClock
) -> None:
    assert host(database, clock).take()
    assert not host(database, clock, LENGTH + timedelta(seconds=1)).take()
    assert not host(database, clock, LENGTH + TOLERANCE).take()
    assert host(database, clock, LENGTH + TOLERANCE + timedelta(seconds=1)).take()


def test_a_holder_that_was_followed_does_not_get_it_back_by_asking(
    database: Database, clock: FrozenClock
) -> None:
    first = host(database, clock)
    first.take()
    second = host(database, clock, LENGTH + TOLERANCE + timedelta(seconds=1))
    assert second.take()
    assert not first.take()


@pytest.mark.parametrize("ahead", [timedelta(seconds=29), timedelta(seconds=-29), timedelta(hours=-3)])
def test_a_clock_that_goes_wrong_does_not_make_two_holders(
    database: Database, clock: FrozenClock, ahead: timedelta
) -> None:
    first, second = host(database, clock), host(database, clock, ahead)
    assert first.take()
    assert not second.take()


def test_a_lease_that_is_given_back_is_free_at_once(database: Database, clock: FrozenClock) -> None:
    first, second = host(database, clock), host(database, clock)
    first.take()
    second.give_back()
    assert not second.take()
    first.give_back()
    assert second.take()


def test_works_of_different_names_do_not_wait_for_each_other(database: Database, clock: FrozenClock) -> None:
    assert Lease(database, clock, "one").take()
    assert Lease(database, clock, "other").take()


def test_a_tenure_begins_ends_and_is_followed(database: Database, clock: FrozenClock) -> None:
    with Tenure(host(database, clock)) as first:
        assert first.is_mine()
        with Tenure(host(database, clock)) as second:
            assert not second.is_mine()
    with Tenure(host(database, clock)) as third:
        assert third.is_mine()


def test_a_tenure_that_waits_takes_over_by_itself(database: Database, clock: FrozenClock) -> None:
    first = Tenure(host(database, clock))
    first.__enter__()
    with Tenure(host(database, clock), renew_seconds=0.02) as second:
        assert not second.is_mine()
        first.__exit__(None, None, None)
        assert wait_for(second.is_mine)


def test_a_tenure_whose_lease_went_to_another_stops_to_believe_in_it(
    database: Database, clock: FrozenClock
) -> None:
    with Tenure(host(database, clock), renew_seconds=0.02) as first:
        with database.writing() as session:
            session.execute(text("UPDATE leases SET holder = 'another'"))
        assert wait_for(lambda: not first.is_mine())


def test_a_database_that_is_away_for_a_moment_ends_no_tenure(
    database: Database, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Tenure(host(database, clock), renew_seconds=0.02) as first:
        tried = threading.Event()

        def fail(_self: Lease) -> bool:
            tried.set()
            raise OperationalError("", {}, Exception())

        monkeypatch.setattr(Lease, "take", fail)
        assert tried.wait(10)
        assert first.is_mine()
        monkeypatch.undo()


def wait_for(condition: Callable[[], bool]) -> bool:
    pause = threading.Event()
    return any(condition() or pause.wait(0.02) for _ in range(500))
