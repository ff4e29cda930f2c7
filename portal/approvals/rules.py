"""How a fact stands at the desk, what may be signed, and when a date is near."""

from datetime import date, timedelta
from enum import StrEnum

SOON = timedelta(days=30)
LONGEST_REASON = 500


class Status(StrEnum):
    DRAFT = "draft"
    CHANGED = "changed"
    SIGNED = "signed"
    APPROVED = "approved"
    OVERDUE = "overdue"
    HELD = "held"


class Due(StrEnum):
    """How near the day is on which a fact is to be looked at or changes."""

    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"
    NEVER = "never"


def status(standing: str, *, is_for_readers: bool, is_signed_once: bool, was_approved: bool) -> Status:
    """The desk's word for a fact; `standing` is the registry's, of the approvals that count."""
    if standing == Status.HELD or not is_for_readers:
        return Status.HELD
    if standing in (Status.APPROVED, Status.OVERDUE):
        return Status(standing)
    if is_signed_once:
        return Status.SIGNED
    return Status.CHANGED if was_approved else Status.DRAFT


def due(day: date | None, today: date) -> Due:
    if day is None:
        return Due.NEVER
    if day <= today:
        return Due.OVERDUE
    return Due.SOON if day <= today + SOON else Due.LATER


def source_must_be_seen(gate: str, seen_on: date | None) -> bool:
    """Whether a fact cannot be signed yet, because nobody has said when the source itself was seen."""
    return gate == "check" and seen_on is None
