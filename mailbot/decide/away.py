"""Somebody of the staff is away: who may say so, until when, and who stands in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from mailbot.config import Settings
from mailbot.decide.named import members_named
from mailbot.decide.said_dates import impossible_date, leading_date, trailing_date
from mailbot.model import StaffMember

_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_UNTIL = ("jusqu[’' ]?au", "jusqu[’' ]?à", "jusqu[’' ]?a")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """`refused` not empty: nothing is noted."""

    name: str = ""
    until: datetime | None = None  # None: back again
    done: str = ""
    note: str = ""
    told: tuple[StaffMember, ...] = ()  # who hears of it, and what
    lines: tuple[str, ...] = ()
    refused: str = ""


def away(text: str, member: StaffMember, settings: Settings, today: date) -> Said:
    """`[NAME] jusqu'au DATE`"""
    name, day = trailing_date(text, _UNTIL, today)
    if day is None:
        day, name = leading_date(text, today)
    if day is None:
        impossible = impossible_date(text) or impossible_date(text, _UNTIL)
        asked = "dites jusqu'à quand, par exemple #absent jusqu'au 3 décembre."
        return Said(refused=f"#absent : {impossible or asked}")
    who = _who(name, member, settings)
    if isinstance(who, str):
        return Said(refused=f"#absent {text} : {who}")
    if day < today:
        return Said(refused=f"#absent : le {day:%d/%m/%Y} est déjà passé.")
    zone = ZoneInfo(settings.organisation.timezone)
    until = datetime.combine(day, time(23, 59, 59), tzinfo=zone)
    if settings.absent.get(who.name) == until:
        return Said(
            name=who.name,
            until=until,
            done=f"L'absence de {who.name} jusqu'au {_shown(day)} est déjà notée : rien ne change.",
        )
    instead = stand_ins(who, settings)
    names, follow = " et ".join(m.name for m in instead), "suit" if len(instead) == 1 else "suivent"
    meanwhile = (
        f"D'ici là, {names} {follow} les dossiers confiés à {who.name}, échéances comprises."
        if instead
        else "Attention : personne n'est prévu pour les dossiers d'ici là ; #assigner NOM les confie."
    )
    back_word = "#présent" if who == member else f"#présent {who.name}"
    return Said(
        name=who.name,
        until=until,
        done=f"Absence notée : {who.name}, jusqu'au {_shown(day)} inclus. {meanwhile}",
        note=f"Retour plus tôt que prévu ? Écrivez {back_word}.",
        told=tuple(m for m in instead if m != member),
        lines=(
            f"{who.name} n'est pas là jusqu'au {_shown(day)} inclus.",
            f"D'ici là, {'vous suivez' if len(instead) == 1 else f'{names} suivent'} ses dossiers.",
            "Le point du matin et les rappels d'échéance vous les montrent.",
        ),
    )


def back(text: str, member: StaffMember, settings: Settings) -> Said:
    """`[NAME]`"""
    who = _who(text, member, settings)
    if isinstance(who, str):
        return Said(refused=f"#présent {text} : {who}")
    if who.name not in settings.absent:
        return Said(name=who.name, done=f"{who.name} n'était pas noté comme absent : rien ne change.")
    instead = tuple(m for m in stand_ins(who, settings) if m != member)
    return Said(
        name=who.name,
        done=f"Retour noté : {who.name} suit de nouveau ses dossiers.",
        told=instead,
        lines=(f"{who.name} est de retour et suit de nouveau ses dossiers.",),
    )


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


def stand_ins(member: StaffMember, settings: Settings) -> tuple[StaffMember, ...]:
    """Who follows the cases of somebody who is away: the deputy, else the managers who are there."""
    there = tuple(m for m in settings.handlers() if m.name not in settings.absent and m != member)
    deputy = tuple(m for m in there if m.name == member.deputy)
    return deputy or tuple(m for m in there if "manager" in m.roles)


def _shown(day: date) -> str:
    return f"{_DAYS[day.weekday()]} {day:%d/%m/%Y}"
