"""Asks a dozen questions, tries the mailbox, and writes a first config.toml, which loads without mistakes.

The password goes into a file of its own, or stays in the environment: config.toml can be shown to anybody.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from mailbot.commands.init_interview import Ask, GivenUpError, Interview, Say, objection, quoted
from mailbot.commands.init_mailbox import (
    PASSWORD_FILE,
    PASSWORD_VARIABLE,
    SECRET_FILE,
    Answers,
    Tried,
    ask_mailbox,
)
from mailbot.config import Mailbox, preset_names


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    text: str
    mailbox: Answers


def run(*, target: Path, ask: Ask, say: Say, tried: Tried | None = None) -> int:
    """0 when `target` was written; 2 when nothing was. `tried` None: the mailbox is not tried."""
    for path in (target, *(target.parent / name for name in (PASSWORD_FILE, SECRET_FILE))):
        if os.path.lexists(path):
            say(f"{path} existe déjà : rien n’a été changé. Renommez-le, puis recommencez.")
            return 2
    if not target.parent.is_dir():
        say(f"Le dossier {target.parent} n’existe pas. Créez-le, puis recommencez.")
        return 2
    try:
        written = _asked(Interview(ask=ask, say=say), tried)
    except (GivenUpError, EOFError):
        say("Rien n’a été écrit. Recommencez quand vous aurez la réponse.")
        return 2
    try:
        _write(target, written)
    except OSError as error:
        say(f"Impossible d’écrire dans {target.parent} ({error.strerror}). Rien n’a été gardé.")
        return 2
    _tell(target, written.mailbox, say)
    return 0


def tried_for_real(box: Mailbox) -> str:
    """The first thing that is wrong with it, in a sentence with its cure."""
    from mailbot.commands.check_servers import of_mailbox

    return next((finding.text for finding in of_mailbox(box) if finding.level == "problem"), "")


# -- the interview ------------------------------------------------------------------------------


def _asked(interview: Interview, tried: Tried | None) -> _Written:
    organisation = _organisation(interview)
    mailbox = ask_mailbox(interview, tried)
    staff = _staff(interview, mailbox.address)
    mediator = _mediator(interview)
    parts = [_HEAD, *organisation, _MAILBOX, *mailbox.lines, _STAFF, *staff, _PROVIDERS, _MEDIATOR]
    return _Written(text="\n".join([*parts, *(mediator or _NO_MEDIATOR), ""]), mailbox=mailbox)


def _organisation(interview: Interview) -> list[str]:
    name = interview.text("Nom de votre organisation")
    postal = interview.optional("Adresse postale (facultatif)")
    interview.say("Quelle procédure suivez-vous ?")
    procedure = interview.choice("Procédure", preset_names(), "tourisme")
    lines = [f"name = {quoted(name)}", 'timezone = "Europe/Paris"', f"procedure = {quoted(procedure)}"]
    return [*lines[:1], f"address = {quoted(postal)}", *lines[1:]] if postal else lines


def _staff(interview: Interview, mailbox: str) -> list[str]:
    """At least one person; the first one answers for the procedure."""
    lines: list[str] = []
    taken: list[str] = []
    name = interview.text("Nom de la personne chargée des réclamations")
    while name:
        function = interview.optional("Sa fonction", "Chargée des réclamations" if not lines else "")
        so_far = "\n".join(["[[mailboxes]]", f"address = {quoted(mailbox)}", *lines])

        def wrong(given: str, so_far: str = so_far, name: str = name) -> str:
            return objection("staff", "email", given, f"name = {quoted(name)}", so_far)

        email = interview.text("Son adresse personnelle (pas celle du service)", wrong=wrong)
        roles = '["handler"]' if lines else '["manager", "handler"]'
        lines += ["[[staff]]", f"name = {quoted(name)}", f"function = {quoted(function)}"]
        lines += [f"email = {quoted(email)}", f"roles = {roles}", ""]
        taken.append(name.casefold())
        name = interview.optional("Nom d’une autre personne (vide : personne d’autre)")
        if name.casefold() in taken:
            interview.say("Cette personne est déjà là.")
            name = ""
    return lines


def _mediator(interview: Interview) -> list[str]:
    name = interview.optional("Nom de votre médiateur de la consommation (vide : aucun)")
    if not name:
        return []
    website = interview.text("Son site internet")
    postal = interview.optional("Son adresse postale (facultatif)")
    lines = [f"name = {quoted(name)}", f"website = {quoted(website)}", f"address = {quoted(postal)}"]
    return ["[mediator]", *lines]


# -- what is written ----------------------------------------------------------------------------


def _write(target: Path, written: _Written) -> None:
    """All files or none, and never over an existing one."""
    made: list[Path] = []
    try:
        for name, secret in written.mailbox.secrets.items():
            _create(target.parent / name, secret + "\n", made)
        _create(target, written.text, made)
    except OSError:
        for path in made:
            path.unlink(missing_ok=True)
        raise


def _create(path: Path, text: str, made: list[Path]) -> None:
    """Readable by its owner alone from the very first moment."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        made.append(path)
        file.write(text)


def _tell(target: Path, mailbox: Answers, say: Say) -> None:
    say(f"{target} est écrit.")
    for name in mailbox.secrets:
        say(f"{target.parent / name} est lisible de vous seul.")
    if mailbox.needs_login:
        say("Ouvrez la boîte à mailbot, une fois, en tapant : mailbot login")
    elif mailbox.in_environment:
        say(f"Définissez la variable {PASSWORD_VARIABLE} avant de lancer mailbot.")
    say("Ajoutez-y vos prestataires et vos services, puis tapez : mailbot check --send")


_HEAD = """\
# Configuration de mailbot. Après chaque changement, tapez : mailbot check
# Toutes les clés possibles sont expliquées dans config.example.toml.

# L'annuaire de vos prestataires, tenu dans un tableur : retirez le « # » et donnez le nom du fichier.
# providers_file = "prestataires.xlsx"

# Votre organisation : l'en-tête de vos lettres, et la procédure que vous suivez.
[organisation]"""

_MAILBOX = """
# La boîte aux lettres du service.
[[mailboxes]]"""

_STAFF = """
# Votre équipe. Les rôles : manager répond de la procédure, handler traite les dossiers,
# reader lit les bilans, desk transmet des réclamations sans voir les dossiers."""

_PROVIDERS = """\
# Vos prestataires, une section chacun, si vous ne les tenez pas dans un tableur (providers_file, en haut).
# [[providers]]
# id = "hotel-tetras"                               # un identifiant court
# name = "Hôtel du Grand Tétras"
# aliases = ["le Tétras"]                           # comment les clients l’appellent aussi
# email = "direction@hotel-tetras.example"          # où lui transmettre une réclamation, anonymisée
# town = "Gérardmer"

# Vos services et bureaux.
# [[units]]
# name = "Bureau de Cornimont"
"""

_MEDIATOR = "# Le médiateur que vous indiquez à vos clients."

_NO_MEDIATOR = ["# [mediator]", '# name = "…"', '# website = "…"', '# address = "…"']
