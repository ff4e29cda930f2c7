"""The filters of a URL: read forgivingly, written in one way."""

import re
from collections.abc import Callable, Mapping

from starlette.datastructures import FormData, QueryParams

from portal.openings import labels
from portal.openings.filters import BY_AGREEMENT, HOURS, TALENT, Filters, work_form_value
from portal.openings.rules import Kind, Sector, WorkForm
from portal.shared.registers import load_registers
from portal.web.forms import readable

LONGEST_Q = 200
TALENT_SPELLINGS = {"talentopgave": TALENT}
Query = QueryParams | FormData


def slug(text: str) -> str:
    plain = text.strip().lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _kind(text: str) -> str:
    value = TALENT_SPELLINGS.get(text, text)
    return value if value in {*Kind, TALENT} else ""


def _area(text: str) -> str:
    area = load_registers().areas_by_id.get(slug(text))
    return area.id if area and area.kind != "municipality" else ""


def _one_of(*values: str) -> Callable[[str], str]:
    return lambda text: text if text in values else ""


# What each parameter's text means, or nothing where no opening could carry it.
MEANINGS: Mapping[str, Callable[[str], str]] = {
    "type": _kind,
    "field": lambda text: text if text in load_registers().fields_by_id else "",
    "area": _area,
    "competence": lambda text: text if text in load_registers().competences_by_id else "",
    "hours": _one_of(*HOURS, BY_AGREEMENT),
    # A plus sign that somebody typed into an address arrives as a space.
    "language": lambda text: _one_of(*labels.LANGUAGES)(text.replace(" ", "+")),
    "work_form": lambda text: _one_of(*map(work_form_value, WorkForm))(slug(text)),
    "sector": _one_of(*Sector),
    "new": _one_of("1"),
}


def read_filters(query: Query) -> Filters:
    """The filters in a URL; values that nothing carries are left out, so that an old link still works."""
    known = {name: _values(query, name) for name in MEANINGS}
    return Filters(
        types=known["type"],
        fields=known["field"],
        area="".join(known["area"][-1:]),
        languages=known["language"],
        q=readable(str(query.get("q") or "")).strip()[:LONGEST_Q].strip(),
        competences=known["competence"],
        sectors=known["sector"],
        hours=known["hours"],
        work_forms=known["work_form"],
        new=bool(known["new"]),
    )


def unknown_parameters(query: Query) -> list[str]:
    """The parameters that have a value which no opening could carry."""
    return [
        name
        for name, meaning in MEANINGS.items()
        if any(text and not meaning(text) for text in _typed(query, name))
    ]


def query_of(filters: Filters) -> dict[str, object]:
    """The filters as they stand in a URL, each filter in one way; empty ones are left out."""
    query: dict[str, object] = {
        "type": sorted(filters.types),
        "field": sorted(filters.fields),
        "area": filters.area,
        "competence": sorted(filters.competences),
        "hours": sorted(filters.hours),
        "language": sorted(filters.languages),
        "work_form": sorted(filters.work_forms),
        "sector": sorted(filters.sectors),
        "new": "1" if filters.new else "",
        "q": filters.q,
    }
    return {name: value for name, value in query.items() if value}


def page_number(query: QueryParams) -> int:
    text = str(query.get("page") or "1")
    return int(text) if re.fullmatch(r"[1-9]\d{0,5}", text) else 1


def _typed(query: Query, name: str) -> list[str]:
    return [value for value in query.getlist(name) if isinstance(value, str)]


def _values(query: Query, name: str) -> tuple[str, ...]:
    found = dict.fromkeys(MEANINGS[name](text) for text in _typed(query, name))
    return tuple(value for value in found if value)
