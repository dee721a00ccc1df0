"""What a script expects of its rehearsal: read from `expect`, and held against what has happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from mailbot.config import Settings
from mailbot.config.mistakes import NBSP, did_you_mean, quoted
from mailbot.config.table import Table
from mailbot.procedure import Calendar
from mailbot.sandbox.spans import SPAN_EXAMPLES, Span, parse_span
from mailbot.sandbox.timeline import Entry, Sent

_COLUMNS = ("kind", "status", "severity", "outcome", "assigned_to")
_LETTER_KEYS = ("letter", "to", "subject", "text", "without", "attached")
EXPECTATION_KEYS = (
    "event", "ticket", "tickets", "count", "no_letter", "within", "row", "sheet", *_LETTER_KEYS, *_COLUMNS
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    ticket: int | None = None  # in the order of opening
    event: str = ""
    letter: Mapping[str, str] | None = None  # by _LETTER_KEYS: what a sent letter has to match
    no_letter: bool = False
    count: int | None = None  # exactly so many; else at least one
    within: Span | None = None  # only what happened this long before the step, and since
    columns: Mapping[str, str] | None = None  # of the ticket's row in the register, the whole value
    row: Mapping[str, str] | None = None  # of the same row, words of the value; "": nothing there
    sheet: Mapping[str, str] | None = None  # of the complaint sheet, likewise
    tickets: int | None = None  # how many the register holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """Everything up to the moment of an expectation."""

    now: datetime
    entries: Sequence[Entry]
    sent: Sequence[Sent]
    references: Sequence[str]  # of the tickets, in the order of opening
    register: Sequence[Mapping[str, Any]]
    sheets: Mapping[str, Mapping[str, Any]]  # what is recorded of each case, by reference
    calendar: Calendar


def read_expectations(table: Table, settings: Settings) -> tuple[Expectation, ...]:
    """`expect` is one table or a list of them."""
    value = table.values.get("expect")
    if isinstance(value, list):
        tables = table.tables("expect")
    else:
        single = table.table("expect")
        tables = [single] if single is not None else []
    return tuple(_read(inner, settings) for inner in tables)


def _read(table: Table, settings: Settings) -> Expectation:
    letter = {key: text for key in _LETTER_KEYS if (text := table.text(key))}
    expectation = Expectation(
        ticket=table.integer("ticket", 1, low=1, high=1_000_000) if table.has("ticket") else None,
        event=table.text("event"),
        letter=letter or None,
        no_letter=table.boolean("no_letter", default=False),
        count=table.integer("count", 1, low=0, high=1_000_000) if table.has("count") else None,
        within=_within(table, settings),
        columns={key: text for key in _COLUMNS if (text := table.text(key))} or None,
        row=_words(table, "row"),
        sheet=_words(table, "sheet"),
        tickets=table.integer("tickets", 0, low=0, high=1_000_000) if table.has("tickets") else None,
    )
    table.known += ["ticket", "count", "tickets"]
    table.finish()
    if expectation.event and (expectation.letter or expectation.no_letter):
        table.wrong(
            "event", "un événement et une lettre à la fois. Écrivez deux attentes : expect = [{…}, {…}]."
        )
    of_a_case = expectation.columns or expectation.row or expectation.sheet
    if of_a_case and expectation.ticket is None:
        table.wrong("ticket", "de quel dossier ? Ajoutez ticket = 1.")
    wants_something = (expectation.event, letter, expectation.no_letter, of_a_case)
    if not any(wants_something) and expectation.tickets is None and expectation.ticket is None:
        table.wrong(
            "event", 'attente vide. Écrivez par exemple expect = { ticket = 1, event = "letter_sent" }.'
        )
    return expectation


def _words(table: Table, key: str) -> dict[str, str] | None:
    """Any names: which columns and lines there are is the procedure's."""
    inner = table.table(key)
    return {name: inner.text(name) for name in inner.values} if inner is not None else None


def _within(table: Table, settings: Settings) -> Span | None:
    text = table.text("within")
    if not text:
        return None
    try:
        span = parse_span(text)
        span.after(datetime.fromisoformat("2026-01-01T00:00:00+00:00"), settings.procedure.calendar)
    except (ValueError, OverflowError):
        table.wrong("within", f"{quoted(text)} n’est pas une durée. Écrivez par exemple {SPAN_EXAMPLES}.")
        return None
    return span


