"""A closed month as it may be shown: every measure in total, by fagområde and by kind."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from portal.figures.rules import Column, exact, guarded, nested, reserves_by, share
from portal.shared.tally import Measure

# What the public list or the openings' own pages tell anyway.
EXACT = (Measure.OPENINGS_PUBLISHED, Measure.OPENINGS_FILLED, Measure.OPENINGS_READ)
# Each counts some of what the other counts; the order is the order of the page.
ABOVE: Mapping[Measure, Measure | None] = {
    Measure.OPENINGS_GUESSED: Measure.OPENINGS_READ,
    Measure.ENQUIRIES_RECEIVED: None,
    Measure.ANSWERED_IN_TIME: Measure.ENQUIRIES_RECEIVED,
    Measure.REVEALED: Measure.ENQUIRIES_RECEIVED,
    Measure.FORWARDED: Measure.REVEALED,
    Measure.MET: Measure.FORWARDED,
    Measure.STARTED: Measure.MET,
}

# (measure, fagområde, kind) → count
Counts = Mapping[tuple[str, str, str], int]
Table = Mapping[Measure, Column]


@dataclass(frozen=True)
class Month:
    """One month in two tables that share their totals."""

    month: str
    by_field: Table
    by_kind: Table

    @property
    def tables(self) -> Sequence[Table]:
        return (self.by_field, self.by_kind)

    @property
    def share_in_time(self) -> int | None:
        table = self.by_field
        return share(table[Measure.ANSWERED_IN_TIME], table[Measure.ENQUIRIES_RECEIVED])

    def total(self, measure: Measure) -> int | None:
        return self.by_field[measure].total


def shown_month(
    month: str, counts: Counts, fields: Sequence[str], kinds: Sequence[str], used: Collection[str]
) -> Month:
    """`used` are the rows of both tables in which anything was published up to the end of the month."""
    return Month(month, _table(counts, fields, 1, used), _table(counts, kinds, 2, used))


def _table(counts: Counts, rows: Sequence[str], place: int, used: Collection[str]) -> Table:
    """Each measure over these rows, which are at this place in the key of a count."""
    summed = {measure: dict.fromkeys(rows, 0) for measure in Measure}
    for key, count in counts.items():
        summed[Measure(key[0])][key[place]] += count
    reserves = reserves_by(summed[Measure.OPENINGS_PUBLISHED])
    unused = [row for row in rows if row not in used]
    table = {measure: exact(summed[measure]) for measure in EXACT}
    for measure, above in ABOVE.items():
        own = summed[measure]
        table[measure] = nested(own, table[above]) if above else guarded(own, reserves, unused)
    return table


def lines(month: Month) -> Iterator[tuple[str, Measure, str, int | None]]:
    """(table, measure, row, count) of everything shown, the totals once with an empty row."""
    for measure in month.by_field:
        yield "", measure, "", month.total(measure)
    for name, table in (("field", month.by_field), ("type", month.by_kind)):
        for measure, column in table.items():
            for row, count in column.rows.items():
                yield name, measure, row, count
