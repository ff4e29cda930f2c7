"""Leases, records of the ring's keys, and audit days that know the day before them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "leases",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("holder", sa.String(length=80), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leases")),
    )
    op.create_table(
        "key_records",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("destroyed_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_records")),
    )
    op.add_column("audit_heads", sa.Column("previous_day", sa.String(length=10), nullable=True))
    op.add_column("audit_heads", sa.Column("previous_position", sa.Integer(), nullable=True))
    op.add_column("audit_heads", sa.Column("previous_digest", sa.String(length=64), nullable=True))


def downgrade() -> None:
    op.drop_column("audit_heads", "previous_digest")
    op.drop_column("audit_heads", "previous_position")
    op.drop_column("audit_heads", "previous_day")
    op.drop_table("key_records")
    op.drop_table("leases")
