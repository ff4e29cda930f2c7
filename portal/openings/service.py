"""Published openings: everything the public, the search and the desk may read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from portal.openings.filters import Filters
from portal.openings.models import (
    GoneOpening,
    OpeningChange,
    OpeningDesk,
    PublicOpeningRow,
)
from portal.openings.public import PublicOpening, read_row
from portal.openings.snapshot import Counts
from portal.openings.snapshots import last_change, snapshot
from portal.shared.clock import Clock
from portal.shared.errors import Gone, NotFound
from portal.shared.texts import N_

__all__ = [
    "Changes", "Counts", "Desk", "Filters", "Page", "PublicOpening", "count", "desk_of", "facets",
    "last_change", "newest_for", "one_published", "published", "published_by_ids", "published_changes_since",
    "similar_to_gone", "titles",
]  # fmt: skip

PAGE_SIZE = 20
GONE = N_("Det er ikke slået op lige nu.")
FILLED = N_("En anden fik opgaven.")
PAUSED = N_("Det kan komme igen.")


@dataclass(frozen=True)
class Page:
    total: int
    number: int
    size: int
    items: tuple[PublicOpening, ...]

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def has_next(self) -> bool:
        return self.number < self.pages


@dataclass(frozen=True)
class Changes:
    """Public ids that came, changed or went since a sequence number."""

    last_seq: int
    ids: tuple[str, ...]


@dataclass(frozen=True)
class Desk:
    team_id: str
    owner_id: str

    @classmethod
    def read(cls, row: OpeningDesk) -> Self:
        return cls(row.team_id, row.owner_id)


def published(
    session: Session, filters: Filters, page: int = 1, *, clock: Clock, size: int = PAGE_SIZE
) -> Page:
    """One page of what is published now: newest week first, in random order within a week."""
    found = snapshot(session).found(filters, clock.today())
    ids = found.ids((page - 1) * size, size)
    return Page(found.total, page, size, tuple(published_by_ids(session, ids, clock=clock)))


def facets(session: Session, filters: Filters, *, clock: Clock) -> Counts:
    """Counts per group and value, the other groups kept, so that a count equals what its list shows."""
    return snapshot(session).counts(filters, clock.today())


def count(session: Session, filters: Filters, *, clock: Clock) -> int:
    """How many openings the list of a filter shows."""
    return snapshot(session).found(filters, clock.today()).total


def one_published(session: Session, public_id: str, *, clock: Clock) -> PublicOpening:
    """The opening; raises Gone when it was taken down and NotFound when there never was one."""
    row = session.get(PublicOpeningRow, public_id)
    if row is not None and row.expires_on >= clock.today():
        return read_row(row)
    gone = session.get(GoneOpening, public_id)
    if row is None and gone is None:
        raise NotFound
    raise Gone(_why_gone(gone))


def _why_gone(gone: GoneOpening | None) -> str:
    if gone is None:
        return GONE
    return FILLED if gone.filled else PAUSED if gone.paused else GONE


def published_by_ids(session: Session, ids: Sequence[str], *, clock: Clock) -> list[PublicOpening]:
    """Those of the ids that are published now, in the order of the ids."""
    rows = session.scalars(
        select(PublicOpeningRow).where(PublicOpeningRow.id.in_(list(ids)), *_visible(clock))
    )
    found = {row.id: read_row(row) for row in rows}
    return [found[public_id] for public_id in ids if public_id in found]


def published_changes_since(session: Session, seq: int, *, limit: int = 1000) -> Changes:
    """What the search index has to look at again; ids that `published_by_ids` no longer knows are gone."""
    rows = session.execute(
        select(OpeningChange.seq, OpeningChange.public_id)
        .where(OpeningChange.seq > seq)
        .order_by(OpeningChange.seq)
        .limit(limit)
    ).all()
    return Changes(rows[-1].seq if rows else seq, tuple(dict.fromkeys(row.public_id for row in rows)))


def newest_for(
    session: Session, fields: Iterable[str], limit: int = 3, *, clock: Clock
) -> list[PublicOpening]:
    """The newest openings of the fagområder; of all of them when none is named."""
    return list(published(session, Filters(fields=tuple(fields)), clock=clock, size=limit).items)


def titles(session: Session, ids: Sequence[str]) -> Mapping[str, str]:
    """Titles by public id, for those that still have a projection."""
    rows = session.execute(
        select(PublicOpeningRow.id, PublicOpeningRow.title).where(PublicOpeningRow.id.in_(list(ids)))
    )
    return {row.id: row.title for row in rows}


def similar_to_gone(session: Session, public_id: str, *, clock: Clock, limit: int = 3) -> list[PublicOpening]:
    """Openings that resemble one that was taken down: first its field and kind, then its field, then any."""
    gone = session.get(GoneOpening, public_id) or session.get(PublicOpeningRow, public_id)
    if gone is None:
        return []
    found: dict[str, PublicOpening] = {}
    for filters in (Filters((gone.type,), (gone.field,)), Filters((), (gone.field,)), Filters()):
        for opening in published(session, filters, clock=clock, size=limit + 1).items:
            found.setdefault(opening.id, opening)
    return list(found.values())[:limit]


def desk_of(session: Session, public_id: str) -> Desk | None:
    """The team and the consultant who answer for a public opening."""
    row = session.get(OpeningDesk, public_id)
    return Desk.read(row) if row else None


def _visible(clock: Clock) -> list[ColumnElement[bool]]:
    return [PublicOpeningRow.expires_on >= clock.today()]
