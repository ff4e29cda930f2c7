"""The filters of the list as a form shows them: each choice with how many openings it would show."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from portal.openings import labels
from portal.openings.service import TALENT, Facets, Filters
from portal.shared.registers import Area, load_registers
from portal.shared.texts import N_, translate


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class FilterView:
    types: Sequence[Choice]
    fields: Sequence[Choice]
    areas: Sequence[Choice]
    english: Choice
    q: str
    is_narrowed: bool


def filter_view(filters: Filters, counts: Facets, lang: str) -> FilterView:
    registers = load_registers()
    kinds = {kind: translate(lang, label) for kind, label in _kinds().items()}
    fields = {field.id: field.name(lang) for field in registers.fields}
    return FilterView(
        types=_choices(kinds, counts.types, filters.types),
        fields=_choices(fields, counts.fields, filters.fields),
        areas=[
            Choice(area.id, _indented(area, lang), counts.areas.get(area.id, 0), area.id == filters.area)
            for area in _areas(counts, filters)
        ],
        english=Choice("en", translate(lang, N_("Engelsk er nok")), counts.english, filters.language == "en"),
        q=filters.q,
        is_narrowed=filters != Filters(),
    )


def filter_words(filters: Filters, lang: str) -> list[str]:
    """What a filter narrows the list to, in words; nothing where it shows everything."""
    registers = load_registers()
    words = [translate(lang, label) for kind, label in _kinds().items() if kind in filters.types]
    words += [field.name(lang) for field in registers.fields if field.id in filters.fields]
    words += [registers.areas_by_id[filters.area].name(lang)] if filters.area else []
    words += [translate(lang, labels.LANGUAGES[filters.language])] if filters.language else []
    return [*words, f"“{filters.q}”"] if filters.q else words


def query_of(filters: Filters) -> dict[str, object]:
    """The filters as they stand in a URL, each filter in one way; empty ones are left out."""
    query: dict[str, object] = {
        "type": sorted(filters.types),
        "field": sorted(filters.fields),
        "area": filters.area,
        "language": filters.language,
        "q": filters.q,
    }
    return {name: value for name, value in query.items() if value}


def _kinds() -> dict[str, str]:
    """The legal forms, and the label that any of them may carry."""
    return {**{kind.value: label for kind, label in labels.KINDS.items()}, TALENT: labels.TALENT}


def _choices(names: Mapping[str, str], counts: Mapping[str, int], chosen: Sequence[str]) -> list[Choice]:
    return [Choice(value, label, counts.get(value, 0), value in chosen) for value, label in names.items()]


def _areas(counts: Facets, filters: Filters) -> Iterator[Area]:
    """The regions always; a landsdel where something is published in it, or where it was chosen."""
    areas = load_registers().areas
    for region in (area for area in areas if area.kind == "region"):
        yield region
        for part in (area for area in areas if area.parent == region.id and area.kind == "landsdel"):
            if counts.areas.get(part.id) or part.id == filters.area:
                yield part


def _indented(area: Area, lang: str) -> str:
    return area.name(lang) if area.kind == "region" else f"– {area.name(lang)}"
