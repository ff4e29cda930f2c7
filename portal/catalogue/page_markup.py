"""Which HTML an editor may write in a page: nothing that sends readers on, runs, or asks for something."""

import re
from collections.abc import Iterator

from portal.catalogue.content_pages import Content, ContentPage
from portal.catalogue.findings import Finding

TAGS = frozenset(
    (
        *("a", "abbr", "aside", "b", "blockquote", "br", "caption", "cite", "code", "dd", "details", "div"),
        *(
            "dl",
            "dt",
            "em",
            "figcaption",
            "figure",
            "h1",
            "h2",
            "h3",
            "h4",
            "hr",
            "i",
            "kbd",
            "li",
            "ol",
            "p",
        ),
        *("q", "s", "section", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td"),
        *("tfoot", "th", "thead", "tr", "u", "ul", "wbr"),
    )
)
ATTRIBUTES = frozenset(
    (
        *("class", "colspan", "data-drawing", "data-list", "href", "hreflang", "id", "lang", "markdown"),
        *("open", "reversed", "rowspan", "scope", "start", "title", "value"),
    )
)
_TAG = re.compile(r"<([A-Za-z][^\s>/]*)([^>]*)")
_LIST = re.compile(r"\{:?([^{}\n]*)\}")
_ATTRIBUTE = re.compile(r"([A-Za-z][\w:.-]*)\s*=")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_ADDRESS = re.compile(r"(?i)^(https?:|mailto:|[^@]+@)")


def check_markup(content: Content) -> list[Finding]:
    return [page.finding(line, said) for page in content.pages for line, said in _unknown(page)]


def _unknown(page: ContentPage) -> Iterator[tuple[int, str]]:
    lines = page.scan.prose
    text = "\n".join(line for _, line in lines)
    for found in (*_TAG.finditer(text), *_LIST.finditer(text)):
        line = lines[text.count("\n", 0, found.start())][0]
        name = found[1].casefold() if found.re is _TAG else ""
        if _ADDRESS.match(name):
            continue
        if name and name not in TAGS:
            yield line, f"`<{name}>` kan en side ikke have: skriv det i Markdown, eller slet det"
            continue
        for one in _ATTRIBUTE.findall(_QUOTED.sub("", found[found.re.groups])):
            attribute = one.casefold()
            if attribute not in ATTRIBUTES and not attribute.startswith("aria-"):
                yield line, f"`{attribute}` kan en side ikke sætte på noget: slet det"
