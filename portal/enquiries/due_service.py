"""The service level: who is reminded of an enquiry without an answer, and when its opening pauses."""

from collections.abc import Set
from datetime import time

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.directory import mail_addresses, team_addresses
from portal.enquiries.models import Enquiry
from portal.enquiries.rules import OPEN, Reminder, reminders_due
from portal.enquiries.service import INBOX
from portal.openings import desk_service
from portal.shared import outbox
from portal.shared.clock import COPENHAGEN, Clock
from portal.shared.dates import is_working_day, working_days_between
from portal.shared.keyring import KeyRing
from portal.shared.outbox import MailKind

OFFICE_OPENS = time(7)


def remind(session: Session, ring: KeyRing, clock: Clock, *, closing_days: Set[str]) -> int:
    """Does what is due for each unanswered enquiry, once; one mail an address, however many wait.

    Nothing happens before the office opens, nor on a day it is closed.
    """
    today = clock.today()
    if not is_working_day(today, closing_days) or clock.now().astimezone(COPENHAGEN).time() < OFFICE_OPENS:
        return 0
    mails: dict[str, MailKind] = {}
    reminded = 0
    for enquiry in _unanswered(session, clock):
        due = reminders_due(working_days_between(enquiry.answer_by, today, closing_days), enquiry.reminded)
        for stage in due:
            enquiry.reminded = stage.mark
            _do(session, clock, enquiry, stage.what, mails)
        reminded += bool(due)
    for address, kind in mails.items():
        outbox.enqueue(session, ring, clock, to=address, kind=kind, language="da", link=INBOX)
    return reminded


def _unanswered(session: Session, clock: Clock) -> list[Enquiry]:
    waiting = select(Enquiry).where(
        Enquiry.state.in_([state.value for state in OPEN]),
        Enquiry.set_aside == "",
        Enquiry.answered_at.is_(None),
        Enquiry.answer_by <= clock.today(),
        Enquiry.purge_on > clock.today(),
    )
    return list(session.scalars(waiting.order_by(Enquiry.submitted_at, Enquiry.id)))


def _do(session: Session, clock: Clock, enquiry: Enquiry, what: Reminder, mails: dict[str, MailKind]) -> None:
    if what is Reminder.PAUSE:
        desk_service.pause_unanswered(session, enquiry.opening_id, clock=clock)
    if what in (Reminder.PAUSE, Reminder.TEAM):
        mails |= dict.fromkeys(team_addresses(session, enquiry.team_id), MailKind.ENQUIRY_LATE)
    else:
        for address in mail_addresses(session, enquiry.owner_id, enquiry.team_id):
            mails.setdefault(address, MailKind.ENQUIRY_DUE)
