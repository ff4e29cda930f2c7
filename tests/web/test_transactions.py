"""A commit that fails is never shown as success."""

from datetime import timedelta

import pytest
from fastapi import FastAPI
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError, InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session

from portal.accounts.service import start_session
from portal.shared.actors import Role
from portal.shared.audit import AuditHead
from portal.shared.clock import FrozenClock
from portal.shared.database import Database
from portal.shared.errors import Unavailable
from portal.shared.write_queue import QueueTooLong
from portal.web.forms import Posted
from portal.web.guards import PUBLIC
from portal.web.session import SessionDep
from tests.builders import Staff
from tests.page import PageClient, filled


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


def add_failing_route(app: FastAPI, failure: Exception) -> None:
    def fail(posted: Posted, session: SessionDep) -> None:
        raise failure

    app.router.routes.insert(0, _route(app, fail))


@pytest.mark.parametrize(
    "failure",
    [
        QueueTooLong(),
        PoolTimeoutError("the pool is empty"),
        InterfaceError("SELECT 1", {}, Exception("the connection is closed")),
        InternalError("SELECT 1", {}, Exception("idle too long"), connection_invalidated=True),
        IntegrityError("INSERT", {}, Exception("UNIQUE constraint failed: preparations.locator")),
        Unavailable("Vi kan ikke tage imod lige nu. Prøv igen om lidt.", retry_after=30),
    ],
    ids=lambda failure: type(failure).__name__,
)
def test_what_was_typed_while_the_database_was_busy_is_still_on_the_page(
    app: FastAPI, client: PageClient, failure: Exception
) -> None:
    add_failing_route(app, failure)
    assert client.http.post("/write", data={"tasks": "x"}).headers["retry-after"] in ("10", "30")
    typed = {"tasks": ["Ring til to museer\nog sig hej"], "fields": ["a", "b"]}
    page = client.post("/write", {**typed, "password": "hemmeligt", "code": "AAAAA"}, status=503)
    assert filled(page.form("/write")) == typed
    assert "hemmeligt" not in page.html
    assert "AAAAA" not in page.html


def test_an_error_that_trying_again_does_not_mend_is_ours(app: FastAPI, client: PageClient) -> None:
    add_failing_route(app, IntegrityError("INSERT", {}, Exception("CHECK constraint failed")))
    client.post("/write", {"tasks": "x"}, status=500)
