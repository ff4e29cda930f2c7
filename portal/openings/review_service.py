"""The second reader: guesses the company, answers the warnings, approves or sends back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.openings import publication
from portal.openings.gate import Examination, has_valid_yes, known_company, still_holds, text_digest
from portal.openings.life_service import CHANGED, NOT_READY, doers_of, find_opening, move, readable_by
from portal.openings.models import Company, Opening, OpeningReview
from portal.openings.review_rules import MOST_GUESSES, Doubt, is_hit, unanswered
from portal.openings.rules import Action, Doer, State, last_day
from portal.shared import audit, tally
from portal.shared.actors import Actor
from portal.shared.audit import AuditEvent
from portal.shared.clock import Clock
from portal.shared.errors import NotAllowedNow, NotFound
from portal.shared.tally import Measure
from portal.shared.texts import N_

GUESS_FIRST = N_("Gæt først, hvem virksomheden er. Skriv “ved ikke”, hvis teksten ikke siger dig noget.")
GUESSED = N_("Du gættede virksomheden, og det kan en kandidat også. Send opslaget tilbage med en note.")
GUESSED_BEFORE = N_(
    "En kollega gættede virksomheden, og det kan en kandidat også. Send opslaget tilbage med en note."
)
REASONS_MISSING = N_("Skriv en grund ved hver markering, eller send opslaget tilbage.")


@dataclass(frozen=True)
class Reading:
    """Where one second reading stands; of a named opening there is nothing to guess."""

    guessed: bool
    hit: bool
    named: bool = False
    # Somebody else who read this very text guessed the company.
    hit_before: bool = False


def queue(session: Session, actor: Actor) -> Sequence[Opening]:
    """What waits for a reader and is not the actor's own, oldest first."""
    waiting = session.scalars(
        readable_by(actor).where(Opening.state == State.REVIEW.value).order_by(Opening.changed_at, Opening.id)
    )
    return [opening for opening in waiting if Doer.READER in doers_of(actor, opening)]


def to_read(session: Session, actor: Actor, opening_id: str) -> Opening:
    """The opening in review; raises NotFound to its own writers and to other teams."""
    opening = find_opening(session, actor, opening_id)
    if Doer.READER not in doers_of(actor, opening) or opening.state != State.REVIEW.value:
        raise NotFound
    return opening


def reading_of(session: Session, actor: Actor, opening: Opening) -> Reading:
    """The actor's own reading of the text as it is now."""
    if opening.named:
        return Reading(guessed=True, hit=False, named=True)
    review = _review(session, actor, opening)
    hit = review is not None and review.hits > 0
    return Reading(
        guessed=review is not None, hit=hit, hit_before=not hit and _is_hit_by_any(session, opening)
    )


def guess(
    session: Session, actor: Actor, opening_id: str, guesses: Sequence[str], *, clock: Clock
) -> Reading:
    """Counts the guesses of one reader over one text, once; the words are not kept."""
    opening = to_read(session, actor, opening_id)
    if not opening.named and _review(session, actor, opening) is None:
        names = _names(session.get_one(Company, opening.company_id))
        made = [text for text in guesses if text.strip()][:MOST_GUESSES]
        hits = sum(is_hit(text, names) for text in made)
        _begin(session, actor, opening, clock, guesses=len(made), hits=hits)
        tally.count(session, clock, Measure.OPENINGS_READ, field=opening.field, type=opening.type)
        if hits:
            tally.count(session, clock, Measure.OPENINGS_GUESSED, field=opening.field, type=opening.type)
    return reading_of(session, actor, opening)


