"""One more like this, and the same opening twice."""

from datetime import date, timedelta

import pytest

from portal.openings import copying, draft_service, duplicates, life_service
from portal.openings.gate import public_texts, readiness
from portal.openings.models import Opening
from portal.openings.rules import Action, State
from portal.shared.actors import Role
from portal.shared.clock import FrozenClock
from portal.shared.errors import NotAllowedNow, NotFound
from tests.builders import Staff, make_team
from tests.openings.builders import A_COMPANY, AN_OPENING, Desk


@pytest.fixture
def desk(staff: Staff, clock: FrozenClock) -> Desk:
    return Desk(staff, clock)


def copy(desk: Desk, opening: Opening) -> Opening:
    with desk.database.writing() as session:
        return copying.copy_opening(session, desk.author, opening.id, clock=desk.clock)


def step(desk: Desk, opening: Opening, action: Action) -> None:
    with desk.database.writing() as session:
        life_service.step(session, desk.author, opening.id, action, clock=desk.clock)


@pytest.mark.parametrize("ending", [None, Action.FILL, Action.WITHDRAW, Action.PAUSE])
def test_an_opening_in_any_state_can_be_made_once_more(desk: Desk, ending: Action | None) -> None:
    opening = desk.published(title_en="Do something about a newsletter", talent=True)
    if ending:
        step(desk, opening, ending)
    new = copy(desk, opening)
    assert new.state == State.DRAFT and new.id != opening.id
    assert public_texts(new) == public_texts(desk.stored(opening))
    assert (new.company_id, new.type, new.talent, new.hours) == (opening.company_id, "praktik", True, 30)


def test_an_expired_opening_can_be_made_once_more(desk: Desk, clock: FrozenClock) -> None:
    opening = desk.published()
    clock.advance(timedelta(days=90))
    with desk.database.writing() as session:
        life_service.expire_due(session, clock)
    assert copy(desk, opening).state == State.DRAFT


def test_a_copy_has_neither_the_yes_nor_the_dates_nor_the_choice_of_a_name(desk: Desk) -> None:
    opening = desk.draft(named=True, named_on=date(2026, 11, 18), max_candidates=3)
    new = copy(desk, opening)
    left_out = (
        "company_yes_on", "yes_digest", "named_on", "start", "public_id", "published_on", "expires_on",
        "approved_digest", "max_candidates",
    )  # fmt: skip
    assert {name: getattr(new, name) for name in left_out} == dict.fromkeys(left_out)
    assert (new.named, new.quality, new.writer_ids) == (False, [], [desk.author.user_id])


def test_whoever_wrote_the_original_is_no_second_reader_of_a_colleagues_copy(
    desk: Desk, staff: Staff
) -> None:
    opening, colleague = desk.published(), staff.actor(Role.COMPANY_CONSULTANT)
    with desk.database.writing() as session:
        new = copying.copy_opening(session, colleague, opening.id, clock=desk.clock)
    assert new.author_id == colleague.user_id
    assert new.writer_ids == [colleague.user_id, desk.author.user_id]


def test_a_copy_passes_the_gate_before_anyone_reads_it(desk: Desk) -> None:
    opening = desk.published()
    with desk.database.writing() as session:
        session.get_one(Opening, opening.id).tasks = "Du skriver for Kvistgren."
    new = copy(desk, opening)
    examination = draft_service.examine_stored(desk.database, desk.author, new.id)
    assert not readiness(new, examination).is_ready
    with pytest.raises(NotAllowedNow), desk.database.writing() as session:
        life_service.submit(session, desk.author, new.id, examination, clock=desk.clock, ring=desk.ring)


def test_another_team_copies_nothing(desk: Desk, staff: Staff) -> None:
    opening = desk.published()
    with desk.database.writing() as session:
        team = make_team(session, "Et andet team").id
    stranger = staff.actor(Role.COMPANY_CONSULTANT, team)
    with pytest.raises(NotFound), desk.database.writing() as session:
        copying.copy_opening(session, stranger, opening.id, clock=desk.clock)


def test_the_button_makes_a_draft_and_points_at_the_one_it_is_like(desk: Desk, staff: Staff) -> None:
    opening = desk.published()
    client = staff.client(desk.author)
    client.get(f"/konsulent/opslag/{opening.id}")
    page = client.submit("/kopi")
    assert page.heading == "Ret opslag"
    assert "Her er en kladde med det samme indhold." in page.text
    assert "Måske står det samme her: Gør noget ved et nyhedsbrev · Offentliggjort" in page.text
    assert f"/konsulent/opslag/{opening.id}" in page.links()


def test_the_reader_sees_after_the_guess_what_it_is_like(desk: Desk, staff: Staff) -> None:
    company = desk.company()
    live = desk.published(company)
    twin = desk.in_review(company)
    client = staff.client(desk.reader)
    assert "Det samme" not in client.get(f"/konsulent/gennemsyn/{twin.id}").text
    page = client.submit("/gaet", first="ved ikke")
    assert "Måske står det samme her" in page.text
    # Only who sits at the company consultants' desk may open it there.
    assert f"/konsulent/opslag/{live.id}" not in page.links()
    assert f"/opslag/{live.public_id}" in page.links()


def alike_titles(desk: Desk, opening: Opening) -> list[str]:
    with desk.database.reading() as session:
        found = duplicates.alike(session, opening.company_id, duplicates.texts_of(opening), but=(opening.id,))
    return [one.title for one in found]


OTHER_TEXT = {
    "title": "Ryd op i et kartotek",
    "tasks": "Du gennemgår et kartotek med medlemmer, fletter dobbelte kort og skriver en vejledning.",
    "day": "Du sidder i kontoret og arbejder mest alene.",
    "learn": "At rydde op i data.",
}


def test_nearly_the_same_title_or_text_is_the_same_opening(desk: Desk) -> None:
    company = desk.company()
    desk.draft(company)
    titled = desk.draft(company, **(OTHER_TEXT | {"title": "Gør noget ved nyhedsbrev!"}))
    assert alike_titles(desk, titled) == ["Gør noget ved et nyhedsbrev"]
    reworded = AN_OPENING.tasks.replace("tester tre nye", "prøver fire nye")
    written = desk.draft(company, title="Mails, der bliver læst", tasks=reworded)
    assert "Gør noget ved et nyhedsbrev" in alike_titles(desk, written)
    other = desk.company()
    desk.draft(other, **OTHER_TEXT)
    assert alike_titles(desk, desk.draft(other)) == []


def test_what_is_over_or_another_company_s_is_not_pointed_at(desk: Desk) -> None:
    company = desk.company()
    step(desk, desk.draft(company), Action.WITHDRAW)
    desk.draft(desk.company(name="Havlund Tekstil A/S"))
    assert alike_titles(desk, desk.draft(company)) == []
    assert A_COMPANY.name not in str(alike_titles(desk, desk.draft(company)))


def test_two_openings_without_text_are_not_the_same(desk: Desk) -> None:
    company = desk.company()
    empty = {"tasks": "", "day": "", "learn": ""}
    desk.draft(company, title="Kommunikationsmedarbejder", **empty)
    assert alike_titles(desk, desk.draft(company, title="Regnskabsassistent", **empty)) == []
