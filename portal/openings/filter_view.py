"""The filters of the list as a form shows them: each choice with how many openings it would show."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from portal.openings.filter_query import query_of
from portal.openings.filter_words import NEW, chosen, names
from portal.openings.filters import Filters
from portal.openings.service import Counts
from portal.shared.registers import load_registers
from portal.shared.texts import N_, translate
from portal.web.languages import path_for

LEGENDS = {
    "type": N_("Slags"),
    "field": N_("Fagområde"),
    "hours": N_("Timer om ugen"),
    "language": N_("Arbejdssprog"),
    "work_form": N_("Arbejdsform"),
    "sector": N_("Sektor"),
}
FIRST = ("type", "field")
RARE = ("hours", "language", "work_form", "sector")
# Offered also where no opening carries them.
ALWAYS = {"type", "field", "hours", "work_form", "sector"}
Picked = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Group:
    """Choices that are ticked; `name` is the parameter in the address."""

    name: str
    legend: str
    choices: Sequence[Choice]


@dataclass(frozen=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True)
class FilterView:
    """`can` and `could` are competences, chosen and to be chosen; `rare` is folded away until it is used."""

    q: str
    new: Choice
    groups: Sequence[Group]
    areas: Sequence[Choice]
    can: Sequence[Choice]
    could: Sequence[Choice]
    rare: Sequence[Group]
    rare_is_open: bool
    chosen: Sequence[Link]

    @property
    def is_narrowed(self) -> bool:
        return bool(self.chosen)


def filter_view(filters: Filters, counts: Counts, lang: str, *, this_week: str) -> FilterView:
    picked = filters.groups(this_week)

    def choices(group: str) -> list[Choice]:
        every = names(group, lang).items()
        shown = [_choice(picked, counts, group, value, label) for value, label in every]
        return [one for one in shown if one.chosen or one.count or group in ALWAYS]

    def groups(wanted: Iterable[str]) -> list[Group]:
        return [Group(group, translate(lang, LEGENDS[group]), choices(group)) for group in wanted]

    competences = choices("competence")
    return FilterView(
        q=filters.q,
        new=replace(_choice(picked, counts, "week", this_week, translate(lang, NEW)), value="1"),
        groups=groups(FIRST),
        areas=list(_areas(picked, counts, lang)),
        can=[one for one in competences if one.chosen],
        could=[one for one in competences if not one.chosen],
        rare=groups(RARE),
        rare_is_open=not picked.keys().isdisjoint(("competence", *RARE)),
        chosen=[Link(one.word, list_url(one.rest, lang)) for one in chosen(filters, lang)],
    )


def list_url(filters: Filters, lang: str) -> str:
    """The one address of a filter's list."""
    return path_for("openings", lang, **query_of(filters))


def _choice(picked: Picked, counts: Counts, group: str, value: str, label: str) -> Choice:
    return Choice(value, label, counts.get(group, {}).get(value, 0), value in picked.get(group, ()))


def _areas(picked: Picked, counts: Counts, lang: str) -> Iterator[Choice]:
    """The regions always; a landsdel where something is published in it, or where it was chosen."""
    areas = load_registers().areas
    for region in (area for area in areas if area.kind == "region"):
        yield _choice(picked, counts, "area", region.id, region.name(lang))
        for part in (area for area in areas if area.parent == region.id and area.kind == "landsdel"):
            choice = _choice(picked, counts, "area", part.id, f"– {part.name(lang)}")
            if choice.count or choice.chosen:
                yield choice
