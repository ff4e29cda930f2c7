"""Whatever is sent: no answer is a failure, and nothing sent comes back as code."""

import logging
import re
from collections import Counter
from urllib.parse import urlencode

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from portal.enquiries.models import Enquiry
from portal.openings.models import Company
from portal.shared.actors import Role
from portal.shared.audit_chain import verify
from portal.shared.clock import FrozenClock
from portal.shared.database import Database
from portal.shared.keyring import KeyRing
from tests.builders import Staff
from tests.hostile import Sent, hostile_requests
from tests.openings.builders import Desk
from tests.page import PageClient
from tests.preparation.builders import AN_ANSWER, House

AS_CODE = re.compile(r"<script>alert|<svg/onload|<x:y/>")


class Town:
    """One of everything, and everybody who may ask for it."""

    def __init__(
        self, app: FastAPI, staff: Staff, database: Database, ring: KeyRing, clock: FrozenClock
    ) -> None:
        desk, house = Desk(staff, clock), House(database, ring, clock)
        published, draft = desk.published(), desk.draft()
        review = desk.in_review(desk.company(name="Anden Virksomhed A/S", aliases=(), brands=()))
        candidate = house.candidate(AN_ANSWER)
        sheet = house.open_on_desk(desk.reader, candidate.share())
        visitor = PageClient(app).http
        sent = visitor.post(
            f"/opslag/{published.public_id}/interesse",
            data={"why": "a", "first": "b", "when": "c", "name": "d", "email": "e@f.example"},
            follow_redirects=False,
        )
        token = sent.headers["location"].rpartition("/")[2]
        with database.reading() as session:
            stored = [row.id for table in (Enquiry, Company) for row in session.query(table)]
        self.ids = [str(published.public_id), published.id, draft.id, review.id, sheet.id, token, *stored]
        self.clients: dict[str, TestClient] = {
            "visitor": visitor,
            "candidate": PageClient(app).http,
            "company consultant": staff.client(desk.author).http,
            "employment consultant": staff.client(desk.reader).http,
            "editor": staff.sign_in(Role.EDITOR).http,
        }
        self.clients["candidate"].cookies.set("form", candidate.opened.token)

    def send(self, sent: Sent) -> object:
        headers, body = dict(sent.headers), sent.body
        if sent.fields:
            headers["content-type"] = "application/x-www-form-urlencoded"
            body = urlencode(sent.fields, doseq=True).encode()[:250_000]
        return self.clients[sent.who].request(
            sent.method, sent.path[:60_000], headers=headers, content=body, follow_redirects=False
        )


def test_no_request_makes_the_portal_fail_or_speak_code(
    app: FastAPI, staff: Staff, database: Database, ring: KeyRing, clock: FrozenClock
) -> None:
    town, statuses = Town(app, staff, database, ring, clock), Counter[int]()
    for sent in hostile_requests(app, 900, seed=8141, who=list(town.clients), ids=town.ids):
        answer = town.send(sent)
        where = f"{sent.who} {sent.method} {sent.path[:120]}"
        statuses[answer.status_code] += 1  # type: ignore[attr-defined]
        assert answer.status_code < 500, where  # type: ignore[attr-defined]
        headers = answer.headers  # type: ignore[attr-defined]
        assert headers["content-security-policy"].startswith("default-src 'none'"), where
        if "html" in headers.get("content-type", ""):
            assert not AS_CODE.search(answer.text), where  # type: ignore[attr-defined]
        to = headers.get("location", "/")
        assert sent.path.startswith("/was") or re.match(r"/(?![/\\])", to), f"{where} leads to {to}"
    assert {200, 303, 404, 422} <= set(statuses), statuses
    with database.reading() as session:
        assert verify(session) == []


CHARSETS = [
    ("utf-7", b"+2AA-"),
    ("unicode_escape", rb"\ud800"),
    ("punycode", b"\xff-\xff"),
    ("undefined", b"a"),
]


@pytest.mark.parametrize(("charset", "value"), CHARSETS)
def test_a_form_in_another_encoding_than_utf8_is_refused(
    client: PageClient, charset: str, value: bytes
) -> None:
    part = b'--x\r\nContent-Disposition: form-data; name="email"\r\n\r\n' + value + b"\r\n--x--\r\n"
    headers = {"content-type": f"multipart/form-data; boundary=x; charset={charset}"}
    assert client.http.post("/log-ind", content=part, headers=headers).status_code == 415


@pytest.mark.parametrize("length", ["9" * 5000, b"\xb2", "-1", "0x10", "1_0"])
def test_a_length_that_is_no_number_of_bytes_is_refused(client: PageClient, length: str | bytes) -> None:
    assert client.http.post("/log-ind", headers={"content-length": length}).status_code == 413


def test_the_last_day_of_all_can_be_typed_as_the_day_of_the_conversation(client: PageClient) -> None:
    client.post("/forberedelse/begynd")
    client.post("/forberedelse/om-samtalen", {"on": "9999-12-31", "language": "da"})
    client.post("/forberedelse/del")
    assert "9999" in client.get("/forberedelse/tjek").text


UNUSUAL = [
    "🙂👩‍👩‍👧",
    "你好",
    "สวัสดี",
    "a\x00b\x0bc",
    "\ue000\uffff",
    "#panic(1) $x^2",
    "\u202eabc",
    "ab" * 900,
]


@pytest.mark.parametrize("text", UNUSUAL)
def test_the_sheet_becomes_a_tagged_pdf_whatever_was_typed(client: PageClient, text: str) -> None:
    client.post("/forberedelse/begynd")
    client.post("/forberedelse/dagsorden", {"item1": text})
    pdf = client.http.get("/forberedelse/ark.pdf")
    assert pdf.status_code == 200
    assert b"/StructTreeRoot" in pdf.content


def test_control_characters_are_taken_out_of_what_is_typed(client: PageClient) -> None:
    client.post("/forberedelse/begynd")
    client.post("/forberedelse/dagsorden", {"item1": "Et\x00 ord\x1b\x0bog et til\ufffe"})
    assert "Et ord\nog et til" in client.http.get("/forberedelse/ark.txt").text


def test_the_log_at_its_most_talkative_holds_nothing_that_was_sent(
    app: FastAPI, client: PageClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for path in ("/l/kanarie8141", "/konsulent/start/kanarie8141", "/soeg?q=kanarie8141", "/kanarie8141"):
        client.http.get(path)
    for path in ("/log-ind", "/forberedelse/fortsaet", "/forberedelse/dagsorden", "/l/kanarie8141"):
        client.http.post(
            path, data={"email": "kanarie8141", "password": "kanarie8141", "code": "kanarie8141"}
        )
    ours = [record for record in caplog.records if not record.name.startswith("httpx")]
    assert ours
    assert not [r for r in ours if "kanarie8141" in f"{r.getMessage()} {r.__dict__}"]
