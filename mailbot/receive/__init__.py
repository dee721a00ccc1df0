"""From a mailbox to raw mail: the only place that speaks IMAP.

`MailboxConnection` fetches, waits and sets aside; `to_fetch` decides what is new; `check_mailbox` looks at
a mailbox for an admin. What was recorded, and when a mail may be set aside, is known to others.
"""

from __future__ import annotations

from mailbot.receive.check import Finding, check_mailbox
from mailbot.receive.cursor import Selection, to_fetch
from mailbot.receive.failures import MailNotFetched, MailTooLarge
from mailbot.receive.imap import MailboxConnection

__all__ = [
    "Finding",
    "MailNotFetched",
    "MailTooLarge",
    "MailboxConnection",
    "Selection",
    "check_mailbox",
    "to_fetch",
]
