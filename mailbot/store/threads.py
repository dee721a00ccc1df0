"""Which tickets a mail refers to, and by what proof: the strongest first, what proves nothing apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import sqlalchemy as sa

from mailbot import token as tokens
from mailbot.model import IncomingMail, Thread, Ticket
from mailbot.store import merging, prepared
from mailbot.store import tables as t
from mailbot.store.db import Connection
from mailbot.store.tickets import is_sealed, surviving

MAX_IDS = 60  # of In-Reply-To and References that are looked up

_letters, _mails, _ids = t.letters.c, t.mails.c, t.thread_ids.c
_IDS: sa.BindParameter[Any] = sa.bindparam("ids", expanding=True)
_OUR_LETTERS = sa.select(
    _letters.message_id, _letters.ticket_id, _letters.conversation, _letters.side, _letters.recipient,
    _letters.created_at,
).where(_letters.message_id.in_(_IDS), _letters.ticket_id.is_not(None))  # fmt: skip
_IN_THREADS = sa.select(_ids.message_id, _ids.ticket_id, _ids.conversation).where(_ids.message_id.in_(_IDS))
_OPENER = sa.select(_mails.id).where(
    _mails.ticket_id.in_(_IDS),
    _mails.disposition.in_(("opened", "passed_on")),
    _mails.role != "staff",
    _mails.from_address == sa.bindparam("sender"),
)


class Links:
    """Looks up what one mail refers to; remembers what it could not prove."""

    def __init__(self, connection: Connection, *, sender: str, is_staff: bool) -> None:
        self.connection = connection
        self.sender = sender
        self.is_staff = is_staff
        self.unproven: list[str] = []

    def _ticket(self, ticket_id: int) -> Ticket | None:
        """Locked; the one that has taken its place, where there is one.

        None where nothing may be added any more, which staff are shown as a possible link.
        """
        found = surviving(self.connection, ticket_id, lock=True)
        if found is not None and any(is_sealed(self.connection, n) for n in {ticket_id, found.id}):
            self.unproven.append(found.reference or "")
            return None
        return found

    def _place(self, ticket_id: int, conversation: str) -> tuple[Ticket, str] | None:
        """Where this conversation goes on: with the same person, or nowhere."""
        found = self._ticket(ticket_id)
        if found is None:
            return None
        goes_on = merging.place_in(self.connection, (ticket_id, conversation), found.id)
        if goes_on is None:
            self.unproven.append(found.reference or "")
            return None
        return found, goes_on

    def _is_party(self, found: Ticket, conversation: str, ticket_id: int | None = None) -> bool:
        """The address that we write to, or the one that the opening mail came from.

        Only the From counts: anybody may put somebody else's address into a Reply-To.
        """
        party = found.party(conversation)
        if party and self.sender and party.address == self.sender:
            return True
        asked = {"ids": (found.id, ticket_id or found.id), "sender": self.sender}
        return conversation == "client" and prepared.first(self.connection, _OPENER, asked) is not None

    def by_token(self, token: tokens.Token, secret: bytes, oldest: date) -> Iterator[Thread]:
        place = self._place(token.ticket_id, token.conversation)
        if place and place[0].party(place[1]):
            found, conversation = place
            yield Thread(
                ticket=found,
                conversation=conversation,
                side=token.side,
                proof="token",
                is_addressee=_still_proves(token.side, token.issued_on, oldest)
                and (
                    token.belongs_to(self.sender, secret)
                    or (token.side == "party" and self._is_party(found, conversation, token.ticket_id))
                ),
            )

    def by_letters(self, ids: list[str], oldest: date) -> Iterator[Thread]:
        """Answers to our letters, from the very person that we had written to."""
        rows = prepared.rows(self.connection, _OUR_LETTERS, {"ids": ids})
        for row in _in_order(rows, ids):
            place = self._place(row.ticket_id, row.conversation)
            if place is None:
                continue
            found, conversation = place
            if row.recipient == self.sender or (
                row.side == "party" and self._is_party(found, conversation, row.ticket_id)
            ):
                yield Thread(
                    ticket=found,
                    conversation=conversation,
                    side=row.side,
                    proof="message_id",
                    is_addressee=_still_proves(row.side, row.created_at.date(), oldest),
                )
            else:
                self.unproven.append(found.reference or "")

    def by_mails(self, ids: list[str]) -> Iterator[Thread]:
        """Mails that share an ancestor with one in a ticket, from a party of that ticket."""
        rows = prepared.rows(self.connection, _IN_THREADS, {"ids": ids})
        for row in _in_order(rows, ids):
            place = self._place(row.ticket_id, row.conversation)
            if place and self._is_party(*place, row.ticket_id):
                yield Thread(
                    ticket=place[0],
                    conversation=place[1],
                    side="party",
                    proof="message_id",
                    is_addressee=True,
                )
            elif place:
                self.unproven.append(place[0].reference or "")

    def by_reference(self, reference: str, *, trusted: bool) -> Iterator[Thread]:
        """A reference in the subject proves nothing alone: the sender must be a party of the ticket.

        References can be guessed and anybody may write a Reply-To, so that only the From counts here.
        """
        ticket_id = self.connection.execute(
            sa.select(t.tickets.c.id).where(t.tickets.c.reference == reference)
        ).scalar_one_or_none()
        found = self._ticket(ticket_id) if ticket_id else None
        if found is None:
            return
        party = next((p for p in found.parties if p.address and p.address == self.sender), None)
        if party and trusted and not self.is_staff:
            yield Thread(
                ticket=found,
                conversation=party.conversation,
                side="party",
                proof="reference",
                is_addressee=True,
            )
        else:
            self.unproven.append(reference)


def threads_of(
    links: Links, mail: IncomingMail, *, secret: bytes, prefix: str, oldest: date
) -> Iterator[Thread]:
    # What a mail answers says more than a mark that may have been pasted into its text.
    answered = list(mail.in_reply_to)[:MAX_IDS]
    if answered:
        yield from links.by_letters(answered, oldest)
    for text in mail.tokens:
        if token := tokens.verify(text, secret):
            yield from links.by_token(token, secret, oldest)
    ids = list(dict.fromkeys((*mail.in_reply_to, *reversed(mail.references))))[:MAX_IDS]
    if ids:
        yield from links.by_letters(ids, oldest)
        yield from links.by_mails(ids)
    for reference in dict.fromkeys(
        re.findall(rf"\b{re.escape(prefix)}-\d{{4}}-\d{{4,9}}\b", mail.subject.upper())
    ):
        # Somebody whom our server calls a forger does not get in by knowing a number.
        yield from links.by_reference(reference, trusted=mail.authenticity != "fail")


def _in_order(rows: Iterable[Any], ids: list[str]) -> list[Any]:
    return sorted(rows, key=lambda row: ids.index(row.message_id))


def unique(threads: Iterable[Thread]) -> Iterator[Thread]:
    seen = set()
    for thread in threads:
        key = (thread.ticket.id, thread.conversation, thread.side, thread.is_addressee)
        if key not in seen:
            seen.add(key)
            yield thread


def _still_proves(side: str, issued_on: date, oldest: date) -> bool:
    """What lets staff command ends one day; what lets a client be heard does not."""
    return side == "party" or issued_on >= oldest
