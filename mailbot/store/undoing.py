"""What a mail of staff has changed, kept so that its writer can take it back.

Kept by value, before and after: what somebody else has changed since then is left as they made it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from mailbot.model import Act, CausedLetter, IncomingMail, Plan, Ticket
from mailbot.store import merging
from mailbot.store import tables as t
from mailbot.store.db import Connection

# Derived, or given for ever: a number of the register is never taken back.
_NOTHING_DONE = (
    "#annuler : le message de ce compte rendu n'a rien changé qui puisse être repris. Pour en reprendre un "
    "autre, répondez #annuler à son compte rendu."
)
_NOT_KEPT = ("id", "status", "reference", "opened_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A ticket at one moment."""

    columns: Mapping[str, Any]
    timers: Mapping[str, str]  # those that wait, and until when
    parties: frozenset[str]


def seen(connection: Connection, plan: Plan) -> dict[int, Seen]:
    """The tickets as they are before a plan that may be taken back."""
    if not plan.undoable or plan.ticket_id is None:
        return {}
    ids = (plan.ticket_id, *(other.ticket_id for other in plan.also if other.ticket_id is not None))
    return {ticket_id: _seen(connection, ticket_id) for ticket_id in ids}


def keep(connection: Connection, before: Mapping[int, Seen], plan: Plan, mail_id: int | None) -> None:
    """What the mail has changed since `before`, beside that mail."""
    if not before or plan.ticket_id is None or mail_id is None:
        return
    changed = {n: _changed(was, _seen(connection, n)) for n, was in before.items()}
    undo = changed.pop(plan.ticket_id)
    if changed:
        undo["also"] = {str(n): kept for n, kept in changed.items()}
    if plan.absences:
        undo["absences"] = list(plan.absences)
    if plan.final:
        undo["final"] = plan.final
    connection.execute(sa.update(t.mails).where(t.mails.c.id == mail_id).values(undo=undo))


def last_act(connection: Connection, mail: IncomingMail, ticket: Ticket) -> Act | None:
    """The one whose transcript this mail answers, else the last one of this writer in that ticket."""
    m, c = t.mails.c, t.letters.c
    ids = (ticket.id, *merging.absorbed(connection, (ticket.id,)))
    own = sa.select(m.id, m.undo, m.ticket_id, m.conversation).where(
        m.ticket_id.in_(ids), m.from_address == (mail.from_.address if mail.from_ else "")
    )
    own = own.where(m.undo.is_not(sa.null()), m.disposition.in_(("command", "answered")))
    answered = sa.select(c.mail_id).where(c.kind == "compte_rendu", c.message_id.in_(mail.in_reply_to))
    found = connection.execute(own.where(m.id.in_(answered))).first() if mail.in_reply_to else None
    if found is None and (changed_nothing := _answers_another_transcript(connection, mail, ids)):
        return Act(mail_id=changed_nothing, ticket_id=ticket.id, final=_NOTHING_DONE)
    found = found or connection.execute(own.order_by(m.id.desc()).limit(1)).first()
    if found is None:
        return None
    if "undone" in found.undo:
        return Act(mail_id=found.id, undone=True)
    rows = connection.execute(
        sa.select(c.id, c.kind, c.conversation, c.side, c.state, c.sent_at)
        .where(c.mail_id == found.id, c.ticket_id == found.ticket_id)
        .order_by(c.id)
        .with_for_update()
    ).mappings()
    return replace(
        _act(connection, found.id, found.undo, found.ticket_id),
        conversation=found.conversation or "client",
        letters=tuple(CausedLetter(**row) for row in rows),
        also=tuple(
            _act(connection, found.id, kept, int(n)) for n, kept in found.undo.get("also", {}).items()
        ),
        final=found.undo.get("final") or _overtaken(found, ticket),
        absences=tuple(found.undo.get("absences", ())),
    )


def _answers_another_transcript(connection: Connection, mail: IncomingMail, ids: Sequence[int]) -> int | None:
    """What it tells has changed nothing: to take back something older instead would surprise everybody."""
    c = t.letters.c
    if not mail.in_reply_to:
        return None
    rows = sa.select(c.mail_id).where(
        c.kind == "compte_rendu", c.message_id.in_(mail.in_reply_to), c.ticket_id.in_(ids),
        c.mail_id.is_not(None),
    )  # fmt: skip
    return connection.execute(rows.limit(1)).scalar_one_or_none()


