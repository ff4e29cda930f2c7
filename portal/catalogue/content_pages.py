"""The pages under content/, read once: head, headings, links and shortcodes in both languages."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Literal

from portal.catalogue.charts import Chart, read_charts
from portal.catalogue.findings import Finding
from portal.catalogue.front_matter import Head, KitHead, ModuleHead, ReadHead, read_head
from portal.catalogue.kit import kit_texts, slides_of
from portal.catalogue.markdown_scan import Link, Scan, scan
from portal.catalogue.self_check import texts

Language = Literal["da", "en"]
ENGLISH = ".en.md"


@dataclass(frozen=True)
class ContentPage:
    """One Markdown file; `name` is the Danish file's path under content/, the same for both languages."""

    name: str
    language: Language
    path: PurePosixPath
    read: ReadHead
    scan: Scan

    @property
    def head(self) -> Head | None:
        return self.read.head

    @property
    def folder(self) -> str:
        """The first folder under content/, or an empty text at the top."""
        parts = PurePosixPath(self.name).parts
        return parts[0] if len(parts) > 1 else ""

    @property
    def fact_ids(self) -> list[str]:
        return [code.argument or "" for code in self.scan.shortcodes if code.name == "fact"]

    @property
    def chart_ids(self) -> list[str]:
        return [code.argument or "" for code in self.scan.shortcodes if code.name == "chart"]

    @property
    def all_fact_ids(self) -> list[str]:
        """Those of a kit's slides too, which stand in its head."""
        if not isinstance(self.head, KitHead):
            return self.fact_ids
        return [*self.fact_ids, *(fact for _, slide in slides_of(self.head.script) for fact in slide.facts)]

    @property
    def said_in_head(self) -> list[tuple[int, str]]:
        """The texts of the self-check, which stand in the head and are read on the page."""
        entry = self.read.entry
        if isinstance(self.head, KitHead):
            said = kit_texts(self.head.script, self.head.exercises, self.head.checklist)
            return [(entry.line_at(place), text) for place, text in said]
        if not isinstance(self.head, ModuleHead):
            return []
        return [(entry.line_at(place), text) for place, text in texts(self.head.self_check or ())]

    @property
    def links_in_head(self) -> list[Link]:
        return [link for line, text in self.said_in_head for link in scan(text, first_line=line).links]

    def line_of(self, key: str) -> int:
        return self.read.entry.line_of(key)

    def finding(self, line: int, message: str) -> Finding:
        return Finding(self.path, line, message)


@dataclass(frozen=True)
class Content:
    """Every page, by name and language."""

    root: Path
    pages: tuple[ContentPage, ...]
    charts: dict[str, Chart] = field(default_factory=dict)

    @cached_property
    def by_name(self) -> dict[tuple[str, Language], ContentPage]:
        return {(page.name, page.language): page for page in self.pages}

    @cached_property
    def by_id(self) -> dict[tuple[str, Language], ContentPage]:
        return {(page.head.id, page.language): page for page in self.pages if page.head is not None}

    @cached_property
    def ids(self) -> list[str]:
        """Every id, in the order of the files."""
        return list(dict.fromkeys(page.head.id for page in self.pages if page.head is not None))

    def facts_on(self, page: ContentPage) -> list[str]:
        """Every fact a reader meets there, also those that a chart draws."""
        drawn = [self.charts[one] for one in page.chart_ids if one in self.charts]
        return [*page.all_fact_ids, *(fact for chart in drawn for fact in chart.fact_ids)]


def read_content(root: Path) -> Content:
    """Reads every Markdown file under the folder, except those under facts/."""
    files = [
        file
        for file in sorted(root.rglob("*.md"))
        if file.name != "README.md" and file.relative_to(root).parts[0] != "facts"
    ]
    charts = {chart.id: chart for _, chart in read_charts(root)[0]}
    return Content(root, tuple(_read_page(root, file) for file in files), charts)


def name_and_language(below: str) -> tuple[str, Language]:
    """Of a path under content/: `start/start.en.md` is the English page of `start/start.md`."""
    if below.endswith(ENGLISH):
        return below.removesuffix(ENGLISH) + ".md", "en"
    return below, "da"


def _read_page(root: Path, file: Path) -> ContentPage:
    below = file.relative_to(root).as_posix()
    path = PurePosixPath(root.name) / below
    name, language = name_and_language(below)
    read = read_head(file.read_text(encoding="utf-8"), path)
    return ContentPage(name, language, path, read, scan(read.body, first_line=read.body_line))
