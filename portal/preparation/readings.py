"""What the candidate set the progress markers to, day by day."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

READINGS = 12


@dataclass(frozen=True)
class Reading:
    """The markers as they were set on a day (ISO): id of the marker -> 0 to 10."""

    on: str
    values: Mapping[str, int]


@dataclass(frozen=True)
class Markers:
    """Progress markers, oldest reading first; the candidate's alone unless shown.

    A reading without a day was made just now and gets its day when it is saved.
    """

    readings: tuple[Reading, ...] = ()
    shown: bool = False

    @property
    def newest(self) -> Mapping[str, int]:
        return self.readings[-1].values if self.readings else {}

    def since(self, round_on: str) -> Mapping[str, int]:
        """How they were set since this round of the preparation began; empty when not yet."""
        made = self.readings and (not self.readings[-1].on or self.readings[-1].on >= round_on)
        return self.newest if made else {}

    def set_to(self, values: Mapping[str, int], round_on: str) -> Self:
        """With a new reading; the same again adds none."""
        if dict(values) == dict(self.since(round_on)):
            return self
        return replace(self, readings=(*self.readings, Reading("", values)))

    def on_day(self, day: str) -> Self:
        """What was made just now gets its day, one reading a day; the first and the newest are kept."""
        readings = [Reading(one.on or day, one.values) for one in self.readings]
        kept = [one for n, one in enumerate(readings) if one.on != day or n == len(readings) - 1]
        if len(kept) > READINGS:
            kept = [kept[0], *kept[1 - READINGS :]]
        return replace(self, readings=tuple(kept) if any(one.values for one in kept) else ())
