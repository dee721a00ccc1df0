"""Reads script.toml key by key: every mistake is noted with line and cure, then all are told at once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parseaddr
from pathlib import Path

from mailbot.config import Settings
from mailbot.config.document import read_bytes, read_document
from mailbot.config.mistakes import NBSP, Mistakes, did_you_mean, quoted
from mailbot.config.table import Table
from mailbot.model import Address
from mailbot.sandbox.expectations import EXPECTATION_KEYS, read_expectations
from mailbot.sandbox.script import CRASHES, FAULTS, Answered, Fault, Script, Step, Writing, service_mailbox
from mailbot.sandbox.spans import SPAN_EXAMPLES, parse_moment, parse_span

_MAIL_KEYS = ("from", "to", "subject", "body", "file", "attach", "reply_to", "authenticated", "headers")
_REPLY_TO = re.compile(r"(?:latest|ticket ?: ?(?P<ticket>[1-9]\d{0,5}))(?: (?P<kind>[a-z_]+))?")


def read_script(path: Path, settings: Settings) -> Script:
    """The script, its moments fixed; BadConfig names everything that is wrong in it."""
    mistakes = Mistakes()
    document = read_document(path, mistakes)
    mistakes.raise_if_any()
    root = Table(document.values, name="", path=(), locate=document.locate, mistakes=mistakes)
    reader = Reader(settings=settings, base=path.parent, previous=_start(root, settings))
    title = root.text("title")
    steps = tuple(reader.step(table, number) for number, table in enumerate(root.tables("step"), start=1))
    root.finish({"steps": "Écrivez [[step]], au singulier."})
    if not steps:
        mistakes.add(root.place(), "aucune étape. Commencez par [[step]] avec at, from, subject et body.")
    mistakes.raise_if_any()
    return Script(title=title, steps=steps)


def _start(root: Table, settings: Settings) -> datetime | None:
    root.known.append("start")
    if not root.has("start"):
        return None
    return _moment(root, "start", settings)


def _moment(table: Table, key: str, settings: Settings) -> datetime | None:
    try:
        return parse_moment(table.values[key], settings.organisation.timezone)
    except (ValueError, OverflowError):
        table.wrong(
            key,
            f"{quoted(table.values[key])} n’est pas une date. Écrivez par exemple"
            f' {key} = "2026-11-20T16:00:00+01:00".',
        )
        return None


@dataclass(slots=True, kw_only=True)
class Reader:
    settings: Settings
    base: Path
    previous: datetime | None
    mistakes_told: set[str] = field(default_factory=set)

    def step(self, table: Table, number: int) -> Step:
        at = self._at(table)
        fault = self._fault(table)
        mail = self._mail(table) if any(table.has(key) for key in _MAIL_KEYS) else None
        table.known += _MAIL_KEYS
        expectations = read_expectations(table, self.settings)
        if mail is None and not table.has("fault") and not table.has("expect"):
            table.wrong("at", "cette étape ne fait rien. Ajoutez from et body, ou fault, ou expect.")
        if mail and fault:
            table.wrong("fault", "un courriel et une panne dans une même étape. Faites-en deux étapes.")
        elsewhere = {key: f"Cette clé va dans expect = {{ {key} = … }}." for key in EXPECTATION_KEYS}
        table.finish(elsewhere)
        return Step(
            number=number,
            place=str(table.place()),
            at=at,
            mail=mail,
            fault=fault,
            expectations=expectations,
        )

    # -- when ------------------------------------------------------------------------------------

    def _at(self, table: Table) -> datetime:
        table.known.append("at")
        after = table.text("after")
        moment = self.previous
        if table.has("at") and after:
            table.wrong("after", "at et after à la fois. Gardez l’un des deux.")
        elif table.has("at"):
            moment = _moment(table, "at", self.settings) or moment
            if moment and self.previous and moment < self.previous:
                table.wrong(
                    "at",
                    "cette étape se passe avant celle qui la précède. Remettez les étapes dans l’ordre,"
                    ' ou écrivez after = "…".',
                )
        elif moment is None:
            if "start" not in self.mistakes_told:
                self.mistakes_told.add("start")
                table.wrong(
                    "after",
                    "la première étape ne dit pas quand elle se passe. Ajoutez"
                    ' at = "2026-11-20T16:00:00+01:00".',
                )
        elif after:
            moment = self._after(table, after, moment)
        self.previous = moment
        return moment or parse_moment("2000-01-01", "UTC")  # a mistake has been noted: nothing is played

    def _after(self, table: Table, after: str, moment: datetime) -> datetime:
        try:
            return parse_span(after).after(moment, self.settings.procedure.calendar)
        except (ValueError, OverflowError):
            table.wrong("after", f"{quoted(after)} n’est pas une durée. Écrivez par exemple {SPAN_EXAMPLES}.")
            return moment

    # -- what goes wrong -------------------------------------------------------------------------

    def _fault(self, table: Table) -> Fault | None:
        text = table.text("fault")
        if not text:
            if table.has("fault"):
                table.wrong("fault", f"panne vide. Choisissez parmi{NBSP}: {', '.join(FAULTS)}.")
            return None
        word, _, detail = text.partition(" ")
        name = next((fault for fault in FAULTS if fault == word), None)
        detail = detail.strip()
        if name is None:
            hint = did_you_mean(word, FAULTS)
            table.wrong(
                "fault", f"{quoted(word)} est inconnu. {hint}Choisissez parmi{NBSP}: {', '.join(FAULTS)}."
            )
            return None
        if name == "crash":
            detail = detail or CRASHES[0]
            if detail not in CRASHES:
                hint = did_you_mean(detail, CRASHES)
                table.wrong(
                    "fault",
                    f"crash {quoted(detail)}{NBSP}: {hint}Choisissez parmi{NBSP}: {', '.join(CRASHES)}.",
                )
        elif name in ("smtp_reject", "smtp_accept"):
            if "@" not in detail or " " in detail:
                table.wrong(
                    "fault", f'il manque l’adresse. Écrivez par exemple fault = "{name} nom@exemple.fr".'
                )
            detail = detail.lower()
        elif detail:
            table.wrong("fault", f"{quoted(detail)} est de trop derrière {name}. Retirez-le.")
        return Fault(name=name, detail=detail)

    # -- who writes what -------------------------------------------------------------------------

    def _mail(self, table: Table) -> Writing:
        content = self._file(table)
        from_ = self._from(table, needed=content is None)
        reply_to = self._reply_to(table, from_, content)
        if content is not None and table.has("body"):
            table.wrong("body", "file et body à la fois. Gardez l’un des deux.")
        if content is not None and table.has("attach"):
            table.wrong("attach", "file contient déjà ses pièces jointes. Retirez attach, ou file.")
        if content is None and not any(table.has(key) for key in ("subject", "body", "attach", "reply_to")):
            table.wrong("body", "ce courriel est vide. Ajoutez body (ou file).")
        return Writing(
            from_=from_,
            to=self._to(table),
            subject=table.text("subject") if table.has("subject") else None,
            body=_body(table),
            content=content,
            attachments=self._attachments(table),
            reply_to=reply_to,
            authenticated=table.boolean("authenticated", default=True),
            headers=_headers(table),
        )

    def _from(self, table: Table, *, needed: bool) -> Address | None:
        text = table.text("from")
        if not text:
            if needed or table.has("from"):
                table.wrong("from", 'qui écrit ? Ajoutez from = "Élodie Dupont <elodie@client.example>".')
            return None
        name, address = parseaddr(text)
        if "@" not in address.strip("@"):
            table.wrong(
                "from", f"{quoted(text)} n’est pas une adresse. Écrivez «{NBSP}Nom <nom@exemple.fr>{NBSP}»."
            )
            return None
        return Address(address=address, name=name)

    def _to(self, table: Table) -> tuple[str, ...]:
        """Addresses of the service: one, or several as a list or with commas."""
        value = table.values.get("to")
        texts = table.texts("to") if isinstance(value, list) else table.text("to").split(",")
        addresses = tuple(parseaddr(text)[1] for text in texts if text.strip())
        if table.has("to") and not addresses:
            table.wrong(
                "to", "adresse vide ou non comprise. Retirez cette ligne, ou donnez une adresse du service."
            )
        if addresses and not any(service_mailbox(address, self.settings) for address in addresses):
            known = ", ".join(sorted(self.settings.own_addresses))
            table.wrong(
                "to", f"{quoted(addresses[0])} n’est pas une adresse du service. Il y a{NBSP}: {known}."
            )
        return addresses

    def _reply_to(self, table: Table, from_: Address | None, content: bytes | None) -> Answered | None:
        text = table.text("reply_to")
        if not table.has("reply_to"):
            return None
        if from_ is None and content is not None:
            table.wrong("from", "qui répond ? Ajoutez from à côté de reply_to.")
        match = _REPLY_TO.fullmatch(text)
        if match is None:
            table.wrong(
                "reply_to",
                f'{quoted(text)} n’est pas compris. Écrivez "latest", ou "ticket:2" (le deuxième dossier).',
            )
            return None
        return Answered(ticket=int(match["ticket"]) if match["ticket"] else None, kind=match["kind"] or "")

    def _file(self, table: Table) -> bytes | None:
        name = table.text("file")
        return self._bytes(table, "file", name) if name else None

    def _attachments(self, table: Table) -> tuple[tuple[str, bytes], ...]:
        value = table.values.get("attach")
        names = (table.text("attach"),) if isinstance(value, str) else table.texts("attach")
        return tuple((Path(name).name, self._bytes(table, "attach", name)) for name in names if name)

    def _bytes(self, table: Table, key: str, name: str) -> bytes:
        path = self.base / Path(name).expanduser()
        if path.is_file():
            try:
                return path.read_bytes()
            except OSError:
                table.wrong(key, f"{quoted(name)} ne peut pas être lu. Vérifiez les droits du fichier.")
                return b""
        read_bytes(path, table.place(key), table.mistakes)
        return b""


def _body(table: Table) -> str:
    """As written, but for the line break behind the opening quotes, which TOML takes away itself."""
    table.text("body")  # notes a wrong type
    body = table.values.get("body", "")
    return body if isinstance(body, str) else ""


def _headers(table: Table) -> tuple[tuple[str, str], ...]:
    inner = table.table("headers")
    if inner is None:
        return ()
    pairs = []
    for name in inner.values:
        text = inner.text(name)
        if not name.replace("-", "").isalnum() or not name.isascii() or "\n" in text:
            inner.wrong(name, "nom ou valeur d’en-tête non valable. Écrivez par exemple Auto-Submitted.")
        pairs.append((name, text))
    return tuple(pairs)
