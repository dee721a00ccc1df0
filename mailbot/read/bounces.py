"""Mails that came back from servers which know no standard: what they write, in many languages.

A sign that a server writes and words of its own are enough. Without such a sign (a gateway with a person's
kind of address), the subject, the text and the make-up must all be a server's, and nobody must be speaking.
All patterns are for small letters.
"""

from __future__ import annotations

import re

from mailbot.expressions import Expression
from mailbot.model import RobotType
from mailbot.read.daemons import is_certain
from mailbot.read.headers import Headers
from mailbot.read.robot_words import NO_REPLY
from mailbot.read.tree import Part
from mailbot.read.unreached import walk

_FAILED_SUBJECT = Expression(
    r"(?:\[[^\]]{1,40}\]\s*)?(?:undeliver(?:ed|able)\b|non[- ]deliver(?:y|able)|non remis(?:e|es)?\s*:"
    r"|échec de (?:la )?(?:remise|distribution|livraison)|echec de (?:la )?(?:remise|distribution)"
    r"|échec d['’](?:envoi|acheminement)|non distribué|(?:message|courriel|courrier|e-?mail) non "
    r"(?:délivré|distribué|remis)|returned (?:e-?)?mail|mail delivery (?:fail|problem|system)"
    r"|e?-?mail system error"
    r"|mail system error|delivery (?:has )?fail|failure (?:notice|delivery)|failed mail|mail failed"
    r"|(?:mail|message|your message|e-?mail)[^\n]{0,80} (?:could|can|was|has) ?not (?:be |been )?deliver"
    r"|message status - undeliver|permanent delivery failure|automatically rejected (?:e-?)?mail"
    r"|rapport de non[- ](?:remise|distribution)|avis de non[- ](?:remise|distribution)"
    r"|(?:retour|rejet) de (?:votre )?(?:message|courriel|courrier)|message (?:rejeté|refusé)"
    r"|unzustellbar|onbestelbaar|niet bezorgd|no se puede entregar|no entregado|devuelto|non recapitabile"
    r"|mancata consegna|mail fehlgeschlagen|zustellung fehlgeschlagen|nicht zustellbar"
    r"|falha na entrega|nie dostarczono|delivery status notification \(failure\)"
    r"|notification d['’]état de remise \(échec\))"
    r"|[^\n]{0,200}: (?:non remis|undelivered|delivery failed)(?:\s\([^)\n]{1,40}\))?$",
)
_DELAYED = Expression(
    r"delivery status notification \(delay\)|warning: (?:message|could not send)|delayed mail"
    r"|(?:mail )?delivery warning|delivery (?:is )?delayed|still being retried|remise retardée"
    r"|retard de (?:la )?remise|message (?:retardé|delayed)|zustellung verzögert"
    r"|has not yet been delivered|no action is required on your part|has been postponed",
)
# These words stand in no notice of a mail that was given up.
_GOES_ON = Expression(
    r"(?:delivery )?attempts? will (?:continue|be (?:made|repeated))|will continue to (?:try|attempt"
    r"|be retried)"
    r"|will (?:keep|be) (?:re)?try(?:ing)?|still being retried|no action is required on your part"
    r"|(?:nouvelles? tentatives?|essais?)[^\n.]{0,40} (?:sera|seront)|sera réessayé"
    r"|ne renvoyez pas votre message"
    r"|weitere zustellversuche|weitere versuche|se seguirá intentando|verranno effettuati altri tentativi",
)
_FAILED_TEXT = Expression(
    r"this is the qmail-send program|created automatically by mail delivery software"
    r"|(?:could|can|was|were|has|have) ?not (?:be |been )?(?:deliver|sent to)|not been delivered"
    r"|not delivered to"
    r"|(?:could not|unable to|wasn['’]t able to|were unable to|cannot|can['’]t) deliver|did not reach"
    r"|delivery to the following recipients? (?:has )?failed|fail(?:ed|ures?) (?:permanently|recipients?"
    r"|addresses)"
    r"|permanent(?: fatal)? (?:delivery )?errors|undeliverable to|returned because"
    r"|no longer (?:valid|active|in use|exists)|not a valid (?:user|address|mailbox|recipient)"
    r"|unknown (?:user|host|recipient|address|mailbox|local)|user (?:is )?(?:unknown|not found)"
    r"|not accepting mail"
    r"|invalid (?:recipient|address|mailbox|user|final delivery)|mailbox (?:is )?(?:full|unavailable"
    r"|not found)"
    r"|over (?:its )?quota|quota (?:has been )?exceeded|no such (?:user|address|mailbox|recipient|person)"
    r"|address (?:rejected|not found)|did not (?:exactly )?match|was (?:automatically )?rejected"
    r"|has encountered a delivery problem|host unknown|relay(?:ing)? (?:access )?denied"
    r"|n['’](?:a|ont) pas (?:pu (?:[êe]tre |[êe]tre correctement )?(?:remis|d[ée]livr[ée]|distribu[ée]"
    r"|achemin[ée]"
    r"|envoy[ée]|transmis)|[ée]t[ée] (?:remis|d[ée]livr[ée]|distribu[ée]))"
    r"|impossible de (?:remettre|d[ée]livrer|distribuer|transmettre)|n['’]existe pas ou plus"
    r"|bo[iî]te (?:aux lettres |de réception |mail |à lettres )?(?:est )?(?:pleine|saturée)"
    r"|(?:adresse|utilisateur|destinataire|boîte aux lettres|domaine) (?:introuvable|inconnue?"
    r"|inexistante?|invalide"
    r"|n['’]existe)"
    r"|(?:konnte|kann) nicht zugestellt|unbekannter (?:empfänger|benutzer)|postfach (?:ist )?voll"
    r"|kon niet worden (?:bezorgd|afgeleverd)|onbekende (?:gebruiker|ontvanger)"
    r"|no (?:se )?ha podido (?:ser )?entrega|no se pudo entregar|usuario desconocido|buzón (?:está )?lleno"
    r"|non è stato possibile (?:recapitare|consegnare)|utente sconosciuto|casella (?:di posta )?piena"
    r"|\b5\d\d[ -]5\.\d\.\d",
)
_VAGUE = Expression(
    r"deliver|undeliv|\bfail|return|reject|bounc|unknown|error|remis|échec|rejet|inconnu|zustell|fehl|bezorg"
    r"|entreg|recapit|consegn|^\s{0,4}<[^<>\s]{1,200}@[^<>\s]{1,200}>:",
    re.MULTILINE,
)
_MAKE_UP = Expression(
    r"^[ \t]{0,12}[-=*|>]{2,80}[ \t]{0,4}[^\n]{0,60}(?:recipient|return|original|deliver|transcript|fail"
    r"|message"
    r"|header|destinataire|session)"
    r"|^[ \t*\"'<]{0,16}[\w.+=-]{1,64}@[\w.-]{3,200}[>\"']{0,2}[ \t]{0,4}:?[ \t]{0,4}$"
    r"|\b[45]\d\d[ -](?:[45]\.\d\.\d|[a-z])|^[ \t]{0,4}(?:original message|failed recipient)",
    re.MULTILINE,
)
_SOMEBODY = Expression(
    r"^\s{0,9}(?:bonjour|bonsoir|madame|monsieur|mesdames|hi|dear|hallo|sehr geehrte|guten tag|hola"
    r"|buongiorno)\b"
    r"|\b(?:je|j['’]\w+|mon|ma|mes|i|my|ich|mein\w{0,2}|ik|mijn|yo|mi|mio)\b",
    re.MULTILINE,
)
_RETURNED = Expression(
    r"^[ \t>]{0,8}(?:-{3,80}[^\n]{0,60}|(?:de|from|received|return-path)\s?:)", re.MULTILINE
)
_BEGINNING = 4_000


