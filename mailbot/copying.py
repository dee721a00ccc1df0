"""What of a mail could travel to the other side of its case, with all that is known of the client beside it.

Whoever is known only from another mail of the case is masked in this one, and searched for in what leaves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from mailbot.decide import alone, numbers_by_rule, numbers_wanted
from mailbot.desk import Desk
from mailbot.model import Facts, Identity, IncomingMail, Meaning, Piece, RawMail, Redacted, Ticket
from mailbot.procedure.numbers import NumberClass, readable_in
from mailbot.read import read
from mailbot.redact import identity_of_client, later_pieces, merged, of_case, redact, returned, without
from mailbot.store import merging, tickets
from mailbot.store.db import Connection
from mailbot.token import verify
from mailbot.understand import understand


def copy_of(
    connection: Connection, mail: IncomingMail, meaning: Meaning, known: Facts, desk: Desk
) -> Redacted:
    """What could travel to a provider: of this mail, or, where staff command, of the one they speak of.

    Whatever the client has told in the ticket since then is searched for too, before anything leaves.
    """
    of_staff = next((thread for thread in known.threads if thread.side == "staff"), None)
    first = tickets.first_mail(connection, of_staff.ticket.id) if of_staff else None
    if of_staff is None or first is None:
        ticket = known.threads[0].ticket if known.threads else None
        if ticket is not None and _may_be_relayed(known, desk):
            return _returned(connection, mail, meaning, ticket, desk)
        return _numbered_on(redacted_now(mail, meaning, desk, ticket)[0], mail, known, connection, desk)
    reveals = numbers_wanted(mail, of_staff.ticket, desk.settings)
    copy = _redacted(
        first,
        desk,
        alone_now=of_staff.ticket.split_from is not None,
        reveals=reveals,
        discreet=of_staff.ticket.refuses_contact_sharing,
    )
    copy = with_all_known(copy, connection, of_staff.ticket, desk, reveals)
    return _with_later_pieces(copy, mail, of_staff.ticket, connection, desk)


def with_all_known(
    copy: Redacted,
    connection: Connection,
    ticket: Ticket,
    desk: Desk,
    reveals: frozenset[NumberClass] = frozenset(),
) -> Redacted:
    """Also from the tickets that were made one with it, or two of it: the client is the same there."""
    ids = merging.kin(connection, ticket.id)
    own = {raw.content for raw in tickets.client_mails(connection, ticket.id)} if reveals else set()
    told, numbers = [], list(readable_in(copy))
    for raw in tickets.all_of_client(connection, ids):
        # A number of a case that was split off is about somebody else: it is let go there, or nowhere.
        one = _redacted(raw, desk, reveals=reveals if raw.content in own else frozenset())
        told.append(one.identity)
        numbers += readable_in(one)
    others = (tickets.ticket(connection, n) for n in ids[1:])
    noted = (part for one in (ticket, *others) if one for part in _noted_identity(one, desk))
    known = merged((copy.identity, *noted, *told))
    free = (number for sort, number in numbers if sort in reveals)
    later = tuple(dict.fromkeys(one for one in numbers if one not in readable_in(copy)))
    return replace(copy, identity=without(known, free), told_later=later)


def _numbered_on(
    copy: Redacted, mail: IncomingMail, known: Facts, connection: Connection, desk: Desk
) -> Redacted:
    """The attachments of a client's later mail, under numbers that go on from those before."""
    thread = known.threads[0] if known.threads else None
    if not mail.attachments or thread is None or thread.ticket.reference is None:
        return copy
    if thread.conversation != "client" or thread.side != "party":
        return copy
    before = thread.ticket.record.get("pieces", ())
    opening = None if before else tickets.first_mail(connection, thread.ticket.id)
    first = before[-1]["first"] + before[-1]["count"] if before else 1
    if opening is not None:
        first += len(_read_again(opening, desk).attachments)
    return replace(copy, pieces=later_pieces(mail.attachments, copy.identity, first=first))


def _with_later_pieces(
    copy: Redacted, mail: IncomingMail, ticket: Ticket, connection: Connection, desk: Desk
) -> Redacted:
    """What the client has attached since the first mail, where staff speak of it."""
    if not (ticket.record.get("released") or "joindre" in mail.new_text.lower()):
        return copy
    pieces = [*copy.pieces, *_pieces_of(ticket, copy.identity, connection, desk, with_first=False)]
    for ticket_id in merging.absorbed(connection, (ticket.id,)):
        gone = tickets.ticket(connection, ticket_id)
        if gone is not None and gone.reference:
            found = _pieces_of(gone, copy.identity, connection, desk, with_first=True)
            pieces += (of_case(piece, gone.reference) for piece in found)
    return replace(copy, pieces=tuple(sorted(pieces, key=lambda piece: (piece.case, piece.number))))


