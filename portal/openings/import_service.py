"""Openings from a file as drafts: all of them or none, unless the good ones were asked for."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.accounts import directory
from portal.openings import draft_service
from portal.openings.gate import still_holds
from portal.openings.import_check import CheckedRow, check_rows
from portal.openings.import_columns import read_headings
from portal.openings.import_sheet import Sheet
from portal.shared import audit
from portal.shared.actors import Actor, Role
from portal.shared.audit import AuditEvent
from portal.shared.clock import Clock
from portal.shared.database import Database
from portal.shared.errors import NotAllowedNow, NotFound

CHANGED = "Teksten eller virksomheden er ændret, mens filen blev læst. Prøv igen."


@dataclass(frozen=True)
class Imported:
    """What became of a file: `made` holds the draft of a row by the row's number."""

    heading_faults: Sequence[str]
    rows: Sequence[CheckedRow]
    made: dict[int, str]

    @property
    def has_findings(self) -> bool:
        return bool(self.heading_faults) or any(row.refusals for row in self.rows)


def find_author(database: Database, email: str) -> Actor:
    """The company consultant with the address; raises NotFound for anybody else."""
    with database.reading() as session:
        author = directory.actor_with_email(session, email)
    if author.role is not Role.COMPANY_CONSULTANT:
        raise NotFound
    return author


def only_team_s_first(database: Database) -> Actor | None:
    """The first company consultant, where all of them are of one team."""
    with database.reading() as session:
        everyone = directory.company_consultants(session)
    return everyone[0] if len({actor.team_id for actor in everyone}) == 1 else None


def import_sheet(
    database: Database, sheet: Sheet, *, author: Actor | None, keep_good: bool, clock: Clock
) -> Imported:
    """Checks every row and writes the drafts in one transaction; none of it is ever published here."""
    faults = read_headings(sheet.headings).faults
    if faults:
        return Imported(faults, (), {})
    rows = check_rows(database, sheet, author or only_team_s_first(database), clock)
    good = [row for row in rows if not row.refusals]
    if not good or (len(good) < len(rows) and not keep_good):
        return Imported((), rows, {})
    return Imported((), rows, _write(database, good, author, clock, refused=len(rows) - len(good)))


def _write(
    database: Database, good: Sequence[CheckedRow], author: Actor | None, clock: Clock, *, refused: int
) -> dict[int, str]:
    made: dict[int, str] = {}
    with database.writing() as session:
        for row in good:
            assert row.owner and row.fields and row.examination
            opening = draft_service.create_draft(session, row.owner, row.fields, clock=clock)
            if not still_holds(session, opening, row.examination):
                raise NotAllowedNow(CHANGED)
            if author is not None:
                # Who wrote the file reads none of it for the second time.
                opening.writer_ids = list(dict.fromkeys([*opening.writer_ids, author.user_id]))
            made[row.number] = opening.id
        audit.record(
            session, clock, AuditEvent.OPENING_IMPORT, actor=author, subject="openings",
            count=len(made), refused=refused,
        )  # fmt: skip
    return made
