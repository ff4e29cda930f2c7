"""Builders of companies and openings, through the ordinary services and the gate."""

from dataclasses import replace
from datetime import date

from portal.openings import draft_service, life_service, review_service
from portal.openings.areas import Ground
from portal.openings.company_service import CompanyFields, add_company, change_company, examine_change
from portal.openings.draft_service import OpeningFields
from portal.openings.gate import examine
from portal.openings.models import Company, Opening
from portal.openings.rules import QUALITY_POINTS
from portal.shared.actors import Actor, Role
from portal.shared.clock import Clock
from portal.shared.database import Database
from portal.shared.keyring import KeyRing
from tests.builders import Staff

DAYS = 30
A_COMPANY = CompanyFields(
    name="Kvistgren Lydværk ApS",
    municipality="København",
    sector="private",
    former_names=("Hørelaget ApS",),
    aliases=("Kvistgren", "KGL"),
    brands=("Natøre",),
    cvr="96282685",
    domain="kvistgren-lydvaerk.example",
    address="Kringlegangen 14, 2100 København Ø",
    contact_name="Birk Kvistgren",
    contact_role="marketingansvarlig",
    phone="00 07 73 79",
    email="birk@kvistgren-lydvaerk.example",
    size_class="10-19",
)
AN_OPENING = OpeningFields(
    company_id="",
    type="praktik",
    title="Gør noget ved et nyhedsbrev",
    tasks="Du gennemgår det seneste års udsendelser og skriver og tester tre nye udgaver.",
    day="Formiddagen går med at skrive, og om eftermiddagen ser du på tal.",
    learn="Du lærer at teste emnelinjer og skrive kort.",
    job_goal="Et vikariat, hvis budgettet bliver godkendt.",
    mentor="Marketingansvarlig",
    competences=("nyhedsbrev", "tekstforfatning", "interview"),
    field="kommunikation-it",
    hours=30,
    start=date(2027, 1, 11),
    weeks=4,
    language="da",
    work_form="hybrid",
    company_yes_on=date(2026, 11, 20),
    quality=QUALITY_POINTS,
)


class Desk:
    """A company consultant and a second reader of one team, and what they do."""

    def __init__(self, staff: Staff, clock: Clock, team_id: str | None = None) -> None:
        self.staff, self.clock = staff, clock
        self.author: Actor = staff.actor(Role.COMPANY_CONSULTANT, team_id)
        self.reader: Actor = staff.actor(Role.EMPLOYMENT_CONSULTANT, team_id)

    @property
    def ring(self) -> KeyRing:
        ring: KeyRing = self.staff.app.state.ring
        return ring

    @property
    def database(self) -> Database:
        return self.staff.database

    def company(self, **changes: object) -> Company:
        with self.database.writing() as session:
            fields = replace(A_COMPANY, **changes)  # type: ignore[arg-type]
            return add_company(session, self.author, fields, clock=self.clock)

    def change_company(self, company: Company, fields: CompanyFields) -> None:
        examinations = examine_change(self.database, self.author, company.id, fields)
        with self.database.writing() as session:
            change_company(session, self.author, company.id, fields, examinations, clock=self.clock)

    def draft(self, company: Company | None = None, **changes: object) -> Opening:
        company = company or self.company()
        fields = replace(AN_OPENING, company_id=company.id, **changes)  # type: ignore[arg-type]
        with self.database.writing() as session:
            return draft_service.create_draft(session, self.author, fields, clock=self.clock)

    def in_review(self, company: Company | None = None, **changes: object) -> Opening:
        opening = self.draft(company, **changes)
        examination = draft_service.examine_stored(self.database, self.author, opening.id)
        with self.database.writing() as session:
            return life_service.submit(
                session, self.author, opening.id, examination, clock=self.clock, ring=self.ring
            )

    def published(self, company: Company | None = None, **changes: object) -> Opening:
        opening = self.in_review(company, **changes)
        examination = draft_service.examine_stored(self.database, self.reader, opening.id)
        reasons = {doubt.key: "Det er et almindeligt ord." for doubt in review_service.doubts(examination)}
        with self.database.writing() as session:
            review_service.guess(session, self.reader, opening.id, ["ved ikke"], clock=self.clock)
        with self.database.writing() as session:
            return review_service.approve(
                session, self.reader, opening.id, examination, reasons, clock=self.clock, days=DAYS
            )

    def stored(self, opening: Opening) -> Opening:
        with self.database.reading() as session:
            return session.get_one(Opening, opening.id)


def findings_of(opening: Opening, company: Company) -> list[str]:
    return [finding.text for finding in examine(opening, company, Ground()).findings]
