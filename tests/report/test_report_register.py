"""The register: the same rows as JSON, CSV for French Excel, and XLSX."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from openpyxl import load_workbook

from mailbot.procedure import Field
from mailbot.report import register

AT = datetime(2026, 7, 14, 22, 30, tzinfo=UTC)


def ticket(**changed: Any) -> dict[str, Any]:
    written: dict[str, Any] = dict.fromkeys(register.COLUMNS) | {
        "id": 1, "reference": "REC-2026-0001", "kind": "reclamation", "received_at": AT, "channel": "mail",
        "client_name": "Élodie Dupont", "client_address": "elodie@client.example",
        "subject": "Séjour « raté » ; 2 nuits",
        "targets": ["hotel", "interne"], "status": "reçu",
        "refuses_contact_sharing": False, "no_further_contact": False, "record": {},
    }  # fmt: skip
    return written | changed


def rows(**changed: Any) -> list[dict[str, Any]]:
    return list(register.rows([ticket(**changed)], timezone="Europe/Paris"))


def as_csv(**changed: Any) -> str:
    out = io.StringIO()
    register.write_csv(rows(**changed), out)
    return out.getvalue()


def as_cells(folder: Path, **changed: Any) -> list[Any]:
    register.write_xlsx(rows(**changed), folder / "r.xlsx")
    book = load_workbook(folder / "r.xlsx")
    cells = list(book.active[2])
    book.close()
    return cells


def test_json_has_the_promised_keys_and_moments_with_their_offset() -> None:
    """In the organisation's time; null where there is nothing."""
    out = io.StringIO()
    register.write_json(rows(), out)
    [row] = json.loads(out.getvalue())
    assert list(row) == [
        "reference", "kind", "received_at", "channel", "client", "subject", "targets", "assigned_to",
        "severity",
        "acknowledged_at", "due_at", "answered_at", "closed_at", "outcome", "status",
        *register.MORE,
    ]  # fmt: skip
    assert row["received_at"] == "2026-07-15T00:30:00+02:00"
    assert row["client"] == "Élodie Dupont"
    assert row["targets"] == ["hotel", "interne"]
    assert row["due_at"] is None


def test_an_empty_register_is_still_one() -> None:
    """An empty array, a header alone."""
    out = io.StringIO()
    register.write_json([], out)
    assert json.loads(out.getvalue()) == []
    out = io.StringIO()
    register.write_csv([], out)
    assert out.getvalue().count("\r\n") == 1


def test_csv_is_what_french_excel_opens() -> None:
    """Byte order mark, semicolons, CRLF, French dates; quotes and semicolons in a subject survive."""
    text = as_csv()
    assert text.startswith("\ufeffRéférence;Type;Reçu le;")
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    header, row = csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";")
    assert len(header) == len(row) == len(register.COLUMNS)
    assert row[2] == "15/07/2026 00:30"
    assert row[5] == "Séjour « raté » ; 2 nuits"
    assert row[6] == "hotel, interne"


def test_the_address_stands_for_a_client_without_a_name() -> None:
    """And nothing for nobody."""
    assert rows(client_name=None)[0]["client"] == "elodie@client.example"
    assert rows(client_name=None, client_address=None)[0]["client"] is None


