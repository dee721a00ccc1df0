"""`mailbot check`: looks at everything before going live, says what is wrong and its cure. Sends nothing."""

from __future__ import annotations

import os
import stat
import tomllib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from mailbot.commands.output import say, say_json, warn
from mailbot.compose import Templates
from mailbot.config import Mailbox, OAuth, Settings
from mailbot.daemon import clock
from mailbot.deliver import check_server
from mailbot.errors import BadConfig, MailbotError, TemporaryFailure
from mailbot.oauth import access_token, expiries
from mailbot.procedure import promises
from mailbot.receive import MailboxConnection, check_mailbox
from mailbot.store.db import Store, sqlite_file

CONNECT_SECONDS = 15
_MARKS = {"ok": "  ok         ", "remark": "  remarque   ", "problem": "  À CORRIGER "}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    about: str
    level: Literal["ok", "remark", "problem"]
    text: str
    temporary: bool = False  # does not answer now: try again before changing anything


def check(settings: Settings, *, as_json: bool) -> int:
    findings = [*_looked_at(settings)]
    promised = promises(settings.procedure)
    if as_json:
        say_json({"findings": [asdict(finding) for finding in findings], "promises": promised})
    else:
        _show(findings, promised, settings)
    problems = [finding for finding in findings if finding.level == "problem"]
    for problem in problems:
        warn(f"{problem.about} : {problem.text}")
    if not problems:
        return 0
    return 75 if all(problem.temporary for problem in problems) else 1


def _looked_at(settings: Settings) -> Iterator[Finding]:
    yield from _configuration(settings)
    yield from _rights(settings)
    yield from _templates(settings)
    yield from _database(settings)
    for box in settings.mailboxes:
        yield from _mailbox(box)


def _configuration(settings: Settings) -> Iterator[Finding]:
    about = "configuration"
    counted = (
        (len(settings.mailboxes), "boîte"),
        (sum(member.can_act() for member in settings.staff), "personne pour traiter les dossiers"),
        (len(settings.directory.providers), "prestataire"),
        (len(settings.directory.units), "service"),
    )
    text = ", ".join(f"{n} {_plural(what, n)}" for n, what in counted)
    yield Finding(about=about, level="ok", text=f"{settings.organisation.name} : {text}.")
    for mistake in settings.require_servers():
        yield Finding(about=about, level="problem", text=mistake)
    for notice in settings.notices:
        yield Finding(about=about, level="remark", text=notice)
    if mute := [provider.name for provider in settings.directory.providers if not provider.address]:
        named = ", ".join(mute[:5]) + (", …" if len(mute) > 5 else "")
        text = f"Sans adresse électronique, rien ne peut leur être transmis : {named}. Ajoutez email."
        yield Finding(about=about, level="remark", text=text)


def _rights(settings: Settings) -> Iterator[Finding]:
    """Whole mails are in the database, and passwords may be in the configuration: nobody else's business."""
    files = [(settings.config_file, "contient un mot de passe")] if _holds_a_password(settings) else []
    database = sqlite_file(settings.database_url)
    if database is not None:
        files.append((database, "contient les courriels"))
    files += [(box.oauth.token_file, "ouvre la boîte") for box in settings.mailboxes if box.oauth]
    for path, why in files:
        if path is not None and _is_readable_by_all(path):
            text = f"{path.name} {why} et tout compte de cette machine peut le lire. Tapez : chmod 600 {path}"
            yield Finding(about="droits des fichiers", level="problem", text=text)


