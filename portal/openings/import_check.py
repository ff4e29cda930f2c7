"""Every row of an import file, checked as the page would check it, and by the gate; nothing is written."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.datastructures import FormData

from portal.accounts import directory
from portal.openings import draft_service, duplicates, labels
from portal.openings.detector import Finding
from portal.openings.draft_service import OpeningFields
from portal.openings.gate import CROWD, Examination, readiness
from portal.openings.import_columns import (
    BY_FIELD,
    COLUMNS,
    COMPANY,
    NOT_YES_OR_NO,
    OWNER,
    TICKED,
    YES,
    cells_by_field,
    read_headings,
)  # fmt: skip
from portal.openings.import_sheet import Cell, Row, Sheet
from portal.openings.models import Company
from portal.openings.opening_form import OpeningForm
from portal.shared.actors import Actor
from portal.shared.clock import Clock
from portal.shared.database import Database
from portal.web.forms import readable

MOST_ALIKE = 3
NO_HEADING = "Her står noget i en kolonne uden overskrift. Giv kolonnen en overskrift, eller tøm cellen."
NO_OWNER = (
    "Skriv, hvem der ejer opslaget: en e-mail i kolonnen Ansvarlig, eller --author til dem, der ikke har en."
)
NOT_AN_OWNER = "Der er ingen virksomhedskonsulent med den e-mail, som kan logge ind."
NO_COMPANY = "Virksomheden står ikke på teamets liste. Skriv den ind under Virksomheder, eller ret navnet."
TWO_COMPANIES = "To virksomheder på teamets liste har det navn. Giv den ene et andet navn først."


@dataclass(frozen=True)
class Remark:
    """One thing to tell about a row; never with what is stored of a company."""

    column: str
    text: str
    opening_id: str = ""


@dataclass
class CheckedRow:
    """A row with what stands in its way, and what is only told."""

    number: int
    owner: Actor | None = None
    fields: OpeningFields | None = None
    examination: Examination | None = None
    refusals: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)

    def refuse(self, name: str, text: str) -> None:
        column = BY_FIELD.get(name)
        self.refusals.append(Remark(column.heading if column else "", text))


class Checker:
    """Reads consultants and companies once, then checks row after row."""

    def __init__(self, database: Database, default: Actor | None, clock: Clock) -> None:
        self.database, self.default, self.today = database, default, clock.today()
        self.seen: list[CheckedRow] = []
        with database.reading() as session:
            self.owners = {actor.email: actor for actor in directory.company_consultants(session)}
            self.companies = _companies(session)

    def check(self, row: Row, cells: Mapping[str, Cell]) -> CheckedRow:
        checked = CheckedRow(row.number)
        self.seen.append(checked)
        if "" in cells:
            checked.refuse("", NO_HEADING)
        for name, cell in cells.items():
            if cell.fault:
                checked.refuse(name, cell.fault)
        checked.owner = self._owner(checked, cells.get(OWNER, Cell()))
        if checked.owner is not None:
            self._read(checked, checked.owner, cells)
        if checked.fields is not None:
            self._examine(checked, checked.fields)
        return checked

    def _owner(self, checked: CheckedRow, cell: Cell) -> Actor | None:
        owner = self.owners.get(cell.text.lower()) if cell.text else self.default
        if owner is None:
            checked.refuse(OWNER, NOT_AN_OWNER if cell.text else NO_OWNER)
        return owner

    def _read(self, checked: CheckedRow, owner: Actor, cells: Mapping[str, Cell]) -> None:
        """What the form makes of the row, with the form's own words where it refuses."""
        company = self._company(checked, owner, cells.get(COMPANY, Cell()))
        posted = {**_posted(checked, cells), COMPANY: company}
        form = OpeningForm(FormData(posted), companies=[(company, "")], today=self.today)
        form.validate()
        for name, text in form.problems():
            column = BY_FIELD.get(name)
            # One reason for each field is enough.
            if column is None or column.heading not in {remark.column for remark in checked.refusals}:
                checked.refuse(name, f"{text} {column.allowed()}" if column and column.choices else text)
        if not checked.refusals:
            checked.fields = form.fields()

    def _company(self, checked: CheckedRow, owner: Actor, cell: Cell) -> str:
        """The id of the one company of the owner's team that has exactly this name."""
        found = self.companies.get((owner.team_id, _name(cell.text)), [])
        if cell.text and len(found) != 1:
            checked.refuse(COMPANY, TWO_COMPANIES if found else NO_COMPANY)
        return found[0] if len(found) == 1 else ""

    def _examine(self, checked: CheckedRow, fields: OpeningFields) -> None:
        assert checked.owner is not None
        checked.examination = draft_service.examine_fields(self.database, checked.owner, fields)
        for finding in checked.examination.blocks:
            checked.refuse(finding.field, _told(finding))
        checked.notes += [
            Remark(BY_FIELD[finding.field].heading, _told(finding))
            for finding in checked.examination.warnings
        ]
        checked.notes += [*self._lacking(fields, checked.examination), *self._alike(checked, fields)]

    def _lacking(self, fields: OpeningFields, examination: Examination) -> list[Remark]:
        missing = readiness(draft_service.unsaved(fields), examination).missing
        names = [BY_FIELD[name].heading for name in missing if name in BY_FIELD]
        return [Remark("", f"Mangler, før kladden kan læses igennem: {', '.join(names)}.")] if names else []

    def _alike(self, checked: CheckedRow, fields: OpeningFields) -> list[Remark]:
        with self.database.reading() as session:
            stored = duplicates.alike(session, fields.company_id, _texts(fields))
        told = [
            Remark(
                "Titel", f"Ligner et opslag, virksomheden har ({labels.STATES[one.state].lower()}).", one.id
            )
            for one in stored[:MOST_ALIKE]
        ]
        rows = [
            str(one.number)
            for one in self.seen
            if one is not checked and one.fields and _are_alike(fields, one.fields)
        ]
        if rows:
            more = f" og {len(rows) - MOST_ALIKE} til" if len(rows) > MOST_ALIKE else ""
            told.append(Remark("Titel", f"Ligner række {', '.join(rows[:MOST_ALIKE])}{more}."))
        return told


