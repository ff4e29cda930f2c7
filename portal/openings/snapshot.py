"""What is published at one moment, kept in memory to be counted: two segments that never change."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import and_

from portal.openings.bits import positions
from portal.openings.filters import GROUPS, MOST_WORDS, Filters
from portal.openings.public import folded
from portal.openings.segment import Segment, id_at
from portal.shared.dates import iso_week

Counts = Mapping[str, Mapping[str, int]]
WORDS = "words"


@dataclass(frozen=True)
class Part:
    """A segment, and which of its openings still stand as it says."""

    segment: Segment
    living: int


@dataclass(frozen=True)
class Found:
    """The openings that met a filter, as bits of the two parts."""

    parts: tuple[Part, Part]
    bits: tuple[int, int]

    @property
    def total(self) -> int:
        return sum(bits.bit_count() for bits in self.bits)

    def ids(self, skip: int, take: int) -> list[str]:
        """The ids in the order of the list, from `skip` on."""
        old, new = (part.segment.places for part in self.parts)
        picked, before = self._newer(skip, take)
        rest = positions(self.bits[0], skip=skip - before, take=take - len(picked))
        return [id_at(place) for place in sorted([*(new[n] for n in picked), *(old[n] for n in rest)])]

    def _newer(self, skip: int, take: int) -> tuple[list[int], int]:
        """Positions of the small part that belong between skip and take, and how many come before."""
        places, new = (part.segment.places for part in self.parts)
        picked, before = [], 0
        for rank, n in enumerate(positions(self.bits[1])):
            older = self.bits[0] & ((1 << bisect_left(places, new[n])) - 1)
            rank += older.bit_count()
            if rank >= skip + take:
                break
            if rank < skip:
                before += 1
            else:
                picked.append(n)
        return picked, before


@dataclass(frozen=True)
class Snapshot:
    """All openings as they stood after one change: most in the first part, the newest in the second."""

    seq: int
    parts: tuple[Part, Part]

    def found(self, filters: Filters, today: date) -> Found:
        first, second = (self._met(part, filters, today) for part in self.parts)
        return Found(self.parts, (_all_of(first), _all_of(second)))

    def counts(self, filters: Filters, today: date) -> Counts:
        """By group and value how many openings the list shows with that value alone chosen in its group."""
        counts: dict[str, Counter[str]] = {}
        for part in self.parts:
            met = self._met(part, filters, today)
            others = {group: _all_of(met, without=group) for group in GROUPS}
            for group, value in part.segment.values():
                number = (others[group] & part.segment.carrying(group, value)).bit_count()
                if number:
                    counts.setdefault(group, Counter())[value] += number
        return counts

    def _met(self, part: Part, filters: Filters, today: date) -> dict[str, int]:
        """The openings that meet each group of the filter; under no name those that are shown at all."""
        segment = part.segment
        met = {"": part.living & ~segment.expired(today)}
        for group, values in filters.groups(iso_week(today)).items():
            met[group] = segment.any_of(group, values)
        words = folded(filters.q).split()[:MOST_WORDS]
        if words:
            met[WORDS] = reduce(and_, (segment.holding(word) for word in words))
        return met


def _all_of(met: Mapping[str, int], without: str | None = None) -> int:
    return reduce(and_, (bits for group, bits in met.items() if group != without))


def empty() -> Part:
    return Part(Segment([], ()), 0)


def without(part: Part, ids: Collection[str]) -> Part:
    """The part, and none of these openings in it any more."""
    living = part.living
    for n, place in enumerate(part.segment.places):
        if id_at(place) in ids:
            living &= ~(1 << n)
    return Part(part.segment, living)
