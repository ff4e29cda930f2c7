"""What becomes public of an opening: an allow-list, written to a table that knows no company."""

import hashlib
from datetime import date, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from portal.openings.areas import Ground, choose_area
from portal.openings.counts_service import ground_of
from portal.openings.gate import Examination, must_pass, subject_of, text_digest
from portal.openings.models import (
    Company,
    GoneOpening,
    Opening,
    OpeningChange,
    OpeningDesk,
    PublicOpeningRow,
    PublishedGeneralisation,
)
from portal.openings.named_openings import refuse_a_twin
from portal.openings.public import PublicOpening, folded, read_row
from portal.shared.database import new_id
from portal.shared.dates import iso_week
from portal.shared.errors import NotAllowedNow

COPIED = (
    "type", "title", "tasks", "day", "learn", "job_goal", "mentor", "field", "hours", "start", "weeks",
    "language", "work_form", "talent", "named", "title_en", "tasks_en", "day_en", "learn_en",
)  # fmt: skip
SEARCHED = ("title", "tasks", "day", "learn", "job_goal", "title_en", "tasks_en", "day_en", "learn_en")


def put_up(session: Session, opening: Opening, company: Company, examination: Examination) -> None:
    """Writes the projection of a text that passed the gate; the opening already has its dates."""
    choice = choose_area(subject_of(opening, company), ground_of(session, company.id))
    if choice.area is None:
        raise NotAllowedNow(choice.refusal)
    must_pass(session, opening, examination)
    refuse_a_twin(session, opening)
    area = choice.area
    opening.public_id = opening.public_id or new_id()
    gone = session.get(GoneOpening, opening.public_id)
    if gone is not None:
        session.delete(gone)
    session.merge(project(opening, company, area))
    session.merge(
        OpeningDesk(public_id=opening.public_id, team_id=opening.team_id, owner_id=opening.owner_id)
    )
    session.add(OpeningChange(public_id=opening.public_id))
    # What a company says under its own name is no clue that an anonymous opening gave.
    if not opening.named:
        company.public_area = area
        _remember(session, opening, company, area)
    session.flush()


def extend(session: Session, opening: Opening, examination: Examination) -> None:
    """Shows a new last week; nothing else that is public changes, least of all the week it was published."""
    must_pass(session, opening, examination)
    row = session.get_one(PublicOpeningRow, opening.public_id)
    assert opening.expires_on
    row.expires_on, row.expires_week = opening.expires_on, iso_week(opening.expires_on)
    session.add(OpeningChange(public_id=row.id))
    session.flush()


def _remember(session: Session, opening: Opening, company: Company, area: str) -> None:
    """Keeps what readers are told from now on: it counts in every later choice for the company."""
    assert opening.published_on
    _end_what_is_shown(session, opening)
    session.add(
        PublishedGeneralisation(
            company_id=company.id,
            opening_id=opening.id,
            area=area,
            field=opening.field,
            sector=company.sector,
            title=subject_of(opening, company).title,
            published_on=opening.published_on,
        )
    )


def _end_what_is_shown(session: Session, opening: Opening) -> None:
    told = PublishedGeneralisation
    shown = told.opening_id == opening.id, told.ended_on.is_(None)
    session.execute(update(told).where(*shown).values(ended_on=opening.changed_at.date()))


def take_down(session: Session, opening: Opening, *, filled: bool, paused: bool = False) -> None:
    """Removes the projection; what stays points at openings that resemble it."""
    row = session.get(PublicOpeningRow, opening.public_id)
    if row is None:
        return
    left = {"type": row.type, "field": row.field, "area": row.area}
    session.merge(GoneOpening(id=row.id, filled=filled, paused=paused, **left))
    session.delete(row)
    session.add(OpeningChange(public_id=row.id))
    _end_what_is_shown(session, opening)
    session.flush()


def mark_ended(session: Session, opening: Opening, *, filled: bool) -> None:
    """What rested does not come again."""
    gone = session.get(GoneOpening, opening.public_id) if opening.public_id else None
    if gone is not None:
        gone.filled, gone.paused = filled, False


def area_of(opening: Opening, company: Company, ground: Ground) -> str:
    """The area that stands beside the text; the whole country where none may, as the gate says."""
    chosen = choose_area(subject_of(opening, company), ground).area
    return chosen or ground.registers.of_kind("country")[0].id


def reading_digest(session: Session, opening: Opening) -> str:
    """What a reader answers for: the text, and the area and the sector that stand beside it."""
    company = session.get_one(Company, opening.company_id)
    beside = (area_of(opening, company, ground_of(session, company.id)), company.sector)
    return hashlib.sha256(" ".join((text_digest(opening), *beside)).encode()).hexdigest()


def project(opening: Opening, company: Company, area: str) -> PublicOpeningRow:
    """The public row, value by value; nothing is copied that is not named here."""
    assert opening.public_id and opening.published_on and opening.expires_on
    row = PublicOpeningRow(
        id=opening.public_id,
        area=area,
        sector=company.sector,
        competences=list(opening.competences),
        published_week=iso_week(opening.published_on),
        expires_week=iso_week(opening.expires_on),
        expires_on=opening.expires_on,
    )
    for name in COPIED:
        setattr(row, name, getattr(opening, name))
    row.folded = folded(" ".join([*(getattr(row, name) for name in SEARCHED), *row.competences]))
    return row


def preview(opening: Opening, company: Company, ground: Ground, *, today: date, days: int) -> PublicOpening:
    """The opening exactly as the public would see it if it were published today."""
    shown = Opening(
        public_id=opening.public_id or new_id(),
        competences=opening.competences,
        published_on=opening.published_on or today,
        expires_on=opening.expires_on or today + timedelta(days=days),
        **{name: getattr(opening, name) for name in COPIED},
    )
    return read_row(project(shown, company, area_of(opening, company, ground)))
