"""What the figures count of enquiries: by the opening's fagområde and kind, each once, and nobody."""

from sqlalchemy.orm import Session

from portal.enquiries.models import Enquiry
from portal.openings import desk_service
from portal.shared import tally
from portal.shared.actors import Actor
from portal.shared.clock import Clock
from portal.shared.tally import Measure

# In the order of an enquiry's way, with what the row keeps of each.
WAY = (
    (Measure.REVEALED, "revealed_at"),
    (Measure.FORWARDED, "forwarded_at"),
    (Measure.MET, "met_at"),
)


def count(session: Session, clock: Clock, actor: Actor, enquiry: Enquiry, *measures: Measure) -> None:
    """Counts for the team's own enquiry; an opening that is no more has nothing to be counted by."""
    found = desk_service.field_and_kind(session, actor, enquiry.opening_id) if measures else None
    if found is None:
        return
    for measure in measures:
        tally.count(session, clock, measure, field=found[0], type=found[1])


def not_yet_counted(enquiry: Enquiry, last: Measure) -> tuple[Measure, ...]:
    """The measures up to `last` that the row has not been through: a step that was skipped counts too."""
    order = [*(measure for measure, _ in WAY), Measure.STARTED]
    passed = {measure for measure, stamp in WAY if getattr(enquiry, stamp) is not None}
    return tuple(measure for measure in order[: order.index(last) + 1] if measure not in passed)
