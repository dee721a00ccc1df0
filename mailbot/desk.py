"""What the three stories share: settings, store and templates, and how a Plan becomes rows and letters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from mailbot.compose import House, compose
from mailbot.config import Mailbox, Settings
from mailbot.decide import held_letter, status_of, without_claims
from mailbot.model import Attachment, Doubt, Event, IncomingMail, Letter, OutgoingMail, Plan, Ticket
from mailbot.redact import places_of, search
from mailbot.report.attached import register_file
from mailbot.report.period import parse_period
from mailbot.reviewing import review
from mailbot.stationery import Stationery
from mailbot.store import absences, record, tickets, undoing, views
from mailbot.store.db import Connection, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    settings: Settings
    store: Store
    stationery: Stationery
    writes_letters: bool = True  # False: existing mail is taken over, and nobody is written to

    def mailbox(self, address: str) -> Mailbox:
        """The mailbox of a service address; the first one answers for addresses that are no more."""
        boxes = self.settings.mailboxes
        return next((b for b in boxes if address in (b.address, *b.aliases)), boxes[0])

    def as_of(self, connection: Connection, now: datetime) -> Desk:
        """With what people have said of themselves: who is away at this moment."""
        noted = absences.noted(connection, now=now)
        if not noted:
            return self
        away = {name: absence.until for name, absence in noted.items() if absence.begun(now)}
        return replace(self, settings=replace(self.settings, absent=away, absences=noted))


def carry_out(
    desk: Desk,
    connection: Connection,
    plan: Plan,
    *,
    now: datetime,
    mail: IncomingMail | None = None,
    mail_id: int | None = None,
    letter_id: int | None = None,
    mailbox: str | None = None,
) -> int | None:
    """Writes everything that `plan` says, its letters finished; the caller's transaction commits it.

    Returns the ticket's id. Letters need it, so the ticket comes first.
    """
    if not desk.writes_letters:
        plan = _silent(plan)
    before = undoing.seen(connection, plan)
    ticket_id = record.ticket(connection, plan, now=now)
    ticket = tickets.ticket(connection, ticket_id) if ticket_id is not None else None
    if ticket is not None and (status := status_of(ticket, desk.settings)) != ticket.status:
        record.status(connection, ticket.id, status)
    box = desk.mailbox(ticket.mailbox if ticket else mailbox or "")
    house = _house(desk, box, ticket_id, ticket, now)
    known = ticket_id if plan.opens is None else None  # in a new ticket nothing has passed yet
    letters = [
        _with_report(connection, _threaded(connection, letter, known), desk.settings, now)
        for letter in plan.letters
    ]
    outgoing = [_finished(letter, desk, house) for letter in letters if letter.side == "party"]
    stopped = any(mail.withheld for mail in outgoing)
    others_wait = any(mail.letter.not_before and not mail.withheld for mail in outgoing)
    outgoing += [
        _finished(without_claims(letter, others_wait=others_wait) if stopped else letter, desk, house)
        for letter in letters
        if letter.side == "staff"
    ]
    for held in [mail for mail in outgoing if mail.withheld]:
        alerts = held_letter(held, desk.settings, _found_in(held))
        outgoing += [_finished(alert, desk, house) for alert in alerts]
        plan = _as_held(_without_reminders(plan, held.letter.conversation), held.letter.conversation)
    record.consequences(
        connection,
        plan,
        ticket_id=ticket_id,
        mail=mail,
        mail_id=mail_id,
        letter_id=letter_id,
        outgoing=outgoing,
        mailbox=box.address,
        now=now,
    )
    for other in plan.also:
        carry_out(desk, connection, other, now=now, mail_id=mail_id, mailbox=box.address)
    undoing.keep(connection, before, plan, mail_id)
    undoing.undo(connection, plan)
    return ticket_id


def _house(desk: Desk, box: Mailbox, ticket_id: int | None, ticket: Ticket | None, now: datetime) -> House:
    return House(
        organisation=desk.settings.organisation,
        mailbox_address=box.address,
        plus_addressing=box.plus_addressing,
        secret=desk.store.secret,
        ticket_id=ticket_id,
        reference=ticket.reference if ticket else None,
        today=now.astimezone(ZoneInfo(desk.settings.organisation.timezone)).date(),
    )


def _silent(plan: Plan) -> Plan:
    """Mail of former times: no letters, and no alarms about dates that have long passed."""
    why = "Repris sans courrier"
    events = (*plan.events, Event(event="acknowledgement_withheld", why=why)) if plan.opens else plan.events
    return replace(plan, letters=(), timers=(), events=events)


def _without_reminders(plan: Plan, conversation: str) -> Plan:
    """Nobody is reminded of a letter that did not leave."""
    prefix = f"provider_reminder:{conversation}:"
    return replace(plan, timers=tuple(t for t in plan.timers if not t.name.startswith(prefix)))


def _as_held(plan: Plan, conversation: str) -> Plan:
    """It was ordered, and did not leave: the past must not tell otherwise."""
    events = tuple(
        replace(event, why=f"Retenu avant l'envoi : {event.why}")
        if event.event == "forward_ordered" and event.data.get("to") == conversation
        else event
        for event in plan.events
    )
    return replace(plan, events=events)


def _threaded(connection: Connection, letter: Letter, ticket_id: int | None) -> Letter:
    """Below what this person has had from us in this ticket, so that mail programs keep it together."""
    if letter.in_reply_to is not None or ticket_id is None:
        return letter
    thread = tickets.thread_with(
        connection, ticket_id, letter.conversation, letter.side, letter.recipient.address
    )
    return replace(letter, in_reply_to=thread[-1], references=thread) if thread else letter


def _with_report(connection: Connection, letter: Letter, settings: Settings, now: datetime) -> Letter:
    """The letter, and what somebody has asked for: the register, a review, the blank form."""
    if not letter.report:
        return letter
    what, _, which = letter.report.partition(":")
    zone = settings.organisation.timezone
    if what == "review":
        papers = review(settings, connection, parse_period(which, zone), now=now)
        file = Attachment(name=f"bilan-{which}.pdf", content_type="application/pdf", content=papers.pdf())
    elif what == "case":
        return _with_sheet(connection, letter, which, settings, now)
    elif what == "fiche":
        from mailbot.report.fiche import blank  # its library takes a moment to load

        form = blank(settings, now)
        file = Attachment(name="fiche-reclamation.pdf", content_type="application/pdf", content=form)
    else:
        file = _register_file(connection, which, settings, now)
    return replace(letter, attachments=(*letter.attachments, file))


def _with_sheet(
    connection: Connection, letter: Letter, reference: str, settings: Settings, now: datetime
) -> Letter:
    """The complaint sheet of a case; not to somebody whom the client complains about."""
    found = views.case(connection, reference)
    record_ = (found["ticket"]["record"] or {}) if found else {}
    member = settings.staff_member(letter.recipient.address)
    named = member is not None and member.name in record_.get("blamed", ())
    if found is None or named or found["ticket"]["restricted_at"]:
        why = "vous y êtes mis en cause, un collègue vous en parlera" if named else "il n'y a pas de dossier"
        refused = (f"#fiche {reference} : {why}.",)
        return replace(letter, report="", context={**letter.context, "done": (), "refused": refused})
    from mailbot.report.fiche_file import sheet_file  # as above

    name = f"fiche-{reference}.pdf"
    content = sheet_file(found, settings, now)
    file = Attachment(name=name, content_type="application/pdf", content=content)
    return replace(letter, attachments=(*letter.attachments, file))


def _register_file(connection: Connection, year: str, settings: Settings, now: datetime) -> Attachment:
    """All of it, or one year."""
    zone = ZoneInfo(settings.organisation.timezone)
    tickets = views.register(
        connection,
        since=datetime(int(year), 1, 1, tzinfo=zone) if year else None,
        until=datetime(int(year) + 1, 1, 1, tzinfo=zone) if year else None,
    )
    name = f"registre-{year}.xlsx" if year else "registre.xlsx"
    fields = settings.procedure.fields
    title = settings.procedure.register.title or ""
    names = settings.directory.names
    return register_file(
        tickets, name=name, timezone=zone.key, now=now, fields=fields, names=names, title=title
    )


def _finished(letter: Letter, desk: Desk, house: House) -> OutgoingMail:
    """The bytes; and what goes to a provider is searched, as bytes, for all that we know of the client."""
    if letter.names_mediator:
        house = replace(house, mediator=desk.settings.mediator)
    mail = compose(letter, templates=desk.stationery.current(), house=house)
    if letter.searched_for is None:
        return mail
    return replace(mail, withheld=search(mail.content, letter.searched_for, _let_go(letter)))


def _let_go(letter: Letter) -> tuple[str, ...]:
    """Only an order of staff puts a document of the client (« piece-2.pdf ») into a letter."""
    return tuple(one.name for one in letter.attachments if one.name.startswith("piece-"))


def _found_in(held: OutgoingMail) -> tuple[Doubt, ...]:
    """Where in a letter that must not leave the client can be recognised."""
    letter = held.letter
    if letter.searched_for is None:
        return ()
    subject, text = (str(letter.context.get(name) or "") for name in ("subject", "text"))
    return places_of(held.content, letter.searched_for, subject, text, _let_go(letter))
