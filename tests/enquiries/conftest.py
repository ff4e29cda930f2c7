"""The desk, one published opening and a candidate who writes about it."""

from dataclasses import dataclass, field
from email.message import EmailMessage

import pytest
from fastapi import FastAPI
from sqlalchemy import func, select

from portal.enquiries.models import Enquiry
from portal.openings.models import Opening
from portal.shared.actors import Actor
from portal.shared.audit import AuditRow
from portal.shared.clock import FrozenClock
from portal.shared.database import Database
from portal.shared.keyring import KeyRing
from portal.shared.outbox import Sender, send_due
from tests.builders import Staff
from tests.enquiries.builders import AN_ENQUIRY
from tests.openings.builders import Desk
from tests.page import Page, PageClient

INBOX = "/konsulent/henvendelser"


@pytest.fixture
def desk(staff: Staff, clock: FrozenClock) -> Desk:
    return Desk(staff, clock)


@pytest.fixture
def opening(desk: Desk) -> Opening:
    return desk.published()


@dataclass
class Enquiries:
    """Candidates who write, the consultants who answer, and what is stored and sent."""

    app: FastAPI
    database: Database
    ring: KeyRing
    clock: FrozenClock
    staff: Staff
    desk: Desk
    # The clock stands still: only this tells which of several came last.
    order: list[str] = field(default_factory=list)

    def send(self, opening: Opening, *, language: str = "da", **changes: object) -> Page:
        """One candidate writes, with a browser of their own; returns the status page."""
        path = "/opslag/{}/interesse" if language == "da" else "/en/openings/{}/interest"
        client = self.candidate()
        client.get(path.format(opening.public_id))
        page = client.submit("interes", with_field="why", **(AN_ENQUIRY | changes))
        self.order += [row.id for row in self.all() if row.id not in self.order]
        return page

    def candidate(self) -> PageClient:
        """From an address of their own: how often one address may write is tested apart."""
        with self.database.writing() as session:
            session.execute(AuditRow.metadata.tables["rate_counts"].delete())
        return PageClient(self.app)

    def at_desk(self, actor: Actor | None = None, enquiry: Enquiry | None = None) -> PageClient:
        """A consultant who has opened the enquiry."""
        client = self.staff.client(actor or self.desk.author)
        client.get(f"{INBOX}/{(enquiry or self.last()).id}")
        return client

    def step(self, action: str, *, status: int = 200, **fields: object) -> Page:
        """The owner takes one step with the newest enquiry."""
        path = f"{INBOX}/{self.last().id}/skridt"
        return self.staff.client(self.desk.author).post(path, {"action": action, **fields}, status)

    def all(self) -> list[Enquiry]:
        with self.database.reading() as session:
            return list(session.scalars(select(Enquiry).order_by(Enquiry.submitted_at, Enquiry.id)))

    def last(self) -> Enquiry:
        """The newest that lies in the inbox."""
        in_inbox = (row for row in self.all() if not row.set_aside)
        return max(in_inbox, key=lambda row: (row.submitted_at, self._place(row)))

    def _place(self, row: Enquiry) -> int:
        return self.order.index(row.id) if row.id in self.order else len(self.order)

    def mails(self) -> list[str]:
        """What has been sent about enquiries since the last time, as text with its headers."""
        sent: list[str] = []

        def deliver(message: EmailMessage) -> None:
            headers = [f"{name}: {value}" for name, value in message.items()]
            sent.append("\n".join([*headers, message.get_content()]))

        sender = Sender(deliver, "fra@eksempelby.example", "Eksempelby", "http://x")
        send_due(self.database, self.ring, self.clock, sender)
        return [mail for mail in sent if "/l/" in mail or INBOX in mail]

    def count(self, event: str) -> int:
        with self.database.reading() as session:
            rows = select(func.count()).select_from(AuditRow).where(AuditRow.event == event)
            return session.scalar(rows) or 0


@pytest.fixture
def enquiries(
    app: FastAPI, database: Database, ring: KeyRing, clock: FrozenClock, staff: Staff, desk: Desk
) -> Enquiries:
    return Enquiries(app, database, ring, clock, staff, desk)
