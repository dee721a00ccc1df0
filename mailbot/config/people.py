"""The organisation, its staff, its services, its mediator, and the providers of config.toml."""

from __future__ import annotations

import re
import unicodedata
from typing import get_args

from mailbot.config.mistakes import NBSP, did_you_mean, quoted
from mailbot.config.table import Table
from mailbot.model import Concerned, Mediator, Organisation, Provider, StaffMember, StaffRole, Unit

_ROLES: tuple[StaffRole, ...] = get_args(StaffRole)


def read_organisation(table: Table) -> Organisation:
    """The letterhead; the caller reads the other keys of the table and finishes it."""
    return Organisation(
        name=table.required_text("name", "Office de tourisme des Chaumes"),
        address=table.text("address"),
        phone=table.text("phone"),
        website=table.text("website"),
        privacy_contact=table.text("privacy_contact"),
        timezone=_timezone(table),
    )


def _timezone(table: Table) -> str:
    from zoneinfo import ZoneInfo, available_timezones

    name = table.text("timezone") or "Europe/Paris"
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # ZoneInfoNotFoundError is a KeyError; a folder is an OSError
        hint = did_you_mean(name, available_timezones())
        table.wrong(
            "timezone", f'fuseau horaire {quoted(name)} inconnu. {hint}En métropole{NBSP}: "Europe/Paris".'
        )
        return "Europe/Paris"
    return name


def read_staff(root: Table) -> tuple[StaffMember, ...]:
    tables = root.tables("staff")
    found = tuple(_staff_member(table) for table in tables)
    able = [member.name for member in found if member.can_act()]
    for table, member in zip(tables, found, strict=True):
        if member.deputy and (member.deputy not in able or member.deputy == member.name):
            others = ", ".join(quoted(name) for name in able if name != member.name)
            table.wrong(
                "deputy",
                f"{quoted(member.deputy)} ne peut pas remplacer {member.name}. "
                + (f"Écrivez l’un de ces noms{NBSP}: {others}." if others else "Retirez cette ligne."),
            )
    return found


def _staff_member(table: Table) -> StaffMember:
    result = StaffMember(
        name=table.required_text("name", "Claire Martin"),
        function=table.text("function"),
        address=table.required_address("email"),
        roles=table.choices("roles", _ROLES, ("handler",)),
        may_sign=table.boolean("may_sign", default=True),
        compensation_up_to=table.optional_integer("compensation_up_to", low=0, high=1_000_000),
        deputy=table.text("deputy"),
    )
    if table.has("roles") and table.values["roles"] == []:
        table.wrong("roles", f"aucun rôle. Choisissez parmi{NBSP}: {', '.join(_ROLES)}.")
    table.finish()
    return result


def read_concerned(root: Table) -> tuple[Concerned, ...]:
    found = []
    for table in root.tables("concerned"):
        found.append(
            Concerned(
                name=table.required_text("name", "Mairie des Chaumes"),
                address=table.required_address("email"),
                targets=table.texts("targets"),
            )
        )
        table.finish()
    return tuple(found)


def read_units(root: Table) -> tuple[Unit, ...]:
    return tuple(_unit(table) for table in root.tables("units"))


def _unit(table: Table) -> Unit:
    result = Unit(
        name=table.required_text("name", "BIT de Cornimont"),
        aliases=table.texts("aliases"),
        address=table.address("email"),
    )
    table.finish()
    return result


def read_providers(root: Table) -> tuple[Provider, ...]:
    return tuple(_provider(table) for table in root.tables("providers"))


def _provider(table: Table) -> Provider:
    name = table.required_text("name", "Hôtel du Grand Tétras")
    result = Provider(
        id=table.text("id") or slug(name),
        name=name,
        aliases=table.texts("aliases"),
        address=table.address("email"),
        town=table.text("town"),
        street=table.text("street"),
        website=table.text("website"),
        category=table.text("category"),
    )
    table.finish()
    return result


def read_mediator(table: Table | None) -> Mediator | None:
    if table is None:
        return None
    result = Mediator(
        name=table.required_text("name", "Médiateur de la consommation"),
        address=table.text("address"),
        website=table.text("website"),
    )
    if not result.website and not result.address:
        table.wrong(
            "website", "un médiateur sans coordonnées ne sert à personne. Ajoutez website (et address)."
        )
    table.finish()
    return result


def slug(name: str) -> str:
    """An identifier made of a name: "Hôtel du Grand Tétras" gives "hotel-du-grand-tetras"."""
    decomposed = unicodedata.normalize("NFKD", name.casefold().replace("œ", "oe").replace("æ", "ae"))
    ascii_text = "".join(c for c in decomposed if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-")
