"""How many companies there are of a branch in a municipality, as far as a loaded table tells."""

import csv
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from io import StringIO
from pathlib import Path

from portal.openings.detector.words import LISTS

SIZE_CLASSES = ("1-4", "5-9", "10-19", "20-49", "50-99", "100-249", "250+")
_HIDDEN_CELL = frozenset({"", "..", "."})


class CountsError(ValueError):
    """The count table is not what it should be; the message names the line."""


@dataclass(frozen=True)
class Cell:
    branch: str
    municipality: str
    size_class: str
    companies: int


@dataclass(frozen=True)
class CountTable:
    """May be partial: what is not in it is unknown, which is not the same as none."""

    cells: tuple[Cell, ...]

    def companies(
        self,
        *,
        branches: Collection[str] | None = None,
        municipalities: Collection[str] | None = None,
        sizes: Collection[str] | None = None,
    ) -> int | None:
        """The sum over the cells that fit, compared without case; None where there is no such cell."""
        found = [
            cell.companies
            for cell in self.cells
            if _fits(cell.branch, branches)
            and _fits(cell.municipality, municipalities)
            and _fits(cell.size_class, sizes)
        ]
        return sum(found) if found else None

    @property
    def branches(self) -> frozenset[str]:
        return frozenset(cell.branch.casefold() for cell in self.cells)


def _fits(value: str, wanted: Collection[str] | None) -> bool:
    return wanted is None or value.casefold() in {one.casefold() for one in wanted}


def size_class_of(employees: int) -> str:
    for size_class in SIZE_CLASSES[:-1]:
        if employees <= int(size_class.partition("-")[2]):
            return size_class
    return SIZE_CLASSES[-1]


def read_counts(text: str) -> CountTable:
    """Reads `branche;kommune;stoerrelse;antal` with `;` or `,`; raises CountsError naming the line."""
    first_line = text.lstrip("\N{ZERO WIDTH NO-BREAK SPACE}").partition("\n")[0]
    rows = csv.DictReader(
        StringIO(text.lstrip("\N{ZERO WIDTH NO-BREAK SPACE}")), delimiter=";" if ";" in first_line else ","
    )
    missing = {"branche", "kommune", "stoerrelse", "antal"} - set(rows.fieldnames or ())
    if missing:
        raise CountsError(f"linje 1: kolonnen {', '.join(sorted(missing))} mangler")
    cells = [_cell(row, line) for line, row in enumerate(rows, start=2)]
    _refuse_duplicates(cells)
    return CountTable(tuple(cells))


def _cell(row: Mapping[str, str | None], line: int) -> Cell:
    branch, municipality, size = ((row[name] or "").strip() for name in ("branche", "kommune", "stoerrelse"))
    written = (row["antal"] or "").strip()
    if not branch or not municipality:
        raise CountsError(f"linje {line}: branche eller kommune mangler")
    if size and size not in SIZE_CLASSES:
        raise CountsError(f"linje {line}: størrelsen {size} findes ikke")
    # A confidential cell counts as nobody, so that the search for an area goes a level up.
    if written in _HIDDEN_CELL:
        return Cell(branch, municipality, size, 0)
    if not re.fullmatch(r"\d+", written, re.ASCII):
        raise CountsError(f"linje {line}: antallet {written} er ikke et helt tal")
    return Cell(branch, municipality, size, int(written))


def _refuse_duplicates(cells: Iterable[Cell]) -> None:
    seen: set[tuple[str, str, str]] = set()
    for line, cell in enumerate(cells, start=2):
        key = (cell.branch.casefold(), cell.municipality.casefold(), cell.size_class)
        if key in seen:
            raise CountsError(f"linje {line}: cellen står der to gange")
        seen.add(key)


def read_counts_file(path: Path) -> CountTable:
    return read_counts(path.read_text(encoding="utf-8-sig"))


@cache
def demonstration_counts() -> CountTable:
    """Invented numbers for demonstration and tests."""
    return read_counts_file(LISTS / "demonstration_counts.csv")
