"""What of a month's counts may be shown, so that no hidden one can be computed; the proof is in ADR 0020."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

SMALL = 5

Rows = Mapping[str, int]


@dataclass(frozen=True)
class Column:
    """One measure over the rows of one table: what is shown, None where it is hidden."""

    total: int | None
    rows: Mapping[str, int | None]

    @property
    def is_whole(self) -> bool:
        return self.total is not None and None not in self.rows.values()


def exact(rows: Rows) -> Column:
    """What anybody could count from the public list."""
    return Column(sum(rows.values()), dict(rows))


def guarded(rows: Rows, reserves: Sequence[str], unused: Collection[str] = ()) -> Column:
    """A measure of its own: rows under five are hidden, and reserves with them until they sum to five.

    The reserves and their order come from public numbers alone, never from these rows; `unused` are
    rows in which nothing was ever published, and so everybody knows that they are empty.
    """
    used = {row: count for row, count in rows.items() if row not in unused or count}
    total = sum(used.values())
    hidden = {row for row, count in used.items() if count < SMALL}
    if hidden:
        hidden |= set(reserves[:1]) or set(used)
    while hidden and hidden != set(used) and sum(used[row] for row in hidden) < SMALL:
        more = next((row for row in reserves if row not in hidden), None)
        hidden = hidden | {more} if more else set(used)
    shown = {row: None if row in hidden else count for row, count in rows.items()}
    return Column(total if total >= SMALL else None, shown)


def nested(rows: Rows, above: Column) -> Column:
    """A measure of what `above` counts, too: shown row by row only when public numbers leave room."""
    total = sum(rows.values())
    closed = {row: 0 if above.rows[row] == 0 else None for row in rows}
    if above.total == 0:
        return Column(0, closed)
    if above.total is None or not SMALL <= total <= above.total:
        return Column(None, closed)
    if total == above.total and all(above.rows[row] in (None, rows[row]) for row in rows):
        small = any(0 < (count or 0) < SMALL for count in above.rows.values())
        return Column(None, closed) if small else above
    if has_room(above, total) and _large_everywhere(rows, above):
        return exact(rows)
    alone = list(closed.values()).count(None) == 1
    return Column(total, {row: total if alone and count is None else count for row, count in closed.items()})


def has_room(above: Column, total: int) -> bool:
    """Whether any row could be empty as far as the shown numbers tell: the others can hold the total."""
    if not above.is_whole:
        return False
    room = [count for count in above.rows.values() if count]
    return min(room) >= SMALL and sum(room) - max(room) >= total


def _large_everywhere(rows: Rows, above: Column) -> bool:
    return all(SMALL <= rows[row] <= count for row, count in above.rows.items() if count)


def share(part: Column, whole: Column) -> int | None:
    """Whole per cent, of shown numbers alone."""
    if part.total is None or whole.total is None or whole.total < SMALL:
        return None
    return round(100 * part.total / whole.total)


def reserves_by(published: Rows) -> Sequence[str]:
    """Rows in which something was published this month, the fewest first."""
    order = list(published)
    return sorted(
        (row for row in order if published[row]), key=lambda row: (published[row], order.index(row))
    )


def closed_months(first: str, today: str) -> Sequence[str]:
    """Every month from the first one counted to the last that is over, as "2026-11"."""
    year, month = int(first[:4]), int(first[5:])
    months = []
    while (text := f"{year}-{month:02}") < today:
        months.append(text)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return months
