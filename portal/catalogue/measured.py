"""The numbers of a fact, beside its sentence, so that a chart can draw what the sentence says."""

import re
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass as checked_dataclass

# Labels stand in a drawing, where nothing wraps: this many letters fit beside the line at 320 px.
Label = Annotated[str, Field(min_length=1, max_length=34, pattern=r"^[^\r\n]+$")]
Kind = Literal["effect", "survey", "description"]
Unit = Literal["percent", "percentage-points", "minutes", "days", "weeks", "months", "people", "employees"]
_STRICT = ConfigDict(extra="forbid", str_strip_whitespace=True)
SMALLEST_GROUP = 5

UNITS: dict[str, dict[str, str]] = {
    "da": {
        "percent": "procent",
        "percentage-points": "procentpoint",
        "minutes": "minutter",
        "days": "dage",
        "weeks": "uger",
        "months": "måneder",
        "people": "personer",
        "employees": "ansatte",
    },
    "en": {
        "percent": "percent",
        "percentage-points": "percentage points",
        "minutes": "minutes",
        "days": "days",
        "weeks": "weeks",
        "months": "months",
        "people": "people",
        "employees": "employees",
    },
}
ROUGHLY = {
    "da": {"about": "ca. ", "over": "over ", "up-to": "op mod "},
    "en": {"about": "about ", "over": "over ", "up-to": "up to "},
}
OUT_OF = {"da": "ud af", "en": "out of"}
FEWER = {"da": "færre end", "en": "fewer than"}
SPOKEN = {
    "da": ("nul", "en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti"),
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
}


@checked_dataclass(frozen=True, kw_only=True, config=_STRICT)
class Value:
    """One number and what it is the number of; `out_of` keeps "two out of three" from becoming 67 percent."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    number: Annotated[float, Field(ge=0)]
    da: Label
    en: Label
    out_of: Annotated[int, Field(ge=2)] | None = None
    roughly: Literal["about", "over", "up-to"] | None = None

    def label(self, language: str) -> str:
        return self.en if language == "en" else self.da

    @property
    def size(self) -> float:
        """How long its bar is, in the unit of the fact; a part of a whole is a percentage."""
        return 100 * self.number / self.out_of if self.out_of else self.number


@checked_dataclass(frozen=True, kw_only=True, config=_STRICT)
class Measured:
    """What kind of numbers a fact holds, in which unit, in the order in which its sentence says them."""

    kind: Kind
    unit: Unit
    values: Annotated[tuple[Value, ...], Field(min_length=1)]

    def value(self, identifier: str) -> Value | None:
        return next((one for one in self.values if one.id == identifier), None)

    def said(self, language: str) -> str:
        """Every number with its label, as an editor reads it before signing."""
        return "; ".join(f"{one.label(language)}: {spelled(one, self.unit, language)}" for one in self.values)

    @property
    def signed(self) -> str:
        """What an approval approves of it: each word on its own line, so that none can move."""
        parts = [(one.id, one.number, one.out_of, one.roughly, one.da, one.en) for one in self.values]
        return "\n".join([self.kind, self.unit, *(str(part) for row in parts for part in row)])


def number_text(number: float, language: str) -> str:
    """As in 72.899 and 4,5, or 72,899 and 4.5."""
    text = f"{number:,.10g}"
    return text.translate(str.maketrans(",.", ".,")) if language == "da" else text


def spelled(value: Value, unit: Unit, language: str) -> str:
    """The number with its unit in words: 63 procent, 2 ud af 3."""
    if value.out_of:
        return _part(value, language)
    return f"{_quantity(value, unit, language)} {UNITS[language][unit]}"


def at_the_bar(value: Value, unit: Unit, language: str) -> str:
    """The same, short enough for the end of a bar: 63 %."""
    if value.out_of:
        return _part(value, language)
    number = _quantity(value, unit, language)
    if unit == "percent":
        return f"{number}\u00a0%" if language == "da" else f"{number}%"
    if unit == "percentage-points":
        return f"+{number}\u00a0point" if language == "da" else f"+{number}\u00a0points"
    return f"{number}\u00a0{UNITS[language][unit]}"


def _part(value: Value, language: str) -> str:
    roughly = ROUGHLY[language].get(value.roughly or "", "")
    return f"{roughly}{number_text(value.number, language)} {OUT_OF[language]} {value.out_of}"


def _quantity(value: Value, unit: Unit, language: str) -> str:
    if unit == "people" and value.number < SMALLEST_GROUP:
        return f"{FEWER[language]} {SMALLEST_GROUP}"
    return ROUGHLY[language].get(value.roughly or "", "") + number_text(value.number, language)


def not_in_sentence(measured: Measured, sentence: str, language: str) -> Iterator[str]:
    """The numbers that the sentence does not say, in their order: one of the two was changed alone."""
    place = 0
    for value in measured.values:
        found = _said(value.number, language).search(sentence, place)
        whole = _said(value.out_of, language).search(sentence) if value.out_of else found
        if found is None or whole is None:
            yield spelled(value, measured.unit, language)
        else:
            place = found.end()


def _said(number: float, language: str) -> re.Pattern[str]:
    ways = [re.escape(number_text(number, language))]
    if number == int(number) and number < len(SPOKEN[language]):
        ways.append(SPOKEN[language][int(number)])
    return re.compile(rf"(?<![\w.,])(?:{'|'.join(ways)})(?![\w]|[.,]\d)", re.IGNORECASE)
