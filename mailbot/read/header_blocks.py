"""Blocks of header lines as Outlook writes them (`De :`, `Envoyé :`, …), and the lines that announce them.

Somebody who tells what happened writes such labels, too: without a line that announces a quote, an
address or a time of day must stand among them.
"""

from __future__ import annotations

import re

from mailbot.expressions import Expression

_FIELD = Expression(
    r"[>*_| \t\xa0]{0,8}([^\W\d][\w'’. -]{0,24}?)\s{0,3}\*{0,2}\s{0,2}:(?!//)\*{0,2}[ \t\xa0]{0,9}"
)
_FROM = frozenset({
    "de", "from", "von", "van", "da", "od", "från", "fra", "expéditeur", "expediteur", "emetteur", "émetteur",
    "absender", "afzender", "remitente", "mittente", "lähettäjä", "от", "kimden", "feladó", "de la", "từ",
})  # fmt: skip
_DATES = frozenset({
    "envoyé", "envoye", "envoyé le", "envoyé à", "date", "date d'envoi", "date d’envoi", "message du", "sent",
    "date sent", "sent at", "gesendet", "gesendet am", "datum", "verzonden", "verzonden op", "enviado",
    "enviado el", "enviado em", "enviada em", "fecha", "data", "inviato", "data invio", "skickat", "sendt",
    "dato", "wysłano", "data wysłania", "odesláno", "lähetetty", "отправлено", "дата", "gönderildi", "küldve",
    "trimis", "đã gửi",
})  # fmt: skip
_RECIPIENTS = frozenset({
    "à", "a", "pour", "cc", "cci", "copie", "copie à", "copie cachée", "destinataire", "destinataires", "to",
    "bcc", "an", "kopie", "aan", "para", "per", "till", "til", "kopia", "do", "dw", "komu", "kopi",
    "con copia",
    "vastaanottaja", "кому", "kime", "címzett", "către", "tới",
})  # fmt: skip
_OTHERS = frozenset({
    "envoyé de", "envoyé par", "objet", "sujet", "obj", "répondre à", "importance", "priorité",
    "pièces jointes",
    "pièce jointe", "subject", "reply-to", "reply to", "attachments", "priority", "betreff",
    "wichtigkeit", "anlagen", "antwort an", "onderwerp", "prioriteit", "bijlagen", "beantwoorden", "asunto",
    "responder a", "assunto", "oggetto", "ogg", "rispondi a", "ämne", "emne", "temat", "předmět", "aihe",
    "тема",
    "konu", "tárgy", "subiect", "chủ đề", "catégories", "organisation", "message-id",
})  # fmt: skip
_KNOWN = _FROM | _DATES | _RECIPIENTS | _OTHERS
_FEWEST = 3  # labels
_LONGEST = 16  # lines
_MOST_RECIPIENT_LINES = 8
_TIME = Expression(r"\b\d{1,2}\s?[:.hu]\s?\d{2}\b")
_ADDRESS = Expression(r"[^\s@<>]{1,64}@[^\s@<>]{1,255}")
_ORIGINAL = (
    r"(?:e-?mail|message|courriel|courrier|mail) (?:d['’]origine|original|initial)"
    r"|original (?:e-?mail|message|appointment|mail)|reply message|réponse au message"
    r"|(?:ursprüngliche|original|antwort)[- ]?(?:e-?mail|nachricht|mail)"
    r"|(?:oorspronkelijke?|origineel|originele) (?:e-?mail|bericht|mail)"
    r"|(?:mensaje|correo)(?: electrónico)? original|(?:messaggio|email) originale|mensagem original"
    r"|(?:ursprungligt|oprindelig|opprinnelig) (?:meddelande|meddelelse|melding|besked)"
    r"|(?:wiadomość oryginalna|původní zpráva|исходное сообщение)"
)
_ANNOUNCED = Expression(rf"[>\-‐–—_=*#| \t]{{0,60}}(?:{_ORIGINAL})[-‐–—_=*# \t:]{{0,80}}$", re.IGNORECASE)
_ANNOUNCED_GLUED = Expression(
    rf"[> \t]{{0,9}}[-_=*]{{3,40}}\s?(?:{_ORIGINAL})\s?[-_=*]{{3,40}}", re.IGNORECASE
)
_DRAWN = Expression(r"[> \t]{0,9}[-‐–—_=*#|]{2}")
_ABOVE = Expression(
    r"[^\n]{0,80}(?:above this line|au-dessus de cette ligne|(?:über|oberhalb) (?:dieser|diese) (?:zeile"
    r"|linie)"
    r"|boven deze (?:lijn|regel)|(?:por encima de|sobre) esta línea"
    r"|(?:al di )?sopra (?:di )?questa (?:riga|linea)"
    r"|acima desta linha)[^\n]{0,40}$",
    re.IGNORECASE,
)
# A line without a colon and not drawn opens a quote only with one of these in it.
_ANNOUNCING = ("origin", "initial", "message du", "reply", "réponse", "antwort", "ursprung", "oorspronk",
               "opprinn", "oprinde", "ursprüng", "wiadomo", "původní", "исходное")  # fmt: skip
