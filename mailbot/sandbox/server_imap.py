"""The sandbox's IMAP side: pymap's in-memory mailboxes for several accounts behind one port.

Corrects what pymap leaves to chance (a notice lost between two commands, identifiers drawn at random)
and can play poorer servers: without IDLE, MOVE or UIDPLUS, or with every folder below INBOX.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import hmac
import ssl
from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from proxyprotocol.sock import SocketInfoLocal
from pymap.backend.dict import Config, Login
from pymap.backend.dict.filter import FilterSet
from pymap.backend.dict.mailbox import MailboxData, MailboxSet, Message
from pymap.concurrent import Event, Subsystem
from pymap.config import BackendCapability
from pymap.imap import IMAPServer
from pymap.parsing.commands import Commands
from pymap.parsing.message import AppendMessage
from pymap.parsing.specials import FetchRequirement, ObjectId
from pymap.selected import SelectedMailbox
from pymap.user import UserMetadata
from pysasl.hashing import Cleartext

from mailbot.sandbox.server_loop import Listener

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Abilities:
    """What this server can do; real ones differ."""

    idle: bool = True
    move: bool = True
    uidplus: bool = True
    folders_below_inbox: bool = False  # "INBOX.mailbot", as Courier and many hosters have it


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredMail:
    """A mail as it lies in a folder of the sandbox."""

    uid: int
    received_at: datetime
    content: bytes
    flags: tuple[str, ...] = ()


class _Folder(MailboxData):
    """A folder whose UIDVALIDITY is counted, whose clock is ours, and which loses no notice."""

    def __init__(self, folders: _Folders, uid_validity: int) -> None:
        super().__init__(folders._content_cache, folders._thread_cache)
        self._clock = folders.clock
        self._uid_validity = uid_validity

    async def append(self, append_msg: AppendMessage, *, recent: bool = False) -> Message:
        if append_msg.when is None:
            append_msg = dataclasses.replace(append_msg, when=self._clock())
        message = await super().append(append_msg, recent=recent)
        if message._content is not None:
            message._content._raw = memoryview(append_msg.literal)  # pymap cuts off where no blank line is
        return message

    async def update_selected(
        self, selected: SelectedMailbox, *, wait_on: Event | None = None
    ) -> SelectedMailbox:
        # Something that came after the client's last command and before its IDLE must wake it at once.
        if selected.mod_sequence != self._mod_sequences.highest:
            wait_on = None
        return await super().update_selected(selected, wait_on=wait_on)

    def renumbered(self, folders: _Folders) -> _Folder:
        fresh = _Folder(folders, self._uid_validity + 1)
        fresh._max_uid = 0
        for message in self._messages.values():
            fresh._max_uid += 1
            fresh._messages[fresh._max_uid] = Message.copy(message, uid=fresh._max_uid)
        fresh._mod_sequences.update(list(fresh._messages))
        return fresh

    async def stored(self) -> tuple[StoredMail, ...]:
        found = []
        for message in list(self._messages.values()):
            loaded = await message.load_content(FetchRequirement.CONTENT)
            found.append(
                StoredMail(
                    uid=message.uid,
                    received_at=message.internal_date,
                    content=bytes(loaded.content),
                    flags=tuple(sorted(str(flag) for flag in message.permanent_flags)),
                )
            )
        return tuple(found)


class _Folders(MailboxSet):
    """All folders of one account."""

    def __init__(self, clock: Clock, *, below_inbox: bool) -> None:
        super().__init__()
        self.clock = clock
        self._below_inbox = below_inbox
        self._created = 1
        self._inbox = _Folder(self, 1)

    @property
    def delimiter(self) -> str:
        return "." if self._below_inbox else "/"

    async def add_mailbox(self, name: str) -> ObjectId:
        if self._below_inbox and not name.startswith("INBOX."):
            raise ValueError(name)  # pymap answers NO
        if name in self._set:
            raise ValueError(name)
        self._created += 1
        self._set[name] = folder = _Folder(self, self._created)
        return folder.mailbox_id

    def renumber_inbox(self) -> None:
        self._inbox = self.folder("INBOX").renumbered(self)

    def folder(self, name: str) -> _Folder:
        found = self._inbox if name.upper() == "INBOX" else self._set[name]
        if not isinstance(found, _Folder):
            raise TypeError(f"{name} was not made by this store")
        return found


class _PlainPasswords(Cleartext):
    """Passwords as they are, accents included: a slow hash would protect nothing that lives for seconds."""

    def verify(self, secret: str, hash: str) -> bool:  # noqa: A002 - the argument's name is pysasl's
        return hmac.compare_digest(secret.encode(), hash.encode())


class _Config(Config):
    """pymap's settings, without its look-ups in the environment and in the name service."""

    def __init__(self, abilities: Abilities, tls: ssl.SSLContext | None, *, offer_starttls: bool) -> None:
        self._abilities = abilities
        super().__init__(
            Namespace(passlib_cfg=None, proxy_protocol=None),
            demo_data=False,
            demo_user="",
            demo_password="",
            host=None,
            port=0,
            ssl_context=tls or ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER),
            tls_enabled=offer_starttls,
            hash_context=_PlainPasswords(),
            cpu_subsystem=Subsystem.for_asyncio(),
            invalid_user_sleep=0,
            reject_dnsbl=False,
        )

    @property
    def greeting(self) -> bytes:
        return b"mailbot sandbox ready"

    @property
    def backend_capability(self) -> BackendCapability:
        return BackendCapability(idle=self._abilities.idle, object_id=True, multi_append=True)

    @property
    def login_capability(self) -> Sequence[bytes]:
        absent = set()
        if not self._abilities.move:
            absent.add(b"MOVE")
        if not self._abilities.uidplus:
            absent.add(b"UIDPLUS")
        return [name for name in super().login_capability if name not in absent]

    @property
    def commands(self) -> Commands:
        known = super().commands
        if not self._abilities.move:
            known.deregister(b"MOVE")
            known.deregister(b"UID MOVE")
        if not self._abilities.uidplus:
            known.deregister(b"UID EXPUNGE")
        return known


