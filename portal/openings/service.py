"""Published openings: everything the public, the search and the desk may read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from portal.openings.models import (
    GoneOpening,
    OpeningChange,
    OpeningDesk,
    PublicOpeningRow,
)
from portal.openings.public import PublicOpening, folded, read_row
from portal.shared.clock import Clock
from portal.shared.errors import Gone, NotFound
from portal.shared.registers import load_registers
from portal.shared.texts import N_

__all__ = [
    "Changes", "Desk", "Facets", "Filters", "Page", "PublicOpening", "desk_of", "facets",
    "last_change", "newest_for", "one_published", "published", "published_by_ids", "published_changes_since",
    "similar_to_gone", "titles",
]  # fmt: skip

PAGE_SIZE = 20
MOST_WORDS = 12
TALENT = "talent"
GONE = N_("Det er ikke slået op lige nu.")
FILLED = N_("En anden fik opgaven.")
PAUSED = N_("Det kan komme igen.")


@dataclass(frozen=True)
class Filters:
    """What a visitor narrows the list by; ids of the registers, empty means all."""

    types: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    area: str = ""
    language: str = ""
    q: str = ""


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
class Facets:
    """How many openings the list would show with one choice more, by value."""

    types: Mapping[str, int]
    fields: Mapping[str, int]
    areas: Mapping[str, int]
    english: int


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
    conditions = [*_visible(clock), *_conditions(filters)]
    total = session.scalar(select(func.count()).select_from(PublicOpeningRow).where(*conditions)) or 0
    query = _in_order(select(PublicOpeningRow).where(*conditions))
    rows = session.scalars(query.offset((page - 1) * size).limit(size))
    return Page(total, page, size, tuple(read_row(row) for row in rows))


def facets(session: Session, filters: Filters, *, clock: Clock) -> Facets:
    """Counts per value, each with the other filters kept, so that a count equals what its list shows."""
    areas = _counts(session, PublicOpeningRow.area, replace(filters, area=""), clock)
    english = replace(filters, language="en")
    return Facets(
        types={
            **_counts(session, PublicOpeningRow.type, replace(filters, types=()), clock),
            TALENT: _count(session, replace(filters, types=(TALENT,)), clock),
        },
        fields=_counts(session, PublicOpeningRow.field, replace(filters, fields=()), clock),
        areas=_summed_upwards(areas),
        english=_count(session, english, clock),
    )


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


def last_change(session: Session) -> int:
    """The sequence number of the newest change; 0 where nothing was ever published."""
    return session.scalar(select(func.max(OpeningChange.seq))) or 0


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


def _in_order(query: Select[PublicOpeningRow]) -> Select[PublicOpeningRow]:
    return query.order_by(PublicOpeningRow.published_week.desc(), PublicOpeningRow.id)


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if filters.types:
        is_kind = PublicOpeningRow.type.in_(filters.types)
        conditions.append(or_(is_kind, PublicOpeningRow.talent) if TALENT in filters.types else is_kind)
    if filters.fields:
        conditions.append(PublicOpeningRow.field.in_(filters.fields))
    if filters.area:
        conditions.append(PublicOpeningRow.area.in_(sorted(load_registers().within(filters.area))))
    if filters.language:
        conditions.append(PublicOpeningRow.language == filters.language)
    for word in folded(filters.q).split()[:MOST_WORDS]:
        conditions.append(PublicOpeningRow.folded.contains(word, autoescape=True))
    return conditions


def _count(session: Session, filters: Filters, clock: Clock) -> int:
    query = select(func.count()).select_from(PublicOpeningRow).where(*_visible(clock), *_conditions(filters))
    return session.scalar(query) or 0


def _counts(
    session: Session, column: InstrumentedAttribute[str], filters: Filters, clock: Clock
) -> dict[str, int]:
    query = select(column, func.count()).where(*_visible(clock), *_conditions(filters)).group_by(column)
    return {row[0]: row[1] for row in session.execute(query)}


def _summed_upwards(counts: Mapping[str, int]) -> dict[str, int]:
    """Choosing a region shows what lies in it, so its count holds its parts'."""
    sums: dict[str, int] = {}
    for area_id, count in counts.items():
        for area in load_registers().chain(area_id):
            sums[area.id] = sums.get(area.id, 0) + count
    return sums