def undo(connection: Connection, plan: Plan) -> None:
    """The act is taken back: it cannot be taken back twice, and whom it had brought in leaves again."""
    if plan.undoes is None or plan.ticket_id is None:
        return
    m = t.mails.c
    kept = connection.execute(sa.select(m.undo).where(m.id == plan.undoes)).scalar_one()
    connection.execute(sa.update(t.mails).where(m.id == plan.undoes).values(undo={"undone": True}))
    _send_away(connection, plan.ticket_id, kept.get("joined", ()))
    for ticket_id, other in kept.get("also", {}).items():
        _send_away(connection, int(ticket_id), other.get("joined", ()))


def _send_away(connection: Connection, ticket_id: int, joined: Iterable[str]) -> None:
    """Unless they were written to: who has had a letter can answer it."""
    p, c = t.parties.c, t.letters.c
    written = sa.exists().where(
        c.ticket_id == ticket_id, c.conversation == p.conversation, c.state != "recalled"
    )
    connection.execute(
        sa.delete(t.parties).where(p.ticket_id == ticket_id, p.conversation.in_(tuple(joined)), ~written)
    )


def _overtaken(found: Any, ticket: Ticket) -> str:
    """Tickets that were made one since then: their past is not changed behind the back of the one that is."""
    into = found.undo["columns"].get("merged_into", (None, None))[1]
    if ticket.id in (found.ticket_id, into):
        return ""
    return (
        "Ce dossier a été réuni à un autre depuis : ce que vous y aviez écrit avant ne se reprend plus. "
        "Pour séparer les dossiers, répondez #annuler au compte rendu de leur réunion, la dernière d'abord."
    )


def _changed(before: Seen, after: Seen) -> dict[str, Any]:
    columns = {k: [v, after.columns[k]] for k, v in before.columns.items() if v != after.columns[k]}
    columns.pop("record", None)
    return {
        "columns": columns,
        "record": _both(before.columns["record"] or {}, after.columns["record"] or {}),
        "timers": {n: at for n, at in before.timers.items() if after.timers.get(n) != at},
        "made": {n: at for n, at in after.timers.items() if before.timers.get(n) != at},
        "joined": sorted(after.parties - before.parties),
    }


def _act(connection: Connection, mail_id: int, kept: Mapping[str, Any], ticket_id: int) -> Act:
    now = _seen(connection, ticket_id)
    columns = {k: before for k, (before, after) in kept["columns"].items() if now.columns[k] == after}
    others = [k for k in kept["columns"] if k not in columns]
    record = dict(now.columns["record"] or {})
    for name, (before, after) in kept["record"].items():
        if record.get(name) != after:
            others.append(name)
        elif before is None:
            record.pop(name, None)
        else:
            record[name] = before
    restores = {k: _as_column(k, v) for k, v in columns.items()}
    if record != (now.columns["record"] or {}):
        restores["record"] = record
    cancelled = _cancelled(connection, ticket_id)
    return Act(
        mail_id=mail_id,
        ticket_id=ticket_id,
        restores=restores,
        kept=tuple(others),
        timers=tuple(
            (name, datetime.fromisoformat(at))
            for name, at in kept["timers"].items()
            if name in cancelled or now.timers.get(name) == kept["made"].get(name, "")
        ),
        made=tuple(
            n for n, at in kept["made"].items() if now.timers.get(n) == at and n not in kept["timers"]
        ),
    )


def _seen(connection: Connection, ticket_id: int) -> Seen:
    row = connection.execute(sa.select(t.tickets).where(t.tickets.c.id == ticket_id)).mappings().one()
    c = t.timers.c
    timers = connection.execute(
        sa.select(c.name, c.due_at).where(c.ticket_id == ticket_id, c.state == "waiting")
    )
    parties = connection.execute(
        sa.select(t.parties.c.conversation).where(t.parties.c.ticket_id == ticket_id)
    ).scalars()
    return Seen(
        columns={k: _plain(v) for k, v in row.items() if k not in _NOT_KEPT},
        timers={row.name: row.due_at.isoformat() for row in timers},
        parties=frozenset(parties),
    )


def _cancelled(connection: Connection, ticket_id: int) -> set[str]:
    """What has rung in the meantime does not ring again."""
    c = t.timers.c
    names = sa.select(c.name).where(c.ticket_id == ticket_id, c.state == "cancelled")
    return set(connection.execute(names).scalars())


def _both(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    names = dict.fromkeys((*before, *after))
    return {n: [before.get(n), after.get(n)] for n in names if before.get(n) != after.get(n)}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _as_column(name: str, value: Any) -> Any:
    is_moment = isinstance(t.tickets.c[name].type, t.Moment)
    return datetime.fromisoformat(value) if is_moment and value else value
