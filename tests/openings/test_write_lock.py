"""The detector is slow, so no page and no job holds the write lock while it reads."""

from collections.abc import Callable

import pytest

from portal.openings import gate, rescan_service
from portal.shared.clock import FrozenClock
from tests.builders import Staff
from tests.databases import nobody_writes
from tests.openings.builders import Desk
from tests.page import PageClient

LEAKING = "Du skriver og tester Nordlyset hver uge."


@pytest.fixture
def desk(staff: Staff, clock: FrozenClock) -> Desk:
    return Desk(staff, clock)


@pytest.fixture
def readings(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether the write lock was free, at each reading of the detector."""
    free: list[bool] = []
    find_leaks: Callable[..., object] = gate.find_leaks

    def look_and_find(*arguments: object, **named: object) -> object:
        free.append(nobody_writes(desk.database))
        return find_leaks(*arguments, **named)

    monkeypatch.setattr(gate, "find_leaks", look_and_find)
    return free


def test_a_change_of_the_company_is_examined_before_it_is_saved(desk: Desk, readings: list[bool]) -> None:
    company = desk.company()
    opening = desk.published(company, tasks=LEAKING)
    writer = desk.staff.client(desk.author)
    writer.get(f"/konsulent/virksomheder/{company.id}")
    readings.clear()
    writer.submit(company.id, brands="Nordlyset")
    assert desk.stored(opening).state == "paused"
    assert readings == [True]


@pytest.mark.parametrize("step", ["gaet", "send-tilbage", "godkend"])
def test_a_reading_that_lacks_something_is_shown_again_without_the_lock(
    desk: Desk, readings: list[bool], step: str
) -> None:
    opening = desk.in_review(tasks="Du hjælper vores kollega Mette Jensen med nyhedsbrevet.")
    reader: PageClient = desk.staff.client(desk.reader)
    if step != "gaet":
        reader.post(f"/konsulent/gennemsyn/{opening.id}/gaet", {"first": "ved ikke"})
    readings.clear()
    reader.post(f"/konsulent/gennemsyn/{opening.id}/{step}", status=422)
    assert readings and all(readings)


def test_the_nightly_reading_locks_only_to_pause(desk: Desk, readings: list[bool]) -> None:
    company = desk.company()
    leaking, fine = desk.published(company, tasks=LEAKING), desk.published(company, title="Ryd op")
    with desk.database.writing() as session:
        session.get_one(type(company), company.id).brands = ["Nordlyset"]
    readings.clear()
    assert rescan_service.rescan_live_openings(desk.database, desk.clock) == 1
    assert [desk.stored(leaking).state, desk.stored(fine).state] == ["paused", "published"]
    assert readings == [True, True]
