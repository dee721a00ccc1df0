"""A private Dovecot: IMAP with STARTTLS, IMAPS, LMTP and the login service that Postfix asks."""

from __future__ import annotations

import contextlib
import imaplib
import os
import re
import shutil
import smtplib
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from rigs.certificates import HOST, Certificates
from rigs.oauth import TokenEndpoint
from rigs.process import (
    RigFailure,
    Server,
    as_server_user,
    free_port,
    give_to_server_user,
    greets,
    listens,
    new_folder,
    server_user,
    tail,
    wait_until,
    write_for_server,
)
from rigs.requirements import needed

Tls = Literal["starttls", "implicit"]
DOMAIN = "example.test"  # the organisation's: its service and its staff
POOR_CAPABILITY = "IMAP4rev1 LITERAL+ ID NAMESPACE CHILDREN UNSELECT"  # no IDLE, no MOVE, no UIDPLUS
_TIMEOUT = 15

_SETTINGS = """\
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0  # wrong passwords are part of the tests: no growing penalty
  }}
}}
service stats {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap_port}
  }}
  inet_listener imaps {{
    port = {imaps_port}
    ssl = yes
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp_port}
  }}
}}
service auth {{
  inet_listener sasl {{
    address = 127.0.0.1
    port = {sasl_port}
  }}
}}
ssl = required
ssl_cert = <{certificate}
ssl_key = <{key}
disable_plaintext_auth = yes
auth_mechanisms = plain login xoauth2 oauthbearer
auth_username_format = %Lu
auth_failure_delay = 0
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {folder}/oauth2.conf.ext
}}
passdb {{
  driver = passwd-file
  mechanisms = plain login
  args = scheme=PLAIN username_format=%Lu {folder}/users/%Lu
}}
userdb {{
  driver = passwd-file
  args = username_format=%Lu {folder}/users/%Lu
}}
mail_location = maildir:~/Maildir
mail_fsync = never
recipient_delimiter = +
lmtp_save_to_detail_mailbox = no
{capability}
protocol lmtp {{
  postmaster_address = postmaster@{domain}
  hostname = mx.{domain}
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Sent {{
    auto = subscribe
    special_use = \\Sent
  }}
}}
"""