def approve(
    session: Session,
    actor: Actor,
    opening_id: str,
    examination: Examination,
    reasons: Mapping[str, str],
    *,
    clock: Clock,
    days: int,
) -> Opening:
    """Publishes the text that was read: examined before the transaction, compared with it here."""
    opening = to_read(session, actor, opening_id)
    review = _own_review(session, actor, opening, clock)
    _refuse_unread(session, opening, review, examination, reasons)
    assert review is not None
    review.outcome, review.decided_at = "approve", clock.now()
    review.reasons = {doubt.key: reasons[doubt.key].strip() for doubt in doubts(examination)}
    opening.approved_digest = text_digest(opening)
    opening.published_on = clock.today()
    opening.expires_on = last_day(clock.today(), days)
    opening.warned_days = None
    publication.put_up(session, opening, session.get_one(Company, opening.company_id), examination)
    move(session, opening, Action.APPROVE, actor, clock=clock)
    tally.count(session, clock, Measure.OPENINGS_PUBLISHED, field=opening.field, type=opening.type)
    _record(session, clock, actor, opening, review)
    return opening


def send_back(session: Session, actor: Actor, opening_id: str, note: str, *, clock: Clock) -> Opening:
    """Gives the opening back to its author with what has to change."""
    opening = to_read(session, actor, opening_id)
    review = _own_review(session, actor, opening, clock)
    if review is None:
        raise NotAllowedNow(GUESS_FIRST)
    review.outcome, review.decided_at = "send-back", clock.now()
    move(session, opening, Action.SEND_BACK, actor, clock=clock, note=note)
    _record(session, clock, actor, opening, review)
    return opening


def doubts(examination: Examination) -> list[Doubt]:
    """The warnings a reader answers, each once however often its words stand in the field."""
    found = [Doubt(finding.field, finding.text) for finding in examination.warnings]
    return list(dict.fromkeys(found))


def _refuse_unread(
    session: Session,
    opening: Opening,
    review: OpeningReview | None,
    examination: Examination,
    reasons: Mapping[str, str],
) -> None:
    if review is None:
        raise NotAllowedNow(GUESS_FIRST)
    if not still_holds(session, opening, examination):
        raise NotAllowedNow(CHANGED)
    if examination.blocks or not has_valid_yes(opening):
        raise NotAllowedNow(NOT_READY)
    if review.hits:
        raise NotAllowedNow(GUESSED)
    if _is_hit_by_any(session, opening):
        raise NotAllowedNow(GUESSED_BEFORE)
    if unanswered(doubts(examination), reasons):
        raise NotAllowedNow(REASONS_MISSING)


def _own_review(session: Session, actor: Actor, opening: Opening, clock: Clock) -> OpeningReview | None:
    """The actor's reading; of a named opening it begins with the decision, as no guess comes before it."""
    review = _review(session, actor, opening)
    if review is None and opening.named:
        review = _begin(session, actor, opening, clock, guesses=0, hits=0)
    return review


def _begin(
    session: Session, actor: Actor, opening: Opening, clock: Clock, *, guesses: int, hits: int
) -> OpeningReview:
    review = OpeningReview(
        opening_id=opening.id,
        reviewer_id=actor.user_id,
        digest=publication.reading_digest(session, opening),
        guesses=guesses,
        hits=hits,
        created_at=clock.now(),
    )
    session.add(review)
    session.flush()
    return review


def _review(session: Session, actor: Actor, opening: Opening) -> OpeningReview | None:
    return session.scalar(
        select(OpeningReview).where(
            OpeningReview.opening_id == opening.id,
            OpeningReview.reviewer_id == actor.user_id,
            OpeningReview.digest == publication.reading_digest(session, opening),
        )
    )


def _is_hit_by_any(session: Session, opening: Opening) -> bool:
    """Whether any reader of the text as it is now guessed the company; of a named opening nobody guesses."""
    about = (
        OpeningReview.opening_id == opening.id,
        OpeningReview.digest == publication.reading_digest(session, opening),
    )
    hits = select(OpeningReview.id).where(*about, OpeningReview.hits > 0).limit(1)
    return session.scalar(hits) is not None


def _names(company: Company) -> list[str]:
    known = known_company(company)
    return [known.name, *known.aliases, *known.brands, known.domain.rpartition(".")[0]]


def _record(session: Session, clock: Clock, actor: Actor, opening: Opening, review: OpeningReview) -> None:
    outcome = str(review.outcome)
    audit.record(
        session, clock, AuditEvent.OPENING_REVIEW, actor=actor, subject=f"opening:{opening.id}",
        outcome=outcome, hits=review.hits,
    )  # fmt: skip
