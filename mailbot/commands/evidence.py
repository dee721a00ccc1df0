"""`mailbot evidence`: a folder for an audit, which proves what was promised and how it was kept."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from mailbot.commands import progress
from mailbot.commands.output import say, warn
from mailbot.commands.writable import writable
from mailbot.config import Settings
from mailbot.daemon import clock
from mailbot.decide.letters import LETTER_NAMES
from mailbot.errors import BadConfig
from mailbot.regular import review
from mailbot.report import register
from mailbot.report.evidence import Case, Pack
from mailbot.report.period import Period, between
from mailbot.store import evidence as proofs
from mailbot.store import promised, views
from mailbot.store.db import Connection, Store

_CURE = "Donnez après -o un dossier qui n'existe pas encore, là où vous pouvez écrire."


def evidence(settings: Settings, *, since: date, until: date, out: Path) -> int:
    if until < since:
        raise BadConfig([f"--to {until} est avant --from {since}."])
    if out.exists():
        raise BadConfig([f"{out} existe déjà. {_CURE}"])
    period = between(since, until, settings.organisation.timezone)
    store = Store(settings.database_url).open()
    try:
        with writable(out, _CURE), _whole(out) as folder:
            pack = Pack(folder, settings, LETTER_NAMES)
            try:
                _fill(pack, store, settings, period)
                progress.says("revue qualité")
                whole = pack.finish(review(settings, store, period, now=clock()))
            finally:
                pack.close()
                progress.ends()
    finally:
        store.close()
    say(f"{out} : {pack.cases} dossiers, {pack.letters} lettres. Commencez par {out / 'index.html'}")
    say(f"Empreinte de l'ensemble (SHA-256 de SHA256SUMS), à noter ailleurs : {whole}")
    warn("Ce dossier contient des données personnelles : effacez-le après l'audit.")
    return 0


def _fill(pack: Pack, store: Store, settings: Settings, period: Period) -> None:
    with store.reading() as connection:
        pack.procedure(promised.kept(connection))
        tickets = list(views.register(connection, since=period.since, until=period.until))
        fields, zone = settings.procedure.fields, settings.organisation.timezone
        progress.says("registre")
        names = settings.directory.names
        pack.register(list(register.rows(tickets, timezone=zone, fields=fields, names=names)))
        references = [*(row["reference"] for row in tickets), *_going_on(connection, tickets)]
        for reference in progress.told(references, "dossiers", of=len(references)):
            pack.case(_case(connection, reference))


def _going_on(connection: Connection, tickets: list[dict[str, Any]]) -> Iterator[str]:
    """A case that is one with another is answered there, whenever that one came."""
    known = {row["reference"] for row in tickets}
    for row in tickets:
        following = row["merged_with"]
        while following is not None and following not in known:
            known.add(following)
            yield following
            found = views.case(connection, following)
            following = found["ticket"]["merged_with"] if found else None


def _case(connection: Connection, reference: str) -> Case:
    found = views.case(connection, reference)
    assert found is not None  # noqa: S101  (the register has just named it, in the same snapshot)
    ticket = {**found["ticket"], "record": found["ticket"]["record"] or {}}
    hidden = ticket.get("restricted_at") is not None
    return Case(
        found={**found, "ticket": ticket},
        digests=proofs.digests(connection, ticket["id"]),
        letters=() if hidden else proofs.sent_letters(connection, ticket["id"]),
    )


@contextmanager
def _whole(out: Path) -> Iterator[Path]:
    """The folder appears under its name when it is complete, and only its owner may look into it."""
    folder = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    try:
        yield folder
        folder.rename(out)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
