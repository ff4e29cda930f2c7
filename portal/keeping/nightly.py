"""What is done once a day: a backup of its own name, old ones deleted, the audit log's heads sent away."""

import re
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.keeping.backup import make_backup
from portal.shared import audit, outbox
from portal.shared.audit import AuditEvent, AuditRow
from portal.shared.clock import Clock
from portal.shared.database import Database
from portal.shared.keyring import KeyRing

KEPT = timedelta(days=30)
NOTED = timedelta(days=14)
# A night that was cut off leaves its file under the name that `new_file` gave it.
NAME = re.compile(r"\.?samtaleklar-(\d{4}-\d{2}-\d{2})\.backup(\.[0-9a-f]{8}\.part)?")


def back_up(database: Database, key: str, folder: Path, clock: Clock) -> Path | None:
    """Makes today's backup unless it is there, then deletes those that are too old; what was made."""
    today = clock.today()
    path = folder / f"samtaleklar-{today}.backup"
    made = None
    if not path.exists():
        make_backup(database, key, path, clock)
        made = path
    delete_old(folder, today)
    return made


def delete_old(folder: Path, today: date) -> None:
    """Only files that a night like this one named are ever deleted; unfinished ones the day after."""
    for path in folder.iterdir():
        named = NAME.fullmatch(path.name)
        if named and date.fromisoformat(named[1]) < today - (timedelta(0) if named[2] else KEPT):
            path.unlink()


def mail_heads(session: Session, ring: KeyRing, clock: Clock, *, to: str) -> bool:
    """Puts the heads of the last days in the outbox, once a day; whether it was done now."""
    today = clock.today().isoformat()
    done = select(AuditRow.id).where(
        AuditRow.subject == f"audit:{today}", AuditRow.event == AuditEvent.HEADS_MAIL.value
    )
    noted = [line for line in audit.heads(session, (clock.today() - NOTED).isoformat()) if line[:10] < today]
    if not noted or session.scalar(done) is not None:
        return False
    kind = outbox.MailKind.AUDIT_HEADS
    outbox.enqueue(session, ring, clock, to=to, kind=kind, language="da", link="", notes="\n".join(noted))
    audit.record(session, clock, AuditEvent.HEADS_MAIL, actor=None, subject=f"audit:{today}")
    return True
