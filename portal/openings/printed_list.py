"""The openings as a PDF to print: public values only, made by the regular work or on demand, and kept."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from portal.openings import service
from portal.openings.filter_query import query_of
from portal.openings.filter_words import filter_words
from portal.openings.public import PublicOpening
from portal.openings.ready_list import ReadyList, looked_at, made_of
from portal.openings.service import Filters
from portal.openings.views import show
from portal.shared.clock import Clock
from portal.shared.database import Database
from portal.shared.dates import iso_week, week_text
from portal.shared.pdf_cache import PdfCache, Values
from portal.shared.qr import printed_code
from portal.shared.texts import LANGUAGES, N_, translate
from portal.web.languages import path_for

TEMPLATE = Path(__file__).with_name("openings.typ")
FOLDER = Path("cache") / "pdf"
MOST = 200
WORDS = {
    "title": N_("Opslag"),
    "day": N_("En almindelig dag"),
    "learn": N_("Det lærer du"),
    "goal": N_("Det kan føre til"),
    "scan": N_("Læs mere og tag det med"),
    "posted": N_("Slået op"),
    "all": N_("Alle opslag på nettet"),
}
ANONYMOUS = N_(
    "Opgaver og job at tale om. Virksomhederne er anonyme. Sig til din konsulent, hvis noget frister."
)
SOME_NAMED = N_(
    "Opgaver og job at tale om. De fleste virksomheder er anonyme. Sig til din konsulent, hvis noget frister."
)
ALL = N_("Alle %(total)s opslag")
ONE = N_("1 opslag")
NEWEST = N_("De %(shown)s nyeste af %(total)s opslag")
MORE = N_("%(more)s opslag mere står på %(address)s")


def _counted(shown: int, total: int, lang: str, address: str) -> dict[str, str]:
    """How many stand here, and where the rest is."""
    said = NEWEST if shown < total else ONE if total == 1 else ALL
    more = translate(lang, MORE, more=total - shown, address=address) if shown < total else ""
    return {"of": translate(lang, said, shown=shown, total=total), "more": more, "address": address}


def _openings(openings: Sequence[PublicOpening], lang: str, origin: str) -> list[dict[str, object]]:
    views = [asdict(show(opening, lang)) for opening in openings]
    return [{**view, "address": origin + str(view["url"])} for view in views]


def with_codes(values: Values) -> Values:
    """The values with a code for each address: drawn only where a list is set."""
    openings: Any = values["openings"]
    return {
        **values,
        "all_qr": printed_code(str(values["list_address"])),
        "openings": [{**opening, "qr": printed_code(opening["address"])} for opening in openings],
    }


@dataclass(frozen=True)
class Printer:
    """Makes the list, and keeps that of everything ready."""

    cache: PdfCache
    clock: Clock
    origin: str
    organisation: str

    def read_values(self, session: Session, filters: Filters, lang: str) -> dict[str, object]:
        """What the PDF of a filter shows: its newest openings, each with the address of its page."""
        found = service.published(session, filters, clock=self.clock, size=MOST)
        address = self.origin + path_for("openings", lang, **query_of(filters))
        named = any(opening.named for opening in found.items)
        said = WORDS | {"lead": SOME_NAMED if named else ANONYMOUS}
        words = {name: translate(lang, msgid) for name, msgid in said.items()}
        return {
            "lang": lang,
            "words": words | _counted(len(found.items), found.total, lang, address.partition("://")[2]),
            "filter": " · ".join(filter_words(filters, lang)),
            "organisation": self.organisation,
            "week": week_text(iso_week(self.clock.today()), lang),
            "list_address": address,
            "openings": _openings(found.items, lang, self.origin),
        }

    def find_ready(self, session: Session, filters: Filters, lang: str) -> ReadyList | None:
        """The list of everything, if it stands ready and says nothing that is not so."""
        ready = ReadyList.read(self._file(lang)) if filters == Filters() else None
        if ready is None or not ready.is_true(session, made_of=self._made_of(), today=self.clock.today()):
            return None
        return ready

    def keep_ready(self, database: Database) -> None:
        """Makes the list of everything in both languages where it changed, and says that it looked."""
        for lang in LANGUAGES:
            with database.reading() as session:
                seq, values = service.last_change(session), self.read_values(session, Filters(), lang)
                shown = service.published(session, Filters(), clock=self.clock, size=MOST).items
            content = self.cache.find(TEMPLATE, values)
            content = content or self.cache.make(TEMPLATE, values, complete=with_codes)
            ids = frozenset(opening.id for opening in shown)
            ready = ReadyList(self._made_of(), seq, self.clock.today(), ids, self.clock.now(), content)
            ready.write(self._file(lang))
        self.cache.prune()

    def _file(self, lang: str) -> Path:
        return _ready_file(self.cache.folder, lang)

    def _made_of(self) -> str:
        return made_of(TEMPLATE, self.origin, self.organisation)


def checked_at(data: Path, filters: Filters, lang: str) -> datetime | None:
    """When the list of everything was last found to be current; a narrowed one is made when asked for."""
    return looked_at(_ready_file(data / FOLDER, lang)) if filters == Filters() else None


def _ready_file(folder: Path, lang: str) -> Path:
    return folder / f"all-{lang}.ready"
