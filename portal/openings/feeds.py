"""The openings as an Atom feed and as a PDF: public values only, the same bytes for the same list."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import segno

from portal.openings.public import PublicOpening
from portal.openings.views import OpeningView, show
from portal.shared.dates import week_monday
from portal.shared.pdf import render_pdf
from portal.shared.texts import N_, translate
from portal.web.forms import readable

ATOM = "http://www.w3.org/2005/Atom"
PDF_TEMPLATE = Path(__file__).with_name("openings.typ")
MOST_IN_PDF = 200
MOST_IN_FEED = 50
TITLE = N_("Opslag")
LEAD = N_("Opgaver og job at tale om. Virksomhederne er anonyme. Sig til din konsulent, hvis et frister.")
PDF_WORDS = {
    "title": TITLE,
    "lead": LEAD,
    "day": N_("En almindelig dag"),
    "learn": N_("Det lærer du"),
    "goal": N_("Det kan føre til"),
    "scan": N_("Læs mere og tag det med"),
    "of": N_("%(shown)s af %(total)s opslag"),
    "posted": N_("Slået op"),
}


def atom(
    openings: Sequence[PublicOpening], *, lang: str, self_url: str, origin: str, author: str, this_week: str
) -> bytes:
    """Ids are the openings' own, dates the Monday of the week: the feed tells no day."""
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": lang})
    _add(feed, "id", self_url)
    _add(feed, "title", translate(lang, TITLE))
    _add(feed, "updated", _moment(max((opening.published_week for opening in openings), default=this_week)))
    _add(_add(feed, "author"), "name", author)
    _add(feed, "link", rel="self", href=self_url)
    for opening in openings:
        _add_entry(feed, opening, show(opening, lang), origin)
    content: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return content


def pdf(openings: Sequence[PublicOpening], *, total: int, lang: str, origin: str, organisation: str) -> bytes:
    """The newest openings of a filter, each with a QR code to its page."""
    shown = openings[:MOST_IN_PDF]
    words = {name: translate(lang, msgid) for name, msgid in PDF_WORDS.items() if name != "of"}
    words["of"] = translate(lang, PDF_WORDS["of"], shown=len(shown), total=total)
    views = [asdict(show(opening, lang)) for opening in shown]
    values = {
        "lang": lang,
        "words": words,
        "organisation": organisation,
        "openings": [{**view, "qr": _qr(origin + str(view["url"]))} for view in views],
    }
    return _compiled(json.dumps(values, ensure_ascii=False, sort_keys=True))


@lru_cache(maxsize=8)
def _compiled(values: str) -> bytes:
    """Kept by content: the same list is set only once."""
    return render_pdf(PDF_TEMPLATE, json.loads(values))


def _qr(address: str) -> str:
    written = BytesIO()
    segno.make(address, error="m", micro=False).save(
        written, kind="svg", border=0, xmldecl=False, svgclass=None
    )
    return written.getvalue().decode()


def _add(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    # A stored control character would make the whole feed unreadable.
    element.text = readable(text) or None
    return element


def _add_entry(feed: ElementTree.Element, opening: PublicOpening, view: OpeningView, origin: str) -> None:
    entry = _add(feed, "entry")
    _add(entry, "id", f"urn:uuid:{opening.id}")
    _add(entry, "title", f"{view.kind}: {view.title.text}")
    _add(entry, "updated", _moment(opening.published_week))
    _add(entry, "link", rel="alternate", href=origin + view.url)
    _add(entry, "summary", f"{view.tasks.text} ({view.meta})")
    _add(entry, "category", term=opening.field, label=view.field)


def _moment(week: str) -> str:
    return f"{week_monday(week).isoformat()}T00:00:00Z"