_OAUTH_SETTINGS = """\
introspection_mode = post
introspection_url = http://127.0.0.1:{port}/introspect
username_attribute = username
active_attribute = active
active_value = true
client_id = dovecot
client_secret = dovecot
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    address: str
    password: str


class Dovecot:
    """`with Dovecot(certificates) as dovecot: …`, or start and stop: ports and mail survive a stop.

    Besides its password an account may have tokens (`dovecot.tokens.new_token(account.address)`), for XOAUTH2
    and OAUTHBEARER over IMAP and, through Postfix, over SMTP.
    """

    def __init__(self, certificates: Certificates, *, capability: str | None = None) -> None:
        self.certificates = certificates
        self.folder = new_folder("dovecot")
        self.imap_port, self.imaps_port = free_port(), free_port()
        self.lmtp_port, self.sasl_port = free_port(), free_port()
        self.tokens = TokenEndpoint(certificates)
        self.log = self.folder / "dovecot.log"
        self._accounts: dict[str, Account] = {}
        self._settings = self.folder / "dovecot.conf"
        write_for_server(self._settings, self._settings_text(capability))
        write_for_server(self.folder / "oauth2.conf.ext", _OAUTH_SETTINGS.format(port=self.tokens.port))
        (self.folder / "users").mkdir()
        self._server = Server(
            as_server_user([needed("dovecot"), "-F", "-c", self._settings]),
            log=self.log,
            ready=lambda: greets(self.imap_port) and greets(self.lmtp_port) and listens(self.sasl_port),
        )
        self.log.touch()
        give_to_server_user(self.log)

    def __enter__(self) -> Dovecot:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self.remove()

    def start(self) -> None:
        self.tokens.start()
        self._server.start()

    def stop(self) -> None:
        self._server.stop()
        self.tokens.stop()

    def remove(self) -> None:
        shutil.rmtree(self.folder)

    def new_account(self, name: str, domain: str = DOMAIN) -> Account:
        """An account that no other test uses: `service`, then `service-2`, … at the domain."""
        address = f"{name}@{domain}"
        number = 2
        while address in self._accounts:
            address = f"{name}-{number}@{domain}"
            number += 1
        account = Account(address=address, password=f"mot de passe de {address}")
        self._accounts[address] = account
        user = server_user()
        entry = f"{address}:{account.password}:{user.pw_uid}:{user.pw_gid}::{self._home(address)}::\n"
        # A file of its own: Dovecot notices that a file it knows has changed a second later only.
        write_for_server(self.folder / "users" / address, entry)
        return account

    @contextlib.contextmanager
    def imap(self, account: Account, *, tls: Tls = "implicit") -> Iterator[imaplib.IMAP4]:
        """A logged-in connection of the standard library."""
        context = self.certificates.client_context()
        client: imaplib.IMAP4
        if tls == "implicit":
            client = imaplib.IMAP4_SSL(HOST, self.imaps_port, ssl_context=context, timeout=_TIMEOUT)
        else:
            client = imaplib.IMAP4(HOST, self.imap_port, timeout=_TIMEOUT)
        try:
            if tls == "starttls":
                client.starttls(context)
            client.login(account.address, account.password)
            yield client
        finally:
            with contextlib.suppress(imaplib.IMAP4.error, OSError):  # the test may have stopped the server
                client.logout()
            with contextlib.suppress(OSError):  # closed already, unless the server went first
                client.shutdown()

    def deliver(self, address: str, raw: bytes, *, sender: str = "") -> None:
        """Hand the bytes to LMTP, as Postfix does. `address` may carry a `+token`."""
        with smtplib.LMTP(HOST, self.lmtp_port, local_hostname="localhost", timeout=_TIMEOUT) as client:
            client.sendmail(sender, [address], raw)

    def leave(self, account: Account, mails: Iterable[tuple[bytes, datetime]]) -> None:
        """Mails that have waited, each since its moment: put where Dovecot keeps them, in this order."""
        maildir = self._home(account.address) / "Maildir"
        folders = [maildir.parent, maildir, *(maildir / name for name in ("cur", "new", "tmp"))]
        for folder in folders:
            folder.mkdir(parents=True, exist_ok=True)
        give_to_server_user(self.folder / "mail", *folders)
        for number, (raw, at) in enumerate(mails):
            path = maildir / "new" / f"{int(at.timestamp())}.M{number:06}.{HOST}"
            path.write_bytes(raw)
            os.utime(path, (at.timestamp(), at.timestamp()))  # Dovecot's INTERNALDATE
            give_to_server_user(path)

    def mails(self, account: Account, mailbox: str = "INBOX") -> list[bytes]:
        """The raw mails of a mailbox, by UID; looking changes no flag."""
        with self.imap(account) as client:
            status, _ = client.select(f'"{mailbox}"', readonly=True)
            if status != "OK":
                return []
            _, found = client.uid("SEARCH", "ALL")
            uids = found[0].split()
            return [client.uid("FETCH", uid.decode(), "(BODY.PEEK[])")[1][0][1] for uid in uids]

    def wait_for_mails(
        self, account: Account, count: int = 1, *, mailbox: str = "INBOX", seconds: float = 15
    ) -> list[bytes]:
        """The mails of a mailbox, as soon as there are `count` of them."""
        if not wait_until(lambda: len(self.mails(account, mailbox)) >= count, seconds=seconds):
            number = len(self.mails(account, mailbox))
            raise RigFailure(f"{number} of {count} mails in {account.address} {mailbox}\n{tail(self.log)}")
        return self.mails(account, mailbox)

    def uidvalidity(self, account: Account, mailbox: str = "INBOX") -> int:
        with self.imap(account) as client:
            _, answer = client.status(f'"{mailbox}"', "(UIDVALIDITY)")
            return int(answer[0].rpartition(b"UIDVALIDITY ")[2].rstrip(b")"))

    def change_uidvalidity(self, account: Account) -> None:
        """As when the organisation's host restores the mailbox: the same mails, numbered anew from 1."""
        maildir = self._home(account.address) / "Maildir"
        uid_list = maildir / "dovecot-uidlist"
        first_line = uid_list.read_text(encoding="ascii").partition("\n")[0]
        old = re.search(r" V(\d+)", first_line)
        if old is None:
            raise RigFailure(f"no UIDVALIDITY in {uid_list}: {first_line}")
        fields = re.sub(r" N\d+", " N1", first_line.replace(old[0], f" V{int(old[1]) + 1}"))
        for index in maildir.glob("dovecot.index*"):
            index.unlink()
        write_for_server(uid_list, fields + "\n")

    def drop_connections(self, account: Account) -> None:
        """Close every open IMAP connection of the account, as a restarted server does."""
        command = [needed("doveadm"), "-c", self._settings, "kick", account.address]
        subprocess.run(as_server_user(command), check=True, capture_output=True, timeout=_TIMEOUT)

    def _home(self, address: str) -> Path:
        return self.folder / "mail" / address

    def _settings_text(self, capability: str | None) -> str:
        user = server_user()
        group = subprocess.run(
            ["id", "-gn", user.pw_name], capture_output=True, text=True, check=True
        ).stdout.strip()
        return _SETTINGS.format(
            folder=self.folder,
            user=user.pw_name,
            group=group,
            imap_port=self.imap_port,
            imaps_port=self.imaps_port,
            lmtp_port=self.lmtp_port,
            sasl_port=self.sasl_port,
            certificate=self.certificates.certificate_file,
            key=self.certificates.key_file,
            domain=DOMAIN,
            capability=f"imap_capability = {capability}" if capability else "",
        )
