"""Personal data that was erased, or to which access is restricted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("raws", sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("tickets", sa.Column("forgotten_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("tickets", sa.Column("restricted_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("tickets", sa.Column("restricted_why", sa.Text(), nullable=True))
