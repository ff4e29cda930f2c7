"""Walks through a page by Tab alone, and reads its accessibility tree."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from tests.browser.visitor import Visitor

# Everything Tab should reach, in the order of the page; one radio button stands for its group.
STOPS = """() => {
  const groups = new Set();
  const kinds = 'a[href], button, input, select, textarea, summary, video[controls], [tabindex]';
  return [...document.querySelectorAll(kinds)]
    .filter(one => one.tabIndex >= 0 && !one.disabled && one.type !== 'hidden'
      && one.checkVisibility({visibilityProperty: true})
      && !one.closest('details:not([open]) > :not(summary)'))
    .filter(one => {
      if (one.type !== 'radio') return true;
      const group = [...document.getElementsByName(one.name)].filter(other => other.form === one.form);
      if (group.some(other => other.checked)) return one.checked;
      const key = one.name + '|' + [...document.forms].indexOf(one.form);
      return groups.has(key) ? false : groups.add(key);
    }).map((one, place) => { one.dataset.stop = place; return one.outerHTML.slice(0, 90); });
}"""
HERE = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  // A link that goes on in the next line: its first piece.
  const box = one.getClientRects()[0] || one.getBoundingClientRect(), look = getComputedStyle(one);
  const middle = document.elementFromPoint(
    Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1),
    Math.min(Math.max(box.top + Math.min(box.height, 40) / 2, 0), innerHeight - 1));
  return {
    stop: one.dataset.stop === undefined ? null : Number(one.dataset.stop),
    html: one.outerHTML.slice(0, 90),
    ring: look.outlineStyle === 'solid' && parseFloat(look.outlineWidth) >= 3,
    seen: box.bottom > 0 && box.top < innerHeight && box.width > 0,
    covered: !!middle && middle !== one && !one.contains(middle) && !middle.contains(one)
      && !(one.labels && [...one.labels].some(label => label.contains(middle))),
  };
}"""

FROM_THE_TOP = """() => {
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute('tabindex');
  scrollTo(0, 0);
}"""
# Day, month and year of a date are stops of their own within one field.
PARTS_OF_DATES = 20


def problems_by_keyboard(visitor: Visitor) -> list[str]:
    """What goes wrong for somebody who has only a keyboard; nothing where all is well."""
    page = visitor.page
    wanted: list[str] = page.evaluate(STOPS)
    page.evaluate(FROM_THE_TOP)
    reached: list[int] = []
    found: list[str] = []
    for _ in range(len(wanted) * 2 + PARTS_OF_DATES):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if here is None or here["stop"] in reached[:-1]:
            break
        if here["stop"] is None:
            found.append(f"focus on what is no stop: {here['html']}")
            continue
        if here["stop"] in reached:
            continue
        reached.append(here["stop"])
        found += [f"{said}: {here['html']}" for said, wrong in _faults(here) if wrong]
    found += [f"never reached: {wanted[stop]}" for stop in sorted(set(range(len(wanted))) - set(reached))]
    if reached != sorted(reached):
        found.append(f"the order of Tab is not that of the page: {reached}")
    return found


def _faults(here: dict[str, object]) -> Iterator[tuple[str, bool]]:
    yield "no ring", not here["ring"]
    yield "focus out of sight", not here["seen"]
    yield "focus covered", bool(here["covered"])


@dataclass(frozen=True)
class Node:
    """A node of the accessibility tree."""

    role: str
    name: str
    level: int | None


NAMED = frozenset(
    {
        "button", "link", "textbox", "searchbox", "checkbox", "radio", "combobox", "DisclosureTriangle",
        "spinbutton", "Date", "image", "img", "table", "region", "search", "dialog",
    }
)  # fmt: skip


def accessibility_tree(visitor: Visitor) -> list[Node]:
    """What a screen reader is told, in its order."""
    tools = visitor.context.new_cdp_session(visitor.page)
    nodes = tools.send("Accessibility.getFullAXTree")["nodes"]
    tools.detach()
    return [_node(one) for one in nodes if not one.get("ignored")]


def _node(one: dict[str, object]) -> Node:
    def value(key: str) -> str:
        found = one.get(key)
        return str(found.get("value", "")) if isinstance(found, dict) else ""

    properties = one.get("properties")
    levels = [
        p["value"]["value"]
        for p in (properties if isinstance(properties, list) else [])
        if p["name"] == "level"
    ]
    return Node(value("role"), value("name").strip(), int(levels[0]) if levels else None)


def problems_in_the_tree(visitor: Visitor) -> list[str]:
    """What a screen reader would stumble over."""
    tree = accessibility_tree(visitor)
    found = [f"a {node.role} has no name" for node in tree if node.role in NAMED and not node.name]
    if [node.role for node in tree].count("main") != 1:
        found.append("there is not one main landmark")
    names = [node.name for node in tree if node.role == "navigation"]
    if len(set(names)) < len(names):
        found.append(f"two navigation landmarks have one name: {names}")
    return found + _jumps([node.level for node in tree if node.role == "heading" and node.level is not None])


def _jumps(levels: list[int]) -> list[str]:
    """Headings go down one level at a time; only a summary of errors may stand above the page's own."""
    if levels[:2] == [2, 1]:
        levels = levels[1:]
    if levels[:1] != [1]:
        return [f"the first heading has level {levels[:1]}"]
    return [
        f"a heading of level {after} follows one of level {before}"
        for before, after in pairwise(levels)
        if after > before + 1
    ]
