"""First story: a mail arrives. Raw bytes in, one committed transaction out.

read → understand → decide → compose → store. The mailbox is marked by the caller, after the commit.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from mailbot.copying import copy_of, redacted_now, with_all_known
from mailbot.decide import (
    alone,
    decide,
    held_mail,
    named_in,
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
    IncomingMail,
    Kind,
    Meaning,
    Plan,
    RawMail,
)
from mailbot.read import read
from mailbot.store import confirming, facts, mailboxes, named, record
from mailbot.store.corrections import last_settled_kind
from mailbot.store.db import Connection
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
            copy = copy_of(connection, mail, meaning, known, desk)
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
    copy = copy_of(connection, mail, meaning, known, desk)
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
    copy, reveals = redacted_now(mail, meaning, desk, source)
    copy = with_all_known(copy, connection, source, desk, reveals)
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
