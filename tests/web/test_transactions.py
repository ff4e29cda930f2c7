"""A commit that fails is never shown as success."""

from datetime import timedelta

from fastapi import FastAPI
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from portal.accounts.service import start_session
from portal.shared.actors import Role
from portal.shared.audit import AuditHead
from portal.shared.clock import FrozenClock
from portal.shared.database import Database
from portal.web.guards import PUBLIC
from portal.web.session import SessionDep
from tests.builders import Staff
from tests.page import PageClient


def add_writing_route(app: FastAPI) -> None:
    def write(session: SessionDep) -> dict[str, bool]:
        session.add(AuditHead(day="2026-11-24", position=0, digest="x"))
        return {"saved": True}

    app.router.routes.insert(0, _route(app, write))


def _route(app: FastAPI, handler: object) -> object:
    app.add_api_route("/write", handler, methods=["POST"], dependencies=[PUBLIC])  # type: ignore[arg-type]
    return app.router.routes.pop()


def test_a_failed_commit_is_never_shown_as_success(
    app: FastAPI, client: PageClient, database: Database
) -> None:
    add_writing_route(app)

    def fail(_connection: object) -> None:
        raise OperationalError("COMMIT", {}, Exception("disk full"))

    event.listen(database.engine, "commit", fail)
    page = client.post("/write", status=503)
    event.remove(database.engine, "commit", fail)
    assert "Der blev ikke gemt noget" in page.text
    with Session(database.engine) as session:
        assert session.get(AuditHead, "2026-11-24") is None


def test_a_commit_that_succeeds_is_there_afterwards(
    app: FastAPI, client: PageClient, database: Database
) -> None:
    add_writing_route(app)
    client.post("/write", status=200)
    with database.reading() as session:
        assert session.get(AuditHead, "2026-11-24") is not None


def test_a_member_of_staff_who_was_idle_holds_up_no_transaction(
    app: FastAPI, database: Database, clock: FrozenClock, staff: Staff
) -> None:
    """Looking up who is signed in writes the last use, which must not wait for the page's own transaction."""
    user_id = staff.actor(Role.EDITOR).user_id
    with database.writing() as session:
        token = start_session(session, clock, user_id)
    client = PageClient(app)
    client.http.cookies.set("staff", str(token))
    clock.advance(timedelta(minutes=2))
    client.post("/forberedelse/begynd", status=200)
