"""What stands and falls with its facts: a block that leaves a page together with the last of them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from portal.catalogue.content_pages import Content, ContentPage
from portal.catalogue.findings import Finding
from portal.catalogue.markdown_scan import FENCE

BEGIN, END = "with-facts", "end-with-facts"
FACT = re.compile(r"^\[\[fact:([^\]\s]+)\]\]\s*$")
CHART = re.compile(r"^\[\[chart:([^\]\s]+)\]\]\s*$")
# A fact by its id, a chart with the word before it.
EVIDENCE = re.compile(r"^\[\[(?:fact:)?((?<=fact:)[^\]\s]+|chart:[^\]\s]+)\]\]\s*$")
_MARK = re.compile(rf"^\[\[({BEGIN}|{END})\]\]\s*$")

Shows = Callable[[str], bool]


@dataclass(frozen=True)
class Line:
    number: int
    text: str


def without_lost_blocks(lines: list[Line], shows: Shows) -> list[Line]:
    """The lines without the marks, and without every block that would show none of its facts."""
    kept: list[Line] = []
    block: list[Line] | None = None
    fenced = False
    for line in lines:
        fenced ^= bool(FENCE.match(line.text))
        mark = None if fenced else _MARK.match(line.text)
        if mark is None:
            (kept if block is None else block).append(line)
        elif mark[1] == BEGIN:
            block = []
        else:
            kept += [Line(line.number, ""), *_if_any_shows(block or [], shows)]
            block = None
    return kept if block is None else kept + block


def _if_any_shows(block: list[Line], shows: Shows) -> list[Line]:
    shown = [found[1] for line in block if (found := EVIDENCE.match(line.text))]
    return block if any(shows(one) for one in shown) else []


def check_blocks(content: Content) -> list[Finding]:
    """Blocks begin, end and hold a fact; no link from elsewhere leads into what may be gone."""
    findings: list[Finding] = []
    for page in content.pages:
        findings += _check_marks(page)
    gone = {
        (page.head.id, page.language, anchor): page
        for page in content.pages
        if page.head is not None
        for anchor in _anchors_that_may_go(page)
    }
    for page in content.pages:
        for link in page.scan.links:
            target, _, anchor = link.target.partition("#")
            identifier = target.removeprefix("module:") or (page.head.id if page.head else "")
            if (identifier, page.language, anchor) in gone:
                message = (
                    f"linket `{link.target}` peger ind i en blok, der forsvinder med sine fakta: ret linket"
                )
                findings.append(page.finding(link.line, message))
    return findings


def _check_marks(page: ContentPage) -> Iterator[Finding]:
    opened: int | None = None
    facts = 0
    for code in page.scan.shortcodes:
        if code.name in ("fact", "chart"):
            facts += 1
        elif code.name == BEGIN:
            if opened is not None:
                yield page.finding(code.line, f"[[{BEGIN}]] står i en blok, der begyndte på linje {opened}")
            opened, facts = code.line, 0
        elif code.name == END:
            if opened is None:
                yield page.finding(code.line, f"[[{END}]] slutter en blok, der ikke er begyndt")
            elif facts == 0:
                yield page.finding(opened, f"[[{BEGIN}]] har ingen fakta før [[{END}]] og vises aldrig")
            opened = None
    if opened is not None:
        yield page.finding(opened, f"[[{BEGIN}]] mangler sit [[{END}]]")


def _anchors_that_may_go(page: ContentPage) -> Iterator[str]:
    inside = False
    marks = {code.line: code.name for code in page.scan.shortcodes if code.name in (BEGIN, END)}
    headings = {heading.line: heading.id for heading in page.scan.headings}
    for line in sorted({*marks, *headings}):
        if line in marks:
            inside = marks[line] == BEGIN
        elif inside and headings[line]:
            yield str(headings[line])
