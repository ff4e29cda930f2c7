"""Reads count tables: a file in either of two sets of columns, and what a table must hold to be loaded."""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from io import StringIO
from pathlib import Path

from portal.openings.detector.counts import SIZE_CLASSES, Cell, CountTable, Level, codes_of
from portal.openings.detector.words import LISTS
from portal.shared.danish_order import danish_order
from portal.shared.registers import load_registers

_HIDDEN_CELL = frozenset({"", "..", "."})
_SHORT = ("branche", "kommune", "stoerrelse", "antal")
_LONG = ("kommunekode", "branche", "stoerrelse", "antal_virksomheder", "antal_arbejdssteder")
_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
_TEN_GROUPS = frozenset(str(number) for number in range(1, 12))
DB07 = "DB07"


class CountsError(ValueError):
    """The count table is not what it should be; the message names the line."""


@dataclass(frozen=True)
class WholeTable:
    """A table that covers the country, with what it says of itself."""

    table: CountTable
    source: str
    period: str


@dataclass(frozen=True)
class _Row:
    line: int
    values: Mapping[str, str]

    def of(self, column: str) -> str:
        return self.values.get(column, "")


def read_counts(text: str) -> CountTable:
    """Reads either set of columns with `;` or `,`; may be partial; raises CountsError naming the line."""
    return _table(_rows(text))


def read_whole(text: str, *, source: str = "", period: str = "") -> WholeTable:
    """Reads a table that may be loaded: known codes, all municipalities, and where the numbers come from."""
    rows = _rows(text)
    table = _table(rows)
    _refuse_unknown(rows, table)
    _refuse_gaps(table)
    whole = WholeTable(
        table,
        source.strip() or _said_once(rows, "kilde"),
        period.strip() or _said_once(rows, "periode"),
    )
    if not whole.source or not whole.period:
        raise CountsError("kilde eller periode mangler: skriv den i filen, eller giv den med")
    return whole


def read_counts_file(path: Path) -> CountTable:
    return read_counts(path.read_text(encoding="utf-8-sig"))


@cache
def demonstration_counts() -> CountTable:
    """Invented numbers for demonstration and tests."""
    return read_counts_file(LISTS / "demonstration_counts.csv")


def _rows(text: str) -> list[_Row]:
    plain = text.lstrip(_BOM)
    reader = csv.DictReader(StringIO(plain), delimiter=";" if ";" in plain.partition("\n")[0] else ",")
    named = set(reader.fieldnames or ())
    needed = _LONG if "kommunekode" in named else _SHORT
    # One of the two numbers is enough.
    optional = {"antal_virksomheder"} if "antal_arbejdssteder" in named else {"antal_arbejdssteder"}
    missing = set(needed) - named - optional
    if missing:
        raise CountsError(f"linje 1: kolonnen {', '.join(sorted(missing))} mangler")
    rows = []
    for values in reader:
        written = {name: (value or "").strip() for name, value in values.items() if isinstance(name, str)}
        rows.append(_Row(reader.line_num, written))
    return rows


def _table(rows: Sequence[_Row]) -> CountTable:
    level, counted = _level(rows), _counted(rows)
    cells = [_cell(row, level, counted) for row in rows]
    _refuse_doubles(zip(rows, cells, strict=True))
    return CountTable(tuple(cells), level)


def _level(rows: Sequence[_Row]) -> Level:
    levels = [_level_of(row.of("branche")) for row in rows]
    for row, level in zip(rows, levels, strict=True):
        if level != levels[0]:
            raise CountsError(f"linje {row.line}: brancherne skal alle være ord eller alle samme slags koder")
    return levels[0] if levels else "words"


def _level_of(branch: str) -> Level:
    digits = branch.replace(".", "")
    if re.fullmatch(r"\d{5,6}", digits, re.ASCII):
        return "127"
    return "10" if re.fullmatch(r"\d{1,2}", digits, re.ASCII) else "words"


def _counted(rows: Sequence[_Row]) -> frozenset[str]:
    """The columns of numbers that are filled in at all: an empty one is the same as none."""
    columns = ("antal", "antal_virksomheder", "antal_arbejdssteder")
    return frozenset(column for column in columns if any(row.of(column) for row in rows))


