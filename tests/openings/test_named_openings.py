"""An opening that stands with the company's name, and what its anonymous openings still keep."""

from dataclasses import replace
from datetime import date

import pytest
from fastapi import FastAPI
from sqlalchemy import select

from portal.openings import desk_service, draft_service, life_service, named_openings, review_service
from portal.openings.areas import Ground
from portal.openings.gate import examine, readiness
from portal.openings.models import Company, Opening, OpeningReview, PublicOpeningRow
from portal.openings.named_rules import shares_words
from portal.openings.rules import Action, State
from portal.shared.audit import AuditEvent, AuditRow
from portal.shared.clock import FrozenClock
from portal.shared.errors import NotAllowedNow
from tests.builders import Staff
from tests.openings.builders import A_COMPANY, AN_OPENING, DAYS, Desk
from tests.page import PageClient

CHOSEN = {"named": True, "named_on": date(2026, 11, 18)}
WITH_NAME = CHOSEN | {
    "title": "Skriv for Kvistgren Lydværk ApS",
    "tasks": "Kvistgren laver Natøre. Læs mere på www.kvistgren-lydvaerk.example, og skriv tre artikler.",
    "day": "Du begynder dagen med redaktionen og slutter den hos trykkeren.",
    "learn": "At skrive langt, og at skære ned.",
}


@pytest.fixture
def desk(staff: Staff, clock: FrozenClock) -> Desk:
    return Desk(staff, clock)


def publish(desk: Desk, opening: Opening) -> Opening:
    examination = draft_service.examine_stored(desk.database, desk.reader, opening.id)
    reasons = {doubt.key: "Det er aftalt." for doubt in review_service.doubts(examination)}
    with desk.database.writing() as session:
        return review_service.approve(
            session, desk.reader, opening.id, examination, reasons, clock=desk.clock, days=DAYS
        )


def named(desk: Desk, company: Company | None = None, **changes: object) -> Opening:
    return publish(desk, desk.in_review(company, **(WITH_NAME | changes)))


def blocks(desk: Desk, **changes: object) -> list[str]:
    opening = desk.draft(**(WITH_NAME | changes))
    return [
        found.text for found in draft_service.examine_stored(desk.database, desk.author, opening.id).blocks
    ]


def test_name_alias_brand_and_domain_stand_in_a_named_opening(desk: Desk) -> None:
    assert blocks(desk) == []
    assert len(blocks(desk, named=False)) >= 4


@pytest.mark.parametrize(
    "text",
    [
        "Ring til Birk på 00 07 73 79.",
        "Skriv til birk@kvistgren-lydvaerk.example.",
        "Du møder på Kringlegangen 14, 2100 København Ø.",
        "Vores CVR-nummer er 96282685.",
        "Dit nummer er 010190-1234.",
        "Se https://kvistgren-lydvaerk.example/job/12.",
        "Følg @kvistgren på Instagram.",
        "Vi arbejder for Havlund Tekstil A/S.",
    ],
)
def test_everything_else_still_blocks_a_named_opening(desk: Desk, text: str) -> None:
    assert blocks(desk, learn=text)


def test_a_named_opening_without_the_day_of_the_choice_cannot_be_submitted(desk: Desk) -> None:
    opening = desk.draft(**(WITH_NAME | {"named_on": None}))
    with desk.database.reading() as session:
        company = session.get_one(Company, opening.company_id)
    assert readiness(opening, examine(opening, company, Ground())).missing == ("named_on",)
    with pytest.raises(NotAllowedNow):
        desk.in_review(**(WITH_NAME | {"named_on": None}))


def test_a_named_opening_is_read_and_approved_by_another_without_a_guess(desk: Desk) -> None:
    opening = named(desk)
    assert desk.stored(opening).state == State.PUBLISHED
    with desk.database.reading() as session:
        row = session.scalars(select(OpeningReview)).one()
        public = session.get_one(PublicOpeningRow, opening.public_id)
    assert (row.guesses, row.hits, row.outcome) == (0, 0, "approve")
    assert public.named


def test_an_approval_is_void_when_the_choice_of_the_name_is_taken_back(desk: Desk) -> None:
    opening = desk.in_review(**WITH_NAME)
    examination = draft_service.examine_stored(desk.database, desk.reader, opening.id)
    with desk.database.writing() as session:
        session.get_one(Opening, opening.id).named = False
    with pytest.raises(NotAllowedNow), desk.database.writing() as session:
        review_service.approve(session, desk.reader, opening.id, examination, {}, clock=desk.clock, days=DAYS)


