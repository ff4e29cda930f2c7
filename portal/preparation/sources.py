"""Where an answer came from: the module that was taken along, in the language of the page."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from portal.catalogue.modules import read_modules
from portal.preparation.answers import Item


@dataclass(frozen=True)
class Source:
    title: str
    url: str


def sources_of(site: Path, items: Iterable[Item], lang: str) -> list[Source | None]:
    """The page each item was taken along from; None where it was the candidate's own or the page is gone."""
    return [_source(site, item, lang) for item in items]


def _source(site: Path, item: Item, lang: str) -> Source | None:
    module = read_modules(site).find(item.module) if item.module else None
    if module is None:
        return None
    page = module.page(lang)
    is_there = item.section in {section.anchor for section in page.sections}
    return Source(page.title, f"{page.url}#{item.section}" if is_there else page.url)
