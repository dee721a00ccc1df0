"""Checks on the rows themselves that nothing was lost, nothing done twice, and every letter has a cause."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import sqlalchemy as sa

from mailbot.store import tables as t
from mailbot.store.db import Connection


def gaps(connection: Connection) -> Iterator[str]:
    """A sentence for every gap; none means that laws 1, 2, 3 and 9 hold."""
    yield from _mails(connection)
    yield from _bytes(connection)
    yield from _tickets(connection)
    yield from _joined(connection)
    yield from _letters(connection)
    yield from _events(connection)


def counts(connection: Connection) -> dict[str, int]:
    tables = {"courriels": t.mails, "arrivées": t.arrivals, "dossiers": t.tickets, "lettres": t.letters,
              "événements": t.events}  # fmt: skip
    return {
        name: connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
        for name, table in tables.items()
    }


def _mails(connection: Connection) -> Iterator[str]:
    a, m = t.arrivals.c, t.mails.c
    for row in connection.execute(sa.select(m.id).where(m.disposition.is_(None))):
        yield f"courriel {row.id} : pris, mais sans décision"
    lonely = sa.select(m.id).where(~sa.exists().where(a.mail_id == m.id))
    for row in connection.execute(lonely):
        yield f"courriel {row.id} : aucune arrivée ne l'explique"
    nothing = sa.select(a.id, a.disposition).where(
        a.disposition.not_in(("unfetchable", "held", "forgotten")),
        sa.or_(a.mail_id.is_(None), a.raw_digest.is_(None)),
    )
    for row in connection.execute(nothing):
        yield f"arrivée {row.id} ({row.disposition}) : sans courriel ou sans octets"
    unexplained = (
        sa.select(a.id)
        .outerjoin(t.raws, t.raws.c.digest == a.raw_digest)
        .where(a.disposition == "forgotten", t.raws.c.erased_at.is_(None))
    )
    for row in connection.execute(unexplained):
        yield f"arrivée {row.id} : dite effacée, et rien ne le montre"
    unread = sa.select(a.id).where(a.disposition == "held", a.raw_digest.is_(None))
    for row in connection.execute(unread):
        yield f"arrivée {row.id} : mise de côté sans ses octets"


def _bytes(connection: Connection) -> Iterator[str]:
    r = t.raws.c
    rows = connection.execution_options(yield_per=50).execute(sa.select(r.digest, r.content, r.erased_at))
    for row in rows:
        if row.erased_at is not None:
            if row.content:
                yield f"octets {row.digest[:12]} : déclarés effacés, et toujours là"
        elif hashlib.sha256(row.content).hexdigest() != row.digest:
            yield f"octets {row.digest[:12]} : leur empreinte ne correspond plus"


def _tickets(connection: Connection) -> Iterator[str]:
    m, k, c = t.mails.c, t.tickets.c, t.letters.c
    opened = sa.func.count(sa.case((m.disposition == "opened", m.id)))
    begun = sa.func.count(m.id)
    openings = (
        sa.select(k.id, k.reference, opened.label("opened"), begun.label("begun"))
        .select_from(
            t.tickets.outerjoin(
                t.mails, sa.and_(m.ticket_id == k.id, m.disposition.in_(("opened", "passed_on")))
            )
        )
        .group_by(k.id, k.reference)
        .having(sa.or_(opened > 1, sa.and_(opened == 0, begun != 1)))
    )
    for row in connection.execute(openings):
        yield f"dossier {row.reference or row.id} : {row.begun} courriel(s) d'ouverture au lieu d'un"
    acknowledged = (
        sa.select(c.ticket_id, sa.func.count(c.id).label("n"))
        .where(c.kind.startswith("accuse_"))
        .group_by(c.ticket_id)
        .having(sa.func.count(c.id) > 1)
    )
    for row in connection.execute(acknowledged):
        yield f"dossier n° {row.ticket_id} : {row.n} accusés de réception"
    explained = sa.exists().where(
        t.events.c.ticket_id == k.id, t.events.c.event == "acknowledgement_withheld"
    )
    written = sa.exists().where(c.ticket_id == k.id, c.kind.startswith("accuse_"))
    silent = sa.select(k.reference).where(k.reference.is_not(None), ~explained, ~written)
    for row in connection.execute(silent):
        yield f"dossier {row.reference} : ni accusé de réception, ni raison de s'en passer"


def _joined(connection: Connection) -> Iterator[str]:
    """A ticket that is one with another leads to one that goes on, and is open nowhere itself."""
    k = t.tickets.c
    rows = connection.execute(
        sa.select(k.id, k.reference, k.merged_into, k.split_from, k.closed_at).where(
            sa.or_(k.merged_into.is_not(None), k.split_from.is_not(None))
        )
    ).all()
    into = {row.id: row.merged_into for row in rows if row.merged_into is not None}
    ends = {*into.values(), *(row.split_from for row in rows if row.split_from is not None)}
    there = set(connection.execute(sa.select(k.id).where(k.id.in_(ends))).scalars())
    for row in rows:
        name = f"dossier {row.reference or row.id}"
        if row.split_from is not None and row.split_from not in there:
            yield f"{name} : mis à part d'un dossier qui n'existe pas"
        if row.merged_into is None:
            continue
        if row.merged_into not in there:
            yield f"{name} : réuni à un dossier qui n'existe pas"
        if row.closed_at is None:
            yield f"{name} : réuni à un autre, et toujours ouvert"
        if _goes_round(row.id, into):
            yield f"{name} : réuni à un autre qui ramène à lui"


def _goes_round(ticket_id: int, into: dict[int, int]) -> bool:
    passed = set()
    while ticket_id in into and ticket_id not in passed:
        passed.add(ticket_id)
        ticket_id = into[ticket_id]
    return ticket_id in passed


def _letters(connection: Connection) -> Iterator[str]:
    c, e = t.letters.c, t.events.c
    caused = sa.exists().where(
        e.letter_id == c.id, e.event.in_(("letter_decided", "letter_held", "letter_suppressed"))
    )
    for row in connection.execute(sa.select(c.id).where(~caused)):
        yield f"lettre {row.id} : aucun événement ne l'a décidée"
    told = sa.exists().where(e.letter_id == c.id, e.event == "letter_sent")
    unsaid = sa.select(c.id).where(
        c.state == "sent", sa.or_(c.sent_at.is_(None), c.server_reply.is_(None), ~told)
    )
    for row in connection.execute(unsaid):
        yield f"lettre {row.id} : envoyée sans preuve"


def _events(connection: Connection) -> Iterator[str]:
    m = t.mails.c
    silent = sa.select(m.id).where(m.disposition.is_not(None), ~sa.exists().where(t.events.c.mail_id == m.id))
    for row in connection.execute(silent):
        yield f"courriel {row.id} : aucun événement"
