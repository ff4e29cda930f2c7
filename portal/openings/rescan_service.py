"""Live openings are read again whenever something they are judged by may have changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from portal.openings import publication
from portal.openings.areas import Ground, choose_area, is_no_more, still_fits
from portal.openings.company_service import NOW_LEAKS
from portal.openings.counts_service import grounds_of
from portal.openings.gate import Examination, examine, still_holds, subject_of
from portal.openings.life_service import move
from portal.openings.models import Company, Opening, PublicOpeningRow
from portal.openings.rules import Action, State
from portal.shared.clock import Clock
from portal.shared.database import Database
from portal.shared.errors import NotAllowedNow
from portal.shared.texts import N_

NOW_TOO_FEW = N_(
    "Tallene eller områderne er ændret, og nu er der for få virksomheder, som opslaget kan handle om. Slå "
    "det op igen, så vælger vi et større område."
)
AT_A_TIME = 200


@dataclass(frozen=True)
class _Live:
    opening: Opening
    company: Company
    area: str
    ground: Ground


def rescan_live_openings(database: Database, clock: Clock) -> int:
    """Reads every published opening beside its company and the counts; pauses and counts those that fail.

    An opening whose area has left the hierarchy is shown with the one that took its place.
    """
    with database.reading() as session:
        live = select(Opening.id).where(Opening.state == State.PUBLISHED.value)
        ids = session.scalars(live.order_by(Opening.id)).all()
    return sum(
        _settle(database, one, clock)
        for begin in range(0, len(ids), AT_A_TIME)
        for one in _read(database, ids[begin : begin + AT_A_TIME])
    )


def _read(database: Database, ids: Sequence[str]) -> Iterator[_Live]:
    with database.reading() as session:
        rows = session.execute(
            select(Opening, Company, PublicOpeningRow.area)
            .join(Company, Company.id == Opening.company_id)
            .join(PublicOpeningRow, PublicOpeningRow.id == Opening.public_id)
            .where(Opening.id.in_(ids))
        ).all()
        grounds = grounds_of(session, [company.id for _, company, _ in rows])
    for opening, company, area in rows:
        yield _Live(opening, company, area, grounds[company.id])


def _settle(database: Database, live: _Live, clock: Clock) -> bool:
    """Whether the opening was paused: examined outside the transaction, compared with it inside."""
    examination = examine(live.opening, live.company, live.ground)
    note = _why_to_pause(live, examination)
    moved = note is None and is_no_more(live.area, live.ground)
    if note is None and not moved:
        return False
    try:
        return _act(database, live, examination, note, clock)
    except NotAllowedNow as refused:
        # One that may not be shown in its new area must not hold up all that come after it.
        return _act(database, live, examination, refused.message, clock)


def _act(database: Database, live: _Live, examination: Examination, note: str | None, clock: Clock) -> bool:
    """Pauses with the note, or shows the area that took the old one's place where there is none."""
    with database.writing() as session:
        opening = session.get_one(Opening, live.opening.id)
        if opening.state != State.PUBLISHED or not still_holds(session, opening, examination):
            return False
        if note is None:
            publication.put_up(session, opening, session.get_one(Company, opening.company_id), examination)
            return False
        move(session, opening, Action.PAUSE, None, clock=clock, note=note)
        return True


def _why_to_pause(live: _Live, examination: Examination) -> str | None:
    if examination.leaks:
        return NOW_LEAKS
    subject = subject_of(live.opening, live.company)
    if is_no_more(live.area, live.ground):
        return None if choose_area(subject, live.ground).area else NOW_TOO_FEW
    return None if still_fits(subject, live.area, live.ground) else NOW_TOO_FEW
