"""Who writes: from the configuration and from what our own server says of the sender."""

from __future__ import annotations

from mailbot.config import Settings
from mailbot.model import IncomingMail, Role, StaffMember, Thread

NO_REPLY = ("no-reply", "noreply", "no_reply", "ne-pas-repondre", "nepasrepondre", "ne_pas_repondre",
            "donotreply", "do-not-reply", "mailer-daemon", "postmaster", "bounce")  # fmt: skip

# Who keeps mailboxes for everybody: a domain of theirs says nothing of its writers.
_ANYBODYS = frozenset(
    ("gmail", "googlemail", "hotmail", "outlook", "live", "msn", "yahoo", "ymail", "orange", "wanadoo",
     "free", "sfr", "neuf", "bbox", "laposte", "icloud", "me", "aol", "gmx", "web", "proton",
     "protonmail", "mailo")
)  # fmt: skip


def role_of(mail: IncomingMail, settings: Settings) -> Role:
    address = mail.from_.address if mail.from_ else ""
    if mail.robot:
        return "own" if mail.robot.type == "own" else "robot"
    if settings.staff_member(address):
        return "staff"
    if settings.provider_of(address):
        return "provider"
    # Web forms often write from our own address: the person is inside, where one is named.
    writer = mail.writer.address if mail.writer else ""
    if writer in settings.own_addresses:
        # Somebody's mail program that wants answers sent to us does not make him one of us.
        return "client" if address and address not in settings.own_addresses else "own"
    return "client" if writer else "unknown"


def proven_staff(mail: IncomingMail, thread: Thread | None, settings: Settings) -> StaffMember | None:
    """Token given to this person, present membership, authenticated From: all three, or nobody."""
    member = settings.staff_member(mail.from_.address if mail.from_ else "")
    if member is None or thread is None or thread.side != "staff" or not thread.is_addressee:
        return None
    return member if mail.authenticity == "pass" else None


def may_be_written_to(address: str) -> bool:
    """Addresses of machines get no automatic letter."""
    local = address.partition("@")[0].lower()
    return bool(address) and not local.startswith(NO_REPLY)


def is_of_the_house(address: str, settings: Settings) -> bool:
    """Of the organisation's own domain, unless everybody may have an address there."""
    domain = address.rpartition("@")[2].lower()
    ours = {own.rpartition("@")[2].lower() for own in settings.own_addresses}
    return domain in ours and not set(domain.split(".")[:-1]) & _ANYBODYS
