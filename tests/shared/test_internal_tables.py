"""What only the desk may know is closed to every statement that no desk stands behind."""

import pytest
from fastapi import FastAPI
from sqlalchemy import delete, exists, func, insert, select, text, update
from sqlalchemy.orm import Session

from portal.all_models import metadata
from portal.openings.models import Company, Opening, PublicOpeningRow
from portal.shared.actors import Role
from portal.shared.clock import FrozenClock
from portal.shared.database import Database, new_id
from portal.shared.internal_tables import (
    CANDIDATES_ENQUIRY,
    COMMAND,
    INTERNAL,
    NOBODY,
    PUBLIC,
    REGULAR_WORK,
    RENEWAL,
    RENEWAL_SEEN,
    SYSTEM,
    InternalTableRefused,
    Purpose,
    StaffAccess,
    for_purpose,
    names_that_are_internal,
)
from portal.web.guards import PUBLIC as LET_IN
from portal.web.guards import SignedIn
from portal.web.session import DatabaseDep, SessionDep
from tests.builders import Staff
from tests.openings.builders import Desk
from tests.page import PageClient

STATEMENTS = {
    "a row by its key": lambda s: s.get(Company, new_id()),
    "a query": lambda s: s.scalars(select(Opening)).all(),
    "a column": lambda s: s.execute(select(Company.__table__.c.name)).all(),
    "a join from a public table": lambda s: s.execute(
        select(PublicOpeningRow.id).join(Opening, Opening.public_id == PublicOpeningRow.id)
    ),
    "a nested query": lambda s: s.execute(
        select(PublicOpeningRow.id).where(exists(select(Opening.id).where(Opening.state == "draft")))
    ),
    "a query with a name of its own": lambda s: s.execute(
        select(select(func.count()).select_from(Company).cte("innocent"))
    ),
    "words": lambda s: s.execute(text("SELECT 1 FROM companies")),
    "quoted words in capitals": lambda s: s.execute(text('SELECT 1 FROM "COMPANIES"')),
    "words for the driver": lambda s: s.connection().exec_driver_sql("SELECT * FROM main.opening_reviews"),
    "a new row": lambda s: s.execute(insert(Opening).values(id=new_id())),
    "a change": lambda s: s.execute(update(Company).values(name="x")),
    "a deletion": lambda s: s.execute(delete(Opening)),
    "a new object": lambda s: (s.add(Company(name="x", municipality="x", sector="private")), s.flush()),
}


@pytest.fixture
def closed(database: Database) -> Database:
    return database.acting(NOBODY)


def test_every_table_says_who_may_reach_it() -> None:
    known = [kind["info"] for kind in (PUBLIC, INTERNAL, SYSTEM)]
    assert [name for name, table in metadata.tables.items() if table.info not in known] == []
    assert names_that_are_internal(metadata) == {
        "companies", "openings", "opening_transitions", "opening_reviews", "opening_desks", "enquiries",
        "fact_approvals", "fact_warnings", "count_tables", "opening_notes", "published_generalisations",
    }  # fmt: skip


def test_every_purpose_names_tables_that_are_internal() -> None:
    for purpose in (CANDIDATES_ENQUIRY, RENEWAL_SEEN, RENEWAL):
        assert purpose.tables and purpose.tables <= names_that_are_internal(metadata)
    assert not NOBODY.tables and NOBODY.tables is not None
    assert COMMAND.tables is REGULAR_WORK.tables is None


@pytest.mark.parametrize("way", STATEMENTS)
def test_without_a_desk_no_statement_reaches_an_internal_table(closed: Database, way: str) -> None:
    for open_session in (closed.writing, closed.reading):
        with pytest.raises(InternalTableRefused), open_session() as session:
            STATEMENTS[way](session)


def test_an_engine_nobody_spoke_for_is_closed_too(database: Database) -> None:
    opened = Database.open(str(database.engine.url))
    with pytest.raises(InternalTableRefused), opened.reading() as session:
        session.scalars(select(Company)).all()
    with pytest.raises(InternalTableRefused), opened.engine.connect() as connection:
        connection.execute(text("DELETE FROM enquiries"))
    opened.close()


