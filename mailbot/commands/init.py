"""Asks a dozen questions and writes a first config.toml, which loads without mistakes.

The password goes into a file of its own, or stays in the environment: config.toml can be shown to anybody.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mailbot.config import load_text, preset_names
from mailbot.errors import BadConfig

Ask = Callable[[str, str], str]  # the question, and what an empty answer means
Say = Callable[[str], None]

PASSWORD_QUESTION = "Mot de passe de la boîte"  # noqa: S105 - a question; its answer should not be echoed
CLIENT_QUESTION = "Identifiant de l’application (client)"
PASSWORD_FILE = "mot-de-passe"  # noqa: S105 - a file's name
PASSWORD_VARIABLE = "MAILBOT_PASSWORD"  # noqa: S105 - a variable's name
_ATTEMPTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """A provider of mailboxes and its servers, as it documents them."""

    name: str
    imap: str = ""
    smtp: str = ""
    smtp_port: int = 465
    advice: str = ""
    oauth: str = ""  # takes no password: the provider of tokens, as the configuration calls it


HOSTS = (
    Host(
        name="Microsoft 365",
        imap="outlook.office365.com",
        smtp="smtp.office365.com",
        smtp_port=587,
        oauth="microsoft",
        advice="Microsoft 365 ne prend pas de mot de passe : votre administrateur y enregistre mailbot une"
        " fois, comme docs/oauth.md l’explique, et vous donne deux identifiants.",
    ),
    Host(
        name="Google",
        imap="imap.gmail.com",
        smtp="smtp.gmail.com",
        advice="Google demande un « mot de passe d’application », à créer dans la sécurité du compte ; ou une"
        " application (docs/oauth.md), si votre organisation n’en veut pas.",
    ),
    Host(name="OVH", imap="ssl0.ovh.net", smtp="ssl0.ovh.net"),
    Host(name="Infomaniak", imap="mail.infomaniak.com", smtp="mail.infomaniak.com"),
    Host(name="Gandi", imap="mail.gandi.net", smtp="mail.gandi.net"),
    Host(name="Orange", imap="imap.orange.fr", smtp="smtp.orange.fr"),
    Host(name="Ionos", imap="imap.ionos.fr", smtp="smtp.ionos.fr"),
    Host(name="autre"),
)


class _GivenUpError(Exception):
    """Somebody, or something, answers nonsense again and again."""


@dataclass(slots=True, kw_only=True)
class _Answers:
    organisation: list[str] = field(default_factory=list)
    mailbox: list[str] = field(default_factory=list)
    staff: list[str] = field(default_factory=list)
    mediator: list[str] = field(default_factory=list)
    password: str | None = None  # None: it stays in the environment, or there is none
    needs_login: bool = False

    def text(self) -> str:
        parts = [_HEAD, *self.organisation, _MAILBOX, *self.mailbox, _STAFF, *self.staff, _MEDIATOR]
        return "\n".join([*parts, *(self.mediator or _NO_MEDIATOR), ""])


def run(*, target: Path, ask: Ask, say: Say) -> int:
    """0 when `target` was written; 2 when nothing was."""
    password_file = target.parent / PASSWORD_FILE
    for path in (target, password_file):
        if os.path.lexists(path):
            say(f"{path} existe déjà : rien n’a été changé. Renommez-le, puis recommencez.")
            return 2
    if not target.parent.is_dir():
        say(f"Le dossier {target.parent} n’existe pas. Créez-le, puis recommencez.")
        return 2
    try:
        answers = _answers(_Interview(ask=ask, say=say))
    except (_GivenUpError, EOFError):
        say("Rien n’a été écrit. Recommencez quand vous aurez la réponse.")
        return 2
    try:
        _write(target, password_file, answers)
    except OSError as error:
        say(f"Impossible d’écrire dans {target.parent} ({error.strerror}). Rien n’a été gardé.")
        return 2
    _tell(target, password_file, answers, say)
    return 0


# -- the interview ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Interview:
    ask: Ask
    say: Say

    def text(self, question: str, default: str = "", *, wrong: Callable[[str], str] | None = None) -> str:
        """An answer that is not empty, and that `wrong` has nothing to say against."""
        for _ in range(_ATTEMPTS):
            answer = self.optional(question, default)
            complaint = (wrong(answer) if wrong else "") if answer else "Une réponse est nécessaire."
            if not complaint:
                return answer
            self.say(complaint)
        raise _GivenUpError

    def optional(self, question: str, default: str = "") -> str:
        answer = self.ask(question, default).strip() or default
        # What a terminal could not decode, or an arrow key left behind, has no place in a file.
        printable = answer.encode("utf-8", "ignore").decode("utf-8")
        return "".join(c for c in printable if c.isprintable())

    def choice(self, question: str, options: Sequence[str], default: str) -> str:
        """One of the options, by its name or by its number."""
        for number, option in enumerate(options, start=1):
            self.say(f"  {number}. {option}")
        by_answer = {option.casefold(): option for option in options}
        by_answer |= {str(number): option for number, option in enumerate(options, start=1)}

        def wrong(answer: str) -> str:
            return "" if answer.casefold() in by_answer else "Répondez par un numéro ou un nom de la liste."

        return by_answer[self.text(question, default, wrong=wrong).casefold()]


def _answers(interview: _Interview) -> _Answers:
    answers = _Answers()
    answers.organisation = _organisation(interview)
    address = interview.text(
        "Adresse à laquelle vos clients écrivent",
        wrong=lambda given: _objection("mailboxes", "address", given),
    )
    answers.mailbox = [f"address = {_quoted(address)}"]
    host = _host(interview)
    if host.oauth:
        answers.mailbox += _application(interview, host, address)
        answers.needs_login = True
    else:
        answers.mailbox += _servers(interview, host, address)
        _password(interview, answers)
    answers.staff = _staff(interview, address)
    answers.mediator = _mediator(interview)
    return answers


def _organisation(interview: _Interview) -> list[str]:
    name = interview.text("Nom de votre organisation")
    postal = interview.optional("Adresse postale (facultatif)")
    interview.say("Quelle procédure suivez-vous ?")
    procedure = interview.choice("Procédure", preset_names(), "tourisme")
    lines = [f"name = {_quoted(name)}", 'timezone = "Europe/Paris"', f"procedure = {_quoted(procedure)}"]
    return [*lines[:1], f"address = {_quoted(postal)}", *lines[1:]] if postal else lines


def _host(interview: _Interview) -> Host:
    interview.say("Chez qui est cette boîte ?")
    chosen = interview.choice("Hébergeur", [host.name for host in HOSTS], "autre")
    host = next(host for host in HOSTS if host.name == chosen)
    if host.advice:
        interview.say(host.advice)
    return host


def _application(interview: _Interview, host: Host, address: str) -> list[str]:
    client_id = interview.text(CLIENT_QUESTION)
    tenant = interview.text(
        "Annuaire (locataire) : son domaine ou son identifiant", address.partition("@")[2]
    )
    return [
        f"oauth.provider = {_quoted(host.oauth)}",
        f"oauth.client_id = {_quoted(client_id)}",
        f"oauth.tenant = {_quoted(tenant)}",
    ]


def _password(interview: _Interview, answers: _Answers) -> None:
    ways = ("fichier", "variable")
    interview.say(
        "Où garder le mot de passe : dans un fichier à part, ou dans une variable d’environnement ?"
    )
    if interview.choice("Mot de passe", ways, "fichier") == "fichier":
        answers.password = interview.text(PASSWORD_QUESTION)
        answers.mailbox.append(f'imap.password_file = "{PASSWORD_FILE}"')
    else:
        answers.mailbox.append(f'imap.password_env = "{PASSWORD_VARIABLE}"')


def _servers(interview: _Interview, host: Host, address: str) -> list[str]:
    domain = address.partition("@")[2]
    imap = host.imap or interview.text("Serveur IMAP (courriels reçus)", f"imap.{domain}")
    smtp = host.smtp or interview.text("Serveur SMTP (courriels envoyés)", f"smtp.{domain}")
    username = interview.text("Identifiant de la boîte", address)
    security = "starttls" if host.smtp_port == 587 else "tls"
    return [
        f"imap.host = {_quoted(imap)}",
        'imap.security = "tls"',
        f"imap.username = {_quoted(username)}",
        f"smtp.host = {_quoted(smtp)}",
        f"smtp.port = {host.smtp_port}",
        f'smtp.security = "{security}"            # même identifiant et même mot de passe que pour imap',
    ]


def _staff(interview: _Interview, mailbox: str) -> list[str]:
    """At least one person; the first one answers for the procedure."""
    lines: list[str] = []
    taken: list[str] = []
    name = interview.text("Nom de la personne chargée des réclamations")
    while name:
        function = interview.optional("Sa fonction", "Chargée des réclamations" if not lines else "")
        so_far = "\n".join(["[[mailboxes]]", f"address = {_quoted(mailbox)}", *lines])

        def wrong(given: str, so_far: str = so_far, name: str = name) -> str:
            return _objection("staff", "email", given, f"name = {_quoted(name)}", so_far)

        email = interview.text("Son adresse personnelle (pas celle du service)", wrong=wrong)
        roles = '["handler"]' if lines else '["manager", "handler"]'
        lines += ["[[staff]]", f"name = {_quoted(name)}", f"function = {_quoted(function)}"]
        lines += [f"email = {_quoted(email)}", f"roles = {roles}", ""]
        taken.append(name.casefold())
        name = interview.optional("Nom d’une autre personne (vide : personne d’autre)")
        if name.casefold() in taken:
            interview.say("Cette personne est déjà là.")
            name = ""
    return lines


def _mediator(interview: _Interview) -> list[str]:
    name = interview.optional("Nom de votre médiateur de la consommation (vide : aucun)")
    if not name:
        return []
    website = interview.text("Son site internet")
    postal = interview.optional("Son adresse postale (facultatif)")
    lines = [f"name = {_quoted(name)}", f"website = {_quoted(website)}", f"address = {_quoted(postal)}"]
    return ["[mediator]", *lines]


def _objection(section: str, key: str, given: str, *others: str) -> str:
    """What the configuration's own reader has against this value, without the place."""
    text = "\n".join(
        [
            '[organisation]\nname = "-"',
            *others[1:],
            f"[[{section}]]",
            *others[:1],
            f"{key} = {_quoted(given)}",
        ]
    )
    try:
        load_text(text, Path())
    except BadConfig as error:
        return error.mistakes[0].partition("\N{NO-BREAK SPACE}: ")[2]
    return ""


