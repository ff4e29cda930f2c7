"""The registers domains share: fagområder, areas, municipalities, branches, competences; in content/facts."""

import csv
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import ClassVar, Literal, TypeVar

import yaml
from pydantic import ConfigDict, TypeAdapter, ValidationError

FACTS_FOLDER = Path(__file__).resolve().parents[2] / "content" / "facts"
# A former region keeps its row, under the region it became part of: what was published stays readable.
AreaKind = Literal["country", "region", "landsdel", "municipality", "former"]
Row = TypeVar("Row")


class RegisterError(ValueError):
    """A register file is not what it should be; the message names the file and the entry."""


@dataclass(frozen=True)
class Field:
    """A fagområde."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")
    id: str
    name_da: str
    name_en: str
    description_da: str
    description_en: str
    tasks_da: tuple[str, ...]
    tasks_en: tuple[str, ...]
    competences: tuple[str, ...]
    educations: tuple[str, ...]
    keywords: tuple[str, ...]
    source_note: str

    def name(self, language: str) -> str:
        return self.name_en if language == "en" else self.name_da

    def tasks(self, language: str) -> tuple[str, ...]:
        return self.tasks_en if language == "en" else self.tasks_da


@dataclass(frozen=True)
class Area:
    """One place in the hierarchy: the country, a region, a landsdel or a municipality."""

    id: str
    kind: AreaKind
    name_da: str
    name_en: str
    parent: str | None = None
    code: str | None = None
    aliases: tuple[str, ...] = ()
    free_choice_trial_2027: bool = False

    def name(self, language: str) -> str:
        return self.name_en if language == "en" else self.name_da


@dataclass(frozen=True)
class Competence:
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")
    id: str
    name_da: str
    name_en: str
    synonyms: tuple[str, ...]
    neighbours: tuple[str, ...]
    fields: tuple[str, ...]

    def name(self, language: str) -> str:
        return self.name_en if language == "en" else self.name_da


@dataclass(frozen=True)
class CompetenceGroup:
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")
    id: str
    name_da: str
    name_en: str
    competences: tuple[Competence, ...]

    def name(self, language: str) -> str:
        return self.name_en if language == "en" else self.name_da


@dataclass(frozen=True)
class Branch:
    """The branch of a company, internal; `fields` are the fagområder that make a reader think of it."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")
    id: str
    name_da: str
    name_en: str
    group127: tuple[str, ...]
    group10: str
    fields: tuple[str, ...]

    def name(self, language: str) -> str:
        return self.name_en if language == "en" else self.name_da


@dataclass(frozen=True)
class _MunicipalityRow:
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")
    id: str
    name: str
    code: str
    landsdel: str
    free_choice_trial_2027: bool
    name_en: str | None = None
    aliases: tuple[str, ...] = ()

    def as_area(self) -> Area:
        return Area(
            id=self.id,
            kind="municipality",
            name_da=self.name,
            name_en=self.name_en or self.name,
            parent=self.landsdel,
            code=self.code,
            aliases=self.aliases,
            free_choice_trial_2027=self.free_choice_trial_2027,
        )


@dataclass(frozen=True)
class Registers:
    fields: tuple[Field, ...]
    areas: tuple[Area, ...]
    competence_groups: tuple[CompetenceGroup, ...]
    branches: tuple[Branch, ...]

    @cached_property
    def fields_by_id(self) -> dict[str, Field]:
        return {field.id: field for field in self.fields}

    @cached_property
    def areas_by_id(self) -> dict[str, Area]:
        return {area.id: area for area in self.areas}

    @cached_property
    def branches_by_id(self) -> dict[str, Branch]:
        return {branch.id: branch for branch in self.branches}

    def branches_of(self, field_id: str) -> frozenset[str]:
        """Ids of the branches that a fagområde makes a reader think of."""
        return frozenset(branch.id for branch in self.branches if field_id in branch.fields)

    @cached_property
    def competences(self) -> tuple[Competence, ...]:
        return tuple(competence for group in self.competence_groups for competence in group.competences)

    @cached_property
    def competences_by_id(self) -> dict[str, Competence]:
        return {competence.id: competence for competence in self.competences}

    @cached_property
    def _competences_by_name(self) -> dict[str, Competence]:
        by_name: dict[str, Competence] = {}
        for competence in self.competences:
            for word in competence.synonyms:
                by_name.setdefault(word.casefold(), competence)
        for competence in self.competences:
            by_name[competence.name_en.casefold()] = competence
        for competence in self.competences:
            by_name[competence.name_da.casefold()] = competence
        return by_name

    @cached_property
    def _municipalities_by_name(self) -> dict[str, Area]:
        return {
            name.casefold(): area
            for area in self.of_kind("municipality")
            for name in (area.name_da, area.name_en, *area.aliases)
        }

    def of_kind(self, kind: AreaKind) -> tuple[Area, ...]:
        return tuple(area for area in self.areas if area.kind == kind)

    def municipality(self, name: str) -> Area | None:
        """The municipality with that name ("København", "Vesthimmerland"), whatever the case."""
        return self._municipalities_by_name.get(name.strip().casefold())

    def competence_named(self, words: str) -> Competence | None:
        """By Danish or English name or synonym; a name wins over another competence's synonym."""
        return self._competences_by_name.get(words.strip().casefold())

    def chain(self, area_id: str) -> tuple[Area, ...]:
        """The area and everything it lies in, narrowest first; KeyError when the id is unknown."""
        area = self.areas_by_id[area_id]
        return (area,) if area.parent is None else (area, *self.chain(area.parent))

    def within(self, area_id: str) -> frozenset[str]:
        """Ids of the area itself and of everything that lies in it; KeyError when the id is unknown."""
        wanted = self.areas_by_id[area_id].id
        return frozenset(
            area.id for area in self.areas if any(above.id == wanted for above in self.chain(area.id))
        )


