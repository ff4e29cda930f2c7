"""Two signatures under a fact: the first, the second by another person, and taking one back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from portal.accounts.directory import names
from portal.approvals.models import FactApproval
from portal.approvals.rules import source_must_be_seen
from portal.catalogue.fact_book import FactBook, source_key
from portal.catalogue.facts import Approval, Fact, Registry
from portal.shared import audit
from portal.shared.actors import Actor
from portal.shared.audit import AuditEvent
from portal.shared.clock import Clock, day_of
from portal.shared.errors import NotAllowed, NotAllowedNow, NotFound
from portal.shared.signatures import is_one_person
from portal.shared.texts import N_

CHANGED = N_("Teksten er ændret, siden du åbnede siden. Læs den igen, og skriv så under.")
HELD = N_("Et af de valgte fakta er holdt tilbage og kan ikke godkendes.")
SEE_THE_SOURCE = N_("Et af de valgte fakta kræver, at du har set selve kilden. Skriv dagen.")
NO_LONGER_SEEN = N_(
    "Et af de valgte fakta kræver nu, at selve kilden er set. "
    "Træk den første underskrift tilbage, og skriv under igen."
)
NOT_YET = N_("Dagen ligger i fremtiden. Skriv den dag, du så kilden.")
YOUR_OWN = N_("Du har selv skrevet under først. En anden skal skrive under som nummer to.")
ONE_NAME = N_("Den første underskrift bærer samme navn som din. En anden skal skrive under.")
WITHDRAWN = N_("Underskriften er allerede trukket tilbage.")


@dataclass(frozen=True)
class Signed:
    """How many were signed now, and how many a colleague had signed meanwhile."""

    now: int
    before: int


def living(session: Session) -> Sequence[FactApproval]:
    """Every signature that was not taken back."""
    return session.scalars(
        select(FactApproval).where(FactApproval.withdrawn_at.is_(None)).order_by(FactApproval.fact_id)
    ).all()


def history(session: Session, fact_id: str) -> Sequence[FactApproval]:
    """Every signature a fact ever had, the newest first."""
    of_it = select(FactApproval).where(FactApproval.fact_id == fact_id)
    return session.scalars(of_it.order_by(FactApproval.signed_at.desc(), FactApproval.id)).all()


def facts_of(session: Session, row_ids: Sequence[str]) -> Sequence[str]:
    """The ids of the facts that these signatures stand under."""
    return session.scalars(select(FactApproval.fact_id).where(FactApproval.id.in_(row_ids))).all()


def signers(session: Session, rows: Iterable[FactApproval]) -> Mapping[str, str]:
    """The names of everybody who signed or took back any of these."""
    ids = {one for row in rows for one in (row.signed_by, row.second_by, row.withdrawn_by) if one}
    return names(session, ids)


def sign(
    session: Session,
    actor: Actor,
    book: FactBook,
    chosen: Sequence[tuple[str, str]],
    *,
    source_seen_on: date | None,
    clock: Clock,
) -> Signed:
    """The first signature under these (fact, text hash); what a colleague signed meanwhile stays so."""
    if wrong := not_ready(book, chosen, source_seen_on, clock.today()):
        raise NotAllowedNow(wrong)
    texts = [_text(book, fact_id, text_hash) for fact_id, text_hash in dict.fromkeys(chosen)]
    if any(_is_held(text) for text in texts):
        raise NotAllowedNow(HELD)
    there = {(row.fact_id, row.text_hash) for row in living(session)}
    new = [text for text in texts if (text.id, text.text_hash) not in there]
    for text in new:
        row = FactApproval(
            fact_id=text.id,
            text_hash=text.text_hash,
            source_checked_on=source_seen_on or text.source_checked_on,
            signed_by=actor.user_id,
            signed_at=clock.now(),
        )
        session.add(row)
        _record(session, clock, AuditEvent.FACT_SIGN, actor, row)
    return Signed(len(new), len(texts) - len(new))


def refuse_other_sources(book: FactBook, key: str, fact_ids: Iterable[str], today: date) -> None:
    """What is signed on the page of a source is that source's: it may have got another one meanwhile."""
    there = [book.facts[one] for one in fact_ids if one in book.facts]
    if any(source_key(fact.on(today)) != key for fact in there):
        raise NotAllowedNow(CHANGED)


def not_ready(
    book: FactBook, chosen: Iterable[tuple[str, str]], source_seen_on: date | None, today: date
) -> str:
    """What is wrong with the day on which the source was seen; nothing when all is well."""
    if source_seen_on is not None and source_seen_on > today:
        return NOT_YET
    texts = [_text(book, fact_id, text_hash) for fact_id, text_hash in chosen]
    unseen = any(source_must_be_seen(text.gate, source_seen_on or text.source_checked_on) for text in texts)
    return SEE_THE_SOURCE if unseen else ""


