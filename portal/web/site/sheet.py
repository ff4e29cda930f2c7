"""Lays a page's text out as the sheet: margin notes left of the line, what you read right of it."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import TypeAlias

from markupsafe import Markup

from portal.web.site.drawings import drawing

VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
# Words that break at their hyphen on a narrow screen.
_KEPT_TOGETHER = re.compile(r"\b(a-kasse\w*|A-kasse\w*)")
Below: TypeAlias = Callable[[str, str, str], str]
_HEADING = re.compile(r"<(h[123])\b[^>]*>(?:(?!</\1>).)*</\1>\s*", re.DOTALL)
_LIST_SHAPES = ("links", "run", "todo", "ops")


def trusted(html: str) -> Markup:
    """HTML the build made of the editors' own files; never of what somebody typed on the site."""
    return Markup(html)  # noqa: S704  # the one place where text becomes markup


@dataclass(frozen=True)
class Element:
    """One element at the top of a piece of HTML, with its own source."""

    tag: str
    attributes: dict[str, str]
    html: str
    inner: str

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    def __contains__(self, name: str) -> bool:
        return name in self.classes


@dataclass
class Block:
    """One margin note beside one stretch of text; `rest` goes on after a note that closed it."""

    before: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)
    opens_section: bool = False

    @property
    def is_only_heading(self) -> bool:
        return all(_HEADING.fullmatch(part) for part in self.body) and not self.aside

    def part(self, name: str) -> Markup:
        """One of before, body, aside and after, for a template."""
        parts = {"before": self.before, "body": self.body, "aside": self.aside, "after": self.after}
        return trusted("".join(parts[name]))

    def take_in(self, other: "Block") -> None:
        """Goes on with another block's text; its margin notes become small lines of their own."""
        notes = [f'<p class="meta">{note}</p>' for note in other.before]
        later = [f'<p class="meta">{note}</p>' for note in other.after]
        (self.rest if self.after else self.body).extend(
            [*notes, *other.body, *other.aside, *later, *other.rest]
        )

    def html(self, tag: str = "div") -> str:
        text = f'<div class="stack tx">{"".join(self.body)}</div>'
        if self.aside:
            text = f'<div class="duo">{text}{"".join(self.aside)}</div>'
        rest = f'<div class="stack tx">{"".join(self.rest)}</div>' if self.rest else ""
        classes = "bl line" if self.opens_section else "bl"
        classes += " goes-on" if rest else ""
        return f'<{tag} class="{classes}">{_margin(self.before)}{text}{_margin(self.after)}{rest}</{tag}>'


@dataclass(frozen=True)
class Sheet:
    """A page's heading, what stands before its first section, and the sections."""

    heading: str
    lead: str
    opening: Block
    sections: str


