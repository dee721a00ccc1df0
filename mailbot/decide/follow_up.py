"""Somebody writes in a ticket that exists: it joins its conversation, and staff are told."""

from __future__ import annotations

from typing import Any

from mailbot.config import Settings
from mailbot.decide import after_closing, consents, handlers, letters
from mailbot.decide.commitments import renewed_timers
from mailbot.decide.orders.case import AUTOMATIC
from mailbot.model import Event, IncomingMail, Meaning, Plan, Redacted, Role, Thread, Timer


def joined(
    mail: IncomingMail,
    meaning: Meaning,
    copy: Redacted,
    thread: Thread,
    settings: Settings,
    *,
    role: Role,
) -> Plan:
    """From a party of the ticket, or from somebody else who holds its token (and is not written to)."""
    ticket = thread.ticket
    is_client = thread.conversation == "client"
    changes: dict[str, Any] = {}
    timers: tuple[Timer, ...] = ()
    events = [_wrote(thread)]
    if is_client and thread.is_addressee and _is_believed(mail, thread):
        changes, told = _wishes(mail, thread, meaning)
        choice = handlers.chosen_later(mail, meaning, thread.ticket, settings)
        if choice.assigned:
            changes["assigned_to"] = choice.assigned
        events += (*told, *choice.events)
        score = after_closing.score_in(mail, ticket)
        if score:
            changes["record"] = after_closing.with_score(ticket, score, mail.new_text)
            events.append(
                Event(event="recorded", why=f"Satisfaction du client : {score}", actor="client",
                      data={"field": "satisfaction", "text": mail.new_text})
            )  # fmt: skip
        if ticket.closed_at is not None and not (score and after_closing.is_final(score, meaning)):
            changes |= {"closed_at": None, "reopened_at": mail.received_at}
            events.append(Event(event="ticket_reopened", why="Le client a écrit après la clôture"))
            if ticket.answered_at is None:
                timers = renewed_timers(ticket, settings)
    if is_client and mail.attachments and ticket.reference:
        changes["record"] = letters.with_pieces(changes.get("record", ticket.record), mail, copy)
    return Plan(
        disposition="follow_up",
        reason=f"Réponse dans le dossier {ticket.reference or ticket.id}",
        role=role,
        evidence=(f"preuve : {thread.proof}",),
        ticket_id=ticket.id,
        conversation=thread.conversation,
        changes=changes,
        events=tuple(events),
        letters=letters.follow_ups(
            mail,
            thread,
            settings,
            copy,
            wants_silence=meaning.wishes.no_further_contact and not changes.get("no_further_contact"),
        ),
        timers=timers,
        # An answer ends the reminders; a robot's answer never comes here.
        cancels=_overtaken(changes) if is_client else (f"provider_reminder:{thread.conversation}:*",),
        recalls=AUTOMATIC if changes.get("no_further_contact") else (),
    )


def _wrote(thread: Thread) -> Event:
    who = "client" if thread.conversation == "client" else "provider"
    return Event(
        event=f"{who}_wrote" if thread.is_addressee else "third_party_wrote",
        why="Nouveau message dans le dossier",
        actor=who if thread.is_addressee else "tiers",
        data={"proof": thread.proof, "conversation": thread.conversation},
    )


def _overtaken(changes: dict[str, Any]) -> tuple[str, ...]:
    return ("silence", "survey") if changes.get("no_further_contact") else ()


def _is_believed(mail: IncomingMail, thread: Thread) -> bool:
    """To change a case takes more than to be heard in it: not a forger, and not a guessed reference alone."""
    if thread.proof == "reference":
        return mail.authenticity == "pass"
    return mail.authenticity != "fail"


def stranger_with_staff_token(mail: IncomingMail, thread: Thread, settings: Settings, *, role: Role) -> Plan:
    """A notification to staff was answered by nobody that we know: kept, shown, passed to no one."""
    sender = mail.from_.address if mail.from_ else "expéditeur inconnu"
    return Plan(
        disposition="noted",
        reason="Réponse à une notification interne par une adresse qui n'est pas de l'équipe",
        role=role,
        evidence=("jeton d'équipe", "adresse inconnue"),
        ticket_id=thread.ticket.id,
        conversation=thread.conversation,
        side="staff",
        events=(
            Event(
                event="staff_token_misused",
                why="Réponse à une notification interne par une adresse inconnue",
                actor="tiers",
            ),
        ),
        letters=letters.alerts(
            settings,
            cause=mail.content_digest,
            conversation=thread.conversation,
            title="Une réponse n'a pas été transmise",
            sentences=(
                f"{sender} a répondu à un message destiné à l'équipe, sans en faire partie.",
                "Rien n'a été transmis ni exécuté.",
            ),
            todo="Si c'est un collègue, demandez-lui d'écrire depuis son adresse habituelle.",
            quoted=mail.text,
            record=thread.ticket.record,
        ),
    )


def _wishes(mail: IncomingMail, thread: Thread, meaning: Meaning) -> tuple[dict[str, Any], tuple[Event, ...]]:
    """A refusal counts from the moment when it is said; only staff take one back."""
    events = consents.recorded(mail, meaning.wishes, thread.ticket)
    return {event.data["wish"]: True for event in events}, events
