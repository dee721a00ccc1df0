"""How people's mail programs answer a letter of ours: what they add above, below, between and around it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from html import escape

from office import START, text_of

WHO = "Office de tourisme des Chaumes"
IPHONE = "Envoyé de mon iPhone"
DEVICES = {
    "iphone": IPHONE,
    "outlook_ios": "Télécharger Outlook pour iOS",
    "outlook_android": "Obtenir Outlook pour Android",
    "samsung": "Envoyé depuis mon appareil Galaxy",
    "orange_mobile": "Envoyé depuis l'application Mail Orange",
}
SIGNATURES = {
    "none": "",
    "delimited": "-- \nClaire Martin\nChargée des réclamations\n03 29 00 00 01\n{own}",
    "card": "Cordialement,\n\nClaire Martin\nChargée des réclamations\nOffice de tourisme des Chaumes\n"
    "1 place de la Mairie – 88000 Exemple\nTél. : 03 29 00 00 01\n{own}",
    "short": "Cordialement,\nClaire",
}


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a person does with a letter: the words, and where they are put."""

    program: str
    posting: str  # top · bottom · inline
    form: str  # plain · html · both
    signature: str
    words: tuple[str, ...]  # paragraphs; two of them where the person answers between the lines
    command: str  # "" or a line beginning with #
    own: str  # the address of whoever writes

    @property
    def device(self) -> str:
        return DEVICES.get(self.program, "")

    def __str__(self) -> str:
        return f"{self.program}-{self.posting}-{self.form}-{self.signature}-{self.command or 'rien'}"


def written(answer: Answer, letter: EmailMessage, number: int) -> bytes:
    """The bytes of the answer."""
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"] = f"Claire Martin <{answer.own}>"
    mail["To"] = f"{WHO} <{parseaddr(str(letter['Reply-To']))[1]}>"
    mail["Subject"] = f"{'RE' if 'outlook' in answer.program else 'Re'}: {letter['Subject']}"
    mail["Date"] = format_datetime(START)
    mail["Message-ID"] = f"<{answer.program}.{number}@otc.example>"
    mail["In-Reply-To"] = str(letter["Message-ID"])
    mail["References"] = str(letter["Message-ID"])
    if answer.form in ("plain", "both"):
        mail.set_content(_plain(answer, letter))
    if answer.form == "html":
        mail.set_content(_html(answer, letter), subtype="html")
    if answer.form == "both":
        mail.add_alternative(_html(answer, letter), subtype="html")
    return mail.as_bytes()


# -- the parts -----------------------------------------------------------------------------------


def _typed(answer: Answer) -> str:
    signature = SIGNATURES[answer.signature].format(own=answer.own)
    parts = ["\n\n".join(answer.words)]
    if answer.command:
        parts.append(answer.command)
    parts += [text for text in (signature, answer.device) if text]
    return "\n\n".join(parts)


def _between(answer: Answer) -> tuple[str, str]:
    """Answered between the lines: the first paragraph, and the rest with all that stands at the end."""
    first, *rest = answer.words
    tail = [*rest, *([answer.command] if answer.command else ())]
    signature = SIGNATURES[answer.signature].format(own=answer.own)
    return first, "\n\n".join([*tail, *(text for text in (signature, answer.device) if text)])


def _sender(letter: EmailMessage) -> str:
    return parseaddr(str(letter["Reply-To"] or letter["From"]))[1]


def _block(answer: Answer, letter: EmailMessage) -> str:
    return (
        f"De : {WHO} <{_sender(letter)}>\nEnvoyé : lundi 16 novembre 2026 10:00\n"
        f"À : Claire Martin <{answer.own}>\nObjet : {letter['Subject']}"
    )


_INTRODUCED: dict[str, Callable[[Answer, EmailMessage], str]] = {
    "gmail": lambda a, m: f"Le lun. 16 nov. 2026 à 10:00, {WHO} <\n{_sender(m)}> a écrit :",
    "apple_mail": lambda a, m: f"Le 16 nov. 2026 à 10:00, {WHO} <{_sender(m)}> a écrit :",
    "iphone": lambda a, m: f"Le 16 nov. 2026 à 10:00, {WHO} <{_sender(m)}> a écrit :",
    "thunderbird": lambda a, m: f"Le 16/11/2026 à 10:00, {WHO} a écrit :",
    "roundcube": lambda a, m: f"Le 2026-11-16 10:00, {WHO} a écrit :",
    "orange_mobile": lambda a, m: f"Le 16 nov. 2026 à 10:00, {WHO} <{_sender(m)}> a écrit :",
}
UNMARKED = ("outlook", "outlook_web", "outlook_ios", "outlook_android", "samsung")  # no quote marks
PROGRAMS = (*_INTRODUCED, *UNMARKED)


