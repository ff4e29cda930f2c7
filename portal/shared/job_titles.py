"""Job titles offered while an opening's title is written, by fagområde; free text stays possible."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import ClassVar

import yaml
from pydantic import ConfigDict, TypeAdapter, ValidationError

from portal.shared.registers import FACTS_FOLDER, RegisterError, load_registers

FILE = "job_titles.yaml"


@dataclass(frozen=True)
class JobTitle:
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")
    da: str
    en: str

    def name(self, language: str) -> str:
        return self.en if language == "en" else self.da


@dataclass(frozen=True)
class TitlesOfField:
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")
    field: str
    titles: tuple[JobTitle, ...]


@cache
def load_job_titles(folder: Path = FACTS_FOLDER) -> tuple[TitlesOfField, ...]:
    """Reads and checks the register; raises RegisterError."""
    rows = yaml.load((folder / FILE).read_bytes(), Loader=yaml.CSafeLoader)
    try:
        groups = TypeAdapter(tuple[TitlesOfField, ...]).validate_python(rows)
    except ValidationError as error:
        first = error.errors()[0]
        place = " ".join(str(part) for part in first["loc"])
        raise RegisterError(f"{FILE}: {place}: {first['msg']}") from error
    _check(groups, load_registers(folder).fields_by_id.keys())
    return groups


def _check(groups: tuple[TitlesOfField, ...], fields: Collection[str]) -> None:
    unknown = sorted({group.field for group in groups} - set(fields))
    if unknown:
        raise RegisterError(f"{FILE}: fagområdet {', '.join(unknown)} findes ikke")
    counted = Counter(title.da.casefold() for group in groups for title in group.titles)
    twice = sorted(title for title, times in counted.items() if times > 1)
    if twice:
        raise RegisterError(f"{FILE}: {', '.join(twice)} står der to gange")


def offered_titles(language: str) -> list[str]:
    """Every title by name, as a list to choose from shows them."""
    return sorted({title.name(language) for group in load_job_titles() for title in group.titles})


def field_of_title(words: str) -> str | None:
    """The fagområde a registered title stands under, in either language."""
    wanted = words.strip().casefold()
    for group in load_job_titles():
        if any(wanted in (title.da.casefold(), title.en.casefold()) for title in group.titles):
            return group.field
    return None