def _quoted(text: str) -> str:
    """A TOML string: JSON's strings are TOML's, once nothing unprintable is left."""
    return json.dumps(text, ensure_ascii=False)


# -- what is written ----------------------------------------------------------------------------


def _write(target: Path, password_file: Path, answers: _Answers) -> None:
    """Both files or none, and never over an existing one."""
    written: list[Path] = []
    try:
        if answers.password is not None:
            _create(password_file, answers.password + "\n", written)
        _create(target, answers.text(), written)
    except OSError:
        for path in written:
            path.unlink(missing_ok=True)
        raise


def _create(path: Path, text: str, written: list[Path]) -> None:
    """Readable by its owner alone from the very first moment."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        written.append(path)
        file.write(text)


def _tell(target: Path, password_file: Path, answers: _Answers, say: Say) -> None:
    say(f"{target} est écrit.")
    if answers.needs_login:
        say("Ouvrez la boîte à mailbot, une fois, en tapant : mailbot login")
    elif answers.password is None:
        say(f"Définissez la variable {PASSWORD_VARIABLE} avant de lancer mailbot.")
    else:
        say(f"Le mot de passe est dans {password_file}, lisible de vous seul.")
    say("Ajoutez-y vos prestataires et vos services, puis tapez : mailbot check")


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

_MEDIATOR = "# Le médiateur que vous indiquez à vos clients."

_NO_MEDIATOR = ["# [mediator]", '# name = "…"', '# website = "…"', '# address = "…"']
