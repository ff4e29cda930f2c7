"""What a launch with some pages needs approved, and what those pages would say until then."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from portal.catalogue.content_check import Checked
from portal.catalogue.fact_uses import fact_uses
from portal.catalogue.facts import Edition, Fact, Registry, Standing
from portal.shared.danish_order import danish_order

STANDINGS = {
    Standing.DRAFT: "ikke godkendt",
    Standing.OVERDUE: "skal ses efter igen",
    Standing.HELD: "holdt tilbage, vises aldrig",
}


@dataclass(frozen=True)
class Needed:
    """A fact of the launch that is not approved, and what production shows in its place."""

    fact: Fact
    standing: Standing
    pages: tuple[str, ...]
    until_then: str | None
    seen_on: date | None

    @property
    def gate(self) -> str:
        if self.fact.gate != "check":
            return f"gate {self.fact.gate}"
        return "gate check, kilden " + (f"set {self.seen_on}" if self.seen_on else "ikke set")


@dataclass(frozen=True)
class LaunchList:
    pages: tuple[str, ...]
    facts: int
    needed: tuple[Needed, ...]


def launch_list(checked: Checked, pages: Sequence[str], today: date) -> LaunchList:
    """The facts on these pages, in either language, and those that lack an approval that counts."""
    registry = checked.registry
    used = {
        fact: tuple(use.id for use in uses if use.kind != "rule" and use.id in pages)
        for fact, uses in fact_uses(checked.content).items()
    }
    on_them = {fact: where for fact, where in used.items() if where and fact in registry.facts}
    needed = [
        _needed(registry, registry.facts[fact], where, today)
        for fact, where in on_them.items()
        if registry.standing(registry.facts[fact], today) is not Standing.APPROVED
    ]
    needed.sort(key=lambda one: (danish_order(one.fact.source.title), one.fact.id))
    return LaunchList(tuple(pages), len(on_them), tuple(needed))


def _needed(registry: Registry, fact: Fact, where: tuple[str, ...], today: date) -> Needed:
    shown = registry.show(fact, "da", Edition.PRODUCTION, today)
    text = fact.on(today)
    given = registry.approvals.get((text.id, text.text_hash))
    seen_on = (given.source_checked_on if given else None) or text.source_checked_on
    return Needed(text, registry.standing(fact, today), where, shown.text if shown else None, seen_on)


def unknown_pages(checked: Checked, pages: Collection[str]) -> list[str]:
    return sorted(set(pages) - set(checked.content.ids))


def said(found: LaunchList) -> Iterator[str]:
    """The list as an editor reads it, by source."""
    for title, group in groupby(found.needed, key=lambda one: one.fact.source.title):
        of_source = list(group)
        yield f"{title} ({len(of_source)})"
        for url in dict.fromkeys(one.fact.source.url for one in of_source if one.fact.source.url):
            yield f"  {url}"
        for one in of_source:
            yield f"  - {one.fact.id}: {STANDINGS[one.standing]} · {one.gate} · på {', '.join(one.pages)}"
            yield f"    indtil da: {one.until_then or 'vises ikke'}"
        yield ""


def summed_up(found: LaunchList) -> str:
    """How many there are, and what each of them waits for."""
    missing = len(found.needed)
    held = sum(one.standing is Standing.HELD for one in found.needed)
    unseen = sum(
        one.fact.gate == "check" and one.seen_on is None and one.standing is not Standing.HELD
        for one in found.needed
    )
    sources = len({one.fact.source.title for one in found.needed})
    return (
        f"{len(found.pages)} sider bruger {found.facts} fakta: "
        f"{found.facts - missing} er godkendt, {missing} mangler "
        f"({missing - unseen - held} kan godkendes nu, {unseen} når kilden er set, {held} holdt tilbage), "
        f"{sources} kilder"
    )
