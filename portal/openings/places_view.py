"""How many a company has in placements and wage subsidies beside its staff: said, never refused."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.openings.models import Company, Opening
from portal.openings.rules import Kind, State
from portal.shared.dated_rules import length_advice

COUNTED = (Kind.PRAKTIK, Kind.LOENTILSKUD)
# Wanted or taken by somebody now; a draft asks for nobody yet.
RUNNING = (State.REVIEW, State.PUBLISHED, State.PAUSED, State.FILLED)


@dataclass(frozen=True)
class PlacesNote:
    """`others` counts the company's other openings of these kinds; `too_many` only by an approved rule."""

    text: str
    others: int
    too_many: bool


def places_note(
    session: Session, opening: Opening, company: Company, day: date, lang: str
) -> PlacesNote | None:
    """The rule in force, or its careful sentence without a number; nothing for jobs and guidance."""
    if opening.type not in COUNTED:
        return None
    advice = length_advice("placements-beside-staff", "everyone", day, lang)
    if advice is None:
        return None
    others = _others(session, opening)
    most = most_places(company.size_class, advice.most) if advice.most is not None else None
    return PlacesNote(advice.text, others, most is not None and others + 1 > most)


def most_places(size_class: str, staff_a_place: int) -> int | None:
    """The most that the largest company of the size may have; None where the size is open or not known."""
    _, _, top = size_class.partition("-")
    return max(1, int(top) // staff_a_place) if top.isdecimal() else None


def _others(session: Session, opening: Opening) -> int:
    query = (
        select(func.count())
        .select_from(Opening)
        .where(
            Opening.company_id == opening.company_id,
            Opening.id != opening.id,
            Opening.type.in_([kind.value for kind in COUNTED]),
            Opening.state.in_([state.value for state in RUNNING]),
        )
    )
    return session.scalar(query) or 0
