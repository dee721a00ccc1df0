"""Looks at one SMTP server for an admin: connection, TLS and login. Sends nothing."""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass
from typing import Literal

import aiosmtplib

from mailbot.deliver.connect import LOOPBACK, Server, connected
from mailbot.errors import MailbotError, TemporaryFailure

SMALLEST_SIZE = 15_000_000  # letters to staff carry the client's attachments, up to about that


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at. `temporary`: the server does not answer now, nothing need be changed."""

    level: Literal["ok", "remark", "problem"]
    text: str
    temporary: bool = False


def check_server(server: Server, *, seconds: float = 15) -> list[Finding]:
    return asyncio.run(_looked_at(server, seconds))


async def _looked_at(server: Server, seconds: float) -> list[Finding]:
    where = f"{server.host}:{server.port}"
    try:
        async with asyncio.timeout(2 * seconds):
            client = await connected(server, timeout=seconds)
            size = int(client.esmtp_extensions.get("size") or 0)
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
    if server.security == "plain" and server.host not in LOOPBACK:
        text = 'Les courriels passent en clair sur le réseau. Écrivez smtp.security = "tls" ou "starttls".'
        findings.append(Finding(level="remark", text=text))
    if 0 < size < SMALLEST_SIZE:
        text = f"{where} n'accepte que {size // 1_000_000} Mo par courriel, pièces jointes comprises."
        findings.append(Finding(level="remark", text=text))
    return findings


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
