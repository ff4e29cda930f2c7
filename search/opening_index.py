"""Search over published openings, followed by version numbers from the database."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from search import analysis, engine
from search.documents import Language, OpeningsFound, OpeningText
from search.follower import Follower
from search.generations import Generation, Generations, IndexDamaged, IndexMissing
from search.opening_reading import OpeningReading, fields_of, schema

NO_VERSION = -1
CANARIES = 5


class OpeningSearch:
    """Finds openings; what it hands out are ids, to be read again where the truth is."""

    def __init__(self, folder: Path) -> None:
        self._generations = Generations(folder)
        self._follower = Follower(self._generations, OpeningReading.open)

    def version(self) -> int:
        """The version that was written last; -1 where the index must be rebuilt."""
        manifest = self._generations.manifest()
        if manifest is None or manifest.analyser != analysis.version():
            return NO_VERSION
        return int(manifest.build)

    def is_whole(self) -> bool:
        return self._generations.is_whole()

    def rebuild(self, rows: Iterable[OpeningText], version: int) -> None:
        """Writes a new index beside the old one and switches when it answers."""
        kept = list(rows)

        def fill(folder: Path) -> int:
            fields = {name: engine.stems_field() for name in schema()} | {"id": engine.id_field()}
            return engine.create(folder, fields, map(fields_of, kept))

        def verify(generation: Generation) -> None:
            reading = OpeningReading.open(generation)
            if reading.count != len(kept):
                raise IndexDamaged("an opening is missing")
            _check_found(reading, kept[:CANARIES])

        with self._generations.one_writer():
            self._generations.switch_to_new(str(version), analysis.version(), fill=fill, verify=verify)

    def apply(self, upserts: Sequence[OpeningText], removed_ids: Sequence[str], version: int) -> None:
        """Brings an index from an earlier version to this one; raises IndexMissing where it cannot."""

        def fill(folder: Path) -> int:
            return engine.change(folder, map(fields_of, upserts), removed_ids)

        def verify(generation: Generation) -> None:
            reading = OpeningReading.open(generation)
            _check_found(reading, upserts[:CANARIES])
            if any(reading.has(gone) for gone in removed_ids):
                raise IndexDamaged("an opening that was removed is still there")

        with self._generations.one_writer():
            current = self.version()
            if current == NO_VERSION or not self._generations.is_whole():
                raise IndexMissing("rebuild the openings index")
            if version > current:
                self._generations.switch_to_new(
                    str(version), analysis.version(), fill=fill, verify=verify, from_current=True
                )

    def find(self, text: str, lang: Language, *, limit: int = 10, offset: int = 0) -> OpeningsFound:
        """Ids of openings that answer; raises IndexMissing where nothing can be read."""
        with self._follower.opened() as openings:
            return openings.find(text, lang, limit, offset)


def _check_found(reading: OpeningReading, rows: Sequence[OpeningText]) -> None:
    for row in rows:
        if not reading.has(row.id):
            raise IndexDamaged(f"{row.id} is not in the index")
