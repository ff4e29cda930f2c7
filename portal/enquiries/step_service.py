"""What the desk does with an enquiry, one step at a time; the state table decides, the audit log keeps it."""

from collections.abc import Set
from datetime import date

from sqlalchemy.orm import Session

from portal.enquiries.counting import count, not_yet_counted
from portal.enquiries.inbox_service import find_enquiry, is_barred
from portal.enquiries.models import Enquiry
from portal.enquiries.rules import (
    ANSWERING,
    STARTED,
    Action,
    Outcome,
    Refused,
    State,
    next_state,
    purge_day,
    reminded_after,
    yes_can_be,
)
from portal.enquiries.sealed import Answer, answer_of, content_of, seal_answer, seal_reason
from portal.enquiries.service import issue_link, link_path, record_state
from portal.shared import audit, outbox
from portal.shared.actors import Actor
from portal.shared.audit import AuditEvent
from portal.shared.clock import Clock, day_of
from portal.shared.dates import working_days_between
from portal.shared.errors import NotAllowedNow
from portal.shared.keyring import KeyRing
from portal.shared.outbox import MailKind
from portal.shared.tally import Measure
from portal.shared.texts import N_

MOMENT_PASSED = N_("Henvendelsen er kommet videre, siden du åbnede siden. Se, hvor den er nu.")
ANSWERED_MEANWHILE = N_(
    "En kollega har skrevet et svar imens, og kandidaten kan allerede have læst det. Åbn henvendelsen igen, "
    "læs svaret, og ret det der."
)
BARRED = N_(
    "Kandidaten har skrevet, at virksomheden ikke må kontaktes. Henvendelsen kan ikke gives videre. "
    "Fortæl kandidaten det, og afslut den."
)
NO_YES = N_(
    "Dagen passer ikke. Skriv den dag, kandidaten sagde ja: tidligst da du fortalte, hvem "
    "virksomheden er, og senest i dag."
)
MEASURES = {
    Action.REVEAL: Measure.REVEALED,
    Action.FORWARD: Measure.FORWARDED,
    Action.MEET: Measure.MET,
}
STAMPS = {
    Action.REVEAL: "revealed_at",
    Action.FORWARD: "forwarded_at",
    Action.MEET: "met_at",
    Action.CLOSE: "closed_at",
}


def answer(
    session: Session,
    ring: KeyRing,
    actor: Actor,
    enquiry_id: str,
    text: Answer,
    *,
    clock: Clock,
    seen: str | None = None,
) -> None:
    """Saves the answer that the status page shows, and tells the candidate that there is one.

    `seen` is the mark of the answer the writer had before them: a newer one is not overwritten unseen.
    The caller has asked `desk_service.leaks_in_answer` first: a text that tells the company is not saved.
    """
    enquiry = find_enquiry(session, actor, enquiry_id, clock=clock)
    before = answer_of(ring, enquiry)
    if before == text:
        return
    if seen is not None and before.mark != seen:
        raise NotAllowedNow(ANSWERED_MEANWHILE)
    _move(session, clock, enquiry, Action.ANSWER, actor)
    enquiry.sealed_answer = seal_answer(ring, enquiry.id, text)
    subject = f"enquiry:{enquiry.id}"
    audit.record(session, clock, AuditEvent.ENQUIRY_ANSWER, actor=actor, subject=subject)
    _tell_candidate(session, ring, clock, enquiry)


def consider(session: Session, actor: Actor, enquiry_id: str, *, clock: Clock) -> None:
    _move(session, clock, find_enquiry(session, actor, enquiry_id, clock=clock), Action.CONSIDER, actor)


def reveal(session: Session, actor: Actor, enquiry_id: str, *, clock: Clock) -> None:
    """The consultant has told the candidate, by telephone or at a meeting, which company it is."""
    _move(session, clock, find_enquiry(session, actor, enquiry_id, clock=clock), Action.REVEAL, actor)


def forward(
    session: Session, ring: KeyRing, actor: Actor, enquiry_id: str, *, yes_on: date, clock: Clock
) -> None:
    """Records the candidate's yes, and that the consultant passes it on; nothing is sent from here."""
    problem = obstacle(session, ring, actor, enquiry_id, yes_on=yes_on, clock=clock)
    if problem:
        raise NotAllowedNow(problem)
    enquiry = find_enquiry(session, actor, enquiry_id, clock=clock)
    _move(session, clock, enquiry, Action.FORWARD, actor)
    enquiry.candidate_yes_on = yes_on
    _tell_candidate(session, ring, clock, enquiry)