def unmet(expectation: Expectation, happened: Happened) -> list[str]:
    """What was expected and is not so, each with what was seen instead; empty: all as expected."""
    reference = None
    if expectation.ticket is not None:
        if expectation.ticket > len(happened.references):
            count = len(happened.references)
            return [f"le dossier n°{NBSP}{expectation.ticket} était attendu{NBSP}; il y en a {count}"]
        reference = happened.references[expectation.ticket - 1]
    failures = []
    if expectation.event:
        failures += _event(expectation, happened, reference)
    elif expectation.letter or expectation.no_letter or expectation.count is not None:
        failures += _letters(expectation, happened, reference)
    if expectation.columns:
        failures += _columns(expectation.columns, happened, reference)
    row = next((row for row in happened.register if row["reference"] == reference), {})
    failures += _said(expectation.row, row, f"{reference}")
    failures += _said(expectation.sheet, happened.sheets.get(reference or "", {}), f"{reference}, fiche")
    if expectation.tickets is not None and expectation.tickets != len(happened.register):
        failures.append(f"{expectation.tickets} dossiers attendus{NBSP}; il y en a {len(happened.register)}")
    return failures


def _event(expectation: Expectation, happened: Happened, reference: str | None) -> list[str]:
    since = _since(expectation, happened)
    seen = [
        entry.event
        for entry in happened.entries
        if (reference is None or entry.ticket == reference) and (since is None or entry.at >= since)
    ]
    what = f"l’événement {quoted(expectation.event)}{_of(reference)}"
    failure = _counted(seen.count(expectation.event), expectation, what)
    if not failure:
        return []
    hint = did_you_mean(expectation.event, seen) if expectation.event not in seen else ""
    return [f"{failure}. {hint}Vu{NBSP}: {_listed(seen)}"]


def _letters(expectation: Expectation, happened: Happened, reference: str | None) -> list[str]:
    since = _since(expectation, happened)
    wanted = expectation.letter or {}
    concerned = [
        sent
        for sent in happened.sent
        if (reference is None or sent.ticket == reference) and (since is None or sent.at >= since)
    ]
    found = sum(_matches(sent, wanted) for sent in concerned)
    shown = ", ".join(f"{key} {quoted(value)}" for key, value in wanted.items())
    what = f"une lettre{_of(reference)}" + (f" ({shown})" if shown else "")
    failure = _counted(found, expectation, what)
    if not failure:
        return []
    seen = _listed([f"{sent.kind or 'lettre'} → {sent.to}" for sent in concerned])
    return [f"{failure}. Parties{NBSP}: {seen}"]


def _matches(sent: Sent, wanted: Mapping[str, str]) -> bool:
    return all(
        (
            wanted.get("letter", sent.kind) == sent.kind,
            wanted.get("to", sent.to).lower() == sent.to.lower(),
            wanted.get("subject", "").casefold() in sent.subject.casefold(),
            _is_in(wanted.get("text", ""), sent.text),
            not (wanted.get("without") and _is_in(wanted["without"], sent.text)),
            "attached" not in wanted or any(_is_in(wanted["attached"], name) for name in sent.attached),
        )
    )


def _is_in(words: str, text: str) -> bool:
    """However lines are broken, spaces set and apostrophes drawn."""
    return _plain(words) in _plain(text)


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())


def _columns(wanted: Mapping[str, str], happened: Happened, reference: str | None) -> list[str]:
    row = next((row for row in happened.register if row["reference"] == reference), None)
    if row is None:
        return [f"{reference} n’est pas au registre"]
    return [
        f"{reference}{NBSP}: {column} devait être {quoted(value)}, c’est {quoted(row[column])}"
        for column, value in wanted.items()
        if str(row[column] or "") != value
    ]


def _said(wanted: Mapping[str, str] | None, found: Mapping[str, Any], where: str) -> list[str]:
    """Words are looked for anywhere in the value, be it a date or a list; no words: nothing may be there."""
    failures = []
    for name, words in (wanted or {}).items():
        value = found.get(name)
        told = "" if value in (None, "", [], {}) else str(value)
        if words and not _is_in(words, told):
            failures.append(f"{where}{NBSP}: {name} devait dire {quoted(words)}, c’est {quoted(told)}")
        elif told and not words:
            failures.append(f"{where}{NBSP}: {name} devait être vide, c’est {quoted(told)}")
    return failures


def _counted(found: int, expectation: Expectation, what: str) -> str:
    count = 0 if expectation.no_letter else expectation.count
    if count is None:
        return "" if found else f"attendu, et n’a pas eu lieu{NBSP}: {what}"
    return "" if found == count else f"attendu {count} fois, vu {found} fois{NBSP}: {what}"


def _since(expectation: Expectation, happened: Happened) -> datetime | None:
    """The earliest moment from which a `within` still reaches the present."""
    if expectation.within is None:
        return None
    length = expectation.within.after(happened.now, happened.calendar) - happened.now
    return happened.now - max(length, timedelta())


def _of(reference: str | None) -> str:
    return f" du dossier {reference}" if reference else ""


def _listed(seen: Sequence[str]) -> str:
    counted = Counter(seen)
    return ", ".join(f"{name} ×{n}" if n > 1 else name for name, n in counted.items()) or "rien"
