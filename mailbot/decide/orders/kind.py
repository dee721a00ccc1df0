"""What a mail is: complaint, suggestion or neither. The clocks follow."""

from __future__ import annotations

from mailbot.decide import letters
from mailbot.decide.commitments import answer_timers, begun, first_timers, settled_due
from mailbot.decide.orders.draft import Draft
from mailbot.decide.who import may_be_written_to
from mailbot.model import Event, Kind


def reclamation(draft: Draft, _: str) -> None:
    ticket = draft.thread.ticket
    if ticket.kind == "reclamation" and not ticket.doubtful and ticket.reference:
        draft.notes.append("C'est déjà une réclamation : rien ne change.")
        return
    _settle(draft, "reclamation", "c'est une réclamation")
    due_at = settled_due(ticket, draft.settings)
    draft.changes["due_at"] = due_at
    draft.timers += first_timers("reclamation", begun(ticket), draft.settings)
    if due_at and not ticket.answered_at:
        draft.timers += answer_timers(ticket.received_at, due_at, draft.settings)


def suggestion(draft: Draft, _: str) -> None:
    _settle(draft, "suggestion", "c'est une suggestion")
    draft.changes["due_at"] = None
    draft.cancels += ["answer_*", "acknowledgement_late", "silence", "step:*", "escalation"]


def other(draft: Draft, _: str) -> None:
    draft.changes |= {"kind": "autre", "doubtful": False, "due_at": None}
    draft.say("kind_settled", "C'est noté : ni réclamation ni suggestion.", {"kind": "autre"})
    draft.cancels.append("*")


def _settle(draft: Draft, kind: Kind, words: str) -> None:
    draft.changes |= {"kind": kind, "doubtful": False}
    draft.say("kind_settled", f"C'est noté : {words}.", {"kind": kind})
    if draft.thread.ticket.reference is None:
        draft.changes["reference"] = draft.facts.next_reference
        _acknowledge_late(draft, kind)


def _acknowledge_late(draft: Draft, kind: Kind) -> None:
    """A ticket enters the register: its client is told, or the register says why not."""
    ticket = draft.thread.ticket
    client = ticket.party("client")
    if client is None or not client.address:
        silence = "L'adresse du client n'est pas connue"
    elif not may_be_written_to(client.address):
        silence = "L'adresse est celle d'un automate"
    elif ticket.no_further_contact:
        silence = "Le client ne veut plus être contacté"
    else:
        letter = letters.late_acknowledgement(ticket, client, kind, draft.settings, now=draft.now)
        draft.letters.append(letter)
        draft.sent.append("L'accusé de réception part au client.")
        return
    draft.events.append(Event(event="acknowledgement_withheld", why=silence))
    draft.notes.append(f"Pas d'accusé de réception. {silence}.")
