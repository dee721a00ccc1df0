"""`mailbot rehearse`: plays mails and elapsed time against the whole of mailbot, and sends nothing out."""

from __future__ import annotations

import re
import signal
from collections.abc import Mapping
from datetime import datetime
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

from mailbot import log
from mailbot.commands.output import say, say_json, warn
from mailbot.config import Settings, load
from mailbot.config.mistakes import NBSP, quoted
from mailbot.errors import BadConfig
from mailbot.report.register import write_json
from mailbot.sandbox.cast import CAST, PLAYED
from mailbot.sandbox.page import page
from mailbot.sandbox.script import Script, found_script
from mailbot.sandbox.script_reading import read_script
from mailbot.sandbox.spans import SPAN_EXAMPLES, parse_moment, parse_span
from mailbot.sandbox.stage import Played, play
from mailbot.sandbox.telling import Teller

_OURS = re.compile(r"\d{4,}-.+\.eml")


def rehearse(
    *,
    config: Path | None,
    preset: str | None,
    script: Path | None,
    out: Path | None,
    until: str | None,
    as_json: bool,
    environ: Mapping[str, str],
) -> int:
    path, beside = found_script(script or _shipped(preset))
    settings = _settings(config or beside, preset, environ)
    wanted = read_script(path, settings)
    limit = _limit(until, wanted, settings)
    if out is not None:
        _make_folder(out)
    teller = Teller(settings.organisation.timezone, say)
    quiet = as_json or out is not None
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)  # its database goes away then, too
    log.set_up(stream=StringIO())  # its moments are real ones; everything is told by the time line
    try:
        played = play(wanted, settings, until=limit, tell=(lambda _: None) if quiet else teller.tell)
    finally:
        log.set_up(level="warning")
        signal.signal(signal.SIGTERM, before)
    if out is not None:
        _write(out, played, settings, wanted.title or path.stem)
    if as_json:
        say_json(_summary(played, settings))
    else:
        say(_sentence(played))
        if out is not None:
            say(f"À regarder{NBSP}: {out / 'rehearsal.html'}")
    for failure in played.failed:
        warn(f"mailbot{NBSP}: {failure}")
    return 1 if played.failed else 0


def _shipped(preset: str | None) -> Path:
    """The rehearsal that comes with a procedure."""
    names = ", ".join(sorted(folder.name for folder in PLAYED.iterdir() if folder.is_dir()))
    if preset is None:
        cure = f"Donnez un scénario, ou --preset et l’une de ces procédures{NBSP}: {names}."
        raise BadConfig([f"rien à jouer. {cure}"])
    if not (PLAYED / preset / "script.toml").is_file():
        raise BadConfig([f"--preset {quoted(preset)}{NBSP}: procédure inconnue. Il y a{NBSP}: {names}."])
    return PLAYED / preset


def _settings(config: Path | None, preset: str | None, environ: Mapping[str, str]) -> Settings:
    settings = load(config or CAST / "config.toml", environ=environ, preset=preset)
    if not settings.mailboxes:
        name = config.name if config else "config.toml"
        cure = 'Ajoutez une section [[mailboxes]] avec address = "…" ; pour une répétition, cela suffit.'
        raise BadConfig([f"{name}{NBSP}: aucune boîte aux lettres. {cure}"])
    return settings


def _limit(until: str | None, script: Script, settings: Settings) -> datetime | None:
    """`until` as a moment: a length of time counts from the first step."""
    if until is None:
        return None
    try:
        return parse_span(until).after(script.steps[0].at, settings.procedure.calendar)
    except (ValueError, OverflowError):
        pass
    try:
        return parse_moment(until, settings.organisation.timezone, end_of_day=True)
    except (ValueError, OverflowError):
        cure = f"Écrivez par exemple {SPAN_EXAMPLES}, ou « 2026-12-31 »."
        raise BadConfig([f"--until {quoted(until)}{NBSP}: ni une durée ni une date. {cure}"]) from None


def _make_folder(out: Path) -> None:
    try:
        (out / "outgoing").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadConfig(
            [f"--out {out}{NBSP}: ce dossier ne peut pas être créé ({error.strerror}). Donnez-en un autre."]
        ) from error


def _write(out: Path, played: Played, settings: Settings, title: str) -> None:
    """Everything anew: nothing of an earlier rehearsal stays among it."""
    for file in (out / "outgoing").iterdir():
        if _OURS.fullmatch(file.name):
            file.unlink()
    for sent in played.ledger.sent:
        head = f"X-Envelope-To: {sent.to}\r\n".encode()
        _whole(out / "outgoing" / sent.file_name, head + sent.content)
    lines = "".join(f"{line}\n" for line in played.ledger.lines(settings.organisation.timezone))
    _whole(out / "timeline.jsonl", lines.encode())
    register = StringIO()
    write_json(played.register, register)
    _whole(out / "register.json", register.getvalue().encode())
    _whole(
        out / "rehearsal.html",
        page(played.ledger, played.register, settings, title=title, failed=played.failed).encode(),
    )


def _whole(path: Path, content: bytes) -> None:
    """Whole or not at all: somebody may be looking at the old one."""
    partial = path.with_name(path.name + ".partial")
    partial.write_bytes(content)
    partial.replace(path)


def _summary(played: Played, settings: Settings) -> dict[str, object]:
    zone = ZoneInfo(settings.organisation.timezone)
    return {
        "steps": played.steps,
        "tickets": len(played.register),
        "letters": len(played.ledger.sent),
        "events": len(played.ledger.entries),
        "failed": list(played.failed),
        "until": played.until.astimezone(zone).isoformat(),
    }


def _sentence(played: Played) -> str:
    steps, tickets, letters = played.steps, len(played.register), len(played.ledger.sent)
    failed = f", {_n(len(played.failed), 'attente déçue')}" if played.failed else ""
    return f"{_n(steps, 'étape jouée')}, {_n(tickets, 'dossier')}, {_n(letters, 'lettre')}{failed}."


def _n(number: int, what: str) -> str:
    """ "2 étapes jouées": every word of `what` takes the s of the plural."""
    return f"{number} {what}" if number < 2 else f"{number} " + " ".join(f"{word}s" for word in what.split())
