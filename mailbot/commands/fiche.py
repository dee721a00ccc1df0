"""`mailbot fiche`: the complaint sheet of a case as PDF, or a blank one."""

from __future__ import annotations

from pathlib import Path

from mailbot.commands.database import reading
from mailbot.commands.output import say, warn
from mailbot.commands.writable import writable
from mailbot.config import Settings
from mailbot.daemon import clock
from mailbot.errors import BadConfig
from mailbot.report.atomic import replacing
from mailbot.store import views


def fiche(settings: Settings, reference: str | None, *, blank: bool, out: Path) -> int:
    if blank == bool(reference):
        raise BadConfig(["Donnez la référence d'un dossier, ou --blank pour une fiche vierge."])
    content = _blank(settings) if reference is None else _of_case(settings, reference)
    if content is None:
        warn(f"Aucun dossier {reference} : `mailbot register` les montre tous.")
        return 1
    with writable(out), replacing(out) as partial:
        partial.write_bytes(content)
    say(str(out))
    return 0


def _blank(settings: Settings) -> bytes:
    from mailbot.report import fiche as paper  # its library takes a moment to load

    return paper.blank(settings, clock())


def _of_case(settings: Settings, reference: str) -> bytes | None:
    from mailbot.report import fiche_file as paper

    with reading(settings) as connection:
        found = views.case(connection, reference)
    if found is None:
        return None
    return paper.sheet_file(found, settings, clock())
