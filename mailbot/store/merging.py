"""Tickets that are one with another: what was said in them counts in the one that goes on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from mailbot.store import prepared
from mailbot.store import tables as t
from mailbot.store.db import Connection

Place = tuple[int, str]  # a ticket, and a conversation of it

_ABSORBED = sa.select(t.tickets.c.id, t.tickets.c.merged_into).where(
    t.tickets.c.merged_into.in_(sa.bindparam("ids", expanding=True))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where the conversations of some tickets were held: in themselves, and in those merged into them."""

    ids: tuple[int, ...]
    asked: frozenset[int]
    moved: Mapping[Place, Place]

    def of(self, ticket_id: int, conversation: str | None) -> Iterator[Place]:
        """Which of the tickets that were asked for know what was said there, and as which conversation."""
        place = (ticket_id, conversation or "")
        if ticket_id in self.asked:
            yield place
        if place in self.moved:
            yield self.moved[place]


def absorbed(connection: Connection, ids: Iterable[int]) -> dict[int, int]:
    """Every ticket that has merged into one of these, by way of others too → into which of these."""
    level = {ticket_id: ticket_id for ticket_id in ids}
    found: dict[int, int] = {}
    while level:
        rows = prepared.rows(connection, _ABSORBED, {"ids": list(level)})
        level = {row.id: level[row.merged_into] for row in rows if row.id not in found}
        found |= level
    return found


def kin(connection: Connection, ticket_id: int) -> tuple[int, ...]:
    """Every ticket that was made one with this one, or two of it: what one knows of the client, all do."""
    c = t.tickets.c
    found, level = {ticket_id}, {ticket_id}
    while level:
        near = sa.or_(c.id.in_(level), c.merged_into.in_(level), c.split_from.in_(level))
        rows = connection.execute(sa.select(c.id, c.merged_into, c.split_from).where(near)).all()
        level = {n for row in rows for n in row if n is not None} - found
        found |= level
    return (ticket_id, *sorted(found - {ticket_id}))


def places(connection: Connection, ids: Sequence[int]) -> Places:
    into = absorbed(connection, ids)
    moved: dict[Place, Place] = {}
    if into:
        parties = _parties(connection, {*into, *into.values()})
        for gone, survivor in into.items():
            for party in parties.get(gone, ()):
                if (conversation := _counterpart(party, parties.get(survivor, ()))) is not None:
                    moved[(gone, party["conversation"])] = (survivor, conversation)
    return Places(ids=tuple(dict.fromkeys((*ids, *into))), asked=frozenset(ids), moved=moved)


def place_in(connection: Connection, place: Place, survivor: int) -> str | None:
    """As which conversation of `survivor` this one goes on; None: with nobody that it knows."""
    gone, conversation = place
    if gone == survivor:
        return conversation
    parties = _parties(connection, {gone, survivor})
    own = next((p for p in parties.get(gone, ()) if p["conversation"] == conversation), None)
    return _counterpart(own, parties.get(survivor, ())) if own else None


def _parties(connection: Connection, ids: Iterable[int]) -> dict[int, list[Mapping[str, Any]]]:
    p = t.parties.c
    rows = connection.execute(
        sa.select(p.ticket_id, p.conversation, p.address, p.provider_id)
        .where(p.ticket_id.in_(tuple(ids)))
        .order_by(p.id)
    ).mappings()
    found: dict[int, list[Mapping[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["ticket_id"], []).append(dict(row))
    return found


def _counterpart(party: Mapping[str, Any], others: Iterable[Mapping[str, Any]]) -> str | None:
    """The same party in the other ticket: what was for one never goes to somebody else."""
    for other in others:
        if _is_same(party, other):
            conversation: str = other["conversation"]
            return conversation
    return None


def _is_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    if (one["conversation"] == "client") != (other["conversation"] == "client"):
        return False
    if one["conversation"] == "client":
        # Without an address nobody can write or be written to: a person has said that they are one.
        return not one["address"] or one["address"] == other["address"]
    if one["provider_id"] or other["provider_id"]:
        return bool(one["provider_id"] == other["provider_id"])
    return bool(one["address"] and one["address"] == other["address"])
