"""What the build tells the portal about the site: the documents to search and the modules to link to."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from portal.catalogue.content_pages import ContentPage, Language
from portal.catalogue.front_matter import Head, ModuleHead
from portal.catalogue.page_text import Section
from portal.catalogue.permalinks import Permalink


@dataclass(frozen=True)
class Document:
    """One page in one language, as it was rendered."""

    head: Head
    language: Language
    folder: str
    url: str
    sections: tuple[Section, ...]

    @property
    def search_type(self) -> str:
        return self.head.type if self.head.type in ("module", "webinar") else "page"

    def for_search(self) -> dict[str, object]:
        return {
            "id": self.head.id,
            "type": self.search_type,
            "lang": self.language,
            "title": self.head.title,
            "url": self.url,
            "summary": self.head.summary,
            "folder": self.folder,
            "keywords": list(self.head.keywords),
            "sections": [asdict(section) for section in self.sections],
        }

    def for_version(self) -> dict[str, object]:
        """All that a reader meets: what the search is not to find is read too."""
        asked = self.head.self_check if isinstance(self.head, ModuleHead) else None
        return self.for_search() | {"self_check": [asdict(question) for question in asked or ()]}

    def for_links(self) -> dict[str, object]:
        return {
            "url": self.url,
            "title": self.head.title,
            "minutes": self.head.minutes,
            "summary": self.head.summary,
            "sections": [
                {"anchor": section.anchor, "heading": section.heading}
                for section in self.sections
                if section.anchor
            ],
        }


def document(page: ContentPage, url: str, sections: Iterable[Section]) -> Document:
    if page.head is None:
        raise ValueError(f"{page.path} has no head")
    return Document(page.head, page.language, page.folder, url, tuple(sections))


def docs_json(documents: Iterable[Document]) -> dict[str, object]:
    """The source of the search index; the build id changes with what can be found."""
    found = [one.for_search() for one in sorted(documents, key=lambda one: (one.head.id, one.language))]
    return {"build_id": _digest(found), "documents": found}


def modules_json(documents: Iterable[Document], permalinks: Iterable[Permalink]) -> dict[str, object]:
    """Every id with its pages, and the ids that moved; a version changes with the text in either language."""
    by_id: dict[str, list[Document]] = {}
    for one in sorted(documents, key=lambda one: (one.head.order, one.head.id, one.language)):
        by_id.setdefault(one.head.id, []).append(one)
    modules = {
        identifier: {
            **{one.language: one.for_links() for one in editions},
            "folder": editions[0].folder,
            "type": editions[0].head.type,
            "version": _digest([one.for_version() for one in editions]),
        }
        for identifier, editions in by_id.items()
    }
    moved = {link.id: link.moved_to for link in permalinks if link.moved_to is not None}
    return {"modules": modules, "moved": moved}


def write_json(path: Path, content: dict[str, object]) -> None:
    """Whole or not at all: a portal that is serving never reads half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    draft.replace(path)


def _digest(content: object) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
