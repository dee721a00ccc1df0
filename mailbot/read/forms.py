"""Who is meant when somebody else writes: the forms of a web site, and what a colleague hands in."""

from __future__ import annotations

import re
from typing import Literal

from mailbot.expressions import Expression
from mailbot.model import Address, FormRules
from mailbot.read.addresses import address_in, is_ours
from mailbot.read.charsets import one_line
from mailbot.read.headers import Headers
from mailbot.read.notes import forwarded_from, noted

# Where anybody has an address, a common domain makes no colleagues.
EVERYBODYS = frozenset({
    "gmail.com", "googlemail.com", "hotmail.com", "hotmail.fr", "outlook.com", "outlook.fr", "live.fr",
    "live.com", "msn.com", "yahoo.fr", "yahoo.com", "ymail.com", "orange.fr", "wanadoo.fr", "free.fr",
    "sfr.fr", "neuf.fr", "bbox.fr", "laposte.net", "icloud.com", "me.com", "aol.com", "gmx.fr",
    "gmx.com", "gmx.de", "web.de", "t-online.de", "proton.me", "protonmail.com", "mailo.com",
    "numericable.fr", "club-internet.fr", "skynet.be", "bluewin.ch", "telenet.be", "ziggo.nl",
    "libero.it", "tiscali.it",
})  # fmt: skip
DEFAULT = FormRules()