@cache
def load_registers(folder: Path = FACTS_FOLDER) -> Registers:
    """Reads and checks all five registers; raises RegisterError."""
    municipalities = _read_yaml(folder / "municipalities.yaml", list[_MunicipalityRow])
    registers = Registers(
        fields=tuple(_read_yaml(folder / "fields.yaml", list[Field])),
        areas=(*_read_areas(folder / "areas.csv"), *(row.as_area() for row in municipalities)),
        competence_groups=tuple(_read_yaml(folder / "competences.yaml", list[CompetenceGroup])),
        branches=tuple(_read_yaml(folder / "branches.yaml", list[Branch])),
    )
    _check_ids(registers)
    _check_references(registers)
    return registers


def _read_yaml(path: Path, shape: type[list[Row]]) -> list[Row]:
    try:
        return TypeAdapter(shape).validate_python(yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader))
    except ValidationError as error:
        first = error.errors()[0]
        place = " ".join(str(part) for part in first["loc"])
        raise RegisterError(f"{path.name}: {place}: {first['msg']}") from error


def _read_areas(path: Path) -> list[Area]:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [{**row, "parent": row["parent"] or None} for row in csv.DictReader(lines, delimiter=";")]
    try:
        return TypeAdapter(list[Area]).validate_python(rows)
    except ValidationError as error:
        first = error.errors()[0]
        raise RegisterError(f"{path.name}: {first['loc']}: {first['msg']}") from error


def _check_ids(registers: Registers) -> None:
    for register, ids in (
        ("fields.yaml", [field.id for field in registers.fields]),
        ("areas.csv og municipalities.yaml", [area.id for area in registers.areas]),
        ("competences.yaml", [competence.id for competence in registers.competences]),
        ("branches.yaml", [branch.id for branch in registers.branches]),
    ):
        twice = sorted({one for one in ids if ids.count(one) > 1})
        if twice:
            raise RegisterError(f"{register}: {', '.join(twice)} står der to gange")


def _check_references(registers: Registers) -> None:
    for area in registers.areas:
        if area.parent is not None and area.parent not in registers.areas_by_id:
            raise RegisterError(f"{area.id}: området {area.parent} findes ikke")
    for competence in registers.competences:
        unknown = set(competence.neighbours) - registers.competences_by_id.keys()
        unknown |= set(competence.fields) - registers.fields_by_id.keys()
        if unknown:
            raise RegisterError(
                f"competences.yaml: {competence.id}: {', '.join(sorted(unknown))} findes ikke"
            )
    for field in registers.fields:
        unknown = set(field.competences) - registers.competences_by_id.keys()
        if unknown:
            raise RegisterError(f"fields.yaml: {field.id}: {', '.join(sorted(unknown))} findes ikke")
        if len(field.tasks_da) != len(field.tasks_en):
            raise RegisterError(f"fields.yaml: {field.id}: der er ikke lige mange tasks_da og tasks_en")
    for branch in registers.branches:
        unknown = set(branch.fields) - registers.fields_by_id.keys()
        if unknown or not branch.fields or not branch.group127:
            raise RegisterError(
                f"branches.yaml: {branch.id}: fagområder eller koder mangler eller findes ikke"
            )
