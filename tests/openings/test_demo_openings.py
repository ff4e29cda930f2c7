"""Demonstration openings go through the same gate as everybody's."""

import copy

import pytest

from portal.commands.demo_data.openings import load_demo_openings, read_demo_openings
from portal.openings import service
from portal.openings.service import Filters
from portal.shared.clock import FrozenClock
from tests.builders import Staff
from tests.openings.builders import DAYS, Desk


@pytest.fixture
def desk(staff: Staff, clock: FrozenClock) -> Desk:
    return Desk(staff, clock)


def test_every_demonstration_opening_is_judged_by_the_gate_and_what_passes_is_published(desk: Desk) -> None:
    outcomes = load_demo_openings(
        desk.database, [desk.author], desk.reader, clock=desk.clock, ring=desk.ring, days=DAYS
    )
    assert len(outcomes) == 60
    with desk.database.reading() as session:
        total = service.published(session, Filters(), clock=desk.clock).total
    assert total == sum(outcome.published for outcome in outcomes)
    assert total >= 55
    assert all(outcome.published == (not outcome.blocks) for outcome in outcomes)


def test_a_demonstration_opening_that_names_its_company_is_left_as_a_draft(desk: Desk) -> None:
    leaking = copy.deepcopy(read_demo_openings()[0])
    leaking["tasks"] = f"Du skriver for {leaking['company']['name']}."
    (outcome,) = load_demo_openings(
        desk.database,
        [desk.author],
        desk.reader,
        clock=desk.clock,
        ring=desk.ring,
        days=DAYS,
        openings=[leaking],
    )
    assert not outcome.published and outcome.blocks
    assert outcome.lines()[0].endswith("left as a draft")
    with desk.database.reading() as session:
        assert service.published(session, Filters(), clock=desk.clock).total == 0
