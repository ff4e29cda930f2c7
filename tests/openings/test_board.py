"""The list of openings: whose each is, who reads, how long it is shown, and what is to be done first."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from portal.openings import life_service, rescan_service, review_service
from portal.openings.board_rules import Need, Standing, need_of
from portal.openings.labels import NEEDS
from portal.openings.rules import Action, State
from portal.shared.actors import Role
from portal.shared.clock import FrozenClock
from tests.builders import Staff, make_team
from tests.openings.builders import DAYS, Desk

LIST = "/konsulent/opslag"
FIRST = "Det skal gøres først"
STANDINGS = st.builds(
    Standing,
    st.sampled_from(State).map(str),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.none() | st.integers(0, 40),
    st.sampled_from(["", "started"]),
)


@pytest.fixture
def desk(staff: Staff, clock: FrozenClock) -> Desk:
    return Desk(staff, clock)


@given(STANDINGS)
def test_only_what_somebody_can_do_something_about_is_asked_for(one: Standing) -> None:
    need = need_of(one)
    assert one.state not in (State.EXPIRED, State.WITHDRAWN) or need is None
    assert need is not Need.ENDS or (one.days_left is not None and one.days_left <= 7)
    assert need is not Need.STOPPED or one.by_system
    assert need is not Need.OUTCOME or not one.outcome
    assert set(NEEDS) == set(Need)


def listed(desk: Desk, role: Role | None = None) -> str:
    client = desk.staff.sign_in(role) if role else desk.staff.client(desk.author)
    return client.get(LIST).text


def test_a_published_opening_says_how_many_days_are_left_and_whose_it_is(desk: Desk) -> None:
    desk.published()
    assert f"{DAYS} dage tilbage · dit" in listed(desk)
    assert f"teamets, {desk.author.name} er ejer" in listed(desk, Role.COMPANY_CONSULTANT)
    desk.clock.advance(timedelta(days=DAYS - 1))
    assert "1 dag tilbage" in listed(desk)
    desk.clock.advance(timedelta(days=1))
    assert "sidste dag i dag" in listed(desk)


def test_the_days_are_those_of_copenhagen(desk: Desk) -> None:
    desk.published()
    desk.clock.moment = desk.clock.moment.replace(hour=22, minute=59)
    assert f"{DAYS} dage tilbage" in listed(desk)
    desk.clock.advance(timedelta(minutes=1))
    assert f"{DAYS - 1} dage tilbage" in listed(desk)


def test_an_opening_in_review_says_who_reads_it(desk: Desk) -> None:
    desk.in_review()
    assert f"{desk.reader.name} læser det" in listed(desk)
    assert FIRST not in listed(desk)


def test_what_is_to_be_done_stands_first_until_it_is_done(desk: Desk) -> None:
    company = desk.company()
    ends = desk.published(company, title="Det der udløber")
    filled = desk.published(company, title="Det der blev besat")
    back = desk.in_review(company, title="Det der kom tilbage")
    with desk.database.writing() as session:
        life_service.step(session, desk.author, filled.id, Action.FILL, clock=desk.clock)
        review_service.guess(session, desk.reader, back.id, ["ved ikke"], clock=desk.clock)
        review_service.send_back(session, desk.reader, back.id, "Skriv kortere.", clock=desk.clock)
    desk.clock.advance(timedelta(days=DAYS - 7))
    page = listed(desk)
    first = page[page.index(FIRST) : page.index("Kladde (")]
    assert first.startswith(f"{FIRST} (3)")
    order = [first.index(title) for title in (ends.title, back.title, filled.title)]
    assert order == sorted(order)
    assert NEEDS[Need.SENT_BACK] in first and NEEDS[Need.OUTCOME] in first
    author = desk.staff.client(desk.author)
    author.post(f"{LIST}/{ends.id}/skridt", {"action": "renew"})
    author.post(f"{LIST}/{filled.id}/efter-match", {"outcome": "started", "more_work": "no"})
    assert f"{FIRST} (1)" in listed(desk)


def test_an_opening_the_portal_paused_is_asked_about_and_one_that_a_person_paused_is_not(desk: Desk) -> None:
    opening = desk.published(tasks="Du rydder op i et kartotek, og Fjordgrenlyd står på hylderne.")
    with desk.database.writing() as session:
        life_service.step(session, desk.author, opening.id, Action.PAUSE, clock=desk.clock)
    assert FIRST not in listed(desk)
    author = desk.staff.client(desk.author)
    author.post(f"{LIST}/{opening.id}/skridt", {"action": "resume"})
    with desk.database.writing() as session:
        session.execute(text("UPDATE companies SET brands = '[\"Fjordgrenlyd\"]'"))
    assert rescan_service.rescan_live_openings(desk.database, desk.clock) == 1
    assert NEEDS[Need.STOPPED] in listed(desk)


def test_what_nobody_has_read_for_a_working_day_stands_first(desk: Desk) -> None:
    desk.in_review()
    desk.clock.advance(timedelta(days=1))
    assert NEEDS[Need.LATE] in listed(desk)


def test_another_team_sees_nothing_of_it(desk: Desk) -> None:
    opening = desk.published()
    with desk.database.writing() as session:
        elsewhere = make_team(session, "Et andet team").id
    assert opening.title not in desk.staff.sign_in(Role.COMPANY_CONSULTANT, elsewhere).get(LIST).text