def check_rows(database: Database, sheet: Sheet, default: Actor | None, clock: Clock) -> Sequence[CheckedRow]:
    """Each row of a sheet whose headings are in order."""
    headings, checker = read_headings(sheet.headings), Checker(database, default, clock)
    return [checker.check(row, cells_by_field(headings, row.cells)) for row in sheet.rows]


def _posted(checked: CheckedRow, cells: Mapping[str, Cell]) -> dict[str, str]:
    """The cells as a browser would send them; a box that is not ticked is not sent."""
    posted: dict[str, str] = {}
    for column in COLUMNS:
        value = column.value(readable(cells.get(column.field, Cell()).text))
        if column.field not in TICKED:
            posted[column.field] = value
        elif value == YES:
            posted[column.field] = YES
        elif value and not cells[column.field].fault:
            checked.refuse(column.field, NOT_YES_OR_NO)
    return posted


def _told(finding: Finding) -> str:
    """Where and why; the words themselves may be the company's own and stay in the file."""
    place = "" if finding.field == CROWD else f"Tegn {finding.start + 1}-{finding.end}: "
    return f"{place}{finding.why_da} {finding.suggestion}".strip()


def _are_alike(one: OpeningFields, other: OpeningFields) -> bool:
    return one.company_id == other.company_id and duplicates.are_alike(_texts(one), _texts(other))


def _texts(fields: OpeningFields) -> dict[str, str]:
    return {name: getattr(fields, name) for name in ("title", *duplicates.TEXTS)}


def _companies(session: Session) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for team_id, name, company_id in session.execute(select(Company.team_id, Company.name, Company.id)):
        found.setdefault((team_id, _name(name)), []).append(company_id)
    return found


def _name(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