def bounce_type(root: Part, headers: Headers, text: str, evidence: tuple[str, ...]) -> RobotType | None:
    """Given the signs of a server, what it says: not delivered, not yet, or nothing of the kind."""
    beginning, subject = text[:_BEGINNING].lower(), headers.subject.lower()
    if not (evidence or _is_made_like_one(root, headers, beginning)):
        return None
    if _GOES_ON.search(beginning[:2_000]) or _DELAYED.search(subject):
        return "dsn_delayed"
    if _DELAYED.search(beginning) and not _FAILED_SUBJECT.match(subject):
        return "dsn_delayed"
    is_report = "delivery-status" in root.parameters.get("report-type", "").lower()
    if (
        is_report
        or root.header("x-failed-recipients")
        or _FAILED_SUBJECT.match(subject)
        or _FAILED_TEXT.search(beginning)
    ):
        return "dsn_failed"
    is_vague = _VAGUE.search(f"{subject}\n{beginning}")
    return "dsn_failed" if is_certain(headers) and is_vague else None


def is_rejection(text: str) -> bool:
    """Said in a read receipt: the server threw the mail away."""
    return bool(
        re.search(r"reject|refus|rejet|abgelehnt|geweigerd|rechazad|rifiutat", text[:1_000], re.IGNORECASE)
    )


def says_delayed(text: str) -> bool:
    return bool(_DELAYED.search(text.lower()))


def _is_made_like_one(root: Part, headers: Headers, text: str) -> bool:
    """Subject, words and make-up of a server, and no person who speaks."""
    subject = headers.subject[:300].lower()
    is_titled = bool(_FAILED_SUBJECT.match(subject) or _DELAYED.match(subject))
    if not (is_titled or (headers.froms and NO_REPLY.match(headers.froms[0].address))):
        return False
    beginning = text[:1_500]
    if not (_FAILED_TEXT.search(beginning) or _GOES_ON.search(beginning)):
        return False
    if _SOMEBODY.search(_RETURNED.split(beginning[:400].lstrip("-= \n"), maxsplit=1)[0]):
        return False
    returned = ("message/rfc822", "text/rfc822-headers")
    encloses = any(part.content_type in returned for part in walk(root) if part is not root)
    return encloses or (is_titled and bool(_MAKE_UP.search(beginning)))
