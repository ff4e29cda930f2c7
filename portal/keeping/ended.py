"""What people ended after a backup was made stays ended in the database they ended it in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Table, func, select, update
from sqlalchemy.engine import Connection

User = tuple[datetime | None, str | None]


@dataclass(frozen=True)
class Ended:
    """What the replaced database knew; an empty one knew nothing, and everything comes as it was."""

    users: Mapping[str, User]
    copies: frozenset[str]
    preparations: frozenset[str]

    @classmethod
    def of(cls, connection: Connection, tables: Mapping[str, Table]) -> "Ended":
        users = tables["users"].c
        rows = connection.execute(select(users.id, users.disabled_at, users.password_hash))
        return cls(
            users={row.id: (row.disabled_at, row.password_hash) for row in rows},
            copies=frozenset(connection.scalars(select(tables["preparation_copies"].c.id))),
            preparations=frozenset(connection.scalars(select(tables["preparations"].c.id))),
        )

    def settle(self, connection: Connection, tables: Mapping[str, Table]) -> int:
        """After the rows came; returns how many preparations are back that were gone."""
        if not self.users:
            return 0
        self._close_accounts(connection, tables["users"])
        # A copy that was withdrawn may be shared again by its owner; answers could not be written again.
        copies = tables["preparation_copies"]
        back = set(connection.scalars(select(copies.c.id))) - self.copies
        connection.execute(copies.delete().where(copies.c.id.in_(sorted(back))))
        ids = set(connection.scalars(select(tables["preparations"].c.id)))
        return len(ids - self.preparations)

    def _close_accounts(self, connection: Connection, users: Table) -> None:
        """A closed account stays closed, and a password that was changed lets nobody in with the old one."""
        for row in connection.execute(select(users.c.id, users.c.password_hash)).all():
            closed, password = self.users.get(row.id, (None, row.password_hash))
            values: dict[str, object] = {"disabled_at": func.coalesce(users.c.disabled_at, closed)}
            if password != row.password_hash:
                values["password_hash"] = None
            connection.execute(update(users).where(users.c.id == row.id).values(values))
