"""Signed tokens: which ticket, which conversation, which side of it, for whom.

A token is 25 bytes in 40 letters and digits (base32, lower case: mail servers fold case), so that it fits
behind the `+` of an address. It is derived, never stored: the same facts always give the same token.
Who holds one may speak in that one conversation, and nothing else; commands need more (decide/who.py).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
from dataclasses import dataclass
from datetime import date, timedelta

from mailbot.model import Conversation, Side

LENGTH = 40
_MAC_BYTES = 16  # 128 bits
_EPOCH = date(2020, 1, 1)
_BODY = struct.Struct(">IBHH")  # ticket, conversation and side, person, day
# The second of these: who is merely told of a case must never pass for the provider who answers it.
_STAFF, _CONCERNED, _NUMBER = 0x80, 0x40, 0x3F


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    ticket_id: int
    conversation: Conversation
    side: Side
    person: int  # tag of the address that the token was given to
    issued_on: date

    def belongs_to(self, address: str, secret: bytes) -> bool:
        return self.person == _person(address, secret)


def mint(
    *,
    ticket_id: int,
    conversation: Conversation,
    side: Side,
    address: str,
    issued_on: date,
    secret: bytes,
    bound_to: str = "",
) -> str:
    """`bound_to`: it confirms the mail of this digest, and is worth nothing anywhere else."""
    body = _BODY.pack(
        ticket_id, _place(conversation, side), _person(address, secret), (issued_on - _EPOCH).days
    )
    return base64.b32encode(body + _mac(body, secret, bound_to)).decode().lower()


def verify(text: str, secret: bytes, *, bound_to: str = "") -> Token | None:
    """The token, or None for anything that we did not sign. Compares in constant time."""
    try:
        raw = base64.b32decode(text.strip().upper())
    except ValueError:
        return None
    body, mac = raw[: _BODY.size], raw[_BODY.size :]
    if len(raw) != _BODY.size + _MAC_BYTES or not hmac.compare_digest(mac, _mac(body, secret, bound_to)):
        return None
    ticket_id, place, person, day = _BODY.unpack(body)
    number = place & _NUMBER
    with_whom = "concerned" if place & _CONCERNED else "provider"
    return Token(
        ticket_id=ticket_id,
        conversation="client" if number == 0 else f"{with_whom}:{number}",
        side="staff" if place & 0x80 else "party",
        person=person,
        issued_on=_EPOCH + timedelta(days=day),
    )


def derived_id(*parts: str, secret: bytes) -> str:
    """An identifier that follows from its cause: unguessable, and the same when made again."""
    digest = hmac.new(secret, "\x1f".join(parts).encode(), hashlib.sha256).digest()
    return base64.b32encode(digest[:20]).decode().lower()


def _mac(body: bytes, secret: bytes, bound_to: str) -> bytes:
    purpose = b"confirm" + bound_to.encode() if bound_to else b"token"
    return hmac.new(secret, purpose + body, hashlib.sha256).digest()[:_MAC_BYTES]


def _person(address: str, secret: bytes) -> int:
    digest = hmac.new(secret, b"person" + address.strip().lower().encode(), hashlib.sha256).digest()
    return int.from_bytes(digest[:2], "big")


def _place(conversation: Conversation, side: Side) -> int:
    with_whom, _, written = conversation.partition(":")
    number = int(written) if written else 0
    if not 0 <= number <= _NUMBER:
        raise ValueError(f"no token for conversation {conversation!r}")
    return number | (_CONCERNED if with_whom == "concerned" else 0) | (_STAFF if side == "staff" else 0)
