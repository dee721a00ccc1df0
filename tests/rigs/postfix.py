"""A private Postfix in front of Dovecot: mail from outside, submission with a login, no way out."""

from __future__ import annotations

import contextlib
import grp
import os
import pwd
import re
import secrets
import shutil
import smtplib
import subprocess
from collections.abc import Iterator
from pathlib import Path

from rigs.certificates import HOST
from rigs.dovecot import DOMAIN, Account, Dovecot, Tls
from rigs.process import Server, bound_to_our_life, free_port, greets, listens, new_folder
from rigs.requirements import needed

# Every domain that exists: the organisation, its clients, its providers. To any other, mail is refused.
DOMAINS = (DOMAIN, "client.test", "elsewhere.test", "provider.test", "office.test")
AUTHSERV_ID = f"mx.{DOMAIN}"
_TIMEOUT = 15
_PLACES = ("daemon_directory", "command_directory", "meta_directory", "shlib_directory")
_QUEUES = (
    "active",
    "bounce",
    "corrupt",
    "defer",
    "deferred",
    "flush",
    "hold",
    "incoming",
    "private",
    "saved",
    "trace",
)

_MAIN = """\
compatibility_level = 3.6
queue_directory = {folder}/spool
data_directory = {folder}/data
daemon_directory = {daemon_directory}
command_directory = {command_directory}
meta_directory = {meta_directory}
shlib_directory = {shlib_directory}
mail_owner = postfix
setgid_group = postdrop
maillog_file = {folder}/postfix.log
maillog_file_prefixes = {folder}
inet_interfaces = loopback-only
inet_protocols = ipv4
myhostname = mx.{domain}
mydestination =
mynetworks =
alias_maps =
alias_database =
local_recipient_maps =
message_size_limit = 20480000
smtpd_peername_lookup = no
smtp_dns_support_level = disabled

# Nothing leaves the machine: what is not for these domains has no transport but an error.
local_transport = error:no local delivery
default_transport = error:there is no world outside this test
relay_transport = error:there is no world outside this test
virtual_mailbox_domains = {domains}
virtual_mailbox_maps = {map_type}:{folder}/etc/accounts
virtual_transport = lmtp:inet:127.0.0.1:{lmtp_port}
recipient_delimiter = +
lmtp_destination_recipient_limit = 1
minimal_backoff_time = 1s
maximal_backoff_time = 2s
queue_run_delay = 1s

smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
smtpd_tls_cert_file = {certificate}
smtpd_tls_key_file = {key}
smtpd_tls_security_level = may
smtpd_tls_auth_only = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:{sasl_port}
smtpd_sasl_auth_enable = no
smtpd_sender_login_maps = regexp:{folder}/etc/logins
smtpd_client_auth_rate_limit = 0
smtpd_error_sleep_time = 0

header_checks = regexp:{folder}/etc/outside_headers
mime_header_checks =
nested_header_checks =
"""

