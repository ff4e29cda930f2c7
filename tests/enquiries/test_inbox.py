"""The inbox: mine first, oldest first, what is due, and the same with five hundred."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import event

from portal.enquiries import inbox_service
from portal.enquiries.inbox_service import PAGE_SIZE, Shown
from portal.enquiries.models import Enquiry
from portal.openings.models import Opening
from portal.shared.actors import Role
from portal.shared.clock import FrozenClock
from portal.shared.dates import CLOSING_DAYS
from tests.enquiries.conftest import INBOX, Enquiries
from tests.openings.builders import Desk


def test_my_own_come_first_and_the_oldest_of_them_at_the_top(
    enquiries: Enquiries, desk: Desk, clock: FrozenClock
) -> None:
    company = desk.company()
    mine = [desk.published(company, title=title) for title in ("Min første", "Min anden")]
    colleague = Desk(enquiries.staff, clock)
    theirs = colleague.published(colleague.company(name="Anden ApS", aliases=(), brands=()), title="Kollegas")
    for number, opening in enumerate((theirs, mine[1], mine[0])):
        enquiries.send(opening, email=f"n{number}@proeve.example")
        clock.advance(timedelta(hours=1))
    text = enquiries.staff.client(desk.author).get(INBOX).text
    places = [text.index(word) for word in ("På dine opslag", "Min anden", "Min første", "Kollegas")]
    assert places == sorted(places)
    other = enquiries.staff.client(colleague.author).get(INBOX).text
    assert other.index("Kollegas") < other.index("På teamets andre opslag") < other.index("Min anden")


def test_what_waits_for_an_answer_comes_before_what_is_under_way(
    enquiries: Enquiries, desk: Desk, clock: FrozenClock
) -> None:
    old, new = desk.published(title="Gammel"), desk.published(title="Nyere")
    enquiries.send(old)
    enquiries.step("reveal")
    clock.advance(timedelta(hours=1))
    enquiries.send(new, email="b@proeve.example")
    text = enquiries.staff.client(desk.author).get(INBOX).text
    assert text.index("Nyere") < text.index("Gammel")
    assert "næste: hør, om kandidaten siger ja" in text


def test_the_age_is_counted_in_danish_working_days(
    enquiries: Enquiries, opening: Opening, desk: Desk, clock: FrozenClock
) -> None:
    enquiries.send(opening)
    owner = enquiries.staff.client(desk.author)
    assert "kom i dag · svar senest torsdag den 26. november" in owner.get(INBOX).text
    clock.advance(timedelta(days=1))
    assert "1 arbejdsdag gammel" in owner.get(INBOX).text
    clock.advance(timedelta(days=5))
    text = owner.get(INBOX).text
    assert "4 arbejdsdage gammel · svar skulle være givet torsdag den 26. november" in text


def test_the_ended_have_their_own_list_with_how_they_ended(
    enquiries: Enquiries, opening: Opening, desk: Desk
) -> None:
    enquiries.send(opening)
    enquiries.step("close", outcome="opening-gone", reason="Hemmelig grund")
    owner = enquiries.staff.client(desk.author)
    assert opening.title not in owner.get(INBOX).text
    text = owner.get(f"{INBOX}?shown=ended").text
    assert opening.title in text and "Afsluttet: Opslaget blev ikke til noget" in text
    assert "Hemmelig grund" not in text


def test_a_reference_that_is_said_on_the_telephone_finds_the_one(
    enquiries: Enquiries, opening: Opening, desk: Desk
) -> None:
    page = enquiries.send(opening)
    found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", page.text)
    assert found is not None
    owner = enquiries.staff.client(desk.author)
    for typed in (found.group(), found.group().replace("-", "").lower()):
        owner.get(INBOX)
        assert opening.title in owner.submit(with_field="q", q=typed).text
    for wrong in ("0000-0000", "x", "%", "'; --", "æ" * 60):
        assert "Bed kandidaten sige den igen" in owner.get(f"{INBOX}?q={wrong}").text


@pytest.mark.parametrize(
    "asked", ["?shown=alt", "?page=0", "?page=-1", "?page=99999999", "?page=æ", "?page=7"]
)
def test_an_odd_address_shows_a_list(enquiries: Enquiries, desk: Desk, asked: str) -> None:
    assert "Henvendelser" in enquiries.staff.client(desk.author).get(INBOX + asked).heading


def test_five_hundred_are_shown_page_by_page_with_as_many_statements_as_five(
    enquiries: Enquiries, opening: Opening, desk: Desk, clock: FrozenClock
) -> None:
    def statements() -> int:
        seen: list[str] = []

        def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
            seen.append(statement)

        engine = enquiries.database.read_engine
        event.listen(engine, "before_cursor_execute", note)
        with enquiries.database.reading() as session:
            box = inbox_service.inbox(session, desk.author, clock=clock, closing_days=CLOSING_DAYS)
        event.remove(engine, "before_cursor_execute", note)
        assert box.counts[Shown.OPEN] == box.total and len(box.lines) == min(PAGE_SIZE, box.total)
        return len(seen)

    fill(enquiries, opening, desk, clock, 5)
    few = statements()
    fill(enquiries, opening, desk, clock, 495)
    assert statements() == few
    owner = enquiries.staff.client(desk.author)
    page = owner.get(INBOX)
    assert "I gang (500)" in page.text and page.html.count(f'href="{INBOX}/') == PAGE_SIZE
    seen: set[str] = set(re.findall(rf'href="{INBOX}/([0-9a-f-]{{36}})"', page.html))
    for _ in range(500 // PAGE_SIZE - 1):
        page = owner.follow("Næste side")
        seen |= set(re.findall(rf'href="{INBOX}/([0-9a-f-]{{36}})"', page.html))
    assert len(seen) == 500 and "Næste side" not in page.text
    assert "Henvendelser 500 venter" in owner.get("/konsulent").text


def fill(enquiries: Enquiries, opening: Opening, desk: Desk, clock: FrozenClock, count: int) -> None:
    with enquiries.database.writing() as session:
        session.add_all(
            Enquiry(
                team_id=desk.author.team_id, owner_id=desk.author.user_id, opening_id=opening.public_id,
                language="da", submitted_at=clock.now(), answer_by=date(2026, 12, 1),
                purge_on=date(2027, 1, 1),
            )
            for _ in range(count)
        )  # fmt: skip


def test_an_employment_consultant_has_no_inbox(enquiries: Enquiries, opening: Opening) -> None:
    enquiries.send(opening)
    for role in set(Role) - {Role.COMPANY_CONSULTANT}:
        client = enquiries.staff.sign_in(role)
        client.get(INBOX, status=404)
        client.get(f"{INBOX}/{enquiries.last().id}", status=404)
