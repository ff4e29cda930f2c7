"""The engine: Whoosh, touched here and in the two indexes that use this module, and nowhere else."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

from whoosh import fields, index, query, scoring
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.filedb.filestore import FileStorage, RamStorage

MEMORY_MB = 64


def stems_field(boost: float = 1.0) -> Any:
    """A field whose text was analysed before: stems with a space between."""
    return fields.TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=False, field_boost=boost)


def stored_field() -> Any:
    return fields.STORED()


def id_field() -> Any:
    return fields.ID(unique=True, stored=True)


def create(folder: Path, schema: Mapping[str, Any], documents: Iterable[Mapping[str, object]]) -> int:
    """Writes a new index into an empty folder; returns how many documents it was given."""
    storage = FileStorage(str(folder), supports_mmap=False)
    writer = storage.create_index(fields.Schema(**schema)).writer(limitmb=MEMORY_MB)
    count = 0
    for count, document in enumerate(documents, 1):  # noqa: B007  (the count is the result)
        writer.add_document(**document)
    writer.commit(optimize=True)
    return count


def change(folder: Path, upserts: Iterable[Mapping[str, object]], removed_ids: Iterable[str]) -> int:
    """Replaces and removes documents by their id; returns how many there are then."""
    opened = FileStorage(str(folder), supports_mmap=False).open_index()
    writer = opened.writer(limitmb=MEMORY_MB)
    for gone in removed_ids:
        writer.delete_by_term("id", gone)
    for document in upserts:
        writer.update_document(**document)
    writer.commit()
    return int(opened.doc_count())


class Reading:
    """A searcher on one state of an index, copied into memory: later changes on the disk cannot reach it."""

    def __init__(self, searcher: Any) -> None:
        self.searcher = searcher
        self.scores = lru_cache(maxsize=4096)(self._scores)

    @classmethod
    def open(cls, contents: Mapping[str, bytes]) -> Self:
        storage = RamStorage()
        storage.files.update(contents)
        return cls(index.FileIndex(storage).searcher(weighting=scoring.BM25F()))

    @property
    def documents(self) -> int:
        return int(self.searcher.doc_count())

    def stored(self, document: int) -> Mapping[str, Any]:
        values: Mapping[str, Any] = self.searcher.stored_fields(document)
        return values

    def has(self, field: str, term: str) -> bool:
        """Whether a document that is not deleted has this term."""
        return self.searcher.document_number(**{field: term}) is not None

    def lexicon(self, field: str) -> Iterator[tuple[str, int]]:
        """Every term of a field, and how many documents have it."""
        reader = self.searcher.reader()
        for term in reader.lexicon(field):
            yield term.decode("utf-8"), int(reader.doc_frequency(field, term))

    def all_of(
        self, groups: Sequence[Iterable[str]], fields: Mapping[str, float], limit: int
    ) -> tuple[int, list[tuple[str, float]]]:
        """Documents that have a stem of every group in one of the fields: how many, and the best."""
        wanted = query.And(
            [
                query.Or([query.Term(name, stem, boost=b) for name, b in fields.items() for stem in group])
                for group in groups
            ]
        )
        results = self.searcher.search(wanted, limit=max(1, limit))
        return len(results), [(str(hit["id"]), round(float(hit.score), 3)) for hit in results]

    def _scores(self, field: str, stem: str, b: float) -> Mapping[int, float]:
        """BM25 of a stem in a field, by document."""
        if (field, stem) not in self.searcher.reader():
            return {}
        matcher = self.searcher.postings(field, stem, weighting=scoring.BM25F(B=b))
        found = {}
        while matcher.is_active():
            found[matcher.id()] = float(matcher.score())
            matcher.next()
        return found
