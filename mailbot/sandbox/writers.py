"""The people of a script at their mail programs: what a step says becomes a mail in the service's mailbox."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from mailbot.config import Settings
from mailbot.config.mistakes import NBSP
from mailbot.errors import BadConfig
from mailbot.model import Address
from mailbot.sandbox import mailclient
from mailbot.sandbox.mailclient import Reply
from mailbot.sandbox.script import Answered, Step, Writing, service_mailbox
from mailbot.sandbox.server_stamp import stamped
from mailbot.sandbox.servers import AUTHSERV_ID, MailServers
from mailbot.sandbox.timeline import Ledger, Sent


class Writers:
    def __init__(self, settings: Settings, servers: MailServers, ledger: Ledger) -> None:
        self._settings = settings
        self._servers = servers
        self._ledger = ledger

    def deliver(self, step: Step, at: datetime) -> None:
        """Into the mailboxes of the service, as other people's servers hand mail over."""
        writing = step.mail
        if writing is None:
            return
        writer = writing.from_ or mailclient.sender_of(writing.content or b"")
        reply = self._reply(step, writing, writer, at) if writing.reply_to else None
        to = writing.to or ((reply.to,) if reply else self._usual_recipients(writing))
        content = self._written(step, writing, to, reply, at)
        for address in dict.fromkeys(to):
            box = service_mailbox(address, self._settings)
            if box is None:
                continue  # somebody else who gets a copy
            mail = stamped(
                content,
                sender=writer.address,
                recipient=address,
                authserv_id=AUTHSERV_ID,
                authenticated=writing.authenticated,
            )
            self._servers.deliver(box, mail, at)
        self._ledger.came(at, writer.address, writer.name, to, content)

    def _usual_recipients(self, writing: Writing) -> tuple[str, ...]:
        """Those of a file that are ours, else the first mailbox."""
        named = mailclient.recipients_of(writing.content) if writing.content else []
        ours = tuple(address for address in named if service_mailbox(address, self._settings))
        return ours or (self._settings.mailboxes[0].address,)

    def _written(
        self, step: Step, writing: Writing, to: tuple[str, ...], reply: Reply | None, at: datetime
    ) -> bytes:
        subject = writing.subject if writing.subject is not None else (reply.subject if reply else "")
        if writing.content is None:
            assert writing.from_ is not None  # noqa: S101  (the reader of scripts has seen to it)
            return mailclient.new_mail(
                step=step.number,
                from_=writing.from_,
                to=to,
                subject=subject,
                text=writing.body,
                at=self._local(at),
                reply=reply,
                attachments=writing.attachments,
                extra=dict(writing.headers),
            )
        wanted = dict(writing.headers)
        if writing.from_:
            wanted["From"] = mailclient.author_header(writing.from_)
        if writing.to or reply:
            wanted["To"] = ", ".join(to)
        if writing.subject is not None:
            wanted["Subject"] = mailclient.subject_header(writing.subject)
        if reply:
            wanted |= {"In-Reply-To": reply.in_reply_to, "References": "\r\n ".join(reply.references)}
        return mailclient.with_headers(writing.content, wanted)

    def _reply(self, step: Step, writing: Writing, writer: Address, at: datetime) -> Reply:
        """The latest letter that this writer has got (about that ticket), answered."""
        wanted = writing.reply_to or Answered()
        received = self.received(writer.address, wanted)
        if not received:
            about = f" («{NBSP}{wanted.kind}{NBSP}»)" if wanted.kind else ""
            if wanted.ticket is not None:
                about += f" au sujet du dossier n°{NBSP}{wanted.ticket}"
            why = f"{writer.address} n’a encore rien reçu{about}, il n’y a donc rien à quoi répondre"
            raise BadConfig([f"{step}{NBSP}: {why}. Placez cette étape plus tard, ou retirez reply_to."])
        return mailclient.answering(received[-1].content, now=self._local(at))

    def received(self, address: str, wanted: Answered) -> list[Sent]:
        """The letters that somebody has got (about a ticket, of a kind), the latest at the end."""
        known = self._ledger.references
        reference = known[wanted.ticket - 1] if wanted.ticket and wanted.ticket <= len(known) else None
        return [
            sent
            for sent in self._ledger.sent
            if sent.to.lower() == address.lower()
            and wanted.kind in ("", sent.kind)
            and (wanted.ticket is None or (reference is not None and sent.ticket == reference))
        ]

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(UTC).astimezone(ZoneInfo(self._settings.organisation.timezone))
