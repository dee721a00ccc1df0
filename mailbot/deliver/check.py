"""Looks at one SMTP server for an admin: connection, TLS, login, and whether we may send. Sends nothing."""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import aiosmtplib

from mailbot.config.certificates import SOON, ends_in
from mailbot.deliver.connect import LOOPBACK, Server, connected
from mailbot.errors import MailbotError, TemporaryFailure

SMALLEST_SIZE = 15_000_000  # letters to staff carry the client's attachments, up to about that


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at. `temporary`: the server does not answer now, nothing need be changed."""

    level: Literal["ok", "remark", "problem"]
    text: str
    temporary: bool = False


def check_server(
    server: Server, *, seconds: float = 15, sender: str = "", now: datetime | None = None
) -> list[Finding]:
    """`sender` writes to itself, up to a letter that is not written; `now`: for the certificate's end.

    Letters come from sender+token: that is what has to be allowed.
    """
    return asyncio.run(_looked_at(server, seconds, sender, now))


async def _looked_at(server: Server, seconds: float, sender: str, now: datetime | None) -> list[Finding]:
    where = f"{server.host}:{server.port}"
    try:
        async with asyncio.timeout(2 * seconds):
            client = await connected(server, timeout=seconds)
            size = int(client.esmtp_extensions.get("size") or 0)
            shown = client.get_transport_info("peercert") if server.security != "plain" else None
            refusal = await _refused(client, where, sender) if sender else None
            await client.quit()
    except MailbotError as failure:
        temporary = isinstance(failure, TemporaryFailure)
        return [Finding(level="problem", text=str(failure), temporary=temporary)]
    except (aiosmtplib.SMTPException, OSError, ValueError) as error:
        return [_failed(server, where, error)]
    ways = {
        "tls": "connexion chiffrée",
        "starttls": "connexion chiffrée (STARTTLS)",
        "plain": "connexion en clair",
    }
    login = f"identifié comme {server.username}" if server.username else "sans identification"
    login += " par un jeton" if server.oauth else ""
    findings = [Finding(level="ok", text=f"{where} : {ways[server.security]}, {login}.")]
    if refusal:
        findings.append(refusal)
    if shown and now:
        findings += _certificate(where, shown, now)
    if server.security == "plain" and server.host not in LOOPBACK:
        text = 'Les courriels passent en clair sur le réseau. Écrivez smtp.security = "tls" ou "starttls".'
        findings.append(Finding(level="remark", text=text))
    if 0 < size < SMALLEST_SIZE:
        text = f"{where} n'accepte que {size // 1_000_000} Mo par courriel, pièces jointes comprises."
        findings.append(Finding(level="remark", text=text))
    return findings


async def _refused(client: aiosmtplib.SMTP, where: str, sender: str) -> Finding | None:
    """A letter from the mailbox to itself, up to the point where its text would begin."""
    plain = f"{sender.partition('+')[0].partition('@')[0]}@{sender.rpartition('@')[2]}"
    try:
        await client.mail(sender)
        await client.rcpt(plain)
    except aiosmtplib.SMTPSenderRefused as error:
        cure = f"Demandez que le compte ait le droit d'envoyer comme {sender}, ou changez smtp.username."
        if sender != plain:
            cure += f" S'il l'a comme {plain}, écrivez plus_addressing = false."
        text = f"{where} n'accepte pas {sender} comme expéditeur ({error.code}). {cure}"
        return Finding(level="problem", text=text, temporary=error.code < 500)
    except aiosmtplib.SMTPResponseException as error:
        cure = "Vérifiez que cette boîte existe sous ce nom, et que le compte a le droit d'envoyer."
        text = f"{where} n'accepte pas {plain} comme destinataire ({error.code}). {cure}"
        return Finding(level="problem", text=text, temporary=error.code < 500)
    else:
        await client.rset()
    return None


def _certificate(where: str, shown: dict[str, Any], now: datetime) -> list[Finding]:
    left = ends_in(shown, now)
    if left is None or left >= SOON:
        return []
    text = (
        f"Le certificat de {where} ne vaut plus que {left} jours. Demandez à votre hébergeur s'il le "
        "renouvelle : ensuite plus aucune lettre ne partira."
    )
    return [Finding(level="remark", text=text)]


def _failed(server: Server, where: str, error: Exception) -> Finding:
    if isinstance(error, aiosmtplib.SMTPAuthenticationError):
        cure = "Vérifiez smtp.username et le mot de passe (parfois un « mot de passe d'application »)."
        if server.oauth:
            cure = (
                "Vérifiez que l'envoi SMTP authentifié est activé pour cette boîte, et que l'application y a "
                "droit (docs/oauth.md)."
            )
        return Finding(level="problem", text=f"{where} refuse l'identification ({error.code}). {cure}")
    if isinstance(error, FileNotFoundError):
        return Finding(level="problem", text=f"{server.ca_file} n'existe pas. Corrigez smtp.ca_file.")
    certificate = error if isinstance(error, ssl.SSLCertVerificationError) else error.__cause__
    if isinstance(certificate, ssl.SSLCertVerificationError):
        cure = "Vérifiez smtp.host, ou indiquez l'autorité du serveur dans smtp.ca_file."
        return Finding(level="problem", text=f"Le certificat de {where} n'est pas reconnu. {cure}")
    if isinstance(error, aiosmtplib.SMTPException) and "STARTTLS" in str(error):
        cure = 'Écrivez smtp.security = "tls" (le plus souvent avec smtp.port = 465).'
        return Finding(level="problem", text=f"{where} ne propose pas STARTTLS. {cure}")
    if isinstance(error, ssl.SSLError) or isinstance(error.__cause__, ssl.SSLError):
        cure = 'Le port 465 veut smtp.security = "tls", le port 587 "starttls".'
        return Finding(level="problem", text=f"{where} ne parle pas TLS de cette façon. {cure}")
    if isinstance(error, aiosmtplib.SMTPResponseException) and error.code >= 500:
        return Finding(level="problem", text=f"{where} nous refuse : {error.code} {error.message}")
    if isinstance(error, OSError):
        text = (
            f"{where} ne répond pas ({type(error).__name__}). Vérifiez smtp.host et smtp.port, ou réessayez."
        )
        return Finding(level="problem", text=text, temporary=True)
    return Finding(level="problem", text=f"{where} : {error}")
