"""The complaint sheet of each case, reopening, and what is done at regular times."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("tickets", sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("tickets", sa.Column("record", sa.JSON(), nullable=True))
    op.create_table(
        "routines",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_routines")),
    )
    op.create_table(
        "ticket_targets",
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_ticket_targets_ticket_id")),
        sa.PrimaryKeyConstraint("target", "ticket_id", name=op.f("pk_ticket_targets")),
    )
    op.create_index(
        "ix_tickets_open",
        "tickets",
        ["due_at"],
        sqlite_where=sa.text("closed_at IS NULL AND reference IS NOT NULL"),
        postgresql_where=sa.text("closed_at IS NULL AND reference IS NOT NULL"),
    )
    _targets_of_known_tickets()


def _targets_of_known_tickets() -> None:
    """Tickets that are there already join the index of who is concerned."""
    tickets = sa.table("tickets", sa.column("id", sa.Integer), sa.column("targets", sa.JSON))
    concerned = sa.table("ticket_targets", sa.column("target", sa.Text), sa.column("ticket_id", sa.Integer))
    connection = op.get_bind()
    for ticket_id, targets in connection.execute(sa.select(tickets.c.id, tickets.c.targets)).all():
        for target in dict.fromkeys(targets or ()):
            connection.execute(sa.insert(concerned).values(target=target, ticket_id=ticket_id))