def _cell(row: _Row, level: Level, counted: frozenset[str]) -> Cell:
    branch, size = _branch(row.of("branche"), level), row.of("stoerrelse")
    municipality = row.of("kommunekode") or row.of("kommune")
    if not branch or not municipality:
        raise CountsError(f"linje {row.line}: branche eller kommune mangler")
    if size and size not in SIZE_CLASSES:
        raise CountsError(f"linje {row.line}: størrelsen {size} findes ikke")
    if row.of("standard") not in ("", DB07):
        raise CountsError(f"linje {row.line}: koderne skal være {DB07}; oversæt filen først")
    companies = "antal" if "antal" in row.values else "antal_virksomheder"
    numbers = (
        _number(row, column) if column in counted else None for column in (companies, "antal_arbejdssteder")
    )
    return Cell(branch, _municipality(municipality), size, *numbers)


def _branch(written: str, level: Level) -> str:
    """As the table's level writes it: a code of five digits is the same without its last zero."""
    if level == "words":
        return _branches_by_name().get(written.casefold(), written)
    digits = written.replace(".", "")
    return digits.lstrip("0") if level == "10" else digits.ljust(6, "0")


@cache
def _branches_by_name() -> Mapping[str, str]:
    return {
        name.casefold(): branch.id
        for branch in load_registers().branches
        for name in (branch.name_da, branch.name_en, branch.id)
    }


def _municipality(written: str) -> str:
    """The Danish name for a code, a name or an id; what is not known stays as it was written."""
    registers = load_registers()
    by_code = _municipalities_by_code().get(written.zfill(4))
    known = registers.municipality(written) or registers.areas_by_id.get(written)
    return by_code or (known.name_da if known else written)


@cache
def _municipalities_by_code() -> Mapping[str, str]:
    return {area.code: area.name_da for area in load_registers().of_kind("municipality") if area.code}


def _number(row: _Row, column: str) -> int:
    written = row.of(column)
    # A confidential cell counts as nobody, so that the search for an area goes a level up.
    if written in _HIDDEN_CELL:
        return 0
    if not re.fullmatch(r"\d{1,9}", written, re.ASCII):
        raise CountsError(f"linje {row.line}: antallet {written} er ikke et helt tal")
    return int(written)


def _refuse_doubles(read: Iterable[tuple[_Row, Cell]]) -> None:
    sizes: dict[tuple[str, str], set[str]] = {}
    for row, cell in read:
        seen = sizes.setdefault((cell.branch.casefold(), cell.municipality.casefold()), set())
        if cell.size_class in seen:
            raise CountsError(f"linje {row.line}: cellen står der to gange")
        if seen and (not cell.size_class or "" in seen):
            raise CountsError(f"linje {row.line}: cellen står der både samlet og delt efter størrelse")
        seen.add(cell.size_class)


def _refuse_unknown(rows: Sequence[_Row], table: CountTable) -> None:
    places = {area.name_da for area in load_registers().of_kind("municipality")}
    for row, cell in zip(rows, table.cells, strict=True):
        if cell.municipality not in places:
            raise CountsError(f"linje {row.line}: kommunen {cell.municipality} findes ikke")
        if not _is_known(cell.branch, table.level):
            raise CountsError(f"linje {row.line}: branchen {cell.branch} findes ikke; se branches.yaml")


def _is_known(branch: str, level: Level) -> bool:
    """Of the 127 groups only those of our branches are listed, so another one is left uncounted."""
    if level == "words":
        return branch in load_registers().branches_by_id
    return level == "127" or branch in _TEN_GROUPS


def _refuse_gaps(table: CountTable) -> None:
    """Every municipality, and for codes every one that our branches are mapped to."""
    registers = load_registers()
    named = {cell.municipality for cell in table.cells}
    names = [area.name_da for area in registers.of_kind("municipality")]
    gaps = sorted((name for name in names if name not in named), key=danish_order)
    if gaps:
        more = f" og {len(gaps) - 3} til" if len(gaps) > 3 else ""
        raise CountsError(f"alle 98 kommuner skal være med; {', '.join(gaps[:3])}{more} mangler")
    if table.level == "words":
        return
    counted = {cell.branch for cell in table.cells}
    for branch in registers.branches:
        lost = sorted(set(codes_of(branch.id, table.level)) - counted)
        if lost:
            raise CountsError(f"koden {lost[0]} for {branch.id} i branches.yaml står ikke i filen")


def _said_once(rows: Sequence[_Row], column: str) -> str:
    said = sorted({row.of(column) for row in rows} - {""})
    if len(said) > 1:
        raise CountsError(f"kolonnen {column} siger både {said[0]} og {said[1]}; del filen")
    return said[0] if said else ""