def _holds_a_password(settings: Settings) -> bool:
    """In its own words: those of an environment or of a file beside it are not in it."""
    if settings.config_file is None:
        return False
    try:
        written = tomllib.loads(settings.config_file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    boxes = written.get("mailboxes", ())
    servers = [box.get(name) for box in boxes for name in ("imap", "smtp", "oauth")]
    url = written.get("database", {}).get("url", "")
    in_url = "@" in url and ":" in url.partition("://")[2].rpartition("@")[0]
    return in_url or any(
        isinstance(server, dict) and (server.get("password") or server.get("client_secret"))
        for server in servers
    )


def _is_readable_by_all(path: Path) -> bool:
    try:
        return os.name == "posix" and bool(path.stat().st_mode & stat.S_IROTH)
    except OSError:
        return False


def _templates(settings: Settings) -> Iterator[Finding]:
    about = "modèles de lettres"
    try:
        loaded = Templates.load(*((settings.templates_dir,) if settings.templates_dir else ()))
    except BadConfig as error:
        yield from (Finding(about=about, level="problem", text=mistake) for mistake in error.mistakes)
        return
    letters = sum("/" in name for name in loaded.names)
    yield Finding(about=about, level="ok", text=f"{letters} modèles, tous utilisables.")


def _database(settings: Settings) -> Iterator[Finding]:
    about = "base de données"
    store = Store(settings.database_url)
    try:
        current, newest = store.versions()
    except MailbotError as error:
        temporary = isinstance(error, TemporaryFailure)
        yield Finding(about=about, level="problem", text=str(error), temporary=temporary)
        return
    finally:
        store.close()
    kind = "SQLite" if store.is_sqlite else "PostgreSQL"
    if current == newest:
        yield Finding(about=about, level="ok", text=f"{kind}, version {current}.")
    elif store.is_sqlite and (current is None or current < newest):
        yield Finding(about=about, level="ok", text=f"{kind} : créée ou mise à jour au premier lancement.")
    else:
        text = f"{kind} : version {current or 'vide'}, il faut {newest}. Lancez `mailbot migrate`."
        yield Finding(about=about, level="problem", text=text)


def _mailbox(box: Mailbox) -> Iterator[Finding]:
    yield from _address(box)
    if box.oauth:
        findings = [*_tokens(box.oauth)]
        yield from findings
        if any(finding.level == "problem" for finding in findings):
            return  # the servers would say the same
    if box.imap:
        yield from _imap(box)
    if box.smtp:
        for seen in check_server(box.smtp, seconds=CONNECT_SECONDS):
            yield Finding(
                about=f"{box.address}, envoi", level=seen.level, text=seen.text, temporary=seen.temporary
            )


def _address(box: Mailbox) -> Iterator[Finding]:
    local, _, domain = box.address.rpartition("@")
    way = (
        f"les réponses arrivent à {local}+…@{domain} : le serveur doit accepter ces adresses."
        if box.plus_addressing
        else "les réponses sont reconnues à leurs en-têtes et à une marque dans le texte."
    )
    yield Finding(about=box.address, level="ok", text=way[:1].upper() + way[1:])
    if not box.authserv_ids:
        text = (
            "authserv_ids est vide : rien ne garantit les expéditeurs. Chaque message de l'équipe attendra "
            "que son auteur le confirme en répondant OK. Pour l'éviter, recopiez "
            "le nom qui commence la ligne Authentication-Results d'un courriel reçu ici."
        )
        yield Finding(about=box.address, level="remark", text=text)


def _tokens(oauth: OAuth) -> Iterator[Finding]:
    """Whether the provider gives one now, and what will end one day."""
    about = f"{oauth.account}, OAuth2"
    try:
        access_token(oauth, quiet=True)
    except MailbotError as failure:
        temporary = isinstance(failure, TemporaryFailure)
        yield Finding(about=about, level="problem", text=str(failure), temporary=temporary)
    else:
        yield Finding(about=about, level="ok", text="Le fournisseur donne un jeton.")
    for expiry in expiries(oauth, today=clock().date()):
        level: Literal["ok", "remark"] = "remark" if expiry.is_near else "ok"
        yield Finding(about=about, level=level, text=expiry.sentence)
    if oauth.client_secret and oauth.secret_expires is None and oauth.provider == "microsoft":
        text = (
            "La fin du secret de l'application n'est pas notée : ajoutez oauth.secret_expires = 2028-11-30."
        )
        yield Finding(about=about, level="remark", text=text)


def _imap(box: Mailbox) -> Iterator[Finding]:
    about = f"{box.address}, réception"
    assert box.imap is not None  # noqa: S101 - asked by the caller
    try:
        with MailboxConnection(box.imap, box.address, connect_seconds=CONNECT_SECONDS):
            pass
    except TemporaryFailure as failure:
        yield Finding(about=about, level="problem", text=str(failure), temporary=True)
        return
    except MailbotError as failure:
        yield Finding(about=about, level="problem", text=str(failure))
        return
    for seen in check_mailbox(box.imap, box.address, connect_seconds=CONNECT_SECONDS):
        yield Finding(about=about, level=seen.level, text=seen.text)


def _show(findings: list[Finding], promised: tuple[str, ...], settings: Settings) -> None:
    about = ""
    for finding in findings:
        if finding.about != about:
            about = finding.about
            say(f"── {about}")
        say(f"{_MARKS[finding.level]}{finding.text}")
    say(f"── ce qui est promis ({settings.procedure.title})")
    for sentence in promised or ("Aucun délai, aucune promesse.",):
        say(f"  {sentence}")
    for point in settings.procedure.open_points:
        say(f"  (à savoir) {point}")
    problems = sum(finding.level == "problem" for finding in findings)
    remarks = sum(finding.level == "remark" for finding in findings)
    say()
    verdict = "Tout est prêt" if not problems else f"{problems} {_plural('problème', problems)} à corriger"
    also = f", {remarks} {_plural('remarque', remarks)}" if remarks else ""
    say(f"{verdict}{also}.")


def _plural(what: str, number: int) -> str:
    first, space, rest = what.partition(" ")
    return f"{first}s{space}{rest}" if number > 1 else what
