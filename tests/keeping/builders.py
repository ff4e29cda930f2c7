"""A small installation with a row of every kind, made through the ordinary services."""

from datetime import date

from portal.enquiries import service as enquiries
from portal.enquiries.service import Content
from portal.shared.actors import Role
from portal.shared.key_records import record_keys
from tests.builders import Staff
from tests.openings.builders import Desk
from tests.preparation.builders import AN_ANSWER, Candidate, House

KEY = "en hemmelig nøgle til sikkerhedskopier, 1"
ENQUIRY = Content(
    why="Jeg har skrevet nyhedsbreve.",
    first="Læse de sidste ti.",
    when="I januar.",
    name="Asta Prøve",
    email="asta@proeve.example",
    phone="",
    may_forward=True,
    not_to_contact="",
)


def fill(staff: Staff, house: House) -> Candidate:
    """Openings, a company, an enquiry with its mail, a shared preparation; returns the candidate."""
    with house.database.writing() as session:
        record_keys(session, house.ring, house.clock)
    desk = Desk(staff, house.clock)
    opening = desk.published()
    desk.draft()
    with house.database.writing() as session:
        enquiries.submit(
            session,
            house.ring,
            str(opening.public_id),
            ENQUIRY,
            language="da",
            answer_by=date(2026, 11, 26),
            clock=house.clock,
        )
    candidate = house.candidate(AN_ANSWER)
    house.open_on_desk(staff.actor(Role.EMPLOYMENT_CONSULTANT), candidate.share())
    return candidate
