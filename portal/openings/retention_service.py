"""How long companies and what belongs to them are kept, and how long the feed of changes is."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, and_, delete, func, not_, or_, select
from sqlalchemy.orm import Session

from portal.openings import note_service
from portal.openings.models import (
    Company,
    Opening,
    OpeningChange,
    OpeningDesk,
    OpeningReview,
    OpeningTransition,
    PublishedGeneralisation,
)
from portal.openings.rules import State, kept_since
from portal.shared import audit
from portal.shared.audit import AuditEvent
from portal.shared.clock import Clock, start_of_day

CHANGES_KEPT = 10_000


def purge(session: Session, clock: Clock) -> None:
    """Deletes companies long after their last opening, with all that belongs to them, and old changes."""
    note_service.purge(session, clock)
    due = session.scalars(_due(kept_since(clock.today()))).all()
    if due:
        _delete_companies(session, due)
        audit.record(
            session, clock, AuditEvent.PURGE, actor=None, subject="retention", kind="company", count=len(due)
        )
    newest = session.scalar(select(func.max(OpeningChange.seq))) or 0
    session.execute(delete(OpeningChange).where(OpeningChange.seq <= newest - CHANGES_KEPT))


def _due(before: date) -> Select[str]:
    """Companies that nobody touched since, and whose openings, drafts too, all ended or rested before."""
    moment = start_of_day(before)
    fresh = select(Opening.id).where(
        Opening.company_id == Company.id,
        or_(
            Opening.changed_at >= moment,
            and_(Opening.expires_on.is_not(None), Opening.expires_on >= before),
            Opening.state.in_([State.PUBLISHED.value, State.REVIEW.value]),
        ),
    )
    return select(Company.id).where(Company.changed_at < moment, not_(fresh.exists()))


def _delete_companies(session: Session, company_ids: Sequence[str]) -> None:
    of_company = Opening.company_id.in_(company_ids)
    opening_ids = select(Opening.id).where(of_company)
    session.execute(delete(OpeningReview).where(OpeningReview.opening_id.in_(opening_ids)))
    session.execute(delete(OpeningTransition).where(OpeningTransition.opening_id.in_(opening_ids)))
    public_ids = select(Opening.public_id).where(of_company, Opening.public_id.is_not(None))
    session.execute(delete(OpeningDesk).where(OpeningDesk.public_id.in_(public_ids)))
    told = PublishedGeneralisation.company_id.in_(company_ids)
    session.execute(delete(PublishedGeneralisation).where(told))
    session.execute(delete(Opening).where(of_company))
    session.execute(delete(Company).where(Company.id.in_(company_ids)))
