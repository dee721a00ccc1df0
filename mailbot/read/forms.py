"""Who is meant when somebody else writes: forms of a web site, forwards and phone notes of a colleague."""

from __future__ import annotations

import re

from mailbot.model import Address, FormRules
from mailbot.read.addresses import address_in, addresses, is_ours
from mailbot.read.charsets import one_line
from mailbot.read.headers import Headers

# Where anybody has an address, a common domain makes no colleagues.
EVERYBODYS = frozenset(
    [
        "gmail.com",
        "googlemail.com",
        "hotmail.com",
        "hotmail.fr",
        "outlook.com",
        "outlook.fr",
        "live.fr",
        "live.com",
        "msn.com",
        "yahoo.fr",
        "yahoo.com",
        "ymail.com",
        "orange.fr",
        "wanadoo.fr",
        "free.fr",
        "sfr.fr",
        "neuf.fr",
        "bbox.fr",
        "laposte.net",
        "icloud.com",
        "me.com",
        "aol.com",
        "gmx.fr",
        "gmx.com",
        "gmx.de",
        "web.de",
        "t-online.de",
        "proton.me",
        "protonmail.com",
        "mailo.com",
        "numericable.fr",
        "club-internet.fr",
        "skynet.be",
        "bluewin.ch",
        "telenet.be",
        "ziggo.nl",
        "libero.it",
        "tiscali.it",
    ]
)
DEFAULT = FormRules()

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
    r"(?:votre |your |ihr )?(?:nom|nom et prénom|nom,? prénom|prénom et nom|nom complet|nom de famille|name"
    r"|full name|naam|nombre|nome|nachname|last name)(?: \(.{0,30}\))?",
    re.IGNORECASE,
)
_FIRST_NAME_LABELS = re.compile(
    r"(?:votre |your )?(?:prénom|first name|vorname|voornaam)(?: \(.{0,30}\))?", re.IGNORECASE
)
_MESSAGE_LABELS = re.compile(
    r"(?:votre |your |ihre )?(?:message|commentaires?|réclamation|texte|nachricht|bericht|mensaje|messaggio)"
    r"(?: \(.{0,30}\))?",
    re.IGNORECASE,
)
_FORWARDED_FROM = re.compile(
    r"[>*_ \t]{0,6}(?:de|from|von|van|da|expéditeur)\s{0,3}\*{0,2}\s{0,2}:\*{0,2}\s{0,3}(.{1,300})$",
    re.IGNORECASE,
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
    headers: Headers,
    text: str,
    own_addresses: frozenset[str],
    *,
    x_mailers: str = "",
    forms: FormRules = DEFAULT,
) -> Address | None:
    """Whoever filled in the form, if this is one and says it.

    Only a machine's address, or the desk's own, may speak for somebody else: a mail of a person that
    quotes an address is no form.
    """
    sender = headers.froms[0] if headers.froms else None
    if sender is None or not _speaks_for_others(sender.address, own_addresses, x_mailers, forms):
        return None
    for address in headers.reply_to:
        if not is_ours(address.address, own_addresses) and not is_machine(address.address):
            return address
    return _filled_in(text, own_addresses | {sender.address}, forms)


def person_handed_in(
    headers: Headers, text: str, own_addresses: frozenset[str], forms: FormRules
) -> Address | None:
    """Whom a colleague's forward or phone note is about; in an answer, the quote is of somebody we know."""
    sender = headers.froms[0].address if headers.froms else ""
    if headers.is_reply or not _is_colleague(sender, own_addresses, forms):
        return None
    ours = own_addresses | forms.colleagues
    for line in text.split("\n")[:400]:
        match = _FORWARDED_FROM.match(line[:400])
        if match and (found := addresses([match.group(1)], 1)) and not is_ours(found[0].address, ours):
            return found[0]
    return _filled_in(text, ours, forms)


def _is_colleague(sender: str, own_addresses: frozenset[str], forms: FormRules) -> bool:
    """Known as one, or of our own domain, unless everybody may have an address there."""
    domain = sender.rpartition("@")[2]
    ours = {address.rpartition("@")[2] for address in own_addresses} - EVERYBODYS
    return sender in forms.colleagues or domain in ours


def is_machine(address: str) -> bool:
    return bool(_MACHINES.fullmatch(address.partition("@")[0]))


def _speaks_for_others(address: str, own_addresses: frozenset[str], x_mailers: str, forms: FormRules) -> bool:
    return (
        is_ours(address, own_addresses)
        or address in forms.senders
        or is_machine(address)
        or "phpmailer" in x_mailers.lower()
    )


def _filled_in(text: str, nobody: frozenset[str], forms: FormRules) -> Address | None:
    address, names, first_names, fields = None, "", "", 0
    lines = text.split("\n")[:200]
    for index, line in enumerate(lines):
        match = _LINE.match(line[:300])
        if not match:
            continue
        label = match.group(1).strip()
        value = match.group(2).strip() or next((n.strip() for n in lines[index + 1 : index + 2]), "")
        fields += 1
        if _is(label, _MAIL_LABELS, forms.email_labels) and address is None:
            found = address_in(value[:300])
            address = found if found and not is_ours(found, nobody) else None
        elif _FIRST_NAME_LABELS.fullmatch(label) and not first_names:
            first_names = value
        elif _is(label, _NAME_LABELS, forms.name_labels) and not names:
            names = value
        elif address and _is(label, _MESSAGE_LABELS, forms.message_labels):
            break  # what follows is what the person wrote: other people's names may stand in it
    if address is None or fields < 2:
        return None
    return Address(address=address, name=one_line(f"{first_names} {names}", 120))


def _is(label: str, known: re.Pattern[str], others: tuple[str, ...]) -> bool:
    return bool(known.fullmatch(label)) or label.casefold() in {other.casefold() for other in others}
