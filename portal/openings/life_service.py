"""An opening's steps: each is allowed by the state table, logged, audited, and seen by the public at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from portal.openings import publication, reader_service
from portal.openings.gate import Examination, readiness, still_holds, text_digest
from portal.openings.models import Company, Opening, OpeningReview, OpeningTransition
from portal.openings.named_openings import refuse_a_twin
from portal.openings.rules import (
    FINAL,
    Action,
    Doer,
    Refused,
    State,
    capacities,
    is_over,
    next_state,
    possible_actions,
)
from portal.shared import audit, tally
from portal.shared.actors import Actor
from portal.shared.audit import AuditEvent
from portal.shared.clock import Clock
from portal.shared.errors import NotAllowedNow, NotFound
from portal.shared.keyring import KeyRing
from portal.shared.tally import Measure
from portal.shared.texts import N_

MOMENT_PASSED = N_("Opslaget er kommet videre, siden du åbnede siden. Se, hvor det er nu.")
CHANGED = N_("Teksten eller virksomheden er ændret, siden den blev læst igennem. Læs den igen.")
NOT_READY = N_("Opslaget kan ikke sendes videre endnu. Ret det, der er markeret.")
STANDS_ELSEWHERE = N_(
    "Opslaget skal stå med et andet område eller en anden sektor end den, kollegaen læste. Ret det, og send "
    "det til gennemsyn igen."
)
OVER = N_("Opslagets tid er gået. Lav et nyt.")
TAKES_DOWN = {State.PAUSED, State.FILLED, State.EXPIRED, State.WITHDRAWN}


@dataclass(frozen=True)
class Step:
    """One line of an opening's log."""

    action: str
    to_state: str
    actor_id: str | None
    note: str
    at: datetime


def readable_by(actor: Actor) -> Select[Opening]:
    """The openings of the actor's own team."""
    return select(Opening).where(Opening.team_id == actor.team_id)


def find_opening(session: Session, actor: Actor, opening_id: str) -> Opening:
    """The team's opening; raises NotFound for everybody else's."""
    opening = session.scalar(readable_by(actor).where(Opening.id == opening_id))
    if opening is None:
        raise NotFound
    return opening


def doers_of(actor: Actor, opening: Opening) -> frozenset[Doer]:
    return capacities(
        role=actor.role.value,
        same_team=actor.team_id == opening.team_id,
        wrote=actor.user_id in opening.writer_ids,
    )


def actions_for(actor: Actor, opening: Opening) -> frozenset[Action]:
    return possible_actions(State(opening.state), doers_of(actor, opening))


def submit(
    session: Session, actor: Actor, opening_id: str, examination: Examination, *, clock: Clock, ring: KeyRing
) -> Opening:
    """Hands a draft to a second reader, who is told; raises NotAllowedNow while something is missing."""
    opening = find_opening(session, actor, opening_id)
    if not still_holds(session, opening, examination):
        raise NotAllowedNow(CHANGED)
    if not readiness(opening, examination).is_ready:
        raise NotAllowedNow(NOT_READY)
    refuse_a_twin(session, opening)
    opening.writer_ids = list(dict.fromkeys([*opening.writer_ids, actor.user_id]))
    move(session, opening, Action.SUBMIT, actor, clock=clock)
    reader_service.hand_to_reader(session, ring, opening, clock=clock)
    return opening


def resume(
    session: Session, actor: Actor, opening_id: str, examination: Examination, *, clock: Clock
) -> Opening:
    """Shows a paused opening again: text, area and sector are those a reader approved, and pass the gate."""
    opening = find_opening(session, actor, opening_id)
    if not still_holds(session, opening, examination) or text_digest(opening) != opening.approved_digest:
        raise NotAllowedNow(CHANGED)
    if examination.blocks:
        raise NotAllowedNow(NOT_READY)
    if opening.expires_on is None or is_over(opening.expires_on, clock.today()):
        raise NotAllowedNow(OVER)
    if not _was_approved_like_this(session, opening):
        raise NotAllowedNow(STANDS_ELSEWHERE)
    move(session, opening, Action.RESUME, actor, clock=clock)
    publication.put_up(session, opening, session.get_one(Company, opening.company_id), examination)
    return opening


def _was_approved_like_this(session: Session, opening: Opening) -> bool:
    approved = select(OpeningReview.id).where(
        OpeningReview.opening_id == opening.id,
        OpeningReview.outcome == Action.APPROVE.value,
        OpeningReview.digest == publication.reading_digest(session, opening),
    )
    return session.scalar(approved.limit(1)) is not None


def step(
    session: Session, actor: Actor, opening_id: str, action: Action, *, clock: Clock, note: str = ""
) -> Opening:
    """Pause, fill, withdraw, take back or revise: the steps that need no reading."""
    opening = find_opening(session, actor, opening_id)
    move(session, opening, action, actor, clock=clock, note=note)
    return opening


def expire_due(session: Session, clock: Clock) -> int:
    """Ends the openings whose last day has passed; returns how many."""
    due = session.scalars(
        select(Opening).where(
            Opening.state.in_([State.PUBLISHED.value, State.PAUSED.value]), Opening.expires_on < clock.today()
        )
    ).all()
    for opening in due:
        move(session, opening, Action.EXPIRE, None, clock=clock)
    return len(due)


def steps_of(session: Session, opening: Opening) -> Sequence[Step]:
    rows = session.scalars(
        select(OpeningTransition)
        .where(OpeningTransition.opening_id == opening.id)
        .order_by(OpeningTransition.position.desc())
    )
    return [Step(row.action, row.to_state, row.actor_id, row.note, row.at) for row in rows]


def move(
    session: Session,
    opening: Opening,
    action: Action,
    actor: Actor | None,
    *,
    clock: Clock,
    note: str = "",
    otherwise: Doer = Doer.SYSTEM,
) -> None:
    """Changes the state as the table allows, with log and audit row; what ends is taken down.

    Where no member of staff acts, `otherwise` says who does.
    """
    doers = frozenset({otherwise}) if actor is None else doers_of(actor, opening)
    before = State(opening.state)
    try:
        after = next_state(before, action, doers)
    except Refused as refused:
        raise (NotFound() if refused.not_yours else NotAllowedNow(MOMENT_PASSED)) from refused
    opening.state, opening.changed_at = after.value, clock.now()
    row = _log_row(opening, action, before, actor, clock, note)
    row.position = _steps_so_far(session, opening) + 1
    session.add(row)
    if before is State.PUBLISHED and after in TAKES_DOWN:
        publication.take_down(session, opening, filled=after is State.FILLED, paused=after is State.PAUSED)
    elif after in FINAL:
        publication.mark_ended(session, opening, filled=after is State.FILLED)
    if after is State.FILLED:
        tally.count(session, clock, Measure.OPENINGS_FILLED, field=opening.field, type=opening.type)
    details = {"from_state": before.value, "to_state": after.value}
    audit.record(
        session, clock, AuditEvent.OPENING_STATE, actor=actor, subject=f"opening:{opening.id}", **details
    )


def _steps_so_far(session: Session, opening: Opening) -> int:
    about = OpeningTransition.opening_id == opening.id
    return session.scalar(select(func.count()).select_from(OpeningTransition).where(about)) or 0


def _log_row(
    opening: Opening, action: Action, before: State, actor: Actor | None, clock: Clock, note: str
) -> OpeningTransition:
    return OpeningTransition(
        opening_id=opening.id,
        action=action.value,
        from_state=before.value,
        to_state=opening.state,
        actor_id=actor.user_id if actor else None,
        note=note,
        at=clock.now(),
    )
