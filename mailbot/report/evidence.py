"""The evidence pack: a folder that proves, without mailbot, what was promised and how it was kept.

Every file is in a list of SHA-256 sums that `sha256sum -c` checks, and every step of a case in a chain.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from mailbot.config import Settings
from mailbot.report import register
from mailbot.report.chained import ChainedTable
from mailbot.report.evidence_index import index, reading_notes
from mailbot.report.french import moment
from mailbot.report.papers import Papers
from mailbot.report.procedure_file import as_toml, in_sentences, in_succession
from mailbot.report.trail import TOLD_BY_THE_LETTER, actor_in_french, event_in_french, kind_in_french

SUMS = "SHA256SUMS"
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_-]+")
_TRAIL = ("Dossier", "Date", "Quoi", "Qui", "Détail", "Preuve")
_SAID_TWICE = {event_in_french(event) for event in TOLD_BY_THE_LETTER}
_Step = tuple[datetime, str, str, str, str]  # when, what, who, in which words, which proof
_STATES = {
    "ready": "en attente", "sending": "en cours d’envoi", "sent": "envoyée", "uncertain": "peut-être envoyée",
    "failed": "non remise", "held": "retenue", "suppressed": "non envoyée", "bounced": "revenue",
    "recalled": "rappelée",
}  # fmt: skip
_ACTIONS = ("Dossier", "Action", "Qui", "Avant le", "Fait le", "Cause", "Efficacité")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case as the database tells it, with what proves it."""

    found: Mapping[str, Any]  # ticket, mails, letters, events
    digests: Mapping[int, str]
    letters: Iterable[tuple[int, bytes]]


