"""The service level: two working days, the owner, the team, the pause, each once and in office hours."""

from datetime import UTC, datetime

import pytest

from portal import maintenance
from portal.accounts.user_service import disable_user
from portal.enquiries import due_service
from portal.installation import Installation
from portal.openings.models import Opening, OpeningTransition
from portal.settings import Settings
from portal.shared.actors import Role
from portal.shared.clock import FrozenClock
from portal.shared.dates import CLOSING_DAYS
from portal.shared.internal_tables import NOBODY
from portal.shared.organisation import read_organisation
from tests.enquiries.conftest import Enquiries
from tests.openings.builders import Desk
from tests.page import PageClient


def at(day: int, hour: int = 8, month: int = 11) -> datetime:
    """A moment of the winter of 2026 in UTC; Copenhagen is an hour ahead."""
    return datetime(2026, month, day, hour, 0, tzinfo=UTC)


def remind(enquiries: Enquiries, moment: datetime) -> list[str]:
    """Who is written to when the regular work runs at this moment."""
    enquiries.clock.moment = moment
    with enquiries.database.writing() as session:
        due_service.remind(session, enquiries.ring, enquiries.clock, closing_days=CLOSING_DAYS)
    lines = [line for mail in enquiries.mails() for line in mail.splitlines()]
    return sorted(line.removeprefix("To: ") for line in lines if line.startswith("To: "))


@pytest.fixture
def colleague(enquiries: Enquiries) -> str:
    return enquiries.staff.actor(Role.COMPANY_CONSULTANT).email


def test_day_two_the_owner_day_three_the_team_day_five_a_pause_each_once(
    opening: Opening, enquiries: Enquiries, desk: Desk, colleague: str
) -> None:
    enquiries.send(opening)  # Tuesday 24 November: the promised day is Thursday
    enquiries.mails()
    owner, team = [desk.author.email], sorted([desk.author.email, colleague])
    assert remind(enquiries, at(25)) == []
    assert remind(enquiries, at(26)) == owner
    assert remind(enquiries, at(26, 15)) == []
    assert remind(enquiries, at(27)) == team
    assert remind(enquiries, at(28)) == remind(enquiries, at(29)) == []  # a week-end
    assert remind(enquiries, at(30)) == []
    assert desk.stored(opening).state == "published"
    assert remind(enquiries, at(1, month=12)) == team
    assert desk.stored(opening).state == "paused"
    assert remind(enquiries, at(2, month=12)) == []
    assert enquiries.last().reminded == 5


def test_the_pause_is_the_systems_own_says_why_and_is_not_repeated(
    opening: Opening, enquiries: Enquiries, desk: Desk, client: PageClient
) -> None:
    enquiries.send(opening)
    remind(enquiries, at(1, month=12))
    page = enquiries.staff.client(desk.author).get(f"/konsulent/opslag/{opening.id}")
    assert "En henvendelse har ventet for længe på svar." in page.text
    with enquiries.database.reading() as session:
        (row,) = session.query(OpeningTransition).filter_by(opening_id=opening.id, action="pause")
        assert row.actor_id is None
    assert opening.title not in client.get("/opslag").text
    client.get(f"/opslag/{opening.public_id}", status=410)
    enquiries.staff.client(desk.author).post(f"/konsulent/opslag/{opening.id}/skridt", {"action": "resume"})
    assert desk.stored(opening).state == "published"
    remind(enquiries, at(2, month=12))
    assert desk.stored(opening).state == "published"


@pytest.mark.parametrize("way", ["answer", "reveal", "close", "withdraw"])
def test_what_was_answered_reminds_nobody(
    opening: Opening, enquiries: Enquiries, desk: Desk, way: str
) -> None:
    page = enquiries.send(opening)
    if way == "answer":
        enquiries.at_desk().submit(with_field="answer", answer="Jeg ringer i morgen.")
    elif way == "withdraw":
        enquiries.candidate().post("/l/" + page.url.rpartition("/l/")[2])
    else:
        enquiries.step(way, outcome="other")
    enquiries.mails()
    for day in (26, 27, 30):
        assert remind(enquiries, at(day)) == []
    assert remind(enquiries, at(1, month=12)) == []
    assert desk.stored(opening).state == "published"


def test_considering_is_no_answer(opening: Opening, enquiries: Enquiries, desk: Desk) -> None:
    enquiries.send(opening)
    enquiries.step("consider")
    enquiries.mails()
    assert remind(enquiries, at(26)) == [desk.author.email]