FORMULAS = ("=1+1", "+33 6", "-2", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x")')


@pytest.mark.parametrize("field", ["subject", "client_name", "assigned_to"])
@pytest.mark.parametrize("formula", FORMULAS)
def test_nothing_that_a_client_wrote_is_a_formula(tmp_path: Path, field: str, formula: str) -> None:
    """Neither in CSV nor in XLSX."""
    [_, row] = csv.reader(io.StringIO(as_csv(**{field: formula}), newline=""), delimiter=";")
    assert any(cell == f"'{formula}" for cell in row)
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
    for cell in as_cells(tmp_path, **{field: formula}):
        assert cell.data_type != "f"


def test_xlsx_has_real_dates_and_text(tmp_path: Path) -> None:
    """A date can be sorted; what no spreadsheet can hold is left out."""
    cells = as_cells(tmp_path, subject="a\x00b\x1bc" + "x" * 40_000)
    assert cells[2].value.isoformat() == "2026-07-15T00:30:00"
    assert cells[2].is_date
    assert cells[5].value.startswith("abc")
    assert not list(tmp_path.glob("*.partial"))


def test_xlsx_has_a_header_that_stays_and_filters(tmp_path: Path) -> None:
    """Row 1 is frozen, every column can be filtered."""
    register.write_xlsx(rows(), tmp_path / "r.xlsx")
    book = load_workbook(tmp_path / "r.xlsx")
    assert book.active.freeze_panes == "A2"
    assert book.active.auto_filter.ref == "A1:O2"
    assert [cell.value for cell in book.active[1]] == list(register.COLUMNS.values())
    book.close()


def test_a_register_that_cannot_be_finished_leaves_the_old_one(tmp_path: Path) -> None:
    """Whole or not at all."""
    register.write_xlsx(rows(), tmp_path / "r.xlsx")
    before = (tmp_path / "r.xlsx").read_bytes()

    def fails() -> Any:
        yield from rows()
        raise ValueError("the database went away")

    with pytest.raises(ValueError, match="went away"):
        register.write_xlsx(fails(), tmp_path / "r.xlsx")
    assert (tmp_path / "r.xlsx").read_bytes() == before


def test_the_sheet_has_columns_of_its_own(tmp_path: Path) -> None:
    """What the procedure wants recorded is shown under the procedure's own words."""
    criterion = Field(id="impact", label="Impact sur le séjour")
    record = {
        "impact": "fort",
        "actions": [{"what": "réparer", "who": "M. Roy", "until": "2026-08-01", "done": None}],
        "compensation": {"kind": "financier", "amount": "95.00", "why": "une nuit"},
        "extensions": [
            {"from": "2026-07-20T23:59:59+02:00", "to": "2026-08-03T23:59:59+02:00", "why": "congés"}
        ],
    }
    found = register.rows([ticket(record=record, due_at=AT)], timezone="Europe/Paris", fields=(criterion,))
    register.write_xlsx(found, tmp_path / "r.xlsx", register.labels((criterion,)))
    book = load_workbook(tmp_path / "r.xlsx")
    heading, cells = (list(book.active.values))[:2]
    book.close()
    row = dict(zip(heading, cells, strict=True))
    assert row["Impact sur le séjour"] == "fort"
    assert row["Plan d’action"] == "1. réparer – M. Roy – avant le 01/08/2026"
    assert row["Dédommagement"] == "financier, 95,00 €, une nuit"
    assert row["Échéance initiale"] == datetime(2026, 7, 20, 23, 59, 59)  # noqa: DTZ001  (spreadsheets know no zones)
    assert row["Prolongations"] == "03/08/2026 : congés"


def test_the_register_bears_the_title_of_the_document(tmp_path: Path) -> None:
    """As far as a spreadsheet takes it; without one it is the register."""
    register.write_xlsx(
        rows(), tmp_path / "r.xlsx", title="Tableau suivi : réclamation / suggestion de l'office"
    )
    register.write_xlsx(rows(), tmp_path / "s.xlsx")
    named, plain = load_workbook(tmp_path / "r.xlsx"), load_workbook(tmp_path / "s.xlsx")
    assert named.sheetnames == ["Tableau suivi réclamation sugge"]
    assert "réclamation / suggestion" in str(named.active.oddHeader.center.text)
    assert plain.sheetnames == ["Registre"]
    named.close()
    plain.close()


def test_a_spreadsheet_program_sees_dates_and_text(soffice: Path, tmp_path: Path) -> None:
    """LibreOffice opens the workbook: dates are dates, a subject that looks like a formula is text."""
    register.write_xlsx(rows(subject="=1+1", due_at=AT), tmp_path / "r.xlsx", register.labels(()))
    command = [str(soffice), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
               "--convert-to", "fods", "--outdir", str(tmp_path), str(tmp_path / "r.xlsx")]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    office, table = (f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "table"))
    cells = list(ET.parse(tmp_path / "r.fods").iter(f"{table}table-cell"))
    dates = [cell.get(f"{office}date-value") for cell in cells if cell.get(f"{office}value-type") == "date"]
    assert dates == ["2026-07-15T00:30:00"] * 3  # received, due, first due
    [subject] = [cell for cell in cells if "".join(cell.itertext()).strip() == "=1+1"]
    assert subject.get(f"{office}value-type") == "string"
    assert not [cell for cell in cells if cell.get(f"{table}formula")]


def test_a_later_date_counts_only_where_it_was_announced_in_time() -> None:
    """Told after the first one had passed, it binds, and the answer is late all the same."""
    later = {"from": "2026-07-20T23:59:59+02:00", "to": "2026-08-03T23:59:59+02:00", "why": "congés"}
    given = {"due_at": datetime(2026, 8, 3, tzinfo=UTC), "answered_at": datetime(2026, 7, 30, tzinfo=UTC)}
    for in_time, judged in ((True, "oui"), (False, "non")):
        [row] = rows(**given, record={"extensions": [{**later, "in_time": in_time}]})
        assert row["in_time"] == judged


def test_people_read_names_and_machines_identifiers() -> None:
    """A reader of the register knows the hotel's name, not what the configuration calls it."""
    named = {"hotel-tetras": "Hôtel du Grand Tétras"}
    [for_people] = register.rows(
        [ticket(targets=["hotel-tetras", "BIT"])], timezone="Europe/Paris", names=named
    )
    [for_machines] = register.rows([ticket(targets=["hotel-tetras", "BIT"])], timezone="Europe/Paris")
    assert for_people["targets"] == ["Hôtel du Grand Tétras", "BIT"]
    assert for_machines["targets"] == ["hotel-tetras", "BIT"]
