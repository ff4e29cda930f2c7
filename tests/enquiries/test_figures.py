"""What the figures get of an enquiry: each event once, by the opening's fagområde and kind."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.enquiries.rules import STARTED
from portal.openings.models import Opening
from portal.shared.clock import FrozenClock
from portal.shared.tally import Measure, MonthlyCount
from tests.enquiries.conftest import Enquiries
from tests.openings.builders import Desk

YES = "2026-11-24"
WAY = (Measure.ENQUIRIES_RECEIVED, Measure.REVEALED, Measure.FORWARDED, Measure.MET, Measure.STARTED)


def counted(enquiries: Enquiries) -> dict[Measure, int]:
    """What was counted of enquiries; everything by the opening's own field and kind in this month."""
    with enquiries.database.reading() as session:
        rows = session.scalars(select(MonthlyCount)).all()
    mine = [row for row in rows if not row.measure.startswith("openings")]
    assert {(row.month, row.field, row.type) for row in mine} <= {("2026-11", "kommunikation-it", "praktik")}
    return {Measure(row.measure): row.count for row in mine}


def test_the_whole_way_is_counted_once_and_in_time(opening: Opening, enquiries: Enquiries) -> None:
    enquiries.send(opening)
    assert counted(enquiries) == {Measure.ENQUIRIES_RECEIVED: 1}
    enquiries.at_desk().submit(with_field="answer", answer="Jeg ringer.")
    enquiries.at_desk().submit(with_field="answer", answer="Jeg ringer onsdag.")
    for action, fields in (("reveal", {}), ("forward", {"yes_on": YES}), ("meet", {})):
        enquiries.step(action, **fields)
    enquiries.step("close", outcome="started-placement")
    assert counted(enquiries) == dict.fromkeys((*WAY, Measure.ANSWERED_IN_TIME), 1)


@pytest.mark.parametrize("steps", [0, 1, 2])
def test_a_start_without_all_the_steps_counts_those_that_were_skipped(
    opening: Opening, enquiries: Enquiries, steps: int
) -> None:
    enquiries.send(opening)
    for action, fields in (("reveal", {}), ("forward", {"yes_on": YES}))[:steps]:
        enquiries.step(action, **fields)
    enquiries.step("close", outcome="started-job")
    assert counted(enquiries) == dict.fromkeys((*WAY, Measure.ANSWERED_IN_TIME), 1)


def test_an_end_without_a_start_counts_no_start(opening: Opening, enquiries: Enquiries) -> None:
    enquiries.send(opening)
    enquiries.step("close", outcome="not-chosen")
    assert counted(enquiries) == {Measure.ENQUIRIES_RECEIVED: 1, Measure.ANSWERED_IN_TIME: 1}
    assert len(STARTED) == 2


@pytest.mark.parametrize(("hours", "in_time"), [(48, True), (72, False)])
def test_an_answer_is_in_time_to_the_end_of_the_promised_day(
    opening: Opening, enquiries: Enquiries, clock: FrozenClock, hours: int, in_time: bool
) -> None:
    enquiries.send(opening)
    clock.advance(timedelta(hours=hours))
    enquiries.step("reveal")
    assert (Measure.ANSWERED_IN_TIME in counted(enquiries)) == in_time


def test_what_is_set_aside_is_counted_when_it_is_taken_up(
    opening: Opening, enquiries: Enquiries, desk: Desk
) -> None:
    enquiries.send(opening)
    enquiries.send(opening)
    assert counted(enquiries)[Measure.ENQUIRIES_RECEIVED] == 1
    (aside,) = [row for row in enquiries.all() if row.set_aside]
    path = f"/konsulent/henvendelser/{aside.id}/skridt"
    enquiries.staff.client(desk.author).post(path, {"action": "take-up"})
    assert counted(enquiries)[Measure.ENQUIRIES_RECEIVED] == 2


def test_a_withdrawal_takes_nothing_back_and_counts_nothing(opening: Opening, enquiries: Enquiries) -> None:
    page = enquiries.send(opening)
    enquiries.step("reveal")
    before = counted(enquiries)
    enquiries.candidate().post("/l/" + page.url.rpartition("/l/")[2])
    assert counted(enquiries) == before
