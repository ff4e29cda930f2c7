"""What the services promise: the gate, the second reader, the projection and the life of an opening."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.openings import draft_service, life_service, rescan_service, review_service, service
from portal.openings.draft_service import Saving
from portal.openings.models import (
    Company,
    Opening,
    OpeningReview,
    OpeningTransition,
    PublicOpeningRow,
)
from portal.openings.rules import Action, State
from portal.openings.service import Filters
from portal.shared.actors import Actor, Role
from portal.shared.audit import AuditRow
from portal.shared.clock import FrozenClock
from portal.shared.database import Database
from portal.shared.errors import Gone, NotAllowedNow, NotFound
from tests.builders import Staff
from tests.openings.builders import A_COMPANY, AN_OPENING, DAYS, Desk


@pytest.fixture
def desk(staff: Staff, clock: FrozenClock) -> Desk:
    return Desk(staff, clock)


def approve(desk: Desk, opening: Opening, reader: Actor, reasons: dict[str, str] | None = None) -> Opening:
    examination = draft_service.examine_stored(desk.database, reader, opening.id)
    with desk.database.writing() as session:
        return review_service.approve(
            session, reader, opening.id, examination, reasons or {}, clock=desk.clock, days=DAYS
        )


def submit(desk: Desk, opening: Opening) -> None:
    examination = draft_service.examine_stored(desk.database, desk.author, opening.id)
    with desk.database.writing() as session:
        life_service.submit(session, desk.author, opening.id, examination, clock=desk.clock, ring=desk.ring)


def guess(desk: Desk, opening: Opening, reader: Actor, *guesses: str) -> None:
    with desk.database.writing() as session:
        review_service.guess(session, reader, opening.id, guesses, clock=desk.clock)


def test_a_text_that_names_the_company_cannot_go_to_review(desk: Desk) -> None:
    with pytest.raises(NotAllowedNow):
        desk.in_review(tasks="Du skriver nyhedsbrev for Kvistgren Lydværk.")


def test_a_leak_only_in_the_english_version_is_found_too(desk: Desk) -> None:
    with pytest.raises(NotAllowedNow):
        desk.in_review(tasks_en="You write newsletters for Kvistgren.")


@pytest.mark.parametrize("changes", [{"company_yes_on": None}, {"tasks": ""}, {"competences": ()}])
def test_an_unfinished_opening_cannot_go_to_review(desk: Desk, changes: dict[str, object]) -> None:
    with pytest.raises(NotAllowedNow):
        desk.in_review(**changes)


def test_the_author_can_never_approve(desk: Desk) -> None:
    opening = desk.in_review()
    with pytest.raises(NotFound):
        approve(desk, opening, desk.author)


def test_whoever_wrote_a_part_is_no_second_reader(desk: Desk, staff: Staff) -> None:
    helper = staff.actor(Role.COMPANY_CONSULTANT)
    opening = desk.draft()
    with desk.database.writing() as session:
        fields = replace(AN_OPENING, company_id=opening.company_id, title="Gør nyhedsbrevet bedre")
        draft_service.change_draft(
            session, helper, opening.id, fields, clock=desk.clock, saving=Saving(says_yes=True)
        )
    examination = draft_service.examine_stored(desk.database, desk.author, opening.id)
    with desk.database.writing() as session:
        life_service.submit(session, desk.author, opening.id, examination, clock=desk.clock, ring=desk.ring)
    with pytest.raises(NotFound):
        guess(desk, opening, helper, "ved ikke")


def test_nobody_approves_before_guessing(desk: Desk) -> None:
    opening = desk.in_review()
    with pytest.raises(NotAllowedNow):
        approve(desk, opening, desk.reader)


def test_a_reader_who_guesses_the_company_can_only_send_it_back(desk: Desk) -> None:
    opening = desk.in_review()
    guess(desk, opening, desk.reader, "Mærsk", "Kvistgren")
    with pytest.raises(NotAllowedNow):
        approve(desk, opening, desk.reader)
    with desk.database.writing() as session:
        review_service.send_back(session, desk.reader, opening.id, "Det er nyhedsbrevet.", clock=desk.clock)
    assert desk.stored(opening).state == State.DRAFT


def test_a_text_that_one_reader_saw_through_is_approved_by_no_other(desk: Desk, staff: Staff) -> None:
    other = staff.actor(Role.EMPLOYMENT_CONSULTANT)
    opening = desk.in_review()
    guess(desk, opening, desk.reader, "Kvistgren")
    guess(desk, opening, other, "ved ikke")
    with pytest.raises(NotAllowedNow):
        approve(desk, opening, other)
    client = staff.client(other)
    page = client.get(f"/konsulent/gennemsyn/{opening.id}")
    assert "En kollega gættede virksomheden." in page.text and "Godkend og slå op" not in page.text
    # Sent in again as it was, it is still the text that was seen through; written anew it is another one.
    with desk.database.writing() as session:
        life_service.step(session, desk.author, opening.id, Action.TAKE_BACK, clock=desk.clock)
    submit(desk, opening)
    with pytest.raises(NotAllowedNow):
        approve(desk, opening, other)
    with desk.database.writing() as session:
        life_service.step(session, desk.author, opening.id, Action.TAKE_BACK, clock=desk.clock)
        fields = replace(
            AN_OPENING, company_id=opening.company_id, tasks="Du skriver tre udgaver af et brev."
        )
        draft_service.change_draft(
            session, desk.author, opening.id, fields, clock=desk.clock, saving=Saving(says_yes=True)
        )
    submit(desk, opening)
    guess(desk, opening, other, "ved ikke")
    assert approve(desk, opening, other).state == State.PUBLISHED


def test_a_company_that_moved_under_the_reader_is_read_again_before_it_is_published(desk: Desk) -> None:
    company = desk.company()
    opening = desk.in_review(company)
    guess(desk, opening, desk.reader, "ved ikke")
    desk.change_company(company, replace(A_COMPANY, municipality="Aalborg", sector="public"))
    with pytest.raises(NotAllowedNow):
        approve(desk, opening, desk.reader)
    guess(desk, opening, desk.reader, "ved ikke")
    assert approve(desk, opening, desk.reader).state == State.PUBLISHED


def test_guesses_are_kept_as_counts_only(desk: Desk) -> None:
    opening = desk.in_review()
    guess(desk, opening, desk.reader, "Gættefirmaet XYZ", "Kvistgren", "", "Et fjerde gæt")
    with desk.database.reading() as session:
        row = session.scalars(select(OpeningReview)).one()
    assert (row.guesses, row.hits) == (3, 1)
    folder = Path(str(desk.database.engine.url.database)).parent
    kept = b"".join(file.read_bytes() for file in folder.glob("samtaleklar.db*"))
    assert "Gættefirmaet".encode() not in kept


def test_one_reader_guesses_once_at_one_text(desk: Desk) -> None:
    opening = desk.in_review()
    guess(desk, opening, desk.reader, "Kvistgren")
    guess(desk, opening, desk.reader, "ved ikke")
    with desk.database.reading() as session:
        assert session.scalars(select(OpeningReview.hits)).all() == [1]


def test_a_warning_is_answered_with_a_reason_before_it_is_published(desk: Desk) -> None:
    opening = desk.in_review(tasks="Du hjælper vores kollega Mette Jensen med nyhedsbrevet.")
    guess(desk, opening, desk.reader, "ved ikke")
    examination = draft_service.examine_stored(desk.database, desk.reader, opening.id)
    doubts = review_service.doubts(examination)
    assert doubts
    with pytest.raises(NotAllowedNow):
        approve(desk, opening, desk.reader)
    approve(desk, opening, desk.reader, {doubt.key: "Opdigtet navn." for doubt in doubts})
    assert desk.stored(opening).state == State.PUBLISHED


def test_an_examination_of_an_older_text_or_company_publishes_nothing(desk: Desk) -> None:
    company = desk.company()
    opening = desk.in_review(company)
    guess(desk, opening, desk.reader, "ved ikke")
    examination = draft_service.examine_stored(desk.database, desk.reader, opening.id)
    desk.change_company(company, replace(A_COMPANY, aliases=("udsendelser",)))
    with pytest.raises(NotAllowedNow), desk.database.writing() as session:
        review_service.approve(session, desk.reader, opening.id, examination, {}, clock=desk.clock, days=DAYS)
    assert desk.stored(opening).state == State.REVIEW


def test_an_alias_added_later_pauses_the_openings_that_now_leak(desk: Desk) -> None:
    company = desk.company()
    leaking = desk.published(company, tasks="Du skriver og tester Nordlyset hver uge.")
    fine = desk.published(company, tasks="Du rydder op i et kartotek.")
    desk.change_company(company, replace(A_COMPANY, aliases=("Kvistgren",), brands=("Nordlyset",)))
    assert desk.stored(leaking).state == State.PAUSED
    assert desk.stored(fine).state == State.PUBLISHED
    with desk.database.reading() as session:
        shown = service.published(session, Filters(), clock=desk.clock)
    assert [opening.id for opening in shown.items] == [fine.public_id]


def test_the_nightly_reading_pauses_what_leaks(desk: Desk) -> None:
    opening = desk.published(tasks="Du skriver og tester Nordlyset hver uge.")
    with desk.database.writing() as session:
        session.get_one(Company, opening.company_id).brands = ["Nordlyset"]
    assert rescan_service.rescan_live_openings(desk.database, desk.clock) == 1
    assert desk.stored(opening).state == State.PAUSED


def test_a_paused_opening_is_resumed_under_its_own_address_only_with_the_approved_text(desk: Desk) -> None:
    opening = desk.published()
    with desk.database.writing() as session:
        life_service.step(session, desk.author, opening.id, Action.PAUSE, clock=desk.clock)
    examination = draft_service.examine_stored(desk.database, desk.author, opening.id)
    with desk.database.writing() as session:
        life_service.resume(session, desk.author, opening.id, examination, clock=desk.clock)
    with desk.database.reading() as session:
        assert service.one_published(session, str(opening.public_id), clock=desk.clock).title == opening.title
    with desk.database.writing() as session:
        life_service.step(session, desk.author, opening.id, Action.PAUSE, clock=desk.clock)
        session.get_one(Opening, opening.id).title = "En anden titel"
    examination = draft_service.examine_stored(desk.database, desk.author, opening.id)
    with pytest.raises(NotAllowedNow), desk.database.writing() as session:
        life_service.resume(session, desk.author, opening.id, examination, clock=desk.clock)


def test_an_opening_expires_by_the_clock_before_anybody_sweeps(desk: Desk, clock: FrozenClock) -> None:
    opening = desk.published()
    clock.advance(timedelta(days=DAYS))
    with desk.database.reading() as session:
        assert service.published(session, Filters(), clock=clock).total == 1
    clock.advance(timedelta(days=1))
    with desk.database.reading() as session:
        assert service.published(session, Filters(), clock=clock).total == 0
        assert service.published_by_ids(session, [str(opening.public_id)], clock=clock) == []
        with pytest.raises(Gone):
            service.one_published(session, str(opening.public_id), clock=clock)
    with desk.database.writing() as session:
        assert life_service.expire_due(session, clock) == 1
    assert desk.stored(opening).state == State.EXPIRED


def test_what_is_taken_down_leaves_no_text_behind(desk: Desk) -> None:
    opening = desk.published()
    with desk.database.writing() as session:
        life_service.step(session, desk.author, opening.id, Action.WITHDRAW, clock=desk.clock)
    with desk.database.reading() as session:
        assert session.scalars(select(PublicOpeningRow)).all() == []
        with pytest.raises(Gone):
            service.one_published(session, str(opening.public_id), clock=desk.clock)


def test_the_feed_of_changes_names_what_came_and_what_went(desk: Desk) -> None:
    first, second = desk.published(), desk.published(title="Ryd op i et kartotek")
    with desk.database.reading() as session:
        changes = service.published_changes_since(session, 0)
    assert set(changes.ids) == {first.public_id, second.public_id}
    with desk.database.writing() as session:
        life_service.step(session, desk.author, first.id, Action.FILL, clock=desk.clock)
    with desk.database.reading() as session:
        later = service.published_changes_since(session, changes.last_seq)
        assert later.ids == (first.public_id,)
        assert service.published_by_ids(session, later.ids, clock=desk.clock) == []
        assert service.published_changes_since(session, later.last_seq) == replace(later, ids=())


def test_filters_and_their_counts_agree(desk: Desk) -> None:
    desk.published()
    desk.published(type="job", field="offentlig", language="en", title="Læs høringssvar")
    desk.published(desk.company(municipality="Odense", sector="public"), type="job", title="Skriv et notat")
    with desk.database.reading() as session:
        for filters in (
            Filters(),
            Filters(types=("job",)),
            Filters(fields=("offentlig",)),
            Filters(q="skriv"),
        ):
            counts = service.facets(session, filters, clock=desk.clock)
            for value, count in counts["type"].items():
                shown = service.published(session, replace(filters, types=(value,)), clock=desk.clock)
                assert shown.total == count
            for value, count in counts["area"].items():
                shown = service.published(session, replace(filters, area=value), clock=desk.clock)
                assert shown.total == count


@pytest.mark.parametrize(
    ("q", "found"),
    [("nyhedsbrev", 1), ("NYHEDSBREV gør", 1), ("gor noget", 0), ("goer noget", 1), ("100%", 0), ("_", 0)],
)
def test_words_are_searched_folded_and_literally(desk: Desk, q: str, found: int) -> None:
    desk.published()
    with desk.database.reading() as session:
        assert service.published(session, Filters(q=q), clock=desk.clock).total == found


def test_the_name_of_the_company_finds_as_much_as_a_word_that_does_not_exist(desk: Desk) -> None:
    desk.published()
    with desk.database.reading() as session:
        for q in ("Kvistgren", "KGL", "Natøre", "96282685", "Birk", "xyzxyz"):
            assert service.published(session, Filters(q=q), clock=desk.clock).total == 0


def test_a_company_that_moved_shows_an_area_that_holds_both_places(desk: Desk) -> None:
    company = desk.company()
    desk.published(company)
    desk.change_company(company, replace(A_COMPANY, municipality="Roskilde"))
    moved = desk.published(company, title="Ryd op i et kartotek")
    with desk.database.reading() as session:
        assert service.one_published(session, str(moved.public_id), clock=desk.clock).area == "hele-landet"


def test_every_step_is_in_the_log_and_in_the_audit(desk: Desk) -> None:
    opening = desk.published()
    with desk.database.reading() as session:
        steps = session.scalars(select(OpeningTransition).order_by(OpeningTransition.at)).all()
        events = session.scalars(
            select(AuditRow.event).where(AuditRow.subject == f"opening:{opening.id}")
        ).all()
    assert {step.action for step in steps} == {"submit", "approve"}
    assert set(events) == {"opening:add", "opening:state", "opening:review"}


def test_the_database_itself_refuses_a_published_opening_without_dates(desk: Desk) -> None:
    opening = desk.draft()
    with pytest.raises(IntegrityError), desk.database.writing() as session:
        session.get_one(Opening, opening.id).state = State.PUBLISHED.value


def test_a_failed_approval_changes_nothing(desk: Desk, database: Database) -> None:
    opening = desk.in_review()
    with pytest.raises(NotAllowedNow):
        approve(desk, opening, desk.reader)
    with database.reading() as session:
        assert session.scalars(select(PublicOpeningRow)).all() == []
    assert desk.stored(opening).state == State.REVIEW
