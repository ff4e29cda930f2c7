"""The mail that a test's doings have put in the outbox, as it would leave."""

from email.message import EmailMessage

from portal.shared.clock import Clock
from portal.shared.database import Database
from portal.shared.keyring import KeyRing
from portal.shared.outbox import Sender, send_due


def sent(database: Database, ring: KeyRing, clock: Clock) -> list[EmailMessage]:
    """Empties the outbox and returns what was in it."""
    posted: list[EmailMessage] = []
    sender = Sender(posted.append, "svar-ikke@eksempelby.example", "Eksempelby", "http://127.0.0.1:8000")
    send_due(database, ring, clock, sender)
    return posted
