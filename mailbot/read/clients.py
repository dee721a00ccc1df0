"""How mail programs mark in HTML what they quote, what stands between two mails, and signatures."""

from __future__ import annotations

import re
from itertools import islice

from selectolax.lexbor import LexborNode

from mailbot.expressions import Expression
from mailbot.read.attributions import introduces

# Outlook prefixes ids and classes with "x_", several times, Yahoo with "ydp" and a number.
_QUOTE = Expression(
    r"yahoo_quoted|protonmail_quote|tutanota_quote|moz-cite-prefix|iosymail|zmail_extra(?!_hr)|airmail_on"
    r"|gmail_quote_attribution|skiff_quote|ik_mail_quote|messagereplysection|isreplycontent",
    re.IGNORECASE,
)
_ATTRIBUTION = Expression(r"(?:^|\s)(?:x_)*gmail_attr(?:\s|$)")
_SEPARATOR = Expression(
    r"(?:x_)*(?:divrplyfwdmsg|mail-editor-reference-message-container|olk_src_body_section|zwchr"
    r"|ms-outlook-mobile-reference-message|replysplit|orimsghtmlseperator)",
    re.IGNORECASE,
)
_SIGNATURE = Expression(
    r"(?:^|\s)(?:x_)*(?:gmail_signature|moz-signature"
    r"|ms-outlook-mobile-signature|bloop_sign|applemailsignature"
    r"|protonmail_signature_block-user|ymail_android_signature|messagesignaturesection|editorusersignature)"
    r"|^(?:x_)*signature$",
    re.IGNORECASE,
)
_BORDER_LEFT = Expression(
    r"border-left(?:-style)?\s*:[^;]{0,60}\b(?:solid|dashed|dotted|double)", re.IGNORECASE
)
_BORDER_TOP = Expression(r"border-top\s*:[^;]{0,60}\bsolid", re.IGNORECASE)
_LABEL = Expression(r"[^\W\d_][\w'’. -]{0,24}[\s\xa0]{0,3}:[\s\xa0]")
_FEWEST_LABELS = 3
_MOST_NODES = 60
_LONGEST_BEGINNING = 600

Attributes = dict[str, str | None]


def is_quote(node: LexborNode, attributes: Attributes, above: list[str]) -> bool:
    """`above`: the lines that stand there already; their last one may introduce what follows."""
    names = _names(attributes)
    if node.tag == "blockquote":
        style = attributes.get("style") or ""
        return (
            (attributes.get("type") or "").lower() == "cite"
            or "cite" in attributes
            or "quote" in names
            or "cite" in names
            or bool(_BORDER_LEFT.search(style))
            or introduces(above)
        )
    return bool(names) and (
        bool(_QUOTE.search(names)) or (bool(_ATTRIBUTION.search(names)) and _precedes_quote(node))
    )


def is_separator(node: LexborNode, attributes: Attributes) -> bool:
    """What stands above the header lines of the mail that is answered."""
    if _SEPARATOR.match(attributes.get("id") or ""):
        return True
    if node.tag != "div" or not _BORDER_TOP.search(attributes.get("style") or ""):
        return False
    text = _beginning(node)
    return bool(_LABEL.match(text)) and len(_LABEL.findall(text)) >= _FEWEST_LABELS


def _beginning(node: LexborNode) -> str:
    """The first words inside; an element can hold the whole mail, thousands of times."""
    pieces = (piece.text_content or "" for piece in islice(node.traverse(include_text=True), _MOST_NODES)
              if piece.tag == "-text")  # fmt: skip
    return " ".join("".join(pieces)[:_LONGEST_BEGINNING].split())


def is_signature(attributes: Attributes) -> bool:
    return bool(_SIGNATURE.search(attributes.get("class") or "")) or any(
        _SIGNATURE.search(attributes.get(key) or "") for key in ("id", "name", "data-smartmail")
    )


def _names(attributes: Attributes) -> str:
    return " ".join(attributes.get(key) or "" for key in ("class", "id", "name")).strip()


def _precedes_quote(node: LexborNode) -> bool:
    """Gmail writes the same mark over a quote and over a forwarded mail; only a quote is indented."""
    following = node.next
    for _ in range(6):
        if following is None:
            return False
        if following.tag == "blockquote":
            return True
        following = following.next
    return False
