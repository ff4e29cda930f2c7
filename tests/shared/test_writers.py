"""What services read, decide and write at the same time ends as if one had come after the other."""

import threading
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from portal.enquiries import step_service
from portal.enquiries.models import Enquiry
from portal.openings import life_service
from portal.openings.models import OpeningChange, OpeningTransition
from portal.openings.rules import Action
from portal.shared import audit
from portal.shared.actors import Role
from portal.shared.audit import AuditEvent, AuditHead, AuditRow
from portal.shared.audit_chain import verify
from portal.shared.clock import FrozenClock
from portal.shared.database import Database
from portal.shared.errors import NotAllowedNow
from portal.web.limits import Limit, RateCount, take
from tests.builders import Staff
from tests.openings.builders import Desk

WRITERS = 6


def at_once(act: Callable[[int], object]) -> list[object]:
    """What became of the same act in several threads: its value, or its error."""
    began, outcomes = threading.Barrier(WRITERS), list[object]()

    def run(number: int) -> None:
        began.wait()
        try:
            outcomes.append(act(number))
        except Exception as error:  # noqa: BLE001  (it is what the test looks at)
            outcomes.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_the_first_rows_of_a_day_make_one_chain(database: Database, clock: FrozenClock) -> None:
    def record(number: int) -> None:
        with database.writing() as session:
            audit.record(session, clock, AuditEvent.SIGN_OUT, actor=None, subject=f"user:{number}")

    assert at_once(record) == [None] * WRITERS
    with database.reading() as session:
        assert verify(session) == []
        assert session.scalars(select(AuditHead.position)).one() == WRITERS
        assert session.scalar(select(func.count()).select_from(AuditRow)) == WRITERS


def test_a_limit_counts_everyone(database: Database, clock: FrozenClock) -> None:
    limit = Limit("test", 100, 3600)
    assert at_once(lambda _n: take(database, clock, limit, "a")) == [None] * WRITERS
    with database.reading() as session:
        assert session.scalars(select(RateCount.tries)).one() == WRITERS


def test_one_of_several_moves_an_opening_and_the_others_are_told(
    database: Database, staff: Staff, clock: FrozenClock
) -> None:
    desk = Desk(staff, clock)
    opening = desk.published()

    def pause(_number: int) -> str:
        with database.writing() as session:
            return life_service.step(session, desk.author, opening.id, Action.PAUSE, clock=clock).state

    outcomes = at_once(pause)
    assert [outcome for outcome in outcomes if outcome == "paused"] == ["paused"]
    assert sum(isinstance(outcome, NotAllowedNow) for outcome in outcomes) == WRITERS - 1
    with database.reading() as session:
        paused = select(func.count()).where(OpeningTransition.action == Action.PAUSE.value)
        assert session.scalar(paused) == 1


def test_one_of_several_takes_an_enquiry(database: Database, staff: Staff, clock: FrozenClock) -> None:
    actor = staff.actor(Role.COMPANY_CONSULTANT)
    with database.writing() as session:
        session.add(
            Enquiry(
                id="e", team_id=actor.team_id, owner_id=actor.user_id, opening_id="o", language="da",
                submitted_at=clock.now(), answer_by=date(2026, 12, 1), purge_on=date(2027, 1, 1),
            )
        )  # fmt: skip

    def claim(_number: int) -> None:
        with database.writing() as session:
            step_service.consider(session, actor, "e", clock=clock)

    outcomes = at_once(claim)
    assert outcomes.count(None) == 1
    assert sum(isinstance(outcome, NotAllowedNow) for outcome in outcomes) == WRITERS - 1


def test_changes_are_numbered_in_the_order_in_which_they_can_be_read(database: Database) -> None:
    """A reader that follows the numbers would never see one that is committed after a higher one."""
    numbered, order = threading.Event(), list[int]()

    def add(session: Session) -> int:
        change = OpeningChange(public_id="o")
        session.add(change)
        session.flush()
        return change.seq

    def slow() -> None:
        with database.writing() as session:
            order.append(add(session))
            numbered.set()
            other.join(0.2)

    def quick() -> None:
        numbered.wait()
        with database.writing() as session:
            order.append(add(session))
        with database.reading() as session:
            seen.extend(session.scalars(select(OpeningChange.seq).order_by(OpeningChange.seq)))

    seen: list[int] = []
    other = threading.Thread(target=quick)
    first = threading.Thread(target=slow)
    other.start()
    first.start()
    first.join()
    other.join()
    assert seen == order == sorted(order)


def test_a_reader_sees_one_moment(database: Database) -> None:
    with database.reading() as session:
        before = session.scalar(text("SELECT count(*) FROM rate_counts"))
        with database.writing() as writer:
            writer.execute(text("INSERT INTO rate_counts VALUES ('a', 1, 1)"))
        assert session.scalar(text("SELECT count(*) FROM rate_counts")) == before


@pytest.mark.only_on("postgresql")
def test_no_connection_waits_for_ever(database: Database) -> None:
    names = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout", "TimeZone")
    for engine in (database.engine, database.read_engine):
        with engine.connect() as connection:
            set_to = [connection.scalar(text(f"SHOW {name}")) for name in names]
            assert set_to == ["20s", "10s", "30s", "UTC"]
            assert connection.scalar(text("SHOW application_name")) == "samtaleklar"
