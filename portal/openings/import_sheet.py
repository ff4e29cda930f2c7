"""A file of openings as rows of text: CSV however a spreadsheet wrote it, or XLSX; read within limits."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 1000
MOST_COLUMNS = 60
MOST_LETTERS = 10_000
# A first cell that begins so makes its row, and a heading its column, a remark to the reader.
REMARK = "#"
_BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


class SheetError(ValueError):
    """The file cannot be read as a table; the message says why and what to do, in Danish."""


@dataclass(frozen=True)
class Cell:
    """What stands in a cell; `fault` says why it cannot be used."""

    text: str = ""
    fault: str = ""


@dataclass(frozen=True)
class Row:
    """One row of the sheet under its number there; as many cells as there were."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def is_empty(self) -> bool:
        return not any(cell.text or cell.fault for cell in self.cells)

    @property
    def is_remark(self) -> bool:
        return bool(self.cells) and self.cells[0].text.startswith(REMARK)


@dataclass(frozen=True)
class Sheet:
    headings: tuple[str, ...]
    rows: tuple[Row, ...]


FORMULA = "Her står en formel. Sæt selve værdien ind i stedet."
TOO_LONG = f"Cellen har flere end {MOST_LETTERS} tegn. Kort den ned."


def cell(text: str) -> Cell:
    """A cell with text; what a spreadsheet would run as a formula is not taken for a text."""
    trimmed = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if trimmed.startswith("="):
        return Cell(fault=FORMULA)
    return Cell(fault=TOO_LONG) if len(trimmed) > MOST_LETTERS else Cell(trimmed)


def read_sheet(path: Path) -> Sheet:
    """The table in a file, by its ending; raises SheetError or OSError."""
    ending = path.suffix.lower()
    if ending not in (".csv", ".xlsx"):
        raise SheetError(
            "Filen skal hedde noget, der ender på .csv eller .xlsx. Gem den i et af de to formater."
        )
    if path.stat().st_size > MOST_BYTES:
        raise SheetError(f"Filen fylder mere end {MOST_BYTES // 1024**2} MB. Del den i flere.")
    content = path.read_bytes()
    if ending == ".xlsx":
        # Not every command that is loaded reads a spreadsheet.
        from portal.openings.import_xlsx import xlsx_rows

        return _sheet(xlsx_rows(content))
    return _sheet(_csv_rows(content))


def _sheet(rows: Iterable[Row]) -> Sheet:
    filled = (row for row in rows if not row.is_empty and not row.is_remark)
    head = next(filled, None)
    if head is None:
        raise SheetError("Filen er tom. Begynd med skabelonen: `openings import --template`.")
    return Sheet(tuple(cell.text for cell in head.cells), tuple(_within_limits(filled)))


def _within_limits(rows: Iterable[Row]) -> Iterator[Row]:
    for count, row in enumerate(rows, start=1):
        if count > MOST_ROWS:
            raise SheetError(f"Filen har flere end {MOST_ROWS} rækker. Del den i flere.")
        yield row


def _csv_rows(content: bytes) -> Iterator[Row]:
    text = _decoded(content)
    first, _, rest = text.partition("\n")
    hint = first.strip().strip('"')
    if hint.lower().startswith("sep=") and len(hint) == len("sep=") + 1:
        text, delimiter = rest, hint[-1]
    else:
        lines = (line for line in text.splitlines() if line.strip() and line.lstrip('"')[:1] != REMARK)
        delimiter = max(";\t,", key=next(lines, "").count)
    # Read strictly, so that a quotation mark that never ends is told instead of swallowing the rest.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, values in enumerate(reader, start=1):
            if len(values) > MOST_COLUMNS:
                raise SheetError(f"Række {number} har flere end {MOST_COLUMNS} kolonner.")
            yield Row(number, tuple(cell(value) for value in values))
    except csv.Error as error:
        raise SheetError(
            f"Linje {reader.line_num} kan ikke læses som CSV. Se efter et anførselstegn, der mangler."
        ) from error


def _decoded(content: bytes) -> str:
    """UTF-8 or what a byte order mark says; else what a Danish spreadsheet means by plain CSV."""
    marked = next((name for mark, name in _BYTE_ORDER_MARKS.items() if content.startswith(mark)), None)
    try:
        text = content.decode(marked or "utf-8")
    except UnicodeDecodeError:
        if marked:
            raise SheetError("Filens tegn kan ikke læses. Gem den som CSV UTF-8.") from None
        text = content.decode("cp1252", "replace")
    if "\x00" in text:
        raise SheetError("Filen er ikke en CSV-fil. Gem den som CSV UTF-8.")
    return text
