"""Whether a module is plain enough for its readers: limits for each folder, and what was measured."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import mean

from portal.catalogue.content_pages import Content, ContentPage
from portal.catalogue.facts import Registry
from portal.catalogue.findings import Finding
from portal.catalogue.front_matter import ModuleHead
from portal.catalogue.glossary import Glossary
from portal.catalogue.markdown_scan import ALONE, COMMENT, HEADING
from portal.catalogue.plain_language import Reading, explained, read, split
from portal.web.site.addresses import FOR_STAFF

MOST_LIX, MOST_LIX_FOR_STAFF, MOST_LIX_ON_AVERAGE = 45, 50, 40
LEAST_EASE = 55
_MARGIN = re.compile(r"^\{:[^}]*\.mg\b[^}]*\}\s*$", re.MULTILINE)
_ATTRIBUTES = re.compile(r"\{:?[^}]*[.#:][^}]*\}")
_OTHER_LANGUAGE = re.compile(r"\s*\(?<span lang=\"[a-z]+\">[^<]*</span>\)?")
_TAG = re.compile(r"<[^>]+>")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+\.)\s+")
_QUOTE = re.compile(r"^\s*(?:>\s?)+")
_ROW = re.compile(r"^\s*\|")
_BREAK = re.compile(r"<br\s*/?>")
_MARKS = re.compile(r"==|\*\*|[*_`]")


@dataclass(frozen=True)
class PageReading:
    """One page and how it reads, without its facts and with them."""

    page: ContentPage
    text: Reading
    with_facts: Reading


def measure(page: ContentPage, registry: Registry, glossary: Glossary) -> PageReading:
    easy = explained(term.word for term in glossary.terms) if page.language == "da" else frozenset[str]()
    said = sentences_of(page.read.body)
    facts = [registry.facts[one] for one in page.fact_ids if one in registry.facts]
    shown = [part for fact in facts for part in split(fact.da if page.language == "da" else fact.en)]
    return PageReading(page, read(said, easy), read([*said, *shown], easy))


def check_readability(content: Content, registry: Registry, glossary: Glossary) -> list[Finding]:
    """Faults where a module is harder to read than its readers should have to bear."""
    measured = [measure(page, registry, glossary) for page in modules(content)]
    findings = [found for one in measured for found in _too_hard(one)]
    candidate = [one for one in measured if one.page.language == "da" and one.page.folder not in FOR_STAFF]
    average = mean(one.text.lix for one in candidate) if candidate else 0
    if average > MOST_LIX_ON_AVERAGE:
        hardest = max(candidate, key=lambda one: one.text.lix)
        message = (
            f"kandidaternes moduler har lix {average:.0f} i snit, og {MOST_LIX_ON_AVERAGE} er det højeste"
        )
        findings.append(hardest.page.finding(1, f"{message}: begynd med dette, som er det sværeste"))
    return findings


def modules(content: Content) -> list[ContentPage]:
    return [page for page in content.pages if isinstance(page.head, ModuleHead)]


def _too_hard(measured: PageReading) -> list[Finding]:
    page, line = measured.page, measured.page.read.body_line
    if page.language == "en":
        ease = measured.text.ease
        if ease >= LEAST_EASE:
            return []
        message = f"læseligheden er {ease:.0f} (Flesch), og {LEAST_EASE} er det laveste"
        return [page.finding(line, f"{message}: skriv kortere sætninger og enklere ord")]
    most = MOST_LIX_FOR_STAFF if page.folder in FOR_STAFF else MOST_LIX
    if measured.text.lix <= most:
        return []
    message = f"lix er {measured.text.lix:.0f}, og {most} er det højeste"
    return [page.finding(line, f"{message}: del de længste sætninger, og find kortere ord")]


def sentences_of(body: str) -> list[str]:
    """The sentences of a page as they are read: a heading and an item of a list end one; no margin notes."""
    paragraphs = re.split(r"\n\s*\n", COMMENT.sub("", body))
    return [one for text in paragraphs if not _MARGIN.search(text) for one in _of_paragraph(text)]


def _of_paragraph(paragraph: str) -> Iterator[str]:
    running: list[str] = []
    for line in paragraph.split("\n"):
        if ALONE.match(line):
            continue
        if HEADING.match(line) or _ITEM.match(line) or _ROW.match(line):
            yield from split(" ".join(running))
            running = []
        if _ROW.match(line):
            yield from (_plain(cell) for cell in line.split("|"))
            continue
        ends = HEADING.match(line) or _BREAK.search(line)
        running.append(_plain(line))
        if ends:
            yield from split(" ".join(running))
            running = []
    yield from split(" ".join(running))


def _plain(line: str) -> str:
    line = _TAG.sub("", _BREAK.sub(" ", _OTHER_LANGUAGE.sub("", line)))
    line = _ATTRIBUTES.sub("", line)
    line = _LINK.sub(r"\1", _ITEM.sub("", _QUOTE.sub("", line)))
    return _MARKS.sub("", line.lstrip("# ").strip())
