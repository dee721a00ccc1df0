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

from mailbot.config.mistakes import NBSP, quoted
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


class NotPutAside(PermanentFailure):
    """The server refuses to move recorded mails: no room, no right. Everything else goes on."""


class MailTooLarge(PermanentFailure):
    """Larger than what we take into memory; `beginning` is all of it that a person can be shown."""

    def __init__(self, message: str, *, uid: int, size: int, beginning: RawMail) -> None:
        super().__init__(message)
        self.uid = uid
        self.size = size
        self.beginning = beginning


@contextmanager
def translated(settings: Imap, doing: str) -> Iterator[None]:
    """`doing` continues "Impossible …": "de se connecter"."""
    try:
        yield
    except MailbotError:
        raise
    except LIBRARY_ERRORS as error:
        raise connection_failure(settings, doing, error) from error


def connection_failure(settings: Imap, doing: str, error: Exception) -> MailbotError:
    """The most common mistakes have a sentence of their own; the rest says what the library said."""
    server = f"serveur IMAP {settings.host}:{settings.port}"
    tls = _tls_failure(settings, server, error)
    if tls is not None:
        return tls
    if isinstance(error, socket.gaierror):
        cure = "Vérifiez imap.host dans la configuration, puis le réseau et le DNS de cette machine."
        return TemporaryFailure(f"Le nom du {server} est introuvable. {cure}")
    if isinstance(error, ConnectionRefusedError):
        cure = (
            f"Vérifiez imap.host et imap.port{NBSP}; s’ils sont justes, il est arrêté, et mailbot réessaie."
        )
        return TemporaryFailure(f"Le {server} ne répond pas. {cure}")
    failed = f"Impossible {doing}{NBSP}:"
    if isinstance(error, TimeoutError):
        cure = "Si cela dure, vérifiez imap.host, imap.port, imap.security et le pare-feu."
        return TemporaryFailure(f"{failed} le {server} reste muet. {cure}")
    if isinstance(error, (IMAPClientAbortError, OSError, EOFError)):
        cure = "mailbot se reconnecte de lui-même."
        return TemporaryFailure(f"{failed} la connexion au {server} est perdue ({said(error)}). {cure}")
    return TemporaryFailure(f"{failed} le {server} a répondu {quoted(said(error))}. mailbot réessaie.")


def login_failure(settings: Imap, error: LoginError) -> MailbotError:
    """The library calls everything that happens during a login a LoginError, a lost connection too."""
    if isinstance(error.__context__, IMAPClientAbortError):
        return connection_failure(settings, "de s’identifier", error.__context__)
    answer = quoted(said(error))
    if any(code in str(error).upper() for code in _NOT_NOW):
        return TemporaryFailure(
            f"Le serveur IMAP {settings.host} ne laisse entrer personne pour l’instant{NBSP}: {answer}."
            " mailbot réessaie."
        )
    return PermanentFailure(
        f"Le serveur IMAP {settings.host} refuse l’identifiant {settings.username} ou son mot de passe{NBSP}:"
        f" {answer}. Vérifiez imap.username et imap.password (ou imap.password_file, imap.password_env)."
        " Certains hébergeurs exigent un mot de passe d’application, et l’accès IMAP doit être activé pour"
        " cette boîte."
    )


def token_failure(settings: Imap, error: LoginError) -> MailbotError:
    """The same for a token."""
    refusal = login_failure(settings, error)
    if not isinstance(refusal, PermanentFailure):
        return refusal
    return PermanentFailure(
        f"Le serveur IMAP {settings.host} refuse le jeton de la boîte {settings.username}{NBSP}:"
        f" {quoted(said(error))}. Vérifiez que l’accès IMAP est activé pour elle, que l’application y a"
        " droit, et que la personne s’est identifiée avec le compte de cette boîte"
        " (mailbot login). Voir docs/oauth.md."
    )


def is_fatal(error: Exception) -> bool:
    """Is the connection of no more use after this? An answer of NO leaves it sound."""
    return isinstance(error, (IMAPClientAbortError, OSError, EOFError))


def _tls_failure(settings: Imap, server: str, error: Exception) -> MailbotError | None:
    if isinstance(error, ssl.SSLCertVerificationError):
        return PermanentFailure(
            f"Le certificat du {server} n’est pas reconnu{NBSP}: {error.verify_message}. Donnez comme"
            " imap.host le nom inscrit dans le certificat, ou comme imap.ca_file l’autorité qui l’a signé."
        )
    if isinstance(error, ssl.SSLError) and "WRONG_VERSION_NUMBER" in str(error):
        return PermanentFailure(
            f"Le {server} ne chiffre pas dès le début de la connexion. Écrivez"
            ' imap.security = "starttls" avec ce port (143 le plus souvent), ou "tls" avec imap.port = 993.'
        )
    if isinstance(error, CapabilityError) and settings.security == "starttls":
        return PermanentFailure(
            f"Le {server} ne propose pas STARTTLS{NBSP}: rien ne lui a été envoyé. Écrivez"
            ' imap.security = "tls", le plus souvent avec imap.port = 993.'
        )
    return None


def said(error: Exception) -> str:
    """What the library said, without the dressing that it puts around the server's words."""
    text = " ".join(str(error).split())
    if text.startswith("b'") and text.endswith("'"):
        text = text[2:-1]
    return text or type(error).__name__
