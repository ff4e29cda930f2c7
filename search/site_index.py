"""Search over the pages of the site."""

from collections.abc import Callable, Collection
from pathlib import Path

from search import analysis, engine, site_pages
from search.documents import Found, Language, SiteDocuments
from search.follower import Follower
from search.generations import Generation, Generations, IndexMissing
from search.site_reading import PAGES_FILE, SiteReading, Wanted


class SiteSearch:
    """Finds pages; many readers, one writer, and always an answer once there was an index."""

    def __init__(self, folder: Path, source: Callable[[], SiteDocuments] | None = None) -> None:
        self._generations = Generations(folder)
        self._follower = Follower(self._generations, SiteReading.open)
        self._source = source

    def is_current(self, build_id: str) -> bool:
        """Whether the index is of this site build and of today's word lists."""
        manifest = self._generations.manifest()
        return manifest is not None and (manifest.build, manifest.analyser) == (build_id, analysis.version())

    def is_whole(self) -> bool:
        """Whether the current index is as it was written."""
        return self._generations.is_whole()

    def rebuild(self, documents: SiteDocuments) -> None:
        """Writes a new index beside the old one and switches when it answers."""
        with self._generations.one_writer():
            self._write(documents)

    def ensure(self, documents: SiteDocuments) -> None:
        """Rebuilds unless the index is whole and of this build; who waited finds it done."""
        with self._generations.one_writer():
            if not (self.is_current(documents.build_id) and self._generations.is_whole()):
                self._write(documents)

    def find(
        self,
        text: str,
        lang: Language,
        *,
        types: Collection[str] | None = None,
        folders: Collection[str] | None = None,
        limit: int = 10,
        offset: int = 0,
    ) -> Found:
        """Pages that answer, in the reader's language; raises IndexMissing where nothing can be read."""
        wanted = Wanted(types, folders, limit, offset)
        try:
            with self._follower.opened() as site:
                return site.find(text, lang, wanted)
        except IndexMissing:
            if self._source is None:
                raise
        self.ensure(self._source())
        with self._follower.opened() as site:
            return site.find(text, lang, wanted)

    def _write(self, documents: SiteDocuments) -> None:
        pages = site_pages.pages_of(documents)

        def fill(folder: Path) -> int:
            (folder / PAGES_FILE).write_text(site_pages.to_json(pages), encoding="utf-8")
            rows = (site_pages.fields_of(number, page) for number, page in enumerate(pages))
            return engine.create(folder, site_pages.schema(), rows)

        def verify(generation: Generation) -> None:
            SiteReading.open(generation).check(pages)

        self._generations.switch_to_new(documents.build_id, analysis.version(), fill=fill, verify=verify)
