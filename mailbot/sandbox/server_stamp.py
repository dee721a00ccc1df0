"""What a receiving mail server writes in front of a mail, and what it takes away.

Only the server may say whether the sender is proven: lines that pretend to come from it are removed.
"""

from __future__ import annotations

import re
from email.parser import BytesHeaderParser
from email.utils import getaddresses

_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")
_FIELD = re.compile(rb"[^\n]*\n(?:[ \t][^\n]*\n)*")  # one header with its folded lines
_COMMENT = re.compile(r"\([^()]*\)")


def stamped(content: bytes, *, sender: str, recipient: str, authserv_id: str, authenticated: bool) -> bytes:
    """The mail as it is put into the mailbox of `recipient`."""
    domain = _from_address(content).rpartition("@")[2]
    verdict = "pass" if authenticated else "fail"
    front = (
        f"Return-Path: <{sender}>\r\n"
        f"Delivered-To: {recipient}\r\n"
        f"Authentication-Results: {authserv_id}; dmarc={verdict} header.from={domain}\r\n"
    )
    return front.encode("utf-8", "surrogateescape") + _without_forgeries(content, authserv_id)


def is_author(content: bytes, login: str) -> bool:
    """Does the From header name this one address and no other?"""
    return bool(login) and _from_address(content) == login.lower()


def _from_address(content: bytes) -> str:
    """The address in From in lower case, or nothing when there is not exactly one."""
    header = BytesHeaderParser().parsebytes(_split(content)[0])
    fields = [str(value) for value in header.get_all("From", [])]
    addresses = [address.lower() for _, address in getaddresses(fields) if address]
    return addresses[0] if len(fields) == 1 and len(addresses) == 1 else ""


def _without_forgeries(content: bytes, authserv_id: str) -> bytes:
    head, rest = _split(content)
    fields: list[bytes] = _FIELD.findall(head)
    return b"".join(field for field in fields if not _is_forged(field, authserv_id)) + rest


def _is_forged(field: bytes, authserv_id: str) -> bool:
    name, _, value = field.decode("latin-1").partition(":")
    if name.strip().lower() == "return-path":
        return True
    if name.strip().lower() != "authentication-results":
        return False
    identity = _COMMENT.sub(" ", value).strip().partition(";")[0].split()
    return bool(identity) and identity[0].strip('"').lower() == authserv_id.lower()


def _split(content: bytes) -> tuple[bytes, bytes]:
    """Headers with the end of their last line, and everything behind them."""
    if content.startswith((b"\n", b"\r\n")):
        return b"", content
    end = _END_OF_HEADERS.search(content)
    if end is None:
        return (content, b"") if content.endswith(b"\n") else (content + b"\r\n", b"")
    cut = content.index(b"\n", end.start()) + 1
    return content[:cut], content[cut:]
