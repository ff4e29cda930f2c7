"""What the search page and the JSON show: pages from the index, openings read again from the public table."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from sqlalchemy.orm import Session

from portal.openings.public import PublicOpening
from portal.openings.service import published_by_ids
from portal.openings.views import show
from portal.shared import measures
from portal.shared.clock import Clock
from portal.shared.database import Database
from portal.site_search.indexing import Indexes, follow
from search import Hit, IndexMissing, OpeningsFound, highlight

Language = Literal["da", "en"]
Segments = tuple[tuple[str, bool], ...]
SITE_TYPES = ("module", "webinar", "page")
TYPES = ("module", "webinar", "opening", "page")


@dataclass(frozen=True)
class Result:
    """One hit as it is shown: texts in runs, true where they answer, and the language they are in.

    `place` is the section of a page, in that language; `facts` of an opening are in the reader's.
    """

    id: str
    type: str
    url: str
    title: Segments
    snippet: Segments
    lang: Language
    score: float
    place: str = ""
    facts: str = ""

    @property
    def plain_title(self) -> str:
        return _plain(self.title)

    @property
    def plain_snippet(self) -> str:
        return _plain(self.snippet)


@dataclass(frozen=True)
class Results:
    total: int = 0
    items: tuple[Result, ...] = ()
    did_you_mean: str | None = None


@dataclass(frozen=True)
class Query:
    """What was asked, and in which language it is answered."""

    text: str
    lang: Language


@dataclass(frozen=True)
class Seeker:
    """One search: where to look, and what for."""

    session: Session
    indexes: Indexes
    query: Query
    database: Database
    clock: Clock

    def find(self, kind: str, *, limit: int, offset: int = 0) -> Results:
        """The hits of one kind."""
        if kind == "opening":
            return self._openings(limit, offset)
        return self._pages({kind}, limit, offset)

    def find_all(self, types: Iterable[str], *, limit: int) -> Results:
        """Pages before openings: their scores come from two indexes and cannot be compared."""
        wanted = set(types)
        pages = wanted.intersection(SITE_TYPES)
        first = self._pages(pages, limit, 0) if pages else Results()
        second = self._openings(limit, 0) if "opening" in wanted else Results()
        meant = first.did_you_mean or (None if first.total else second.did_you_mean)
        return Results(first.total + second.total, (*first.items, *second.items)[:limit], meant)

    def _pages(self, types: Collection[str], limit: int, offset: int) -> Results:
        query = self.query
        with measures.SEARCH_SECONDS.labels("pages").time():
            found = self.indexes.site.find(query.text, query.lang, types=types, limit=limit, offset=offset)
        return Results(found.total, tuple(_page(hit, query) for hit in found.hits), found.did_you_mean)

    def _openings(self, limit: int, offset: int) -> Results:
        """Openings that are published now; one that was withdrawn a moment ago is not among them."""
        with measures.SEARCH_SECONDS.labels("openings").time():
            found = self._found_openings(limit, offset)
        scores = {hit.id: hit.score for hit in found.hits}
        openings = published_by_ids(self.session, list(scores), clock=self.clock)
        items = tuple(_opening(opening, self.query, scores[opening.id]) for opening in openings)
        return Results(found.total - (len(scores) - len(items)), items, found.did_you_mean)

    def _found_openings(self, limit: int, offset: int) -> OpeningsFound:
        index, query = self.indexes.openings, self.query
        try:
            return index.find(query.text, query.lang, limit=limit, offset=offset)
        except IndexMissing:
            follow(self.database, index, clock=self.clock)
        return index.find(query.text, query.lang, limit=limit, offset=offset)


def _page(hit: Hit, query: Query) -> Result:
    return Result(
        id=hit.id,
        type=hit.type,
        url=f"{hit.url}#{hit.anchor}" if hit.anchor else hit.url,
        title=highlight(hit.title, query.text, hit.lang),
        snippet=hit.snippet,
        lang=hit.lang,
        score=hit.score,
        place=hit.heading,
    )


def _opening(opening: PublicOpening, query: Query, score: float) -> Result:
    lang: Language = "en" if opening.text_lang("tasks", query.lang) == "en" else "da"
    view = show(opening, query.lang)
    body = " ".join(opening.text(name, query.lang) for name in ("tasks", "day", "learn"))
    return Result(
        id=opening.id,
        type="opening",
        url=opening.url_en if query.lang == "en" else opening.url,
        title=highlight(opening.text("title", query.lang), query.text, lang),
        snippet=highlight(body, query.text, lang, whole=False),
        lang=lang,
        score=score,
        facts=f"{view.kind} · {view.area} · {view.field}",
    )


def _plain(segments: Segments) -> str:
    return "".join(text for text, _marked in segments)
