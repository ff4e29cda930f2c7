"""Deletion by the clock, for every table that holds anything about anybody."""

from portal.accounts import service as accounts
from portal.enquiries import service as enquiries
from portal.openings import retention_service as openings
from portal.preparation import service as preparations
from portal.preparation import session_service, wrong_code_service
from portal.shared import audit, capability, outbox
from portal.shared.clock import Clock
from portal.shared.database import Database
from portal.web import limits


def delete_what_is_due(database: Database, clock: Clock, *, audit_days: int) -> None:
    """Deletes by the clock, then empties the write-ahead log: what is deleted is not left in a file."""
    with database.writing() as session:
        preparations.purge(session, clock=clock)
        session_service.purge_sessions(session, clock)
        wrong_code_service.purge_wrong_codes(session, clock)
        enquiries.purge(session, clock)
        capability.purge(session, clock)
        openings.purge(session, clock)
        accounts.purge(session, clock)
        limits.purge(session, clock)
        outbox.purge(session, clock)
        audit.delete_old(session, clock, audit_days)
    database.empty_log()
