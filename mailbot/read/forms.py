"""Contact forms: a web site writes, but a person inside is to be answered."""

from __future__ import annotations

import re

from mailbot.model import Address
from mailbot.read.addresses import address_in, is_ours
from mailbot.read.charsets import one_line
from mailbot.read.headers import Headers

_LINE = re.compile(
    r"[ \t*\u2022>-]{0,6}([^\W\d_][\w'’/().\- ]{0,40}?)\s{0,3}\*{0,3}\s{0,2}(?::|\|)[ \t*]{0,4}(.*)$"
)
_MAIL_LABELS = re.compile(
    r"(?:votre |your |ihre |adresse )?(?:e-?mail|mail|courriel|adresse (?:e-?mail|mail|courriel"
    r"|électronique)"
    r"|email address|reply-to|répondre à|mél|correo(?: electrónico)?|e-mailadres|indirizzo e-?mail)"
    r"(?: \(.{0,30}\))?",
    re.IGNORECASE,
)
_NAME_LABELS = re.compile(
    r"(?:votre |your |ihr )?(?:nom|nom et prénom|nom,? prénom|prénom et nom|nom complet|name|full name|naam"
    r"|nombre|nome|nachname|last name)(?: \(.{0,30}\))?",
    re.IGNORECASE,
)
_FIRST_NAME_LABELS = re.compile(
    r"(?:votre |your )?(?:prénom|first name|vorname|voornaam)(?: \(.{0,30}\))?", re.IGNORECASE
)
_MACHINES = re.compile(
    r"(?:wordpress|no-?_?\.?reply|ne-?_?\.?pas-?_?\.?repondre|do-?not-?reply|formulaires?|contact-?form"
    r"|forms?"
    r"|site|siteweb|site-?web|website|web|www-data|www|apache|nginx|httpd|webmaster|root|nobody|serveur"
    r"|server|php|mailer|notifications?"
    r"|form-?notifications?)(?:[.+_-].{0,40})?",
    re.IGNORECASE,
)


def person_inside(
    headers: Headers, text: str, own_addresses: frozenset[str], *, x_mailers: str = ""
) -> Address | None:
    """Whoever filled in the form, if this is one and says it.

    Only a machine's address, or the desk's own, may speak for somebody else: a mail of a person that
    quotes an address is no form.
    """
    sender = headers.froms[0] if headers.froms else None
    if sender is None or not _speaks_for_others(sender.address, own_addresses, x_mailers):
        return None
    for address in headers.reply_to:
        if not is_ours(address.address, own_addresses) and not is_machine(address.address):
            return address
    return _filled_in(text, own_addresses, sender.address)


def is_machine(address: str) -> bool:
    return bool(_MACHINES.fullmatch(address.partition("@")[0]))


def _speaks_for_others(address: str, own_addresses: frozenset[str], x_mailers: str) -> bool:
    return is_ours(address, own_addresses) or is_machine(address) or "phpmailer" in x_mailers.lower()


def _filled_in(text: str, own_addresses: frozenset[str], sender: str) -> Address | None:
    address, names, first_names, fields = None, "", "", 0
    lines = text.split("\n")[:200]
    for index, line in enumerate(lines):
        match = _LINE.match(line[:300])
        if not match:
            continue
        label = match.group(1).strip()
        value = match.group(2).strip() or next((n.strip() for n in lines[index + 1 : index + 2]), "")
        fields += 1
        if _MAIL_LABELS.fullmatch(label) and address is None:
            found = address_in(value[:300])
            address = found if found and found != sender and not is_ours(found, own_addresses) else None
        elif _FIRST_NAME_LABELS.fullmatch(label) and not first_names:
            first_names = value
        elif _NAME_LABELS.fullmatch(label) and not names:
            names = value
    if address is None or fields < 2:
        return None
    return Address(address=address, name=one_line(f"{first_names} {names}", 120))
