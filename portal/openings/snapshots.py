"""The openings in memory, brought to what the reader's own transaction sees by the feed of changes."""

import threading
from collections.abc import Collection, Iterable, Iterator
from math import isqrt
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.orm import Session

from portal.openings.filters import TALENT, areas_above, competence_id, hours_band, work_form_value
from portal.openings.models import OpeningChange, PublicOpeningRow
from portal.openings.segment import Entry, Segment, id_at, place_of
from portal.openings.snapshot import Part, Snapshot, empty, without
from portal.shared.database import KEPT, WritingSession

# More changes at once, or more in the small part than this and than twice the root of the large one (where
# reading all now and then costs as much as reading the small part each time), and everything is read anew.
MOST_NEW = 500
LEAST_NEW = 32
# A reader whose transaction began a little earlier finds the openings as they stood for it.
SNAPSHOTS = 4
AT_ONCE = 2_000
READ = (
    PublicOpeningRow.id, PublicOpeningRow.published_week, PublicOpeningRow.expires_on, PublicOpeningRow.type,
    PublicOpeningRow.talent, PublicOpeningRow.field, PublicOpeningRow.area, PublicOpeningRow.competences,
    PublicOpeningRow.sector, PublicOpeningRow.hours, PublicOpeningRow.language, PublicOpeningRow.work_form,
    PublicOpeningRow.folded,
)  # fmt: skip
LAST_CHANGE = select(func.max(OpeningChange.seq))
Read = Row[*tuple[Any, ...]]


class Snapshots:
    """The newest snapshots of one database in this process."""

    def __init__(self) -> None:
        self._by_seq: dict[int, Snapshot] = {}
        self._lock = threading.Lock()

    def seen_by(self, session: Session) -> Snapshot:
        """The openings exactly as the session's transaction sees them."""
        seq = last_change(session)
        found = self._by_seq.get(seq)
        if found is not None:
            return found
        with self._lock:
            found = self._by_seq.get(seq) or self._make(session, seq)
            # What a writer has not committed is nobody else's: its number may be given out again.
            if not isinstance(session, WritingSession):
                self._keep(found)
        return found

    def _make(self, session: Session, seq: int) -> Snapshot:
        earlier = max((known for known in self._by_seq if known < seq), default=None)
        followed = None if earlier is None else _followed(session, self._by_seq[earlier], seq)
        return followed or _read_whole(session, seq)

    def _keep(self, snapshot: Snapshot) -> None:
        # Replaced and never changed: others read it meanwhile without the lock.
        others = [one for one in self._by_seq.values() if one.seq != snapshot.seq]
        self._by_seq = {one.seq: one for one in (*others, snapshot)[-SNAPSHOTS:]}


def snapshot(session: Session) -> Snapshot:
    """What is in the database for this session, from memory where it is there already."""
    kept = session.info.setdefault(KEPT, {})
    snapshots: Snapshots = kept.setdefault("openings", Snapshots())
    return snapshots.seen_by(session)


def last_change(session: Session) -> int:
    """The sequence number of the newest change; 0 where nothing was ever published."""
    return session.scalar(LAST_CHANGE) or 0


def _followed(session: Session, earlier: Snapshot, seq: int) -> Snapshot | None:
    """The earlier snapshot with the changes since; None where that would be no shorter than reading all."""
    if seq - earlier.seq > MOST_NEW:
        return None
    since = select(OpeningChange.public_id).where(OpeningChange.seq > earlier.seq)
    changed = {*session.scalars(since)}
    first, second = earlier.parts
    newer = changed | {id_at(place) for place in second.segment.places}
    if len(newer) > min(MOST_NEW, max(LEAST_NEW, 2 * isqrt(len(first.segment.places)))):
        return None
    return Snapshot(seq, (without(first, changed), _part(session, newer)))


def _part(session: Session, ids: Collection[str]) -> Part:
    entries = list(_entries(session, PublicOpeningRow.id.in_(ids)))
    return _living(Segment(sorted(entry.place for entry in entries), entries))


def _read_whole(session: Session, seq: int) -> Snapshot:
    weeks = session.execute(select(PublicOpeningRow.id, PublicOpeningRow.published_week))
    places = sorted(place_of(week, public_id) for public_id, week in weeks)
    return Snapshot(seq, (_living(Segment(places, _entries(session))), empty()))


def _living(segment: Segment) -> Part:
    return Part(segment, segment.everything)


def _entries(session: Session, *conditions: ColumnElement[bool]) -> Iterator[Entry]:
    query = select(*READ).where(*conditions).execution_options(yield_per=AT_ONCE)
    return map(_entry, session.execute(query))


def _entry(row: Read) -> Entry:
    return Entry(
        id=row.id,
        week=row.published_week,
        expires_on=row.expires_on,
        values=tuple(dict.fromkeys(_values(row))),
        folded=row.folded,
    )


def _values(row: Read) -> Iterable[tuple[str, str]]:
    yield "type", row.type
    if row.talent:
        yield "type", TALENT
    yield "field", row.field
    yield from (("area", area) for area in areas_above(row.area))
    yield from (("competence", known) for known in map(competence_id, row.competences) if known)
    yield "sector", row.sector
    yield "hours", hours_band(row.hours)
    yield "language", row.language
    yield "work_form", work_form_value(row.work_form)
    yield "week", row.published_week
