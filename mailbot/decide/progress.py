"""The client is kept informed: when his case moves on, and when nothing has been said for too long."""

from __future__ import annotations

from datetime import datetime

from mailbot.config import Settings
from mailbot.decide import after_closing, letters, sheet
from mailbot.decide.commitments import silence_timers
from mailbot.decide.needless import nothing
from mailbot.decide.orders.draft import Draft
from mailbot.decide.who import may_be_written_to
from mailbot.model import Event, Plan, Ticket


def follow_change(draft: Draft) -> None:
    """Staff's mail has moved the case on: steps that were left out are said, the client may be told."""
    before, after = draft.thread.ticket, draft.ticket_now()
    if after.merged_into is not None:
        return  # it goes on, under another reference
    if draft.outcome or (after.closed_at and not before.closed_at):
        _say_skipped(draft, before)
    if before.closed_at and after.closed_at:
        after_closing.changes_chosen(draft, before)
    promised = draft.settings.procedure.progress
    moved = sheet.status_of(before, draft.settings) != sheet.status_of(after, draft.settings)
    if not (moved and promised.on_change and promised.automatic and _may_be_told(after)):
        return
    if after.closed_at or any(x.side == "party" and x.conversation == "client" for x in draft.letters):
        return
    draft.letters.append(
        letters.progress(
            after, draft.settings, cause=draft.mail.content_digest, done=done_so_far(after), now=draft.now
        )
    )
    draft.sent.append("Le client est informé de l'avancement.")


def _say_skipped(draft: Draft, before: Ticket) -> None:
    """What the document wanted before an answer, or before a case is closed, and was not done: recorded."""
    known = draft.ticket_now()
    states = sheet.steps(known, draft.settings)
    ends = {"reponse", "cloture"}
    first_end = next((n for n, s in enumerate(states) if ends & set(s.step.wants)), len(states))
    closing = next((n for n, s in enumerate(states) if "cloture" in s.step.wants), len(states))
    end = closing if known.closed_at and not before.closed_at else first_end
    left_out = [s for s in states[:end] if s.missing and not ends & set(s.step.wants)]
    for state in left_out:
        why = f"Étape passée : {state.step.label} (manque : {', '.join(state.missing)})"
        draft.events.append(Event(event="step_skipped", why=why, actor=draft.member.name))
    if left_out:
        draft.notes.append(
            "Étapes de la procédure qui n'ont pas été faites : "
            + " ; ".join(f"{s.step.label} ({', '.join(s.missing)})" for s in left_out)
            + "."
        )


def on_silence(ticket: Ticket, settings: Settings, now: datetime, due_at: datetime) -> Plan:
    """Nothing has been said for as long as the procedure allows: the client is told, or people are."""
    if ticket.no_further_contact:
        return nothing("silence", "Le client ne veut plus être contacté", ticket)
    if ticket.kind != "reclamation":
        return nothing("silence", "Ce n'est pas, ou plus, une réclamation", ticket)
    why = "Le client est sans nouvelles"
    cause = f"silence:{ticket.id}:{due_at.isoformat()}"
    written = (
        (letters.progress(ticket, settings, cause=cause, done=done_so_far(ticket), now=now),)
        if settings.procedure.progress.automatic and _may_be_told(ticket)
        else letters.silence_notices(ticket, settings, cause=cause)
    )
    return Plan(
        disposition="noted",
        reason=why,
        ticket_id=ticket.id,
        events=(Event(event="client_uninformed", why=why, actor="horloge"),),
        letters=written,
        timers=silence_timers(now, settings),
    )


def done_so_far(ticket: Ticket) -> tuple[str, ...]:
    """What can be told to a client without telling him anything that is not his: the steps, in our words."""
    done = ["Votre réclamation est enregistrée."]
    if ticket.forwarded_at:
        done.append("Elle a été transmise, sans vos coordonnées, au prestataire concerné.")
    if {"prestataire", "client"} & set(ticket.record.get("called", ())):
        done.append("Nous avons pris contact par téléphone avec les personnes concernées.")
    if ticket.record.get("cause"):
        done.append("Nous avons recherché les causes de ce que vous nous signalez.")
    if ticket.record.get("actions"):
        done.append("Des actions ont été décidées.")
    return tuple(done)


def _may_be_told(ticket: Ticket) -> bool:
    """Only whom we have reached before: a forged address hears nothing from us."""
    client = ticket.party("client")
    if client is None or not may_be_written_to(client.address) or ticket.no_further_contact:
        return False
    reached = ticket.acknowledged_at or ticket.informed_at or ticket.answered_at
    return ticket.kind == "reclamation" and reached is not None
