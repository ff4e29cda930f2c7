"""A file of openings as spreadsheets write it, and files that are out to do harm."""

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from portal.openings import import_sheet, import_xlsx
from portal.openings.import_columns import COLUMNS, read_headings
from portal.openings.import_sheet import FORMULA, SheetError, read_sheet
from portal.openings.import_template import csv_template, xlsx_template
from portal.openings.import_values import read_date, read_list, read_number, read_yes

ROWS = [["Virksomhed", "Titel"], ["Kvistgren Lydværk ApS", "Skriv; og ret\nnyhedsbrevet"]]
AS_READ = ["Kvistgren Lydværk ApS", "Skriv; og ret\nnyhedsbrevet"]


def csv_text(delimiter: str) -> str:
    quoted = [[f'"{value}"' for value in row] for row in ROWS]
    return "\r\n".join(delimiter.join(row) for row in quoted) + "\r\n"


def book(*rows: list[object]) -> bytes:
    made = Workbook()
    assert made.active is not None
    for row in rows:
        made.active.append(row)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def read(tmp_path: Path, content: bytes, name: str = "opslag.csv") -> import_sheet.Sheet:
    path = tmp_path / name
    path.write_bytes(content)
    return read_sheet(path)


def texts(sheet: import_sheet.Sheet) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in sheet.rows]


@pytest.mark.parametrize(
    "content",
    [
        csv_text(";").encode("utf-8-sig"),
        csv_text(";").encode("utf-8"),
        csv_text(";").encode("cp1252"),
        csv_text(",").encode("utf-8"),
        csv_text("\t").encode("utf-16"),
        ("sep=;\r\n" + csv_text(";")).encode("cp1252"),
        ("# Skrevet af os, til os, i dag\n" + csv_text(";")).encode("utf-8"),
    ],
    ids=["bom", "utf-8", "windows", "commas", "unicode text", "sep", "remark"],
)
def test_csv_is_read_however_a_spreadsheet_wrote_it(tmp_path: Path, content: bytes) -> None:
    sheet = read(tmp_path, content)
    assert sheet.headings == ("Virksomhed", "Titel")
    assert texts(sheet) == [AS_READ]


def test_rows_keep_the_number_they_have_in_the_spreadsheet(tmp_path: Path) -> None:
    content = b"Virksomhed;Titel\n\n# en note;\nA;B\n"
    assert [row.number for row in read(tmp_path, content).rows] == [4]
    written = book(["Virksomhed", "Titel"], [], ["A", "B"])
    assert [row.number for row in read(tmp_path, written, "opslag.xlsx").rows] == [3]


def test_a_workbook_s_values_are_read_as_they_would_be_typed(tmp_path: Path) -> None:
    written = book(
        ["Virksomhed", "Titel"],
        [30.0, 18.5, True, date(2027, 1, 11), datetime.fromisoformat("2027-01-11T00:00"), None, 1250],
    )
    assert texts(read(tmp_path, written, "opslag.xlsx")) == [
        ["30", "18,5", "ja", "2027-01-11", "2027-01-11", "", "1250"]
    ]


@pytest.mark.parametrize("formula", ['=HYPERLINK("https://a.example";"b")', "=1+1", ' =cmd|" /C calc"!A0'])
def test_a_formula_is_refused_and_never_worked_out(tmp_path: Path, formula: str) -> None:
    quoted = '"' + formula.replace('"', '""') + '"'
    assert read(tmp_path, f"Titel\n{quoted}\n".encode()).rows[0].cells[0].fault == FORMULA
    assert read(tmp_path, book(["Titel"], [formula]), "opslag.xlsx").rows[0].cells[0].fault == FORMULA


def test_the_value_a_formula_had_last_is_not_read(tmp_path: Path) -> None:
    written = book(["Titel"], ["=1+1"])
    with zipfile.ZipFile(io.BytesIO(written)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b"<v />", b"<v>2</v>").replace(b"<v></v>", b"<v>2</v>")
    assert b"<v>2</v>" in parts[sheet]
    cell = read(tmp_path, zipped(parts), "opslag.xlsx").rows[0].cells[0]
    assert (cell.text, cell.fault) == ("", FORMULA)


def zipped(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as book_file:
        for name, content in parts.items():
            book_file.writestr(name, content)
    return target.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        return {name: source.read(name) for name in source.namelist()}


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    parts = parts_of(book(["Titel"], ["a"])) | {"xl/media/big": b"\x00" * (import_xlsx.MOST_UNPACKED + 1)}
    bomb = zipped(parts)
    assert len(bomb) < import_sheet.MOST_BYTES
    with pytest.raises(SheetError, match="pakkes ud"):
        read(tmp_path, bomb, "opslag.xlsx")
    many = parts_of(book(["Titel"])) | {f"x/{number}": b"" for number in range(import_xlsx.MOST_PARTS)}
    with pytest.raises(SheetError, match="pakkes ud"):
        read(tmp_path, zipped(many), "opslag.xlsx")


@pytest.mark.parametrize("part", ["xl/styles.xml", "xl/workbook.xml", "[Content_Types].xml"])
def test_what_is_read_as_a_whole_is_refused_long_before_it_fills_the_memory(
    tmp_path: Path, part: str
) -> None:
    parts = parts_of(book(["Titel"], ["a"]))
    head, tag, rest = parts[part].rpartition(b"</")
    parts[part] = head + b"<a/>" * (import_xlsx.MOST_AROUND // 4) + tag + rest
    with pytest.raises(SheetError, match="pakkes ud"):
        read(tmp_path, zipped(parts), "opslag.xlsx")


def test_entities_in_a_workbook_are_not_unfolded(tmp_path: Path) -> None:
    parts = parts_of(book(["Titel"], ["a"]))
    sheet = "xl/worksheets/sheet1.xml"
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    head, tag, rest = parts[sheet].partition(b"<worksheet")
    parts[sheet] = head + bomb + tag + rest
    with pytest.raises(SheetError, match="kan ikke læses"):
        read(tmp_path, zipped(parts), "opslag.xlsx")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"PK\x03\x04 no zip", "opslag.xlsx"),
        (zipped({"a": b"b"}), "opslag.xlsx"),
        (b"", "opslag.xlsx"),
        (b"", "opslag.csv"),
        (b"\xff\xfe\x00", "opslag.csv"),
        (b'Titel\n"never ends', "opslag.csv"),
        (b"Titel\n\x00\x01", "opslag.csv"),
        (b"Titel", "opslag.xls"),
        (b"Titel", "opslag"),
    ],
)
def test_what_is_no_table_is_refused_with_what_to_do(tmp_path: Path, content: bytes, name: str) -> None:
    with pytest.raises(SheetError):
        read(tmp_path, content, name)


