"""Chooses the area an opening may show: the finest one that holds enough companies that could be meant."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from portal.openings.detector.counts import CountTable
from portal.shared.registers import Area, Registers, load_registers

Level = Literal["landsdel", "region", "country"]
# One municipality is a landsdel of its own here, so the landsdel would tell as much as the municipality.
_LONE = 1


@dataclass(frozen=True)
class AreaChoice:
    """`companies` is None where no count was loaded and the area is the cautious one."""

    id: str
    level: Level
    companies: int | None


def publishable_area(
    counts: CountTable | None,
    municipality: str,
    branches: str | Collection[str],
    k: int = 10,
    *,
    registers: Registers | None = None,
) -> AreaChoice | None:
    """The finest area from landsdel upwards with at least k companies; None when even the country has fewer.

    A municipality is never shown. Without a count for the branch, or with the company outside its own cell,
    the region is chosen. KeyError when the municipality is unknown.
    """
    known = registers or load_registers()
    home = _municipality(known, municipality)
    wanted = {branches} if isinstance(branches, str) else set(branches)
    names = {home.name_da, home.name_en, home.id, home.code or home.id}
    if counts is None or not counts.companies(branches=wanted, municipalities=names):
        return _region(known, home)
    for level, area in _levels(known, home):
        companies = counts.companies(branches=wanted, municipalities=_names_within(known, area)) or 0
        if companies >= k:
            return AreaChoice(area.id, level, companies)
    return None


def _municipality(registers: Registers, named: str) -> Area:
    area = registers.municipality(named) or registers.areas_by_id[named]
    if area.kind != "municipality":
        raise KeyError(named)
    return area


def _levels(registers: Registers, home: Area) -> Iterator[tuple[Level, Area]]:
    for area in registers.chain(home.id)[1:]:
        match area.kind:
            case "landsdel":
                if len(_municipalities_within(registers, area)) > _LONE:
                    yield "landsdel", area
            case "region":
                yield "region", area
            case "country":
                yield "country", area


def _region(registers: Registers, home: Area) -> AreaChoice:
    region = next(area for area in registers.chain(home.id) if area.kind == "region")
    return AreaChoice(region.id, "region", None)


def _municipalities_within(registers: Registers, area: Area) -> list[Area]:
    inside = registers.within(area.id)
    return [one for one in registers.of_kind("municipality") if one.id in inside]


def _names_within(registers: Registers, area: Area) -> set[str]:
    return {
        name
        for one in _municipalities_within(registers, area)
        for name in (one.name_da, one.name_en, one.id, one.code or one.id)
    }
