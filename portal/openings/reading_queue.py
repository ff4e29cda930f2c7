"""What waits to be read: the actor's own of today, what is late, and what others of the team read."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from portal.accounts.directory import names
from portal.openings import review_service
from portal.openings.reader_service import is_late
from portal.shared.actors import Actor
from portal.shared.clock import Clock
from portal.shared.dates import CLOSING_DAYS


@dataclass(frozen=True)
class WaitingLine:
    """An opening somebody is to read; `reader` is empty while nobody is chosen."""

    id: str
    title: str
    type: str
    submitted_at: datetime
    reader: str
    mine: bool
    late: bool


@dataclass(frozen=True)
class ReadingQueue:
    """Each waits in one of the three; all may be read by everybody who sees them."""

    today: tuple[WaitingLine, ...]
    late: tuple[WaitingLine, ...]
    others: tuple[WaitingLine, ...]

    @property
    def asks_the_actor(self) -> int:
        """How many ask this very person to do something: their own, and what has waited too long."""
        return len(self.today) + len(self.late)


def reading_queue(
    session: Session, actor: Actor, clock: Clock, closing_days: AbstractSet[str] = CLOSING_DAYS
) -> ReadingQueue:
    """What the actor may read, oldest first; what has no reader is everybody's today."""
    openings = review_service.queue(session, actor)
    known = names(session, {opening.reader_id for opening in openings if opening.reader_id})
    lines = [
        WaitingLine(
            id=opening.id,
            title=opening.title,
            type=opening.type,
            submitted_at=opening.submitted_at or opening.changed_at,
            reader=known.get(opening.reader_id or "", ""),
            mine=opening.reader_id in (actor.user_id, None),
            late=is_late(opening, clock, closing_days),
        )
        for opening in openings
    ]
    return ReadingQueue(
        today=tuple(line for line in lines if line.mine and not line.late),
        late=tuple(sorted((line for line in lines if line.late), key=lambda line: not line.mine)),
        others=tuple(line for line in lines if not line.mine and not line.late),
    )


def count_waiting(session: Session, actor: Actor, clock: Clock) -> int:
    return reading_queue(session, actor, clock).asks_the_actor
