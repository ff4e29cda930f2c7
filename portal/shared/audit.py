"""The audit log: append-only, hash-chained within a day, never with content."""

import hashlib
import json
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Integer, Select, String, UniqueConstraint, delete, select
from sqlalchemy.dialects import postgresql, sqlite
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
    OPENING_NAMED = "opening:named"
    OPENING_IMPORT = "opening:import"
    OPENING_NOTES_CLEAR = "opening:notes:clear"
    OPENING_RENEW = "opening:renew"
    OPENING_OUTCOME = "opening:outcome"
    ENQUIRY_OPEN = "enquiry:open"
    ENQUIRY_ANSWER = "enquiry:answer"
    ENQUIRY_STATE = "enquiry:state"
    COUNTS_LOAD = "counts:load"
    SHEET_OPEN = "preparation:sheet:open"
    SHEET_VIEW = "preparation:sheet:view"
    SHEET_CLOSE = "preparation:sheet:close"
    CODE_REFUSED = "preparation:code:refuse"
    FACT_SIGN = "fact:sign"
    FACT_APPROVE = "fact:approve"
    FACT_WITHDRAW = "fact:withdraw"
    FACTS_WARN = "fact:warn"
    PURGE = "retention:purge"
    HEADS_MAIL = "audit:heads:mail"
    RESTORE = "database:restore"
    EXPORT = "database:export"
    KEYS_COPY = "keys:copy"
    KEYS_DESTROY = "keys:destroy"


DETAILS: dict[AuditEvent, frozenset[str]] = {
    AuditEvent.COMPANY_CHANGE: frozenset({"fields"}),
    AuditEvent.OPENING_CHANGE: frozenset({"fields"}),
    AuditEvent.OPENING_STATE: frozenset({"from_state", "to_state"}),
    AuditEvent.OPENING_REVIEW: frozenset({"outcome", "hits"}),
    AuditEvent.OPENING_NAMED: frozenset({"named", "chosen_on"}),
    AuditEvent.OPENING_IMPORT: frozenset({"count", "refused"}),
    AuditEvent.OPENING_NOTES_CLEAR: frozenset({"count"}),
    AuditEvent.OPENING_RENEW: frozenset({"by"}),
    AuditEvent.OPENING_OUTCOME: frozenset({"outcome"}),
    AuditEvent.ENQUIRY_STATE: frozenset({"from_state", "to_state"}),
    AuditEvent.USER_ADD: frozenset({"role"}),
    AuditEvent.FACT_SIGN: frozenset({"text_hash"}),
    AuditEvent.FACT_APPROVE: frozenset({"text_hash"}),
    AuditEvent.FACT_WITHDRAW: frozenset({"text_hash"}),
    AuditEvent.FACTS_WARN: frozenset({"count"}),
    AuditEvent.PURGE: frozenset({"kind", "count"}),
    AuditEvent.RESTORE: frozenset({"made_at", "rows", "head_before"}),
    AuditEvent.EXPORT: frozenset({"rows"}),
    AuditEvent.KEYS_DESTROY: frozenset({"month"}),
}


class AuditHead(Base):
    """The last link of each day's chain; the row is locked while the chain grows."""

    __tablename__ = "audit_heads"
    __table_args__ = SYSTEM
    day: Mapped[str] = mapped_column(String(10), primary_key=True)
    position: Mapped[int] = mapped_column(Integer)
    digest: Mapped[str] = mapped_column(String(64))
    # Where the day before ended when this one began; None on the first day of all.
    previous_day: Mapped[str | None] = mapped_column(String(10))
    previous_position: Mapped[int | None] = mapped_column(Integer)
    previous_digest: Mapped[str | None] = mapped_column(String(64))


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


def heads(session: Session, since: str = "") -> list[str]:
    """Each day's last link as "2026-11-24 17 <digest>", to be kept where nobody can change it."""
    rows = session.scalars(select(AuditHead).where(AuditHead.day >= since).order_by(AuditHead.day))
    return [f"{head.day} {head.position} {head.digest}" for head in rows]


def delete_old(session: Session, clock: Clock, days: int) -> int:
    """Deletes the rows of whole days that are older than this; the heads are kept. Returns how many."""
    before = kept_since(clock, days).isoformat()
    gone = session.scalars(delete(AuditRow).where(AuditRow.day < before).returning(AuditRow.id)).all()
    if gone:
        record(
            session, clock, AuditEvent.PURGE, actor=None, subject="audit", kind="audit row", count=len(gone)
        )
    return len(gone)


def kept_since(clock: Clock, days: int) -> date:
    """The oldest day whose rows must be there."""
    return clock.today() - timedelta(days=days)


def first_digest(head: AuditHead) -> str:
    """What the first row of a day is chained to: the day, and where the day before ended."""
    said = [head.day]
    if head.previous_day is not None:
        said += [head.previous_day, str(head.previous_position), str(head.previous_digest)]
    return hashlib.sha256(" ".join(said).encode()).hexdigest()


def _locked_head(session: Session, day: str) -> AuditHead:
    head = session.scalar(_head_of(day))
    if head is None:
        _begin_day(session, day)
        head = session.scalars(_head_of(day)).one()
    return head


def _head_of(day: str) -> Select[AuditHead]:
    query = select(AuditHead).where(AuditHead.day == day).with_for_update()
    return query.execution_options(populate_existing=True)


def _begin_day(session: Session, day: str) -> None:
    """Chains a new day to the one before it; of two who begin it at once, one does."""
    before = session.scalar(
        select(AuditHead).where(AuditHead.day < day).order_by(AuditHead.day.desc()).limit(1)
    )
    head = AuditHead(day=day, position=0)
    if before is not None:
        head.previous_day, head.previous_position = before.day, before.position
        head.previous_digest = before.digest
    values = {name: getattr(head, name) for name in AuditHead.__table__.columns.keys()}  # noqa: SIM118
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(AuditHead).values(values | {"digest": first_digest(head)})
    session.execute(statement.on_conflict_do_nothing(index_elements=["day"]))
