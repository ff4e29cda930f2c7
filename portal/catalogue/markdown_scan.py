"""What a Markdown text holds that must be checked: headings, links and shortcodes, each with its line."""

import re
from dataclasses import dataclass

HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*$")
HEADING_ID = re.compile(r"\{[^}]*#([A-Za-z][\w-]*)[^}]*\}")
ANY_ID = re.compile(r"\{:?\s*[^}]*#([A-Za-z][\w-]*)[^}]*\}|\bid=\"([^\"]+)\"")
INLINE_LINK = re.compile(r"(!?)\[(?:[^\]\\]|\\.)*\]\(\s*<?([^)\s>]*)>?(?:\s+\"[^\"]*\")?\s*\)")
REFERENCE = re.compile(r"^\s{0,3}\[[^\]]+\]:\s*<?(\S+?)>?(?:\s|$)")
HREF = re.compile(r"\b(?:href|src)=\"([^\"]*)\"")
SHORTCODE = re.compile(r"\[\[([^\]]*)\]\]")
ALONE = re.compile(r"^\[\[([a-z-]+)(?::([^\]\s]*))?\]\]\s*$")
FENCE = re.compile(r"^\s*(`{3,}|~{3,})")
CODE_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
# An editor has looked: an invented example, or how this site itself works.
LOOKED_AT = re.compile(r"^\s*<!--\s*example:\s*\S.*-->\s*$")


@dataclass(frozen=True)
class Heading:
    line: int
    level: int
    text: str
    id: str | None


@dataclass(frozen=True)
class Link:
    line: int
    target: str


@dataclass(frozen=True)
class Shortcode:
    """`[[name:argument]]`; alone when nothing else stands on the line."""

    line: int
    name: str
    argument: str | None
    alone: bool


@dataclass(frozen=True)
class Scan:
    headings: tuple[Heading, ...]
    anchors: frozenset[str]
    links: tuple[Link, ...]
    shortcodes: tuple[Shortcode, ...]
    prose: tuple[tuple[int, str], ...]


def scan(body: str, *, first_line: int = 1) -> Scan:
    """Reads a Markdown body; code and comments are passed over."""
    lines = list(enumerate(_without_code(body).split("\n"), start=first_line))
    headings = tuple(_heading(number, line) for number, line in lines if HEADING.match(line))
    anchors = {found for _, line in lines for pair in ANY_ID.findall(line) for found in pair if found}
    return Scan(
        headings=headings,
        anchors=frozenset(anchors),
        links=tuple(link for number, line in lines for link in _links(number, line)),
        shortcodes=tuple(code for number, line in lines for code in _shortcodes(number, line)),
        prose=tuple((number, line) for number, line in lines if line.strip() and not ALONE.match(line)),
    )


def _without_code(body: str) -> str:
    """Blanks code and comments and keeps every line where it was."""
    body = COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), body)
    kept: list[str] = []
    fence: str | None = None
    for line in body.split("\n"):
        mark = FENCE.match(line)
        if fence is not None:
            if mark and mark.group(1).startswith(fence):
                fence = None
            kept.append("")
        elif mark:
            fence = mark.group(1)
            kept.append("")
        else:
            kept.append(CODE_SPAN.sub(lambda found: " " * len(found.group()), line))
    return "\n".join(kept)


def _heading(number: int, line: str) -> Heading:
    marks, text = HEADING.findall(line)[0]
    found = HEADING_ID.search(text)
    words = re.sub(r"\s*\{[^}]*\}\s*$", "", text)
    return Heading(number, len(marks), words, found.group(1) if found else None)


def _links(number: int, line: str) -> list[Link]:
    targets = [target for _, target in INLINE_LINK.findall(line)]
    targets += REFERENCE.findall(line)
    targets += HREF.findall(line)
    return [Link(number, target) for target in targets]


def _shortcodes(number: int, line: str) -> list[Shortcode]:
    alone = ALONE.match(line)
    if alone:
        return [Shortcode(number, alone.group(1), alone.group(2), alone=True)]
    codes = []
    for inner in SHORTCODE.findall(line):
        name, _, argument = inner.partition(":")
        codes.append(Shortcode(number, name.strip(), argument.strip() or None, alone=False))
    return codes
