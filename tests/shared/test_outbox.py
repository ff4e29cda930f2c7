"""Mail leaves after the commit, says nothing, and is sealed while it waits."""

import socket
from datetime import timedelta
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from sqlalchemy import select

from portal.shared import outbox
from portal.shared.clock import FrozenClock
from portal.shared.database import Database
from portal.shared.keyring import KeyRing
from portal.shared.outbox import MailKind, OutboxRow, Sender


def enqueue(database: Database, ring: KeyRing, clock: FrozenClock, to: str = "kandidat@post.example") -> None:
    with database.writing() as session:
        outbox.enqueue(
            session, ring, clock, to=to, kind=MailKind.ENQUIRY_NEWS, language="da", link="/l/hemmeligt-token"
        )


def sender_to(box: list[EmailMessage]) -> Sender:
    return Sender(box.append, "ingen-svar@eksempelby.example", "Eksempelby Kommune", "https://klar.example/")


def test_a_waiting_mail_shows_neither_address_nor_link(
    database: Database, ring: KeyRing, clock: FrozenClock
) -> None:
    enqueue(database, ring, clock)
    with database.reading() as session:
        sealed = session.scalars(select(OutboxRow.sealed)).one()
    assert b"kandidat" not in sealed
    assert b"hemmeligt" not in sealed


def test_a_mail_holds_a_greeting_and_a_link_and_nothing_else(
    database: Database, ring: KeyRing, clock: FrozenClock
) -> None:
    box: list[EmailMessage] = []
    enqueue(database, ring, clock)
    assert outbox.send_due(database, ring, clock, sender_to(box)) == 1
    assert box[0]["To"] == "kandidat@post.example"
    assert "https://klar.example/l/hemmeligt-token" in box[0].get_content()
    with database.reading() as session:
        assert session.scalars(select(OutboxRow)).all() == []


def test_a_mail_that_could_not_be_sent_is_tried_again_later(
    database: Database, ring: KeyRing, clock: FrozenClock
) -> None:
    def refuse(_message: EmailMessage) -> None:
        raise OSError("no connection")

    enqueue(database, ring, clock)
    sender = Sender(refuse, "a@b.example", "X", "https://klar.example")
    assert outbox.send_due(database, ring, clock, sender) == 0
    box: list[EmailMessage] = []
    assert outbox.send_due(database, ring, clock, sender_to(box)) == 0
    clock.advance(timedelta(minutes=5))
    assert outbox.send_due(database, ring, clock, sender_to(box)) == 1


@pytest.mark.parametrize("lost", ["key", "content"])
def test_a_mail_that_cannot_be_opened_holds_up_no_other(
    database: Database, ring: KeyRing, clock: FrozenClock, lost: str
) -> None:
    enqueue(database, ring, clock)
    with database.writing() as session:
        row = session.scalars(select(OutboxRow)).one()
        row.sealed = row.sealed[:-1] + b"x" if lost == "content" else b"0" * 16 + row.sealed[16:]
    clock.advance(timedelta(seconds=1))
    enqueue(database, ring, clock, to="naeste@post.example")
    box: list[EmailMessage] = []
    assert outbox.send_due(database, ring, clock, sender_to(box)) == 1
    assert [mail["To"] for mail in box] == ["naeste@post.example"]


def test_what_cannot_be_sent_within_a_week_is_not_kept(
    database: Database, ring: KeyRing, clock: FrozenClock
) -> None:
    enqueue(database, ring, clock)
    clock.advance(timedelta(days=7))
    enqueue(database, ring, clock, to="ny@post.example")
    clock.advance(timedelta(minutes=1))
    with database.writing() as session:
        outbox.purge(session, clock)
    box: list[EmailMessage] = []
    assert outbox.send_due(database, ring, clock, sender_to(box)) == 1
    assert box[0]["To"] == "ny@post.example"


@pytest.mark.parametrize("address", ["a@b.example\r\nBcc: c@d.example", "a@b.example\nSubject: x"])
def test_an_address_cannot_add_a_header(
    database: Database, ring: KeyRing, clock: FrozenClock, address: str
) -> None:
    box: list[EmailMessage] = []
    enqueue(database, ring, clock, to=address)
    assert outbox.send_due(database, ring, clock, sender_to(box)) == 0
    assert box == []


class Kept:
    """A mail server's handler that keeps what it was given."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []

    async def handle_DATA(self, _server: object, _session: object, envelope: Envelope) -> str:  # noqa: N802
        self.envelopes.append(envelope)
        return "250 OK"


def test_a_mail_is_handed_to_the_mail_server(database: Database, ring: KeyRing, clock: FrozenClock) -> None:
    kept = Kept()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    server = Controller(kept, hostname="127.0.0.1", port=port)
    server.start()
    try:
        deliver = outbox.smtp_delivery("127.0.0.1", port, starttls=False)
        enqueue(database, ring, clock)
        sender = Sender(
            deliver, "ingen-svar@eksempelby.example", "Eksempelby Kommune", "https://klar.example"
        )
        assert outbox.send_due(database, ring, clock, sender) == 1
    finally:
        server.stop()
    assert kept.envelopes[0].rcpt_tos == ["kandidat@post.example"]
    assert b"https://klar.example/l/hemmeligt-token" in (kept.envelopes[0].content or b"")


def test_a_mail_server_that_is_away_loses_no_mail(
    database: Database, ring: KeyRing, clock: FrozenClock
) -> None:
    enqueue(database, ring, clock)
    away = outbox.smtp_delivery("127.0.0.1", 9, starttls=False)
    assert (
        outbox.send_due(database, ring, clock, Sender(away, "a@b.example", "X", "https://klar.example")) == 0
    )
    with database.reading() as session:
        assert session.scalars(select(OutboxRow.tries)).one() == 1
