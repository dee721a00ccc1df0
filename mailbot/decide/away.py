"""Somebody of the staff is away: who may say so, from when until when, and who stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from mailbot.config import Settings
from mailbot.decide.commands import fold
from mailbot.decide.named import members_named
from mailbot.decide.said_dates import far, impossible_date
from mailbot.decide.said_spans import Span, said_span, shown_span, weekday_and_day
from mailbot.model import Absence, StaffMember

_HALF_A_YEAR = 183  # days
_UNTIL = ("jusqu[’' ]?au", "jusqu[’' ]?à", "jusqu[’' ]?a", "du", "au")
# What people say around the name of who stands in, or of why they are away: it names nobody.
_SAID_AROUND = frozenset(
    fold(
        "c est ce sera qui me moi le la les un une remplace remplacera remplacee remplacement par prend "
        "prendra relais relai releve suit suivra mes dossiers voir avec contacter et a en de du pour sera je "
        "suis serai "
        "absent absente absence conge conges vacances formation maladie arret rtt repos deplacement inclus "
        "merci bonjour cordialement m s occupe occupera mon mes svp seul seule tous toutes"
    ).split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """`refused` not empty: nothing is noted."""

    name: str = ""
    absence: Absence | None = None  # None: back again
    done: str = ""
    note: str = ""
    told: tuple[StaffMember, ...] = ()  # who hears of it, and what
    lines: tuple[str, ...] = ()
    refused: str = ""


def away(text: str, member: StaffMember, settings: Settings, today: date) -> Said:
    """`[NAME] jusqu'au DATE [NAME]`, `[NAME] du DATE au DATE [NAME]`: who is away, and who stands in."""
    before, span, behind = said_span(text, today)
    if span is None:
        impossible = impossible_date(text) or impossible_date(text, _UNTIL)
        asked = "dites jusqu'à quand, par exemple #absent jusqu'au 3 décembre, ou #absent du 3/12 au 8/12."
        return Said(refused=f"#absent : {impossible or asked}")
    who = _who(_names_in(before), member, settings)
    if isinstance(who, str):
        return Said(refused=f"#absent {text} : {who}")
    if span.last < today:
        return Said(refused=f"#absent : le {span.last:%d/%m/%Y} est déjà passé.")
    if (span.last - today).days > _HALF_A_YEAR and not re.search(r"\d{4}", text):
        return Said(refused=f"#absent : {far(span.last)}")
    instead = _stand_in(_names_in(behind), who, settings)
    if isinstance(instead, str):
        return Said(refused=f"#absent {text} : {instead}")
    absence = _absence(span, instead, today, settings)
    if settings.absences.get(who.name) == absence:
        return Said(
            name=who.name,
            absence=absence,
            done=f"{_told(who, span, member)} C'est déjà noté : rien ne change.",
        )
    return _noted(who, span, absence, member, settings)


def _noted(who: StaffMember, span: Span, absence: Absence, member: StaffMember, settings: Settings) -> Said:
    standing_in = settings.instead_of(who, absence.instead)
    names = " et ".join(m.name for m in standing_in)
    one = len(standing_in) == 1
    whose = "vos dossiers" if who == member else "ses dossiers"
    back_word = "#présent" if who == member else f"#présent {who.name}"
    meanwhile = (
        f"{names} {'suit' if one else 'suivent'} {whose}."
        if standing_in
        else f"Personne d'autre ne traite les dossiers : les messages attendent {who.name} dans sa boîte."
    )
    notes = [f"Retour plus tôt que prévu, ou une erreur ? Écrivez {back_word}."]
    if standing_in and not absence.instead and standing_in[0].name != who.deputy:
        notes.insert(0, "Pour choisir vous-même qui s'en charge, écrivez son nom derrière les dates.")
    return Said(
        name=who.name,
        absence=absence,
        done=f"{_told(who, span, member)} {meanwhile}",
        note=" ".join(notes),
        told=tuple(m for m in standing_in if m != member),
        lines=(
            f"{who.name} n'est pas là {shown_span(span)}.",
            f"Pendant ce temps, {'vous suivez' if one else f'{names} suivent'} ses dossiers.",
            "Le point du matin et les rappels d'échéance vous les montrent.",
        ),
    )


def _told(who: StaffMember, span: Span, member: StaffMember) -> str:
    of = "" if who == member else f" de {who.name}"
    return f"Absence{of} : {shown_span(span)}."


def _absence(span: Span, instead: StaffMember | None, today: date, settings: Settings) -> Absence:
    zone = ZoneInfo(settings.organisation.timezone)
    since = datetime.combine(span.first, time(), tzinfo=zone) if span.first and span.first > today else None
    until = datetime.combine(span.last, time(23, 59, 59), tzinfo=zone)
    return Absence(until=until, since=since, instead=instead.name if instead else "")


def back(text: str, member: StaffMember, settings: Settings) -> Said:
    """`[NAME]`"""
    who = _who(text, member, settings)
    if isinstance(who, str):
        return Said(refused=f"#présent {text} : {who}")
    noted = settings.absences.get(who.name)
    if noted is None and who.name not in settings.absent:
        return Said(name=who.name, done=f"{who.name} n'était pas noté comme absent : rien ne change.")
    instead = tuple(m for m in settings.instead_of(who, noted.instead if noted else "") if m != member)
    if noted is not None and who.name not in settings.absent:
        assert noted.since is not None  # noqa: S101  (it has not begun)
        first = weekday_and_day(noted.since.astimezone(ZoneInfo(settings.organisation.timezone)).date())
        return Said(
            name=who.name,
            done=f"L'absence de {who.name} à partir du {first} n'est plus notée.",
            told=instead,
            lines=(f"{who.name} ne sera finalement pas absent(e) : son absence n'est plus notée.",),
        )
    return Said(
        name=who.name,
        done=f"Retour noté : {who.name} suit de nouveau ses dossiers.",
        told=instead,
        lines=(f"{who.name} est de retour et suit de nouveau ses dossiers.",),
    )


def proposed(text: str, settings: Settings, member: StaffMember, today: date) -> str:
    """The command that says what these plain words say; without a date that is understood, its beginning."""
    for line in re.split(r"(?<=[a-zé])[.!?;](?:\s|$)|\n", text):
        _, span, _ = said_span(line, today)
        if span is not None and span.last >= today:
            break
    else:
        return "#absent jusqu'au "
    named = tuple(m for m in _people_in(text, settings) if m != member)
    instead = f", {named[0].name}" if len(named) == 1 and named[0].can_act() else ""
    if span.first is None:
        return f"#absent jusqu'au {span.last:%d/%m/%Y}{instead}"
    return f"#absent du {span.first:%d/%m/%Y} au {span.last:%d/%m/%Y}{instead}"


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


def _stand_in(name: str, who: StaffMember, settings: Settings) -> StaffMember | str | None:
    if not name:
        return None
    able = tuple(m for m in settings.staff if m.can_act() and m != who)
    found = members_named(name, able)
    if len(found) != 1:
        names = ", ".join(m.name for m in able)
        known = f"écrivez un de ces noms : {names}." if names else "personne d'autre ne traite les dossiers."
        return f"« {name} » ne désigne pas un collègue qui peut suivre les dossiers ; {known}"
    if found[0].name in settings.absent:
        return f"{found[0].name} est noté(e) comme absent(e) aussi. Choisissez quelqu'un d'autre."
    return found[0]


def _names_in(words: str) -> str:
    """Of "Hugo prend le relais": Hugo."""
    return " ".join(w for w in re.findall(r"[\w-]+", words) if not set(fold(w).split()) <= _SAID_AROUND)


def _people_in(text: str, settings: Settings) -> tuple[StaffMember, ...]:
    words = set(fold(text).split())
    return tuple(m for m in settings.staff if any(len(w) > 2 and w in words for w in fold(m.name).split()))
