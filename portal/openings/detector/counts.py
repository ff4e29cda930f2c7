"""How many companies there are of a branch in a municipality, as far as a loaded table tells."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeVar

from portal.shared.registers import Registers, load_registers

SIZE_CLASSES = ("1-4", "5-9", "10-19", "20-49", "50-99", "100-249", "250+")
Level = Literal["words", "127", "10"]
Unit = Literal["companies", "workplaces"]
Part = TypeVar("Part")


@dataclass(frozen=True)
class Cell:
    """`municipality` is the Danish name where it is known; None is a number the table does not have."""

    branch: str
    municipality: str
    size_class: str
    companies: int | None
    workplaces: int | None = None


@dataclass(frozen=True)
class CountTable:
    """May be partial: what is not in it is unknown, which is not the same as none."""

    cells: tuple[Cell, ...]
    # What the branches are written in: our own words, or codes of the 127- or the 10-grouping.
    level: Level = "words"

    def companies(
        self,
        *,
        branches: Collection[str] | None = None,
        municipalities: Collection[str] | None = None,
        sizes: Collection[str] | None = None,
    ) -> int | None:
        """The sum over the cells that fit, compared without case; None where there is no such cell."""
        return self.count(self.unit, branches=branches, municipalities=municipalities, sizes=sizes)

    def count(
        self,
        unit: Unit,
        *,
        branches: Collection[str] | None = None,
        municipalities: Collection[str] | None = None,
        sizes: Collection[str] | None = None,
    ) -> int | None:
        """The same in companies or in workplaces; None where the table has no such number."""
        found = [
            number
            for of_branch in _chosen(self._index, self._keys(branches))
            for of_place in _chosen(of_branch, municipalities)
            for cell in _chosen(of_place, sizes)
            if (number := cell.companies if unit == "companies" else cell.workplaces) is not None
        ]
        return sum(found) if found else None

    @cached_property
    def unit(self) -> Unit:
        """What is counted: companies where the table has them, otherwise their workplaces."""
        return "companies" if "companies" in self._units or not self._units else "workplaces"

    @cached_property
    def _units(self) -> frozenset[Unit]:
        has_companies = any(cell.companies is not None for cell in self.cells)
        has_workplaces = any(cell.workplaces is not None for cell in self.cells)
        found: dict[Unit, bool] = {"companies": has_companies, "workplaces": has_workplaces}
        return frozenset(unit for unit, has in found.items() if has)

    def needed(self, k: int) -> int:
        """How many the table must count for k companies: a chain's workplaces are one company."""
        return k if self.unit == "companies" else 2 * k

    @cached_property
    def is_fine(self) -> bool:
        """Whether a branch a text names can be counted: a group of ten holds far more than it says."""
        return self.level != "10"

    @cached_property
    def branches(self) -> frozenset[str]:
        """The branches that can be counted, in our own words."""
        if self.level == "words":
            return frozenset(self._index)
        listed = load_registers().branches
        return frozenset(
            branch.id
            for branch in listed
            if any(code in self._index for code in codes_of(branch.id, self.level))
        )

    def counts_any(self, branches: Collection[str], unit: Unit) -> bool:
        """Whether the table has numbers in this unit, and any of the branches."""
        return unit in self._units and any(key in self._index for key in self._keys(branches) or ())

    def _keys(self, branches: Collection[str] | None) -> frozenset[str] | None:
        """The branches as this table writes them; one code may stand for several and counts once."""
        if branches is None or self.level == "words":
            return None if branches is None else frozenset(branch.casefold() for branch in branches)
        return frozenset(code for branch in branches for code in codes_of(branch, self.level))

    @cached_property
    def _index(self) -> dict[str, dict[str, dict[str, Cell]]]:
        index: dict[str, dict[str, dict[str, Cell]]] = {}
        for cell in self.cells:
            of_branch = index.setdefault(cell.branch.casefold(), {})
            of_branch.setdefault(cell.municipality.casefold(), {})[cell.size_class.casefold()] = cell
        return index


def _chosen(index: Mapping[str, Part], wanted: Collection[str] | None) -> Iterator[Part]:
    if wanted is None:
        yield from index.values()
        return
    for name in {one.casefold() for one in wanted}:
        if name in index:
            yield index[name]


def codes_of(branch: str, level: Level, registers: Registers | None = None) -> tuple[str, ...]:
    """The codes of one of our branches at a level; none for a branch in somebody's own words."""
    known = (registers or load_registers()).branches_by_id.get(branch)
    if known is None:
        return ()
    return known.group127 if level == "127" else (known.group10,)


def size_class_of(employees: int) -> str:
    for size_class in SIZE_CLASSES[:-1]:
        if employees <= int(size_class.partition("-")[2]):
            return size_class
    return SIZE_CLASSES[-1]
