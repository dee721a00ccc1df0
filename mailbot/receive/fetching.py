"""Gets mails as bytes over an open connection: their size first, small ones together, no flag touched.

ENVELOPE and BODYSTRUCTURE are never asked for: servers get them wrong, and the bytes say it better.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from imapclient import IMAPClient  # type: ignore[import-untyped]  # the library ships no types

from mailbot.config.mistakes import NBSP
from mailbot.config.settings import Imap
from mailbot.model import RawMail
from mailbot.receive.failures import (
    LIBRARY_ERRORS,
    MailNotFetched,
    MailTooLarge,
    connection_failure,
    is_fatal,
)

LARGEST_MAIL = 64 * 1024 * 1024  # several times what hosters let through
MAILS_A_COMMAND = 50
_SHOWN_OF_TOO_LARGE = 256 * 1024
_SMALL_MAIL = 64 * 1024
_OLDEST_YEAR = 1990  # what claims to be older was never dated

_Item = dict[bytes, object]
Fetched = RawMail | MailNotFetched | MailTooLarge | None  # None: it is gone


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetching:
    """What is known about the folder while it is open."""

    client: IMAPClient
    settings: Imap
    address: str
    uidvalidity: int

    def one(self, uid: int, fallback: datetime) -> RawMail | None:
        size = self._sizes([uid]).get(uid)
        return None if size is None else self._alone(uid, size, fallback)

    def many(self, uids: Iterable[int], fallback: datetime) -> Iterator[tuple[int, Fetched]]:
        for chunk in chunks(uids, MAILS_A_COMMAND):
            sizes = self._sizes(chunk)
            together = self._together([uid for uid in sizes if sizes[uid] < _SMALL_MAIL], fallback)
            for uid in chunk:
                if uid not in sizes:
                    yield uid, None
                elif uid in together:
                    yield uid, together[uid]
                else:
                    try:
                        yield uid, self._alone(uid, sizes[uid], fallback)
                    except (MailNotFetched, MailTooLarge) as failure:
                        yield uid, failure

    def _sizes(self, uids: list[int]) -> dict[int, int]:
        """Without those that are gone. What the server cannot tell counts as small."""
        try:
            found = self._items(uids, ["RFC822.SIZE"])
        except MailNotFetched:
            if len(uids) == 1:
                return {uids[0]: 0}
            return {uid: size for each in uids for uid, size in self._sizes([each]).items()}
        return {uid: _whole_number(item.get(b"RFC822.SIZE")) for uid, item in found.items()}

    def _together(self, uids: list[int], fallback: datetime) -> dict[int, RawMail]:
        """What can be had in one command; whoever is missing then has to be asked for alone."""
        if len(uids) < 2:
            return {}
        try:
            found = self._items(uids, ["BODY.PEEK[]", "INTERNALDATE"])
        except MailNotFetched:
            return {}
        mails = {uid: self._mail(uid, item, b"BODY[]", fallback) for uid, item in found.items()}
        return {uid: mail for uid, mail in mails.items() if mail is not None}

    def _alone(self, uid: int, size: int, fallback: datetime) -> RawMail | None:
        if size > LARGEST_MAIL:
            raise self._too_large(uid, size, fallback)
        found = self._items([uid], ["BODY.PEEK[]", "INTERNALDATE"])
        if uid not in found:
            return None
        mail = self._mail(uid, found[uid], b"BODY[]", fallback)
        if mail is None:
            raise MailNotFetched(
                f"Le serveur IMAP {self.settings.host} annonce le courriel {uid} de {self.settings.folder}"
                " et ne le remet pas. Lisez-le dans une messagerie.",
                uid=uid,
            )
        return mail

    def _too_large(self, uid: int, size: int, fallback: datetime) -> MailTooLarge:
        wanted = [f"BODY.PEEK[]<0.{_SHOWN_OF_TOO_LARGE}>", "INTERNALDATE"]
        item = self._items([uid], wanted).get(uid, {})
        beginning = self._mail(uid, item, b"BODY[]<0>", fallback)
        return MailTooLarge(
            f"Le courriel {uid} de {self.settings.folder} pèse {_megabytes(size)}, plus que les"
            f" {_megabytes(LARGEST_MAIL)} que mailbot lit. Seul son début est repris{NBSP}: lisez-le"
            " en entier dans une messagerie.",
            uid=uid,
            size=size,
            beginning=beginning or self._mail_of(uid, b"", fallback),
        )

    def _items(self, uids: list[int], wanted: list[str]) -> dict[int, _Item]:
        """A refusal, or an answer that cannot be understood, concerns these mails, not the connection."""
        try:
            found: dict[int, _Item] = self.client.fetch(uids, wanted)
        except LIBRARY_ERRORS as error:
            if is_fatal(error):
                raise
            failure = connection_failure(self.settings, f"de lire le courriel {uids[0]}", error)
            raise MailNotFetched(str(failure), uid=uids[0]) from error
        return found

    def _mail(self, uid: int, item: _Item, body: bytes, fallback: datetime) -> RawMail | None:
        content = item.get(body)
        if not isinstance(content, bytes):
            return None
        return self._mail_of(uid, content, _received_at(item.get(b"INTERNALDATE"), fallback))

    def _mail_of(self, uid: int, content: bytes, received_at: datetime) -> RawMail:
        return RawMail(
            content=content,
            mailbox=self.address,
            received_at=received_at,
            folder=self.settings.folder,
            uidvalidity=self.uidvalidity,
            uid=uid,
        )


def chunks(uids: Iterable[int], size: int) -> Iterator[list[int]]:
    remaining = iter(uids)
    while chunk := list(itertools.islice(remaining, size)):
        yield chunk


def _received_at(internal: object, taken_by_us: datetime) -> datetime:
    """When the server took the mail; it cannot have been after we took it from there."""
    if not isinstance(internal, datetime) or internal.tzinfo is None or internal.year < _OLDEST_YEAR:
        return taken_by_us
    return min(internal, taken_by_us).astimezone(UTC)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.0f}{NBSP}Mo"


def _whole_number(value: object) -> int:
    return value if isinstance(value, int) else 0
