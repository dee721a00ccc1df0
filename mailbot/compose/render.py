"""Blocks → plain text. (HTML is drawn from the same blocks by templates/_mise_en_page.html.)

No line is wrapped: every mail client wraps, and the words of a complaint stay findable as they were written.
"""

from __future__ import annotations

from mailbot.compose.markup import (
    Aside,
    Block,
    Caution,
    Facts,
    Heading,
    Items,
    Link,
    Links,
    Paragraph,
    Quote,
    Room,
)
from mailbot.compose.typography import NBSP

FOOTER_RULE = "* * *"  # not "-- ": mail clients cut signatures off their quotes, and our marker with them


def plain_text(body: tuple[Block, ...], footer: tuple[Block, ...], language: str) -> str:
    colon = f"{NBSP}:" if language == "fr" else ":"
    parts = [_block(block, colon) for block in body]
    if footer:
        parts.append(FOOTER_RULE)
        parts.extend(_block(block, colon) for block in footer)
    return "\n\n".join(parts) + "\n"


def _block(block: Block, colon: str) -> str:
    match block:
        case Paragraph(lines) | Aside(lines):
            return "\n".join(lines)
        case Heading(text):
            return text.upper()
        case Caution(text):
            return f"!! {text}"
        case Items(items):
            return "\n".join(f"- {item}" for item in items)
        case Quote(paragraphs, _):
            return "\n>\n".join("\n".join(f"> {line}" for line in lines) for lines in paragraphs)
        case Facts(rows):
            return "\n".join(f"{key}{colon} {value}" for key, value in rows)
        case Links(links):
            return "\n".join(_link(link, colon) for link in links)
        case Room():
            return ""


def _link(link: Link, colon: str) -> str:
    if link.instead:
        return f"- {link.label} – {link.instead}"
    shown = link.url.removeprefix("mailto:")
    return f"- {link.label}{colon} {shown}" if shown else f"- {link.label}"
