"""Loaded counts: openings are judged by the newest table; a new one takes over only when it is whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from portal.openings.areas import Ground, Published
from portal.openings.detector.count_files import CountsError, read_counts, read_whole
from portal.openings.detector.counts import CountTable, Unit
from portal.openings.models import LoadedCounts, PublishedGeneralisation
from portal.shared import audit
from portal.shared.actors import Actor
from portal.shared.audit import AuditEvent
from portal.shared.clock import Clock
from portal.shared.organisation import ANONYMITY, Anonymity
from portal.shared.registers import load_registers

__all__ = ["CountsError", "CountsLoaded", "ground_of", "grounds_of", "how_they_stand", "load", "loaded"]
OLD = timedelta(days=548)  # 18 months
KEPT = 2
# The parsed table of the newest row, by its id: rows never change.
_PARSED: dict[str, CountTable] = {}


@dataclass(frozen=True)
class CountsLoaded:
    """What the desk tells of the loaded table."""

    source: str
    period: str
    loaded_at: datetime
    unit: Unit
    cells: int
    branches: int
    is_old: bool
    counts_public: bool


def load(
    session: Session, text: str, *, actor: Actor | None, clock: Clock, source: str = "", period: str = ""
) -> CountsLoaded:
    """Stores a whole table; raises CountsError, and then the old one still counts."""
    whole = read_whole(text, source=source, period=period)
    newest = session.scalar(select(func.max(LoadedCounts.loaded_at)))
    row = LoadedCounts(
        source=whole.source,
        period=whole.period,
        # Never the same moment as the one before: the newest counts.
        loaded_at=max(clock.now(), newest + timedelta(microseconds=1)) if newest else clock.now(),
        loaded_by=actor.user_id if actor else None,
        content=text,
    )
    session.add(row)
    session.flush()
    older = select(LoadedCounts.id).where(LoadedCounts.id != row.id).order_by(*_NEWEST).offset(KEPT - 1)
    session.execute(delete(LoadedCounts).where(LoadedCounts.id.in_(session.scalars(older).all())))
    audit.record(session, clock, AuditEvent.COUNTS_LOAD, actor=actor, subject=f"counts:{row.id}")
    return _told(session, row, clock)


def how_they_stand(session: Session, clock: Clock) -> str:
    """ "none" before any table is loaded, "old" 18 months after one was, otherwise nothing."""
    newest = session.scalar(select(func.max(LoadedCounts.loaded_at)))
    if newest is None:
        return "none"
    return "old" if clock.now() - newest > OLD else ""


def loaded(session: Session, clock: Clock) -> CountsLoaded | None:
    """The table that counts now, if there is one."""
    row = session.scalar(select(LoadedCounts).order_by(*_NEWEST).limit(1))
    return _told(session, row, clock) if row else None


def ground_of(session: Session, company_id: str | None) -> Ground:
    """What an opening of the company is judged by; a company that is not stored has no history."""
    return grounds_of(session, [company_id] if company_id else [])[company_id or ""]


def grounds_of(session: Session, company_ids: Sequence[str]) -> Mapping[str, Ground]:
    """The same for many companies at once; the key "" is for one without a history."""
    settings = session.info.get(ANONYMITY, Anonymity())
    version = session.scalar(select(LoadedCounts.id).order_by(*_NEWEST).limit(1)) or ""
    counts = _table(session, version) if version else None
    histories = _histories(session, company_ids)
    registers = load_registers()
    return {
        company_id: Ground(
            counts, version, settings.k, settings.catchment, histories.get(company_id, ()), registers
        )
        for company_id in ("", *company_ids)
    }


_NEWEST = (LoadedCounts.loaded_at.desc(), LoadedCounts.id)


def _table(session: Session, version: str) -> CountTable:
    table = _PARSED.get(version)
    if table is None:
        content = session.scalar(select(LoadedCounts.content).where(LoadedCounts.id == version))
        table = read_counts(content or "")
        _PARSED.clear()
        _PARSED[version] = table
    return table


def _histories(session: Session, company_ids: Sequence[str]) -> dict[str, tuple[Published, ...]]:
    found: dict[str, tuple[Published, ...]] = {}
    told = PublishedGeneralisation
    rows = session.execute(
        select(told.company_id, told.area, told.field, told.sector, told.title)
        .where(told.company_id.in_(company_ids))
        .distinct()
    )
    for company_id, area, field, sector, title in rows:
        found[company_id] = (*found.get(company_id, ()), Published(area, field, sector, title))
    return found


def _told(session: Session, row: LoadedCounts, clock: Clock) -> CountsLoaded:
    table = _table(session, row.id)
    return CountsLoaded(
        source=row.source,
        period=row.period,
        loaded_at=row.loaded_at,
        unit=table.unit,
        cells=len(table.cells),
        branches=len(table.branches),
        is_old=clock.now() - row.loaded_at > OLD,
        counts_public=table.counts_any(table.branches, "workplaces"),
    )
