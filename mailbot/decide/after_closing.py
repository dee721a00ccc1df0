"""A case is closed: the client is told and asked once how it went; people look whether it has helped."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from mailbot.config import Settings
from mailbot.decide import letters
from mailbot.decide.needless import nothing
from mailbot.decide.orders.draft import Draft
from mailbot.decide.who import may_be_written_to
from mailbot.expressions import Expression
from mailbot.model import Event, IncomingMail, Meaning, Plan, Ticket, Timer
from mailbot.procedure import Delay, due, morning_after

_BAD = 2  # marks up to it, of 5
# A figure alone, or with words that go on from it: "4 : merci", "3, mais…"; not "2 fois", "4:30" or "4/10".
_SCORE = Expression(
    r"^\W*(?:note\s*:?\s*)?([1-5])(?:\s*(?:/|sur)\s*5(?!\d))?(?:[ \u00a0]*(?:$|[,.;:!)»–—\n-](?!\d))"
    r"|[ \u00a0]+(?:merci|très|tout|bien|parfait|super|bravo|mais|et|car|parce|pour|je|vous|nous)\b)",
    re.IGNORECASE,
)


def told(draft: Draft) -> None:
    """What follows from the closing itself."""
    ticket, settings = draft.ticket_now(), draft.settings
    closing = settings.procedure.closing
    client = ticket.party("client")
    if ticket.kind != "reclamation" or ticket.merged_into is not None:
        return
    can_write = client is not None and may_be_written_to(client.address) and not ticket.no_further_contact
    if closing.letter and can_write:
        outcome = ticket.outcome or draft.outcome or ""
        draft.letters.append(
            letters.closing(ticket, settings, draft.member, cause=draft.mail.content_digest, outcome=outcome)
        )
        draft.sent.append("Le client est informé de la clôture.")
    if closing.survey and can_write:
        draft.timers.append(_timer("survey", closing.survey, draft))
    if closing.effectiveness and ticket.record.get("actions"):
        draft.timers.append(_timer("effectiveness", closing.effectiveness, draft))
    if closing.staff_note and ticket.record.get("actions"):
        _note_for_colleagues(draft)


def changes_chosen(draft: Draft, before: Ticket) -> None:
    """The case was closed first, and only now it is decided what changes."""
    closing = draft.settings.procedure.closing
    if before.record.get("actions") or not draft.record.get("actions"):
        return
    if closing.effectiveness:
        draft.timers.append(_timer("effectiveness", closing.effectiveness, draft))
    if closing.staff_note:
        _note_for_colleagues(draft)


def _note_for_colleagues(draft: Draft) -> None:
    ticket, client = draft.ticket_now(), draft.party("client")
    names = (*draft.copy.identity.names, *((client.name,) if client and client.name else ()))
    draft.letters += letters.staff_note(ticket, draft.settings, cause=draft.mail.content_digest, names=names)
    draft.notes.append("Une note pour vos collègues, sans nom, vous est envoyée à part.")


def on_timer(name: str, due_at: datetime, ticket: Ticket, settings: Settings) -> Plan:
    if ticket.closed_at is None:
        return nothing(name, "Le dossier a été rouvert", ticket)
    if name == "survey":
        return _survey(name, due_at, ticket)
    open_actions = [a for a in ticket.record.get("actions", ()) if not a.get("done")]
    why = "Vérifier que les actions ont été efficaces"
    return Plan(
        disposition="noted",
        reason=why,
        ticket_id=ticket.id,
        events=(Event(event="effectiveness_due", why=why, actor="horloge"),),
        letters=letters.alerts(
            settings,
            cause=f"{name}:{ticket.id}:{due_at.isoformat()}",
            conversation="client",
            title=f"{why} ({ticket.reference})",
            sentences=(
                *(f"Décidé : {a['what']}{'' if a.get('done') else ' (pas encore noté comme fait)'}"
                  for a in ticket.record.get("actions", ())),
                *(("Des actions ne sont pas terminées : #fait et leur numéro.",) if open_actions else ()),
            ),
            todo="Dites si cela a aidé, et pourquoi, avec #efficacité. Sinon, #action en note une autre.",
            record=ticket.record,
            severity=ticket.severity,
        ),
    )  # fmt: skip


def score_in(mail: IncomingMail, ticket: Ticket) -> str | None:
    """The answer to our one question, where it was asked: a figure from 1 to 5 at the beginning."""
    if not ticket.record.get("survey_sent"):
        return None
    match = _SCORE.match(mail.new_text.strip())
    return match[1] if match else None


def is_final(score: str, meaning: Meaning) -> bool:
    """Our question was answered, and that is all; a bad mark with a complaint opens the case again.

    The subject of the answer is our own and speaks of a complaint: the words alone do not decide.
    """
    return int(score) > _BAD or meaning.kind != "reclamation"


def with_score(ticket: Ticket, score: str, text: str) -> dict[str, Any]:
    words = " ".join(text.split())
    said = score if words == score else f"{score} – {words}"
    return {**ticket.record, "satisfaction": said}


def _survey(name: str, due_at: datetime, ticket: Ticket) -> Plan:
    client = ticket.party("client")
    if ticket.no_further_contact or ticket.severity == "grave" or not (client and client.address):
        return nothing(name, "Pas de question de satisfaction à ce client", ticket)
    if ticket.record.get("survey_sent"):
        return nothing(name, "La question a déjà été posée", ticket)
    return Plan(
        disposition="noted",
        reason="Question de satisfaction",
        ticket_id=ticket.id,
        changes={"record": {**ticket.record, "survey_sent": due_at.isoformat()}},
        events=(Event(event="survey_sent", why="Question de satisfaction", actor="horloge"),),
        letters=(letters.survey(ticket, cause=f"{name}:{ticket.id}"),),
    )


def _timer(name: str, delay: Delay, draft: Draft) -> Timer:
    calendar = draft.settings.procedure.calendar
    return Timer(name=name, due_at=morning_after(due(draft.now, delay, calendar), calendar))
