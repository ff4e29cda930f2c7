"""A small installation with a row of every kind, made through the ordinary services."""

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from portal.approvals import service as facts
from portal.approvals import warning_service
from portal.catalogue.fact_book import FactBook
from portal.catalogue.facts import Fact, Registry, Source
from portal.enquiries import service as enquiries
from portal.enquiries.service import Content
from portal.shared.actors import Actor, Role
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

A_FACT = Fact(
    id="et-tal",
    topic="smv",
    kind="figure",
    da="38 procent.",
    en="38 percent.",
    source=Source(title="En analyse"),
    as_of=2017,
    gate="ok",
    evidence="report",
    confidence="high",
)


def sign_facts(session: Session, editor: Actor, house: House) -> None:
    """One fact is signed, and editors were told of its day."""
    fact = replace(A_FACT, review_by=house.clock.today())
    book = FactBook(Registry({fact.id: fact}))
    chosen = [(fact.id, fact.text_hash)]
    facts.sign(session, editor, book, chosen, source_seen_on=None, clock=house.clock)
    warning_service.warn(session, house.ring, house.clock, [fact], to="", link="/konsulent/fakta")


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
    with house.database.writing() as session:
        sign_facts(session, staff.actor(Role.EDITOR), house)
    house.open_on_desk(staff.actor(Role.EMPLOYMENT_CONSULTANT), candidate.share())
    return candidate
