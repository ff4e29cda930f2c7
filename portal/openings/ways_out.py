"""What an empty list offers instead: the nearest wider area, and the one choice to drop."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from portal.openings.filter_view import list_url
from portal.openings.filter_words import chosen, names
from portal.openings.filters import Filters, areas_above
from portal.shared.texts import N_, translate

WIDER = N_("I hele %(area)s")
WITHOUT = N_("Uden %(choice)s")
OR = N_(" eller ")


@dataclass(frozen=True)
class WayOut:
    label: str
    url: str
    count: int


def ways_out(filters: Filters, lang: str, count: Callable[[Filters], int]) -> list[WayOut]:
    """Lists one step away that are not empty; the nearest wider area first, then the longest."""
    wider = next(_not_empty(_wider(filters, lang), lang, count), None)
    dropped = list(_not_empty(_dropped(filters, lang), lang, count))
    return [*([wider] if wider else []), *sorted(dropped, key=lambda way: -way.count)]


def _not_empty(
    steps: Iterator[tuple[str, Filters]], lang: str, count: Callable[[Filters], int]
) -> Iterator[WayOut]:
    for label, filters in steps:
        number = count(filters)
        if number:
            yield WayOut(label, list_url(filters, lang), number)


def _wider(filters: Filters, lang: str) -> Iterator[tuple[str, Filters]]:
    """Areas around the chosen one; the whole country is the same as to choose none."""
    for area in areas_above(filters.area)[1:-1] if filters.area else ():
        yield translate(lang, WIDER, area=names("area", lang)[area]), replace(filters, area=area)


def _dropped(filters: Filters, lang: str) -> Iterator[tuple[str, Filters]]:
    words: dict[str, list[str]] = {}
    for one in chosen(filters, lang):
        words.setdefault(one.group, []).append(one.word)
    # To drop the only choice is to see everything, which the page offers anyway.
    for group, said in words.items() if len(words) > 1 else ():
        yield translate(lang, WITHOUT, choice=translate(lang, OR).join(said)), filters.without(group)