_DRAWN_WITH = frozenset("-‐–—_=*#|")
_LINE_WORDS = ("line", "ligne", "zeile", "linie", "lijn", "regel", "línea", "riga", "linea", "linha")
_ANSWER = Expression(r"repl|répon|antwort|antwoord|respon|rispo", re.IGNORECASE)
_WEBMAIL = Expression(r"[> \t]{0,4}message du \d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}", re.IGNORECASE)
_RULE = Expression(r"[> \t]{0,4}[_=*-]{10,200}[ \t]{0,4}$")
_LABEL_IN_LINE = Expression(
    r"(?:^|[\s*>-])([^\W\d][\w'’-]{0,12}(?: (?:le|à|el|em|am|op))?)\s?\*{0,2}\s?:", re.IGNORECASE
)


def block_or_rule(lines: list[str], index: int) -> int:
    """How many lines introduce a quote here: an announcement, header lines, or both; 0 when none does."""
    line = lines[index]
    small = line.lower()
    speaks_of_a_line = any(word in small for word in _LINE_WORDS)
    if (
        ":" not in line
        and line.lstrip(" \t\xa0>")[:1] not in _DRAWN_WITH
        and not (speaks_of_a_line or any(word in small for word in _ANNOUNCING))
    ):
        return 0
    if _ANNOUNCED.match(line):
        block = _block(lines, index + 1, is_announced=True)
        return 1 + block if block or _DRAWN.match(line) else 0
    if _ANNOUNCED_GLUED.match(line) or _is_glued(line):
        return 1
    if speaks_of_a_line and _ABOVE.match(line) and _ANSWER.search(line):
        return 1
    if _WEBMAIL.match(line):
        block = _block(lines, index + 1, is_announced=True)
        return 1 + block if block else 0
    if _RULE.match(line):
        in_any_language = line.strip(" \t>").startswith("____")
        block = _block(lines, index + 1, is_announced=True, in_any_language=in_any_language)
        return 1 + block if block else 0
    return _block(lines, index)


def _label(line: str) -> tuple[str, str]:
    """(the label in small letters, what follows it)."""
    match = _FIELD.match(line) if ":" in line else None
    return (match[1].strip(" .*").lower(), line[match.end() :].strip()) if match else ("", "")


def _block(lines: list[str], index: int, *, is_announced: bool = False, in_any_language: bool = False) -> int:
    """The number of header lines here, blanks among them included."""
    labels: list[str] = []
    values: list[str] = []
    length = blanks = continued = 0
    for offset, line in enumerate(lines[index : index + _LONGEST]):
        if not line.strip(" \t\xa0>"):
            blanks += 1
            if blanks > 2 or (not is_announced and not labels):
                break
            continue
        label, value = _label(line)
        if label in _FROM and any(before in _FROM for before in labels):
            break  # the next mail begins
        if label in _KNOWN or (label and in_any_language and not (blanks and labels)):
            labels.append(label)
            values.append(value)
            continued = 0
        elif labels and continued < _MOST_RECIPIENT_LINES and _goes_on(labels[-1], values[-1], line, blanks):
            values[-1] = f"{values[-1]} {line.strip()}"
            continued += 1
        else:
            break
        blanks, length = 0, offset + 1
    has_sender = any(label in _FROM for label in labels) or (in_any_language and _names_and_dates(values))
    if not has_sender or len(labels) < _FEWEST:
        return 0
    return length if is_announced or _is_real(labels, values) else 0


def _goes_on(label: str, value: str, line: str, blanks: int) -> bool:
    """A long list of recipients goes on over several lines; a table puts values below their labels."""
    if not value:
        return len(line) < 200
    if blanks:
        return False
    if value.rfind("[") > value.rfind("]") or value.rfind("<") > value.rfind(">") or line.lstrip()[:1] == "<":
        return "@" in line
    is_list = label in _RECIPIENTS and ("@" in line or ";" in line or value.endswith((";", ",", "<")))
    return is_list or (len(value) > 40 and line[:1] in " \t") or value.endswith(("<", ",", ";"))


def _names_and_dates(values: list[str]) -> bool:
    """In a language that is not known here, more is asked for: an address and a time."""
    return any(_ADDRESS.search(value[:400]) for value in values) and any(
        _TIME.search(value[:200]) for value in values
    )


def _is_real(labels: list[str], values: list[str]) -> bool:
    """Somebody who travels writes whence, where to and at what time, too: without an address, a subject."""
    pairs = tuple(zip(labels, values, strict=True))
    if any(_ADDRESS.search(value[:400]) for label, value in pairs if label in _FROM | _RECIPIENTS):
        return True
    return any(label in _OTHERS for label in labels) and any(
        _TIME.search(value[:200]) for label, value in pairs if label in _DATES
    )


def _is_glued(line: str) -> bool:
    """Some programs lose the line breaks between the header lines."""
    label, _ = _label(line) if "@" in line else ("", "")
    if label not in _FROM and label not in _DATES:
        return False
    found = {match[1].lower() for match in _LABEL_IN_LINE.finditer(line[:600])}
    return len(found & _KNOWN) >= _FEWEST and bool(found & _FROM) and bool(_ADDRESS.search(line[:600]))
