"""The plain text of a rendered page, in the sections that its headings make."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
# Margin notes hold sources and minutes, and wrong choices say what is not so.
LEFT_OUT = frozenset({"mg", "headerlink", "vh", "leave-out"})
LEFT_OUT_TAGS = frozenset({"script", "style", "svg", "template"})
BLOCKS = frozenset(
    (
        "p",
        "li",
        "dt",
        "dd",
        "div",
        "ul",
        "ol",
        "dl",
        "table",
        "tr",
        "td",
        "th",
        "br",
        "blockquote",
        "figure",
        "legend",
    )
) | {f"h{level}" for level in range(1, 7)}


@dataclass(frozen=True)
class Section:
    """What stands under one h2; the text before the first has neither anchor nor heading."""

    anchor: str
    heading: str
    text: str


@dataclass
class _Part:
    anchor: str = ""
    heading: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    def section(self) -> Section:
        return Section(self.anchor, _squeeze(self.heading), _squeeze(self.text))


def _squeeze(pieces: list[str]) -> str:
    text = re.sub(r"\s+", " ", "".join(pieces).replace("\u00ad", "")).strip()
    return re.sub(r" ([.,;:!?)])", r"\1", text)


def sections_of(html: str) -> list[Section]:
    """The sections of a page's HTML, without empty ones."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    made = [part.section() for part in reader.parts]
    return [section for section in made if section.text or section.heading]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts = [_Part()]
        self.open: list[tuple[str, bool]] = []
        self.in_heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self.handle_data(" ")
        if tag in VOID:
            return
        attributes = {name: value or "" for name, value in attrs}
        left_out = tag in LEFT_OUT_TAGS or bool(LEFT_OUT & set(attributes.get("class", "").split()))
        self.open.append((tag, left_out))
        if tag == "h2" and attributes.get("id"):
            self.parts.append(_Part(attributes["id"]))
            self.in_heading = True

    def handle_endtag(self, tag: str) -> None:
        if not any(name == tag for name, _ in self.open):
            return
        # A list item may end without saying so.
        while self.open.pop()[0] != tag:
            pass
        if tag == "h2":
            self.in_heading = False
        if tag in BLOCKS:
            self.handle_data(" ")

    def handle_data(self, data: str) -> None:
        if any(left_out for _, left_out in self.open):
            return
        part = self.parts[-1]
        (part.heading if self.in_heading else part.text).append(data)
