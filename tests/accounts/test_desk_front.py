"""The desk's front page says what waits for the one who sits down."""

from portal.shared.actors import Role
from portal.shared.clock import FrozenClock
from tests.builders import Staff
from tests.enquiries.builders import AN_ENQUIRY
from tests.openings.builders import Desk
from tests.page import PageClient


def test_what_waits_is_counted_for_those_who_can_do_something_about_it(
    client: PageClient, staff: Staff, clock: FrozenClock
) -> None:
    desk = Desk(staff, clock)
    opening = desk.published()
    desk.in_review(title="Skriv et brev")
    client.get(f"/opslag/{opening.public_id}/interesse")
    client.submit("interesse", **AN_ENQUIRY)

    assert "Gennemsyn 1 venter" in staff.client(desk.reader).get("/konsulent").text
    author = staff.client(desk.author).get("/konsulent").text
    assert "Henvendelser 1 venter" in author and "Gennemsyn Læs" in author
    assert "Reviews 1 waiting" in staff.client(desk.reader).get("/en/staff").text


def test_an_empty_desk_counts_nothing(staff: Staff) -> None:
    assert "venter" not in staff.sign_in(Role.COMPANY_CONSULTANT).get("/konsulent").text
