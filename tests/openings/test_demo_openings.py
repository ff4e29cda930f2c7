"""Demonstration openings go through the same gate as everybody's."""

import copy

import pytest

from portal.commands.demo_data.lives import Stage, make_demo_lives
from portal.commands.demo_data.openings import load_demo_openings, read_demo_openings
from portal.openings import board_service, service
from portal.openings.board_rules import Need
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


def test_a_newcomer_sees_openings_in_each_state_with_what_is_to_be_done_first(desk: Desk) -> None:
    chosen = read_demo_openings()[:8]
    load_demo_openings(
        desk.database,
        [desk.author],
        desk.reader,
        clock=desk.clock,
        ring=desk.ring,
        days=DAYS,
        openings=chosen,
    )
    make_demo_lives(Stage(desk.database, desk.ring, desk.clock, desk.reader), desk.author)
    with desk.database.reading() as session:
        lines = board_service.board(session, desk.author, desk.clock, frozenset())
    states = [line.state for line in lines]
    for state in ("draft", "review", "paused", "filled", "withdrawn"):
        assert states.count(state) == 1, state
    assert [line.days_left for line in lines if line.need is Need.ENDS] == [5]
    assert [line.need for line in board_service.first_things(lines)] == [Need.ENDS, Need.SENT_BACK]


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
