"""The second reader of the same day: who is chosen, who is told, and what happens when nobody reads."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from portal import maintenance
from portal.accounts.models import User
from portal.installation import Installation
from portal.openings import draft_service, life_service, reader_service
from portal.openings.models import Opening
from portal.openings.reader_rules import PossibleReader, best_readers
from portal.openings.rules import State
from portal.settings import Settings
from portal.shared.actors import Actor, Role
from portal.shared.clock import FrozenClock
from portal.shared.database import Database
from portal.shared.dates import CLOSING_DAYS
from portal.shared.errors import NotAllowedNow
from portal.shared.internal_tables import NOBODY
from portal.shared.keyring import KeyRing
from portal.shared.organisation import read_organisation
from tests.builders import Staff, make_team
from tests.openings.builders import A_COMPANY, Desk
from tests.openings.post import sent

READERS = st.lists(
    st.builds(
        PossibleReader,
        st.uuids().map(str),
        st.sampled_from(["company-consultant", "employment-consultant"]),
        st.integers(0, 3),
    ),
    max_size=8,
)
REVIEWS = "/konsulent/gennemsyn"


@pytest.fixture
def desk(staff: Staff, clock: FrozenClock) -> Desk:
    return Desk(staff, clock)


@pytest.fixture
def installation(settings: Settings, database: Database, ring: KeyRing, clock: FrozenClock) -> Installation:
    return Installation(settings, database.acting(NOBODY), ring, clock, read_organisation())


def look_after(installation: Installation) -> None:
    assert maintenance.run_once(installation, ["look after readings"]) == []


def told(desk: Desk) -> list[tuple[str, str]]:
    """To whom and about what mail has left since the last time."""
    return sorted(
        (str(mail["To"]), str(mail["Subject"])) for mail in sent(desk.database, desk.ring, desk.clock)
    )


@given(READERS)
def test_chance_decides_only_among_the_other_kind_with_the_least_to_read(
    readers: list[PossibleReader],
) -> None:
    best = best_readers(readers)
    assert bool(best) == bool(readers)
    others = [one for one in readers if one.role == "employment-consultant"]
    assert all(one.role == "employment-consultant" for one in best) or not others
    assert all(one.waiting <= other.waiting for one in best for other in (others or readers))


def test_a_reader_of_the_other_kind_is_chosen_and_told_without_a_word_of_the_opening(desk: Desk) -> None:
    desk.staff.actor(Role.COMPANY_CONSULTANT)
    opening = desk.stored(desk.in_review())
    assert opening.reader_id == desk.reader.user_id
    assert opening.submitted_at == desk.clock.now()
    (mail,) = sent(desk.database, desk.ring, desk.clock)
    assert mail["To"] == desk.reader.email and mail["Subject"] == "Et opslag venter på gennemsyn"
    text = str(mail.get_content())
    assert f"http://127.0.0.1:8000{REVIEWS}\n" in text
    assert opening.title not in text and opening.id not in text and "Kvistgren" not in text


def test_the_next_opening_goes_to_the_one_with_the_least_to_read(desk: Desk) -> None:
    other = desk.staff.actor(Role.EMPLOYMENT_CONSULTANT)
    company = desk.company()
    chosen = [desk.stored(desk.in_review(company)).reader_id for _ in range(4)]
    assert sorted(map(str, chosen)) == sorted([desk.reader.user_id, other.user_id] * 2)


def test_where_nobody_of_the_other_kind_is_there_a_colleague_reads_and_never_a_writer(
    staff: Staff, clock: FrozenClock
) -> None:
    with staff.database.writing() as session:
        elsewhere = make_team(session, "Et lille team").id
    desk = Desk(staff, clock, elsewhere)
    _leave(desk, desk.reader)
    alone = desk.stored(desk.in_review())
    assert alone.reader_id is None and told(desk) == []
    colleague = staff.actor(Role.COMPANY_CONSULTANT, elsewhere)
    assert desk.stored(desk.in_review()).reader_id == colleague.user_id


def test_it_stands_first_with_its_reader_and_apart_with_the_others_who_may_read_it_too(desk: Desk) -> None:
    colleague = desk.staff.actor(Role.COMPANY_CONSULTANT)
    opening = desk.in_review()
    page = desk.staff.client(desk.reader).get(REVIEWS)
    assert page.text.index("Til dig i dag") < page.text.index(opening.title)
    assert "Andre på teamet læser disse" not in page.text
    client = desk.staff.client(colleague)
    page = client.get(REVIEWS)
    assert page.text.index("Andre på teamet læser disse") < page.text.index(opening.title)
    assert f"{desk.reader.name} læser det" in page.text
    client.get(f"{REVIEWS}/{opening.id}")
    assert "Du ramte ikke" in client.submit("/gaet", first="ved ikke").text


def test_the_desk_counts_what_waits_for_this_very_person(desk: Desk) -> None:
    colleague = desk.staff.actor(Role.COMPANY_CONSULTANT)
    desk.in_review()
    assert "1 venter" in desk.staff.client(desk.reader).get("/konsulent").text
    assert "1 venter" not in desk.staff.client(colleague).get("/konsulent").text


def test_after_one_working_day_the_whole_team_is_told_once_and_sees_it(
    desk: Desk, installation: Installation
) -> None:
    colleague = desk.staff.actor(Role.COMPANY_CONSULTANT)
    with desk.database.writing() as session:
        elsewhere = make_team(session, "Et andet team").id
    desk.staff.actor(Role.EMPLOYMENT_CONSULTANT, elsewhere)
    opening = desk.in_review()
    told(desk)
    desk.clock.advance(timedelta(days=1, seconds=-1))
    look_after(installation)
    assert told(desk) == [] and desk.stored(opening).team_told_at is None
    assert "Har ventet" not in desk.staff.client(colleague).get(REVIEWS).text
    desk.clock.advance(timedelta(seconds=1))
    look_after(installation)
    look_after(installation)
    subject = "Opslag har ventet på gennemsyn i mere end en arbejdsdag"
    assert told(desk) == sorted((one.email, subject) for one in (desk.reader, colleague))
    assert desk.stored(opening).team_told_at == desk.clock.now()
    for one in (desk.reader, colleague):
        page = desk.staff.client(one).get(REVIEWS)
        assert page.text.index("Har ventet mere end en arbejdsdag") < page.text.index(opening.title)
    desk.clock.advance(timedelta(days=3))
    look_after(installation)
    assert told(desk) == []


def test_one_mail_a_person_tells_of_all_that_is_late(desk: Desk, installation: Installation) -> None:
    company = desk.company()
    desk.in_review(company)
    desk.in_review(company)
    told(desk)
    desk.clock.advance(timedelta(days=1))
    look_after(installation)
    assert len(told(desk)) == 1


def test_a_weekend_is_no_working_day(desk: Desk, installation: Installation) -> None:
    desk.clock.advance(timedelta(days=3))  # Friday
    desk.in_review()
    told(desk)
    desk.clock.advance(timedelta(days=2, hours=12))
    look_after(installation)
    assert told(desk) == []


def test_a_reader_who_leaves_is_followed_by_another(desk: Desk, installation: Installation) -> None:
    opening = desk.in_review()
    other = desk.staff.actor(Role.EMPLOYMENT_CONSULTANT)
    told(desk)
    _leave(desk, desk.reader)
    look_after(installation)
    look_after(installation)
    assert desk.stored(opening).reader_id == other.user_id
    assert told(desk) == [(other.email, "Et opslag venter på gennemsyn")]


def test_sent_in_again_it_is_a_new_day_for_a_reader(desk: Desk, installation: Installation) -> None:
    opening = desk.in_review()
    desk.clock.advance(timedelta(days=1))
    look_after(installation)
    client = desk.staff.client(desk.author)
    client.get(f"/konsulent/opslag/{opening.id}")
    client.submit("/skridt", with_field="action")
    client.get(f"/konsulent/opslag/{opening.id}")
    page = client.submit("/konsulent/opslag/", with_field="title", then="submit")
    assert f"{desk.reader.name} læser det" in page.text
    stored = desk.stored(opening)
    assert stored.submitted_at == desk.clock.now() and stored.team_told_at is None


def test_another_team_is_never_told_and_sees_nothing(desk: Desk) -> None:
    with desk.database.writing() as session:
        elsewhere = make_team(session, "Et andet team").id
    stranger = desk.staff.actor(Role.EMPLOYMENT_CONSULTANT, elsewhere)
    opening: Opening = desk.in_review()
    assert stranger.email not in dict(told(desk))
    client = desk.staff.client(stranger)
    assert opening.title not in client.get(REVIEWS).text
    client.get(f"{REVIEWS}/{opening.id}", status=404)


def _leave(desk: Desk, actor: Actor) -> None:
    with desk.database.writing() as session:
        session.get_one(User, actor.user_id).disabled_at = desk.clock.now()


def test_many_that_wait_are_looked_after_with_as_many_statements_as_two(
    desk: Desk, database: Database, ring: KeyRing, clock: FrozenClock
) -> None:
    def statements() -> int:
        seen: list[object] = []

        def note(*arguments: object) -> None:
            seen.append(arguments)

        event.listen(database.engine, "before_cursor_execute", note)
        with database.writing() as session:
            reader_service.look_after_waiting(session, ring, clock, CLOSING_DAYS)
        event.remove(database.engine, "before_cursor_execute", note)
        return len(seen)

    company = desk.company()
    for number in range(2):
        desk.in_review(company, title=f"Opgave {number}")
    few = statements()
    for number in range(2, 12):
        desk.in_review(company, title=f"Opgave {number}")
    assert statements() == few


def test_an_opening_of_a_company_that_moved_is_read_again_where_its_area_is_another(desk: Desk) -> None:
    company = desk.company()
    opening = desk.published(company)
    desk.change_company(company, replace(A_COMPANY, municipality="Roskilde"))
    assert desk.stored(opening).state == State.PAUSED
    examination = draft_service.examine_stored(desk.database, desk.author, opening.id)
    with pytest.raises(NotAllowedNow, match="andet område"), desk.database.writing() as session:
        life_service.resume(session, desk.author, opening.id, examination, clock=desk.clock)
    desk.change_company(company, replace(A_COMPANY, municipality="Hillerød"))
    examination = draft_service.examine_stored(desk.database, desk.author, opening.id)
    with desk.database.writing() as session:
        life_service.resume(session, desk.author, opening.id, examination, clock=desk.clock)
    assert desk.stored(opening).state == State.PUBLISHED
