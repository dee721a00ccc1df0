"""What a token service says when it says no, in sentences that a person can act upon.

Only the standard's word (`invalid_grant`) and Microsoft's number are repeated: a description may quote
what was sent.
"""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from mailbot.config import OAuth
from mailbot.config.mistakes import NBSP, quoted
from mailbot.errors import MailbotError, PermanentFailure, TemporaryFailure

_WORD = re.compile(r"[a-z0-9_.-]{1,60}")
_NUMBER = re.compile(r"AADSTS(\d{4,9})")
_LATER = {"temporarily_unavailable", "server_error", "slow_down", "http_408", "http_429"}


class TokenRefused(PermanentFailure):
    """The provider gives no token. `word` is the standard's, for tests and the log."""

    def __init__(self, message: str, *, word: str) -> None:
        super().__init__(message)
        self.word = word


def login_again(oauth: OAuth) -> str:
    return f"Tapez{NBSP}: mailbot login {oauth.account}"


def not_logged_in(oauth: OAuth) -> TokenRefused:
    return TokenRefused(
        f"Personne n’a encore ouvert la boîte {oauth.account} à mailbot (OAuth2). {login_again(oauth)}",
        word="login_required",
    )


# Microsoft's numbers are more precise than the standard's words.
_BY_NUMBER = {
    "7000222": "le secret de l’application est périmé. Créez-en un nouveau dans Entra (Certificats et"
    " secrets), mettez-le dans oauth.client_secret_file et notez sa fin dans oauth.secret_expires.",
    "7000215": "le secret de l’application est faux. Recopiez la «\N{NO-BREAK SPACE}Valeur\N{NO-BREAK SPACE}»"
    " du secret, et non son identifiant.",
    "7000218": "l’application n’est pas ouverte à cette connexion. Dans Entra, Authentification, répondez"
    " Oui à «\N{NO-BREAK SPACE}Autoriser les flux clients publics\N{NO-BREAK SPACE}».",
    "700016": "cette application n’existe pas dans cet annuaire. Vérifiez oauth.client_id et oauth.tenant.",
    "700027": "la signature n’est pas reconnue. Déposez dans Entra (Certificats et secrets) le certificat qui"
    " est dans oauth.key_file.",
    "700024": "la signature n’est pas de cette heure. Réglez l’horloge de cette machine.",
    "90002": "cet annuaire n’existe pas. Vérifiez oauth.tenant.",
    "900023": "cet annuaire n’existe pas. Vérifiez oauth.tenant.",
    "65001": "l’application n’a pas encore l’accord d’un administrateur. Donnez-le dans Entra"
    " (Autorisations).",
    "50020": "ce compte n’appartient pas à cet annuaire. Recommencez avec le compte de la boîte.",
    "53003": "une règle d’accès conditionnel de votre annuaire l’interdit. Parlez-en à son administrateur.",
}
_BY_WORD = {
    "invalid_client": "l’application n’est pas reconnue. Vérifiez oauth.client_id et oauth.client_secret"
    " (un secret finit par être périmé).",
    "unauthorized_client": "l’application n’a pas ce droit. Vérifiez ses autorisations"
    " (docs/oauth.md) et oauth.flow.",
    "invalid_scope": "les droits demandés n’existent pas. Vérifiez oauth.scopes, ou retirez cette ligne.",
    "access_denied": "la personne a répondu non, ou n’en a pas le droit. Recommencez avec le compte"
    " de la boîte.",
    "expired_token": "le code n’a pas été saisi à temps. Recommencez.",
    "invalid_request": "la demande n’est pas comprise. Vérifiez oauth.client_id, oauth.flow et les adresses.",
    "unsupported_grant_type": "ce fournisseur ne connaît pas cette façon de faire. Changez oauth.flow.",
    "http_404": "il n’y a pas de service de jetons à cette adresse. Vérifiez oauth.token_url.",
}


def refused(oauth: OAuth, word: str, values: Mapping[str, Any]) -> MailbotError:
    """`word` may come from anywhere: it is shown only if it looks like one."""
    shown = word if _WORD.fullmatch(word) else "sans motif connu"
    who = _service(oauth.token_url)
    if word in _LATER or re.fullmatch(r"http_5\d\d", word):
        return TemporaryFailure(
            f"{who} ne donne pas de jeton pour l’instant ({shown}). Rien n’est perdu, mailbot réessaie."
        )
    number = _number(values)
    said = f"{shown}, AADSTS{number}" if number else shown
    because = _BY_NUMBER.get(number)
    if because is None and word in {"invalid_grant", "interaction_required", "login_required"}:
        because = _no_longer(oauth)
    if because is None and re.fullmatch(r"http_3\d\d", word):
        because = "il renvoie à une autre adresse, qui n’est pas suivie. Corrigez oauth.token_url."
    if because is None and word == "unauthorized_client" and oauth.key is not None:
        because = (
            "un administrateur n’a pas encore donné à cette application le droit d’ouvrir des boîtes"
            " (docs/oauth.md)."
        )
    because = because or _BY_WORD.get(word, "vérifiez la section oauth de cette boîte (docs/oauth.md).")
    return TokenRefused(
        f"{who} refuse l’accès à la boîte {oauth.account} ({said}){NBSP}: {because}", word=shown
    )


def _no_longer(oauth: OAuth) -> str:
    if oauth.key is not None and oauth.key.service_account:
        return (
            "la clé a été retirée, l’horloge de cette machine est fausse, ou Google ne connaît pas cette"
            " boîte. Vérifiez-les, puis oauth.key_file."
        )
    if not oauth.needs_login:
        return "l’application n’a plus accès à cette boîte. Vérifiez ses droits (docs/oauth.md)."
    return (
        "l’accord donné ne vaut plus (mot de passe changé, accès retiré, ou resté trop longtemps sans"
        f" servir). {login_again(oauth)}"
    )


def _number(values: Mapping[str, Any]) -> str:
    found = _NUMBER.search(str(values.get("error_description", ""))[:4_000])
    return found[1] if found else ""


def unreachable(oauth: OAuth, url: str, error: Exception) -> MailbotError:
    who = _service(url)
    reason = getattr(error, "reason", None)
    cause = reason if isinstance(reason, Exception) else error
    if isinstance(cause, ssl.SSLCertVerificationError):
        return PermanentFailure(
            f"Le certificat de {who} n’est pas reconnu. Vérifiez l’adresse, ou indiquez dans oauth.ca_file"
            " l’autorité qui l’a signé. Rien n’a été envoyé."
        )
    if isinstance(cause, socket.gaierror):
        why = "son nom est introuvable. Vérifiez le réseau et le DNS de cette machine"
    elif isinstance(cause, TimeoutError):
        why = "il reste muet"
    elif isinstance(cause, OSError):
        why = "il ne répond pas. Vérifiez le réseau et le pare-feu (port 443 vers l’extérieur)"
    else:
        why = "sa réponse n’est pas compréhensible"
    return TemporaryFailure(
        f"Pas de jeton pour la boîte {oauth.account}{NBSP}: {who}, {why}. Rien n’est perdu, mailbot réessaie."
    )


def _service(url: str) -> str:
    return f"Le service de jetons {quoted(urlsplit(url).hostname or url)}"
