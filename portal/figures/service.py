"""The closed months, read from the counts."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy.orm import Session

from portal.figures.months import Month, shown_month
from portal.figures.rules import closed_months
from portal.openings.rules import Kind
from portal.shared import tally
from portal.shared.clock import Clock
from portal.shared.registers import load_registers
from portal.shared.tally import Measure


def months(session: Session, clock: Clock) -> Sequence[Month]:
    """Every month that is over in Copenhagen, the newest first; a month without counts is one of them."""
    today = f"{clock.today():%Y-%m}"
    fields, kinds = [field.id for field in load_registers().fields], [kind.value for kind in Kind]
    counts: defaultdict[str, dict[tuple[str, str, str], int]] = defaultdict(dict)
    rows = tally.counts_before(session, today)
    for row in rows:
        # What a later register no longer knows leaves both tables, or their totals would differ.
        if row.measure in set(Measure) and row.field in fields and row.type in kinds:
            counts[row.month][row.measure, row.field, row.type] = row.count
    closed = closed_months(rows[0].month, today) if rows else []
    used: set[str] = set()
    shown = []
    for month in closed:
        published = (key for key, n in counts[month].items() if n and key[0] == Measure.OPENINGS_PUBLISHED)
        used |= {row for key in published for row in key[1:]}
        shown.append(shown_month(month, counts[month], fields, kinds, used))
    return shown[::-1]
