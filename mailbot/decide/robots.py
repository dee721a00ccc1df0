"""Machines write too: their mails are filed, never answered, and stop no clock."""

from __future__ import annotations

import re
from typing import Any

from mailbot.config import Settings
from mailbot.decide import becoming, letters
from mailbot.decide.sent import never_answered, no_reminders_after
from mailbot.model import Event, Facts, IncomingMail, Plan, Role, SentLetter, Thread, Timer

_SAYS = {
    "vacation": "Réponse automatique d'absence",
    "dsn_failed": "Avis de non-remise",
    "dsn_delayed": "Avis de retard de remise",
    "dsn_success": "Avis de remise",
    "mdn": "Accusé de lecture",
    "list": "Message d'une liste de diffusion",
    "newsletter": "Lettre d'information",
    "ticket_ack": "Accusé automatique d'un autre système",
    "challenge": "Demande de confirmation d'un anti-spam",
    "calendar": "Réponse de calendrier",
    "own": "Notre propre courriel, revenu",
    "other": "Message automatique",
}


def filed(mail: IncomingMail, thread: Thread | None, facts: Facts, settings: Settings, *, role: Role) -> Plan:
    robot_type = mail.robot.type if mail.robot else "own"
    evidence = mail.robot.evidence if mail.robot else ("expéditeur : notre propre adresse",)
    bounced = facts.bounced_letter
    if robot_type == "dsn_failed" and bounced is not None:
        return _bounce(mail, bounced, settings, role=role, evidence=evidence)
    says = _SAYS[robot_type]
    events = (Event(event="robot_filed", why=says, actor="robot", data={"type": robot_type}),)
    plan: dict[str, Any] = {}
    if thread is not None:
        plan = {
            "ticket_id": thread.ticket.id,
            "conversation": thread.conversation,
            "side": thread.side,
        }
        if robot_type == "challenge" and thread.side == "party":
            # Only a person can answer a riddle; until then the letter has not been read by anybody.
            plan["letters"] = letters.alerts(
                settings,
                cause=mail.content_digest,
                conversation=thread.conversation,
                title="Le destinataire demande une confirmation avant de recevoir nos courriels",
                sentences=("Son anti-spam attend une confirmation ; notre courriel n'est pas encore lu.",),
                todo="Ouvrez ce message dans la boîte du service et suivez la demande de confirmation.",
                quoted=mail.text,
                record=thread.ticket.record,
            )
    return Plan(disposition="filed", reason=says, role=role, evidence=evidence, events=events, **plan)


def _bounce(
    mail: IncomingMail,
    bounced: SentLetter,
    settings: Settings,
    *,
    role: Role,
    evidence: tuple[str, ...],
) -> Plan:
    """One of our letters never arrived: what it was meant to satisfy is not satisfied."""
    changes: dict[str, Any] = {}
    timers: tuple[Timer, ...] = ()
    cancels: tuple[str, ...] = ()
    ticket = bounced.ticket
    if bounced.kind.startswith("accuse_") and ticket and ticket.acknowledged_at:
        changes = {"acknowledged_at": None}
        if settings.procedure.answer.from_ == "acknowledgement":
            # The clock that it had started has not started: nobody has got it.
            changes["due_at"] = None
            cancels = ("answer_*",)
    if bounced.kind == "reponse_client" and ticket and ticket.answered_at:
        changes, timers = never_answered(ticket, settings, mail.received_at)
    if bounced.kind == "message_client" and ticket:
        changes, timers = becoming.never_left(ticket, [bounced.id], settings, mail.received_at)
    why = f"{_SAYS['dsn_failed']} : {letters.LETTER_NAMES.get(bounced.kind, bounced.kind)}"
    return Plan(
        disposition="filed",
        reason=why,
        role=role,
        evidence=evidence,
        ticket_id=bounced.ticket.id if bounced.ticket else None,
        conversation=bounced.conversation if bounced.ticket else None,
        side=bounced.side,
        changes=changes,
        timers=timers,
        cancels=(*cancels, *no_reminders_after(bounced.kind, bounced.conversation)),
        events=(Event(event="letter_bounced", why=why, actor="robot", data={"letter": bounced.id}),),
        # Only an address that we had really written to is put aside: anybody can forge a report.
        suppress=(bounced.recipient,) if _no_such_address(mail.text) and bounced.side == "party" else (),
        bounced_letter_id=bounced.id,
        letters=letters.alerts(
            settings,
            # A dead address of our own team sends everything back: one word a day is enough.
            cause=mail.content_digest
            if bounced.side == "party"
            else f"bounced:{bounced.recipient}:{mail.received_at:%Y-%m-%d}",
            conversation=bounced.conversation,
            title="Un courriel n'a pas pu être remis",
            sentences=(f"{why}, adressé à {bounced.recipient}.",),
            todo="Vérifiez l'adresse, ou joignez la personne par un autre moyen (téléphone, courrier).",
            quoted=mail.text,
            but_not=bounced.recipient,
            record=ticket.record if ticket else {},
        ),
    )


def _no_such_address(report: str) -> bool:
    """5.1.x and 5.2.1 say that there is nobody; a full mailbox or a mistrustful server says other things."""
    return re.search(r"\b5\.(1\.\d{1,3}|2\.1)\b", report) is not None
