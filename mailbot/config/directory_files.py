"""Directories of providers kept outside config.toml: a spreadsheet, a CSV file, or JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from mailbot.config.document import read_bytes
from mailbot.config.mistakes import NBSP, Mistakes, Place, quoted
from mailbot.config.people import slug
from mailbot.config.table import bad_address, clean_address
from mailbot.model import Directory, Provider, Unit

Row = tuple[Place, Mapping[str, str]]  # where it stands, and its cells by our own names

_MOST_ROWS = 20_000
_HEADINGS = {
    "id": ("id", "identifiant", "code", "reference"),
    "name": ("name", "nom", "prestataire", "raison sociale", "enseigne", "etablissement", "nom commercial"),
    "aliases": ("aliases", "alias", "autres noms", "surnoms", "noms d usage"),
    "email": (
        "email",
        "e mail",
        "mail",
        "courriel",
        "adresse mail",
        "adresse e mail",
        "adresse electronique",
    ),
    "town": ("town", "ville", "commune", "localite"),
    "street": ("street", "rue", "address", "adresse", "voie", "adresse postale"),
    "website": ("website", "web", "site", "site web", "site internet", "url"),
    "category": ("category", "categorie", "metier", "activite", "type d activite"),
}
_BY_HEADING = {heading: key for key, headings in _HEADINGS.items() for heading in headings}


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A directory, and the place of each of its providers."""

    directory: Directory = field(default_factory=Directory)
    places: tuple[Place, ...] = ()


def read_directory_file(
    path: Path, place: Place, mistakes: Mistakes, *, organisation: str = "", likely: str = ""
) -> Listed:
    """The directory in `path`; `place` is what names the file.

    Where JSON holds several organisations, `organisation` is the one wanted, `likely` the one to prefer.
    """
    raw = read_bytes(path, place, mistakes)
    if raw is None:
        return Listed()
    ending = path.suffix.lower()
    if ending == ".json":
        return _from_json(raw, path.name, organisation, likely, mistakes)
    if ending in {".csv", ".txt", ".tsv"}:
        rows = _csv_rows(raw, path.name, mistakes)
    elif ending in {".xlsx", ".xlsm"}:
        rows = _xlsx_rows(raw, path.name, mistakes)
    else:
        mistakes.add(place, f"format de {quoted(path.name)} inconnu. Donnez un fichier .csv, .xlsx ou .json.")
        return Listed()
    before = len(mistakes.found)
    providers = _providers(rows, mistakes)
    if not providers and len(mistakes.found) == before:
        mistakes.add(
            Place(file=path.name), "aucun prestataire. Écrivez-en un par ligne sous la ligne des titres."
        )
    return Listed(
        directory=Directory(providers=tuple(provider for provider, _ in providers)),
        places=tuple(place for _, place in providers),
    )


def _providers(rows: Iterable[Row], mistakes: Mistakes) -> list[tuple[Provider, Place]]:
    """The rows as providers; a row without any text is no mistake."""
    found = ((_provider(place, cells, mistakes), place) for place, cells in rows if any(cells.values()))
    return [(provider, place) for provider, place in found if provider]


def _provider(place: Place, cells: Mapping[str, str], mistakes: Mistakes) -> Provider | None:
    name = cells.get("name", "")
    if not name:
        mistakes.add(place, "le nom manque. Remplissez-le, ou videz toute la ligne.")
        return None
    email = cells.get("email", "").removeprefix("mailto:")
    address = clean_address(email) if email else ""
    if address is None:
        mistakes.add(place, bad_address(email))
    return Provider(
        id=cells.get("id") or slug(name),
        name=name,
        aliases=_split_aliases(cells.get("aliases", "")),
        address=address or "",
        town=cells.get("town", ""),
        street=cells.get("street", ""),
        website=cells.get("website", ""),
        category=cells.get("category", ""),
    )


def _split_aliases(text: str) -> tuple[str, ...]:
    for separator in ("|", "\n", ";"):
        if separator in text:
            break
    else:
        separator = ","
    return tuple(alias.strip() for alias in text.split(separator) if alias.strip())


# -- tables: a row of headings, then one provider a row -----------------------------------------