def confirm(
    session: Session, actor: Actor, book: FactBook, row_ids: Sequence[str], *, clock: Clock
) -> Signed:
    """The second signature; what was signed or taken back meanwhile is left as it is."""
    rows = session.scalars(select(FactApproval).where(FactApproval.id.in_(row_ids))).all()
    if len(rows) != len(set(row_ids)):
        raise NotFound
    called = signers(session, rows)
    for row in rows:
        _refuse_what_changed(_text(book, row.fact_id, row.text_hash), row)
        if row.signed_by == actor.user_id:
            raise NotAllowed(YOUR_OWN)
        if is_one_person(called.get(row.signed_by, ""), actor.name):
            raise NotAllowed(ONE_NAME)
    now = sum(_second(session, actor, row, clock) for row in rows)
    return Signed(now, len(rows) - now)


def withdraw(
    session: Session, actor: Actor, fact_id: str, row_id: str, reason: str, *, clock: Clock
) -> FactApproval:
    """Takes an approval, or a first signature, back; the row stays and says why."""
    row = session.get(FactApproval, row_id)
    if row is None or row.fact_id != fact_id:
        raise NotFound
    taken = {"withdrawn_by": actor.user_id, "withdrawn_at": clock.now(), "reason": reason}
    if not _write_once(session, row, FactApproval.withdrawn_at.is_(None), taken):
        raise NotAllowedNow(WITHDRAWN)
    _record(session, clock, AuditEvent.FACT_WITHDRAW, actor, row)
    return row


def with_desk(session: Session, book: FactBook) -> Registry:
    """The registry with the desk's approvals as they are now, in place of those the build had from it."""
    by_hand = {key: one for key, one in book.registry.approvals.items() if one.desk is None}
    given = {(one.id, one.text_hash): one for one in approvals(session)}
    return replace(book.registry, approvals=by_hand | given)


def approvals(session: Session, *, by_id: bool = False) -> list[Approval]:
    """What was signed twice and not taken back, in a stable order; `by_id` names accounts, not persons."""
    rows = [row for row in living(session) if row.second_at is not None]
    called = {} if by_id else signers(session, rows)
    found = [_approval(row, called) for row in rows]
    return sorted(found, key=lambda one: (one.id, one.text_hash))


def _approval(row: FactApproval, called: Mapping[str, str]) -> Approval:
    assert row.second_by is not None and row.second_at is not None
    return Approval(
        id=row.fact_id,
        text_hash=row.text_hash,
        by=called.get(row.signed_by) or f"konto {row.signed_by}",
        on=day_of(row.signed_at),
        second_by=called.get(row.second_by) or f"konto {row.second_by}",
        second_on=day_of(row.second_at),
        source_checked_on=row.source_checked_on,
        desk=row.id,
    )


def _is_held(text: Fact) -> bool:
    return text.gate == "hold" or text.audience == "owner"


def _refuse_what_changed(text: Fact, row: FactApproval) -> None:
    """The gate is no part of the text, and may have closed since the first signature."""
    if _is_held(text):
        raise NotAllowedNow(HELD)
    if source_must_be_seen(text.gate, row.source_checked_on or text.source_checked_on):
        raise NotAllowedNow(NO_LONGER_SEEN)


def _text(book: FactBook, fact_id: str, text_hash: str) -> Fact:
    fact = book.facts.get(fact_id)
    if fact is None:
        raise NotFound
    for text in fact.approvable:
        if text.text_hash == text_hash:
            return text
    raise NotAllowedNow(CHANGED)


def _second(session: Session, actor: Actor, row: FactApproval, clock: Clock) -> bool:
    free = FactApproval.second_at.is_(None) & FactApproval.withdrawn_at.is_(None)
    values = {"second_by": actor.user_id, "second_at": clock.now()}
    if not _write_once(session, row, free, values):
        return False
    _record(session, clock, AuditEvent.FACT_APPROVE, actor, row)
    return True


def _write_once(
    session: Session, row: FactApproval, free: ColumnElement[bool], values: Mapping[str, object]
) -> bool:
    """Of two who write the same place at once, one does."""
    writing = update(FactApproval).where(FactApproval.id == row.id, free).values(**values)
    written = session.execute(writing.returning(FactApproval.id)).all()
    session.refresh(row)
    return bool(written)


def _record(session: Session, clock: Clock, event: AuditEvent, actor: Actor, row: FactApproval) -> None:
    session.flush()
    audit.record(session, clock, event, actor=actor, subject=f"fact:{row.fact_id}", text_hash=row.text_hash)