def postings(program: str) -> tuple[str, ...]:
    """Where people write with it: whoever has no quote marks writes above."""
    return ("top",) if program in UNMARKED else ("top", "bottom", "inline")


def _plain(answer: Answer, letter: EmailMessage) -> str:
    quoted = text_of(letter).replace("\r\n", "\n").rstrip("\n")
    if answer.program in UNMARKED:
        rule = {"samsung": "-------- Message d'origine --------\n", "outlook": "",
                "outlook_web": "_" * 32 + "\n"}.get(answer.program, "_" * 32 + "\n")  # fmt: skip
        return f"{_typed(answer)}\n\n{rule}{_block(answer, letter)}\n\n{quoted}\n"
    introduction = _INTRODUCED[answer.program](answer, letter)
    marked = [f"> {line}".rstrip() for line in quoted.split("\n")]
    if answer.program in ("apple_mail", "iphone"):
        marked = [*(f"> {line}" for line in introduction.split("\n")), ">", *marked]
        introduction = ""
    if answer.posting == "top":
        return "\n".join([_typed(answer), "", introduction, "", *marked, ""])
    if answer.posting == "bottom":
        return "\n".join([introduction, *marked, "", _typed(answer), ""])
    first, rest = _between(answer)
    half = next(n for n in range(len(marked) // 3, len(marked)) if marked[n] == ">")
    return "\n".join([introduction, *marked[:half], "", first, "", *marked[half:], "", rest, ""])


def _html(answer: Answer, letter: EmailMessage) -> str:
    part = letter.get_body(("html",))
    assert part is not None
    inner = re.sub(r"(?is)^.*<body[^>]*>|</body>.*$", "", str(part.get_content()))
    typed = _as_html(_typed(answer), answer)
    if answer.program in UNMARKED:
        return f"<html><head></head><body>{typed}{_html_block(answer, letter)}{inner}</body></html>"
    introduction = escape(" ".join(_INTRODUCED[answer.program](answer, letter).split()))
    opening, quote = _html_quote(answer.program, introduction)
    if answer.posting == "top":
        body = f"{typed}<br>{opening}{quote}{inner}</blockquote>"
    elif answer.posting == "bottom":
        body = f"{opening}{quote}{inner}</blockquote><br>{typed}"
    else:
        first, rest = (_as_html(text, answer) for text in _between(answer))
        # The program breaks the quote where the person presses Enter.
        above = f"{opening}{quote}<p>Un client vous écrit.</p></blockquote>"
        body = f"{above}{first}{quote}{inner}</blockquote>{rest}"
    return f'<html><head><meta charset="utf-8"></head><body>{body}</body></html>'


def _html_quote(program: str, introduction: str) -> tuple[str, str]:
    if program == "gmail":
        style = "margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex"
        return (
            f'<div class="gmail_quote"><div dir="ltr" class="gmail_attr">{introduction}<br></div></div>',
            f'<blockquote class="gmail_quote" style="{style}">',
        )
    if program in ("apple_mail", "iphone"):
        return "", f'<blockquote type="cite"><div>{introduction}</div><br>'
    if program == "thunderbird":
        return f'<div class="moz-cite-prefix">{introduction}<br></div>', '<blockquote type="cite">'
    return f'<p id="reply-intro">{introduction}</p>', '<blockquote type="cite" style="padding: 0 0.4em">'


def _html_block(answer: Answer, letter: EmailMessage) -> str:
    lines = "<br>".join(
        re.sub(r"^([^:]+ :)", r"<b>\1</b>", escape(line)) for line in _block(answer, letter).split("\n")
    )
    if answer.program == "outlook":
        return (
            '<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">'
            f'<p class="MsoNormal">{lines}</p></div></div>'
        )
    if answer.program == "samsung":
        return f"<div><br></div><div>-------- Message d'origine --------</div><div>{lines}</div>"
    if answer.program == "outlook_web":
        return f'<hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg" dir="ltr">{lines}</div>'
    return (
        '<div id="ms-outlook-mobile-body-separator-line"></div>'
        f'<div id="mail-editor-reference-message-container"><div>{lines}</div></div>'
    )


def _as_html(text: str, answer: Answer) -> str:
    """What the person typed, with the program's own marks around a device's advertisement."""
    pieces = []
    for paragraph in text.split("\n\n"):
        lines = "<br>".join(escape(line) for line in paragraph.split("\n"))
        if paragraph == answer.device and "outlook" in answer.program:
            pieces.append(f'<div id="ms-outlook-mobile-signature">{lines}</div>')
        elif paragraph.startswith("-- \n"):
            pieces.append(f'<div class="moz-signature">{lines}</div>')
        elif answer.program.startswith("outlook"):
            pieces.append(f'<p class="MsoNormal">{lines}</p><p class="MsoNormal">&nbsp;</p>')
        else:
            pieces.append(f'<div dir="ltr">{lines}</div><div><br></div>')
    return "".join(pieces)
