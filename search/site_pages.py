"""A page in both its languages, as it is kept and as it is written into the index."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from search import engine
from search.analysis import Analysed, analyse
from search.documents import LANGUAGES, Language, SiteDocument, SiteDocuments, document_of

Page = Mapping[Language, SiteDocument]

KEY_FIELDS = ("title", "keywords")
TEXT_FIELDS = ("headings", "summary", "body")
KEY_PARTS, TEXT_PARTS = "key_parts", "text_parts"


def pages_of(documents: SiteDocuments) -> list[Page]:
    """Editions with one id are one page."""
    found: dict[str, dict[Language, SiteDocument]] = {}
    for document in documents.documents:
        found.setdefault(document.id, {})[document.lang] = document
    return list(found.values())


def to_json(pages: Iterable[Page]) -> str:
    return json.dumps([[asdict(edition) for edition in page.values()] for page in pages], ensure_ascii=False)


def from_json(content: bytes) -> list[Page]:
    return [{each.lang: each for each in map(document_of, page)} for page in json.loads(content)]


def schema() -> Mapping[str, Any]:
    names = (*KEY_FIELDS, *TEXT_FIELDS, KEY_PARTS, TEXT_PARTS)
    fields = {f"{name}_{lang}": engine.stems_field() for name in names for lang in LANGUAGES}
    return fields | {"number": engine.stored_field()}


def fields_of(number: int, page: Page) -> Mapping[str, object]:
    values: dict[str, object] = {"number": number}
    for lang, edition in page.items():
        analysed = {name: analyse(texts, lang) for name, texts in _texts(edition).items()}
        values |= {f"{name}_{lang}": " ".join(found.stems) for name, found in analysed.items()}
        values[f"{KEY_PARTS}_{lang}"] = _parts(analysed[name] for name in KEY_FIELDS)
        values[f"{TEXT_PARTS}_{lang}"] = _parts(analysed[name] for name in TEXT_FIELDS)
    return values


def every_text(edition: SiteDocument) -> Iterator[str]:
    for texts in _texts(edition).values():
        yield from texts


def _texts(edition: SiteDocument) -> Mapping[str, tuple[str, ...]]:
    return {
        "title": (edition.title,),
        "keywords": edition.keywords,
        "headings": tuple(section.heading for section in edition.sections),
        "summary": (edition.summary,),
        "body": tuple(section.text for section in edition.sections),
    }


def _parts(analysed: Iterable[Analysed]) -> str:
    return " ".join(part for found in analysed for part in found.parts)
