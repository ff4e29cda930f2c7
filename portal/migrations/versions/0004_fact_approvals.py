"""Approvals of facts with two signatures, and which dates editors were warned of."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "fact_approvals",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("fact_id", sa.String(length=80), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("source_checked_on", sa.Date(), nullable=True),
        sa.Column("signed_by", sa.String(length=36), nullable=False),
        sa.Column("signed_at", sa.DateTime(), nullable=False),
        sa.Column("second_by", sa.String(length=36), nullable=True),
        sa.Column("second_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_by", sa.String(length=36), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.CheckConstraint("second_by <> signed_by", name=op.f("ck_fact_approvals_two_persons")),
        sa.CheckConstraint(
            "(second_by IS NULL) = (second_at IS NULL)", name=op.f("ck_fact_approvals_second")
        ),
        sa.CheckConstraint(
            "(withdrawn_by IS NULL) = (withdrawn_at IS NULL) AND (withdrawn_by IS NULL) = (reason IS NULL)",
            name=op.f("ck_fact_approvals_withdrawn"),
        ),
        sa.ForeignKeyConstraint(["signed_by"], ["users.id"], name=op.f("fk_fact_approvals_signed_by")),
        sa.ForeignKeyConstraint(["second_by"], ["users.id"], name=op.f("fk_fact_approvals_second_by")),
        sa.ForeignKeyConstraint(["withdrawn_by"], ["users.id"], name=op.f("fk_fact_approvals_withdrawn_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact_approvals")),
    )
    op.create_index(
        "uq_fact_approvals_living",
        "fact_approvals",
        ["fact_id", "text_hash"],
        unique=True,
        sqlite_where=sa.text("withdrawn_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
    op.create_table(
        "fact_warnings",
        sa.Column("fact_id", sa.String(length=80), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("warned_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("fact_id", "day", name=op.f("pk_fact_warnings")),
    )


def downgrade() -> None:
    op.drop_table("fact_warnings")
    op.drop_index("uq_fact_approvals_living", table_name="fact_approvals")
    op.drop_table("fact_approvals")
