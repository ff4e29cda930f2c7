"""The openings of a filter as an Atom feed: public values only, the same bytes for the same list."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from portal.openings.public import PublicOpening
from portal.openings.views import OpeningView, show
from portal.shared.dates import week_monday
from portal.shared.texts import N_, translate
from portal.web.forms import readable

ATOM = "http://www.w3.org/2005/Atom"
MOST_IN_FEED = 50
TITLE = N_("Opslag")


@dataclass(frozen=True)
class Feed:
    """Where a feed lies and what it is of; `narrowed_to` is what its filter says, in words."""

    lang: str
    self_url: str
    page_url: str
    origin: str
    author: str
    narrowed_to: Sequence[str] = ()

    @property
    def title(self) -> str:
        title = translate(self.lang, TITLE)
        return f"{title}: {', '.join(self.narrowed_to)}" if self.narrowed_to else title


def atom(feed: Feed, openings: Sequence[PublicOpening], *, this_week: str) -> bytes:
    """Ids are the openings' own, dates the Monday of the week: the feed tells no day."""
    ElementTree.register_namespace("", ATOM)
    root = ElementTree.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": feed.lang})
    _add(root, "id", feed.self_url)
    _add(root, "title", feed.title)
    _add(root, "updated", _moment(max((opening.published_week for opening in openings), default=this_week)))
    _add(_add(root, "author"), "name", feed.author)
    _add(root, "link", rel="self", type="application/atom+xml", href=feed.self_url)
    _add(root, "link", rel="alternate", type="text/html", href=feed.page_url)
    for opening in openings:
        _add_entry(root, opening, show(opening, feed.lang), feed.origin)
    content: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content


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