def test_size_rows_columns_and_cells_have_limits(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="MB"):
        read(tmp_path, b"a" * (import_sheet.MOST_BYTES + 1))
    with pytest.raises(SheetError, match="rækker"):
        read(tmp_path, b"Titel\n" + b"a\n" * (import_sheet.MOST_ROWS + 1))
    with pytest.raises(SheetError, match="rækker"):
        read(tmp_path, book(*[["a"]] * (import_sheet.MOST_ROWS + 2)), "opslag.xlsx")
    wide = ["a"] * (import_sheet.MOST_COLUMNS + 1)
    with pytest.raises(SheetError, match="kolonner"):
        read(tmp_path, ";".join(wide).encode())
    with pytest.raises(SheetError, match="kolonner"):
        read(tmp_path, book(wide), "opslag.xlsx")
    long = "a" * (import_sheet.MOST_LETTERS + 1)
    assert "tegn" in read(tmp_path, f"Titel\n{long}\n".encode()).rows[0].cells[0].fault


def test_a_row_that_says_it_is_the_last_of_a_billion_ends_the_reading(tmp_path: Path) -> None:
    parts = parts_of(book(["Titel"], ["a"]))
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b'r="2"', b'r="9999999999"')
    assert texts(read(tmp_path, zipped(parts), "opslag.xlsx")) == []


@pytest.mark.parametrize(
    "written",
    ["11-01-2027", "11.1.2027", "11/1-2027", "11/1 2027", "11. januar 2027", "den 11. jan. 2027", "11.01.27",
     "2027-01-11", "2027-01-11 00:00:00", "11 January 2027"],
)  # fmt: skip
def test_a_date_is_read_as_consultants_type_it(written: str) -> None:
    assert read_date(written) == "2027-01-11"


@pytest.mark.parametrize("written", ["31.2.2027", "uge 3", "januar", "11.13.2027", "5"])
def test_what_is_no_date_is_left_for_the_form_to_refuse(written: str) -> None:
    assert read_date(written) == written


def test_by_agreement_is_no_date_and_no_number() -> None:
    assert [read_date("Efter aftale"), read_date("–"), read_number("uden slutdato")] == ["", "", ""]


@pytest.mark.parametrize(
    ("written", "number"),
    [("37", "37"), ("37,0", "37"), ("30 timer", "30"), ("30 t. pr. uge", "30"), ("4 uger", "4"),
     ("18,5", "18,5"), ("ca. 20", "ca. 20"), ("-4", "-4")],
)  # fmt: skip
def test_a_number_is_read_with_its_unit_and_without_an_empty_decimal(written: str, number: str) -> None:
    assert read_number(written) == number


def test_yes_no_and_lists_are_read_as_they_are_typed() -> None:
    assert [read_yes(word) for word in ("Ja", "x", "nej", "", "måske")] == [True, True, False, False, None]
    assert read_list("interview, tekst; • tal\ntekst") == ("interview", "tekst", "tal")


def test_headings_are_known_in_any_spelling_and_what_is_not_known_is_told() -> None:
    known = read_headings(("VIRKSOMHED", "slags", "titel", "kan_foere_til", "# til os selv", "laerer"))
    assert known.faults == ()
    assert [column.field for column in known.places.values()] == [
        "company_id", "type", "title", "job_goal", "learn",
    ]  # fmt: skip
    wrong = read_headings(("Virksomhed", "Titel", "Titel", "Lokation"))
    assert len(wrong.faults) == 3


def test_the_templates_hold_every_column_and_explain_it(tmp_path: Path) -> None:
    content = csv_template()
    assert content.startswith(b"\xef\xbb\xbf") and b"\r\n" in content
    from_csv = read(tmp_path, content)
    from_xlsx = read(tmp_path, xlsx_template(), "skabelon.xlsx")
    assert read_headings(from_csv.headings).faults == ()
    assert len(read_headings(from_csv.headings).places) == len(COLUMNS)
    assert from_csv.headings == from_xlsx.headings
    trimmed = texts(from_csv)[0]
    while not trimmed[-1]:
        trimmed.pop()
    assert texts(from_xlsx) == [trimmed]
    explained = load_workbook(io.BytesIO(xlsx_template())).worksheets[1]
    assert [row[0].value for row in explained.iter_rows(min_row=2, max_row=len(COLUMNS) + 1)] == [
        column.heading for column in COLUMNS
    ]
    assert "# Slags: " in content.decode("utf-8-sig") and "Vejledning og opkvalificering" in content.decode()