class Mailstore:
    """The accounts and their folders, and the IMAP port in front of them. Lives in the loop's thread."""

    def __init__(self, *, clock: Clock, abilities: Abilities, tls: ssl.SSLContext | None, implicit: bool):
        self._clock = clock
        self._abilities = abilities
        self._config = _Config(abilities, tls, offer_starttls=tls is not None and not implicit)
        self._login = Login(self._config)
        self._accounts: dict[str, _Folders] = {}
        self.listener = Listener(self._serve, tls if implicit else None)

    def add_account(self, address: str, password: str) -> None:
        name = address.lower()
        folders = _Folders(self._clock, below_inbox=self._abilities.folders_below_inbox)
        self._accounts[name] = folders
        self._config.set_cache[name] = (folders, FilterSet())
        self._login.users_dict[name] = UserMetadata(self._config, name, password=password)

    def has(self, address: str) -> bool:
        return address in self._accounts

    def password_matches(self, address: str, password: str) -> bool:
        user = self._login.users_dict.get(address.lower())
        return user is not None and user.password == password

    async def put(self, address: str, content: bytes, received_at: datetime, folder: str = "INBOX") -> int:
        message = AppendMessage(content, received_at)
        return (await self._accounts[address.lower()].folder(folder).append(message)).uid

    async def stored(self, address: str, folder: str) -> tuple[StoredMail, ...]:
        return await self._accounts[address.lower()].folder(folder).stored()

    async def folders(self, address: str) -> tuple[str, ...]:
        tree = await self._accounts[address.lower()].list_mailboxes()
        return tuple(entry.name for entry in tree.list())

    async def renumber(self, address: str) -> None:
        self._accounts[address.lower()].renumber_inbox()
        await self.listener.drop_connections()  # nobody may go on with the old numbers

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server = IMAPServer(self._login, self._config)
        with contextlib.suppress(ConnectionError, ssl.SSLError):
            await server(reader, writer, SocketInfoLocal(writer, unique_id=b"sandbox"))
