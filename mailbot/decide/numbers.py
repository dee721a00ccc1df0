"""Which numbers of the client a provider may read: the procedure's rule, a colleague's order, a refusal.

The copy is made with all that is wanted (`wanted`); each letter shows what it is meant to show (`shown`).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from mailbot.config import Settings
from mailbot.decide.commands import Command, fold, parse
from mailbot.decide.copies import rewritten
from mailbot.model import Event, IncomingMail, Redacted, Ticket
from mailbot.procedure.numbers import PLACEHOLDERS, SAID, NumberClass, classes_of, masked_in, readable_in

_NAMES: dict[str, NumberClass] = {
    "reservation": "réservation", "reservations": "réservation", "resa": "réservation",
    "booking": "réservation",
    "contrat": "contrat", "contrats": "contrat", "police": "contrat",
    "plaque": "plaque", "plaques": "plaque", "immatriculation": "plaque", "immatriculations": "plaque",
    "dossier": "dossier", "dossiers": "dossier", "reference": "dossier", "references": "dossier",
}  # fmt: skip
_BETWEEN = frozenset(
    ("le", "la", "les", "l", "un", "une", "son", "sa", "ses", "leur", "leurs", "de", "du", "des", "d",
     "et", "numero", "numeros", "num", "no", "n", "client", "cliente", "aussi")
)  # fmt: skip
_NO = frozenset({"non", "refus", "refuse", "anonyme"})


def named(how: str) -> tuple[frozenset[NumberClass], str]:
    """What « avec le numéro de réservation et la plaque » releases, and what else stands there."""
    words = re.sub(r"[,;+&]", " ", how).split()
    with_ = next((n for n, word in enumerate(words) if fold(word) == "avec"), None)
    if with_ is None:
        return frozenset(), how
    found: set[NumberClass] = set()
    end = with_ + 1
    for place, word in enumerate(words[end:], end):
        parts = fold(word).split()
        told = {_NAMES[part] for part in parts if part in _NAMES}
        if not told and not _BETWEEN.issuperset(parts):
            break
        found |= told
        end = place + 1 if told else end
    return (frozenset(found), " ".join((*words[:with_], *words[end:]))) if found else (frozenset(), how)


def by_rule(settings: Settings, *, refused: bool) -> frozenset[NumberClass]:
    """What the procedure lets a provider read; nothing where the client wants no details passed on."""
    return frozenset() if refused else frozenset(settings.procedure.forward.reveals)


def wanted(mail: IncomingMail, ticket: Ticket, settings: Settings) -> frozenset[NumberClass]:
    """All that a mail of staff may need to be readable."""
    commands = parse(mail.new_text).commands
    refused = ticket.refuses_contact_sharing or any(map(_refuses, commands))
    ordered = (named(command.argument)[0] for command in commands if command.name == "transmettre")
    return by_rule(settings, refused=refused).union(*ordered)


def shown(copy: Redacted, classes: Collection[str]) -> Redacted:
    """The copy in which no other numbers can be read, and in which they are searched for."""
    numbers = readable_in(copy)
    free = {number for one, number in (*numbers, *copy.told_later) if one in classes}
    hidden = [(one, number) for one, number in numbers if number not in free]
    subject, text = copy.subject, copy.text
    for one, number in sorted(hidden, key=lambda found: -len(found[1])):
        pattern = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, number.split())) + r"(?!\w)")
        subject, text = (pattern.sub(PLACEHOLDERS[one], part) for part in (subject, text))
    secret = [number for _, number in (*hidden, *copy.told_later) if number not in free]
    if not secret:
        return copy
    others = dict.fromkeys((*copy.identity.others, *secret))
    identity = replace(copy.identity, others=tuple(others))
    return replace(rewritten(copy, subject=subject, text=text), identity=identity)


def with_later(copy: Redacted, classes: Collection[str]) -> Redacted:
    """What the client has told since, below the first mail's words: the number, and nothing around it."""
    later = [(one, number) for one, number in copy.told_later if one in classes]
    if not later:
        return copy
    labels = {str(one): label for one, label in PLACEHOLDERS.items()}
    told = replace(copy, stands_for=(*copy.stands_for, *((labels[one], number) for one, number in later)))
    said = {str(one): words for one, words in SAID.items()}
    listed = " et ".join(f"{said[one]} ({number})" for one, number in later)
    return replace(told, text=f"{copy.text}\n\nIndiqué depuis par la personne\u00a0: {listed}.")


def travelling(copy: Redacted) -> str:
    """« le numéro de réservation (GT-4471) »: for people; empty where none can be read."""
    numbers = readable_in(copy)
    return " et ".join(
        f"{SAID[one]} ({', '.join(number for kind, number in numbers if kind == one)})"
        for one in classes_of(numbers)
    )


def events(copy: Redacted, conversation: str, actor: str = "mailbot") -> tuple[Event, ...]:
    """Who has let which class be read, and by whom; the number itself is in the letter."""
    return tuple(
        Event(event="forward_ordered", why=f"Lisible dans la copie : {SAID[one]}", actor=actor,
              data={"field": one, "to": conversation})
        for one in classes_of(readable_in(copy))
    )  # fmt: skip


def told(copy: Redacted, settings: Settings, *, refused: bool, left: bool) -> tuple[str, ...]:
    """For the notice of a new case: what can be read, what cannot, and how to let it go."""
    lines = []
    rule = settings.procedure.forward.reveals
    masked = masked_in(copy)
    if numbers := travelling(copy):
        lines.append(f"Lisible dans la copie, comme votre configuration le veut : {numbers}.")
    if masked and refused and rule:
        lines.append(
            "Le client ne veut pas que ses coordonnées soient transmises : ses numéros restent masqués, "
            "malgré votre configuration."
        )
    if masked:
        restored = dict(reversed(copy.stands_for))
        what = " et ".join(_with_number(one, restored.get(PLACEHOLDERS[one], "")) for one in masked)
        order = f"#transmettre avec {' et '.join(masked)}"
        how = f"#confirmer, et dessous {order}" if left or refused else order
        lines.append(f"Masqué dans la copie : {what}. Si le prestataire en a besoin : {how}.")
    return tuple(lines)


def _with_number(one: NumberClass, number: str) -> str:
    return f"{SAID[one]} ({number})" if any(map(str.isdecimal, number)) else SAID[one]


def _refuses(command: Command) -> bool:
    return command.name == "coordonnees" and fold(command.argument).split(" ")[0] in _NO
