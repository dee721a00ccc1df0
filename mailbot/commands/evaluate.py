"""`mailbot evaluate`: how often mailbot is right, on mails whose answers are known."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from email.message import EmailMessage
from email.utils import formataddr
from pathlib import Path
from time import perf_counter
from typing import Any, TextIO

from mailbot.commands.evaluate_figures import KINDS, Outcome, figures_of
from mailbot.commands.evaluate_tables import tables
from mailbot.config import read_directories
from mailbot.errors import BadConfig
from mailbot.model import Directory, IncomingMail, RawMail

_NO_DATE = datetime.fromisoformat("2026-01-01T12:00:00+01:00")


def run(*, mails: Path, directory: Path, as_json: bool, out: TextIO) -> int:
    labelled = [
        _json(mails, line, number)
        for number, line in enumerate(_text(mails).split("\n"), 1)  # splitlines() would cut at U+2028 too
        if line.strip()
    ]
    directories = read_directories(directory)
    mistakes = _mistakes(mails, labelled, directories)
    if mistakes:
        raise BadConfig(mistakes)
    figures = evaluate(labelled, directories)
    if as_json:
        json.dump(figures, out, ensure_ascii=False, indent=1)
        out.write("\n")
    else:
        out.write(tables(figures))
    return 0


def evaluate(mails: Iterable[Mapping[str, Any]], directories: Mapping[str, Directory]) -> dict[str, Any]:
    """Every mail goes through the same stations as a real one; see `figures_of` for what is counted."""
    return figures_of([_outcome(label, directories[label.get("org", "")]) for label in mails])


def raw_mail(label: Mapping[str, Any]) -> RawMail:
    """The mail as a mail server would have handed it over."""
    mailbox = "contact@service.example"
    received_at = datetime.fromisoformat(label["date"]) if label.get("date") else _NO_DATE
    message = EmailMessage()
    message["From"] = formataddr((label.get("from_name") or "", label.get("from_email") or "x@x.example"))
    message["To"] = mailbox
    message["Subject"] = " ".join(str(label.get("subject") or "").split())
    message["Date"] = received_at
    message["Message-ID"] = f"<{label.get('id', 'x')}@labelled.example>"
    message.set_content(str(label.get("body") or ""))
    return RawMail(content=message.as_bytes(), mailbox=mailbox, received_at=received_at)


def _outcome(label: Mapping[str, Any], directory: Directory) -> Outcome:
    from mailbot.read import read
    from mailbot.redact import redact
    from mailbot.understand import understand

    raw = raw_mail(label)
    mail: IncomingMail = read(raw, own_addresses=frozenset({raw.mailbox}))
    begun = perf_counter()
    meaning = understand(mail, directory)
    milliseconds = (perf_counter() - begun) * 1000
    redacted = redact(mail, directory, meaning)
    copy = "\n".join((redacted.subject, redacted.text, *(a.name for a in redacted.attachments)))
    return Outcome(
        label=label,
        meaning=meaning,
        redacted=redacted,
        leaked=tuple((p["type"], p["text"]) for p in label.get("pii") or () if _stands_in(p["text"], copy)),
        lost=tuple(fact for fact in label.get("keep") or () if _plain(fact) not in _plain(copy)),
        milliseconds=milliseconds,
    )


def _stands_in(text: str, copy: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(_plain(text))}(?!\w)", _plain(copy)) is not None


def _plain(text: str) -> str:
    """Lines are wrapped anew on the way: white space does not tell two texts apart."""
    return " ".join(text.split())


# -- what people hand us -------------------------------------------------------------------------


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadConfig([f"{path} : fichier illisible ({error.strerror})."]) from error
    except UnicodeDecodeError as error:
        raise BadConfig([f"{path} : le fichier doit être en UTF-8."]) from error


def _json(path: Path, text: str, line: int = 1) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        at = line if line > 1 else error.lineno
        raise BadConfig([f"{path}, ligne {at} : ce n'est pas du JSON ({error.msg})."]) from error
    if not isinstance(value, dict):
        raise BadConfig([f"{path}, ligne {line} : un objet JSON est attendu."])
    return value


def _mistakes(path: Path, labelled: Sequence[Mapping[str, Any]], directories: Mapping[str, Any]) -> list[str]:
    mistakes = []
    for number, label in enumerate(labelled, 1):
        if label.get("kind") not in KINDS:
            mistakes.append(f"{path}, courriel {number} : « kind » doit être l'un de {', '.join(KINDS)}.")
        if label.get("org", "") not in directories:
            mistakes.append(f"{path}, courriel {number} : « org » n'est pas une organisation du répertoire.")
    return mistakes
