"""What a module must hold to be worth a reader's time: words enough, an example, something to do."""

import re

from portal.catalogue.content_pages import Content, ContentPage
from portal.catalogue.facts import Registry
from portal.catalogue.findings import Finding, Level
from portal.catalogue.front_matter import ModuleHead
from portal.catalogue.markdown_scan import COMMENT, FENCE

FEWEST_WORDS, MOST_WORDS = 400, 900
MOST_WITH_FACTS = 1100
EXAMPLE = "eksempel"
WANTED = {
    "self_check": "skriv tre til seks spørgsmål, og [[self-check]] i teksten",
    "worksheet": "skriv, hvad læseren kan udfylde, og [[worksheet]] i teksten",
}
_MARGIN = re.compile(r"^\{:[^}]*\.mg\b[^}]*\}\s*$", re.MULTILINE)
_NOT_READ = re.compile(r"^\[\[.*\]\]\s*$|\]\([^)]*\)|\{[^}]*\}|<[^>]+>|^\s*\d+\.\s", re.MULTILINE)
_WORD = re.compile(r"\w+(?:[-.,/’']\w+)*")


def check_requirements(content: Content, registry: Registry) -> list[Finding]:
    modules = [page for page in content.pages if isinstance(page.head, ModuleHead)]
    return [found for page in modules for found in (*_missing(page), *_length(page, registry))]


def words_read(body: str) -> int:
    """Words of the text itself: no notes in the margin, no marks, and facts have their own measure."""
    paragraphs = re.split(r"\n\s*\n", COMMENT.sub("", body))
    return len(_WORD.findall("\n\n".join(_NOT_READ.sub(" ", one) for one in paragraphs if _is_text(one))))


def _is_text(paragraph: str) -> bool:
    return not _MARGIN.search(paragraph) and not FENCE.match(paragraph)


def _missing(page: ContentPage) -> list[Finding]:
    found = [
        page.finding(page.line_of("type"), f"modulet mangler `{key}`: {what}")
        for key, what in WANTED.items()
        if getattr(page.head, key) is None
    ]
    if not any((heading.id or "").startswith(EXAMPLE) for heading in page.scan.headings):
        message = f"modulet mangler et eksempel: skriv et afsnit med `{{#{EXAMPLE}}}`"
        found.append(page.finding(page.read.body_line, message))
    return found


def _length(page: ContentPage, registry: Registry) -> list[Finding]:
    line, words = page.read.body_line, words_read(page.read.body)
    if not FEWEST_WORDS <= words <= MOST_WORDS:
        message = f"modulet har {words} ord: skriv mellem {FEWEST_WORDS} og {MOST_WORDS} foruden fakta"
        return [page.finding(line, message)]
    facts = [registry.facts[one] for one in page.fact_ids if one in registry.facts]
    in_all = words + sum(words_read(fact.da if page.language == "da" else fact.en) for fact in facts)
    if in_all <= MOST_WITH_FACTS:
        return []
    message = f"læseren møder {in_all} ord med fakta: overvej, om siden kan være kortere"
    return [Finding(page.path, line, message, Level.NOTE)]