def test_what_is_set_aside_reminds_nobody_until_it_is_taken_up(
    opening: Opening, enquiries: Enquiries, desk: Desk
) -> None:
    enquiries.send(opening)
    enquiries.send(opening)
    enquiries.step("close", outcome="other")
    enquiries.mails()
    assert remind(enquiries, at(1, month=12)) == []
    (aside,) = [row for row in enquiries.all() if row.set_aside]
    owner = enquiries.staff.client(desk.author)
    owner.post(f"/konsulent/henvendelser/{aside.id}/skridt", {"action": "take-up"})
    assert remind(enquiries, at(2, month=12)) == []
    assert desk.stored(opening).state == "published"


def test_christmas_counts_for_nothing(opening: Opening, enquiries: Enquiries, desk: Desk) -> None:
    enquiries.clock.moment = at(22, month=12)
    enquiries.send(opening)  # the promised day is Monday the 28th
    enquiries.mails()
    for day in (23, 24, 25, 26, 27):
        assert remind(enquiries, at(day, month=12)) == []
    assert remind(enquiries, at(28, month=12)) == [desk.author.email]


def test_nobody_is_written_to_before_the_office_opens(opening: Opening, enquiries: Enquiries) -> None:
    enquiries.send(opening)
    enquiries.mails()
    assert remind(enquiries, at(26, 5)) == []
    assert remind(enquiries, at(26, 6)) != []


def test_one_mail_an_address_however_many_wait(enquiries: Enquiries, desk: Desk) -> None:
    company = desk.company()
    for number in range(4):
        enquiries.send(desk.published(company, title=f"Opgave {number}"), email=f"n{number}@proeve.example")
    enquiries.mails()
    assert remind(enquiries, at(26)) == [desk.author.email]
    assert {row.reminded for row in enquiries.all()} == {2}


def test_the_team_stands_in_for_an_owner_who_has_left(
    opening: Opening, enquiries: Enquiries, desk: Desk, colleague: str
) -> None:
    enquiries.send(opening)
    enquiries.mails()
    with enquiries.database.writing() as session:
        disable_user(session, enquiries.clock, desk.author.email)
    assert remind(enquiries, at(26)) == [colleague]


def test_a_reminder_says_that_one_waits_and_never_what(opening: Opening, enquiries: Enquiries) -> None:
    enquiries.send(opening)
    enquiries.mails()
    enquiries.clock.moment = at(1, month=12)
    with enquiries.database.writing() as session:
        due_service.remind(session, enquiries.ring, enquiries.clock, closing_days=CLOSING_DAYS)
    mails = enquiries.mails()
    assert mails
    for mail in mails:
        assert "Der venter en henvendelse" in mail and "/konsulent/henvendelser" in mail
        assert opening.title not in mail and "Asta" not in mail and enquiries.last().reference not in mail


def test_the_candidate_is_told_honestly_that_the_answer_is_late(
    client: PageClient, opening: Opening, enquiries: Enquiries
) -> None:
    status = "/l/" + enquiries.send(opening).url.rpartition("/l/")[2]
    remind(enquiries, at(26, 20))
    assert "Du får svar senest torsdag den 26. november." in client.get(status).text
    remind(enquiries, at(27))
    page = client.get(status)
    assert "Svaret er forsinket." in page.text and "Tak, den er nået frem." not in page.text
    remind(enquiries, at(1, month=12))
    assert "Du får stadig svar." in client.get(status).text
    enquiries.at_desk().submit(with_field="answer", answer="Undskyld ventetiden.")
    assert "forsinket" not in client.get(status).text


def test_the_regular_work_does_it(
    opening: Opening, enquiries: Enquiries, desk: Desk, settings: Settings
) -> None:
    enquiries.send(opening)
    enquiries.clock.moment = at(1, month=12)
    closed_to_all = enquiries.database.acting(NOBODY)
    installation = Installation(settings, closed_to_all, enquiries.ring, enquiries.clock, read_organisation())
    assert maintenance.run_once(installation, ["remind of enquiries"]) == []
    assert desk.stored(opening).state == "paused"


def test_another_number_of_promised_days_moves_the_reminders_along(
    opening: Opening, enquiries: Enquiries, desk: Desk, clock: FrozenClock
) -> None:
    enquiries.send(opening)
    with enquiries.database.writing() as session:
        row = session.get_one(type(enquiries.last()), enquiries.last().id)
        row.answer_by = at(1, month=12).date()
    enquiries.mails()
    assert remind(enquiries, at(30)) == []
    assert remind(enquiries, at(1, month=12)) == [desk.author.email]
    assert desk.stored(opening).state == "published"
