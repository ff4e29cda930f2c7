"""A book of a few facts on the desk, two editors and a manager."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from fastapi import FastAPI
from sqlalchemy import select

from portal.approvals import service
from portal.approvals.models import FactApproval
from portal.catalogue.fact_book import FactBook, source_key
from portal.catalogue.fact_files import read_registry
from portal.catalogue.fact_uses import Use
from portal.shared.actors import Actor, Role
from portal.shared.audit import AuditRow
from portal.shared.clock import FrozenClock
from portal.shared.database import Database
from tests.builders import Staff
from tests.catalogue.builders import ContentFolder
from tests.page import PageClient


@pytest.fixture
def content(tmp_path_factory: pytest.TempPathFactory) -> ContentFolder:
    return ContentFolder(tmp_path_factory.mktemp("facts"))


@dataclass
class FactDesk:
    """The desk as its people use it; what it stores is read from the database itself."""

    app: FastAPI
    staff: Staff
    database: Database
    clock: FrozenClock
    content: ContentFolder
    editor: Actor
    second: Actor
    manager: Actor

    @property
    def book(self) -> FactBook:
        book: FactBook = self.app.state.facts
        return book

    def read_again(self) -> None:
        """As after a new build and a restart."""
        uses = {"regel-et": (Use("raadighed", "module", ("da", "en"), {"da": "Rådighed"}, {"da": "/r/"}),)}
        self.app.state.facts = FactBook(read_registry(self.content.root)[0], uses)

    def hash_of(self, fact_id: str) -> str:
        return self.book.facts[fact_id].text_hash

    def source_path(self, fact_id: str) -> str:
        return f"/konsulent/fakta/kilde/{source_key(self.book.facts[fact_id])}"

    def sign(self, *fact_ids: str, by: Actor | None = None, seen_on: object = None) -> service.Signed:
        chosen = [(one, self.hash_of(one)) for one in fact_ids]
        with self.database.writing() as session:
            return service.sign(
                session,
                by or self.editor,
                self.book,
                chosen,
                source_seen_on=seen_on,  # type: ignore[arg-type]
                clock=self.clock,
            )

    def confirm(self, *fact_ids: str, by: Actor | None = None) -> service.Signed:
        ids = [row.id for row in self.rows() if row.fact_id in fact_ids and row.withdrawn_at is None]
        with self.database.writing() as session:
            return service.confirm(session, by or self.second, self.book, ids, clock=self.clock)

    def rows(self) -> Sequence[FactApproval]:
        with self.database.reading() as session:
            return session.scalars(select(FactApproval).order_by(FactApproval.signed_at)).all()

    def events(self) -> list[tuple[str, str, str]]:
        with self.database.reading() as session:
            rows = session.scalars(select(AuditRow).order_by(AuditRow.position)).all()
        return [(row.event, row.subject, str(row.actor_id)) for row in rows if row.event.startswith("fact:")]

    def standing(self, fact_id: str) -> str:
        with self.database.reading() as session:
            registry = service.with_desk(session, self.book)
        return registry.standing(registry.facts[fact_id], self.clock.today())

    def client(self, actor: Actor) -> PageClient:
        return self.staff.client(actor)


@pytest.fixture
def desk(
    app: FastAPI, staff: Staff, database: Database, clock: FrozenClock, content: ContentFolder
) -> FactDesk:
    editor, second = staff.actor(Role.EDITOR), staff.actor(Role.EDITOR)
    manager = staff.actor(Role.MANAGER)
    made = FactDesk(app, staff, database, clock, content, editor, second, manager)
    made.read_again()
    return made
