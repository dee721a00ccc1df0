"""`mailbot access`: all that is kept about one person, in one file that can be handed to them."""

from __future__ import annotations

import json
import os
import re
import zipfile
from collections.abc import Callable, Iterable
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from mailbot.commands.output import say, warn
from mailbot.config import Settings
from mailbot.daemon import clock
from mailbot.errors import BadConfig
from mailbot.procedure import Delay
from mailbot.store import export, person
from mailbot.store.db import Connection, Store
from mailbot.store.export import Paper, Row
from mailbot.store.person import Belongings, Told

MASKED = "(adresse masquée)"
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+")
_CASE = {
    "kind": "Type",
    "subject": "Objet",
    "channel": "Canal",
    "client_name": "Nom",
    "client_address": "Adresse électronique",
    "wants": "Ce que vous demandez",
    "assigned_to": "Suivi par",
    "severity": "Gravité",
    "received_at": "Reçu le",
    "acknowledged_at": "Accusé de réception le",
    "due_at": "Réponse promise pour le",
    "answered_at": "Répondu le",
    "closed_at": "Clos le",
    "outcome": "Issue",
    "restricted_at": "Accès restreint depuis le",
}


def access(settings: Settings, who: str, out: Path) -> int:
    address = who.strip().lower()
    if "@" not in address:
        raise BadConfig([f"« {who} » n'est pas une adresse électronique."])
    store = Store(settings.database_url).open()
    try:
        with store.reading() as connection:
            found = person.of_person(connection, address)
            if not found:
                warn(f"Rien n'est conservé au sujet de {address}.")
                return 1
            _write(connection, found, address, settings, out)
    finally:
        store.close()
    say(f"{out} : à vérifier, puis à remettre à la personne, et à elle seule.")
    return 0


def _write(connection: Connection, found: Belongings, address: str, settings: Settings, out: Path) -> None:
    zone = ZoneInfo(settings.organisation.timezone)
    mask = _masking(found.addresses | {address} | settings.own_addresses)
    cases = [_masked(case, mask) for case in export.cases(connection, found)]
    mails = list(export.mails(connection, found))
    letters = list(export.letters(connection, found))
    forms = list(export.by_other_hands(connection, found))
    told = person.told(connection, found)
    page = _cover(settings, address, cases, (len(mails), len(letters), len(forms)), told, clock(), zone)
    try:
        handle = os.open(out, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    except OSError as error:
        raise BadConfig(
            [f"{out} ne peut pas être écrit : {error.strerror}. Donnez après -o un autre fichier."]
        ) from error
    with os.fdopen(handle, "wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("LISEZ-MOI.txt", page)
        archive.writestr("dossiers.json", json.dumps(cases, ensure_ascii=False, indent=1, default=_plain))
        for n, paper in enumerate(mails, start=1):
            archive.writestr(_name("vos-courriels", n, paper, zone), paper.content)
        for n, paper in enumerate(letters, start=1):
            archive.writestr(_name("nos-lettres", n, paper, zone), _dated(paper, zone))
        for n, (at, reference, text) in enumerate(forms, start=1):
            name = f"vos-formulaires/{n:03d}-{at.astimezone(zone):%Y-%m-%d}-{reference or 'sans-dossier'}.txt"
            archive.writestr(name, mask(text))


def _name(folder: str, number: int, paper: Paper, zone: ZoneInfo) -> str:
    about = "-".join(part for part in (paper.reference or "sans-dossier", paper.letter) if part)
    return f"{folder}/{number:03d}-{paper.at.astimezone(zone):%Y-%m-%d}-{about}.eml"


def _dated(paper: Paper, zone: ZoneInfo) -> bytes:
    return f"Date: {format_datetime(paper.at.astimezone(zone))}\r\n".encode() + paper.content


def _masking(known: Iterable[str]) -> Callable[[str], str]:
    """Other people's addresses are theirs, also where this person has written them down."""
    shown = frozenset(known)
    return lambda text: _ADDRESS.sub(lambda m: m[0] if m[0].lower() in shown else MASKED, text)


def _masked(value: Any, mask: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, dict):
        return {name: _masked(one, mask) for name, one in value.items()}
    return [_masked(one, mask) for one in value] if isinstance(value, list) else value


def _cover(
    settings: Settings, address: str, cases: list[Row], counts: tuple[int, int, int], told: list[Told],
    now: datetime, zone: ZoneInfo,
) -> str:  # fmt: skip
    house = settings.organisation
    mails, letters, forms = counts
    lines = [
        f"Données personnelles conservées par {house.name}",
        *(line for line in (house.address, house.phone, house.website) if line),
        "",
        f"Au sujet de : {address}",
        f"Établi le {now.astimezone(zone):%d/%m/%Y à %H:%M}",
        "",
        "Pourquoi : recevoir vos réclamations et suggestions, y répondre, et pouvoir le prouver.",
        f"Combien de temps : {_kept(settings)}",
        "D'où viennent ces données : de vos courriels, de vos appels et de nos formulaires.",
        f"Vos droits : rectification, effacement, limitation, opposition. Écrivez à {_contact(settings)}.",
        "Vous pouvez aussi adresser une réclamation à la CNIL (www.cnil.fr).",
        "",
        "Dans ce fichier :",
        f"  vos-courriels : {mails}, tels que nous les avons reçus",
        f"  nos-lettres : {letters}, telles que nous vous les avons envoyées",
        *([f"  vos-formulaires : {forms}"] if forms else []),
        "  dossiers.json : vos dossiers, sous une forme qu'un programme peut lire",
        "",
        *_recipients(told, zone),
    ]
    for case in cases:
        lines += ["", f"Dossier {case['reference'] or 'hors registre'}"]
        lines += [f"  {label} : {_shown(case[name], zone)}" for name, label in _CASE.items() if case[name]]
        lines += [f"  {name} : {value}" for name, value in case["sheet"].items()]
    lines += ["", "Les adresses d'autres personnes et les notes internes de l'équipe n'y figurent pas."]
    return "\r\n".join(lines) + "\r\n"


def _recipients(told: list[Told], zone: ZoneInfo) -> list[str]:
    if not told:
        return ["À qui nous les avons transmises : à personne."]
    return [
        "À qui nous avons écrit au sujet de vos dossiers, sans dire qui vous êtes, sauf accord :",
        *(f"  {one.reference or 'hors registre'} : {one.name or 'un prestataire'}, le "
          f"{one.first.astimezone(zone):%d/%m/%Y}" for one in told),
    ]  # fmt: skip


def _kept(settings: Settings) -> str:
    closed, other = settings.retention.closed_after, settings.retention.unregistered_after
    registered = f"{_time(closed)} après la clôture du dossier" if closed else "sans limite fixée"
    rest = f"{_time(other)} après réception" if other else "sans limite fixée"
    return f"{registered} ; ce qui n'est ni réclamation ni suggestion : {rest}."


def _time(delay: Delay) -> str:
    years, months = divmod(delay.n, 12)
    return str(delay) if months else f"{years}\N{NO-BREAK SPACE}an{'s' if years > 1 else ''}"


def _contact(settings: Settings) -> str:
    boxes = settings.mailboxes
    return settings.organisation.privacy_contact or (
        boxes[0].address if boxes else settings.organisation.name
    )


def _shown(value: Any, zone: ZoneInfo) -> str:
    if isinstance(value, datetime):
        return f"{value.astimezone(zone):%d/%m/%Y à %H:%M}"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
