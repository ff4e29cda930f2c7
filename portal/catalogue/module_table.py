"""Every module in a table: how long, how hard to read, how many facts, what there is to do."""

from collections.abc import Iterator

from portal.catalogue.content_check import Checked
from portal.catalogue.content_pages import ContentPage
from portal.catalogue.front_matter import ModuleHead
from portal.catalogue.module_requirements import words_read
from portal.catalogue.readability import measure, modules
from portal.catalogue.worksheet_pdf import Printer

COLUMNS = (
    "module",
    "language",
    "words",
    "lix",
    "lix with facts",
    "ease",
    "facts",
    "self-check",
    "sheet pages",
)


def module_table(checked: Checked, printer: Printer) -> Iterator[tuple[str, ...]]:
    """One row for each module and language: LIX for Danish, Flesch's reading ease for English."""
    yield COLUMNS
    for page in modules(checked.content):
        yield _row(page, checked, printer)


def _row(page: ContentPage, checked: Checked, printer: Printer) -> tuple[str, ...]:
    head = page.head
    assert isinstance(head, ModuleHead)
    measured = measure(page, checked.registry, checked.glossary)
    danish = page.language == "da"
    sheet = printer.print(head, head.worksheet, page.language).pages if head.worksheet else 0
    return (
        head.id,
        page.language,
        str(words_read(page.read.body)),
        f"{measured.text.lix:.0f}" if danish else "",
        f"{measured.with_facts.lix:.0f}" if danish else "",
        "" if danish else f"{measured.text.ease:.0f}",
        str(len(page.fact_ids)),
        str(len(head.self_check or ())),
        str(sheet),
    )