def _csv_rows(raw: bytes, file: str, mistakes: Mistakes) -> Iterator[Row]:
    import csv

    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")  # what a French Excel writes
    first_line = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(";,\t", key=first_line.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        # A cell may run over several lines: a row is known by its last one.
        yield from _under_headings(((reader.line_num, row) for row in reader), file, mistakes)
    except csv.Error:
        place = Place(file=file, line=reader.line_num)
        mistakes.add(
            place, "cette ligne n’est pas du CSV. Enregistrez de nouveau le fichier depuis le tableur."
        )


def _xlsx_rows(raw: bytes, file: str, mistakes: Mistakes) -> Iterator[Row]:
    import warnings

    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions, nothing an admin could act upon
            book = load_workbook(BytesIO(raw), read_only=True, data_only=True)
            sheet = book.worksheets[0]
            rows = [list(row) for row in sheet.iter_rows(values_only=True, max_row=_MOST_ROWS)]
            book.close()
    except Exception:  # noqa: BLE001 - a broken workbook lets errors of every kind through openpyxl
        mistakes.add(
            Place(file=file), "ce n’est pas un classeur Excel lisible. Enregistrez-le de nouveau en .xlsx."
        )
        return
    numbered = ((n, [_cell(value) for value in row]) for n, row in enumerate(rows, start=1))
    yield from _under_headings(numbered, file, mistakes)


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # spreadsheets keep 88400 as 88400.0
    return "" if value is None else str(value)


def _under_headings(rows: Iterator[tuple[int, list[str]]], file: str, mistakes: Mistakes) -> Iterator[Row]:
    """The rows by our own names of the columns; columns that we do not know are left alone."""
    number, headings = next(((n, row) for n, row in rows if any(cell.strip() for cell in row)), (1, []))
    keys = [_BY_HEADING.get(slug(heading).replace("-", " "), "") for heading in headings]
    if "name" not in keys:
        mistakes.add(
            Place(file=file, line=number),
            f"aucune colonne {quoted('nom')}. La première ligne doit porter les titres{NBSP}:"
            " identifiant, nom, alias, courriel, ville, rue, site, métier.",
        )
        return
    for line, row in rows:
        cells: dict[str, str] = {}
        for key, cell in zip(keys, row, strict=False):
            if key and not cells.get(key):
                cells[key] = cell.strip()
        yield Place(file=file, line=line), cells


# -- JSON: a list of providers, or organisations with their services and providers --------------


def _from_json(raw: bytes, file: str, organisation: str, likely: str, mistakes: Mistakes) -> Listed:
    import json

    place = Place(file=file)
    try:
        value = json.loads(raw.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        mistakes.add(
            Place(file=file, line=error.lineno), "ce n’est pas du JSON valable. Corrigez cette ligne."
        )
        return Listed()
    except (UnicodeDecodeError, RecursionError):
        mistakes.add(place, "ce n’est pas du JSON lisible. Enregistrez-le de nouveau en UTF-8.")
        return Listed()
    if isinstance(value, dict) and isinstance(value.get("organisations"), list):
        value = _picked(value["organisations"], organisation, likely, place, mistakes)
        if value is None:
            return Listed()
    if isinstance(value, list):
        value = {"providers": value}
    if not isinstance(value, dict):
        mistakes.add(place, 'une liste de prestataires est attendue. Écrivez [{"name": "…", "email": "…"}].')
        return Listed()
    listed = value.get("providers", value.get("prestataires", []))
    providers = _providers(_json_rows(listed, file, mistakes), mistakes)
    return Listed(
        directory=Directory(
            organisation=str(value.get("name") or ""),
            organisation_aliases=_texts(value.get("aliases")),
            providers=tuple(provider for provider, _ in providers),
            units=tuple(_json_units(value.get("internal_units", value.get("units", [])), place, mistakes)),
        ),
        places=tuple(place for _, place in providers),
    )


def organisations_in(path: Path, place: Place, mistakes: Mistakes) -> tuple[str, ...]:
    """The ids of the organisations that a JSON directory holds; none for every other form."""
    import json

    try:
        value = json.loads(path.read_bytes())
    except OSError as error:
        mistakes.add(place, f"illisible ({error.strerror}). Vérifiez le chemin et les droits.")
        return ()
    except (ValueError, RecursionError):
        return ()  # said when it is read
    listed = value.get("organisations") if isinstance(value, dict) else None
    if not isinstance(listed, list):
        return ()
    return tuple(str(item["id"]) for item in listed if isinstance(item, dict) and item.get("id"))


def _picked(
    organisations: list[Any], wanted: str, likely: str, place: Place, mistakes: Mistakes
) -> dict[str, Any] | None:
    known = [item for item in organisations if isinstance(item, dict)]
    if len(known) == 1 and not wanted:
        return known[0]
    sought = slug(wanted or likely)
    named = [
        item for item in known if sought and sought in {slug(str(item.get(k, ""))) for k in ("id", "name")}
    ]
    if len(named) == 1:
        return named[0]
    ids = ", ".join(str(item.get("id", "?")) for item in known)
    said = f"organisation {quoted(wanted)} absente" if wanted else "plusieurs organisations"
    mistakes.add(place, f"{said}. Choisissez-en une parmi{NBSP}: {ids}.")
    return None


def _json_rows(listed: object, file: str, mistakes: Mistakes) -> Iterator[Row]:
    for number, item in enumerate(listed if isinstance(listed, list) else [], start=1):
        place = Place(file=file, line=number, unit="prestataire n°")
        if not isinstance(item, dict):
            mistakes.add(place, 'un objet est attendu. Écrivez {"name": "…", "email": "…"}.')
            continue
        cells: dict[str, str] = {}
        for heading, value in item.items():
            key = _BY_HEADING.get(slug(str(heading)).replace("-", " "), "")
            if key and value is not None:
                cells[key] = "|".join(_texts(value)) if isinstance(value, list) else str(value).strip()
        yield place, cells


def _json_units(listed: object, place: Place, mistakes: Mistakes) -> Iterator[Unit]:
    for item in listed if isinstance(listed, list) else []:
        if not (isinstance(item, dict) and item.get("name")):
            mistakes.add(place, 'un service sans nom. Écrivez {"name": "…", "aliases": []}.')
            continue
        email = str(item.get("email") or "")
        address = clean_address(email) if email else ""
        if address is None:
            mistakes.add(place, bad_address(email))
        yield Unit(name=str(item["name"]).strip(), aliases=_texts(item.get("aliases")), address=address or "")


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(text).strip() for text in value if text) if isinstance(value, list) else ()
