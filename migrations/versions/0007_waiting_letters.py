"""What waits in the outbox is found in the order in which it leaves, however much waits after an outage."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


WAITS = "coalesce(state, '') IN ('ready', 'uncertain', 'sending')"


def upgrade() -> None:
    op.create_index(
        "ix_letters_waiting",
        "letters",
        ["deadline", "id", "next_try_at", "lease_until", "mailbox", "state", "attempts", "created_at"],
        sqlite_where=sa.text(WAITS),
        postgresql_where=sa.text(WAITS),
    )
