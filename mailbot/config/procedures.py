"""From a preset's name, or a file, and the overrides of config.toml to one procedure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, get_args

import mailbot.procedure as procedure_package
from mailbot.config.document import Document, parse_document, read_document
from mailbot.config.lines import Path as KeyPath
from mailbot.config.mistakes import NBSP, Mistakes, Place, did_you_mean, quoted
from mailbot.config.procedure_steps import read_criteria, read_media, read_steps
from mailbot.config.table import Table
from mailbot.procedure import (
    NO_DELAY,
    Acknowledgement,
    Answer,
    Calendar,
    Closing,
    Compensation,
    Delay,
    Forward,
    Handlers,
    Mediation,
    NumberClass,
    Operations,
    Procedure,
    Progress,
    Quality,
    Region,
    Register,
    parse_delay,
)

_PRESETS = Path(procedure_package.__file__).parent / "presets"
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MEDIATIONS: tuple[Mediation, ...] = get_args(Mediation)
_REGIONS: tuple[Region, ...] = get_args(Region)
_LONGEST_CLOSURE_DAYS = 366


def preset_names() -> tuple[str, ...]:
    return tuple(sorted(file.stem for file in _PRESETS.glob("*.toml")))


def read_procedure(
    chosen: str, place: Place, overrides: Table | None, base: Path, mistakes: Mistakes
) -> Procedure:
    """`chosen` is a preset's name or a path; "" means no document: only what the overrides say."""
    document = _document(chosen, place, base, mistakes)
    own: Mapping[str, Any] = overrides.values if overrides else {}

    def locate(path: KeyPath) -> Place:
        if overrides and _holds(own, path):
            return overrides.locate((*overrides.path, *path))
        return document.locate(path)

    merged = _merged(document.values, own)
    return _procedure(Table(merged, name="procédure", path=(), locate=locate, mistakes=mistakes))