def test_what_is_public_is_open_to_all(closed: Database) -> None:
    with closed.reading() as session:
        assert session.scalars(select(PublicOpeningRow)).all() == []


def test_a_word_that_only_begins_like_a_table_is_no_table(closed: Database) -> None:
    with closed.reading() as session:
        assert session.execute(text("SELECT 'x' AS companies_count, :v"), {"v": "companies"}).all()


def test_a_purpose_opens_its_own_tables_for_its_own_moment(closed: Database) -> None:
    with closed.reading() as session:
        with for_purpose(session, CANDIDATES_ENQUIRY):
            session.execute(text("SELECT 1 FROM enquiries"))
            refuses(session, "companies")
        refuses(session, "enquiries")


def test_a_purpose_ends_also_when_it_fails_and_never_closes_what_was_open(database: Database) -> None:
    with database.acting(Purpose("a test")).reading() as session:
        with pytest.raises(ValueError, match="x"), for_purpose(session, NOBODY):
            raise ValueError("x")
        session.execute(text("SELECT 1 FROM companies"))


def refuses(session: Session, table: str) -> None:
    with pytest.raises(InternalTableRefused, match=table):
        session.execute(text(f"SELECT 1 FROM {table}"))  # noqa: S608  (a fixed name)


def test_the_connection_a_desk_used_is_closed_to_the_next_who_gets_it(database: Database) -> None:
    opened = Database.open(str(database.engine.url))
    for _ in range(3):
        with opened.acting(COMMAND).reading() as session:
            session.execute(text("SELECT 1 FROM companies"))
        with pytest.raises(InternalTableRefused), opened.reading() as session:
            session.execute(text("SELECT 1 FROM companies"))
    opened.close()


def planted(app: FastAPI) -> None:
    """Routes as somebody might write them in a hurry."""

    def by_session(session: SessionDep) -> list[str]:
        return list(session.scalars(select(Company.name)))

    def by_database(database: DatabaseDep) -> list[str]:
        with database.reading() as session:
            return list(session.scalars(select(Company.name)))

    def at_the_desk(session: SessionDep, actor: SignedIn) -> list[str]:
        return list(session.scalars(select(Company.name)))

    app.add_api_route("/planted/session", by_session, dependencies=[LET_IN])
    app.add_api_route("/planted/session", by_session, methods=["POST"], dependencies=[LET_IN])
    app.add_api_route("/planted/database", by_database, dependencies=[LET_IN])
    app.add_api_route("/planted/desk", at_the_desk)
    mount = next(route for route in app.router.routes if getattr(route, "path", None) == "")
    app.router.routes.remove(mount)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("who", ["anonymous", "signed in"])
def test_a_public_route_that_asks_for_a_company_gets_an_error_page_that_says_nothing(
    app: FastAPI, staff: Staff, clock: FrozenClock, method: str, who: str
) -> None:
    Desk(staff, clock).company(name="Kanarienavn ApS")
    planted(app)
    client = PageClient(app) if who == "anonymous" else staff.sign_in(Role.COMPANY_CONSULTANT)
    for path in ("/planted/session", "/planted/database")[: 2 if method == "GET" else 1]:
        answer = client.http.request(method, path, headers={"sec-fetch-site": "same-origin"})
        assert answer.status_code == 500
        for word in ("kanarie", "compan", "internal", "traceback"):
            assert word not in answer.text.lower()


def test_a_route_at_the_desk_is_let_in_whatever_the_order_of_its_parameters(
    app: FastAPI, staff: Staff, clock: FrozenClock
) -> None:
    Desk(staff, clock).company(name="Kanarienavn ApS")
    planted(app)
    answer = staff.sign_in(Role.EDITOR).http.get("/planted/desk")
    assert answer.json() == ["Kanarienavn ApS"]
    assert PageClient(app).http.get("/planted/desk", follow_redirects=False).status_code == 303


def test_a_request_that_was_turned_away_by_its_guard_opens_nothing() -> None:
    assert not StaffAccess().may_touch("companies")
