"""`mailbot report`: the quality review of a period, as one page to look at (HTML) or to print (PDF)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mailbot.commands import progress
from mailbot.commands.output import say
from mailbot.commands.writable import writable
from mailbot.config import Settings
from mailbot.daemon import clock
from mailbot.errors import BadConfig
from mailbot.report.atomic import replacing
from mailbot.report.period import Period, parse_period
from mailbot.reviewing import Row, review
from mailbot.store.db import Store

FORMS = (".html", ".pdf")


def report(settings: Settings, *, period: str, out: Path) -> int:
    form = out.suffix.lower()
    if form not in FORMS:
        raise BadConfig([f"{out} : donnez après -o un nom qui finit par .html ou .pdf."])
    wanted = period_named(period, settings)
    store = Store(settings.database_url).open()
    try:
        with writable(out):
            with store.reading() as connection:
                papers = review(settings, connection, wanted, now=clock(), watched=_told)
            progress.says("mise en page")
            with replacing(out) as partial:
                partial.write_bytes(papers.pdf() if form == ".pdf" else papers.html().encode())
    finally:
        progress.ends()
        store.close()
    say(f"{out} : {papers.review.title}")
    return 0


def _told(rows: Iterator[Row]) -> Iterator[Row]:
    return progress.told(rows, "dossiers")


def period_named(text: str, settings: Settings) -> Period:
    try:
        return parse_period(text, settings.organisation.timezone)
    except ValueError:
        told = f"--period {text} : écrivez une année (2026), un trimestre (2026-Q4) ou un mois (2026-11)."
        raise BadConfig([told]) from None
