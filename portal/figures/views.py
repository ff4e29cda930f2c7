"""Closed months as the page and the file show them: every cell a number, or the word that stands for it."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from portal.figures import labels
from portal.figures.months import ABOVE, Month, Table, lines
from portal.openings.labels import KINDS
from portal.shared.registers import load_registers
from portal.shared.tally import Measure
from portal.shared.texts import translate

MOST_MONTHS = 6
# Half the width is left for the number beside the longest bar.
WIDEST = 68.0
LINE, THICK, GAP = 1.35, 1.0, 0.8
# A spreadsheet takes a cell that begins with one of these for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Line:
    """A row of a table; `hidden` cells are worded, so that nobody takes them for a nought."""

    name: str
    cells: Sequence[str]


@dataclass(frozen=True)
class Divided:
    """A month over the rows of one table; `undivided` are measures of which no row can be shown."""

    lines: Sequence[Line]
    undivided: Sequence[str]


@dataclass(frozen=True)
class Bar:
    """A month in the drawing, in em and per cent."""

    label: str
    said: str
    ours: bool
    width: float | None
    text_y: float
    bar_y: float
    number_y: float


def month_name(month: str, lang: str) -> str:
    """As in "oktober 2026" for "2026-10"."""
    return format_date(date.fromisoformat(f"{month}-01"), "MMMM y", locale=lang)


def cell(count: int | None, lang: str) -> str:
    return translate(lang, labels.HIDDEN) if count is None else str(count)


def total(month: Month, measure: Measure, lang: str) -> str:
    """Only a hidden total of a measure that no other one narrows is surely a small one."""
    count = month.total(measure)
    alone = measure in ABOVE and ABOVE[measure] is None
    return translate(lang, labels.FEWER) if count is None and alone else cell(count, lang)


def over_time(months: Sequence[Month], lang: str) -> Sequence[Line]:
    """The totals, one column for each of the months."""
    rows = [
        Line(translate(lang, name), [total(month, measure, lang) for month in months])
        for measure, name in labels.NAMES.items()
    ]
    at = list(labels.NAMES).index(Measure.ANSWERED_IN_TIME) + 1
    rows.insert(at, Line(translate(lang, labels.SHARE), [share_text(month, lang) for month in months]))
    return rows


def share_text(month: Month, lang: str) -> str:
    share = month.share_in_time
    if share is None:
        return translate(lang, labels.HIDDEN)
    return f"{share}%" if lang == "en" else f"{share} %"


def divided(month: Month, rows: Table, lang: str) -> Divided:
    """One line for each measure that shows any of its rows, the total last; the others by name."""
    names = {measure: translate(lang, name) for measure, name in labels.NAMES.items()}
    shown = [one for one in names if any(count is not None for count in rows[one].rows.values())]
    drawn = [
        Line(
            names[one],
            [*(cell(count, lang) for count in rows[one].rows.values()), total(month, one, lang)],
        )
        for one in shown
    ]
    return Divided(drawn, [name for one, name in names.items() if one not in shown])


def row_names(lang: str) -> dict[str, str]:
    """The names of the rows of both tables by their codes."""
    names = {field.id: field.name(lang) for field in load_registers().fields}
    return names | {kind.value: translate(lang, label) for kind, label in KINDS.items()}


def bars(months: Sequence[Month], chosen: Month, lang: str) -> Sequence[Bar]:
    """Enquiries by month; one that is hidden has its words and no bar."""
    counts = [month.total(Measure.ENQUIRIES_RECEIVED) for month in months]
    longest = max((count or 0 for count in counts), default=0)
    drawn = []
    for n, (month, count) in enumerate(zip(months, counts, strict=True)):
        top = n * (LINE + THICK + GAP)
        drawn.append(
            Bar(
                month_name(month.month, lang),
                total(month, Measure.ENQUIRIES_RECEIVED, lang),
                month is chosen,
                round(WIDEST * count / longest, 1) if count else None,
                round(top + 0.95, 2),
                round(top + LINE, 2),
                round(top + LINE + 0.85, 2),
            )
        )
    return drawn


def drawing_height(bars: Sequence[Bar]) -> float:
    return round(len(bars) * (LINE + THICK + GAP) - GAP + 0.25, 2)


def as_csv(months: Sequence[Month], lang: str) -> bytes:
    """What the page shows and no more, for a Danish spreadsheet: semicolons, and a mark for its letters."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(translate(lang, name) for name in labels.COLUMNS)
    names = row_names(lang)
    for month in months:
        for place, measure, row, count in lines(month):
            said = total(month, measure, lang) if not row else cell(count, lang)
            about = (translate(lang, labels.NAMES[measure]), translate(lang, labels.TABLES[place]))
            writer.writerow(safe(text) for text in (month.month, *about, names.get(row, ""), said))
    return ("\ufeff" + text.getvalue()).encode()


def safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