_LINE = Expression(
    r"[ \t*\u2022>-]{0,6}([^\W\d_][\w'’/().\- ]{0,40}?)\s{0,3}\*{0,3}\s{0,2}(?::|\|)[ \t*]{0,4}(.*)$"
)
_ABOUT_MAIL = Expression(
    r"\b(?:e-?mail|mail|courriel|mél|messagerie|adresse électronique|correo|posta elettronica)\b",
    re.IGNORECASE,
)
_OF_OTHERS = Expression(
    r"établissement|h[ôo]tel|héberge|prestataire|restaurant|camping|gîte|entreprise|société|commer"
    r"|professionnel"
    r"|office|service|concern|provider|betrieb",
    re.IGNORECASE,
)
_BARE_ADDRESS = Expression(
    r"(?:mailto:)?<?[\w.+'-]{1,64}@[\w.-]{3,200}>?(?:\s?[<(\[].{0,250})?", re.IGNORECASE
)
_MAIL_IN_LINE = Expression(
    r"[/|,;–-]\s{0,3}(?:e-?mail|mail|courriel|mél|adresse (?:mail|e-?mail"
    r"|électronique))\s{0,3}:?\s{0,3}(\S{3,200}@\S{3,200})",
    re.IGNORECASE,
)
_MAIL_LABELS = Expression(
    r"(?:votre |your |ihre |adresse )?(?:e-?mail|mail|courriel|adresse (?:e-?mail|mail|courriel"
    r"|électronique)"
    r"|email address|reply-to|répondre à|mél|correo(?: electrónico)?|e-mailadres|indirizzo e-?mail)"
    r"(?: \(.{0,30}\))?",
    re.IGNORECASE,
)
_NAME_LABELS = Expression(
    r"(?:votre |your |ihr )?(?:nom|nom et pr[ée]nom|nom,? pr[ée]nom|pr[ée]nom et nom|nom complet"
    r"|nom de famille|name|full name|naam|nombre|nome|nachname|last name)(?: \(.{0,30}\))?",
    re.IGNORECASE,
)
_FIRST_NAME_LABELS = Expression(
    r"(?:votre |your )?(?:pr[ée]nom|first name|vorname|voornaam)(?: \(.{0,30}\))?", re.IGNORECASE
)
_MESSAGE_LABELS = Expression(
    r"(?:votre |your |ihre )?(?:message|commentaires?|réclamation|texte|nachricht|bericht|mensaje|messaggio)"
    r"(?: \(.{0,30}\))?",
    re.IGNORECASE,
)
# Who writes, from where and by what way: what is known already, or concerns nobody but the machine.
_CONTACT_LABELS = Expression(
    r"(?:votre |your |ihre? |uw |su |il suo )?"
    r"(?:(?:n[°o]\.? de |numéro de )?t[ée]l(?:\.|[ée]phone|efono|efon|efoon)?|phone(?: number)?|portable"
    r"|mobile?|handy|gsm|m[óo]vil|cellulare|civilité|titre|title|anrede|aanhef|adresse(?: postale)?"
    r"|address|anschrift|adres|dirección|indirizzo|code postal|cp|postcode|plz|zip(?: code)?|ville|city|ort"
    r"|plaats|ciudad|città|pays|country|land|de|from|von|van|date(?: d['’]envoi)?|heure|time|datum"
    r"|(?:adresse )?ip|ip address|remote ip|page|url|user[- ]?agent|navigateur|browser|formulaire|form"
    r"|newsletter|consentement|consent|rgpd|gdpr|captcha)(?: \(.{0,30}\))?",
    re.IGNORECASE,
)
# What the machine adds at the end: a line, a sentence about the form, its own fields.
_FOOTER = Expression(
    r"[-_=]{2,60}\s{0,3}$|[^\n]{0,200}https?:"
    r"|\s{0,4}(?:envoyé|reçu|sent|gesendet|verzonden|enviado|inviato) (?:le|on|at|am|op|el|il) \d[^\n]{0,60}$"
    r"|\s{0,4}(?:répondre maintenant|reply now|jetzt antworten|view submission|voir la soumission)\s{0,4}$"
    r"|\s{0,4}(?:ce(?:t|tte)?|this|diese|dit|este|questo|questa) (?:e-?mail|message|courriel|nachricht"
    r"|bericht|mensaje|messaggio|demande)[^\n]{0,60}(?:formul|\bform\b|\bsite|website|webseite|\bsito\b)"
    r"|\s{0,4}(?:sent from|envoyé (?:depuis|par|via)|gesendet von|powered by|propulsé par)[^\n]{0,60}"
    r"(?:formul|\bform\b|\bsite|plugin|wordpress)"
    r"|\s{0,4}(?:(?:adresse )?ip|remote ip|ip address|user[- ]?agent|page|url|consentement|rgpd|gdpr"
    r"|j['’]accepte|date|heure|time|datum|zeit|tijd|fecha|hora|data|ora)\b[^:\n]{0,120}:",
    re.IGNORECASE,
)
_MOST_FOOTERS = 8  # lines
_FURTHEST_FOOTER = 40  # lines from the end, blank ones included
_MACHINES = Expression(
    r"(?:wordpress|robot|automate|formular|formulario|contactformulier|kontaktformular|no-?_?\.?reply"
    r"|ne-?_?\.?pas-?_?\.?repondre|do-?not-?reply|formulaires?|contact-?form"
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


def message_inside(text: str, forms: FormRules = DEFAULT) -> str:
    """What the person typed into the form: the message, below what else was asked about the case.

    Empty where no field is the message: then nothing can be told apart.
    """
    lines = text.split("\n")
    asked: list[str] = []
    is_known_who = False
    for index, line in enumerate(lines[:200]):
        label, value = _field(lines, index, forms)
        if not label:
            continue
        if _is(label, _MESSAGE_LABELS, forms.message_labels):
            beside = _LINE.match(line)
            message = [beside.group(2) if beside else "", *lines[index + 1 :]]
            typed = "\n".join(message[: _end(message, forms, is_known_who=is_known_who)]).strip()
            return "\n\n".join(part for part in ("\n".join(asked), typed) if part) if typed else ""
        if _is_of_the_writer(label, value, forms):
            is_known_who = True
        elif (match := _LINE.match(line)) and match.group(2).strip():
            asked.append(f"{label} : {value}")
    return ""


def _end(lines: list[str], forms: FormRules, *, is_known_who: bool) -> int:
    """Where the message ends: at a footer, or at the writer's fields where they stand below."""
    for index in range(1, len(lines)):
        is_near = index >= len(lines) - _FURTHEST_FOOTER
        if is_near and _FOOTER.match(lines[index][:300]) and _are_footers(lines[index:]):
            return index
        label, value = _field(lines, index, forms) if not is_known_who else ("", "")
        if label and _is_of_the_writer(label, value, forms):
            return index
    return len(lines)


def _are_footers(lines: list[str]) -> bool:
    """Nothing of the person's among them."""
    written = [line[:300] for line in lines if line.strip()]
    return len(written) <= _MOST_FOOTERS and all(map(_FOOTER.match, written))


def _is_of_the_writer(label: str, value: str, forms: FormRules) -> bool:
    is_message = _is(label, _MESSAGE_LABELS, forms.message_labels)
    is_contact = bool(_CONTACT_LABELS.fullmatch(label)) or _is_about_mail(label, value)
    return is_contact or (_is_known(label, forms) and not is_message)


def person_handed_in(
    headers: Headers, text: str, own_addresses: frozenset[str], forms: FormRules
) -> tuple[Address, Literal["colleague", "phone_note"]] | None:
    """Whom a colleague's forward or phone note is about; in an answer, the quote is of somebody we know."""
    sender = headers.froms[0].address if headers.froms else ""
    if headers.is_reply or not _is_colleague(sender, own_addresses, forms):
        return None
    ours = own_addresses | forms.colleagues
    if person := forwarded_from(text, ours):
        return person, "colleague"
    note = _filled_in(text, ours, forms) or noted(text, ours, _our_domains(own_addresses))
    return (note, "phone_note") if note else None


def _our_domains(own_addresses: frozenset[str]) -> frozenset[str]:
    return frozenset(address.rpartition("@")[2] for address in own_addresses) - EVERYBODYS


def _is_colleague(sender: str, own_addresses: frozenset[str], forms: FormRules) -> bool:
    """Known as one, or of our own domain, unless everybody may have an address there."""
    return sender in forms.colleagues or sender.rpartition("@")[2] in _our_domains(own_addresses)


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
        label, value = _field(lines, index, forms)
        if not label:
            continue
        fields += 1
        if address is None and (found := _address_of(label, value, line, forms)):
            address = found if not is_ours(found, nobody) else None
        elif _FIRST_NAME_LABELS.fullmatch(label) and not first_names:
            first_names = value
        elif _is(label, _NAME_LABELS, forms.name_labels) and not names:
            names = value
        elif address and _is(label, _MESSAGE_LABELS, forms.message_labels):
            break  # what follows is what the person wrote: other people's names may stand in it
    if address is None or fields < 2:
        return None
    return Address(address=address, name=one_line(f"{first_names} {names}", 120))


def _field(lines: list[str], index: int, forms: FormRules) -> tuple[str, str]:
    """(label, value): in one line, or a label alone with the value below it."""
    match = _LINE.match(lines[index][:300])
    label = match.group(1).strip() if match else lines[index][:80].strip(" \t*\xa0")
    value = match.group(2).strip() if match else ""
    if not match and not _is_known(label, forms):
        return "", ""
    below = (line[:300].strip() for line in lines[index + 1 : index + 3])
    return label, value or next((line for line in below if line), "")


def _address_of(label: str, value: str, line: str, forms: FormRules) -> str | None:
    """`Tél : 03 29 00 00 00 / mail : x@y` holds two fields."""
    if _is(label, _MAIL_LABELS, forms.email_labels) or _is_about_mail(label, value):
        return address_in(value[:300])
    inner = _MAIL_IN_LINE.search(line[:300])
    return address_in(inner.group(1)) if inner else None


def _is_about_mail(label: str, value: str) -> bool:
    """A label in other words, of which the value is an address and nothing else."""
    return bool(
        _ABOUT_MAIL.search(label) and not _OF_OTHERS.search(label) and _BARE_ADDRESS.fullmatch(value.strip())
    )


def _is_known(label: str, forms: FormRules) -> bool:
    return (
        _is(label, _MAIL_LABELS, forms.email_labels)
        or _is(label, _NAME_LABELS, forms.name_labels)
        or _is(label, _MESSAGE_LABELS, forms.message_labels)
        or bool(_FIRST_NAME_LABELS.fullmatch(label))
    )


def _is(label: str, known: Expression, others: tuple[str, ...]) -> bool:
    return bool(known.fullmatch(label)) or label.casefold() in {other.casefold() for other in others}
