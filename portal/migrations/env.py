"""Alembic's environment: one transaction on the product's own writing engine."""

from contextlib import nullcontext
from typing import Literal

from alembic import context

from portal.all_models import metadata
from portal.shared.database import UtcDateTime
from portal.shared.internal_tables import COMMAND, carrying


def render_item(kind: str, item: object, _context: object) -> str | Literal[False]:
    """A migration names the column type and never code that may change later."""
    return "sa.DateTime()" if kind == "type" and isinstance(item, UtcDateTime) else False


database = context.config.attributes["database"]
given = context.config.attributes.get("connection")
# A restore hands its own transaction in: an older backup is migrated before anybody sees it.
own = carrying(database.engine, COMMAND)
with own.connect() if given is None else nullcontext(given) as connection:
    if given is None and connection.dialect.name == "postgresql":
        # A table may take its time to rewrite; only waiting for others stays bounded.
        connection.exec_driver_sql("SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0")
        connection.commit()
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        render_item=render_item,
        # SQLite can roll DDL back when BEGIN is ours: a migration that fails leaves nothing half done.
        transactional_ddl=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    if given is None:
        # With its own limits it does not go back to the pool.
        connection.invalidate()
