"""What the IMAP library and the network raise, as failures that a person can act upon."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from imapclient.exceptions import (  # type: ignore[import-untyped]  # the library ships no types
    CapabilityError,
    IMAPClientAbortError,
    IMAPClientError,
    LoginError,
)

from mailbot.config.settings import Imap
from mailbot.errors import MailbotError, PermanentFailure, TemporaryFailure
from mailbot.model import RawMail

# A reply that the library cannot parse escapes as any of the last four. OSError covers time-outs and TLS.
LIBRARY_ERRORS: tuple[type[Exception], ...] = (
    IMAPClientError, OSError, EOFError, ValueError, TypeError, LookupError, AttributeError,
)  # fmt: skip

_NOT_NOW = ("[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "[SERVERBUG]", "[CONTACTADMIN]")


class MailNotFetched(TemporaryFailure):
    """The server does not hand out this one mail. The connection is sound; other mails can be fetched."""

    def __init__(self, message: str, *, uid: int) -> None:
        super().__init__(message)
        self.uid = uid


class MailTooLarge(PermanentFailure):
    """Larger than what we take into memory; `beginning` is all of it that a person can be shown."""

    def __init__(self, message: str, *, uid: int, size: int, beginning: RawMail) -> None:
        super().__init__(message)
        self.uid = uid
        self.size = size
        self.beginning = beginning


@contextmanager
def translated(settings: Imap, doing: str) -> Iterator[None]:
    """`doing` continues "could not …"."""
    try:
        yield
    except MailbotError:
        raise
    except LIBRARY_ERRORS as error:
        raise connection_failure(settings, doing, error) from error


def connection_failure(settings: Imap, doing: str, error: Exception) -> MailbotError:
    """The most common mistakes have a sentence of their own; the rest says what the library said."""
    where = f"the IMAP server {settings.host}:{settings.port}"
    tls = _tls_failure(settings, where, error)
    if tls is not None:
        return tls
    if isinstance(error, socket.gaierror):
        cure = "Check imap.host in the configuration, and this machine's network and name server."
        return TemporaryFailure(f"The name of {where} cannot be looked up. {cure}")
    if isinstance(error, ConnectionRefusedError):
        cure = "Check imap.host and imap.port; if they are right, the server is down and we try again."
        return TemporaryFailure(f"Nothing answers at {where}. {cure}")
    if isinstance(error, TimeoutError):
        cure = "If this lasts, check imap.host, imap.port, imap.security and the firewall."
        return TemporaryFailure(f"Could not {doing}: {where} stays silent. {cure}")
    if isinstance(error, (IMAPClientAbortError, OSError, EOFError)):
        return TemporaryFailure(f"Could not {doing}: the connection to {where} was lost ({_said(error)}).")
    return TemporaryFailure(f"Could not {doing}: {where} answered {_said(error)}.")


def login_failure(settings: Imap, error: LoginError) -> MailbotError:
    """The library calls everything that happens during a login a LoginError, a lost connection too."""
    if isinstance(error.__context__, IMAPClientAbortError):
        return connection_failure(settings, "log in", error.__context__)
    said = str(error)
    if any(code in said.upper() for code in _NOT_NOW):
        return TemporaryFailure(
            f"The IMAP server {settings.host} does not let anybody in at the moment: {_said(error)}."
        )
    return PermanentFailure(
        f"The IMAP server {settings.host} refuses the login of {settings.username}: {_said(error)}. "
        "Check imap.username and imap.password; some hosters want an application password, "
        "and IMAP access must be switched on for the mailbox."
    )


def is_fatal(error: Exception) -> bool:
    """Is the connection of no more use after this? An answer of NO leaves it sound."""
    return isinstance(error, (IMAPClientAbortError, OSError, EOFError))


def _tls_failure(settings: Imap, where: str, error: Exception) -> MailbotError | None:
    if isinstance(error, ssl.SSLCertVerificationError):
        return PermanentFailure(
            f"The certificate of {where} cannot be trusted: {error.verify_message}. Use the host name "
            "that is in the certificate as imap.host, or give the authority that signed it as imap.ca_file."
        )
    if isinstance(error, ssl.SSLError) and "WRONG_VERSION_NUMBER" in str(error):
        return PermanentFailure(
            f'At {where} TLS does not begin at once. Use imap.security = "starttls" with this port '
            '(usually 143), or imap.security = "tls" with port 993.'
        )
    if isinstance(error, CapabilityError) and settings.security == "starttls":
        return PermanentFailure(
            f"STARTTLS is not offered by {where}, so nothing was sent to it. "
            'Use imap.security = "tls", usually with imap.port = 993.'
        )
    return None


def _said(error: Exception) -> str:
    """What the library said, without the dressing that it puts around the server's words."""
    text = " ".join(str(error).split())
    if text.startswith("b'") and text.endswith("'"):
        text = text[2:-1]
    return text or type(error).__name__