class _TopLevel(HTMLParser):
    """Cuts HTML into the elements that stand at its top, without rewriting any of it."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.source = html
        self.starts = [0]
        for line in html.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))
        self.found: list[Element] = []
        self.open: list[str] = []
        self.tag, self.attributes, self.begin, self.begin_inner = "", dict[str, str](), 0, 0
        self.feed(html)
        self.close()

    def _offset(self) -> int:
        line, column = self.getpos()
        return self.starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        text = self.get_starttag_text() or ""
        if not self.open:
            self.tag, self.attributes = tag, {name: value or "" for name, value in attrs}
            self.begin, self.begin_inner = self._offset(), self._offset() + len(text)
            if tag in VOID:
                self.found.append(Element(tag, self.attributes, text, ""))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self.open:
            text = self.get_starttag_text() or ""
            self.found.append(Element(tag, {name: value or "" for name, value in attrs}, text, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.open:
            return
        # A paragraph or list item may end without saying so.
        while self.open.pop() != tag:
            pass
        if not self.open:
            end = self.source.index(">", self._offset()) + 1
            html, inner = self.source[self.begin : end], self.source[self.begin_inner : self._offset()]
            self.found.append(Element(self.tag, self.attributes, html, inner))


def top_elements(html: str) -> list[Element]:
    return _TopLevel(html).found


def lay_out(html: str, below: Below | None = None) -> Sheet:
    """The sheet of a page; see docs/design.md, "How pages are marked up".

    `below` makes what stands under a section of its id, the markup of its heading and all of its markup.
    """
    elements = top_elements(keep_words_together(html))
    heading = next((e.inner for e in elements if e.tag == "h1"), "")
    elements = [e for e in elements if e.tag != "h1"]
    first = next((n for n, e in enumerate(elements) if e.tag == "h2"), len(elements))
    opening, sections = elements[:first], elements[first:]
    lead = "".join(e.inner for e in opening if "lead" in e)
    blocks = _blocks([e for e in opening if "lead" not in e])
    beside = blocks.pop(0) if blocks else Block()
    rest = [block.html() for block in blocks]
    return Sheet(
        heading, lead, beside, "".join([*rest, *(_section(part, below) for part in _by_heading(sections))])
    )


def keep_words_together(html: str) -> str:
    """Wraps words such as "a-kasse" so that they do not break at the hyphen; leaves tags alone."""
    return "".join(
        part if part.startswith("<") else _KEPT_TOGETHER.sub(r'<span class="nb">\1</span>', part)
        for part in re.split(r"(<[^>]+>)", html)
    )


def _by_heading(elements: Iterable[Element]) -> Iterator[list[Element]]:
    section: list[Element] = []
    for element in elements:
        if element.tag == "h2" and section:
            yield section
            section = []
        section.append(element)
    if section:
        yield section


def _section(elements: list[Element], below: Below | None) -> str:
    first_step = next((n for n, e in enumerate(elements) if "step" in e), len(elements))
    blocks = _blocks(elements[:first_step])
    blocks[0].opens_section = True
    steps = list(_steps(elements[first_step:]))
    listed = f'<ol class="steps">{"".join(steps)}</ol>' if steps else ""
    return "".join(block.html() for block in blocks) + listed + _below(elements, below)


def _below(elements: list[Element], below: Below | None) -> str:
    if below is None or elements[0].tag != "h2":
        return ""
    heading, html = elements[0], " ".join(element.html for element in elements)
    made = below(heading.attributes.get("id", ""), heading.inner, html)
    return f'<div class="bl"><div class="tx">{made}</div></div>' if made else ""


def _steps(elements: list[Element]) -> Iterator[str]:
    starts = [n for n, e in enumerate(elements) if "step" in e]
    for number, start in enumerate(starts, 1):
        end = starts[number] if number < len(starts) else len(elements)
        block, *others = _blocks(elements[start:end])
        for other in others:
            block.take_in(other)
        block.before = [f'<span class="no">{number}</span> <br>', *block.before]
        yield block.html("li")


def _blocks(elements: list[Element]) -> list[Block]:
    blocks = [Block()]
    shape = next((e.attributes["data-list"] for e in elements if "data-list" in e.attributes), "")
    heading = ""
    for element in elements:
        heading = element.attributes.get("id", "") if element.tag in ("h2", "h3") else heading
        _place(_in_its_own_scroll(element, heading), blocks, shape)
    return [block for block in blocks if block.body or block.before or block.aside or block.after]


def _place(element: Element, blocks: list[Block], shape: str) -> None:
    """A margin note announces what comes after it, unless it says `after`; then it closes its block."""
    block = blocks[-1]
    if "mg" in element and "after" in element:
        block.after.append(element.inner)
    elif "mg" in element:
        if block.after or not block.is_only_heading:
            blocks.append(Block())
        blocks[-1].before.append(element.inner)
    elif "bl" in element:
        _merge(element, blocks)
    elif "slip" in element:
        block.aside.append(element.html)
    else:
        if "data-drawing" in element.attributes:
            block.before.append(drawing(element.attributes["data-drawing"]))
        (block.rest if block.after else block.body).append(_shaped(element, shape))


def _merge(element: Element, blocks: list[Block]) -> None:
    """A block that is laid out already joins the heading above it, or stands alone."""
    if blocks[-1].after or not blocks[-1].is_only_heading:
        blocks.append(Block())
    block = blocks[-1]
    for child in top_elements(element.inner):
        if "mg" in child:
            (block.after if block.body and not block.is_only_heading else block.before).append(child.inner)
        else:
            block.body.append(child.inner if "tx" in child and "note" not in child else child.html)


def _shaped(element: Element, shape: str) -> str:
    if element.tag in ("ul", "ol") and shape in _LIST_SHAPES and not element.classes:
        return element.html.replace(f"<{element.tag}", f'<{element.tag} class="{shape}"', 1)
    return element.html


def _in_its_own_scroll(element: Element, heading: str) -> Element:
    """A wide table scrolls by itself, under the name of its caption or of the heading above it."""
    if element.tag != "table":
        return element
    caption = next((e.inner for e in top_elements(element.inner) if e.tag == "caption"), "")
    named = f'aria-label="{_plain(caption)}"' if caption else f'aria-labelledby="{heading}"'
    table = element.html if caption else element.html.replace("<table", f"<table {named}", 1)
    html = f'<section class="scroll" tabindex="0" {named}>{table}</section>'
    return replace(element, tag="section", html=html)


def _plain(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html).replace('"', "&quot;")


def _margin(notes: list[str]) -> str:
    if not notes:
        return ""
    parts = notes if len(notes) == 1 else [f"<div>{note}</div>" if "<svg" in note else note for note in notes]
    return f'<div class="mg">{"".join(parts)}</div>'