_MASTER = """\
127.0.0.1:{smtp_port} inet n - n - - smtpd
127.0.0.1:{submission_port} inet n - n - - smtpd
  -o smtpd_tls_security_level=encrypt {submission}
127.0.0.1:{submissions_port} inet n - n - - smtpd
  -o smtpd_tls_wrappermode=yes {submission}
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
cleanup-submission unix n - n - 0 cleanup
  -o header_checks=regexp:{folder}/etc/submission_headers
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""

_SUBMISSION = """
  -o smtpd_sasl_auth_enable=yes
  -o cleanup_service_name=cleanup-submission
  -o smtpd_sender_restrictions=reject_sender_login_mismatch,check_sender_access,regexp:{folder}/etc/vouch
  -o smtpd_recipient_restrictions=permit_sasl_authenticated,reject"""

# A person's own address, with or without a detail: what a login may use as sender.
_LOGINS = r"/^([^@+]+)(\+[^@]*)?@(.+)$/ $1@$3" + "\n"

# Headers that claim to be ours. Anywhere in the header, since comments may stand in front of the name.
_FORGED = r"/^Authentication-Results[[:space:]]*:.*{authserv_pattern}/ IGNORE" + "\n"

# What we vouch for travels from smtpd to cleanup under a name that no sender can guess: both see the
# prepended header like the sender's own, and the forged ones have to go.
_VOUCH = (
    r"/^([^@+]+)(\+[^@]*)?@(.+)$/ PREPEND {secret_name}: "
    r"{authserv_id}; auth=pass smtp.auth=$1@$3 header.from=$3" + "\n"
)
_UNVEIL = r"/^{secret_name}: (.*)$/ REPLACE Authentication-Results: $1" + "\n"


# Postfix changes its user while it starts, and with that the kernel forgets to tell it that we died. A shell
# stays between us, and passes the word on.
_KEEPER = 'trap "kill \\$server" TERM; "$@" & server=$!; wait $server; wait $server'


class Postfix:
    """Delivers to the accounts of one Dovecot, and asks the same Dovecot about logins. Root only.

    `smtp_port` is where the world delivers; `submission_port` (STARTTLS) and `submissions_port` (TLS from the
    first byte) want a login, and a sender that is the login's own.
    """

    def __init__(self, dovecot: Dovecot) -> None:
        self.dovecot = dovecot
        self.folder = new_folder("postfix")
        self.smtp_port, self.submission_port, self.submissions_port = free_port(), free_port(), free_port()
        self.log = self.folder / "postfix.log"
        self._settings = self.folder / "etc"
        self._map_type = _default("default_database_type")
        self._known: list[str] = []
        self._make_folders()
        self._write_settings()
        self._write_known()
        master = Path(_default("daemon_directory")) / "master"
        self._server = Server(
            bound_to_our_life(["sh", "-c", _KEEPER, "sh", master, "-c", self._settings, "-s"]),
            log=self.log,
            ready=lambda: greets(self.smtp_port) and listens(self.submissions_port),
        )

    def start(self) -> None:
        self._server.start()

    def stop(self) -> None:
        self._server.stop()

    def remove(self) -> None:
        shutil.rmtree(self.folder)

    def new_account(self, name: str, domain: str = DOMAIN) -> Account:
        """An account of its own at one of `DOMAINS`, known here and in Dovecot."""
        if domain not in DOMAINS:
            raise ValueError(f"{domain} is none of {DOMAINS}")
        account = self.dovecot.new_account(name, domain)
        self._known.append(account.address)
        self._write_known()
        return account

    def new_dead_address(self, name: str, domain: str = DOMAIN) -> str:
        """Accepted here and refused by Dovecot: mail to it comes back as a bounce."""
        address = f"{name}@{domain}"
        self._known.append(address)
        self._write_known()
        return address

    @contextlib.contextmanager
    def outside(self) -> Iterator[smtplib.SMTP]:
        """A connection from another organisation's server: no login, nobody vouches."""
        with smtplib.SMTP(HOST, self.smtp_port, local_hostname="localhost", timeout=_TIMEOUT) as client:
            yield client

    @contextlib.contextmanager
    def submission(self, account: Account, *, tls: Tls = "starttls") -> Iterator[smtplib.SMTP]:
        """A logged-in connection, as a person's mail client has one."""
        context = self.dovecot.certificates.client_context()
        client: smtplib.SMTP
        if tls == "implicit":
            client = smtplib.SMTP_SSL(
                HOST, self.submissions_port, local_hostname="localhost", timeout=_TIMEOUT, context=context
            )
        else:
            client = smtplib.SMTP(HOST, self.submission_port, local_hostname="localhost", timeout=_TIMEOUT)
        with client:
            if tls == "starttls":
                client.starttls(context=context)
            client.login(account.address, account.password)
            yield client

    def _make_folders(self) -> None:
        """What `postfix check` would make in two seconds."""
        os.chown(self.folder, 0, 0)
        owner, group = pwd.getpwnam("postfix").pw_uid, grp.getgrnam("postdrop").gr_gid
        self._settings.mkdir()
        spool, data = self.folder / "spool", self.folder / "data"
        spool.mkdir()
        data.mkdir()
        os.chown(data, owner, 0)
        (spool / "pid").mkdir()
        for name in _QUEUES:
            (spool / name).mkdir(mode=0o700)
            os.chown(spool / name, owner, 0)
        for name, mode in (("maildrop", 0o730), ("public", 0o710)):
            (spool / name).mkdir()
            (spool / name).chmod(mode)
            os.chown(spool / name, owner, group)

    def _write_settings(self) -> None:
        certificates = self.dovecot.certificates
        values = {
            "folder": self.folder,
            "domain": DOMAIN,
            "domains": " ".join(DOMAINS),
            "map_type": self._map_type,
            "authserv_id": AUTHSERV_ID,
            "authserv_pattern": re.escape(AUTHSERV_ID),
            "secret_name": f"X-{secrets.token_hex(16)}",
            "certificate": certificates.certificate_file,
            "key": certificates.key_file,
            "smtp_port": self.smtp_port,
            "submission_port": self.submission_port,
            "submissions_port": self.submissions_port,
            "lmtp_port": self.dovecot.lmtp_port,
            "sasl_port": self.dovecot.sasl_port,
        }
        values |= {name: _default(name) for name in _PLACES}
        values["submission"] = _SUBMISSION.format(**values)
        for name, text in {
            "main.cf": _MAIN,
            "master.cf": _MASTER,
            "logins": _LOGINS,
            "vouch": _VOUCH,
            "outside_headers": _FORGED,
            "submission_headers": _UNVEIL + _FORGED,
        }.items():
            file = self._settings / name
            file.write_text(text.format(**values), encoding="ascii")
            os.utime(file, (0, 0))  # Postfix waits two seconds for a file that looks unfinished

    def _write_known(self) -> None:
        """A new map in the place of the old: Postfix sees that the file it has open is gone, and reads."""
        draft = self.folder / "accounts"
        draft.write_text("".join(f"{address} known\n" for address in self._known), encoding="ascii")
        command = [needed("postmap"), "-c", self._settings, f"{self._map_type}:{draft}"]
        subprocess.run(command, check=True, capture_output=True, timeout=_TIMEOUT)
        for made in self.folder.glob("accounts.*"):
            made.replace(self._settings / made.name)


def _default(name: str) -> str:
    """A value that Postfix was built with."""
    command = [needed("postconf"), "-dh", name]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
