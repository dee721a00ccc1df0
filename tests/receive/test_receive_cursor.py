"""Which mails of a mailbox are to be fetched."""

from __future__ import annotations

import pytest

from mailbot.receive import Selection, to_fetch


@pytest.mark.parametrize(
    ("uids", "server", "known", "last", "expected"),
    [
        ([3, 1, 2], 7, None, 0, Selection(uids=(1, 2, 3))),
        ([3, 1, 2], 7, 7, 1, Selection(uids=(2, 3))),
        ([3, 1, 2], 7, 7, 3, Selection(uids=())),
        ([], 7, 7, 3, Selection(uids=())),
        ([1, 2], 8, 7, 900, Selection(uids=(1, 2), rescan=True)),
        ([1, 2], 6, 7, 900, Selection(uids=(1, 2), rescan=True)),
        ([], 8, 7, 900, Selection(uids=(), rescan=True)),
        ([1, 2], 0, 0, 2, Selection(uids=(1, 2), rescan=True)),
        ([2, 2, 1], 7, 7, 0, Selection(uids=(1, 2))),
    ],
    ids=[
        "a mailbox never read", "what is new", "nothing new", "an empty mailbox", "numbered afresh",
        "numbered afresh, lower", "numbered afresh and empty", "no promise about numbers", "told twice",
    ],
)  # fmt: skip
def test_only_what_may_be_new_is_fetched(
    uids: list[int], server: int, known: int | None, last: int, expected: Selection
) -> None:
    """Above the last UID as long as the numbering holds; everything when it does not."""
    selection = to_fetch(uids, server_uidvalidity=server, known_uidvalidity=known, last_uid=last)
    assert selection == expected
