"""Which mails of a mailbox are to be fetched, given what was fetched before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """`rescan`: the server has numbered its mails afresh; old ones are recognised by their bytes."""

    uids: tuple[int, ...]
    rescan: bool = False


def to_fetch(
    server_uids: Iterable[int],
    *,
    server_uidvalidity: int,
    known_uidvalidity: int | None,
    last_uid: int,
) -> Selection:
    """In ascending order. `known_uidvalidity` is None for a mailbox that was never read.

    A server that gives no UIDVALIDITY (0) promises nothing about its numbers: everything is looked at.
    """
    uids = sorted(set(server_uids))
    if known_uidvalidity is None:
        return Selection(uids=tuple(uids))
    if server_uidvalidity == 0 or server_uidvalidity != known_uidvalidity:
        return Selection(uids=tuple(uids), rescan=True)
    return Selection(uids=tuple(uid for uid in uids if uid > last_uid))
