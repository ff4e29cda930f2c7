"""Which areas an opening may show: those that hold enough companies that could be meant, the finest first."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from portal.openings.detector.counts import CountTable, Unit
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


@dataclass(frozen=True)
class Crowd:
    """Who could be meant: companies (or workplaces) of some branches, where a reader would look for them."""

    counts: CountTable | None
    branches: frozenset[str]
    needed: int
    unit: Unit = "companies"
    # Names of municipalities; a reader of a local site looks nowhere else. Empty: the whole country.
    catchment: frozenset[str] = frozenset()

    def within(self, municipalities: Collection[str]) -> int | None:
        """How many there are in these municipalities; None where the table does not know the branches."""
        if self.counts is None or not self.counts.counts_any(self.branches, self.unit):
            return None
        near = frozenset(municipalities) & self.catchment if self.catchment else municipalities
        return self.counts.count(self.unit, branches=self.branches, municipalities=near) or 0


def publishable_area(
    counts: CountTable | None,
    municipality: str,
    branches: str | Collection[str],
    k: int = 10,
    *,
    registers: Registers | None = None,
) -> AreaChoice | None:
    """The finest area from landsdel upwards with at least k companies; None when even the country has fewer.

    A municipality is never shown. Without a count for the branch the region is chosen.
    KeyError when the municipality is unknown.
    """
    wanted = frozenset({branches} if isinstance(branches, str) else branches)
    unit = counts.unit if counts else "companies"
    crowd = Crowd(counts, wanted, counts.needed(k) if counts else k, unit)
    return crowded_area(crowd, municipality, registers or load_registers())


def crowded_area(
    crowd: Crowd, municipality: str, registers: Registers, *, finest: Level = "landsdel"
) -> AreaChoice | None:
    """The finest area around the municipality, no finer than asked, that holds the crowd."""
    home = home_of(registers, municipality)
    # A company that is not in its own cell has another branch than the table thinks.
    if not crowd.within({home.name_da}):
        finest = "region" if finest == "landsdel" else finest
    for level, area in _levels(registers, home):
        if finest == "region" and level == "landsdel":
            continue
        found = crowd.within(municipalities_of(registers, area.id))
        if found is None and level != "landsdel":
            return AreaChoice(area.id, level, None)
        if found is not None and found >= crowd.needed:
            return AreaChoice(area.id, level, found)
    return None


def home_of(registers: Registers, named: str) -> Area:
    """The municipality by name or id; raises KeyError."""
    area = registers.municipality(named) or registers.areas_by_id[named]
    if area.kind != "municipality":
        raise KeyError(named)
    return area


def municipalities_of(registers: Registers, area_id: str) -> frozenset[str]:
    """Danish names of the municipalities in an area; none in one that is no more."""
    if area_id not in registers.areas_by_id:
        return frozenset()
    inside = registers.within(area_id)
    return frozenset(one.name_da for one in registers.of_kind("municipality") if one.id in inside)


def _levels(registers: Registers, home: Area) -> Iterator[tuple[Level, Area]]:
    for area in registers.chain(home.id)[1:]:
        match area.kind:
            case "landsdel":
                if len(municipalities_of(registers, area.id)) > _LONE:
                    yield "landsdel", area
            case "region":
                yield "region", area
            case "country":
                yield "country", area
