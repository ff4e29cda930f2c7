"""Demonstration openings through the ordinary services and the gate; what the gate stops stays a draft."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TypedDict

import yaml

from portal.openings import draft_service, life_service, review_service
from portal.openings.company_service import CompanyFields, add_company
from portal.openings.detector import Finding
from portal.openings.draft_service import OpeningFields
from portal.openings.gate import Examination
from portal.openings.labels import FIELDS
from portal.openings.rules import QUALITY_POINTS, Kind
from portal.shared.actors import Actor
from portal.shared.clock import Clock
from portal.shared.database import Database
from portal.shared.keyring import KeyRing

DATA = Path(__file__).with_name("openings.yaml")
TALENT = "talentopgave"
SIZES = {"100+": "100-249"}
BY_AGREEMENT = "efter aftale"
YES_BEFORE = timedelta(days=4)
REASON = "Opdigtet demonstration: ordet peger ikke på nogen virksomhed, der findes."


class DemoCompany(TypedDict):
    name: str
    former_names: list[str]
    parent: str | None
    aliases: list[str]
    brands: list[str]
    cvr: str
    domain: str
    address: str
    contact_name: str
    contact_role: str
    phone: str
    email: str
    note: str | None
    max_candidates: int


class DemoOpening(TypedDict):
    id: str
    type: str
    title: str
    tasks: str
    day: str
    learn: str
    competences: list[str]
    fagomraade: str
    municipality: str
    sector: str
    size_class: str
    hours: int
    start: str
    weeks: int | None
    work_form: str
    language: str
    job_goal: str
    mentor: str
    english: Mapping[str, str] | None
    company: DemoCompany


@dataclass(frozen=True)
class Outcome:
    """What the gate said of one demonstration opening."""

    id: str
    published: bool
    blocks: Sequence[Finding]
    warnings: Sequence[Finding]

    def lines(self) -> list[str]:
        """The report: one line an opening, one for each finding."""
        head = f"{self.id}: {'published' if self.published else 'left as a draft'}"
        found = (*self.blocks, *self.warnings)
        return [head, *(f"  {f.severity} {f.type} in {FIELDS[f.field]}: {f.text}" for f in found)]


def read_demo_openings(path: Path = DATA) -> list[DemoOpening]:
    openings: list[DemoOpening] = yaml.safe_load(path.read_text("utf-8"))
    return openings


def load_demo_openings(
    database: Database,
    authors: Sequence[Actor],
    reader: Actor,
    *,
    clock: Clock,
    ring: KeyRing,
    days: int,
    openings: Sequence[DemoOpening] | None = None,
) -> list[Outcome]:
    """Enters each company and opening as an author would, and has the reader approve what passes the gate."""
    chosen = read_demo_openings() if openings is None else openings
    return [
        _load(database, authors[number % len(authors)], reader, opening, clock=clock, ring=ring, days=days)
        for number, opening in enumerate(chosen)
    ]


def _load(
    database: Database,
    author: Actor,
    reader: Actor,
    demo: DemoOpening,
    *,
    clock: Clock,
    ring: KeyRing,
    days: int,
) -> Outcome:
    with database.writing() as session:
        company = add_company(session, author, _company(demo), clock=clock)
        fields = _opening(demo, company.id, clock.today())
        opening = draft_service.create_draft(session, author, fields, clock=clock)
    examination = draft_service.examine_stored(database, author, opening.id)
    published = not examination.blocks
    if published:
        _publish(database, author, reader, opening.id, examination, clock=clock, ring=ring, days=days)
    return Outcome(demo["id"], published, examination.blocks, examination.warnings)


def _publish(
    database: Database,
    author: Actor,
    reader: Actor,
    opening_id: str,
    examination: Examination,
    *,
    clock: Clock,
    ring: KeyRing,
    days: int,
) -> None:
    reasons = {doubt.key: REASON for doubt in review_service.doubts(examination)}
    with database.writing() as session:
        life_service.submit(session, author, opening_id, examination, clock=clock, ring=ring)
        review_service.guess(session, reader, opening_id, ["ved ikke"], clock=clock)
        review_service.approve(session, reader, opening_id, examination, reasons, clock=clock, days=days)


def _company(demo: DemoOpening) -> CompanyFields:
    company = demo["company"]
    return CompanyFields(
        name=company["name"],
        municipality=demo["municipality"],
        sector=demo["sector"],
        former_names=tuple(company["former_names"]),
        parent=company["parent"] or "",
        aliases=tuple(company["aliases"]),
        brands=tuple(company["brands"]),
        cvr=company["cvr"],
        domain=company["domain"],
        address=company["address"],
        contact_name=company["contact_name"],
        contact_role=company["contact_role"],
        phone=company["phone"],
        email=company["email"],
        size_class=SIZES.get(demo["size_class"], demo["size_class"]),
        note=company["note"] or "",
    )


def _opening(demo: DemoOpening, company_id: str, today: date) -> OpeningFields:
    english = demo["english"] or {}
    return OpeningFields(
        company_id=company_id,
        type="vejledning" if demo["type"] == TALENT else demo["type"],
        talent=demo["type"] == TALENT,
        title=demo["title"],
        tasks=demo["tasks"],
        day=demo["day"],
        learn=demo["learn"],
        job_goal=demo["job_goal"],
        mentor=demo["mentor"],
        competences=tuple(demo["competences"]),
        field=demo["fagomraade"],
        hours=demo["hours"],
        start=None if demo["start"] == BY_AGREEMENT else date.fromisoformat(demo["start"]),
        weeks=demo["weeks"],
        language=demo["language"],
        work_form=demo["work_form"],
        title_en=english.get("title", ""),
        tasks_en=english.get("tasks", ""),
        day_en=english.get("day", ""),
        learn_en=english.get("learn", ""),
        max_candidates=demo["company"]["max_candidates"],
        company_yes_on=today - YES_BEFORE,
        quality=QUALITY_POINTS if demo["type"] == Kind.PRAKTIK else (),
    )
