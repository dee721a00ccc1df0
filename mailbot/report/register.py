"""The register: one row a complaint or suggestion, as table, JSON, CSV for French Excel, or XLSX."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any
from zoneinfo import ZoneInfo

from mailbot.procedure import Field
from mailbot.report.atomic import replacing
from mailbot.report.trail import kind_in_french

COLUMNS = {
    "reference": "Référence",
    "kind": "Type",
    "received_at": "Reçu le",
    "channel": "Canal",
    "client": "Client",
    "subject": "Objet",
    "targets": "Concerne",
    "assigned_to": "Suivi par",
    "severity": "Gravité",
    "acknowledged_at": "Accusé de réception le",
    "due_at": "Échéance",
    "answered_at": "Répondu le",
    "closed_at": "Clos le",
    "outcome": "Issue",
    "status": "État",
}
# What the complaint sheet adds, beside its own lines.
MORE = {
    "sent_at": "Envoyé par le client le",
    "handed_in_by": "Remis par",
    "refuses_contact_sharing": "Ne pas transmettre ses coordonnées",
    "no_further_contact": "Ne plus contacter",
    "first_due_at": "Échéance initiale",
    "extensions": "Prolongations",
    "answer_text": "Réponse apportée",
    "compensation": "Dédommagement",
    "actions": "Plan d’action",
    "in_time": "Réponse dans les délais",
    "merged_with": "Réuni à",
    "split_of": "Mis à part de",
}
TABLE = ("reference", "received_at", "kind", "client", "subject", "targets", "due_at", "status")
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # no XML can hold them
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDTHS = {"subject": 40, "client": 28, "targets": 28}


def labels(fields: Iterable[Field]) -> dict[str, str]:
    """Every column with its heading: the lines of the sheet are those of the procedure."""
    return {**COLUMNS, **MORE, **{field.id: field.label for field in fields}}


def rows(
    tickets: Iterable[Mapping[str, Any]],
    *,
    timezone: str,
    fields: tuple[Field, ...] = (),
    names: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[dict[str, Any]]:
    """A register row for each ticket; moments in the organisation's time.

    `names`: for people, who do not know providers by their identifiers.
    """
    zone = ZoneInfo(timezone)
    for ticket in tickets:
        row = {name: ticket.get(name) for name in COLUMNS}
        row["client"] = ticket["client_name"] or ticket["client_address"]
        row["targets"] = [names.get(target, target) for target in ticket["targets"]]
        row |= _more(ticket)
        row |= {field.id: ticket["record"].get(field.id) for field in fields}
        yield {k: v.astimezone(zone) if isinstance(v, datetime) else v for k, v in row.items()}


def _more(ticket: Mapping[str, Any]) -> dict[str, Any]:
    record = ticket["record"]
    extensions = record.get("extensions", ())
    first = _moment(extensions[0]["from"]) if extensions else None
    return {
        "sent_at": _moment(record.get("sent_at")),
        "handed_in_by": record.get("handed_in_by"),
        "refuses_contact_sharing": "oui" if ticket["refuses_contact_sharing"] else "non",
        "no_further_contact": "oui" if ticket["no_further_contact"] else "non",
        "first_due_at": first or ticket["due_at"],
        "extensions": [f"{_day(e['to'])} : {e['why']}" for e in extensions],
        "answer_text": record.get("answer_text"),
        "compensation": _compensation(record.get("compensation")),
        "actions": [_action(n, a) for n, a in enumerate(record.get("actions", ()), start=1)],
        "in_time": _in_time(ticket["answered_at"], _binding(ticket["due_at"], extensions)),
        "merged_with": ticket.get("merged_with"),
        "split_of": ticket.get("split_of"),
    }


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _day(text: str) -> str:
    return f"{datetime.fromisoformat(text):%d/%m/%Y}"


def _binding(due_at: datetime | None, extensions: Sequence[Mapping[str, Any]]) -> datetime | None:
    """The date that counts: a later one replaces it only where it was announced before it had passed."""
    for extension in extensions:
        if not extension.get("in_time", True):
            return _moment(extension["from"])
    return due_at


def _in_time(answered_at: datetime | None, due_at: datetime | None) -> str | None:
    if answered_at is None or due_at is None:
        return None
    return "oui" if answered_at <= due_at else "non"


def _compensation(decided: Mapping[str, Any] | None) -> str | None:
    if not decided:
        return None
    amount = f"{decided['amount'].replace('.', ',')} €" if decided.get("amount") else ""
    return ", ".join(part for part in (decided["kind"], amount, decided.get("why") or "") if part)


def _action(n: int, action: Mapping[str, Any]) -> str:
    parts = (
        action["what"],
        action.get("who") or "",
        f"avant le {_day(action['until'])}" if action.get("until") else "",
        f"fait le {_day(action['done'])}" if action.get("done") else "",
    )
    return f"{n}. " + " – ".join(part for part in parts if part)


def write_json(found: Iterable[Mapping[str, Any]], out: IO[str]) -> None:
    out.write("[")
    for n, row in enumerate(found):
        out.write("," if n else "")
        out.write("\n " + json.dumps(row, ensure_ascii=False, default=datetime.isoformat))
    out.write("\n]\n")


def write_csv(
    found: Iterable[Mapping[str, Any]], out: IO[str], headings: Mapping[str, str] = COLUMNS
) -> None:
    """Semicolons, CRLF and a byte order mark: what French Excel opens without asking."""
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(headings.values())
    for row in found:
        writer.writerow([harmless(shown(_for_people(name, row[name]))) for name in headings])


def write_xlsx(
    found: Iterable[Mapping[str, Any]],
    path: Path,
    headings: Mapping[str, str] = COLUMNS,
    title: str = "",
) -> None:
    """Real dates, a frozen header, filters; nothing that a client wrote can be a formula."""
    with replacing(path) as partial:  # somebody may have the old file open
        partial.touch()  # before anything is computed: half a workbook cannot be given up
        _workbook(found, partial, headings, title)


def _workbook(
    found: Iterable[Mapping[str, Any]], path: Path, headings: Mapping[str, str], title: str
) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_tab(title) or "Registre")
    sheet.oddHeader.center.text = title.replace("&", "&&") or None
    sheet.freeze_panes = "A2"
    for n, name in enumerate(headings, start=1):
        sheet.column_dimensions[get_column_letter(n)].width = _WIDTHS.get(name, 18)
    new = partial(WriteOnlyCell, sheet)
    header = []
    for label in headings.values():
        cell = new(value=label)
        cell.font = Font(bold=True)
        header.append(cell)
    sheet.append(header)
    count = 1
    try:
        for row in found:
            sheet.append([_cell(new, _for_people(name, row[name])) for name in headings])
            count += 1
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(headings))}{count}"
        book.save(path)
    except BaseException:
        sheet.close()
        raise


def _tab(title: str) -> str:
    """What a spreadsheet takes as the name of a sheet."""
    return " ".join(re.sub(r"[\[\]:*?/\\']", " ", title).split())[:31]


def _for_people(name: str, value: Any) -> Any:
    return kind_in_french(value) if name == "kind" and value else value


def _cell(new: Callable[..., Any], value: Any) -> Any:
    if value is None or value == "":
        return None  # most of a sheet is empty: it need not be written
    if isinstance(value, datetime):
        cell = new(value=value.replace(tzinfo=None))  # spreadsheets know no zones
        cell.number_format = "dd/mm/yyyy hh:mm"
        return cell
    text = _ILLEGAL.sub("", shown(value))
    if not text.startswith("="):
        return text or None
    cell = new(value=text)
    cell.data_type = "s"  # text, whatever it begins with
    return cell


def shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y %H:%M}"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def harmless(text: str) -> str:
    """A spreadsheet must not take a client's subject for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
