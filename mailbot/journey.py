"""First story: a mail arrives. Raw bytes in, one committed transaction out.

read → understand → decide → compose → store. The mailbox is marked by the caller, after the commit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from mailbot.decide import (
    alone,
    decide,
    held_mail,
    named_in,
    numbers_by_rule,
    numbers_wanted,
    speaks_of_shown,
    split_off,
)
from mailbot.desk import Desk, carry_out
from mailbot.errors import MailbotError, TemporaryFailure
from mailbot.learning import model_in_use
from mailbot.log import log
from mailbot.model import (
    Attachment,
    Disposition,
    Event,
    Facts,
    Identity,
    IncomingMail,
    Kind,
    Meaning,
    Piece,
    Plan,
    RawMail,
    Redacted,
    Ticket,
)
from mailbot.procedure.numbers import NumberClass, readable_in
from mailbot.read import read
from mailbot.redact import identity_of_client, later_pieces, merged, of_case, redact, returned, without
from mailbot.store import confirming, facts, mailboxes, merging, named, record, tickets
from mailbot.store.corrections import last_settled_kind
from mailbot.store.db import Connection
from mailbot.token import verify
from mailbot.understand import understand

LARGEST_ORIGINAL = 5_000_000


def take_in(raw: RawMail, *, desk: Desk, now: datetime) -> Disposition:
    """Handles one mail, whatever it is: one bad mail is set aside for a person and stops nobody else."""
    try:
        return handle(raw, desk=desk, now=now)
    except TemporaryFailure:
        raise
    except Exception as error:  # noqa: BLE001  (whatever it is, the mail is kept and people are told)
        log.error("mail_held", mailbox=raw.mailbox, uid=raw.uid, error=type(error).__name__, exc_info=True)
        return _set_aside(raw, error, desk=desk, now=now)


def take_in_again(raw: RawMail, arrival_id: int, *, desk: Desk, now: datetime) -> Disposition:
    """A mail that was set aside, worked upon once more; it stays set aside until that succeeds."""
    try:
        return handle(raw, desk=desk, now=now, instead_of=arrival_id)
    except TemporaryFailure:
        raise
    except Exception as error:  # noqa: BLE001  (still the same mail: it is where it was)
        log.error("mail_held", arrival=arrival_id, error=type(error).__name__, exc_info=True)
        return "held"


def handle(raw: RawMail, *, desk: Desk, now: datetime, instead_of: int | None = None) -> Disposition:
    """The whole way of one mail. `instead_of` is the row that says it was set aside."""
    mail = _read(raw, desk)
    meaning = _understood(mail, desk)
    with desk.store.transaction() as connection:
        desk = desk.as_of(connection, now)
        if instead_of is not None:
            record.forget_arrival(connection, instead_of)
        digest = record.keep_raw(connection, raw)
        mail_id = record.take(connection, raw, mail, digest, now=now)
        if mail_id is None and _has_been_taken(connection, raw):
            return "duplicate"  # by another worker, while we waited for it: this very mail, not a copy
        if mail_id is None:
            first = record.known_mail(connection, mail.content_digest)
            disposition: Disposition = "duplicate"
            reason = "copie d'un courriel déjà enregistré"
            ticket_id = None
            event = Event(event="mail_duplicate", why=reason, data={"mailbox": raw.mailbox})
            record.add_event(connection, event, mail_id=first, now=now)
        else:
            first = mail_id
            _reachable_again(connection, mail)
            meaning = _as_settled(connection, mail, meaning, desk)
            known = _facts(connection, mail, meaning, desk, now)
            copy = _copy(connection, mail, meaning, known, desk)
            plan = _with_original(decide(mail, meaning, copy, known, desk.settings, now), mail, raw)
            ticket_id = carry_out(
                desk, connection, plan, now=now, mail=mail, mail_id=mail_id, mailbox=raw.mailbox
            )
            disposition, reason = plan.disposition, plan.reason
            if plan.confirms is not None:
                _obey(connection, plan.confirms, desk, now)
            if plan.splits is not None:
                _split_off(connection, plan.splits, known, desk, now)
        record.arrival(
            connection,
            raw,
            raw_digest=digest,
            mail_id=first,
            disposition=disposition,
            reason=reason,
            now=now,
        )
    log.info("mail_recorded", mail=first, ticket=ticket_id, disposition=disposition, uid=raw.uid)
    return disposition


def _has_been_taken(connection: Connection, raw: RawMail) -> bool:
    place = (raw.mailbox, raw.folder, raw.uidvalidity)
    return bool(raw.uid) and bool(mailboxes.known_uids(connection, *place, [raw.uid]))


def _read(raw: RawMail, desk: Desk) -> IncomingMail:
    return read(
        raw,
        own_addresses=desk.settings.own_addresses,
        trusted_servers=frozenset(desk.mailbox(raw.mailbox).authserv_ids),
        forms=desk.settings.reading,
    )


def _obey(connection: Connection, mail_id: int, desk: Desk, now: datetime) -> None:
    """A mail of staff that was not believed at first, as it was written: its writer has confirmed it."""
    raw = confirming.given(connection, mail_id, now=now)
    mail = replace(_read(raw, desk), authenticity="pass")
    meaning = understand(_as_written(mail), desk.settings.directory)
    known = _facts(connection, mail, meaning, desk, now)
    copy = _copy(connection, mail, meaning, known, desk)
    plan = _with_original(decide(mail, meaning, copy, known, desk.settings, now), mail, raw)
    carry_out(desk, connection, plan, now=now, mail=mail, mail_id=mail_id, mailbox=raw.mailbox)
    if plan.splits is not None:
        _split_off(connection, plan.splits, known, desk, now)


def _split_off(connection: Connection, mail_id: int, order: Facts, desk: Desk, now: datetime) -> None:
    """An earlier mail of the ticket becomes the first one of another, under the number that was announced."""
    source = order.threads[0].ticket
    raw = named.taken_out(connection, mail_id)
    mail = alone(_read(raw, desk), desk.settings)
    settled = last_settled_kind(connection, mail.writer.address) if mail.writer else None
    meaning = _understood(mail, desk, settled)
    known = replace(_facts(connection, mail, meaning, desk, now), next_reference=order.next_reference)
    copy, reveals = _redacted_now(mail, meaning, desk, source)
    copy = _with_all_known(copy, connection, source, desk, reveals)
    plan = split_off(mail, meaning, copy, known, desk.settings, now, source=source)
    plan = _with_original(plan, mail, raw)
    carry_out(desk, connection, plan, now=now, mail=mail, mail_id=mail_id, mailbox=raw.mailbox)


def _understood(mail: IncomingMail, desk: Desk, settled: Kind | None = None) -> Meaning:
    """With what was learnt here from the corrections of staff."""
    model = model_in_use(desk.settings)
    return understand(_as_written(mail), desk.settings.directory, model=model, settled=settled)


def _as_settled(connection: Connection, mail: IncomingMail, meaning: Meaning, desk: Desk) -> Meaning:
    """Understood anew where staff have settled before what this writer sends: few have been, and most wait
    for no database to be understood.
    """
    settled = last_settled_kind(connection, mail.writer.address) if mail.writer else None
    return meaning if settled is None else _understood(mail, desk, settled)


def _reachable_again(connection: Connection, mail: IncomingMail) -> None:
    """Who writes from an address, and is no forger, can be reached there, whatever came back before."""
    if mail.robot is None and mail.from_ and mail.authenticity != "fail":
        record.lift_suppression(connection, mail.from_.address)


def _with_original(plan: Plan, mail: IncomingMail, raw: RawMail) -> Plan:
    """What we could not read as it was meant goes to staff as it came: perhaps their program can."""
    if not mail.problems or len(raw.content) > LARGEST_ORIGINAL:
        return plan
    original = Attachment(
        name="courriel-original.eml", content_type="application/octet-stream", content=raw.content
    )
    letters = [
        replace(letter, attachments=(*letter.attachments, original))
        if letter.kind in named.SHOW_A_MAIL
        else letter
        for letter in plan.letters
    ]
    return replace(plan, letters=tuple(letters))


def _as_written(mail: IncomingMail) -> IncomingMail:
    """Some machines only carry what a person wrote: their header must not hide a complaint."""
    carries = mail.robot is not None and mail.robot.type in ("other", "list")
    return replace(mail, robot=None) if carries else mail


def _facts(connection: Connection, mail: IncomingMail, meaning: Meaning, desk: Desk, now: datetime) -> Facts:
    settings = desk.settings
    providers = (settings.directory.provider(target) for target in meaning.targets)
    by_staff = mail.from_ is not None and settings.staff_member(mail.from_.address) is not None
    return facts.gather(
        connection,
        mail,
        secret=desk.store.secret,
        prefix=settings.reference_prefix,
        year=mail.received_at.astimezone(ZoneInfo(settings.organisation.timezone)).year,
        now=now,
        staff=frozenset(member.address for member in settings.staff),
        staff_token_days=settings.staff_token_days,
        correspondents=frozenset(provider.address for provider in providers if provider),
        targets=meaning.targets,
        names=named_in(mail, settings) if by_staff else "",
        speaks_of_shown=by_staff and speaks_of_shown(mail),
    )


def _copy(connection: Connection, mail: IncomingMail, meaning: Meaning, known: Facts, desk: Desk) -> Redacted:
    """What could travel to a provider: of this mail, or, where staff command, of the one they speak of.

    Whatever the client has told in the ticket since then is searched for too, before anything leaves.
    """
    of_staff = next((thread for thread in known.threads if thread.side == "staff"), None)
    first = tickets.first_mail(connection, of_staff.ticket.id) if of_staff else None
    if of_staff is None or first is None:
        ticket = known.threads[0].ticket if known.threads else None
        if ticket is not None and _may_be_relayed(known, desk):
            return _returned(connection, mail, meaning, ticket, desk)
        return _numbered_on(_redacted_now(mail, meaning, desk, ticket)[0], mail, known, connection, desk)
    reveals = numbers_wanted(mail, of_staff.ticket, desk.settings)
    copy = _redacted(
        first,
        desk,
        alone_now=of_staff.ticket.split_from is not None,
        reveals=reveals,
        discreet=of_staff.ticket.refuses_contact_sharing,
    )
    copy = _with_all_known(copy, connection, of_staff.ticket, desk, reveals)
    return _with_later_pieces(copy, mail, of_staff.ticket, connection, desk)


def _with_all_known(
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
    of_client = _with_all_known(sent, connection, ticket, desk)
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


def _redacted_now(
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


def _set_aside(raw: RawMail, error: Exception, *, desk: Desk, now: datetime) -> Disposition:
    why = str(error) if isinstance(error, MailbotError) else type(error).__name__
    with desk.store.transaction() as connection:
        digest = record.keep_raw(connection, raw)
        record.arrival(
            connection, raw, raw_digest=digest, mail_id=None, disposition="held", reason=why, now=now
        )
        plan = held_mail(digest, why, desk.settings)
        carry_out(desk, connection, plan, now=now, mailbox=raw.mailbox)
    return "held"
