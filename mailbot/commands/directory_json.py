"""A directory written as JSON, made the directory that mails are compared with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mailbot.errors import BadConfig
from mailbot.model import Directory, Provider, Unit

_NO_LIST: tuple[Any, ...] = ()


def directory_of(data: Mapping[str, Any], organisation_id: str | None = None) -> Directory:
    """The directory of one organisation; without an id, of the only one that the file holds."""
    return _directory(_organisation(data, organisation_id))


def directories_of(data: Mapping[str, Any]) -> dict[str, Directory]:
    """Every organisation of the file, by its id."""
    return {str(entry.get("id", "")): _directory(entry) for entry in _organisations(data)}


def domain_of(data: Mapping[str, Any], organisation_id: str) -> str:
    """The mail domain of an organisation, or an empty string."""
    return str(_organisation(data, organisation_id).get("domain", ""))


def _organisations(data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    entries = data.get("organisations") if isinstance(data, Mapping) else None
    if not isinstance(entries, list) or not all(isinstance(entry, Mapping) for entry in entries):
        raise BadConfig(
            ["répertoire : la clé « organisations » manque ; elle doit contenir une liste d'objets."]
        )
    return entries


def _organisation(data: Mapping[str, Any], organisation_id: str | None) -> Mapping[str, Any]:
    entries = _organisations(data)
    known = ", ".join(str(entry.get("id", "?")) for entry in entries)
    if organisation_id is None:
        if len(entries) != 1:
            raise BadConfig([f"répertoire : précisez l'organisation avec --organisation ({known})."])
        return entries[0]
    for entry in entries:
        if entry.get("id") == organisation_id:
            return entry
    raise BadConfig([f"répertoire : aucune organisation « {organisation_id} » ; il contient : {known}."])


def _directory(entry: Mapping[str, Any]) -> Directory:
    return Directory(
        organisation=_text(entry, "name"),
        organisation_aliases=_texts(entry, "aliases"),
        providers=tuple(
            Provider(
                id=_text(provider, "id"),
                name=_text(provider, "name"),
                aliases=_texts(provider, "aliases"),
                address=_text(provider, "email"),
                town=_text(provider, "town"),
                street=_text(provider, "street"),
                website=_text(provider, "website"),
            )
            for provider in entry.get("prestataires", _NO_LIST)
        ),
        units=tuple(
            Unit(name=_text(unit, "name"), aliases=_texts(unit, "aliases"), address=_text(unit, "email"))
            for unit in entry.get("internal_units", _NO_LIST)
        ),
    )


def _text(entry: Mapping[str, Any], key: str) -> str:
    value = entry.get(key)
    return value if isinstance(value, str) else ""


def _texts(entry: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = entry.get(key)
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()
