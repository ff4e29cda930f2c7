"""Municipalities and towns that a text may name."""

from collections.abc import Mapping
from functools import cache

from portal.openings.detector.words import read_list
from portal.shared.registers import load_registers


@cache
def municipality_names() -> Mapping[str, str]:
    """Lower-case name, English name or alias of a municipality to its Danish name."""
    return {
        name.lower(): area.name_da
        for area in load_registers().of_kind("municipality")
        for name in (area.name_da, area.name_en, *area.aliases)
    }


@cache
def town_names() -> frozenset[str]:
    return frozenset(municipality_names()) | read_list("towns.txt")
