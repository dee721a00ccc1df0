"""Who follows a case: whom the client chose, whom he complains about, and who by default."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from mailbot.config import Settings
from mailbot.decide.commands import fold
from mailbot.expressions import Expression
from mailbot.model import Event, IncomingMail, Meaning, StaffMember, Ticket

_TITLES = {
    "m", "mr", "mme", "mlle", "madame", "monsieur", "mademoiselle", "messieurs", "mesdames", "me", "maitre",
    "dr", "docteur", "mrs", "ms", "miss", "frau", "herr", "herrn", "mevrouw", "meneer", "senora", "senor",
    "signora", "signor",
}  # fmt: skip
_POLITE = {"svp", "stp", "merci", "s", "il", "vous", "plait", "please", "bitte"}
_SHORT = 10  # words
_NEARLY = 85  # of 100: "Griffard" for Griffart
# Somebody addressed is not somebody complained about.
_ADDRESSED = Expression(
    r"(?im)^\s*(bonjour|bonsoir|cher|chere|chère|chers|madame|monsieur|mme|m\.)[^\n]{0,60}$"
    r"|(?:à l['’]attention d[eu']|a l'attention d[eu'])[^\n,.;]{0,60}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    assigned: str | None
    blamed: tuple[str, ...] = ()
    unclear: str = ""  # the client wishes somebody whom we do not know for sure: a question for people
    events: tuple[Event, ...] = ()


def choose(mail: IncomingMail, meaning: Meaning, settings: Settings) -> Choice:
    """The client's choice wins; next comes somebody whom he does not complain about."""
    able = settings.handlers()
    blamed = _blamed(mail, meaning, able)
    chosen = chosen_by_client(meaning, able)
    wish = meaning.wishes.handler
    unwanted = (*blamed, *_named(meaning.wishes.not_handler, able))
    present = tuple(m for m in able if m.name not in settings.absent) or able
    default = _default(tuple(m for m in present if m not in unwanted) or present)
    names = tuple(m.name for m in blamed if m not in chosen)
    if len(chosen) == 1:
        why = f"Le client souhaite avoir affaire à {chosen[0].name}"
        told = Event(event="handler_chosen", why=why, actor="client")
        return Choice(assigned=chosen[0].name, blamed=names, events=(told,))
    if wish and settings.procedure.handlers.client_chooses:
        why = f"Le client demande une personne qui n'est pas reconnue sûrement\u00a0: {wish}"
        told = Event(event="handler_unclear", why=why, actor="client")
        return Choice(assigned=default, blamed=names, unclear=why, events=(told,))
    return Choice(assigned=default, blamed=names)


def chosen_later(mail: IncomingMail, meaning: Meaning, ticket: Ticket, settings: Settings) -> Choice:
    """In an answer to us, a name alone is a choice too: the acknowledgement has asked for it."""
    if not settings.procedure.handlers.client_chooses:
        return Choice(assigned=None)
    able = settings.handlers()
    chosen = chosen_by_client(meaning, able) or _named_shortly(mail.new_text, able)
    if len(chosen) == 1:
        if chosen[0].name == ticket.assigned_to:
            return Choice(assigned=None)
        why = f"Le client souhaite avoir affaire à {chosen[0].name}"
        told = Event(event="handler_chosen", why=why, actor="client", data={"before": ticket.assigned_to})
        return Choice(assigned=chosen[0].name, events=(told,))
    if wish := meaning.wishes.handler:
        why = f"Le client demande une personne qui n'est pas reconnue sûrement\u00a0: {wish}"
        unclear = Event(event="handler_unclear", why=why, actor="client")
        return Choice(assigned=None, unclear=why, events=(unclear,))
    return Choice(assigned=None)


def _named_shortly(text: str, able: tuple[StaffMember, ...]) -> list[StaffMember]:
    """ "Mme Griffart, merci" names whom he wants; in a long mail a name can stand for anything."""
    words = [w for w in fold(text).split() if w not in _TITLES]
    if len(words) > _SHORT or "pas" in words or "plus" in words:
        return []
    by_surname = [m for m in able if any(_is_of(word, [_surname(m)]) for word in words)]
    said = [word for word in words if word not in _POLITE]
    # A first name is a choice only where nothing else is said: he may sign with the same one.
    return by_surname or (_named(" ".join(said), able) if len(said) <= 2 else [])


def chosen_by_client(meaning: Meaning, able: tuple[StaffMember, ...]) -> list[StaffMember]:
    """Whom he named, forgiving a misspelling; more than one is for people to settle."""
    return _named(meaning.wishes.handler, able)


def _named(name: str | None, able: tuple[StaffMember, ...]) -> list[StaffMember]:
    given = fold(name or "").split()
    words = [w for w in given if w not in _TITLES]
    while words and words[-1] in _POLITE:
        words.pop()
    if not any(len(word) > 1 for word in words):
        return []
    found = [m for m in able if all(_is_part(word, fold(m.name).split()) for word in words)]
    if len(found) > 1 and given[0] in _TITLES:
        # « Mme Martin » is Claire Martin, though a Martin Dupré works here too.
        return [m for m in found if any(_is_of(word, [_surname(m)]) for word in words)] or found
    return found


def _is_part(word: str, name: list[str]) -> bool:
    """A word of the name, or the initial of one."""
    return _is_of(word, name) or (len(word) == 1 and any(part[0] == word for part in name))


def followers(settings: Settings, record: Mapping[str, Any]) -> tuple[StaffMember, ...]:
    """Who is told of a case: whoever it is about hears of it from a colleague, not from us."""
    blamed: Collection[str] = record.get("blamed", ())
    able = settings.handlers()
    return tuple(m for m in able if m.name not in blamed) or able


def may_follow(member: StaffMember, settings: Settings) -> bool:
    return member in settings.handlers()


def _default(able: tuple[StaffMember, ...]) -> str | None:
    managers = [m for m in able if "manager" in m.roles]
    return (managers or list(able))[0].name if able else None


def _blamed(mail: IncomingMail, meaning: Meaning, able: tuple[StaffMember, ...]) -> tuple[StaffMember, ...]:
    """Handlers whom a complaint names, unless he only addresses them or asks for them."""
    if meaning.kind != "reclamation" or len(able) < 2:
        return ()
    text = _ADDRESSED.sub(" ", mail.new_text)
    if meaning.wishes.handler:
        text = "\n".join(
            s for s in re.split(r"[.!?\n]+", text) if fold(meaning.wishes.handler) not in fold(s)
        )
    words = set(fold(text).split())
    return tuple(m for m in able if _surname(m) in words)


def _surname(member: StaffMember) -> str:
    """The last word, unless another is written in capitals: « GRIFFART Sophie »."""
    capitals = [w for w in member.name.split() if w.isupper() and len(w) > 2]
    written = capitals if len(capitals) < len(member.name.split()) and capitals else [member.name]
    words = [w for w in fold(written[-1]).split() if w not in _TITLES]
    return words[-1] if words else ""


def _is_of(word: str, name: list[str]) -> bool:
    return any(word == part or (len(word) > 3 and fuzz.ratio(word, part) >= _NEARLY) for part in name)
