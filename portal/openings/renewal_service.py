"""The last day: its owner is told before it, and may move it from the desk or with the link in the mail."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.directory import mail_addresses
from portal.openings import publication
from portal.openings.counts_service import ground_of
from portal.openings.gate import Examination, examine, readiness, text_digest
from portal.openings.life_service import CHANGED, NOT_READY, OVER, find_opening, move
from portal.openings.models import Company, Opening, PublicOpeningRow
from portal.openings.rules import WARNED_DAYS, Action, Doer, State, is_over, renewed_last_day, warning_due
from portal.shared import audit, capability, outbox
from portal.shared.actors import Actor
from portal.shared.audit import AuditEvent
from portal.shared.clock import Clock, start_of_day
from portal.shared.database import Database
from portal.shared.errors import NotAllowedNow, NotFound
from portal.shared.internal_tables import RENEWAL, RENEWAL_SEEN, for_purpose
from portal.shared.keyring import KeyRing
from portal.shared.outbox import MailKind
from portal.shared.texts import N_

LINK = "renewal"
# So that who comes a little late is told what became of the opening.
LINK_OUTLIVES = timedelta(days=7)
USED = N_("Linket er brugt, eller opslaget er forlænget på konsulentbordet. Se, hvor længe det vises nu.")
BY_LINK = N_("Forlænget med linket i mailen til ejeren.")


@dataclass(frozen=True)
class LinkedOpening:
    """What a link shows: the title everybody may read, if there is one, how it stands, and its last day."""

    title: str
    state: str
    public_id: str
    expires_on: date
    may_renew: bool


def renew(
    session: Session, actor: Actor, opening_id: str, examination: Examination, *, clock: Clock, days: int
) -> Opening:
    """Shows a published opening longer, while all that let it be published still holds."""
    opening = find_opening(session, actor, opening_id)
    _renew(session, opening, examination, actor, clock=clock, days=days)
    return opening


def warn_owners(session: Session, ring: KeyRing, clock: Clock) -> int:
    """Mails the owner of each opening that ends soon a link, once for each warning; counts the openings."""
    soon = clock.today() + timedelta(days=max(WARNED_DAYS))
    ending = session.scalars(
        select(Opening).where(Opening.state == State.PUBLISHED.value, Opening.expires_on <= soon)
    ).all()
    return sum(_warn(session, ring, clock, opening) for opening in ending)


def seen_by_link(session: Session, clock: Clock, token: str) -> LinkedOpening:
    """What the link is about; reading it changes nothing."""
    link = capability.resolve(session, clock, token, purpose=LINK)
    with for_purpose(session, RENEWAL_SEEN):
        opening = _behind(session, link)
        assert opening.public_id and opening.expires_on
        public = session.get(PublicOpeningRow, opening.public_id)
        return LinkedOpening(
            title=public.title if public is not None else "",
            state=opening.state,
            public_id=opening.public_id,
            expires_on=opening.expires_on,
            may_renew=opening.state == State.PUBLISHED and _is_unused(link, opening),
        )


def examine_behind_link(database: Database, clock: Clock, token: str) -> Examination:
    """The gate over the opening as it stands, before the transaction that extends it."""
    with database.reading() as session:
        link = capability.resolve(session, clock, token, purpose=LINK)
        with for_purpose(session, RENEWAL):
            opening = _behind(session, link)
            company = session.get_one(Company, opening.company_id)
            ground = ground_of(session, company.id)
    return examine(opening, company, ground)


def renew_by_link(session: Session, clock: Clock, token: str, examination: Examination, *, days: int) -> None:
    """Does once what the link is for; raises NotAllowedNow the second time."""
    link = capability.resolve(session, clock, token, purpose=LINK)
    with for_purpose(session, RENEWAL):
        opening = _behind(session, link)
        if not _is_unused(link, opening):
            raise NotAllowedNow(USED)
        _renew(session, opening, examination, None, clock=clock, days=days)


def _renew(
    session: Session,
    opening: Opening,
    examination: Examination,
    actor: Actor | None,
    *,
    clock: Clock,
    days: int,
) -> None:
    note = BY_LINK if actor is None else ""
    # First of all, so that who may not act here learns nothing of the text.
    move(session, opening, Action.RENEW, actor, clock=clock, note=note, otherwise=Doer.LINK)
    if text_digest(opening) != opening.approved_digest:
        raise NotAllowedNow(CHANGED)
    if not readiness(opening, examination).is_ready:
        raise NotAllowedNow(NOT_READY)
    if opening.expires_on is None or is_over(opening.expires_on, clock.today()):
        raise NotAllowedNow(OVER)
    opening.expires_on = renewed_last_day(opening.expires_on, clock.today(), days)
    opening.warned_days = None
    publication.extend(session, opening, examination)
    by, subject = "link" if actor is None else "desk", f"opening:{opening.id}"
    audit.record(session, clock, AuditEvent.OPENING_RENEW, actor=actor, subject=subject, by=by)


def _warn(session: Session, ring: KeyRing, clock: Clock, opening: Opening) -> bool:
    assert opening.expires_on
    due = warning_due(opening.expires_on, clock.today(), opening.warned_days)
    if due is None:
        return False
    for address in mail_addresses(session, opening.owner_id, opening.team_id):
        token = capability.issue(
            session, purpose=LINK, subject=opening.id, expires_at=link_ends(opening.expires_on)
        )
        outbox.enqueue(
            session, ring, clock, to=address, kind=MailKind.OPENING_ENDS, language="da", link=f"/l/{token}"
        )
    opening.warned_days = due
    return True


def link_ends(expires_on: date) -> datetime:
    """When a link to move this last day ends: what it is computed from tells which day it is for."""
    return start_of_day(expires_on + timedelta(days=1)) + LINK_OUTLIVES


def _is_unused(link: capability.Capability, opening: Opening) -> bool:
    """A link belongs to one last day: once that has moved, by whatever way, the link has done its work."""
    return opening.expires_on is not None and link.expires_at == link_ends(opening.expires_on)


def _behind(session: Session, link: capability.Capability) -> Opening:
    opening = session.get(Opening, link.subject)
    if opening is None or opening.public_id is None:
        raise NotFound(capability.NO_SUCH_LINK)
    return opening