def test_the_company_s_choice_is_written_down_with_its_day(desk: Desk) -> None:
    opening = desk.draft(**WITH_NAME)
    fields = replace(AN_OPENING, company_id=opening.company_id, title="Skriv om lyd")
    with desk.database.writing() as session:
        draft_service.change_draft(session, desk.author, opening.id, fields, clock=desk.clock)
    with desk.database.reading() as session:
        rows = session.scalars(
            select(AuditRow)
            .where(AuditRow.event == AuditEvent.OPENING_NAMED.value)
            .order_by(AuditRow.day, AuditRow.position)
        ).all()
    assert [row.details for row in rows] == [
        {"named": "yes", "chosen_on": "2026-11-18"},
        {"named": "no", "chosen_on": ""},
    ]


def test_what_was_public_does_not_change_between_anonymous_and_named(desk: Desk) -> None:
    opening = named(desk)
    for action in (Action.PAUSE, Action.REVISE):
        with desk.database.writing() as session:
            life_service.step(session, desk.author, opening.id, action, clock=desk.clock)
    fields = replace(AN_OPENING, company_id=opening.company_id)
    with pytest.raises(NotAllowedNow), desk.database.writing() as session:
        draft_service.change_draft(session, desk.author, opening.id, fields, clock=desk.clock)


def test_a_choice_that_comes_too_late_is_said_at_the_field_and_nothing_typed_is_lost(
    desk: Desk, staff: Staff
) -> None:
    opening = named(desk)
    for action in (Action.PAUSE, Action.REVISE):
        with desk.database.writing() as session:
            life_service.step(session, desk.author, opening.id, action, clock=desk.clock)
    client = staff.client(desk.author)
    client.get(f"/konsulent/opslag/{opening.id}")
    page = client.submit(
        f"/konsulent/opslag/{opening.id}", with_field="tasks", named=None, tasks="Nye ord.", status=422
    )
    assert "kan ikke længere skifte" in page.text and "Nye ord." in page.text
    assert desk.stored(opening).named


def test_what_was_public_for_one_company_never_becomes_another_s(desk: Desk, staff: Staff) -> None:
    opening, other = desk.published(), desk.company(name="Nordlyngen Pumper ApS")
    for action in (Action.PAUSE, Action.REVISE):
        with desk.database.writing() as session:
            life_service.step(session, desk.author, opening.id, action, clock=desk.clock)
    client = staff.client(desk.author)
    client.get(f"/konsulent/opslag/{opening.id}")
    page = client.submit(
        f"/konsulent/opslag/{opening.id}",
        with_field="tasks",
        company_id=other.id,
        tasks="Nye ord.",
        status=422,
    )
    assert "Lav et nyt opslag til den her" in page.text and "Nye ord." in page.text
    assert desk.stored(opening).company_id == opening.company_id


def test_a_named_opening_leaves_the_company_s_generalisation_as_it_was(desk: Desk) -> None:
    company = desk.company()
    named(desk, company)
    with desk.database.reading() as session:
        assert session.get_one(Company, company.id).public_area is None


def test_a_company_put_right_rests_its_anonymous_opening_and_not_the_named_one_beside_it(desk: Desk) -> None:
    company = desk.company()
    anonymous, with_name = desk.published(company), named(desk, company)
    desk.change_company(company, replace(A_COMPANY, municipality="Frederiksberg"))
    assert desk.stored(anonymous).state == State.PAUSED
    # Both at once would tell everybody who looks that they are of one company.
    assert desk.stored(with_name).state == State.PUBLISHED


def test_a_named_opening_that_would_tell_the_wrong_place_rests(desk: Desk) -> None:
    company = desk.company()
    with_name = named(desk, company)
    desk.change_company(company, replace(A_COMPANY, municipality="Aalborg"))
    assert desk.stored(with_name).state == State.PAUSED


def test_an_anonymous_text_is_not_published_beside_a_named_one_with_its_sentences(desk: Desk) -> None:
    company = desk.company()
    opening = desk.in_review(company, day=WITH_NAME["day"])
    named(desk, company)
    with desk.database.reading() as session:
        found = named_openings.beside(session, opening)
    assert (found.openings, found.twins) == (1, (WITH_NAME["title"],))
    with desk.database.writing() as session:
        review_service.guess(session, desk.reader, opening.id, ["ved ikke"], clock=desk.clock)
    with pytest.raises(NotAllowedNow, match="kan det anonyme spores"):
        publish(desk, opening)


def test_the_writer_hears_of_it_before_the_reader(desk: Desk) -> None:
    company = desk.company()
    named(desk, company)
    with pytest.raises(NotAllowedNow, match="kan det anonyme spores"):
        desk.in_review(company, day=WITH_NAME["day"])


