"""A run of public openings in the order of the list, ready to be counted: it never changes."""

from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import TypeVar

from portal.openings.bits import as_bits
from portal.openings.word_index import WordIndex

FAR_WEEK = 999_999
Key = TypeVar("Key")


@dataclass(frozen=True)
class Entry:
    """What the list knows of one opening: its place, the values it can be chosen by, its folded text."""

    id: str
    week: str
    expires_on: date
    values: tuple[tuple[str, str], ...]
    folded: str

    @property
    def place(self) -> str:
        return place_of(self.week, self.id)


def place_of(week: str, public_id: str) -> str:
    """What the list is sorted by: the newest week first, inside a week the random id."""
    return f"{FAR_WEEK - int(week[:4] + week[6:]):06}{public_id}"


def id_at(place: str) -> str:
    return place[6:]


class Segment:
    """Openings by position; a set of them is a number whose bits are the positions."""

    def __init__(self, places: list[str], entries: Iterable[Entry]) -> None:
        """`places` are sorted; the entries are the same openings, in whatever order they come."""
        self.places = places
        self.everything = (1 << len(places)) - 1
        self._values: dict[tuple[str, str], array[int]] = {}
        self._days: dict[date, array[int]] = {}
        position = {place: n for n, place in enumerate(places)}
        self._words = WordIndex(self._read(entries, position), len(places))
        self._by_value = self._bits(self._values)
        self._by_last_day = self._bits(self._days)
        del self._values, self._days

    def _read(self, entries: Iterable[Entry], position: Mapping[str, int]) -> Iterator[tuple[int, str]]:
        for entry in entries:
            n = position[entry.place]
            for value in entry.values:
                self._values.setdefault(value, array("I")).append(n)
            self._days.setdefault(entry.expires_on, array("I")).append(n)
            yield n, entry.folded

    def _bits(self, held: Mapping[Key, "array[int]"]) -> dict[Key, int]:
        return {key: as_bits(positions, len(self.places)) for key, positions in held.items()}

    def values(self) -> Iterable[tuple[str, str]]:
        """Every (group, value) that an opening carries."""
        return self._by_value.keys()

    def carrying(self, group: str, value: str) -> int:
        return self._by_value.get((group, value), 0)

    def any_of(self, group: str, values: Iterable[str]) -> int:
        return reduce(or_, (self.carrying(group, value) for value in values), 0)

    def expired(self, today: date) -> int:
        return reduce(or_, (bits for day, bits in self._by_last_day.items() if day < today), 0)

    def holding(self, piece: str) -> int:
        return self._words.holding(piece)
