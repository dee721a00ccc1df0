"""The parts of a mail → what was written, and everything else as attachments: parts in, parts out.

Of an alternative one rendition is read, the plain one unless it is empty or says less. A mail inside the
mail is content: people forward what the complaint is about. Nothing is ever loaded from elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mailbot.expressions import Expression
from mailbot.model import Attachment
from mailbot.read.alternatives import chosen, is_enough, says_more, words
from mailbot.read.armour import without_armour
from mailbot.read.bounds import Limits
from mailbot.read.charsets import decode, from_header, one_line, scrub
from mailbot.read.entities import as_meant
from mailbot.read.flowed import unflowed
from mailbot.read.html import text_of
from mailbot.read.mime import content_field, file_name, type_of
from mailbot.read.smime import opened
from mailbot.read.tnef import unpacked
from mailbot.read.tree import Part, entity_tree
from mailbot.read.uuencoded import without_files
from mailbot.read.words import decoded

_RENDERED = frozenset({"text/plain", "text/html", "text/enriched", "text/richtext", "text/x-amp-html",
                       "text/watch-html", "application/xhtml+xml"})  # fmt: skip
_MAILS = frozenset({"message/rfc822", "message/global"})
_SIGNATURES = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature",
                         "application/pgp-signature"})  # fmt: skip
_SEALED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_TNEF = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_MOST_ENVELOPES = 3
_FOR_OLD_PROGRAMS = Expression(r"\bmime\b|multi-?part|encapsulated|non-mime", re.IGNORECASE)
_FEWEST_WORDS = 3
_META_CHARSET = re.compile(
    rb"<meta[^>]{0,200}charset\s{0,3}=\s{0,3}[\"']?([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE
)
_MARKUP = Expression(r"<[^<>]{1,80}>")
_STARTS_AS_HTML = Expression(r"\s{0,50}<(?:!doctype html|html|body)\b", re.IGNORECASE)
_SIGNED = "Le courriel porte une signature électronique ; elle n’a pas été vérifiée."
FORWARDED_LINE = "---------- Message transféré ----------"


@dataclass(slots=True)
class Bodies:
    """What the walk has found so far."""

    limits: Limits
    problems: list[str]
    texts: list[str] = field(default_factory=list)
    embedded: list[str] = field(default_factory=list)  # mails inside the mail, as text
    html: list[str] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    calendar_methods: list[str] = field(default_factory=list)
    is_report: bool = False  # a mail inside is what came back, not what somebody wants to say
    envelopes: int = 0  # how many this one is in
    skips_html: bool = False  # its text is not needed, only what hides in it

    @property
    def own_text(self) -> str:
        return "\n\n".join(text.strip("\n") for text in self.texts if text.strip())


def bodies(root: Part, limits: Limits, problems: list[str]) -> Bodies:
    found = Bodies(limits=limits, problems=problems)
    _visit(root, found, is_root=True)
    _read_preamble(root, found)
    _say_if_only_attachments(found)
    return found


def _visit(part: Part, found: Bodies, *, is_root: bool = False) -> None:
    kind = part.content_type
    if kind == "multipart/alternative" and part.children:
        _visit_alternative(part, found)
    elif kind == "multipart/encrypted":
        _say_sealed(found)
        _attach_all(part, found)
    elif part.is_multipart:
        found.is_report = found.is_report or kind == "multipart/report"
        for child in part.children:
            _visit(child, found)
    elif kind in _MAILS and part.children and not found.is_report:
        _visit_mail(part, found)
    elif kind in _SIGNATURES:
        found.problems.append(_SIGNED)
    elif kind in _SEALED:
        _visit_sealed(part, found)
    elif kind in _TNEF or part.given_name.lower() == "winmail.dat":
        _visit_tnef(part, found)
    elif kind in _RENDERED and _is_text_of_the_mail(part, found, is_root=is_root):
        _add_text(part, found)
        if is_root and part.disposition == "attachment" and part.given_name:
            _attach(part, found)  # a file sent on its own: read, and kept as the file that it is
    else:
        _attach(part, found)


def _read_preamble(root: Part, found: Bodies) -> None:
    """What stands above the first part is for old programs, unless nothing else was written."""
    preamble = root.message.preamble if root.is_multipart else None
    if not preamble or found.own_text.strip() or found.embedded or _FOR_OLD_PROGRAMS.search(preamble):
        return
    text = scrub(decode(from_header(preamble), None)[0])
    if len(words(text)) >= _FEWEST_WORDS:
        found.texts.append(text)


def _is_text_of_the_mail(part: Part, found: Bodies, *, is_root: bool) -> bool:
    """A text with a file name is a file, unless it is the only text that there is."""
    if is_root:
        return True
    if part.disposition == "attachment":
        return False
    return not part.given_name or not any(text.strip() for text in found.texts)


def _visit_alternative(part: Part, found: Bodies) -> None:
    plain = ""
    richest = ""
    for child in part.children:
        inner = Bodies(limits=found.limits, problems=found.problems, envelopes=found.envelopes)
        inner.skips_html = is_enough(plain)
        _visit(child, inner)
        if child.content_type == "text/plain":
            plain = plain or inner.own_text
        else:
            richest = max(richest, inner.own_text, key=lambda text: len(words(text)))
        _take(inner, found)
    found.texts += chosen(plain, richest)


def _visit_mail(part: Part, found: Bodies) -> None:
    """It is read, and kept as the file that it is; a mail inside it is in that file."""
    _attach(part, found)
    inner_root = part.children[0]
    inner = Bodies(limits=found.limits, problems=found.problems, envelopes=found.envelopes)
    _visit(inner_root, inner, is_root=True)
    shown = [
        f"{label} : {one_line(decoded(value))}"
        for label, name in (("De", "from"), ("Date", "date"), ("À", "to"), ("Objet", "subject"))
        if (value := inner_root.header(name))
    ]
    text = "\n".join([FORWARDED_LINE, *shown, "", inner.own_text])
    found.embedded += [text, *inner.embedded]
    found.html += inner.html
    found.attachments += [file for file in inner.attachments if file.content_type not in _MAILS]


def _visit_sealed(part: Part, found: Bodies) -> None:
    """A signed mail in an envelope of its own is read; the signature is not verified, and that is said."""
    content = part.content()
    sort, entity = opened(content)
    if entity is not None and found.envelopes < _MOST_ENVELOPES:
        inner_root = entity_tree(entity, found.limits, found.problems)
        inner = Bodies(limits=found.limits, problems=found.problems, envelopes=found.envelopes + 1)
        _visit(inner_root, inner, is_root=True)
        found.problems.append(_SIGNED)
        _take(inner, found)
        found.texts += inner.texts
        return
    if sort == "unknown":
        sort = "signed" if "signed" in part.parameters.get("smime-type", "").lower() else "encrypted"
    if part.parameters.get("smime-type", "").lower() == "certs-only":
        sort = "certificates"
    if sort == "encrypted":
        _say_sealed(found)
    elif sort != "certificates":
        found.problems.append(
            "Le texte est enfermé dans une signature électronique : il est à lire à la main."
        )
    _attach(part, found)


def _visit_tnef(part: Part, found: Bodies) -> None:
    """What Outlook put into winmail.dat comes out, and the envelope itself is kept beside it."""
    _attach(part, found)
    inside = unpacked(part.content())
    if inside is None:
        return
    text = as_meant(scrub(inside.text))
    if inside.html:
        found.html.append(inside.html[: found.limits.html])
        text = f"{text}\n\n{scrub(text_of(scrub(inside.html[: found.limits.html])))}".strip("\n")
    if says_more(text, than=found.own_text):
        found.texts.append(text)
    for file in inside.files:
        _attach_file(file.name, file.content_type, file.content, found)


def _attach_file(name: str, content_type: str, content: bytes, found: Bodies) -> None:
    if len(found.attachments) >= found.limits.parts:
        return
    kind = content_field(content_type)[0]
    kind = kind if "/" in kind else type_of(name)
    safe = file_name(name, kind, len(found.attachments) + 1)
    found.attachments.append(Attachment(name=safe, content_type=kind, content=content))


def _take(inner: Bodies, found: Bodies) -> None:
    """What was found further inside, but for its text."""
    found.html += inner.html
    found.attachments += inner.attachments
    found.embedded += inner.embedded
    found.calendar_methods += inner.calendar_methods


def _add_text(part: Part, found: Bodies) -> None:
    content = part.content()
    declared = part.parameters.get("charset")
    if not declared and part.content_type == "text/html" and (meta := _META_CHARSET.search(content[:2_000])):
        declared = meta.group(1).decode("ascii")
    if part.content_type == "text/plain":
        content = _without_files(content, found)[: found.limits.text * 4]
    source, was_right = decode(content[: found.limits.html * 2], declared)
    if not was_right:
        _say_charset(declared, found)
    source = source[: found.limits.html]
    if part.content_type in ("text/html", "application/xhtml+xml") or _STARTS_AS_HTML.match(source):
        found.html.append(source)
        if not found.skips_html:
            found.texts.append(scrub(text_of(scrub(source))))
    elif part.content_type == "text/plain":
        text = scrub(source)
        if part.parameters.get("format", "").lower() == "flowed":
            text = unflowed(text, delete_space=part.parameters.get("delsp", "").lower() == "yes")
        text, was_signed = without_armour(text)
        if was_signed:
            found.problems.append(_SIGNED)
        found.texts.append(as_meant(text))
        if "-----BEGIN PGP MESSAGE-----" in text:
            _say_sealed(found)
    elif part.content_type in ("text/enriched", "text/richtext"):
        found.texts.append(scrub(_MARKUP.sub("", source)))


def _without_files(content: bytes, found: Bodies) -> bytes:
    """Before any decoding: whatever the charset of the text, a file in it is made of bytes."""
    if b"begin" not in content:
        return content
    text, files = without_files(content.decode("latin-1"))
    for name, file in files:
        given = decode(name.encode("latin-1"), None)[0]
        _attach_file(given, "", file, found)
    return text.encode("latin-1")


def _say_charset(declared: str | None, found: Bodies) -> None:
    name = one_line(declared or "", 40)
    found.problems.append(
        f"Le jeu de caractères annoncé (« {name} ») n’était pas le bon : le texte a été lu autrement."
        if name
        else "Aucun jeu de caractères n’était annoncé : le texte a été lu comme du Windows-1252."
    )


def _say_sealed(found: Bodies) -> None:
    found.problems.append(
        "Le courriel est chiffré : mailbot ne peut pas le lire, une personne doit le faire."
    )


def _attach_all(part: Part, found: Bodies) -> None:
    for child in part.children:
        if child.is_multipart:
            _attach_all(child, found)
        else:
            _attach(child, found)


def _attach(part: Part, found: Bodies) -> None:
    content = part.content()
    kind = part.content_type
    if kind == "text/calendar" and part.disposition != "attachment":
        found.calendar_methods.append(part.parameters.get("method", "").strip().upper())
    name = part.given_name
    if kind in _MAILS and not name:
        subject = decoded(part.children[0].header("subject"))[:80].strip() if part.children else ""
        name = f"{subject or 'message-joint'}.eml"
    number = len(found.attachments) + 1
    found.attachments.append(
        Attachment(
            name=file_name(name, kind, number),
            content_type=kind,
            content=content,
            inline=part.disposition == "inline" or bool(part.content_id and part.disposition != "attachment"),
        )
    )


def _say_if_only_attachments(found: Bodies) -> None:
    if not (found.own_text.strip() or found.embedded or found.is_report) and found.attachments:
        found.problems.append("Le courriel ne contient pas de texte : tout est dans les pièces jointes.")
