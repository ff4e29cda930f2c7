"""The two indexes of an installation: where they lie, and how they follow the site and the database."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Self

from sqlalchemy.orm import Session

from portal.openings import labels
from portal.openings.public import PublicOpening
from portal.openings.rules import Kind
from portal.openings.service import Filters, last_change, published, published_by_ids, published_changes_since
from portal.settings import Settings
from portal.shared.clock import Clock
from portal.shared.database import Database
from portal.shared.errors import N_, Unavailable
from portal.shared.registers import load_registers
from portal.shared.texts import translate
from search import IndexMissing, OpeningSearch, OpeningText, SiteDocuments, SiteSearch

PAGE_SIZE = 500


@dataclass(frozen=True)
class Indexes:
    """Where the two indexes of an installation lie: caches on this host, never the truth."""

    folder: Path
    documents: Path

    @classmethod
    def of(cls, settings: Settings) -> Self:
        return cls(settings.data / "search", settings.site / "docs.json")

    @property
    def site(self) -> SiteSearch:
        """The pages, brought to the site build first; raises Unavailable where there is none."""
        try:
            return _site_search(self.folder / "site", self.documents)
        except (OSError, ValueError) as error:
            raise Unavailable(
                N_("Søgningen er ikke klar lige nu. Prøv igen om lidt, eller brug menuen."), retry_after=30
            ) from error

    @property
    def openings(self) -> OpeningSearch:
        return _opening_search(self.folder / "openings")


@lru_cache(maxsize=8)
def _site_search(folder: Path, documents: Path) -> SiteSearch:
    site = SiteSearch(folder, source=lambda: SiteDocuments.read(documents))
    site.ensure(SiteDocuments.read(documents))
    return site


@lru_cache(maxsize=8)
def _opening_search(folder: Path) -> OpeningSearch:
    return OpeningSearch(folder)


def follow(database: Database, index: OpeningSearch, *, clock: Clock) -> None:
    """Brings the index to the database: change by change where it can, otherwise from the beginning."""
    with database.reading() as session:
        version = index.version()
        if not (index.is_whole() and _fits(session, version)):
            _rebuild(session, index, clock)
            return
        changes = published_changes_since(session, version)
        rows = [as_text(opening) for opening in published_by_ids(session, changes.ids, clock=clock)]
    if not changes.ids:
        return
    removed = sorted({*changes.ids} - {row.id for row in rows})
    try:
        index.apply(rows, removed, changes.last_seq)
    except IndexMissing:
        with database.reading() as session:
            _rebuild(session, index, clock)


def _fits(session: Session, version: int) -> bool:
    """Whether the index was written from this database: its last change must be there."""
    if version == 0:
        # The feed is trimmed: an index that has seen none of it fits only where the first is still there.
        return published_changes_since(session, 0, limit=1).last_seq in (0, 1)
    return version > 0 and published_changes_since(session, version - 1, limit=1).last_seq == version


def _rebuild(session: Session, index: OpeningSearch, clock: Clock) -> None:
    index.rebuild(map(as_text, _all_published(session, clock)), last_change(session))


def _all_published(session: Session, clock: Clock) -> Iterator[PublicOpening]:
    number, more = 1, True
    while more:
        page = published(session, Filters(), number, clock=clock, size=PAGE_SIZE)
        yield from page.items
        number, more = number + 1, page.has_next


def as_text(opening: PublicOpening) -> OpeningText:
    """What an opening can be found by: nothing that is not public."""
    return OpeningText(
        id=opening.id,
        title=opening.title,
        text="\n".join((opening.tasks, opening.day, opening.learn, opening.job_goal)),
        labels=_labels(opening),
        title_en=opening.title_en,
        text_en="\n".join((opening.tasks_en, opening.day_en, opening.learn_en)),
    )


def _labels(opening: PublicOpening) -> tuple[str, ...]:
    """Competences, area, field and kind, by their names in both languages."""
    registers = load_registers()
    kinds = [labels.KINDS[Kind(opening.type)], *([labels.TALENT] if opening.talent else [])]
    known = [registers.competence_named(name) for name in opening.competences]
    names = [
        *(translate(lang, kind) for kind in kinds for lang in ("da", "en")),
        *opening.competences,
        *(competence.name_en for competence in known if competence),
        *(name for area in registers.chain(opening.area) for name in (area.name_da, area.name_en)),
    ]
    field = registers.fields_by_id.get(opening.field)
    return tuple(dict.fromkeys([*names, *((field.name_da, field.name_en) if field else ())]))
