"""A colleague's machine that answers every letter of ours: beyond a bound nothing it says goes anywhere.

A programme that does not say that it is one is obeyed like the colleague whose address it uses: its words
would go to a client, a transcript would come back to it, and so on for ever. A person can always go on:
machines write no commands.
"""

from __future__ import annotations

from datetime import datetime

from mailbot.config import Settings
from mailbot.decide import letters
from mailbot.decide.commands import parse
from mailbot.decide.letters.parts import MARKS
from mailbot.model import Event, Facts, IncomingMail, Plan, StaffMember, Thread

BOUND = 40  # mails of one colleague in a day
_SUSPICION = (
    "{name} a envoyé plus de {bound} messages aujourd'hui. C'est sans doute une réponse automatique de sa"
    " messagerie."
)
_CONSEQUENCE = (
    "Jusqu'à demain, ce qui arrive de cette adresse sans consigne est conservé, mais n'est plus transmis, et"
    " n'a plus de compte rendu."
)
_CURE = (
    "Si c'est une personne : qu'elle ajoute #confirmer en tête de son message, et il part. Si c'est une"
    " réponse automatique : arrêtez-la."
)


def is_suspected(mail: IncomingMail, facts: Facts, settings: Settings) -> bool:
    """So many mails in a day, and this one commands nothing (or sends our own letter back)."""
    if facts.mails_today <= BOUND:
        return False
    return (
        bool(MARKS.search(mail.new_text))
        or not parse(mail.new_text, fields=settings.procedure.fields).commands
    )


def stopped(
    mail: IncomingMail, thread: Thread, member: StaffMember | None, settings: Settings, *, now: datetime
) -> Plan:
    """Kept in its case; people are told once a day, the one who writes among them."""
    sender = mail.from_.address if mail.from_ else ""
    name = member.name if member else sender
    why = f"Plus de {BOUND} messages de {name} aujourd'hui, sans consigne"
    return Plan(
        disposition="noted",
        reason=why,
        role="staff",
        ticket_id=thread.ticket.id,
        conversation=thread.conversation,
        side="staff",
        events=(Event(event="endless_answers", why=why, actor=name),),
        letters=letters.alerts(
            settings,
            cause=f"endless:{sender}:{now:%Y-%m-%d}",
            conversation=thread.conversation,
            title="Un collègue nous répond sans arrêt",
            sentences=(_SUSPICION.format(name=name, bound=BOUND), _CONSEQUENCE),
            todo=_CURE,
        ),
    )
