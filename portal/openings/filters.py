"""What a visitor narrows the list by, and which of its values an opening carries."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Self

from portal.shared.registers import load_registers

TALENT = "talent"
BY_AGREEMENT = "by-agreement"
# Hours a week, the first and last of each band.
HOURS = {"up-to-15": (1, 15), "16-25": (16, 25), "26-37": (26, 37)}
MOST_WORDS = 12
# The groups in the order in which a page offers them, and the attribute that holds each.
ATTRIBUTES = {
    "type": "types", "field": "fields", "area": "area", "competence": "competences", "hours": "hours",
    "language": "languages", "work_form": "work_forms", "sector": "sectors", "week": "new",
}  # fmt: skip
GROUPS = tuple(ATTRIBUTES)


@dataclass(frozen=True)
class Filters:
    """Any value of a group is enough, every group must be met; ids of the registers, empty means all."""

    types: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    area: str = ""
    languages: tuple[str, ...] = ()
    q: str = ""
    competences: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    hours: tuple[str, ...] = ()
    work_forms: tuple[str, ...] = ()
    new: bool = False

    def groups(self, this_week: str) -> dict[str, tuple[str, ...]]:
        """What is chosen, by group; "new" is what was published in this week."""
        chosen = {group: getattr(self, attribute) for group, attribute in ATTRIBUTES.items()}
        chosen |= {"area": (self.area,) if self.area else (), "week": (this_week,) if self.new else ()}
        return {group: values for group, values in chosen.items() if values}

    def without(self, group: str, value: str = "") -> Self:
        """The filter with one value of a group dropped, or the whole group."""
        if group == "q":
            return replace(self, q="")
        if group == "area":
            return replace(self, area="")
        if group == "week":
            return replace(self, new=False)
        kept = tuple(one for one in getattr(self, ATTRIBUTES[group]) if value and one != value)
        changed: dict[str, Any] = {ATTRIBUTES[group]: kept}
        return replace(self, **changed)


def work_form_value(work_form: str) -> str:
    """The form of work as it stands in an address."""
    return work_form.replace(" ", "-")


def hours_band(hours: int | None) -> str:
    """The band that an opening's hours a week lie in."""
    if hours is None:
        return BY_AGREEMENT
    return next((band for band, (_first, last) in HOURS.items() if hours <= last), "26-37")


@lru_cache(maxsize=4096)
def competence_id(name: str) -> str:
    """The id of a competence as an opening names it; empty where the register does not know it."""
    known = load_registers().competence_named(name)
    return known.id if known else ""


@lru_cache(maxsize=256)
def areas_above(area_id: str) -> tuple[str, ...]:
    """The area and all that it lies in: whoever chooses one of them is shown the opening."""
    registers = load_registers()
    return tuple(area.id for area in registers.chain(area_id)) if area_id in registers.areas_by_id else ()
