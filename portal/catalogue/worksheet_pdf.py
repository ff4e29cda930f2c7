"""Worksheets as PDF: made when the site is built, kept beside it so that the next build is quick."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from markupsafe import Markup

from portal.catalogue.front_matter import PageHead
from portal.catalogue.worksheet import MOST_PAGES, Worksheet, path_of
from portal.shared.pdf import is_accessible, pages_in
from portal.shared.pdf_cache import PdfCache
from portal.shared.qr import printed_code
from portal.shared.site_address import permanent_link

TEMPLATE = Path(__file__).with_name("worksheet.typ")
# Beside the site, so that the kept sheets are no part of what is published.
WORKSHEETS = Path(__file__).resolve().parents[2] / "build" / "worksheets"
MOST_SHEETS = 1000
WORDS = {
    "da": {"worksheet": "Arbejdsark", "page": "Side", "scan": "QR-kode med link til siden"},
    "en": {"worksheet": "Worksheet", "page": "Page", "scan": "QR code with a link to the page"},
}
LENGTHS = {"da": ("1 side", "{} sider"), "en": ("1 page", "{} pages")}


class WorksheetError(ValueError):
    """The sheet cannot be printed as it is; the message is Danish, because an editor reads it."""


@dataclass(frozen=True)
class PrintedSheet:
    path: str
    content: bytes
    title: str
    language: Literal["da", "en"]

    @property
    def pages(self) -> int:
        return pages_in(self.content)

    @property
    def link(self) -> Markup:
        """ "Arbejdsark: Min uge (1 side, PDF)"."""
        one, several = LENGTHS[self.language]
        length = one if self.pages == 1 else several.format(self.pages)
        called = f"{WORDS[self.language]['worksheet']}: {self.title} ({length}, PDF)"
        link = Markup('<p class="worksheet"><a href="/{}" type="application/pdf">{}</a></p>')
        return link.format(self.path, called)


@dataclass(frozen=True)
class Printer:
    """Makes the sheets of one build."""

    cache: PdfCache
    site_name: str
    base_url: str

    def print(self, head: PageHead, sheet: Worksheet, language: Literal["da", "en"]) -> PrintedSheet:
        """Raises WorksheetError if the sheet is too long, or has a sign that cannot be printed."""
        values = self._values(head, sheet, language)
        content = self.cache.find(TEMPLATE, values) or self.cache.make(TEMPLATE, values)
        printed = PrintedSheet(path_of(head.id, language), content, sheet.title, language)
        if printed.pages > MOST_PAGES:
            raise WorksheetError(
                f"arbejdsarket fylder {printed.pages} sider: gør det højst {MOST_PAGES} langt"
            )
        if not is_accessible(content):
            raise WorksheetError("arbejdsarket har et tegn, som skriften ikke har: skriv det med bogstaver")
        return printed

    def _values(self, head: PageHead, sheet: Worksheet, language: str) -> dict[str, object]:
        address = permanent_link(self.base_url, head.id, language)
        return {
            "lang": language,
            "words": WORDS[language],
            "site": self.site_name,
            "module": {"title": head.title},
            "address": address,
            "qr": printed_code(address),
            **asdict(sheet),
        }
