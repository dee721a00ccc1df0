"""Take off what a program or a company adds below every mail; what the person wrote stays.

Closing words and the name stay in the text: they are the person's own, and whoever hides identities must
see them. Only a delimiter, a device's advertisement or a legal notice is taken off.
"""

from __future__ import annotations

import re

_DELIMITER = re.compile(r"-- ?$|—$|_{3,60}$")
_THING = (
    r"(?:iphone|ipad|android|galaxy|samsung|huawei|xiaomi|pixel|smartphone|smart ?phone|téléphone|telefono"
    r"|teléfono|telefoon|handy|mobiltelefon|mobile|móvil|cellulare|portable|appareil|tablette|tablet"
    r"|ordinateur|blackberry"
    r"|outlook|yahoo|gmail|hotmail|proton ?mail|proton|orange|sfr|free|bouygues|laposte|la poste|courrier"
    r"|mail"
    r"|spark|bluemail|thunderbird|windows|gmx|web\.de|zimbra|tutanota|tuta|aol|icloud|messagerie|webmail)"
)
_DEVICE = re.compile(
    r"(?:(?:envoyée?|sent|gesendet|verzonden|verstuurd|enviado|inviat[oa]|von|provenance)\b[^\n]{1,40}?\b"
    + _THING
    + r"\b[^\n]{0,60}"
    r"|(?:télécharge[rz]|obtene[rz]|obtenir|get|download|holen sie sich|hol dir) outlook\b[^\n]{0,100}"
    r"|(?:garanti sans virus|virus-free|virenfrei|virusvrij|libre de virus|privo di virus)[^\n]{0,60}"
    r"|[^\n]{0,60}www\.avast\.com[^\n]{0,60})$",
    re.IGNORECASE,
)
_DEVICE_WORDS = 12  # more words than that are a sentence of the writer's
_NOTICE = re.compile(
    r"(?:ce (?:message|courriel|mail|e-mail)[^\n]{0,60}(?:pièces jointes|confidentiel|destiné)"
    r"|(?:this|the information in this) (?:e-?mail|message)[^\n]{0,100}(?:confidential|intended)"
    r"|(?:avis|clause|mention) de confidentialité|confidentiality notice|disclaimer\b"
    r"|diese e-?mail[^\n]{0,60}vertraulich|dit bericht[^\n]{0,60}vertrouwelijk"
    r"|este (?:mensaje|correo)[^\n]{0,60}confidencial|questo messaggio[^\n]{0,60}(?:confidenzial|riservat)"
    r"|[^\n]{0,40}(?:pensez|penser|pensons) (?:à l['’]|à notre )environnement"
    r"|[^\n]{0,40}n['’]imprimez (?:ce|cet|que)|[^\n]{0,30}avant d['’]imprimer"
    r"|[^\n]{0,60}(?:consider|think of) the environment)",
    re.IGNORECASE,
)
_LONGEST_SIGNATURE = 25  # lines
_LONGEST_NOTICE = 3_000  # characters


def without_signature(text: str) -> tuple[str, str]:
    """(what stays, what was taken off). The text is never emptied."""
    lines = text.split("\n")
    cut: list[str] = []
    lines = _cut_notice(lines, cut)
    lines = _cut_delimited(lines, cut)
    kept: list[str] = []
    for index, line in enumerate(lines):
        (cut if index > 0 and _is_device(line) else kept).append(line)
    left = "\n".join(kept).strip("\n").rstrip()
    if not left.strip():
        return text, ""
    return left, "\n".join(line for line in cut if line.strip() != "--").strip()


def _is_device(line: str) -> bool:
    """An advertisement of the device: short, a line of its own, no sentence that goes on."""
    words = line.strip(" \t*_<>\u2026()[]")
    return len(line) < 200 and len(words.split()) <= _DEVICE_WORDS and bool(_DEVICE.match(words))


def _cut_delimited(lines: list[str], cut: list[str]) -> list[str]:
    for index in range(max(1, len(lines) - _LONGEST_SIGNATURE), len(lines)):
        line = lines[index].rstrip("\r")
        if (line in ("--", "-- ") or (_DELIMITER.fullmatch(line) and _is_short(lines[index + 1 :]))) and any(
            above.strip() for above in lines[:index]
        ):
            cut[:0] = lines[index + 1 :]
            return lines[:index]
    return lines


def _is_short(lines: list[str]) -> bool:
    """A line drawn by hand separates a signature only if what follows looks like a visiting card."""
    written = [line for line in lines if line.strip()]
    return 0 < len(written) <= 8 and all(len(line) <= 70 for line in written)


def _cut_notice(lines: list[str], cut: list[str]) -> list[str]:
    for index, line in enumerate(lines):
        starts_paragraph = index > 0 and (
            not lines[index - 1].strip() or _NOTICE.match(lines[index - 1].strip(" *_"))
        )
        if (
            starts_paragraph
            and _NOTICE.match(line.strip(" \t*_"))
            and sum(len(rest) for rest in lines[index:]) <= _LONGEST_NOTICE
            and _is_all_notice(lines[index:])
        ):
            cut[:0] = lines[index:]
            return lines[:index]
    return lines


def _is_all_notice(lines: list[str]) -> bool:
    """Notices come last, in a paragraph or two and their translation; more is somebody's text."""
    paragraphs = [p for p in "\n".join(lines).split("\n\n") if p.strip()]
    return len(paragraphs) <= 1 or all(
        _NOTICE.match(p.strip(" \t*_\n")) or _LEGAL_WORDS.search(p) for p in paragraphs
    )


_LEGAL_WORDS = re.compile(
    r"confidenti|destinataire|recipient|intended|responsabilit|liab|virus|usurp|alt[ée]r|environnement"
    r"|imprim",
    re.IGNORECASE,
)
