"""The worksheet of a module: one or two sheets to print, with lines, tables and boxes to fill in."""

from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field
from pydantic.dataclasses import dataclass as checked_dataclass
from pydantic_core import PydanticCustomError

from portal.catalogue.findings import OWN_WORDS
from portal.catalogue.self_check import Words

MOST_PAGES = 2
PATHS = {"da": "arbejdsark/{id}.pdf", "en": "en/worksheets/{id}.pdf"}
_STRICT = ConfigDict(extra="forbid", str_strip_whitespace=True)


def _plain(text: str) -> str:
    if "<" in text or "](" in text:
        raise PydanticCustomError(OWN_WORDS, "arket er papir: skriv ren tekst uden links og mærker")
    return text


PaperWords = Annotated[Words, AfterValidator(_plain)]


@checked_dataclass(frozen=True, kw_only=True, config=_STRICT)
class Part:
    """Something to fill in: ruled lines, a table with empty rows, or boxes to tick."""

    heading: PaperWords
    hint: PaperWords = ""
    lines: Annotated[int, Field(ge=1, le=20)] | None = None
    columns: Annotated[tuple[PaperWords, ...], Field(min_length=2, max_length=5)] = ()
    rows: Annotated[int, Field(ge=1, le=15)] | None = None
    checks: Annotated[tuple[PaperWords, ...], Field(min_length=1, max_length=12)] = ()

    @property
    def shape(self) -> tuple[object, ...]:
        """What must be the same in both languages."""
        return self.lines, len(self.columns), self.rows, len(self.checks)


def _one_kind(part: Part) -> Part:
    if bool(part.columns) != (part.rows is not None):
        raise PydanticCustomError(OWN_WORDS, "en tabel har både `columns` og `rows`: skriv dem begge")
    kinds = [part.lines is not None, bool(part.columns), bool(part.checks)]
    if sum(kinds) != 1:
        raise PydanticCustomError(
            OWN_WORDS, "hver del har netop én slags: `lines`, `columns` med `rows` eller `checks`"
        )
    return part


WholePart = Annotated[Part, AfterValidator(_one_kind)]


@checked_dataclass(frozen=True, kw_only=True, config=_STRICT)
class Worksheet:
    title: PaperWords
    intro: PaperWords
    parts: Annotated[tuple[WholePart, ...], Field(min_length=1, max_length=10)]

    @property
    def shape(self) -> list[tuple[object, ...]]:
        return [part.shape for part in self.parts]


def path_of(identifier: str, language: Literal["da", "en"]) -> str:
    """Where the sheet is, from the root of the site and without the first slash."""
    return PATHS[language].format(id=identifier)
