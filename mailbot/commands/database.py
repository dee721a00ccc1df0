"""Commands that look into the database: case, register, held, replay, outbox, verify, migrate."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import IO, Any
from zoneinfo import ZoneInfo

from mailbot.commands import progress
from mailbot.commands.output import say, say_json, warn
from mailbot.commands.writable import writable
from mailbot.config import Settings
from mailbot.errors import BadConfig, TemporaryFailure
from mailbot.report import register as sheet
from mailbot.report.atomic import replacing
from mailbot.store import leases, views
from mailbot.store import outbox as letters
from mailbot.store import verify as checks
from mailbot.store.db import Connection, Store

PIPE_WIDTH = 200


@contextmanager
def reading(settings: Settings) -> Iterator[Connection]:
    """The database, to look into."""
    store = Store(settings.database_url).open()
    try:
        with store.reading() as connection:
            yield connection
    finally:
        store.close()


def case(settings: Settings, reference: str, *, as_json: bool) -> int:
    """One mail's whole story, in the order in which it happened."""
    with reading(settings) as connection:
        found = views.case(connection, reference)
    if found is None:
        warn(f"Aucun dossier {reference} : `mailbot register` les montre tous.")
        return 1
    if as_json:
        say_json(found)
        return 0
    zone = ZoneInfo(settings.organisation.timezone)
    ticket = found["ticket"]
    say(f"{ticket['reference']}  {ticket['kind']}  {ticket['status']}  {ticket['subject']}")
    for name in ("client_name", "client_address", "severity", "assigned_to", "outcome"):
        if ticket[name]:
            say(f"  {_LABELS[name]} : {ticket[name]}")
    for name in ("received_at", "acknowledged_at", "due_at", "answered_at", "closed_at"):
        if ticket[name]:
            say(f"  {_LABELS[name]} : {_moment(ticket[name], zone)}")
    say(
        "  Concerne : "
        + (", ".join(settings.directory.names.get(t, t) for t in ticket["targets"]) or "à déterminer")
    )
    for name in ("merged_with", "split_of"):
        if ticket[name]:
            say(f"  {sheet.MORE[name]} : {ticket[name]}")
    if ticket["merged_here"]:
        say(f"  Y sont réunis : {', '.join(ticket['merged_here'])}")
    say()
    for line in _story(found, zone):
        say(line)
    return 0


def register(settings: Settings, *, form: str, year: int | None, out: Path | None) -> int:
    zone = ZoneInfo(settings.organisation.timezone)
    since = datetime(year, 1, 1, tzinfo=zone) if year else None
    until = datetime(year + 1, 1, 1, tzinfo=zone) if year else None
    if form == "xlsx" and out is None:
        raise BadConfig(["Un fichier XLSX a besoin d'un nom : ajoutez -o registre.xlsx"])
    with reading(settings) as connection:
        tickets = views.register(connection, since=since, until=until)
        fields = settings.procedure.fields
        headings = sheet.labels(fields)
        names = {} if form == "json" else settings.directory.names
        found = sheet.rows(tickets, timezone=settings.organisation.timezone, fields=fields, names=names)
        if form == "table":
            _table(found)
        elif out is None:
            _into_stream(form, found, sys.stdout, headings)
        else:
            with writable(out):
                out.open("ab").close()  # before anything is computed: half a workbook cannot be given up
                told = progress.told(found, "dossiers")
                _into_file(form, told, out, headings, settings.procedure.register.title or "")
    return 0


def _into_stream(
    form: str, found: Iterable[Mapping[str, Any]], out: IO[str], headings: Mapping[str, str]
) -> None:
    if form == "csv":
        sheet.write_csv(found, out, headings)
    else:
        sheet.write_json(found, out)


def _into_file(
    form: str, found: Iterable[Mapping[str, Any]], out: Path, headings: Mapping[str, str], title: str
) -> None:
    if form == "xlsx":
        sheet.write_xlsx(found, out, headings, title)
        return
    whole = replacing(out) if out.is_file() else nullcontext(out)  # a pipe cannot be replaced
    with whole as partial, partial.open("w", encoding="utf-8", newline="") as file:
        _into_stream(form, found, file, headings)


def held(settings: Settings, *, as_json: bool) -> int:
    with reading(settings) as connection:
        found = views.held(connection)
    if as_json:
        say_json(found)
    elif not found:
        say("Rien n'a été mis de côté.")
    zone = ZoneInfo(settings.organisation.timezone)
    for row in found if not as_json else ():
        say(f"{row['id']}  {_moment(row['received_at'], zone)}  {row['mailbox']}  {row['reason']}")
    if found:
        warn(f"{len(found)} mis de côté : `mailbot replay` reprend un courriel.")
    return 1 if found else 0


