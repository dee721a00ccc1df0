"""Reads config.toml from top to bottom: each section by its own reader, then what must fit together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import get_args

from mailbot.config.desk_times import read_escalation, read_grave, read_recall
from mailbot.config.directory_files import Listed, organisations_in, read_directory_file
from mailbot.config.document import Document, parse_document, read_document
from mailbot.config.mailboxes import read_addresses, read_mailboxes
from mailbot.config.metrics import read_metrics
from mailbot.config.mistakes import NBSP, Mistakes, Place, quoted
from mailbot.config.other_mails import read_other_mails
from mailbot.config.overlaps import Placed, check_handlers, check_together
from mailbot.config.passwords import Surroundings, read_secret
from mailbot.config.people import (
    read_concerned,
    read_mediator,
    read_organisation,
    read_providers,
    read_staff,
    read_units,
)
from mailbot.config.procedures import read_procedure
from mailbot.config.reading import read_reading
from mailbot.config.retention import read_retention
from mailbot.config.settings import LogFormat, LogLevel, OtherMails, Settings
from mailbot.config.table import Table
from mailbot.expressions import Expression
from mailbot.model import Directory, Organisation
from mailbot.procedure import Procedure

_OTHER_MAILS: tuple[OtherMails, ...] = get_args(OtherMails)
_LOG_FORMATS: tuple[LogFormat, ...] = get_args(LogFormat)
_LOG_LEVELS: tuple[LogLevel, ...] = get_args(LogLevel)
_PREFIX = Expression(r"[A-Z][A-Z0-9]{0,9}")
_DATABASES = ("sqlite:", "postgresql:", "postgresql+psycopg:")


def load(path: Path | None, *, environ: Mapping[str, str], preset: str | None = None) -> Settings:
    """The settings in `path`, or the built-in ones for None; BadConfig names every mistake.

    `preset` takes the place of the procedure that the file names.
    """
    mistakes = Mistakes()
    if path is None:
        return _built_in(preset, mistakes)
    document = read_document(path, mistakes)
    around = Surroundings(base=path.resolve().parent, environ=environ)
    settings = _settings(document, around, preset, mistakes)
    return replace(settings, config_file=path)


def load_text(
    text: str,
    base: Path,
    *,
    environ: Mapping[str, str] | None = None,
    preset: str | None = None,
    file: str = "config.toml",
) -> Settings:
    """The settings in `text`; relative paths begin at `base`."""
    mistakes = Mistakes()
    document = parse_document(text, file, mistakes)
    return _settings(document, Surroundings(base=base, environ=environ or {}), preset, mistakes)


def read_directory(path: Path, organisation: str = "") -> Directory:
    """The directory in a CSV, XLSX or JSON file; `organisation` picks one where the file holds several."""
    mistakes = Mistakes()
    listed = read_directory_file(path, Place(file=path.name), mistakes, organisation=organisation)
    mistakes.raise_if_any()
    return listed.directory


def read_directories(path: Path) -> dict[str, Directory]:
    """Every organisation of a JSON directory by its id; a file with one nameless directory gives it as ""."""
    mistakes = Mistakes()
    ids = organisations_in(path, Place(file=path.name), mistakes)
    mistakes.raise_if_any()
    return {name: read_directory(path, name) for name in ids or ("",)}


def _built_in(preset: str | None, mistakes: Mistakes) -> Settings:
    place = Place(file="ligne de commande")
    procedure = read_procedure(preset or "", place, None, Path(), mistakes)
    mistakes.raise_if_any()
    return Settings(organisation=Organisation(name="Service des réclamations"), procedure=procedure)


def _settings(document: Document, around: Surroundings, preset: str | None, mistakes: Mistakes) -> Settings:
    mistakes.raise_if_any()  # a file that cannot be read has no keys that could be missing
    root = Table(document.values, name="", path=(), locate=document.locate, mistakes=mistakes)
    organisation, procedure, listed = _organisation(root, around, preset)
    database_url = _database_url(root.section("database"), around)
    settings = _desk(
        root,
        around,
        Settings(
            organisation=organisation,
            procedure=procedure,
            mailboxes=read_mailboxes(root, around, _beside_database(database_url, around)),
            database_url=database_url,
            staff=read_staff(root),
            directory=listed.directory,
            concerned=read_concerned(root),
            mediator=read_mediator(root.table("mediator")),
        ),
    )
    root.finish()
    _check(root, settings, listed)
    mistakes.raise_if_any()
    return replace(settings, notices=(*mistakes.notices, *_notices(root, settings)))


def _organisation(
    root: Table, around: Surroundings, preset: str | None
) -> tuple[Organisation, Procedure, Listed]:
    table = root.section("organisation")
    organisation = read_organisation(table)
    chosen, place = table.text("procedure"), table.place("procedure")
    if preset is not None:
        chosen, place = preset, Place(file="ligne de commande")
    procedure = read_procedure(chosen, place, root.table("procedure"), around.base, root.mistakes)
    listed = _directory(root, table, organisation.name, around)
    table.finish()
    calendar = replace(procedure.calendar, timezone=organisation.timezone)
    return organisation, replace(procedure, calendar=calendar), listed


def _directory(root: Table, organisation: Table, name: str, around: Surroundings) -> Listed:
    """The providers and services in config.toml, then those of the file beside it."""
    wanted = organisation.text("id")
    from_file = Listed()
    for table in (root, organisation):  # a top-level key is easily put below [organisation]
        if text := table.text("providers_file"):
            path = around.base / Path(text).expanduser()
            place = table.place("providers_file")
            from_file = read_directory_file(path, place, root.mistakes, organisation=wanted, likely=name)
    written = read_providers(root)
    written_places = tuple(root.locate(("providers", n, "email")) for n in range(len(written)))
    return Listed(
        directory=Directory(
            organisation=name,
            organisation_aliases=(*organisation.texts("aliases"), *from_file.directory.organisation_aliases),
            providers=(*written, *from_file.directory.providers),
            units=(*read_units(root), *from_file.directory.units),
        ),
        places=(*written_places, *from_file.places),
    )


def _desk(root: Table, around: Surroundings, settings: Settings) -> Settings:
    """The sections that have a default for everything: [desk], [other_mails], [reading],
    [retention], [log], [metrics]."""
    desk = root.section("desk")
    settings = replace(
        settings,
        templates_dir=_templates_dir(desk, around),
        automatic_letters_per_day=desk.integer("automatic_letters_per_day", 5, low=1, high=100),
        recall=read_recall(desk),
        escalate_after=read_escalation(desk),
        grave_after=read_grave(desk),
        digest=desk.boolean("digest", default=True),
        alarm=read_addresses(desk, "alarm"),
        staff_token_days=desk.integer("staff_token_days", 180, low=1, high=3_650),
        reference_prefix=_prefix(desk),
        other_mails=desk.choice("other_mails", _OTHER_MAILS, "montrer"),
    )
    desk.finish()
    settings = replace(
        settings,
        other_mails_by_type=read_other_mails(root.section("other_mails")),
        reading=read_reading(root, settings.staff),
        retention=read_retention(root.section("retention")),
    )
    settings = replace(settings, register_file=_register_file(root.section("register"), around))
    log = root.section("log")
    settings = replace(
        settings,
        log_format=log.choice("format", _LOG_FORMATS, "text"),
        log_level=log.choice("level", _LOG_LEVELS, "info"),
        metrics=read_metrics(root.section("metrics")),
    )
    log.finish()
    return settings


def _templates_dir(desk: Table, around: Surroundings) -> Path | None:
    text = desk.text("templates_dir")
    if not text:
        return None
    path = around.base / Path(text).expanduser()
    if not path.is_dir():
        desk.wrong(
            "templates_dir", f"le dossier {quoted(text)} n’existe pas. Créez-le, ou retirez cette ligne."
        )
    return path


def _register_file(register: Table, around: Surroundings) -> Path | None:
    """It need not exist, nor its folder: a share may be out of reach at this moment."""
    text = register.text("file")
    register.finish()
    if text and not text.lower().endswith(".xlsx"):
        register.wrong("file", f"{quoted(text)} ne finit pas par .xlsx. Donnez le nom d’un classeur Excel.")
    return around.base / Path(text).expanduser() if text else None


def _prefix(desk: Table) -> str:
    prefix = desk.text("reference_prefix", "REC")
    if not _PREFIX.fullmatch(prefix):
        desk.wrong(
            "reference_prefix",
            f"{quoted(prefix)} ne convient pas. Prenez 1 à 10 majuscules ou chiffres{NBSP}: REC.",
        )
    return prefix


def _database_url(database: Table, around: Surroundings) -> str:
    """The address of the database; never shown: it may hold a password."""
    ways = [way for way in ("url", "url_env", "url_file") if database.has(way)]
    url = read_secret(database, "url", around)
    database.finish()
    if url and not url.startswith(_DATABASES):
        database.wrong(
            ways[0],
            'adresse de base de données non comprise. Écrivez "sqlite:///chemin/mailbot.sqlite3"'
            ' ou "postgresql://utilisateur@serveur/base".',
        )
    return url or f"sqlite:///{around.base / 'mailbot.sqlite3'}"


def _beside_database(url: str, around: Surroundings) -> Path:
    """Where mailbot may write in any case; beside the configuration when the database is elsewhere."""
    path = url.partition("///")[2].partition("?")[0]
    return Path(path).expanduser().parent if url.startswith("sqlite:") and path else around.base


def _check(root: Table, settings: Settings, listed: Listed) -> None:
    """What is right alone and wrong together."""

    def places(key: str, field: str) -> Iterator[Place]:
        return (root.locate((key, number, field)) for number in count())

    in_config = range(len(settings.directory.units))
    everybody = Placed(
        mailboxes=tuple(zip(settings.mailboxes, places("mailboxes", "address"), strict=False)),
        staff=tuple(zip(settings.staff, places("staff", "email"), strict=False)),
        providers=tuple(zip(settings.directory.providers, listed.places, strict=True)),
        units=tuple(
            zip(
                settings.directory.units, (root.locate(("units", n, "email")) for n in in_config), strict=True
            )
        ),
    )
    check_together(everybody, root.mistakes)
    place = root.locate(("procedure", "handlers", "names"))
    check_handlers(settings.procedure.handlers, settings.staff, place, root.mistakes)


def _notices(root: Table, settings: Settings) -> Iterator[str]:
    """Legal, and probably not what was meant."""
    place = root.locate(("organisation",))
    if not root.section("organisation").has("procedure") and settings.procedure == _without_document(
        settings
    ):
        yield f'{place}{NBSP}: aucune procédure, donc aucun délai. Ajoutez procedure = "tourisme".'
    if settings.procedure.mediation in {"on_rejection", "always"} and settings.mediator is None:
        yield f"{place}{NBSP}: aucun médiateur, donc des réponses en attente. Ajoutez [mediator]."


def _without_document(settings: Settings) -> Procedure:
    return Procedure(calendar=settings.procedure.calendar)