def test_what_is_sent_with_a_twin_is_saved_and_comes_back_with_the_reason(desk: Desk, staff: Staff) -> None:
    company = desk.company()
    named(desk, company)
    opening = desk.draft(company)
    client = staff.client(desk.author)
    client.get(f"/konsulent/opslag/{opening.id}")
    page = client.submit(
        f"/konsulent/opslag/{opening.id}",
        with_field="tasks",
        day=WITH_NAME["day"],
        says_yes="y",
        then="submit",
    )
    assert "Det anonyme opslag kan spores." in page.text
    assert "Kladden kan sendes til gennemsyn." not in page.text
    assert (desk.stored(opening).state, desk.stored(opening).day) == (State.DRAFT, WITH_NAME["day"])


def test_a_named_text_is_not_published_after_an_anonymous_one_with_its_sentences(desk: Desk) -> None:
    company = desk.company()
    earlier = desk.published(company)
    with desk.database.writing() as session:
        life_service.step(session, desk.author, earlier.id, Action.WITHDRAW, clock=desk.clock)
    with pytest.raises(NotAllowedNow, match="kan det anonyme spores"):
        named(desk, company, learn=AN_OPENING.tasks)


def test_the_desk_warns_of_another_opening_that_is_the_other_way(desk: Desk) -> None:
    company = desk.company()
    anonymous, open_one = desk.published(company), named(desk, company)
    with desk.database.reading() as session:
        assert named_openings.beside(session, open_one).openings == 1
        assert named_openings.beside(session, anonymous).openings == 1
        assert named_openings.beside(session, anonymous).twins == ()


def test_no_public_byte_leads_from_the_named_opening_to_the_anonymous_one(app: FastAPI, desk: Desk) -> None:
    """The anonymous opening reads the same whether the named one is its company's or a stranger's."""
    company = desk.company()
    anonymous = desk.published(company)
    visitor = PageClient(app)
    paths = [f"/opslag/{anonymous.public_id}", f"/api/v1/openings/{anonymous.public_id}"]
    before = [visitor.get(path).html for path in paths]
    open_one = named(desk, company)
    assert [visitor.get(path).html for path in paths] == before
    page = visitor.get(f"/opslag/{open_one.public_id}")
    assert str(anonymous.public_id) not in page.html
    assert "har valgt at stå med sit navn" in page.text and "er anonym" not in page.text
    with desk.database.reading() as session:
        rows = [session.get_one(PublicOpeningRow, one.public_id) for one in (anonymous, open_one)]
    equal = {
        name
        for name in PublicOpeningRow.__table__.columns.keys()  # noqa: SIM118
        if getattr(rows[0], name) == getattr(rows[1], name) and getattr(rows[0], name) not in ("", None)
    }
    assert equal <= {
        "type", "competences", "field", "area", "sector", "hours", "start", "weeks", "language", "work_form",
        "published_week", "expires_week", "expires_on", "job_goal", "mentor", "talent",
    }  # fmt: skip


def test_who_takes_down_the_anonymous_one_is_shown_the_named_one_no_sooner_than_a_stranger_s(
    app: FastAPI, desk: Desk
) -> None:
    """What resembles a gone opening is chosen by public values alone."""
    company, stranger = (
        desk.company(),
        desk.company(name="Havlund Tekstil A/S", aliases=(), brands=(), domain=""),
    )
    anonymous, open_one = desk.published(company), named(desk, company)
    other = desk.published(stranger, title="Ryd op i et kartotek", tasks="Du rydder op i et kartotek.")
    with desk.database.writing() as session:
        life_service.step(session, desk.author, anonymous.id, Action.WITHDRAW, clock=desk.clock)
    page = PageClient(app).get(f"/opslag/{anonymous.public_id}", status=410)
    shown = [link.rpartition("/")[2] for link in page.links() if link.startswith("/opslag/")]
    assert {str(open_one.public_id), str(other.public_id)} <= {*shown}


def test_an_answer_about_a_named_opening_may_say_the_name_and_nothing_more(desk: Desk) -> None:
    opening, anonymous = named(desk), desk.published(desk.company())
    told = "Kvistgren ringer til dig."
    for one, text, leaks in ((opening, told, 0), (anonymous, told, 1), (opening, "Spørg på 00 07 73 79.", 1)):
        found = desk_service.leaks_in_answer(desk.database, desk.author, str(one.public_id), text)
        assert len(found) == leaks, text


def test_eight_words_in_a_row_are_the_same_text() -> None:
    text = "Du begynder dagen med redaktionen og slutter den hos trykkeren"
    assert shares_words([text], ["Husk: " + text.upper() + "!"])
    assert not shares_words([text], ["Du begynder dagen med at læse og slutter den hos trykkeren"])
    assert not shares_words(["Du får en mentor"], ["Du får en mentor"])
