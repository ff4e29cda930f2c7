"""The verb that gets a preparation ready for the next conversation."""

from sqlalchemy.orm import Session

from portal.preparation import save_service, service, share_service
from portal.preparation.answers import Answers
from portal.preparation.rounds import next_round
from portal.preparation.session_service import Holder
from portal.preparation.sheet_lines import digests
from portal.shared.clock import Clock
from portal.shared.keyring import KeyRing


def begin_next_round(
    session: Session, holder: Holder, number: int, *, ring: KeyRing, clock: Clock, days: int
) -> bool:
    """Ends round `number` and takes the conversation code back; False when that round is over already."""
    if service.answers_of(session, holder, ring=ring).round != number:
        return False

    def change(found: Answers) -> Answers:
        return next_round(found, clock.today(), digests(found))

    # What was shared was for the conversation that is over.
    share_service.withdraw(session, holder)
    save_service.save_within(session, holder, change, ring=ring, clock=clock, days=days)
    return True
