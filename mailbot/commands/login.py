"""`mailbot login`: a person opens a mailbox to mailbot once, with OAuth2. Tried before it is kept."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from mailbot.commands.output import say, warn
from mailbot.config import Mailbox, OAuth, Settings
from mailbot.errors import BadConfig, PermanentFailure, TemporaryFailure
from mailbot.oauth import (
    Invitation,
    Tokens,
    access_token,
    kept_tokens,
    login_by_browser,
    login_by_code,
    save_tokens,
)
from mailbot.receive import MailboxConnection

CONNECT_SECONDS = 15


def login(settings: Settings, mailbox: str | None, *, ask: Callable[[str], str] = input) -> int:
    box, oauth = _chosen(settings, mailbox)
    if not oauth.needs_login:
        return _without_anybody(box, oauth)
    _require_a_place(oauth.token_file)
    tokens = _asked(oauth, ask)
    try:
        tokens = _tried(box, oauth, tokens)
    except TemporaryFailure as failure:
        _save(oauth, tokens)
        warn(f"L’accord est gardé, mais la boîte n’a pas pu être essayée. {failure}")
        return 75
    except PermanentFailure as failure:
        raise PermanentFailure(
            f"{failure} Rien n’a été gardé : recommencez avec le compte de la boîte {oauth.account}."
        ) from failure
    _save(oauth, tokens)
    say(f"C’est fait : mailbot ouvre la boîte {oauth.account}. Les jetons sont dans {oauth.token_file}.")
    say("S’il tourne déjà, il s’en sert de lui-même dans les cinq minutes.")
    return 0


def _chosen(settings: Settings, wanted: str | None) -> tuple[Mailbox, OAuth]:
    able = [(box, box.oauth) for box in settings.mailboxes if box.oauth]
    names = ", ".join(box.address for box, _ in able)
    if wanted is not None:
        for box in settings.mailboxes:
            if wanted.strip().lower() == box.address and box.oauth is None:
                raise BadConfig([f"La boîte {box.address} n’a pas de section oauth. Voir docs/oauth.md."])
        able = [(box, oauth) for box, oauth in able if wanted.strip().lower() == box.address]
        if not able:
            known = f" Choisissez parmi : {names}." if names else " Voir docs/oauth.md."
            raise BadConfig([f"« {wanted} » n’est pas une boîte de la configuration.{known}"])
    if not able:
        raise BadConfig(["Aucune boîte n’a de section oauth : il n’y a rien à ouvrir. Voir docs/oauth.md."])
    if len(able) > 1:
        raise BadConfig([f"Plusieurs boîtes : ajoutez à la commande l’une de ces adresses : {names}"])
    return able[0]


def _require_a_place(path: Path) -> None:
    """Known before somebody takes the trouble."""
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise BadConfig(
            [
                (
                    f"Les jetons ne peuvent pas être écrits dans {path.parent}. Créez ce dossier, ou"
                    " donnez à ce compte le droit d’y écrire."
                )
            ]
        )


def _asked(oauth: OAuth, ask: Callable[[str], str]) -> Tokens:
    if oauth.flow == "device":
        tokens = login_by_code(oauth, show=lambda invitation: _invite(oauth, invitation))
        say("Merci, l’accord est donné.")
        return tokens
    try:
        return login_by_browser(oauth, ask_address=lambda page: _asked_for_address(oauth, page, ask))
    except EOFError:
        raise BadConfig(["Lancez cette commande dans un terminal : elle attend une réponse."]) from None


def _invite(oauth: OAuth, invitation: Invitation) -> None:
    say(f"Pour ouvrir la boîte {oauth.account} à mailbot, sur n’importe quel ordinateur :")
    say(f"  1. ouvrez cette page : {invitation.url}")
    say(f"  2. tapez-y ce code : {invitation.code}")
    say(f"  3. identifiez-vous avec le compte de la boîte, {oauth.account}, et acceptez.")
    say(f"J’attends, pendant {invitation.minutes} minutes au plus (Ctrl-C pour abandonner).")


def _asked_for_address(oauth: OAuth, page: str, ask: Callable[[str], str]) -> str:
    say(f"Pour ouvrir la boîte {oauth.account} à mailbot :")
    say(f"  1. ouvrez cette page dans un navigateur : {page}")
    say(f"  2. identifiez-vous avec le compte de la boîte, {oauth.account}, et acceptez.")
    say("  3. le navigateur dit ensuite que la page est introuvable : c’est normal. Copiez alors toute")
    say("     l’adresse qu’il affiche (http://127.0.0.1…), et collez-la ici.")
    return ask("L’adresse : ")


def _tried(box: Mailbox, oauth: OAuth, tokens: Tokens) -> Tokens:
    """Opens the mailbox with tokens that are kept apart. Returns those that are good now."""
    if box.imap is None or box.imap.oauth is None:
        return tokens
    with tempfile.TemporaryDirectory(prefix="mailbot-") as folder:
        apart = replace(oauth, token_file=Path(folder) / "tokens.json")
        save_tokens(apart, tokens)
        try:
            _open(replace(box, imap=replace(box.imap, oauth=apart)))
        finally:
            tokens = kept_tokens(apart.token_file) or tokens
    return tokens


def _open(box: Mailbox) -> None:
    assert box.imap is not None  # noqa: S101  (asked by the caller)
    with MailboxConnection(box.imap, box.address, connect_seconds=CONNECT_SECONDS):
        pass


def _without_anybody(box: Mailbox, oauth: OAuth) -> int:
    access_token(oauth, quiet=True)
    say("L’application a son propre secret, ou sa clé : personne n’a rien à accepter. Un jeton est venu.")
    if box.imap is not None and box.imap.oauth is not None:
        _open(box)
        say("Il ouvre la boîte.")
    return 0


def _save(oauth: OAuth, tokens: Tokens) -> None:
    try:
        save_tokens(oauth, tokens)
    except OSError as error:
        raise PermanentFailure(
            f"{oauth.token_file} ne peut pas être écrit ({error.strerror}). Libérez de la place, puis"
            " recommencez."
        ) from error
