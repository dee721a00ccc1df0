"""Puts recorded mails into the folder for done ones, in the gentlest way that the server knows."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Literal

from imapclient import IMAPClient  # type: ignore[import-untyped]  # the library ships no types
from imapclient.exceptions import (  # type: ignore[import-untyped]  # the library ships no types
    IMAPClientAbortError,
    IMAPClientError,
)

Done = Literal["moved", "copied", "left", "gone"]


def set_aside(
    client: IMAPClient, uids: list[int], capabilities: Collection[str], done_folder: Callable[[], str]
) -> dict[int, Done]:
    """`copied`: and then taken out of the folder by its UID. `left`: this server can do neither safely.

    A plain EXPUNGE would take along what somebody else has marked as deleted.
    """
    if not ("MOVE" in capabilities or "UIDPLUS" in capabilities):
        return dict.fromkeys(uids, "left")
    present = set(client.search(["UID", ",".join(map(str, uids))])) & set(uids)
    done: dict[int, Done] = dict.fromkeys(uids, "gone")
    if not present:
        return done
    found = sorted(present)
    if "MOVE" in capabilities:
        client.move(found, done_folder())
        return done | dict.fromkeys(found, "moved")
    client.copy(found, done_folder())
    client.add_flags(found, [rb"\Deleted"], silent=True)
    client.uid_expunge(found)
    return done | dict.fromkeys(found, "copied")


def folder_made(client: IMAPClient, wanted: str) -> str:
    """Its full name on this server: some want all folders below INBOX, and not all separate with "/"."""
    listed = client.list_folders()
    existing = {str(name) for _, _, name in listed}
    candidates = _candidates(client, wanted, _separator(listed))
    for name in candidates:
        if name in existing:
            return name
    for name in candidates[:-1]:
        if _created(client, name):
            return name
    client.create_folder(candidates[-1])
    _subscribe(client, candidates[-1])
    return candidates[-1]


def _candidates(client: IMAPClient, wanted: str, separator: str) -> list[str]:
    name = wanted.replace("/", separator)
    prefixes = [f"INBOX{separator}"]
    if client.has_capability("NAMESPACE"):
        personal = client.namespace().personal or ()
        prefixes = [str(prefix) for prefix, _ in personal if prefix] or prefixes
        if any(prefix == "" for prefix, _ in personal):
            return [name]
    if any(name.upper().startswith(prefix.upper()) for prefix in prefixes):
        return [name]
    return [name, *(prefix + name for prefix in prefixes)]


def _separator(listed: list[tuple[tuple[bytes, ...], bytes | None, str]]) -> str:
    return next((mark.decode("latin-1") for _, mark, _ in listed if mark), "/")


def _created(client: IMAPClient, name: str) -> bool:
    try:
        client.create_folder(name)
    except IMAPClientAbortError:
        raise
    except IMAPClientError:
        return False  # the next candidate may be welcome
    _subscribe(client, name)
    return True


def _subscribe(client: IMAPClient, name: str) -> None:
    """Mail clients show subscribed folders only; a server that refuses does no harm."""
    try:
        client.subscribe_folder(name)
    except IMAPClientAbortError:
        raise
    except IMAPClientError:
        return
