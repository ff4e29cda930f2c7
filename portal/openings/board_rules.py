"""What an opening in the team's list needs somebody to do, the most urgent first."""

from dataclasses import dataclass
from enum import StrEnum

from portal.openings.rules import WARNED_DAYS, State


class Need(StrEnum):
    """In the order of how long it can wait."""

    STOPPED = "stopped"
    LATE = "late"
    ENDS = "ends"
    SENT_BACK = "sent-back"
    OUTCOME = "outcome"


ORDER = tuple(Need)


@dataclass(frozen=True)
class Standing:
    """What is known of one opening; `days_left` is None where it is not published."""

    state: str
    by_system: bool = False
    sent_back: bool = False
    late: bool = False
    days_left: int | None = None
    outcome: str = ""


def need_of(one: Standing) -> Need | None:
    """What is to be done about it first, if anything."""
    if one.state == State.PAUSED and one.by_system:
        return Need.STOPPED
    if one.state == State.REVIEW and one.late:
        return Need.LATE
    if one.state == State.PUBLISHED and one.days_left is not None and one.days_left <= max(WARNED_DAYS):
        return Need.ENDS
    if one.state == State.DRAFT and one.sent_back:
        return Need.SENT_BACK
    if one.state == State.FILLED and not one.outcome:
        return Need.OUTCOME
    return None
