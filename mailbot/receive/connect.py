"""Opens an IMAP connection: TLS as configured and never less, time limits on everything, logged in."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import ssl
from collections.abc import Callable

from imapclient import IMAPClient, SocketTimeout  # type: ignore[import-untyped]  # ships no types
from imapclient.exceptions import LoginError  # type: ignore[import-untyped]  # ships no types

from mailbot.config.mistakes import NBSP, quoted
from mailbot.config.settings import Imap
from mailbot.errors import PermanentFailure
from mailbot.oauth import access_token, answer_to_challenge, first_response, forget_token, mechanism_name
from mailbot.receive.failures import login_failure, token_failure, translated


def opened(settings: Imap, *, connect_seconds: float, answer_seconds: float) -> IMAPClient:
    _refuse_clear_text(settings)
    token = access_token(settings.oauth) if settings.oauth else ""  # before the server begins to wait for us
    with translated(settings, "de se connecter"):
        client = IMAPClient(
            settings.host,
            settings.port,
            ssl=settings.security == "tls",
            ssl_context=_tls_context(settings) if settings.security == "tls" else None,
            timeout=SocketTimeout(connect=connect_seconds, read=answer_seconds),
        )
    try:
        client.normalise_times = False
        client.socket().setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if settings.security == "starttls":
            with translated(settings, "de chiffrer la connexion (STARTTLS)"):
                client.starttls(_tls_context(settings))
        if settings.oauth:
            _log_in_by_token(client, settings, token)
        else:
            _log_in(client, settings)
    except BaseException:
        cut(client)
        raise
    return client


def cut(client: IMAPClient) -> None:
    """Without a farewell: for connections that are broken, or would make us wait."""
    with contextlib.suppress(OSError):  # it may be closed from the other side
        client.shutdown()


def _log_in(client: IMAPClient, settings: Imap) -> None:
    with translated(settings, "de s’identifier"):
        if client.has_capability("LOGINDISABLED"):
            raise PermanentFailure(
                f"Le serveur IMAP {settings.host} n’accepte pas de mot de passe sur cette connexion. Écrivez"
                ' imap.security = "tls" (port 993 le plus souvent) ou "starttls".'
            )
        try:
            if (settings.username + settings.password).isascii():
                client.login(settings.username, settings.password)
            else:
                client.plain_login(settings.username, settings.password)
        except LoginError as error:
            raise login_failure(settings, error) from error


def _log_in_by_token(client: IMAPClient, settings: Imap, token: str) -> None:
    """A token that is refused although it looks valid may have been withdrawn: one more is asked for."""
    assert settings.oauth is not None  # noqa: S101  (asked by the caller)
    with translated(settings, "de s’identifier"):
        name = mechanism_name(settings.oauth.mechanism)
        if not client.has_capability(f"AUTH={name}"):
            raise PermanentFailure(
                f"Le serveur IMAP {settings.host} n’accepte pas de jeton {name}. Essayez l’autre valeur de"
                ' oauth.mechanism ("xoauth2", "oauthbearer"), ou un mot de passe.'
            )
        try:
            client.sasl_login(name, _said_first(settings, token))
        except LoginError as error:
            failure = token_failure(settings, error)
            if not isinstance(failure, PermanentFailure):
                raise failure from error
            forget_token(settings.oauth, token)
            another = access_token(settings.oauth)
            if another == token:
                raise failure from error
            _try_again(client, settings, name, another)


def _try_again(client: IMAPClient, settings: Imap, name: str, token: str) -> None:
    try:
        client.sasl_login(name, _said_first(settings, token))
    except LoginError as error:
        raise token_failure(settings, error) from error


def _said_first(settings: Imap, token: str) -> Callable[[bytes], bytes]:
    """The token, and then whatever ends the exchange: a server that refuses wants an answer to its reason."""
    assert settings.oauth is not None  # noqa: S101  (asked by the caller)
    mechanism = settings.oauth.mechanism
    answers = [first_response(mechanism, settings.username, token, host=settings.host, port=settings.port)]
    return lambda _: answers.pop() if answers else answer_to_challenge(mechanism)


def _tls_context(settings: Imap) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=settings.ca_file)
    except OSError as error:
        raise PermanentFailure(
            f"Le fichier de certificats {quoted(settings.ca_file)} n’est pas lisible{NBSP}: {error}. Corrigez"
            " imap.ca_file."
        ) from error


def _refuse_clear_text(settings: Imap) -> None:
    if settings.security == "plain" and not settings.allow_plain and not _is_loopback(settings.host):
        raise PermanentFailure(
            f"Le mot de passe passerait en clair jusqu’à {settings.host}. Écrivez imap.security ="
            f' "tls" ou "starttls"{NBSP}; si ce réseau est vraiment sûr, imap.allow_plain = true.'
        )


def _is_loopback(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
