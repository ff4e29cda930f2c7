"""Charts: which numbers of which facts stand side by side, and what they do not show."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Annotated

from pydantic import ConfigDict, Field, TypeAdapter
from pydantic.dataclasses import dataclass as checked_dataclass

from portal.catalogue.facts import Edition, Registry, Shown
from portal.catalogue.findings import Finding
from portal.catalogue.front_matter import ID_PATTERN
from portal.catalogue.measured import Kind, Label, Unit, Value
from portal.catalogue.register_rows import read_rows, repeated
from portal.catalogue.yaml_lines import Entry

CHARTS = "facts/charts.yaml"
_STRICT = ConfigDict(extra="forbid", str_strip_whitespace=True)
Words = Annotated[str, Field(min_length=1)]


@checked_dataclass(frozen=True, kw_only=True, config=_STRICT)
class Row:
    """The bars of one fact, under a heading of their own where the chart has several rows."""

    fact: Words
    show: Annotated[tuple[Words, ...], Field(min_length=1)]
    ours: Words | None = None
    da: Label | None = None
    en: Label | None = None

    def heading(self, language: str) -> str | None:
        return self.en if language == "en" else self.da


@checked_dataclass(frozen=True, kw_only=True, config=_STRICT)
class Chart:
    id: Annotated[str, Field(pattern=ID_PATTERN)]
    kind: Kind
    title_da: Words
    title_en: Words
    rows: Annotated[tuple[Row, ...], Field(min_length=1)]
    not_shown_da: Words
    not_shown_en: Words
    comparable: bool = True

    def title(self, language: str) -> str:
        return self.title_en if language == "en" else self.title_da

    def not_shown(self, language: str) -> str:
        return self.not_shown_en if language == "en" else self.not_shown_da

    @property
    def fact_ids(self) -> list[str]:
        return list(dict.fromkeys(row.fact for row in self.rows))


@dataclass(frozen=True)
class Bar:
    heading: str | None
    value: Value
    unit: Unit
    ours: bool
    shown: Shown


def read_charts(content: Path) -> tuple[list[tuple[Entry, Chart]], list[Finding]]:
    """The charts that could be read; a site need not have any."""
    file, path = content / CHARTS, PurePosixPath(content.name) / CHARTS
    if not file.is_file():
        return [], []
    rows, findings = read_rows(file, path, TypeAdapter(Chart))
    return rows, findings + repeated(rows, path, key=lambda one: one.id, name=lambda one: one.id)


def bars_of(
    chart: Chart, registry: Registry, language: str, edition: Edition, today: date
) -> list[Bar] | None:
    """Every bar, or None when one may not be shown: a chart that lacks a bar says something else."""
    bars: list[Bar] = []
    for row in chart.rows:
        fact = registry.facts.get(row.fact)
        shown = registry.show(fact, language, edition, today) if fact is not None else None
        if shown is None or shown.safe or shown.fact.measured is None:
            return None
        measured = shown.fact.measured
        values = [measured.value(one) for one in row.show]
        if measured.kind != chart.kind or None in values:
            # The fact got a new text that the chart does not speak of.
            return None
        bars += [
            Bar(row.heading(language) if n == 0 else None, value, measured.unit, value.id == row.ours, shown)
            for n, value in enumerate(one for one in values if one is not None)
        ]
    return bars if len({bar.unit for bar in bars}) == 1 else None
