"""Whose letter it is: everything that a letter takes from the organisation and from its ticket."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mailbot.model import Letter, Mediator, Organisation
from mailbot.token import mint


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    organisation: Organisation
    mailbox_address: str
    plus_addressing: bool  # does the mail server deliver local+anything@domain?
    secret: bytes
    ticket_id: int | None
    reference: str | None
    today: date
    mediator: Mediator | None = None  # given where the mediator's coordinates are due, and only there

    @property
    def domain(self) -> str:
        return self.mailbox_address.rpartition("@")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How an answer to this letter finds its way back."""

    address: str  # Reply-To and envelope sender
    marker: str  # "mb-…" in the body, for servers that lose everything else; empty without a ticket


def way_back(letter: Letter, house: House) -> Way:
    if house.ticket_id is None:
        return Way(address=house.mailbox_address, marker="")
    token = mint(
        ticket_id=house.ticket_id,
        conversation=letter.conversation,
        side=letter.side,
        address=letter.recipient.address,
        issued_on=house.today,
        secret=house.secret,
        bound_to=letter.bound_to,
    )
    local, _, domain = house.mailbox_address.rpartition("@")
    address = f"{local}+{token}@{domain}" if house.plus_addressing else house.mailbox_address
    return Way(address=address, marker=f"mb-{token}")
