"""Editors are told, once for each fact and day, what is to be looked at or changes within 30 days."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.directory import editor_addresses
from portal.approvals.models import FactWarning
from portal.approvals.rules import Due, due
from portal.catalogue.facts import Fact
from portal.shared import audit, outbox
from portal.shared.audit import AuditEvent
from portal.shared.clock import Clock
from portal.shared.keyring import KeyRing


def days_of(fact: Fact, today: date) -> Iterator[date]:
    """The days on which a fact is to be looked at or its text changes."""
    text = fact.on(today)
    if text.review_by is not None:
        yield text.review_by
    if text.next is not None:
        yield text.next.begins


def near(facts: Iterable[Fact], today: date) -> list[tuple[Fact, date]]:
    """What is due within 30 days or already, held facts not counted: nobody sees them."""
    return [
        (fact, day)
        for fact in facts
        if fact.gate != "hold"
        for day in sorted(set(days_of(fact, today)))
        if due(day, today) in (Due.SOON, Due.OVERDUE)
    ]


def warn(session: Session, ring: KeyRing, clock: Clock, facts: Iterable[Fact], *, to: str, link: str) -> int:
    """Puts one mail for each reader in the outbox when something is new; how many facts and days it is of."""
    told = {(fact_id, day) for fact_id, day in session.execute(select(FactWarning.fact_id, FactWarning.day))}
    new = [(fact, day) for fact, day in near(facts, clock.today()) if (fact.id, day) not in told]
    readers: Sequence[str] = [to] if to else editor_addresses(session)
    if not new or not readers:
        return 0
    kind = outbox.MailKind.FACTS_DUE
    for reader in readers:
        outbox.enqueue(session, ring, clock, to=reader, kind=kind, language="da", link=link)
    session.add_all(FactWarning(fact_id=fact.id, day=day, warned_at=clock.now()) for fact, day in new)
    audit.record(session, clock, AuditEvent.FACTS_WARN, actor=None, subject="facts", count=len(new))
    return len(new)
