"""What a page looks like when nothing is approved: no empty section, no sentence that announces nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from portal.catalogue.content_pages import Content, ContentPage
from portal.catalogue.fact_blocks import EVIDENCE, Line, without_lost_blocks
from portal.catalogue.facts import Registry
from portal.catalogue.findings import Finding, Level

HEADING = re.compile(r"^(#{2,6})\s+(.+?)\s*(?:\{[^}]*\})?\s*$")
ATTRIBUTES = re.compile(r"^\{:[^}]*\}\s*$")
MARGIN = re.compile(r"^\{:[^}]*\.mg\b[^}]*\}\s*$")
WRAPPER = re.compile(r"^</?(?:div|figure|section)\b[^>]*>\s*$")
# How a sentence begins that speaks of what stood before it.
LOOKS_BACK = {
    "da": re.compile(
        r"(?:Tallet|Tallene|Begge(?: dele)?|Undersøgelsen|Undersøgelserne|Studiet|Studierne|Forsøget"
        r"|Rapporten|De to|De tre|De tal|Det tal|Det studie|Den regel|De regler)\b"
    ),
    "en": re.compile(
        r"(?:The (?:figures?|study|trial|report)|Both|(?:This|These|Those) (?:figures?|study|studies|two))\b"
    ),
}
MEND = "sæt dem sammen i [[with-facts]] … [[end-with-facts]], eller skriv en sætning, der står alene"


@dataclass(frozen=True)
class Gap:
    """A run of facts that is left out, between what stands before and after it."""

    before: Line | None
    after: Line | None


def fact_gaps(content: Content, registry: Registry) -> list[Finding]:
    """Every page is read as a production shows it before anything is approved, which is the worst case."""
    findings: list[Finding] = []
    for page in content.pages:
        lines = _worst_case(page, registry)
        findings += _empty_sections(page, [line for line in lines if not _lost(line, registry)])
        findings += _hanging(page, lines, registry)
    return findings


def _worst_case(page: ContentPage, registry: Registry) -> list[Line]:
    lines = [
        Line(number, text) for number, text in enumerate(page.read.body.split("\n"), page.read.body_line)
    ]
    return without_lost_blocks(lines, lambda identifier: _stays(identifier, registry))


def _stays(identifier: str, registry: Registry) -> bool:
    """A rule has its safe sentence, a chart has none; whatever is unknown is another check's business."""
    if identifier.startswith("chart:"):
        return False
    fact = registry.facts.get(identifier)
    return fact is None or fact.kind == "rule"


def _lost(line: Line, registry: Registry) -> bool:
    found = EVIDENCE.match(line.text)
    return bool(found and not _stays(found[1], registry))


def _empty_sections(page: ContentPage, lines: list[Line]) -> Iterator[Finding]:
    """A heading must have text under it before the next one of its own level or above."""
    said = _that_say_something(lines)
    for place, line in enumerate(lines):
        heading = HEADING.match(line.text)
        if heading is None:
            continue
        level = len(heading[1])
        rest = lines[place + 1 :]
        end = next((n for n, one in enumerate(rest) if _level(one) and _level(one) <= level), len(rest))
        if not any(one.number in said for one in rest[:end]):
            yield page.finding(line.number, f"»{heading[2]}« står tomt, når fakta ikke er godkendt: {MEND}")


def _level(line: Line) -> int:
    heading = HEADING.match(line.text)
    return len(heading[1]) if heading else 0


def _that_say_something(lines: list[Line]) -> set[int]:
    """Lines of text, without headings, wrappers and the notes in the margin."""
    kept: set[int] = set()
    paragraph: list[int] = []
    for line in [*lines, Line(0, "")]:
        if MARGIN.match(line.text):
            paragraph = []
        elif not line.text.strip() or HEADING.match(line.text) or WRAPPER.match(line.text):
            kept.update(paragraph)
            paragraph = []
        elif not ATTRIBUTES.match(line.text):
            paragraph.append(line.number)
    return kept


def _hanging(page: ContentPage, lines: list[Line], registry: Registry) -> Iterator[Finding]:
    for gap in _gaps(lines, registry):
        if gap.before is not None and gap.before.text.rstrip().endswith(":"):
            yield page.finding(
                gap.before.number, f"»{_end_of(gap.before.text)}« peger på fakta, der kan mangle: {MEND}"
            )
        if (
            gap.before is not None
            and MARGIN.match(gap.before.text)
            and (gap.after is None or _level(gap.after))
        ):
            yield page.finding(gap.before.number, f"noten i margenen står alene, når fakta mangler: {MEND}")
        if gap.after is not None and LOOKS_BACK[page.language].match(gap.after.text):
            message = f"»{_begin_of(gap.after.text)}« viser måske tilbage til fakta, der kan mangle: {MEND}"
            yield Finding(page.path, gap.after.number, message, Level.NOTE)


def _gaps(lines: list[Line], registry: Registry) -> Iterator[Gap]:
    """Runs of which nothing stays; a run that keeps one fact still has something to announce."""
    before: Line | None = None
    run: list[Line] = []
    for line in [line for line in lines if line.text.strip()]:
        if EVIDENCE.match(line.text):
            run.append(line)
            continue
        if run and all(_lost(fact, registry) for fact in run):
            yield Gap(before, line)
        before, run = line, []
    if run and all(_lost(fact, registry) for fact in run):
        yield Gap(before, None)


def _end_of(text: str) -> str:
    return " ".join(text.split()[-5:])


def _begin_of(text: str) -> str:
    return " ".join(text.split()[:5])
