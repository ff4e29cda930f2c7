"""What goes into the search and what comes out of it: plain values, no engine."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

Language = Literal["da", "en"]
LANGUAGES: tuple[Language, Language] = ("da", "en")
Segments = tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Section:
    anchor: str
    heading: str
    text: str


@dataclass(frozen=True)
class SiteDocument:
    """One page in one language."""

    id: str
    type: str
    lang: Language
    title: str
    url: str
    summary: str = ""
    folder: str = ""
    keywords: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True)
class SiteDocuments:
    """All pages of one site build."""

    build_id: str
    documents: tuple[SiteDocument, ...]

    @classmethod
    def read(cls, path: Path) -> Self:
        """The docs.json of a site build; raises OSError, or ValueError where it is not one."""
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            pages = tuple(document_of(values) for values in content["documents"])
            return cls(str(content["build_id"]), pages)
        except (KeyError, TypeError) as error:
            raise ValueError(f"{path.name} is not a list of pages: {error}") from error


@dataclass(frozen=True)
class OpeningText:
    """The searchable words of one published opening; `labels` are competences, area, field, kind."""

    id: str
    title: str
    text: str
    labels: tuple[str, ...] = ()
    title_en: str = ""
    text_en: str = ""


@dataclass(frozen=True)
class Hit:
    """One page; `snippet` is text in runs, true where a run answers the query."""

    id: str
    type: str
    lang: Language
    title: str
    url: str
    anchor: str
    heading: str
    folder: str
    snippet: Segments
    score: float


@dataclass(frozen=True)
class Found:
    total: int
    hits: tuple[Hit, ...]
    did_you_mean: str | None = None


@dataclass(frozen=True)
class OpeningHit:
    id: str
    score: float


@dataclass(frozen=True)
class OpeningsFound:
    total: int
    hits: tuple[OpeningHit, ...]
    did_you_mean: str | None = None


def document_of(values: Mapping[str, object]) -> SiteDocument:
    sections = values.get("sections") or ()
    keywords = values.get("keywords") or ()
    assert isinstance(sections, list | tuple) and isinstance(keywords, list | tuple)
    lang: Language = "en" if values["lang"] == "en" else "da"
    return SiteDocument(
        id=str(values["id"]),
        type=str(values["type"]),
        lang=lang,
        title=str(values["title"]),
        url=str(values["url"]),
        summary=str(values.get("summary") or ""),
        folder=str(values.get("folder") or ""),
        keywords=tuple(str(word) for word in keywords),
        sections=tuple(Section(str(s["anchor"]), str(s["heading"]), str(s["text"])) for s in sections),
    )
