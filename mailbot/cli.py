"""The command line: reads the words, finds the configuration, hands over to one file of commands/.

Exit status: 0 done · 1 done, and something needs attention · 2 command line or configuration wrong ·
75 a temporary failure: nothing lost, try again. No traceback reaches a user; --debug shows it.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from mailbot.errors import BadConfig, MailbotError, TemporaryFailure

if TYPE_CHECKING:
    from mailbot.config import Settings

OK, ATTENTION, WRONG, TEMPORARY = 0, 1, 2, 75
DEFAULT_CONFIG = Path("config.toml")
GLANCES = 20_000, 20, 20  # what is made at the start stays: Python need not look so often what may go


def main(argv: Sequence[str] | None = None) -> int:
    gc.set_threshold(*GLANCES)
    status = _run(argv)
    try:
        sys.stderr.flush()
    except OSError:  # a full disk under the log: what we have done is done, and the exit status says so
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
    return status


def _run(argv: Sequence[str] | None) -> int:
    parser = _parser()
    arguments = parser.parse_args(argv)
    try:
        status = _dispatch(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read us (head, less) has seen enough; Python would complain again when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        return 130
    except MailbotError as error:
        return _failed(arguments, error, error.mistakes if isinstance(error, BadConfig) else [str(error)])
    except Exception as error:  # noqa: BLE001  (no traceback ever reaches a user)
        return _failed(arguments, error, [f"Erreur inattendue : {type(error).__name__}: {error}"])
    else:
        return status


def _failed(arguments: argparse.Namespace, error: Exception, sentences: Sequence[str]) -> int:
    if arguments.debug:
        raise error
    for sentence in sentences:
        sys.stderr.write(f"mailbot : {sentence}\n")
    if isinstance(error, TemporaryFailure):
        return TEMPORARY
    if isinstance(error, BadConfig):
        return WRONG
    if not isinstance(error, MailbotError):
        sys.stderr.write("Relancez la même commande avec --debug pour les détails.\n")
    return ATTENTION


def command_line() -> argparse.ArgumentParser:
    """All that may be typed: for completion, and for the manual."""
    return _parser()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="mailbot", description="Le bureau des réclamations qui tient vos promesses, par courriel."
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="la version")
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--debug", action="store_true", help="montrer le détail d'une erreur")
    shared.add_argument("--config", type=Path, metavar="C", help="le fichier de configuration (config.toml)")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMANDE")

    def command(name: str, help_text: str, *, json: bool = False) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=help_text, description=help_text, parents=[shared])
        if json:
            added.add_argument("--json", action="store_true", help="une réponse pour les programmes")
        return added

    run = command("run", "Le service : relève la boîte, répond, surveille les échéances.")
    run.add_argument("--once", action="store_true", help="tout faire une fois, puis s'arrêter")
    demo = command("demo", "Une démonstration complète, sans rien configurer.")
    demo.add_argument("--keep", action="store_true", help="laisser tourner, pour y connecter sa messagerie")
    demo.add_argument("--out", type=Path, metavar="FICHIER", help="où écrire la page à regarder")
    rehearse = command("rehearse", "Joue des courriels et du temps qui passe, sans rien envoyer.", json=True)
    rehearse.add_argument("--preset", metavar="NOM", help="une procédure fournie")
    rehearse.add_argument("--out", type=Path, metavar="DOSSIER", help="où écrire ce qui s'est passé")
    rehearse.add_argument("--until", metavar="DURÉE|DATE", help="s'arrêter là (compris)")
    rehearse.add_argument(
        "script", type=Path, nargs="?",
        help="le scénario : un fichier TOML ou un dossier ; sans lui, celui de la procédure fournie",
    )  # fmt: skip
    explain = command("explain", "Ce que mailbot comprendrait de ces courriels, et pourquoi.", json=True)
    explain.add_argument("--directory", type=Path, metavar="D", help="un annuaire (JSON)")
    explain.add_argument("--organisation", metavar="ID", help="l'organisation de cet annuaire")
    explain.add_argument("paths", nargs="+", metavar="CHEMIN", help=".eml, dossier, mbox, ou -")
    evaluate = command("evaluate", "Mesure mailbot sur des courriels étiquetés.", json=True)
    evaluate.add_argument("--directory", type=Path, required=True, metavar="D", help="l'annuaire (JSON)")
    evaluate.add_argument("mails", type=Path, metavar="MAILS.jsonl")
    imported = command("import", "Reprend des courriels existants (mbox, Maildir, dossiers).", json=True)
    imported.add_argument("--letters", action="store_true", help="écrire aussi aux clients et à l'équipe")
    imported.add_argument("paths", nargs="+", metavar="CHEMIN")
    _parse_set_up(command)
    learn = command("learn", "Apprend de ce que l'équipe a dit des courriels.", json=True)
    learn.add_argument("--rollback", action="store_true", help="rétablir le modèle précédent")
    command("migrate", "Met la base de données à jour (nécessaire avec PostgreSQL).")
    case = command("case", "Toute l'histoire d'un dossier.", json=True)
    case.add_argument("reference", metavar="RÉF")
    register = command("register", "Le registre des réclamations et suggestions.")
    register.add_argument(
        "--format", choices=("table", "json", "csv", "xlsx"), default="table", help="sous quelle forme"
    )
    register.add_argument("--year", type=_year, metavar="AAAA", help="une seule année")
    register.add_argument("-o", dest="out", type=Path, metavar="FICHIER", help="où l'écrire")
    _parse_papers(command)
    command("held", "Les courriels mis de côté, et pourquoi.", json=True)
    replay = command("replay", "Reprend un courriel mis de côté.")
    replay.add_argument("id", type=int)
    command("outbox", "Les lettres qui ne sont pas encore parties, et pourquoi.", json=True)
    _add_personal_data(command)
    command("verify", "Contrôle que rien n'est perdu, doublé ou sans cause.", json=True)
    return parser


def _parse_set_up(command: Callable[..., argparse.ArgumentParser]) -> None:
    """What an admin types once, or after a change."""
    command("init", "Pose quelques questions et écrit config.toml.")
    check = command("check", "Vérifie tout avant la mise en service, et dit ce qui est promis.", json=True)
    check.add_argument(
        "--send", action="store_true", help="envoyer aussi un courriel d'essai à la boîte même"
    )
    login = command("login", "Ouvre une boîte à mailbot (Microsoft 365, Google) : une fois, avec son compte.")
    login.add_argument("mailbox", nargs="?", metavar="BOÎTE", help="son adresse, s'il y en a plusieurs")
    completion = command("completion", "Ce qu'il faut à votre shell pour compléter les commandes.")
    completion.add_argument("shell", choices=("bash", "zsh", "fish"))


def _parse_papers(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Commands that write files for people, or for a safe."""
    report = command("report", "La revue qualité d'une période : une page à lire, ou à imprimer.")
    report.add_argument("--period", required=True, metavar="PÉRIODE", help="2026, 2026-Q4 ou 2026-11")
    report.add_argument("-o", dest="out", type=Path, required=True, metavar="FICHIER", help=".html ou .pdf")
    evidence = command("evidence", "Les preuves pour un audit : procédure, registre, dossiers, lettres.")
    evidence.add_argument(
        "--from", dest="since", type=_day, required=True, metavar="AAAA-MM-JJ", help="premier jour"
    )
    evidence.add_argument(
        "--to", dest="until", type=_day, required=True, metavar="AAAA-MM-JJ", help="dernier jour"
    )
    evidence.add_argument("-o", dest="out", type=Path, required=True, metavar="DOSSIER", help="où l'écrire")
    fiche = command("fiche", "La fiche de réclamation d'un dossier, ou une fiche vierge, en PDF.")
    fiche.add_argument("reference", nargs="?", metavar="RÉF")
    fiche.add_argument("--blank", action="store_true", help="une fiche vierge, à remplir")
    fiche.add_argument("-o", dest="out", type=Path, required=True, metavar="FICHIER.pdf", help="où l'écrire")
    backup = command("backup", "Une copie entière de la base de données, pendant que mailbot travaille.")
    backup.add_argument("out", type=Path, metavar="FICHIER")


