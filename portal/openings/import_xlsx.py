"""Reads and writes XLSX: a workbook from a stranger is measured before it is unpacked."""

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from openpyxl import DEFUSEDXML, Workbook, load_workbook
from openpyxl.cell.cell import Cell as BookCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from portal.openings.import_sheet import FORMULA, MOST_COLUMNS, Cell, Row, SheetError, cell

MOST_UNPACKED = 40 * 1024 * 1024
MOST_PARTS = 200
# Styles and the list of sheets are read as a whole, at many times their size: what is no cell is small.
MOST_AROUND = 2 * 1024 * 1024
READ_IN_PIECES = ("xl/worksheets/", "xl/sharedStrings", "xl/media/")
LAST_ROW = 1_048_576
# What a broken workbook makes its reader raise; a parser's own error is a SyntaxError.
UNREADABLE = (
    ValueError, LookupError, TypeError, AttributeError, SyntaxError, ArithmeticError, EOFError, OSError,
    RuntimeError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
NO_BOOK = "Filen kan ikke læses som et regneark. Åbn den i et regnearksprogram, og gem den igen som .xlsx."
ERROR = "Cellen viser en fejl. Ret den i regnearket."
# Entities in a workbook's XML are refused, not unfolded, when this stands.
assert DEFUSEDXML, "openpyxl reads XML from strangers: defusedxml has to be installed"


def xlsx_rows(content: bytes) -> Iterator[Row]:
    """The rows of the first sheet; formulas come as what they are, never as the value they had last."""
    _refuse_a_bomb(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            rows = sheet.iter_rows(max_col=MOST_COLUMNS + 1, max_row=LAST_ROW)
            for number, cells in enumerate(rows, start=1):
                if any(one.value is not None for one in cells):
                    yield Row(number, _cells(number, cells))
    except SheetError:
        raise
    except UNREADABLE as error:
        raise SheetError(NO_BOOK) from error


def write_xlsx(
    headings: Sequence[str], rows: Sequence[Sequence[str]], remarks: Sequence[Sequence[str]]
) -> bytes:
    """A workbook with a sheet to fill in and a sheet that explains it; every cell is a text."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Opslag"
    for row in (headings, *rows):
        sheet.append(list(row))
    explained = book.create_sheet("Forklaring")
    for row in remarks:
        explained.append(list(row))
    for one in (sheet, explained):
        _dress(one)
        one.freeze_panes = "A2"
    book.properties.creator = "Samtaleklar"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _dress(sheet: Worksheet) -> None:
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        for one in cells:
            assert isinstance(one, BookCell)
            one.data_type, one.number_format = "s", "@"
            one.alignment = Alignment(wrap_text=True, vertical="top")
            one.font = Font(bold=number == 1)
            sheet.column_dimensions[get_column_letter(one.column)].width = 28


def _refuse_a_bomb(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            parts = book.infolist()
    except UNREADABLE as error:
        raise SheetError(NO_BOOK) from error
    # No more is ever unpacked of a part than it says of itself.
    unpacked = sum(part.file_size for part in parts)
    around = sum(part.file_size for part in parts if not part.filename.startswith(READ_IN_PIECES))
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or around > MOST_AROUND:
        raise SheetError("Regnearket er for stort, når det pakkes ud. Gem kun arket med opslag i en ny fil.")


def _cells(number: int, cells: Sequence[object]) -> tuple[Cell, ...]:
    read = [_cell(one) for one in cells]
    while read and read[-1] == Cell():
        read.pop()
    if len(read) > MOST_COLUMNS:
        raise SheetError(f"Række {number} har flere end {MOST_COLUMNS} kolonner.")
    return tuple(read)


def _cell(found: object) -> Cell:
    value, kind = getattr(found, "value", None), getattr(found, "data_type", "n")
    if kind == "f":
        return Cell(fault=FORMULA)
    if kind == "e":
        return Cell(fault=ERROR)
    return Cell() if value is None else cell(_written(value))


def _written(value: object) -> str:
    """A value as somebody would type it in Danish."""
    match value:
        case bool():
            return "ja" if value else "nej"
        case datetime() | date():
            return f"{value:%Y-%m-%d}"
        case float():
            return str(int(value)) if value.is_integer() else f"{value:g}".replace(".", ",")
        case _:
            return str(value).replace("_x000D_", "")
