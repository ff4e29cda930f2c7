"""Invented counts of half a year, so that the figures have closed months to show."""

from datetime import date

from sqlalchemy.orm import Session

from portal.shared import tally
from portal.shared.clock import Clock
from portal.shared.tally import Measure

MONTHS = 6
FIELDS = ("kommunikation-it", "videnerhverv", "offentlig", "handel-service", "bygge-groen")
KINDS = ("praktik", "loentilskud", "job", "vejledning")
# Enquiries of the fullest month by fagområde and kind; the months before it had a part of them.
ENQUIRIES = ((14, 5, 9, 2), (9, 3, 6, 1), (8, 4, 2, 1), (5, 1, 3, 0), (2, 0, 1, 0))
PARTS = (20, 35, 55, 80, 100, 90)
# What became of every hundred enquiries.
LATER = {
    Measure.ENQUIRIES_RECEIVED: 100,
    Measure.ANSWERED_IN_TIME: 88,
    Measure.REVEALED: 61,
    Measure.FORWARDED: 52,
    Measure.MET: 40,
    Measure.STARTED: 22,
}
OPENINGS = {Measure.OPENINGS_PUBLISHED: 34, Measure.OPENINGS_READ: 41, Measure.OPENINGS_FILLED: 12}
GUESSED = 8


def make_demo_figures(session: Session, clock: Clock) -> None:
    """Counts of the months that are over; what the demonstration itself does is counted in this one."""
    for part, month in zip(PARTS, _months_before(clock.today()), strict=True):
        for field, row in zip(FIELDS, ENQUIRIES, strict=True):
            for kind, most in zip(KINDS, row, strict=True):
                counts = {measure: _part(most, part * hundred) for measure, hundred in LATER.items()}
                counts |= {measure: _part(most, part * hundred) for measure, hundred in OPENINGS.items()}
                counts[Measure.OPENINGS_GUESSED] = _part(most, part * GUESSED)
                # Nobody enquires where there is no opening.
                if counts[Measure.ENQUIRIES_RECEIVED]:
                    for measure in (Measure.OPENINGS_READ, Measure.OPENINGS_PUBLISHED):
                        counts[measure] = max(1, counts[measure])
                for measure, by in counts.items():
                    if by:
                        tally.add(session, month, measure, field=field, type=kind, by=by)


def _part(most: int, share: int) -> int:
    """A share in ten thousandths, rounded."""
    return (most * share + 5000) // 10000


def _months_before(today: date) -> list[str]:
    ordinal = today.year * 12 + today.month - 1
    return [f"{one // 12}-{one % 12 + 1:02}" for one in range(ordinal - MONTHS, ordinal)]
