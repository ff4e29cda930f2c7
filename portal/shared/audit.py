"""The audit log: append-only, hash-chained within a day, never with content."""

import hashlib
import json
from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Integer, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.shared.actors import Actor
from portal.shared.clock import Clock
from portal.shared.database import Base, new_id
from portal.shared.internal_tables import SYSTEM


class AuditEvent(StrEnum):
    """What is recorded; `DETAILS` declares the keys that each event must carry."""

    SIGN_IN = "account:session:begin"
    SIGN_IN_REFUSED = "account:session:refuse"
    SIGN_OUT = "account:session:end"
    USER_ADD = "account:user:add"
    USER_DISABLE = "account:user:disable"
    START_LINK = "account:link:make"
    PASSWORD_SET = "account:password:set"  # noqa: S105  (the name of an event)
    COMPANY_ADD = "company:add"
    COMPANY_CHANGE = "company:change"
    OPENING_ADD = "opening:add"
    OPENING_CHANGE = "opening:change"
    OPENING_STATE = "opening:state"
    OPENING_REVIEW = "opening:review"
    ENQUIRY_OPEN = "enquiry:open"
    ENQUIRY_ANSWER = "enquiry:answer"
    ENQUIRY_STATE = "enquiry:state"
    SHEET_OPEN = "preparation:sheet:open"
    SHEET_VIEW = "preparation:sheet:view"
    SHEET_CLOSE = "preparation:sheet:close"
    CODE_REFUSED = "preparation:code:refuse"
    PURGE = "retention:purge"


DETAILS: dict[AuditEvent, frozenset[str]] = {
    AuditEvent.COMPANY_CHANGE: frozenset({"fields"}),
    AuditEvent.OPENING_CHANGE: frozenset({"fields"}),
    AuditEvent.OPENING_STATE: frozenset({"from_state", "to_state"}),
    AuditEvent.OPENING_REVIEW: frozenset({"outcome", "hits"}),
    AuditEvent.ENQUIRY_STATE: frozenset({"from_state", "to_state"}),
    AuditEvent.USER_ADD: frozenset({"role"}),
    AuditEvent.PURGE: frozenset({"kind", "count"}),
}


class AuditHead(Base):
    """The last link of each day's chain; the row is locked while the chain grows."""

    __tablename__ = "audit_heads"
    __table_args__ = SYSTEM
    day: Mapped[str] = mapped_column(String(10), primary_key=True)
    position: Mapped[int] = mapped_column(Integer)
    digest: Mapped[str] = mapped_column(String(64))


class AuditRow(Base):
    __tablename__ = "audit_rows"
    __table_args__ = (UniqueConstraint("day", "position"), SYSTEM)
    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    day: Mapped[str] = mapped_column(String(10), ForeignKey("audit_heads.day"))
    position: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime]
    event: Mapped[str] = mapped_column(String(60))
    actor_id: Mapped[str | None] = mapped_column(String(36))
    team_id: Mapped[str | None] = mapped_column(String(36), index=True)
    subject: Mapped[str] = mapped_column(String(120), index=True)
    details: Mapped[dict[str, str | int]] = mapped_column(JSON)
    previous: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))


def record(
    session: Session,
    clock: Clock,
    event: AuditEvent,
    *,
    actor: Actor | None,
    subject: str,
    **details: str | int,
) -> None:
    """Adds a row in the caller's transaction; a detail that the event does not declare raises ValueError."""
    if frozenset(details) != DETAILS.get(event, frozenset()):
        raise ValueError(f"{event.value} does not carry the details {sorted(details)}")
    head = _locked_head(session, clock.today().isoformat())
    row = AuditRow(
        day=head.day,
        position=head.position + 1,
        at=clock.now(),
        event=event.value,
        actor_id=actor.user_id if actor else None,
        team_id=actor.team_id if actor else None,
        subject=subject,
        details=details,
        previous=head.digest,
    )
    row.digest = digest(row)
    head.position, head.digest = row.position, row.digest
    session.add(row)
    session.flush()


def digest(row: AuditRow) -> str:
    """SHA-256 over everything the row says and the digest before it."""
    said = [
        row.day,
        row.position,
        row.at.isoformat(),
        row.event,
        row.actor_id,
        row.team_id,
        row.subject,
        row.details,
        row.previous,
    ]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def verify(session: Session) -> list[str]:
    """Every break of the chain, in words; an empty list when it holds."""
    findings = []
    for head in session.scalars(select(AuditHead).order_by(AuditHead.day)):
        expected, position = hashlib.sha256(head.day.encode()).hexdigest(), 0
        for row in session.scalars(
            select(AuditRow).where(AuditRow.day == head.day).order_by(AuditRow.position)
        ):
            position += 1
            if row.position != position or row.previous != expected or row.digest != digest(row):
                findings.append(f"{head.day}: row {row.position} does not fit the chain")
                break
            expected = row.digest
        else:
            if (position, expected) != (head.position, head.digest):
                findings.append(
                    f"{head.day}: the chain ends at row {position}, the head says {head.position}"
                )
    return findings


def _locked_head(session: Session, day: str) -> AuditHead:
    head = session.scalar(select(AuditHead).where(AuditHead.day == day).with_for_update())
    if head is None:
        head = AuditHead(day=day, position=0, digest=hashlib.sha256(day.encode()).hexdigest())
        session.add(head)
        session.flush()
    return head
