"""What staff can take back, and who is away."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("mails", sa.Column("undo", sa.JSON(), nullable=True))
    op.create_table(
        "absences",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_absences")),
    )
    op.add_column(
        "tickets",
        sa.Column("merged_into", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
    )
    op.add_column(
        "tickets",
        sa.Column("split_from", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
    )
