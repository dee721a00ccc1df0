"""Machines that bring a person's words: answering machines, fax servers, copiers that scan.

Their mails look like any robot's, and what they carry is a complaint that somebody spoke or wrote by hand:
filed unseen it would be lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from mailbot.expressions import Expression
from mailbot.model import Attachment
from mailbot.read.charsets import one_line
from mailbot.read.headers import Headers
from mailbot.read.tree import Part

_VOICE = Expression(
    r"message vocal|messages? vocaux|messagerie vocale|bo[iî]te vocale|r[ée]pondeur(?!s? automatique)"
    r"|message t[ée]l[ée]phonique|voice ?mail|voice message|sprachnachricht|voicemailbericht|mensaje de voz"
    r"|messaggio vocale",
    re.IGNORECASE,
)
_FAX = Expression(r"\b(?:e-?|web)?fax\b|t[ée]l[ée]copie|\bfax(?:2mail|mail|box)", re.IGNORECASE)
_SCAN = Expression(
    r"num[ée]ris(?:[ée]|ation)|\bscan(?:n[ée]s?|ned|ner|s|2?mail)?\b|copieur|multifonctions?\b|\bmfp\b|\bmopieur"
    r"|\bworkcentre|\bversalink|\bbizhub|\bkm_?c?\d{3}|\bricoh|\btoshiba e-?studio|\blexmark|attached image"
    r"|gescannt|digitalizado|scansione",
    re.IGNORECASE,
)
_SOUNDS = Expression(r"\.(?:wav|mp3|amr|m4a|ogg|oga|opus|3gpp?|aac|wma|gsm)$", re.IGNORECASE)
_PAGES = Expression(r"\.(?:pdf|tiff?|jpe?g|png)$", re.IGNORECASE)
_HEADERS = {"x-callingtelephonenumber": "voice", "x-voicemessageduration": "voice",
            "x-faxnumberofpages": "fax", "x-voicemail": "voice", "x-asterisk-callerid": "voice"}  # fmt: skip
_SAID = {
    "voice": "Une messagerie vocale a transmis le message d’une personne : il est à écouter.",
    "fax": "Un télécopieur a transmis la lettre d’une personne : elle est à lire dans la pièce jointe.",
    "scan": "Un scanner a transmis un document : il est à lire dans la pièce jointe.",
}


def courier(root: Part, headers: Headers, text: str, attachments: Iterable[Attachment]) -> str:
    """What brought this mail and what is to be done with it, in a sentence; empty: no such machine."""
    kind = _kind(root, headers, text, list(attachments))
    return _SAID[kind] if kind else ""


def _kind(root: Part, headers: Headers, text: str, attachments: list[Attachment]) -> str:
    if headers.is_reply or root.header("list-unsubscribe") or "auto-replied" in root.header("auto-submitted"):
        return ""  # answering machines answer nothing, and newsletters have no voice
    sounds = any(
        a.content_type.startswith("audio/") or _SOUNDS.search(a.name) for a in attachments if a.content
    )
    pages = any(_PAGES.search(a.name) for a in attachments if a.content and not a.inline)
    context = f"{root.header('message-context')} {root.header('content-class')} {root.content_type}".lower()
    machine = next((kind for name, kind in _HEADERS.items() if root.header(name)), "")
    if "voice" in context or machine == "voice" or sounds:
        return "voice"
    if "fax" in context or machine == "fax":
        return "fax" if pages else ""
    sender = " ".join(f"{a.name} {a.address.partition('@')[0]}" for a in headers.froms[:1])
    named = f"{headers.subject}\n{sender}"
    if _VOICE.search(named):
        return "voice"  # some bring it as words, or as a link
    if not pages:
        return ""
    described = f"{named}\n{one_line(root.header('x-mailer'), 100)}\n{text[:300]}"
    if _FAX.search(named):
        return "fax"
    return "scan" if _SCAN.search(described) else ""