def _add_personal_data(command: Callable[..., argparse.ArgumentParser]) -> None:
    forget = command("forget", "Efface une personne, ou restreint l'accès à ses dossiers.")
    forget.add_argument("who", metavar="ADRESSE|RÉF", help="l'adresse de la personne, ou un dossier")
    forget.add_argument("--restrict", action="store_true", help="garder comme preuve, ne plus montrer")
    forget.add_argument("--reason", default="", metavar="MOTIF", help="noté dans le dossier")
    forget.add_argument("--yes", action="store_true", help="ne pas demander de confirmation")
    forget.add_argument("--open", action="store_true", help="même si un dossier est encore ouvert")
    access = command("access", "Tout ce qui est conservé sur une personne, à lui remettre.")
    access.add_argument("who", metavar="ADRESSE")
    access.add_argument("-o", dest="out", type=Path, required=True, metavar="FICHIER.zip", help="où l'écrire")


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object, **__: object) -> None:
        from importlib.metadata import version

        sys.stdout.write(f"mailbot {version('mailbot')}\n")
        parser.exit(OK)


def _dispatch(arguments: argparse.Namespace) -> int:
    """Each command imports what it needs and no more: `explain` must start fast."""
    name = arguments.command
    if name == "explain":
        from mailbot.commands.explain import explain

        return explain(
            arguments.paths,
            config=arguments.config,
            directory=arguments.directory,
            organisation=arguments.organisation,
            as_json=arguments.json,
            environ=os.environ,
        )
    if name == "evaluate":
        from mailbot.commands import evaluate

        return evaluate.run(
            mails=arguments.mails, directory=arguments.directory, as_json=arguments.json, out=sys.stdout
        )
    if name == "completion":
        from mailbot.commands.completion import completion

        sys.stdout.write(completion(command_line(), arguments.shell))
        return OK
    if name == "init":
        from mailbot.commands.init import run as init
        from mailbot.commands.init import tried_for_real

        return init(target=arguments.config or DEFAULT_CONFIG, ask=_ask, say=print, tried=tried_for_real)
    if name == "demo":
        from mailbot.commands.demo import demo

        return demo(keep=arguments.keep, out=arguments.out)
    if name == "rehearse":
        from mailbot.commands.rehearse import rehearse

        return rehearse(
            config=arguments.config,
            preset=arguments.preset,
            script=arguments.script,
            out=arguments.out,
            until=arguments.until,
            as_json=arguments.json,
            environ=os.environ,
        )
    return _configured(arguments)


