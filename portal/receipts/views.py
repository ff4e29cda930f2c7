"""A receipt as the pages show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from portal.receipts.service import Receipt, Receipts, SeenModule
from portal.shared.dates import full_date
from portal.shared.qr import DrawnCode, draw
from portal.shared.texts import N_, translate

NOTE = N_(
    "Kvittering for ret og pligt, %(date)s: %(modules)s. Kode: %(code)s. Den kan tjekkes på %(address)s"
)


@dataclass(frozen=True)
class Line:
    """A module on a receipt: its title and page, the day, and whether it is the same today."""

    title: str
    url: str
    on: date
    unchanged: bool


@dataclass(frozen=True)
class More:
    """A module that could be added."""

    id: str
    title: str


@dataclass(frozen=True)
class View:
    code: str
    lines: Sequence[Line]
    last: date
    expires: date
    more: Sequence[More]

    @property
    def drawn(self) -> DrawnCode:
        """For a scanner on a desk: the code as it stands, so that it is in no address."""
        return draw(self.code)

    def note(self, lang: str, address: str) -> str:
        """A few lines for a note to a meeting."""
        titles = ", ".join(line.title for line in self.lines if line.title)
        date_ = full_date(self.last, lang)
        return translate(lang, NOTE, date=date_, modules=titles, code=self.code, address=address)


def show(receipt: Receipt, receipts: Receipts, lang: str) -> View:
    seen = {one.id for one in receipt.seen}
    more = [
        More(identifier, module.page(lang).title)
        for identifier, module in receipts.offered.items()
        if identifier not in seen
    ]
    lines = [_line(one, lang) for one in receipt.seen]
    return View(receipt.text, lines, receipt.last, receipt.expires, more)


def _line(seen: SeenModule, lang: str) -> Line:
    page = seen.module.page(lang) if seen.module else None
    return Line(page.title if page else "", page.url if page else "", seen.on, seen.unchanged)