def _pieces_of(
    ticket: Ticket, identity: Identity, connection: Connection, desk: Desk, *, with_first: bool
) -> Iterator[Piece]:
    """The client's later files in one ticket; `with_first`: those of the mail that opened it as well."""
    begin = {entry["mail"]: entry["first"] for entry in ticket.record.get("pieces", ())}
    opening = tickets.first_mail(connection, ticket.id) if with_first else None
    if opening is not None:
        yield from later_pieces(_read_again(opening, desk).attachments, identity, first=1)
    for raw in tickets.client_mails(connection, ticket.id) if begin else ():
        later = _read_again(raw, desk)
        if first := begin.get(later.content_digest):
            yield from later_pieces(later.attachments, identity, first=first)


def _noted_identity(ticket: Ticket, desk: Desk) -> tuple[Identity, ...]:
    """Who the client is: whom we write to, and what staff have noted on the sheet."""
    record, client = ticket.record, ticket.party("client")
    name, address = (client.name, client.address) if client else ("", "")
    written_to = identity_of_client(name, address, desk.settings.directory)
    named = identity_of_client(str(record.get("nom", "")), "", desk.settings.directory)
    noted = [str(record[name]) for name in ("telephone", "adresse") if record.get(name)]
    # The street alone tells as much as the whole of it; a town alone is that of many.
    streets = (re.split(r",|\n|\b\d{5}\b", str(record.get("adresse", "")))[0].strip(),)
    others = (*noted, *(street for street in streets if re.search(r"\d+\D{4,}", street)))
    return (written_to, named, Identity(others=others))


def _may_be_relayed(known: Facts, desk: Desk) -> bool:
    thread = known.threads[0]
    is_provider = thread.side == "party" and thread.conversation.startswith("provider:")
    return is_provider and desk.settings.procedure.forward.answers == "client"


def _returned(
    connection: Connection, mail: IncomingMail, meaning: Meaning, ticket: Ticket, desk: Desk
) -> Redacted:
    """What the client may read of a provider's answer; `decide` says whether it goes at all."""
    first = tickets.first_mail(connection, ticket.id)
    if first is None:
        return Redacted(subject="", text="", held=("le message du client n'est plus là",))
    sent = _redacted(first, desk, alone_now=ticket.split_from is not None)
    of_client = with_all_known(sent, connection, ticket, desk)
    signature = desk.settings.procedure.forward.relays_signature
    copy = returned(mail, of_client, desk.settings.directory, meaning, signature=signature)
    if _bears_a_token(connection, mail, ticket, desk):
        return copy
    return replace(copy, held=("elle ne répond pas à l'adresse du dossier", *copy.held))


def _bears_a_token(connection: Connection, mail: IncomingMail, ticket: Ticket, desk: Desk) -> bool:
    """Beside all that ties the mail to the case: what we gave to a party of it, and to nobody else."""
    found = [one for text in mail.tokens if (one := verify(text, desk.store.secret)) and one.side == "party"]
    ids = merging.kin(connection, ticket.id)
    return any(one.conversation.startswith("provider:") and one.ticket_id in ids for one in found)


def redacted_now(
    mail: IncomingMail, meaning: Meaning, desk: Desk, ticket: Ticket | None
) -> tuple[Redacted, frozenset[NumberClass]]:
    """The copy of a mail that has just come, or begins anew; and what the procedure lets be read in it."""
    has_refused = ticket is not None and ticket.refuses_contact_sharing
    refused = has_refused or meaning.wishes.refuses_contact_sharing
    reveals = numbers_by_rule(desk.settings, refused=refused)
    return redact(mail, desk.settings.directory, meaning, reveals), reveals


def _redacted(
    raw: RawMail,
    desk: Desk,
    *,
    alone_now: bool = False,
    reveals: frozenset[NumberClass] = frozenset(),
    discreet: bool = False,
) -> Redacted:
    """`alone_now`: taken out of another ticket, whose subject is about somebody else; `discreet`: the client
    has asked since that nobody may know.
    """
    directory = desk.settings.directory
    mail = _read_again(raw, desk)
    mail = alone(mail, desk.settings) if alone_now else mail
    meaning = understand(mail, directory)
    if discreet:
        meaning = replace(meaning, wishes=replace(meaning.wishes, refuses_contact_sharing=True))
    return redact(mail, directory, meaning, reveals)


def _read_again(raw: RawMail, desk: Desk) -> IncomingMail:
    """A mail of the archive; who vouched for it was asked when it came."""
    return read(raw, own_addresses=desk.settings.own_addresses, forms=desk.settings.reading)
