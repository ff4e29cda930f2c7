"""The search page in the reader's language: every value that it shows."""

from dataclasses import dataclass

from portal.shared.texts import N_, translate
from portal.site_search.service import Query, Result, Results
from portal.web.languages import path_for

IN_BLOCK, ON_PAGE, MOST_PAGES = 5, 10, 50
HEADINGS = {
    "module": N_("Moduler"),
    "webinar": N_("Webinarer"),
    "opening": N_("Opslag"),
    "page": N_("Andre sider"),
}


@dataclass(frozen=True)
class Block:
    """The hits of one kind; `more_url` shows them all."""

    heading: str
    total: int
    hits: tuple[Result, ...]
    more_url: str


@dataclass(frozen=True)
class SearchView:
    query: str
    kind: str
    total: int
    blocks: tuple[Block, ...]
    did_you_mean: str | None
    did_you_mean_url: str
    all_url: str
    previous_url: str
    next_url: str
    number: int


def empty_view(kind: str) -> SearchView:
    return SearchView("", kind, 0, (), None, "", "", "", "", 1)


def show(query: Query, kind: str, found: dict[str, Results], number: int) -> SearchView:
    """Blocks of every kind that has hits, or one page of one kind."""
    lang = query.lang
    meant = next((each.did_you_mean for each in found.values() if each.did_you_mean), None)
    shown = {each: results for each, results in found.items() if results.items}
    more = bool(kind) and found[kind].total > number * ON_PAGE and number < MOST_PAGES
    return SearchView(
        query=query.text,
        kind=kind,
        total=sum(results.total for results in found.values()),
        blocks=tuple(_block(query, each, results, kind) for each, results in shown.items()),
        did_you_mean=meant,
        did_you_mean_url=path_for("search", lang, q=meant) if meant else "",
        all_url=path_for("search", lang, q=query.text) if kind else "",
        previous_url=_page_url(query, kind, number - 1) if kind and number > 1 else "",
        next_url=_page_url(query, kind, number + 1) if more else "",
        number=number,
    )


def _block(query: Query, each: str, results: Results, kind: str) -> Block:
    more = not kind and results.total > len(results.items)
    return Block(
        heading=translate(query.lang, HEADINGS[each]),
        total=results.total,
        hits=results.items,
        more_url=path_for("search", query.lang, q=query.text, type=each) if more else "",
    )


def _page_url(query: Query, kind: str, number: int) -> str:
    return path_for("search", query.lang, q=query.text, type=kind, page=number if number > 1 else None)
