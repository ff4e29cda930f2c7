"""A new draft with what an earlier opening said, for the company that wants another of its kind."""

from sqlalchemy.orm import Session

from portal.openings import draft_service
from portal.openings.draft_service import OpeningFields
from portal.openings.gate import ENGLISH_TEXTS, TEXTS
from portal.openings.life_service import find_opening
from portal.openings.models import Opening
from portal.shared.actors import Actor
from portal.shared.clock import Clock

# The company's yes, its choice of a name, the dates and what was answered for belong to one opening.
COPIED = (
    "company_id", "type", "talent", *TEXTS, *ENGLISH_TEXTS, "field", "hours", "weeks", "language",
    "work_form",
)  # fmt: skip


def copy_opening(session: Session, actor: Actor, opening_id: str, *, clock: Clock) -> Opening:
    """The copy of an opening in any state; the actor is its author and owner.

    Whoever wrote the original wrote a part of the copy, and does not read it for the second time.
    """
    original = find_opening(session, actor, opening_id)
    values = {name: getattr(original, name) for name in COPIED}
    fields = OpeningFields(**values, competences=tuple(original.competences))
    copy = draft_service.create_draft(session, actor, fields, clock=clock)
    copy.writer_ids = list(dict.fromkeys([*copy.writer_ids, *original.writer_ids]))
    return copy
