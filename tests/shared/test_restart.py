"""PostgreSQL stops and comes back: pages answer 503 and then go on, and nothing acknowledged is lost."""

import os
import signal
from collections.abc import Iterator
from typing import LiteralString

import pytest
from fastapi import FastAPI
from sqlalchemy import select

from portal.app import create_app
from portal.migrate import upgrade
from portal.settings import Settings
from portal.shared.clock import FrozenClock
from portal.shared.database import Database
from portal.shared.internal_tables import COMMAND
from portal.shared.keyring import KeyRing
from portal.web.guards import PUBLIC
from portal.web.limits import RateCount
from portal.web.session import SessionDep
from tests.page import PageClient
from tests.postgres import Cluster

END_CONNECTIONS: LiteralString = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"""
pytestmark = pytest.mark.only_on("postgresql")


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """A server that keeps its promises on disk, for this test to stop and kill."""
    cluster = Cluster.create(durable=True)
    yield cluster
    cluster.destroy()


@pytest.fixture
def server(cluster: Cluster) -> Iterator[Database]:
    cluster.create_database("samtaleklar")
    database = Database.open(cluster.url("samtaleklar"))
    upgrade(database)
    yield database.acting(COMMAND)
    database.close()


@pytest.fixture
def app(settings: Settings, server: Database, ring: KeyRing, clock: FrozenClock) -> FastAPI:
    app = create_app(settings, database=server, ring=ring, clock=clock)

    def write(session: SessionDep, name: str) -> dict[str, str]:
        session.add(RateCount(bucket=name, tries=1, expires=1))
        return {"saved": name}

    app.add_api_route("/write/{name}", write, methods=["POST"], dependencies=[PUBLIC])
    app.router.routes.insert(0, app.router.routes.pop())
    return app


def test_stops_crashes_and_ended_connections_are_never_an_error_of_ours(
    client: PageClient, cluster: Cluster, server: Database
) -> None:
    acknowledged = list[str]()

    def write(name: str, status: int = 200) -> None:
        client.post(f"/write/{name}", status=status)
        if status == 200:
            acknowledged.append(name)

    write("before")
    client.get("/opslag")
    for mode in ("fast", "immediate"):
        cluster.stop(mode)
        write(f"during {mode}", status=503)
        client.get("/opslag", status=503)
        cluster.start()
        write(f"after {mode}")
        client.get("/opslag")
    cluster.execute("postgres", END_CONNECTIONS)
    write("after ended connections")
    os.kill(int((cluster.data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    cluster.restart_after_kill()
    write("after the kill")
    client.get("/opslag")
    with server.reading() as session:
        assert set(session.scalars(select(RateCount.bucket))) >= set(acknowledged)


def test_a_connection_that_ends_in_the_middle_of_a_transaction_saves_nothing_and_says_so(
    app: FastAPI, client: PageClient, cluster: Cluster, server: Database
) -> None:
    def write(session: SessionDep) -> None:
        session.add(RateCount(bucket="half", tries=1, expires=1))
        session.flush()
        cluster.stop("immediate")
        cluster.start()
        session.add(RateCount(bucket="other half", tries=1, expires=1))

    app.add_api_route("/half", write, methods=["POST"], dependencies=[PUBLIC])
    app.router.routes.insert(0, app.router.routes.pop())
    client.post("/half", status=503)
    with server.reading() as session:
        assert session.scalars(select(RateCount.bucket)).all() == []
