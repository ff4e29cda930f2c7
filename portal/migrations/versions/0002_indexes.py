"""Indexes for deleting form sessions; the outbox without a column that was never filled."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_form_sessions_preparation", "form_sessions", ["preparation_id"])
    op.create_index("ix_form_sessions_copy", "form_sessions", ["copy_id"])
    # No version that reads the column was ever released, so it may go at once.
    op.drop_index("ix_outbox_due", "outbox")
    op.drop_column("outbox", "sent_at")
    op.create_index("ix_outbox_due", "outbox", ["due_at"])


def downgrade() -> None:
    op.drop_index("ix_outbox_due", "outbox")
    op.add_column("outbox", sa.Column("sent_at", sa.DateTime(), nullable=True))
    op.create_index("ix_outbox_due", "outbox", ["sent_at", "due_at"])
    op.drop_index("ix_form_sessions_copy", "form_sessions")
    op.drop_index("ix_form_sessions_preparation", "form_sessions")