class Pack:
    """A folder that is being filled; what is written is summed."""

    def __init__(self, folder: Path, settings: Settings, letter_names: Mapping[str, str]) -> None:
        self._names = letter_names
        self._folder, self._settings = folder, settings
        self._zone = ZoneInfo(settings.organisation.timezone)
        self._sums: list[tuple[str, str]] = []
        self._trail = (folder / "chronologie.csv").open("w", encoding="utf-8", newline="")
        self._actions = (folder / "actions-correctives.csv").open("w", encoding="utf-8", newline="")
        self._steps = ChainedTable(self._trail, _TRAIL)
        self._action_rows = _table(self._actions, _ACTIONS)
        self.cases = self.letters = 0

    def close(self) -> None:
        self._trail.close()
        self._actions.close()

    def put(self, name: str, content: bytes) -> str:
        """Its SHA-256."""
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        digest = hashlib.sha256(content).hexdigest()
        self._sums.append((name, digest))
        return digest

    def procedure(self, versions: Sequence[tuple[datetime, str]] = ()) -> None:
        """As it is configured now; `versions`: what was in force, and since when."""
        procedure = self._settings.procedure
        said = in_sentences(procedure, self._settings.organisation.name)
        self.put("procedure/promesses.txt", said.encode())
        self.put("procedure/procedure.toml", as_toml(procedure).encode())
        told = in_succession((moment(since, self._zone.key), text) for since, text in versions)
        self.put("procedure/versions.txt", told.encode())

    def register(self, rows: list[dict[str, Any]]) -> None:
        headings = register.labels(self._settings.procedure.fields)
        (self._folder / "registre").mkdir()
        with (self._folder / "registre/registre.csv").open("w", encoding="utf-8", newline="") as file:
            register.write_csv(rows, file, headings)
        title = self._settings.procedure.register.title or ""
        register.write_xlsx(rows, self._folder / "registre/registre.xlsx", headings, title)
        self._sum("registre/registre.csv")
        self._sum("registre/registre.xlsx")

    def case(self, case: Case) -> None:
        """The dated trail of one case, and the letters as they left."""
        ticket = case.found["ticket"]
        reference = _NOT_IN_NAMES.sub("-", ticket["reference"])
        folder = f"dossiers/{reference}"
        files = self._letters(case, folder)
        steps = self._told(case, files)
        last = ""
        for at, *rest in steps:
            when = at.astimezone(self._zone).isoformat(timespec="seconds")
            last = self._steps.add(ticket["reference"], (when, *rest))
        sealed = f"{len(steps)} étapes dans chronologie.csv, dernier maillon de leur chaîne : {last}"
        self.put(f"{folder}/dossier.txt", "\n".join([*self._story(ticket, steps), sealed, ""]).encode())
        self._corrective(ticket)
        self.cases += 1

    def _told(self, case: Case, files: Mapping[int, tuple[str, str]]) -> list[_Step]:
        """Events, mails and letters in the order in which they happened."""
        steps: list[_Step] = [
            (m["received_at"], "Courriel reçu", m["from_address"] or "", m["subject"],
             f"SHA-256 du courriel : {case.digests.get(m['id'], '')}")
            for m in case.found["mails"]
        ]  # fmt: skip
        steps += [
            (e["at"], event_in_french(e["event"]), actor_in_french(e["actor"]), self._why(e), "")
            for e in case.found["events"]
        ]
        steps += [
            (x["sent_at"] or x["created_at"], self._letter(x), x["recipient"],
             f"{x['subject']} {x['server_reply'] or ''}".strip(),
             " – SHA-256 : ".join(files[x["id"]]) if x["id"] in files else "")
            for x in case.found["letters"]
        ]  # fmt: skip
        return sorted(steps, key=lambda step: step[0])

    def _why(self, event: Mapping[str, Any]) -> str:
        """In the event's own words, and about which letter."""
        letter = self._names.get(str((event["data"] or {}).get("kind", "")), "")
        return " – ".join(part for part in (letter, event["why"]) if part)

    def finish(self, papers: Papers) -> str:
        """The review, the index, and at last the sums: their own SHA-256 stands for everything."""
        self.close()
        self._sum("chronologie.csv")
        self._sum("actions-correctives.csv")
        self.put("revue-qualite.html", papers.html().encode())
        page = index(papers.figures, self._settings, cases=self.cases, letters=self.letters)
        self.put("index.html", page.encode())
        self.put("LISEZ-MOI.txt", reading_notes(self._steps.lines).encode())
        lines = [f"{digest}  {name}\n" for name, digest in sorted(self._sums)]
        sums = "".join(lines).encode()
        (self._folder / SUMS).write_bytes(sums)
        return hashlib.sha256(sums).hexdigest()

    def _sum(self, name: str) -> None:
        with (self._folder / name).open("rb") as file:
            self._sums.append((name, hashlib.file_digest(file, "sha256").hexdigest()))

    def _letters(self, case: Case, folder: str) -> dict[int, tuple[str, str]]:
        """By their ids, where each was put, and its SHA-256.

        The Date is that of the sending: it is not kept with the rest.
        """
        about = {row["id"]: row for row in case.found["letters"]}
        files = {}
        for n, (letter_id, content) in enumerate(case.letters, start=1):
            row = about[letter_id]
            name = f"{folder}/lettres/{n:02}-{_NOT_IN_NAMES.sub('-', row['kind'])}.eml"
            sent_at: datetime = row["sent_at"]
            date = f"Date: {format_datetime(sent_at.astimezone(self._zone))}\r\n".encode()
            files[letter_id] = (name, self.put(name, date + content))
            self.letters += 1
        return files

    def _story(self, ticket: Mapping[str, Any], steps: list[_Step]) -> list[str]:
        zone = self._settings.organisation.timezone
        names, fields = self._settings.directory.names, self._settings.procedure.fields
        [row] = register.rows([ticket], timezone=zone, fields=fields, names=names)
        row["kind"] = kind_in_french(ticket["kind"])
        lines = [f"{ticket['reference']} – {row['kind']} – {ticket['status']}", ""]
        for name, label in register.labels(fields).items():
            if shown := register.shown(row[name]):
                lines.append(f"{label} : {shown}")
        if ticket["merged_here"]:
            lines.append(f"Y sont réunis : {', '.join(ticket['merged_here'])}")
        lines += ["", "Chronologie, en bref (chaque étape est dans chronologie.csv)", ""]
        lines += [
            f"{moment(at, zone)}  {'  '.join(str(part) for part in (what, *rest) if part)}"
            for at, what, *rest in steps
            if what not in _SAID_TWICE
        ]
        return [*lines, ""]

    def _letter(self, letter: Mapping[str, Any]) -> str:
        name = self._names.get(letter["kind"], letter["kind"])
        return f"Lettre {_STATES.get(letter['state'], letter['state'])} : {name}"

    def _corrective(self, ticket: Mapping[str, Any]) -> None:
        record = ticket["record"] or {}
        for action in record.get("actions", ()):
            cells = (
                ticket["reference"], action["what"], action.get("who") or "", action.get("until") or "",
                action.get("done") or "", ", ".join(record.get("cause", ())),
                ", ".join(record.get("efficacite", ())),
            )  # fmt: skip
            self._action_rows.writerow([register.harmless(str(cell)) for cell in cells])


def _table(file: Any, headings: Iterable[str]) -> Any:
    file.write("\ufeff")
    rows = csv.writer(file, delimiter=";", lineterminator="\r\n")
    rows.writerow(headings)
    return rows