def obstacle(
    session: Session, ring: KeyRing, actor: Actor, enquiry_id: str, *, yes_on: date, clock: Clock
) -> str:
    """Why the enquiry cannot be passed on with a yes of that day; empty when nothing is in the way."""
    enquiry = find_enquiry(session, actor, enquiry_id, clock=clock)
    content = content_of(ring, enquiry)
    if content is None or enquiry.revealed_at is None or enquiry.state != State.REVEALED:
        return MOMENT_PASSED
    if is_barred(session, actor, enquiry, content):
        return BARRED
    fine = yes_can_be(yes_on, revealed_on=day_of(enquiry.revealed_at), today=clock.today())
    return "" if fine else NO_YES


def meet(session: Session, actor: Actor, enquiry_id: str, *, clock: Clock) -> None:
    _move(session, clock, find_enquiry(session, actor, enquiry_id, clock=clock), Action.MEET, actor)


def close(
    session: Session,
    ring: KeyRing,
    actor: Actor,
    enquiry_id: str,
    outcome: Outcome,
    *,
    reason: str = "",
    clock: Clock,
) -> None:
    """Ends the enquiry; the candidate sees the outcome, the reason stays with the team."""
    enquiry = find_enquiry(session, actor, enquiry_id, clock=clock)
    _move(session, clock, enquiry, Action.CLOSE, actor)
    enquiry.outcome = outcome.value
    if outcome in STARTED:
        count(session, clock, actor, enquiry, *not_yet_counted(enquiry, Measure.STARTED))
    enquiry.sealed_reason = seal_reason(ring, enquiry.id, reason)
    enquiry.purge_on = min(enquiry.purge_on, purge_day(day_of(enquiry.submitted_at), clock.today()))
    _tell_candidate(session, ring, clock, enquiry)


def take_up(session: Session, actor: Actor, enquiry_id: str, *, clock: Clock, closing_days: Set[str]) -> None:
    """Puts what was set aside into the inbox; nobody is reminded of the days it lay there."""
    enquiry = find_enquiry(session, actor, enquiry_id, clock=clock)
    if not enquiry.set_aside or enquiry.state != State.NEW:
        raise NotAllowedNow(MOMENT_PASSED)
    enquiry.set_aside = ""
    count(session, clock, actor, enquiry, Measure.ENQUIRIES_RECEIVED)
    overdue = working_days_between(enquiry.answer_by, clock.today(), closing_days)
    enquiry.reminded = reminded_after(overdue)
    record_state(session, clock, enquiry, State.NEW, actor)


def _move(session: Session, clock: Clock, enquiry: Enquiry, action: Action, actor: Actor) -> None:
    if enquiry.set_aside:
        raise NotAllowedNow(MOMENT_PASSED)
    try:
        after = next_state(State(enquiry.state), action, by_candidate=False)
    except Refused as refused:
        raise NotAllowedNow(MOMENT_PASSED) from refused
    measures = list(not_yet_counted(enquiry, MEASURES[action])) if action in MEASURES else []
    if action in ANSWERING and enquiry.answered_at is None:
        enquiry.answered_at = clock.now()
        measures += [Measure.ANSWERED_IN_TIME] if clock.today() <= enquiry.answer_by else []
    count(session, clock, actor, enquiry, *measures)
    if after is State.CONSIDERED:
        enquiry.considered_at = enquiry.considered_at or clock.now()
    if action in STAMPS:
        setattr(enquiry, STAMPS[action], clock.now())
    if after != enquiry.state:
        record_state(session, clock, enquiry, after, actor)


def _tell_candidate(session: Session, ring: KeyRing, clock: Clock, enquiry: Enquiry) -> None:
    """Says that there is news and where, never what."""
    content = content_of(ring, enquiry)
    if content is None or not content.email:
        return
    link = link_path(enquiry.language, issue_link(session, enquiry))
    outbox.enqueue(
        session,
        ring,
        clock,
        to=content.email,
        kind=MailKind.ENQUIRY_NEWS,
        language=enquiry.language,
        link=link,
    )
