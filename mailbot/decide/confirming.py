"""Where no server vouches for a sender: a mail of staff is obeyed when its writer confirms it.

The question goes to the member's own address, with a token bound to that one mail: who only imitates
the address never sees it. A mail of which our server says that it is forged is not asked about.
"""

from __future__ import annotations

from datetime import timedelta

from mailbot.config import Settings
from mailbot.decide import letters
from mailbot.decide.commands import fold, is_only_closing
from mailbot.decide.handlers import may_follow
from mailbot.decide.opening import FLOOD
from mailbot.model import (
    Address,
    Event,
    Facts,
    IncomingMail,
    Letter,
    Plan,
    StaffMember,
    Thread,
    Unconfirmed,
)

LASTS = timedelta(days=2)
_YES = {"ok", "oui", "d accord", "dac", "confirme", "je confirme", "confirmer", "c est moi", "c est bien moi",
        "oui c est moi", "ok merci", "ok pour moi"}  # fmt: skip
_NO_MORE = {
    "done": "Ce message est déjà confirmé : il n'est pas exécuté une deuxième fois.",
    "expired": "Il est trop tard pour confirmer ce message : rien n'est fait. Écrivez-le de nouveau.",
}


def may_ask(
    mail: IncomingMail, thread: Thread, member: StaffMember, facts: Facts, settings: Settings
) -> bool:
    """Everything holds but the proof that our server owes us; and nobody is flooded with questions."""
    holds_token = thread.side == "staff" and thread.is_addressee
    may_act = member.can_act() and may_follow(member, settings)
    return mail.authenticity == "none" and holds_token and may_act and facts.mails_today <= FLOOD


def asked(mail: IncomingMail, thread: Thread, member: StaffMember) -> Plan:
    """Nothing is done, and the member is asked."""
    why = "Message de l'équipe dont rien ne garantit l'expéditeur : confirmation demandée"
    question = Letter(
        kind="confirmation",
        recipient=Address(address=member.address, name=member.name),
        conversation=thread.conversation,
        side="staff",
        cause=mail.content_digest,
        bound_to=mail.content_digest,
        context={
            "original": mail.new_text,
            "subject": thread.ticket.subject,
            "until": mail.received_at + LASTS,
            "commands": (("OK", "c'est bien moi"),),
        },
        in_reply_to=mail.message_id,
        references=(*mail.references, *((mail.message_id,) if mail.message_id else ())),
    )
    return Plan(
        disposition="noted",
        reason=why,
        role="staff",
        evidence=("jeton", "membre de l'équipe", f"authenticité : {mail.authenticity}"),
        ticket_id=thread.ticket.id,
        conversation=thread.conversation,
        side="staff",
        events=(Event(event="confirmation_asked", why=why, actor=member.name),),
        letters=(question,),
    )


def says_yes(mail: IncomingMail, member: StaffMember | None) -> bool:
    """One word, and nothing that could be meant for somebody."""
    lines = [line for line in mail.new_text.splitlines() if line.strip()]
    if not lines or member is None or mail.authenticity == "fail":
        return False
    signature = frozenset(fold(f"{member.name} {member.function}").split())
    return fold(lines[0]) in _YES and is_only_closing("\n".join(lines[1:]), signature)


def answered(
    mail: IncomingMail, thread: Thread, unconfirmed: Unconfirmed, member: StaffMember | None
) -> Plan:
    """The earlier mail is obeyed, once: its own transcript says what was done."""
    assert member is not None  # noqa: S101  (a yes is a member's)
    waits = unconfirmed.state == "waiting"
    why = "Message confirmé par son auteur" if waits else _NO_MORE[unconfirmed.state]
    return Plan(
        disposition="command",
        reason=why,
        role="staff",
        evidence=("jeton lié à un message", "membre de l'équipe"),
        ticket_id=thread.ticket.id,
        conversation=thread.conversation,
        side="staff",
        events=(Event(event="confirmation_answered", why=why, actor=member.name),),
        letters=() if waits else (letters.transcript(mail, thread, member, refused=(why,)),),
        confirms=unconfirmed.mail_id if waits else None,
    )
