"""Somebody of the staff is away: who may say so, until when, and who stands in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from mailbot.config import Settings
from mailbot.decide.named import members_named
from mailbot.decide.said_dates import leading_date, trailing_date
from mailbot.model import StaffMember

_UNTIL = ("jusqu[’' ]?au", "jusqu[’' ]?à", "jusqu[’' ]?a")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """`refused` not empty: nothing is noted."""

    name: str = ""
    until: datetime | None = None  # None: back again
    done: str = ""
    refused: str = ""


def away(text: str, member: StaffMember, settings: Settings, today: date) -> Said:
    """`[NAME] jusqu'au DATE`"""
    name, day = trailing_date(text, _UNTIL, today)
    if day is None:
        day, name = leading_date(text, today)
    if day is None:
        return Said(refused="#absent : dites jusqu'à quand, par exemple #absent jusqu'au 3 décembre.")
    who = _who(name, member, settings)
    if isinstance(who, str):
        return Said(refused=f"#absent {text} : {who}")
    if day < today:
        return Said(refused=f"#absent : le {day:%d/%m/%Y} est déjà passé.")
    zone = ZoneInfo(settings.organisation.timezone)
    until = datetime.combine(day, time(23, 59, 59), tzinfo=zone)
    instead = _instead(who, settings)
    stands_in = f"à la place : {instead}" if instead else "personne d'autre ne peut traiter les dossiers"
    return Said(
        name=who.name, until=until, done=f"{who.name} est absent(e) jusqu'au {day:%d/%m/%Y} ; {stands_in}."
    )


def back(text: str, member: StaffMember, settings: Settings) -> Said:
    """`[NAME]`"""
    who = _who(text, member, settings)
    if isinstance(who, str):
        return Said(refused=f"#présent {text} : {who}")
    return Said(name=who.name, done=f"{who.name} est de retour.")


def _who(name: str, member: StaffMember, settings: Settings) -> StaffMember | str:
    """The colleague that is meant, or why not: for others, a manager says it."""
    if not name.strip():
        return member
    found = members_named(name, settings.staff)
    if len(found) != 1:
        return f"écrivez un de ces noms : {', '.join(m.name for m in settings.staff)}."
    if found[0] != member and "manager" not in member.roles:
        return "seul un responsable peut le dire pour quelqu'un d'autre."
    return found[0]


def _instead(member: StaffMember, settings: Settings) -> str:
    there = [m for m in settings.handlers() if m.name not in settings.absent and m != member]
    deputy = [m.name for m in there if m.name == member.deputy]
    return ", ".join(deputy or [m.name for m in there if "manager" in m.roles])
