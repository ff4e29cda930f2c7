"""Legal forms, the company's yes, the life of an opening and of an enquiry, counts, figures and notes."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

CHILDREN = ("opening_reviews", "opening_transitions")
PUBLISHED_BEFORE = """
    INSERT INTO published_generalisations
        (id, company_id, opening_id, area, field, sector, published_on, ended_on)
    SELECT openings.id, companies.id, openings.id, companies.public_area, openings.field, companies.sector,
        openings.published_on, CASE WHEN openings.state = 'published' THEN NULL ELSE openings.expires_on END
    FROM openings JOIN companies ON companies.id = openings.company_id
    WHERE openings.published_on IS NOT NULL AND companies.public_area IS NOT NULL"""
NEW_KINDS = "type IN ('praktik', 'job', 'loentilskud', 'vejledning')"
OLD_KINDS = "type IN ('praktik', 'job', 'loentilskud', 'talent')"
OLD_EMPTY = "state <> 'withdrawn' OR sealed IS NULL"
NEW_EMPTY = (
    "state <> 'withdrawn' OR (sealed IS NULL AND sealed_reason IS NULL "
    "AND email_mark IS NULL AND phone_mark IS NULL)"
)
NEW_STATES = "state IN ('new', 'considered', 'revealed', 'forwarded', 'met', 'closed', 'withdrawn')"
OLD_STATES = "state IN ('new', 'considered', 'answered', 'closed', 'withdrawn')"


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False)


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), server_default="", nullable=False)


def _opening_columns() -> list[sa.Column[Any]]:
    return [
        _flag("talent"),
        _flag("named"),
        sa.Column("named_on", sa.Date(), nullable=True),
        sa.Column("quality", sa.JSON(), server_default="[]", nullable=False),
        sa.Column("yes_digest", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("reader_id", sa.String(length=36), nullable=True),
        sa.Column("submitted_at", sa.DateTime(), nullable=True),
        sa.Column("team_told_at", sa.DateTime(), nullable=True),
        sa.Column("warned_days", sa.Integer(), nullable=True),
        _text("outcome", 30),
        _text("outcome_reason", 500),
        sa.Column("more_work", sa.Boolean(), nullable=True),
    ]


def _enquiry_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("revealed_at", sa.DateTime(), nullable=True),
        sa.Column("candidate_yes_on", sa.Date(), nullable=True),
        sa.Column("forwarded_at", sa.DateTime(), nullable=True),
        sa.Column("met_at", sa.DateTime(), nullable=True),
        sa.Column("considered_at", sa.DateTime(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        _text("outcome", 30),
        sa.Column("sealed_reason", sa.LargeBinary(), nullable=True),
        _text("set_aside", 10),
        sa.Column("reminded", sa.Integer(), server_default="0", nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=True),
        sa.Column("email_mark", sa.String(length=64), nullable=True),
        sa.Column("phone_mark", sa.String(length=64), nullable=True),
        sa.Column("form_mark", sa.String(length=64), nullable=True),
    ]


def upgrade() -> None:
    with _children_aside():
        with _remade("openings") as table:
            table.drop_constraint(op.f("ck_openings_type"), type_="check")
            for column in _opening_columns():
                table.add_column(column)
            table.create_foreign_key(op.f("fk_openings_reader_id"), "users", ["reader_id"], ["id"])
        op.execute(sa.text("UPDATE openings SET talent = true, type = 'vejledning' WHERE type = 'talent'"))
        with _remade("openings") as table:
            table.create_check_constraint(op.f("ck_openings_type"), sa.text(NEW_KINDS))
    op.execute(sa.text("UPDATE enquiries SET state = 'considered' WHERE state = 'answered'"))
    with _remade("enquiries") as table:
        _drop_enquiry_checks(table)
        for column in _enquiry_columns():
            table.add_column(column)
        table.create_check_constraint(op.f("ck_enquiries_state"), sa.text(NEW_STATES))
        table.create_check_constraint(op.f("ck_enquiries_withdrawn_is_empty"), sa.text(NEW_EMPTY))
        table.create_unique_constraint(op.f("uq_enquiries_reference"), ["reference"])
        table.create_unique_constraint(op.f("uq_enquiries_form_mark"), ["form_mark"])
        table.create_index(op.f("ix_enquiries_email_mark"), ["email_mark"])
        table.create_index(op.f("ix_enquiries_phone_mark"), ["phone_mark"])
    op.add_column("gone_openings", _flag("paused"))
    op.add_column("public_openings", _flag("talent"))
    op.add_column("public_openings", _flag("named"))
    op.execute(sa.text("UPDATE public_openings SET talent = true, type = 'vejledning' WHERE type = 'talent'"))
    op.execute(sa.text("UPDATE gone_openings SET type = 'vejledning' WHERE type = 'talent'"))
    _create_tables()
    op.execute(sa.text(PUBLISHED_BEFORE))


def _create_tables() -> None:
    op.create_table(
        "published_generalisations",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("company_id", sa.String(length=36), nullable=False),
        sa.Column("opening_id", sa.String(length=36), nullable=False),
        sa.Column("area", sa.String(length=60), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("sector", sa.String(length=10), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["company_id"], ["companies.id"], name=op.f("fk_published_generalisations_company_id")
        ),
        sa.ForeignKeyConstraint(
            ["opening_id"], ["openings.id"], name=op.f("fk_published_generalisations_opening_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_generalisations")),
    )
    for column in ("company_id", "opening_id"):
        name = op.f(f"ix_published_generalisations_{column}")
        op.create_index(name, "published_generalisations", [column])
    op.create_table(
        "count_tables",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("period", sa.String(length=40), nullable=False),
        sa.Column("loaded_at", sa.DateTime(), nullable=False),
        sa.Column("loaded_by", sa.String(length=36), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_count_tables")),
    )
    op.create_table(
        "opening_notes",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("reason", sa.String(length=30), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("purge_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening_notes")),
    )
    for column in ("public_id", "purge_on"):
        op.create_index(op.f(f"ix_opening_notes_{column}"), "opening_notes", [column])
    op.create_table(
        "monthly_counts",
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("measure", sa.String(length=40), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("type", sa.String(length=20), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", "measure", "field", "type", name=op.f("pk_monthly_counts")),
    )


def downgrade() -> None:
    for name in ("monthly_counts", "opening_notes", "count_tables", "published_generalisations"):
        op.drop_table(name)
    op.execute(sa.text("UPDATE gone_openings SET type = 'talent' WHERE type = 'vejledning'"))
    op.execute(sa.text("UPDATE public_openings SET type = 'talent' WHERE type = 'vejledning'"))
    op.drop_column("public_openings", "named")
    op.drop_column("public_openings", "talent")
    op.drop_column("gone_openings", "paused")
    _old_enquiries()
    with _children_aside():
        with _remade("openings") as table:
            table.drop_constraint(op.f("ck_openings_type"), type_="check")
            table.drop_constraint(op.f("fk_openings_reader_id"), type_="foreignkey")
            for column in _opening_columns():
                table.drop_column(column.name)
        op.execute(sa.text("UPDATE openings SET type = 'talent' WHERE type = 'vejledning'"))
        with _remade("openings") as table:
            table.create_check_constraint(op.f("ck_openings_type"), sa.text(OLD_KINDS))


def _old_enquiries() -> None:
    op.execute(
        sa.text("UPDATE enquiries SET state = 'considered' WHERE state IN ('revealed', 'forwarded', 'met')")
    )
    with _remade("enquiries") as table:
        _drop_enquiry_checks(table)
        table.drop_index(op.f("ix_enquiries_phone_mark"))
        table.drop_index(op.f("ix_enquiries_email_mark"))
        table.drop_constraint(op.f("uq_enquiries_form_mark"), type_="unique")
        table.drop_constraint(op.f("uq_enquiries_reference"), type_="unique")
        for column in _enquiry_columns():
            table.drop_column(column.name)
        table.create_check_constraint(op.f("ck_enquiries_state"), sa.text(OLD_STATES))
        table.create_check_constraint(op.f("ck_enquiries_withdrawn_is_empty"), sa.text(OLD_EMPTY))


def _drop_enquiry_checks(table: BatchOperations) -> None:
    table.drop_constraint(op.f("ck_enquiries_state"), type_="check")
    table.drop_constraint(op.f("ck_enquiries_withdrawn_is_empty"), type_="check")


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _remade(name: str) -> AbstractContextManager[BatchOperations]:
    """SQLite makes the table anew, so that its checks can be changed; elsewhere they change in place."""
    return op.batch_alter_table(name, recreate="always" if _is_sqlite() else "never")


@contextmanager
def _children_aside() -> Iterator[None]:
    """SQLite cannot drop a table that others point at: their rows wait elsewhere while it is made anew."""
    children = CHILDREN if _is_sqlite() else ()
    for child in children:
        op.execute(sa.text(f"CREATE TABLE aside_{child} AS SELECT * FROM {child}"))  # noqa: S608
        op.execute(sa.text(f"DELETE FROM {child}"))  # noqa: S608
    yield
    for child in children:
        op.execute(sa.text(f"INSERT INTO {child} SELECT * FROM aside_{child}"))  # noqa: S608
        op.drop_table(f"aside_{child}")
