"""The openings as a PDF to print: public values only, made by the regular work or on demand, and kept."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from sqlalchemy.orm import Session

from portal.openings import service
from portal.openings.filter_words import filter_words
from portal.openings.public import PublicOpening
from portal.openings.service import Filters
from portal.openings.views import show
from portal.shared.clock import Clock
from portal.shared.database import Database
from portal.shared.pdf_cache import PdfCache
from portal.shared.qr import printed_code
from portal.shared.texts import LANGUAGES, N_, translate

TEMPLATE = Path(__file__).with_name("openings.typ")
FOLDER = Path("cache") / "pdf"
MOST = 200
WORDS = {
    "title": N_("Opslag"),
    "lead": N_(
        "Opgaver og job at tale om. Virksomhederne er anonyme. Sig til din konsulent, hvis et frister."
    ),
    "day": N_("En almindelig dag"),
    "learn": N_("Det lærer du"),
    "goal": N_("Det kan føre til"),
    "scan": N_("Læs mere og tag det med"),
    "posted": N_("Slået op"),
}
OF = N_("%(shown)s af %(total)s opslag")


def read_values(
    session: Session, filters: Filters, lang: str, *, clock: Clock, origin: str, organisation: str
) -> dict[str, object]:
    """What the PDF of a filter shows: its newest openings, each with a QR code to its page."""
    found = service.published(session, filters, clock=clock, size=MOST)
    words = {name: translate(lang, msgid) for name, msgid in WORDS.items()}
    words["of"] = translate(lang, OF, shown=len(found.items), total=found.total)
    return {
        "lang": lang,
        "words": words,
        "filter": " · ".join(filter_words(filters, lang)),
        "organisation": organisation,
        "openings": _openings(found.items, lang, origin),
    }


def _openings(openings: Sequence[PublicOpening], lang: str, origin: str) -> list[dict[str, object]]:
    views = [asdict(show(opening, lang)) for opening in openings]
    return [{**view, "qr": printed_code(origin + str(view["url"]))} for view in views]


def keep_ready(database: Database, clock: Clock, cache: PdfCache, *, origin: str, organisation: str) -> None:
    """Makes the list of everything in both languages where it changed, so that nobody waits for it."""
    for lang in LANGUAGES:
        with database.reading() as session:
            values = read_values(
                session, Filters(), lang, clock=clock, origin=origin, organisation=organisation
            )
        if cache.find(TEMPLATE, values) is None:
            cache.make(TEMPLATE, values)
    cache.prune()
