"""The title that readers were shown stands with what was published: a draft changes its own later."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# What was published before had no other title than the one the opening has now.
TITLES = """
    UPDATE published_generalisations SET title =
        (SELECT trim(openings.title || ' ' || openings.title_en) FROM openings WHERE openings.id = opening_id)"""


def upgrade() -> None:
    column = sa.Column("title", sa.String(length=401), server_default="", nullable=False)
    op.add_column("published_generalisations", column)
    op.execute(sa.text(TITLES))


def downgrade() -> None:
    op.drop_column("published_generalisations", "title")
