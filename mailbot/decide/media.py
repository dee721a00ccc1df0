"""How a client is answered: by the way his complaint came, as the procedure says."""

from __future__ import annotations

from mailbot.config import Settings
from mailbot.decide.who import may_be_written_to
from mailbot.model import Ticket
from mailbot.procedure import Medium


def medium_for(ticket: Ticket, settings: Settings) -> Medium:
    """`mail`, `courrier` (a letter for the post) or `messagerie` (a platform's private messages)."""
    client = ticket.party("client")
    has_mail = bool(client and may_be_written_to(client.address))  # a platform's robot reads nothing
    wanted = settings.procedure.answer.by_channel.get(ticket.channel, "coordonnees")
    if wanted == "courrier":
        return "courrier"
    if wanted == "messagerie" and not has_mail:
        return "messagerie"
    return "mail" if has_mail else "courrier"


def is_reachable(ticket: Ticket, settings: Settings) -> bool:
    """Whether the client has left anything by which he can be answered."""
    medium = medium_for(ticket, settings)
    return medium != "courrier" or bool(ticket.record.get("adresse"))