def _configured(arguments: argparse.Namespace) -> int:
    """Commands that need the organisation's configuration."""
    from mailbot import log
    from mailbot.config import load

    path = arguments.config or DEFAULT_CONFIG
    if not path.is_file():
        raise BadConfig([f"{path} n'existe pas : `mailbot init` l'écrit, --config en indique un autre."])
    settings = load(path, environ=os.environ)
    # What the daemon logs of each mail is noise beside the answer of any other command.
    level = settings.log_level if arguments.command == "run" or arguments.debug else "error"
    as_json = True if settings.log_format == "json" else None
    log.set_up(level=level, as_json=as_json, ours=settings.own_addresses)
    if arguments.command == "run":
        from mailbot.commands.run import run

        return run(settings, once=arguments.once)
    if arguments.command == "import":
        from mailbot.commands.imports import import_mails

        return import_mails(settings, arguments.paths, with_letters=arguments.letters, as_json=arguments.json)
    if arguments.command == "check":
        from mailbot.commands.check import check

        return check(settings, as_json=arguments.json, send=arguments.send)
    if arguments.command == "login":
        from mailbot.commands.login import login

        return login(settings, arguments.mailbox)
    if arguments.command == "learn":
        from mailbot.commands import learn

        return learn.run(settings, rollback=arguments.rollback, as_json=arguments.json)
    if arguments.command in ("report", "evidence", "fiche", "backup"):
        return _write_papers(arguments, settings)
    if arguments.command in ("forget", "access"):
        return _about_a_person(settings, arguments)
    from mailbot.commands import database

    as_json = getattr(arguments, "json", False)
    if arguments.command == "register":
        return database.register(settings, form=arguments.format, year=arguments.year, out=arguments.out)
    if arguments.command == "case":
        return database.case(settings, arguments.reference, as_json=as_json)
    if arguments.command == "replay":
        return database.replay(settings, arguments.id)
    if arguments.command == "migrate":
        return database.migrate(settings)
    look = {"held": database.held, "outbox": database.outbox, "verify": database.verify}
    return look[arguments.command](settings, as_json=as_json)


def _write_papers(arguments: argparse.Namespace, settings: Settings) -> int:
    if arguments.command == "report":
        from mailbot.commands.report import report

        return report(settings, period=arguments.period, out=arguments.out)
    if arguments.command == "evidence":
        from mailbot.commands.evidence import evidence

        return evidence(settings, since=arguments.since, until=arguments.until, out=arguments.out)
    if arguments.command == "fiche":
        from mailbot.commands.fiche import fiche

        return fiche(settings, arguments.reference, blank=arguments.blank, out=arguments.out)
    from mailbot.commands.backup import backup

    return backup(settings, arguments.out)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"une date s'écrit 2026-11-30, et non « {text} »") from None


def _about_a_person(settings: Settings, arguments: argparse.Namespace) -> int:
    if arguments.command == "forget":
        from mailbot.commands.forget import Wanted, forget

        return forget(
            settings,
            Wanted(
                who=arguments.who,
                restrict=arguments.restrict,
                reason=arguments.reason,
                yes=arguments.yes,
                even_open=arguments.open,
            ),
        )
    from mailbot.commands.access import access

    return access(settings, arguments.who, arguments.out)


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 4) or text in ("0000", "9999"):
        raise argparse.ArgumentTypeError(f"une année s'écrit en quatre chiffres, et non « {text} »")
    return int(text)


def _ask(question: str, default: str) -> str:
    from getpass import getpass

    from mailbot.commands.init_mailbox import PASSWORD_QUESTION, SECRET_QUESTION

    read = getpass if question in (PASSWORD_QUESTION, SECRET_QUESTION) else input  # a password is not shown
    return read(f"{question}{f' [{default}]' if default else ''} : ").strip() or default
