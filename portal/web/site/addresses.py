"""Where each page of `content/` lives, in both languages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from mkdocs.exceptions import PluginError
from mkdocs.utils.meta import get_data

LANGUAGES = ("da", "en")
FOLDERS: Mapping[str, tuple[str, str]] = {
    "start": ("kom-i-gang", "getting-started"),
    "rights-duties": ("ret-og-pligt", "rights-and-duties"),
    "job-search": ("jobsoegning", "job-search"),
    "internships": ("praktik", "placements"),
    "sme-jobs": ("smv-job", "sme-jobs"),
    "webinars": ("webinarer", "webinars"),
    "consultants": ("konsulenter", "consultants"),
    "companies": ("virksomheder", "companies"),
    "about": ("om", "about"),
}
# Written for staff and companies, not for candidates.
FOR_STAFF = frozenset({"consultants", "companies"})
TEMPLATES = ("module", "landing", "list", "webinar", "kit", "track", "page")


@dataclass(frozen=True)
class SourcePage:
    """One Markdown file: `key` is its path without language, equal for both editions."""

    key: str
    lang: str
    source: str
    url: str
    meta: Mapping[str, object]

    @property
    def folder(self) -> str:
        return PurePosixPath(self.key).parent.as_posix()

    @property
    def is_index(self) -> bool:
        return PurePosixPath(self.key).name == "index"

    @property
    def title(self) -> str:
        return str(self.meta.get("title", ""))

    @property
    def template(self) -> str:
        """What the front matter says, else what the kind of page suggests."""
        by_kind = {"module": "module", "webinar": "webinar", "kit": "kit", "track": "track"}.get(
            str(self.meta.get("type", "")), "page"
        )
        fallback = ("landing" if self.folder == "." else "list") if self.is_index else by_kind
        return str(self.meta.get("template") or fallback)

    @property
    def order(self) -> tuple[int, str]:
        return int(str(self.meta.get("order", 1000))), self.title


class SiteMap:
    """Every page by its key and language."""

    def __init__(self, pages: list[SourcePage]) -> None:
        self.pages = {(page.key, page.lang): page for page in pages}
        self.by_source = {page.source: page for page in pages}

    def find(self, key: str, lang: str) -> SourcePage | None:
        return self.pages.get((key, lang))

    def with_ids(self, identifiers: Iterable[str], lang: str) -> list[SourcePage]:
        """The pages with these permanent ids, in the order asked for; unknown ids are left out."""
        by_id = {str(page.meta.get("id")): page for page in self.pages.values() if page.lang == lang}
        return [by_id[one] for one in identifiers if one in by_id]

    def in_folder(self, folder: str, lang: str) -> list[SourcePage]:
        """The pages of a folder in the editor's order, without its index."""
        found = [p for p in self.pages.values() if p.folder == folder and p.lang == lang and not p.is_index]
        return sorted(found, key=lambda page: page.order)


def read_site_map(content: Path) -> SiteMap:
    """Reads the front matter of every page; stops the build at the first page that cannot stand."""
    pages = [
        _read(file, content)
        for file in sorted(content.rglob("*.md"))
        if file.name != "README.md" and file.relative_to(content).parts[0] != "facts"
    ]
    site_map = SiteMap(pages)
    _refuse_missing_translation(pages, site_map)
    _refuse_shared_address(pages)
    return site_map


def _read(file: Path, content: Path) -> SourcePage:
    source = file.relative_to(content).as_posix()
    lang = "en" if file.name.endswith(".en.md") else "da"
    key = source.removesuffix(".md").removesuffix(".en")
    _body, meta = get_data(file.read_text("utf-8-sig"))
    page = SourcePage(key, lang, source, _address(key, lang, str(meta.get("slug", "") or "")), meta)
    if page.template not in TEMPLATES:
        raise PluginError(f"content/{source}: template '{page.template}' is none of {', '.join(TEMPLATES)}")
    return page


def _address(key: str, lang: str, slug: str) -> str:
    path = PurePosixPath(key)
    prefix = "/" if lang == "da" else "/en/"
    if path.parent.as_posix() == ".":
        return prefix if path.name == "index" else f"{prefix}{slug or path.name}/"
    if path.parts[0] not in FOLDERS or len(path.parts) > 2:
        raise PluginError(f"content/{key}.md: the folder {path.parent} has no address")
    folder = FOLDERS[path.parts[0]][LANGUAGES.index(lang)]
    return f"{prefix}{folder}/" if path.name == "index" else f"{prefix}{folder}/{slug or path.name}/"


def _refuse_missing_translation(pages: list[SourcePage], site_map: SiteMap) -> None:
    for page in pages:
        other = "en" if page.lang == "da" else "da"
        if site_map.find(page.key, other) is None:
            expected = f"{page.key}.en.md" if other == "en" else f"{page.key}.md"
            raise PluginError(
                f"content/{page.source}: the other language is missing, write content/{expected}"
            )


def _refuse_shared_address(pages: list[SourcePage]) -> None:
    taken: dict[str, str] = {}
    for page in pages:
        if page.url in taken:
            first = taken[page.url]
            raise PluginError(f"content/{page.source}: {page.url} is already the address of content/{first}")
        taken[page.url] = page.source
