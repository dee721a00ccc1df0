"""`mailbot init`, the mailbox: where it is, who opens it, and whether it opens; answers can be corrected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from mailbot.commands.init_hosts import HOSTS, Host
from mailbot.commands.init_interview import ATTEMPTS, Interview, objection, quoted
from mailbot.config import Mailbox, load_text

PASSWORD_QUESTION = "Mot de passe de la boîte"  # noqa: S105 - a question; its answer should not be echoed
SECRET_QUESTION = "Secret de l’application"  # noqa: S105 - as above
CLIENT_QUESTION = "Identifiant de l’application (client)"
PASSWORD_FILE = "mot-de-passe"  # noqa: S105 - a file's name
SECRET_FILE = "secret-oauth"  # noqa: S105 - a file's name
PASSWORD_VARIABLE = "MAILBOT_PASSWORD"  # noqa: S105 - a variable's name

Tried = Callable[[Mailbox], str]  # what is wrong with it, or nothing

_PORTS = {"465": "tls", "587": "starttls"}
_NOTHING = "rien, continuer"
_TO_CORRECT = ("mot de passe", "identifiant", "serveur IMAP", "serveur SMTP", "réessayer", _NOTHING)


@dataclass(slots=True, kw_only=True)
class Answers:
    """`secrets`: files beside the configuration, and the one line in each of them."""

    address: str
    lines: list[str] = field(default_factory=list)
    secrets: dict[str, str] = field(default_factory=dict)
    needs_login: bool = False
    in_environment: bool = False  # the password is nowhere but there
    was_opened: bool = False


@dataclass(slots=True, kw_only=True)
class _Servers:
    imap: str
    smtp: str
    smtp_port: str
    username: str
    password: str = ""

    def lines(self, password: str) -> list[str]:
        return [
            "# Le serveur par lequel les courriels arrivent.",
            f"imap.host = {quoted(self.imap)}",
            'imap.security = "tls"',
            f"imap.username = {quoted(self.username)}",
            password,
            "# Celui par lequel les lettres partent, avec le même identifiant et le même mot de passe.",
            f"smtp.host = {quoted(self.smtp)}",
            f"smtp.port = {self.smtp_port}",
            f"smtp.security = {quoted(_PORTS[self.smtp_port])}",
        ]


def ask_mailbox(interview: Interview, tried: Tried | None) -> Answers:
    address = interview.text(
        "Adresse à laquelle vos clients écrivent",
        wrong=lambda given: objection("mailboxes", "address", given),
    )
    answers = Answers(address=address)
    host = _host(interview)
    if host.oauth:
        own = _application(interview, host, answers)
    else:
        own = _with_password(interview, host, answers, tried)
    answers.lines = [
        "# L’adresse à laquelle vos clients écrivent, et d’où partent vos lettres.",
        f"address = {quoted(address)}",
        *own,
        "# Le nom sous lequel votre serveur note ses vérifications : mailbot check --send vous le donne.",
        '# authserv_ids = ["mx.exemple.fr"]',
    ]
    return answers


def _host(interview: Interview) -> Host:
    interview.say("Chez qui est cette boîte ?")
    chosen = interview.choice("Hébergeur", [host.name for host in HOSTS], "autre")
    host = next(host for host in HOSTS if host.name == chosen)
    if host.advice:
        interview.say(host.advice)
    return host


def _application(interview: Interview, host: Host, answers: Answers) -> list[str]:
    answers.needs_login = True
    lines = [
        "# Des jetons à la place d’un mot de passe (docs/oauth.md).",
        f"oauth.provider = {quoted(host.oauth)}",
        f"oauth.client_id = {quoted(interview.text(CLIENT_QUESTION))}",
    ]
    if host.wants_secret:
        answers.secrets[SECRET_FILE] = interview.text(SECRET_QUESTION)
        return [*lines, f"oauth.client_secret_file = {quoted(SECRET_FILE)}"]
    domain = answers.address.partition("@")[2]
    tenant = interview.text("Annuaire (locataire) : son domaine ou son identifiant", domain)
    return [*lines, f"oauth.tenant = {quoted(tenant)}"]


def _with_password(interview: Interview, host: Host, answers: Answers, tried: Tried | None) -> list[str]:
    servers = _servers(interview, host, answers.address)
    interview.say(
        "Où garder le mot de passe : dans un fichier à part, ou dans une variable d’environnement ?"
    )
    if interview.choice("Mot de passe", ("fichier", "variable"), "fichier") == "variable":
        answers.in_environment = True
        return servers.lines(f'imap.password_env = "{PASSWORD_VARIABLE}"')
    servers.password = interview.text(PASSWORD_QUESTION)
    if tried is not None:
        answers.was_opened = _opened(interview, servers, answers.address, tried)
    answers.secrets[PASSWORD_FILE] = servers.password
    return servers.lines(f'imap.password_file = "{PASSWORD_FILE}"')


def _servers(interview: Interview, host: Host, address: str) -> _Servers:
    domain = address.partition("@")[2]
    imap = host.imap or interview.text("Serveur IMAP (courriels reçus)", f"imap.{domain}")
    smtp = host.smtp or interview.text("Serveur SMTP (courriels envoyés)", f"smtp.{domain}")
    username = interview.text("Identifiant de la boîte", address)
    return _Servers(imap=imap, smtp=smtp, smtp_port=str(host.smtp_port), username=username)


def _opened(interview: Interview, servers: _Servers, address: str, tried: Tried) -> bool:
    """Tries what was answered, as often as somebody corrects it."""
    for _ in range(ATTEMPTS):
        interview.say("J’essaie d’ouvrir la boîte…")
        wrong = tried(_as_read(servers, address))
        if not wrong:
            interview.say("Elle s’ouvre, et son serveur prend les lettres.")
            return True
        interview.say(wrong)
        interview.say("Que voulez-vous corriger ?")
        if not _corrected(interview, servers):
            break
    interview.say("Continuons : vous pourrez corriger config.toml, et mailbot check essaiera de nouveau.")
    return False


def _corrected(interview: Interview, servers: _Servers) -> bool:
    what = interview.choice("À corriger", _TO_CORRECT, "mot de passe")
    if what == "mot de passe":
        servers.password = interview.text(PASSWORD_QUESTION)
    elif what == "identifiant":
        servers.username = interview.text("Identifiant de la boîte", servers.username)
    elif what == "serveur IMAP":
        servers.imap = interview.text("Serveur IMAP (courriels reçus)", servers.imap)
    elif what == "serveur SMTP":
        servers.smtp = interview.text("Serveur SMTP (courriels envoyés)", servers.smtp)
        servers.smtp_port = interview.choice("Port SMTP", tuple(_PORTS), servers.smtp_port)
    return what != _NOTHING


def _as_read(servers: _Servers, address: str) -> Mailbox:
    """By the reader of config.toml itself, so that what is tried is what will be used."""
    lines = servers.lines(f"imap.password = {quoted(servers.password)}")
    text = ['[organisation]\nname = "-"', "[[mailboxes]]", f"address = {quoted(address)}", *lines]
    return load_text("\n".join(text), Path()).mailboxes[0]
