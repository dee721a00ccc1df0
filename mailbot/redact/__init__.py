"""PURE: what must not leave the house, and the proof that it did not.

`redact` makes the copy that a provider may read, with every reason why a person must look first.
`search` goes through the finished bytes of a letter for everything that is known of the person; it shares no
rule with `redact`. In doubt both say so, and the letter is held; `places_of` says where the search has hit.
`later_pieces` are the files of a mail that came after the copy: staff may let each of them go.
`merged` joins all that the mails of a ticket, and its columns (`identity_of_client`), tell of the person;
`without` leaves out the numbers that one copy may show. `returned` is the way back: a provider's answer, for
the client.
"""

from mailbot.redact.identity import identity_of, identity_of_client, merged, without
from mailbot.redact.papers import later_pieces, of_case
from mailbot.redact.pinpoint import places_of
from mailbot.redact.proof import search
from mailbot.redact.redaction import redact
from mailbot.redact.returning import returned

__all__ = [
    "identity_of",
    "identity_of_client",
    "later_pieces",
    "merged",
    "of_case",
    "places_of",
    "redact",
    "returned",
    "search",
    "without",
]
