"""Worksheets: what an editor may write, and the paper that comes of it."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from portal.catalogue.content_pages import read_content
from portal.catalogue.front_matter import ModuleHead
from portal.catalogue.worksheet_pdf import PrintedSheet, Printer, WorksheetError
from portal.shared.pdf_cache import PdfCache
from tests.catalogue.builders import SHEET, ContentFolder, add_worksheet

DA, EN = "start/raadighed.md", "start/raadighed.en.md"


@pytest.fixture
def sheets(content: ContentFolder) -> ContentFolder:
    """The small content folder with a worksheet in both languages."""
    add_worksheet(content)
    return content


def printed(sheets: ContentFolder, language: str = "da", folder: str = "kept") -> PrintedSheet:
    head = read_content(sheets.root).by_id["raadighed", "en" if language == "en" else "da"].head
    assert isinstance(head, ModuleHead) and head.worksheet
    printer = Printer(PdfCache(sheets.root.parent / folder), "Samtaleklar", "https://samtaleklar.example/")
    return printer.print(head, head.worksheet, "en" if language == "en" else "da")


def test_a_worksheet_in_both_languages_is_in_order(sheets: ContentFolder) -> None:
    assert sheets.errors() == []


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("      rows: 5\n", "", 22, "både `columns` og `rows`"),
        ("      lines: 4\n", "", 19, "netop én slags"),
        ("      lines: 4\n", "      lines: 4\n      checks: [A]\n", 19, "netop én slags"),
        ("lines: 4", "lines: 40", 21, "`lines` kan ikke bruges: skriv antal linjer fra 1 til 20"),
        ("[Dag, Hvad, Hvem]", "[Dag]", 23, "`columns` kan ikke bruges"),
        ("  title: Min uge\n", "", 15, "`worksheet` mangler `title`"),
        ("      hint:", "      hjælp:", 20, "`worksheet` kender ikke nøglen `hjælp`"),
        ("Det, du selv", "Det, <b>du</b>", 20, "skriv ren tekst"),
        ("[Jeg har skrevet i joblog, ", "[Yes, ", 26, "`checks` kan ikke bruges"),
    ],
)
def test_a_fault_in_a_worksheet_is_named_with_its_line(
    sheets: ContentFolder, old: str, new: str, line: int, said: str
) -> None:
    sheets.change(DA, old, new)

    assert any(f"{DA}:{line}:" in one and said in one for one in sheets.errors()), sheets.errors()


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("lines: 4", "lines: 3", 19),
        ("[Dag, Hvad, Hvem]", "[Day, What]", 22),
        ("rows: 5", "rows: 4", 22),
        (", Jeg har booket tid]", "]", 25),
        ("    - heading: Husk\n      checks: [Jeg har skrevet i joblog, Jeg har booket tid]\n", "", 15),
    ],
)
def test_both_languages_have_the_same_to_fill_in(
    sheets: ContentFolder, old: str, new: str, line: int
) -> None:
    sheets.change(EN, old, new)

    assert any(f"{EN}:{line}:" in one and "`worksheet`" in one for one in sheets.errors()), sheets.errors()


def test_a_sheet_that_is_described_must_be_linked_to(sheets: ContentFolder) -> None:
    sheets.change(DA, "[[worksheet]]", "Intet.")

    assert any("siden har `worksheet`, men viser det ikke" in one for one in sheets.errors())


def test_the_link_says_what_it_is_and_how_long(sheets: ContentFolder) -> None:
    danish, english = printed(sheets), printed(sheets, "en")

    assert 'href="/arbejdsark/raadighed.pdf"' in danish.link
    assert "Arbejdsark: Min uge (1 side, PDF)" in danish.link
    assert 'href="/en/worksheets/raadighed.pdf"' in english.link
    assert "Worksheet: Min uge (1 page, PDF)" in english.link


def test_the_paper_is_tagged_and_says_its_title_language_and_where_it_belongs(sheets: ContentFolder) -> None:
    read = PdfReader(BytesIO(printed(sheets, "en").content))

    assert read.metadata is not None and read.metadata.title == "Worksheet: Min uge"
    assert read.trailer["/Root"]["/Lang"] == "en"
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert b"pdfuaid:part" in printed(sheets, "en").content
    text = read.pages[0].extract_text()
    for said in (
        "Det vil jeg nå",
        "Hvem",
        "Jeg har booket tid",
        "https://samtaleklar.example/en/m/raadighed",
    ):
        assert said in text


def test_the_number_of_pages_is_the_true_one(sheets: ContentFolder) -> None:
    long = SHEET.replace("lines: 4", "lines: 20").replace("rows: 5", "rows: 10")
    sheets.change(DA, SHEET, long)

    sheet = printed(sheets)

    assert sheet.pages == len(PdfReader(BytesIO(sheet.content)).pages) == 2
    assert "(2 sider, PDF)" in sheet.link


def test_three_pages_are_too_many(sheets: ContentFolder) -> None:
    many = "".join(f"    - heading: Del {n}\n      lines: 15\n" for n in range(4))
    sheets.change(DA, "  parts:\n", f"  parts:\n{many}")

    with pytest.raises(WorksheetError, match="fylder 5 sider"):
        printed(sheets)


def test_a_sign_without_a_letter_in_the_font_is_refused(sheets: ContentFolder) -> None:
    sheets.change(DA, "title: Min uge", "title: Min uge 🙂")

    with pytest.raises(WorksheetError, match="tegn"):
        printed(sheets)


def test_the_same_sheet_has_the_same_bytes_and_is_made_once(
    sheets: ContentFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = printed(sheets)
    assert printed(sheets, folder="elsewhere").content == first.content
    monkeypatch.setattr("portal.shared.pdf_cache.render_pdf", lambda *_: b"made again")

    assert printed(sheets).content == first.content


def test_code_of_the_typesetter_in_a_text_is_only_text(sheets: ContentFolder) -> None:
    sheets.change(DA, "title: Min uge", "title: '#panic(1) $x$ *a* \"b\"'")

    text = PdfReader(BytesIO(printed(sheets).content)).pages[0].extract_text()

    assert '#panic(1) $x$ *a* "b"' in text


def test_the_kept_sheets_are_no_part_of_what_is_published(sheets: ContentFolder) -> None:
    made = printed(sheets)

    kept: list[Path] = list((sheets.root.parent / "kept").glob("*.pdf"))
    assert [file.read_bytes() for file in kept] == [made.content]
