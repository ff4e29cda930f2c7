"""The second reader of the same day: chosen and told on submitting, the team after one working day."""

import secrets
from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.directory import Colleague, colleagues
from portal.openings.models import Opening
from portal.openings.reader_rules import PossibleReader, best_readers
from portal.openings.rules import READER_ROLES, State
from portal.shared import outbox
from portal.shared.clock import Clock
from portal.shared.dates import CLOSING_DAYS, a_working_day_later
from portal.shared.keyring import KeyRing
from portal.shared.outbox import MailKind

# The whole queue and never one opening: an address in a mail says nothing of what waits.
QUEUE = "/konsulent/gennemsyn"


def hand_to_reader(session: Session, ring: KeyRing, opening: Opening, *, clock: Clock) -> None:
    """Chooses who reads it today and tells them by mail; in a team of one nobody is chosen."""
    opening.submitted_at, opening.team_told_at = clock.now(), None
    _choose(session, ring, opening, _readers(opening, _team(session, opening.team_id)), clock)


def is_late(opening: Opening, clock: Clock, closing_days: AbstractSet[str] = CLOSING_DAYS) -> bool:
    """Whether an opening in review has waited for more than a working day."""
    sent = opening.submitted_at or opening.changed_at
    return clock.now() >= a_working_day_later(sent, closing_days)


def look_after_waiting(session: Session, ring: KeyRing, clock: Clock, closing_days: AbstractSet[str]) -> int:
    """Finds a new reader where the first has left, and tells a team once of what is late; counts the late."""
    waiting = session.scalars(select(Opening).where(Opening.state == State.REVIEW.value)).all()
    # Once for each team: this is asked with the turn to write in hand.
    teams = {team_id: _team(session, team_id) for team_id in {one.team_id for one in waiting}}
    readers = {opening.id: _readers(opening, teams[opening.team_id]) for opening in waiting}
    for opening in waiting:
        if opening.reader_id not in {reader.user_id for reader in readers[opening.id]}:
            _choose(session, ring, opening, readers[opening.id], clock)
    late = [one for one in waiting if one.team_told_at is None and is_late(one, clock, closing_days)]
    addresses = {reader.email for opening in late for reader in readers[opening.id]}
    _mail(session, ring, clock, addresses, MailKind.READINGS_LATE)
    for opening in late:
        opening.team_told_at = clock.now()
    return len(late)


def _choose(
    session: Session, ring: KeyRing, opening: Opening, possible: Sequence[Colleague], clock: Clock
) -> None:
    opening.reader_id = None
    readers = {reader.user_id: reader for reader in possible}
    if not readers:
        return
    waiting = _waiting_for(session, readers)
    best = best_readers(
        PossibleReader(one.user_id, one.role, waiting.get(one.user_id, 0)) for one in readers.values()
    )
    opening.reader_id = secrets.choice(best).user_id if best else None
    if opening.reader_id:
        _mail(session, ring, clock, [readers[opening.reader_id].email], MailKind.READING_WAITS)


def _team(session: Session, team_id: str) -> Sequence[Colleague]:
    """The team's consultants who can sign in."""
    return colleagues(session, team_id, READER_ROLES)


def _readers(opening: Opening, team: Sequence[Colleague]) -> Sequence[Colleague]:
    """Those of the team who may read it: who wrote none of it."""
    return [colleague for colleague in team if colleague.user_id not in opening.writer_ids]


def _waiting_for(session: Session, user_ids: Collection[str]) -> dict[str, int]:
    counts = (
        select(Opening.reader_id, func.count())
        .where(Opening.state == State.REVIEW.value, Opening.reader_id.in_(user_ids))
        .group_by(Opening.reader_id)
    )
    return {str(reader): count for reader, count in session.execute(counts)}


def _mail(session: Session, ring: KeyRing, clock: Clock, addresses: Collection[str], kind: MailKind) -> None:
    for address in sorted(addresses):
        outbox.enqueue(session, ring, clock, to=address, kind=kind, language="da", link=QUEUE)
