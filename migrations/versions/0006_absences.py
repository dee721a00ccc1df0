"""An absence may begin later, and name who stands in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("absences", sa.Column("since", sa.DateTime(timezone=True), nullable=True))
    op.add_column("absences", sa.Column("instead", sa.Text(), nullable=True))
