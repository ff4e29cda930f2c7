"""What became of an opening: said afterwards by the team, and whether the company had more tasks."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.openings.life_service import doers_of, find_opening
from portal.openings.models import Opening
from portal.openings.rules import Doer, State
from portal.shared import audit
from portal.shared.actors import Actor
from portal.shared.audit import AuditEvent
from portal.shared.clock import Clock
from portal.shared.errors import NotAllowedNow, NotFound
from portal.shared.texts import N_

NEVER_PUBLIC = N_("Opslaget har ikke været slået op, så der er intet at følge op på endnu.")


@dataclass(frozen=True)
class Afterwards:
    """What a consultant says; `more_work` is None while the company has not been asked."""

    outcome: str
    reason: str
    more_work: bool | None


def opening_afterwards(session: Session, actor: Actor, opening_id: str) -> Opening:
    """The team's opening once it has been public; raises NotAllowedNow before that."""
    opening = find_opening(session, actor, opening_id)
    if Doer.DESK not in doers_of(actor, opening):
        raise NotFound
    if opening.public_id is None or opening.state in (State.DRAFT, State.REVIEW):
        raise NotAllowedNow(NEVER_PUBLIC)
    return opening


def record_outcome(
    session: Session, actor: Actor, opening_id: str, said: Afterwards, *, clock: Clock
) -> Opening:
    """Keeps what became of it; the audit row tells the outcome and never the reason."""
    opening = opening_afterwards(session, actor, opening_id)
    opening.outcome, opening.outcome_reason = said.outcome, said.reason
    opening.more_work = said.more_work
    audit.record(
        session,
        clock,
        AuditEvent.OPENING_OUTCOME,
        actor=actor,
        subject=f"opening:{opening.id}",
        outcome=said.outcome,
    )
    return opening