def replay(settings: Settings, arrival_id: int) -> int:
    """Works upon a mail that was set aside once more, from its kept bytes."""
    from mailbot import journey  # with all stations: the register need not wait for them
    from mailbot.commands.offline import desk_without_servers
    from mailbot.daemon import clock

    desk = desk_without_servers(settings)
    try:
        with desk.store.reading() as connection:
            raw = views.held_raw(connection, arrival_id)
            without_bytes = next((row for row in views.held(connection) if row["id"] == arrival_id), None)
        if raw is None and without_bytes is not None:
            warn(
                f"Le serveur IMAP ne remet pas le courriel {arrival_id} : il n'y a rien à reprendre ici. "
                f"mailbot le redemande chaque jour ; d'ici là, lisez-le dans la boîte "
                f"{without_bytes['mailbox']}."
            )
            return 1
        if raw is None:
            warn(f"Aucun courriel {arrival_id} n'est mis de côté : `mailbot held` en donne la liste.")
            return 1
        disposition = journey.take_in_again(raw, arrival_id, desk=desk, now=clock())
    finally:
        desk.store.close()
    say(f"{arrival_id} : {disposition}")
    if disposition != "held":
        return 0
    warn(f"Le courriel {arrival_id} reste de côté : il n'a pas pu être traité cette fois non plus.")
    return 1


def outbox(settings: Settings, *, as_json: bool) -> int:
    with reading(settings) as connection:
        found = letters.waiting(connection)
    if as_json:
        say_json(found)
        return 0
    zone = ZoneInfo(settings.organisation.timezone)
    for row in found:
        when = _moment(row["next_try_at"], zone) if row["next_try_at"] else ""
        say(f"{row['id']}  {row['state']:<10}  {when}  {row['kind']}  {row['recipient']}")
        if row["server_reply"] or row["withheld"]:
            say(f"    {row['server_reply'] or ' ; '.join(row['withheld'])}")
    if not found:
        say("Toutes les lettres sont parties.")
    return 0


def verify(settings: Settings, *, as_json: bool) -> int:
    with reading(settings) as connection:
        counted = checks.counts(connection)
        found = list(checks.gaps(connection))
    if as_json:
        say_json({"counts": counted, "gaps": found})
        return 1 if found else 0
    say(", ".join(f"{n} {name}" for name, n in counted.items()))
    for gap in found:
        warn(gap)
    say(f"{len(found)} anomalie{'s' if len(found) > 1 else ''}")
    return 1 if found else 0


def migrate(settings: Settings) -> int:
    store = Store(settings.database_url)
    try:
        current, newest = store.versions()
        if current not in (None, newest):
            _nobody_works(store)
        store.open(migrate=True)
    finally:
        store.close()
    say("La base de données est à jour.")
    return 0


def _nobody_works(store: Store) -> None:
    """The tables must not change under the hands of a worker that knows the old ones."""
    from mailbot.daemon import clock

    with store.reading() as connection:
        held = leases.held(connection, now=clock())
    if held:
        who = ", ".join(f"{name.removeprefix('mailbox ')} (par {owner})" for name, owner in held)
        raise TemporaryFailure(
            f"Un mailbot est en service sur cette base : {who}. Arrêtez tous les mailbot, puis relancez "
            "`mailbot migrate`. S'il vient d'être tué, attendez une minute."
        )


_LABELS = {
    "client_name": "Client",
    "client_address": "Adresse",
    "severity": "Gravité",
    "assigned_to": "Suivi par",
    "outcome": "Issue",
    "received_at": "Reçu le",
    "acknowledged_at": "Accusé de réception le",
    "due_at": "Échéance",
    "answered_at": "Répondu le",
    "closed_at": "Clos le",
}


def _story(found: Mapping[str, Any], zone: ZoneInfo) -> list[str]:
    told = [
        (row["at"], f"{row['event']:<24} {row['actor']} : {row['why']}{_in_whose_words(row)}")
        for row in found["events"]
    ]
    told += [
        (
            m["received_at"],
            f"{'<- courriel':<24} {m['from_address']} ({m['conversation']}, {m['disposition']})",
        )
        for m in found["mails"]
    ]
    told += [
        (r["sent_at"] or r["created_at"], f"{'-> ' + r['kind']:<24} {r['recipient']} ({r['state']})")
        for r in found["letters"]
    ]
    return [f"{_moment(at, zone)}  {text}" for at, text in sorted(told, key=lambda pair: pair[0])]


def _in_whose_words(event: Mapping[str, Any]) -> str:
    """A wish, as it was said."""
    words = (event["data"] or {}).get("words")
    return f" (« {words} »)" if words and event["event"] == "wish_recorded" else ""


def _table(found: Any) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table()
    for name in sheet.TABLE:
        table.add_column(sheet.COLUMNS[name])
    for row in found:
        table.add_row(*(sheet.shown(row[name]) for name in sheet.TABLE))
    # Into a file or a pipe nothing is folded to the width of a terminal that is not there.
    console = Console() if sys.stdout.isatty() else Console(width=PIPE_WIDTH)
    console.print(table, markup=False, highlight=False)


def _moment(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%d/%m/%Y %H:%M}"
