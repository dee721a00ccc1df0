"""The register: one row a complaint or suggestion, as table, JSON, CSV for French Excel, or XLSX."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import IO, Any
from zoneinfo import ZoneInfo

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
TABLE = ("reference", "received_at", "kind", "client", "subject", "targets", "due_at", "status")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDTHS = {"subject": 40, "client": 28, "targets": 28}


def rows(tickets: Iterable[Mapping[str, Any]], *, timezone: str) -> Iterator[dict[str, Any]]:
    """A register row for each ticket; moments in the organisation's time."""
    zone = ZoneInfo(timezone)
    for ticket in tickets:
        row = {name: ticket.get(name) for name in COLUMNS}
        row["client"] = ticket["client_name"] or ticket["client_address"]
        row["targets"] = list(ticket["targets"])
        yield {k: v.astimezone(zone) if isinstance(v, datetime) else v for k, v in row.items()}


def write_json(found: Iterable[Mapping[str, Any]], out: IO[str]) -> None:
    out.write("[")
    for n, row in enumerate(found):
        out.write("," if n else "")
        out.write("\n " + json.dumps(row, ensure_ascii=False, default=datetime.isoformat))
    out.write("\n]\n")


def write_csv(found: Iterable[Mapping[str, Any]], out: IO[str]) -> None:
    """Semicolons, CRLF and a byte order mark: what French Excel opens without asking."""
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS.values())
    for row in found:
        writer.writerow([harmless(shown(value)) for value in row.values()])


def write_xlsx(found: Iterable[Mapping[str, Any]], path: Path) -> None:
    """Real dates, a frozen header, filters; nothing that a client wrote can be a formula."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Registre")
    sheet.freeze_panes = "A2"
    for n, name in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(n)].width = _WIDTHS.get(name, 18)
    header = []
    for label in COLUMNS.values():
        cell = WriteOnlyCell(sheet, value=label)
        cell.font = Font(bold=True)
        header.append(cell)
    sheet.append(header)
    count = 1
    try:
        for row in found:
            sheet.append([_cell(sheet, value) for value in row.values()])
            count += 1
    except BaseException:
        sheet.close()
        raise
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{count}"
    # Whole or not at all: somebody may have the old file open.
    partial = path.with_name(path.name + ".partial")
    book.save(partial)
    partial.replace(path)


def _cell(sheet: Any, value: Any) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if isinstance(value, datetime):
        cell = WriteOnlyCell(sheet, value=value.replace(tzinfo=None))  # spreadsheets know no zones
        cell.number_format = "dd/mm/yyyy hh:mm"
    else:
        cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", shown(value)))
        cell.data_type = "s"  # text, whatever it begins with
    return cell


def shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y %H:%M}"
    return ", ".join(value) if isinstance(value, list) else str(value)


def harmless(text: str) -> str:
    """A spreadsheet must not take a client's subject for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
