"""What an address and a number have sent already: one enquiry for each opening, five open at a time."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from portal.enquiries.marks import Marks
from portal.enquiries.models import Enquiry
from portal.enquiries.rules import MOST_OPEN, OPEN, SetAside, State, set_aside_because
from portal.shared.clock import Clock


@dataclass(frozen=True)
class Standing:
    """What one mark has sent: here, and what of it is open anywhere, oldest first."""

    here: Enquiry | None = None
    in_hand: tuple[Enquiry, ...] = ()

    @property
    def in_the_way(self) -> Enquiry | None:
        """The earlier enquiry because of which a new one is set aside, or None."""
        if self.here is None and len(self.in_hand) >= MOST_OPEN:
            return self.in_hand[0]
        return self.here


def standings(session: Session, opening_id: str, marks: Marks, clock: Clock) -> tuple[Standing, Standing]:
    """By the address and by the number."""
    by_email = _standing(session, opening_id, Enquiry.email_mark, marks.email, clock)
    return by_email, _standing(session, opening_id, Enquiry.phone_mark, marks.phone, clock)


def why_set_aside(*both: Standing) -> SetAside | None:
    return set_aside_because(
        wrote_here=any(one.here is not None for one in both),
        open_now=max(len(one.in_hand) for one in both),
    )


def _standing(
    session: Session,
    opening_id: str,
    column: InstrumentedAttribute[str | None],
    mark: str | None,
    clock: Clock,
) -> Standing:
    if mark is None:
        return Standing()
    rows = session.scalars(
        select(Enquiry)
        .where(
            column == mark,
            Enquiry.set_aside == "",
            Enquiry.state != State.WITHDRAWN.value,
            Enquiry.purge_on > clock.today(),
        )
        .order_by(Enquiry.submitted_at, Enquiry.id)
    ).all()
    here = next((row for row in rows if row.opening_id == opening_id), None)
    return Standing(here, tuple(row for row in rows if row.state in OPEN))
