"""Content-Type and Content-Disposition values → a main value and its parameters.

Accepts RFC 2231 (continuations, charsets), encoded words where they are forbidden, missing quotes.
"""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

from mailbot.expressions import Expression
from mailbot.read.charsets import decode, from_header, one_line, scrub
from mailbot.read.words import decoded, unfolded

_PARAMETER = Expression(
    r";\s*([A-Za-z0-9_.-]{1,60})(?:\*(\d{1,3}))?(\*)?\s*=\s*(?:\"((?:[^\"\\]|\\.){0,4000})\"?|([^;]{0,4000}))"
)
# Neither a semicolon after the main value, nor a main value at all: programs forget both.
_GLUED = Expression(r"^\s*(?:([A-Za-z0-9./+-]{1,60})\s+)?(?=[A-Za-z0-9*_-]{1,40}\s*=)")
# Only the last piece of a path is a name; a slash within words ("facture 12/2025") belongs to the name.
_PATH = Expression(r"^(?:[/\\~]|\.{1,2}[/\\]|[A-Za-z]:[/\\]|file:)|[/\\]\.{1,2}[/\\]|\w\\\w")
_PERCENT = Expression(r"%[89A-Fa-f][0-9A-Fa-f]")
_UNSAFE = Expression(r"[<>:\"|?*\x00-\x1f]")
_DOTS = " ._"
_EXTENSIONS = {
    "image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif", "image/heic": ".heic",
    "image/webp": ".webp", "image/tiff": ".tiff", "image/bmp": ".bmp", "image/svg+xml": ".svg",
    "application/pdf": ".pdf", "application/zip": ".zip", "application/msword": ".doc",
    "application/rtf": ".rtf", "text/rtf": ".rtf", "text/plain": ".txt", "text/html": ".html",
    "text/calendar": ".ics", "text/csv": ".csv", "text/vcard": ".vcf", "text/x-vcard": ".vcf",
    "audio/mpeg": ".mp3", "audio/wav": ".wav", "audio/x-wav": ".wav", "audio/mp4": ".m4a",
    "audio/amr": ".amr", "video/mp4": ".mp4", "video/quicktime": ".mov", "message/rfc822": ".eml",
    "application/ms-tnef": ".dat", "text/rfc822-headers": ".txt", "message/delivery-status": ".txt",
    "message/disposition-notification": ".txt",
}  # fmt: skip


_TYPES = {extension: kind for kind, extension in reversed(_EXTENSIONS.items())} | {
    ".jpeg": "image/jpeg", ".tif": "image/tiff", ".htm": "text/html", ".heif": "image/heif",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip


def type_of(name: str) -> str:
    """What a file is by its name, where nothing else says it."""
    return _TYPES.get("." + name.lower().rpartition(".")[2], "application/octet-stream")


def content_field(value: str) -> tuple[str, dict[str, str]]:
    """`text/plain; charset=utf-8` → ("text/plain", {"charset": "utf-8"}), names in lower case."""
    value = _with_semicolon(unfolded(value))
    main, _, rest = value.partition(";")
    simple: dict[str, str] = {}
    pieces: dict[str, list[tuple[int, bool, str]]] = {}
    for name, number, star, quoted, bare in _PARAMETER.findall(";" + rest):
        text = quoted.replace('\\"', '"').replace("\\\\", "\\") if quoted else bare.strip().strip('"')
        if number or star:
            pieces.setdefault(name.lower(), []).append((int(number or 0), bool(star), text))
        else:
            simple.setdefault(name.lower(), text)
    for name, parts in pieces.items():
        simple[name] = _continued(parts)
    return one_line(main.strip().strip("\"'").lower(), 100), simple


def _with_semicolon(value: str) -> str:
    glued = _GLUED.match(value)
    return f"{glued.group(1) or ''};{value[glued.end() :]}" if glued else value


def _continued(parts: list[tuple[int, bool, str]]) -> str:
    charset = ""
    data = b""
    for index, (_, is_encoded, text) in enumerate(sorted(parts, key=lambda part: part[0])):
        value = text
        if is_encoded and index == 0 and text.count("'") >= 2:
            charset, _, value = text.split("'", 2)
        data += unquote_to_bytes(from_header(value)) if is_encoded else from_header(value)
    return decode(data, charset)[0]


def file_name(given: str, content_type: str, number: int) -> str:
    """A name that is safe to show, to store and to send: never a path, never empty."""
    name = _unescaped(scrub(decoded(given)).strip())
    if _PATH.search(name):
        name = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    name = re.sub(r"[/\\]", "_", name)
    name = _UNSAFE.sub("_", one_line(name)).strip(_DOTS)
    if not name:
        return f"piece-jointe-{number}{_EXTENSIONS.get(content_type, '.bin')}"
    stem, dot, extension = name.rpartition(".")
    if len(name) > 120:
        name = f"{stem[: 119 - len(extension)]}.{extension}" if dot and len(extension) <= 10 else name[:120]
    return name


def _unescaped(name: str) -> str:
    """A name between apostrophes, or escaped as in a link: neither is allowed here, both are met."""
    if len(name) > 2 and name[0] == name[-1] == "'":
        name = name[1:-1]
    if not _PERCENT.search(name):
        return name
    try:
        return scrub(unquote_to_bytes(name).decode("utf-8"))
    except UnicodeDecodeError:
        return name
