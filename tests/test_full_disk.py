"""A disk that is full: nothing is said to be saved, and reading goes on (a real disk: `make faults`)."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from fastapi import FastAPI
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from portal.accounts.models import StaffSession
from portal.accounts.service import hash_token
from portal.shared.actors import Role
from portal.shared.clock import FrozenClock
from portal.shared.database import Database, new_id
from portal.shared.keyring import KeyRing
from tests.builders import Staff, make_user
from tests.enquiries.builders import AN_ENQUIRY
from tests.openings.builders import Desk
from tests.page import PageClient
from tests.preparation.builders import AN_ANSWER, SHOWN, House

pytestmark = pytest.mark.only_on("sqlite")


@contextmanager
def full_disk(database: Database) -> Iterator[None]:
    """What the driver says when a write finds no room."""

    def no_room(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.split()[0] in ("INSERT", "UPDATE", "DELETE"):
            raise OperationalError(statement, {}, sqlite3.OperationalError("database or disk is full"))

    event.listen(database.engine, "before_cursor_execute", no_room)
    try:
        yield
    finally:
        event.remove(database.engine, "before_cursor_execute", no_room)


@pytest.fixture
def late(
    app: FastAPI, database: Database, ring: KeyRing, clock: FrozenClock, staff: Staff
) -> tuple[str, str]:
    """A member of staff and a candidate who have been away long enough for their last use to be written."""
    token = new_id()
    with database.writing() as session:
        user = make_user(session, staff.team_id, Role.COMPANY_CONSULTANT)
        now = clock.now()
        session.add(
            StaffSession(token_hash=hash_token(token), user_id=user.id, created_at=now, last_used_at=now)
        )
    candidate = House(database, ring, clock).candidate(AN_ANSWER)
    clock.advance(timedelta(minutes=5))
    return token, candidate.opened.token


def test_reading_goes_on(
    app: FastAPI, database: Database, staff: Staff, clock: FrozenClock, late: tuple[str, str]
) -> None:
    opening = Desk(staff, clock).published()
    client = PageClient(app)
    client.http.cookies.set("staff", late[0])
    client.http.cookies.set("form", late[1])
    with full_disk(database):
        for path in (
            "/",
            "/opslag",
            f"/opslag/{opening.public_id}",
            "/soeg?q=samtale",
            "/api/v1/search?q=samtale",
        ):
            assert client.http.get(path).status_code == 200, path
        assert client.http.get("/konsulent/opslag").status_code == 200
        assert SHOWN in client.http.get("/forberedelse/dagsorden").text


def test_nothing_is_said_to_be_saved(
    app: FastAPI, database: Database, staff: Staff, clock: FrozenClock, late: tuple[str, str]
) -> None:
    opening = Desk(staff, clock).published()
    client = PageClient(app)
    client.http.cookies.set("form", late[1])
    with full_disk(database):
        saved = client.http.post("/forberedelse/dagsorden", data={"item1": "Nyt"}, follow_redirects=False)
        sent = client.http.post(f"/opslag/{opening.public_id}/interesse", data=AN_ENQUIRY)
        # With a sheet open it would lead there and write nothing.
        begun = PageClient(app).http.post("/forberedelse/begynd")
    assert [answer.status_code for answer in (saved, sent, begun)] == [503, 503, 503]
    assert "Der blev ikke gemt noget" in saved.text
    assert client.http.post("/forberedelse/dagsorden", data={"item1": "Nyt"}).status_code == 200