def _document(chosen: str, place: Place, base: Path, mistakes: Mistakes) -> Document:
    nothing = parse_document("", "procédure", mistakes)
    if not chosen:
        return nothing
    names = preset_names()
    if chosen in names:
        return read_document(_PRESETS / f"{chosen}.toml", mistakes)
    path = base / Path(chosen).expanduser()
    if "/" in chosen or chosen.endswith(".toml") or path.is_file():
        found = Mistakes()
        document = read_document(path, found)
        for where, text in found.found:  # a file that cannot be opened is the fault of the line that names it
            mistakes.add(where if where.line else place, text)
        return document
    mistakes.add(
        place,
        f"procédure {quoted(chosen)} inconnue. {did_you_mean(chosen, names)}Choisissez parmi{NBSP}:"
        f" {', '.join(names)}, ou donnez le chemin d’un fichier .toml.",
    )
    return nothing


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Key by key; a list replaces a list."""
    merged = dict(below)
    for key, value in above.items():
        old = merged.get(key)
        merged[key] = (
            _merged(old, value) if isinstance(old, Mapping) and isinstance(value, Mapping) else value
        )
    return merged


def _holds(values: Any, path: KeyPath) -> bool:
    for key in path:
        if isinstance(values, Mapping) and key in values:
            values = values[key]
        elif not (isinstance(values, list) and isinstance(key, int) and key < len(values)):
            return False
        else:
            values = values[key]
    return bool(path)


def _procedure(table: Table) -> Procedure:
    empty = Procedure()
    mediation = table.choice("mediation", (*_MEDIATIONS, "aucune"), "aucune")
    criteria = read_criteria(table)
    result = Procedure(
        title=table.text("title") or empty.title,
        party_types=table.texts("party_types"),
        consumers=table.optional_texts("consumers"),
        acknowledgement=_acknowledgement(table.section("acknowledgement")),
        answer=_answer(table.section("answer")),
        handlers=_handlers(table.section("handlers")),
        forward=_forward(table.section("forward")),
        mediation=next((known for known in _MEDIATIONS if known == mediation), None),
        register=_register(table.section("register")),
        calendar=_calendar(table.section("calendar")),
        progress=_progress(table.section("progress")),
        closing=_closing(table.section("closing")),
        quality=_quality(table.section("quality")),
        compensation=_compensation(table.section("compensation")),
        steps=read_steps(table, criteria, _delay),
        criteria=criteria,
        operations=_operations(table.section("operations")),
        open_points=table.texts("open_points"),
    )
    table.finish()
    return result


def _acknowledgement(table: Table) -> Acknowledgement:
    result = Acknowledgement(
        delay=_delay(table, "delay"),
        immediate=table.boolean("immediate", default=False),
        from_=table.choice("from", ("receipt", "sending"), "receipt"),
        satisfied_by_answer=table.boolean("satisfied_by_answer", default=False),
        wait=_delay(table, "wait"),
        steps_text=table.optional_text("steps_text"),
    )
    table.finish()
    return result


def _answer(table: Table) -> Answer:
    result = Answer(
        delay=_delay(table, "delay"),
        from_=table.choice("from", ("receipt", "acknowledgement", "sending"), "receipt"),
        extensible=table.boolean("extensible", default=False),
        reasoned=table.boolean("reasoned", default=False),
        as_letter=table.boolean("as_letter", default=False),
        compensation=table.boolean("compensation", default=False),
        non_conformity=table.boolean("non_conformity", default=False),
        by_channel=read_media(table.section("by_channel")),
    )
    table.finish()
    return result


def _handlers(table: Table) -> Handlers:
    result = Handlers(
        title=table.optional_text("title"),
        must_be_named=table.boolean("must_be_named", default=False),
        closed=table.boolean("closed", default=False),
        client_chooses=table.boolean("client_chooses", default=False),
        names=table.texts("names"),
    )
    table.finish()
    return result


def _forward(table: Table) -> Forward:
    result = Forward(
        on_grave=table.choice("on_grave", ("ask", "call_first"), "ask"),
        grave_medium=table.choice("grave_medium", ("mail", "courrier"), "mail"),
        answer_to_us=table.boolean("answer_to_us", default=False),
        also_concerned=table.boolean("also_concerned", default=False),
        reveals=table.choices("reveals", get_args(NumberClass), ()),
        answers=table.choice("answers", ("staff", "client"), "staff"),
        relays_signature=table.boolean("relays_signature", default=False),
    )
    table.finish()
    return result


def _progress(table: Table) -> Progress:
    result = Progress(
        on_change=table.boolean("on_change", default=False),
        automatic=table.boolean("automatic", default=False),
    )
    table.finish()
    return result


def _closing(table: Table) -> Closing:
    result = Closing(
        letter=table.boolean("letter", default=False),
        survey=_delay(table, "survey"),
        staff_note=table.boolean("staff_note", default=False),
        effectiveness=_delay(table, "effectiveness"),
        offer=table.optional_text("offer"),
    )
    table.finish()
    return result


def _quality(table: Table) -> Quality:
    result = Quality(meeting=_delay(table, "meeting"))
    table.finish()
    return result


def _compensation(table: Table) -> Compensation:
    scale = table.section("scale")
    levels = {level: scale.text(level) for level in ("faible", "normale", "grave")}
    scale.finish()
    table.finish()
    return Compensation(scale={level: text for level, text in levels.items() if text})


def _register(table: Table) -> Register:
    result = Register(title=table.optional_text("title"))
    table.finish()
    return result


def _operations(table: Table) -> Operations:
    warnings = (_delay_of(table, "warnings", text) for text in table.texts("warnings"))
    result = Operations(
        provider_reply_delay=_delay(table, "provider_reply_delay"),
        provider_reminder=_delay(table, "provider_reminder"),
        provider_reminders=table.integer("provider_reminders", 2, low=0, high=20),
        client_reply_delay=_delay(table, "client_reply_delay"),
        warnings=tuple(delay for delay in warnings if delay),
        silence=_delay(table, "silence"),
    )
    table.finish()
    return result


def _calendar(table: Table) -> Calendar:
    default = Calendar()
    names = table.choices("opening_days", _DAYS, ())
    if table.has("opening_days") and table.values["opening_days"] == []:
        table.wrong("opening_days", "aucun jour d’ouverture. Donnez-en au moins un, ou retirez cette ligne.")
    result = replace(
        default,
        opening_days=frozenset(_DAYS.index(name) for name in names) or default.opening_days,
        region=table.choice("region", _REGIONS, default.region),
        closures=tuple(closure for text in _closure_texts(table) if (closure := _closure(table, text))),
        roll=table.boolean("roll", default=default.roll),
    )
    table.finish()
    return result


def _closure_texts(table: Table) -> tuple[str, ...]:
    """Dates may stand with or without quotation marks; TOML knows them bare."""
    given = table.values.get("closures")
    if not isinstance(given, list):
        return table.texts("closures")
    table.known.append("closures")
    return tuple(str(value) for value in given)


def _closure(table: Table, text: str) -> tuple[date, date] | None:
    first_text, _, last_text = text.partition("..")
    try:
        first = date.fromisoformat(first_text.strip())
        last = date.fromisoformat(last_text.strip()) if last_text else first
    except ValueError:
        table.wrong(
            "closures",
            f'{quoted(text)} n’est pas une date. Écrivez "2026-12-24", ou "2026-12-24..2027-01-03".',
        )
        return None
    if not 0 <= (last - first).days <= _LONGEST_CLOSURE_DAYS:
        table.wrong("closures", f"{quoted(text)}{NBSP}: la fin doit suivre le début, d’un an au plus.")
        return None
    return first, last


def _delay(table: Table, key: str) -> Delay | None:
    text = table.text(key)
    return None if not text or text.casefold() == NO_DELAY else _delay_of(table, key, text)


def _delay_of(table: Table, key: str, text: str) -> Delay | None:
    try:
        return parse_delay(text)
    except ValueError:
        table.wrong(
            key,
            f'délai {quoted(text)} non compris. Écrivez par exemple "48 heures", "10 jours",'
            f' "6 jours ouvrés", "10 jours ouvrables", "2 mois" ou "{NO_DELAY}".',
        )
        return None
