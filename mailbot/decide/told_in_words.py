"""What a colleague tells of a client in plain words: "Mme Roussel a appelé ce matin, son tél. 06 …".

No form, no `#fiche`: who complains, how it came, and where the client can be reached. What stands in the
colleague's own signature is the colleague's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from mailbot.config import Settings
from mailbot.decide.commands import fold
from mailbot.expressions import Expression
from mailbot.model import IncomingMail, StaffMember

_PHONE = Expression(r"(?<![\d+])(?:\+\d{1,3}[ .]?(?:\(0\))?|0)[1-9](?:[ .\u00a0-]?\d\d){4}(?!\d)")
_TITLE = r"(?P<title>M\.|Mr\.?|Mme|Mlle|Monsieur|Madame|Mademoiselle)"
_NAME = Expression(
    rf"\b{_TITLE}[ \u00a0]+(?P<name>(?:(?:de|du|d['’]|le|la)[ ]?)?"
    r"[A-ZÀ-Þ][\w'’-]*(?:[ \u00a0][A-ZÀ-Þ][\w'’-]+){0,2})"
)
_SHE = ("mme", "mlle", "madame", "mademoiselle")
_SOMEBODY = Expression(
    r"\b(?:un |une |des |la |le |cette |ce |notre |nos |deux )(?:client|visiteu|touriste|vacanci|dame"
    r"|monsieur|famille|couple|stagiaire|eleve|adherent|assure|usager|personne)"
)
_COMPLAINS = Expression(
    r"\b(?:appele|telephone|rappele|venue?s?|passee?s?|plain[td]\w*|mecontente?s?|furieu\w+|reclame\w*"
    r"|reclamation|ecrit|envoye|exige\w*|remboursee?s?|remboursement|signale|refuse|decue?s?)\b"
)
_CHANNELS = {
    "téléphone": Expression(
        r"\b(?:au|par|le) (?:telephone|tel)\b|\b(?:a|ont|nous a|m a) (?:re)?(?:appele|telephone)"
        r"|\bappel (?:telephonique|de|recu)\b|\btel\b(?=.*\breclam)|\breclam\w* (?:par )?tel"
    ),
    "sur place": Expression(
        r"\bguichet\b|\ba l accueil\b|\bau comptoir\b|\bsur place\b|\b(?:est|sont) (?:venu|passe)"
        r"|\bau (?:bureau|bit)\b"
    ),
    "courrier": Expression(
        r"\bpar (?:courrier|la poste)\b|\b(?:une|sa|cette) lettre\b|\bcourrier (?:recu|de)\b"
    ),
    "internet": Expression(
        r"\b(?:avis|commentaire) (?:google|tripadvisor|facebook|en ligne)\b|\bsur (?:google|facebook)\b"
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """`values`: lines of the sheet by name, as a form would have them. `is_report`: it tells of a client."""

    values: Mapping[str, str] = field(default_factory=dict)
    who: str = ""  # "Cliente" where a woman is named
    is_report: bool = False


def told(mail: IncomingMail, member: StaffMember, settings: Settings) -> Told:
    text = without_signature(mail.new_text, member)
    words, subject = fold(text), fold(mail.subject)
    everything = f"{subject} {words}"
    channel = next((name for name, said in _CHANNELS.items() if said.search(everything)), "")
    values: dict[str, str] = {"canal": channel} if channel else {}
    match = _client(text, settings) or _client(mail.subject, settings)
    if match:
        values["nom"] = match["name"].strip()
    if phone := _phone(text, settings):
        values["telephone"] = phone
    speaks = bool(match) or _SOMEBODY.search(everything) is not None
    who = "Cliente" if match and fold(match["title"]) in _SHE else "Client"
    complains = _COMPLAINS.search(words) is not None or "reclamation" in subject.split()
    return Told(values=values, who=who, is_report=complains and (speaks or bool(channel)))


def without_signature(text: str, member: StaffMember) -> str:
    """Everything above the line that is the colleague's own name."""
    name = set(fold(member.name).split())
    lines = text.splitlines()
    for n, line in enumerate(lines):
        said = set(fold(line).split())
        if n and name and name <= said and len(said) <= len(name) + 1:
            return "\n".join(lines[:n]).rstrip()
    return text


def _client(text: str, settings: Settings) -> re.Match[str] | None:
    """The first person named who is none of us."""
    ours = [set(fold(m.name).split()) for m in settings.staff]
    return next(
        (m for m in _NAME.finditer(text) if not any(set(fold(m["name"]).split()) <= o for o in ours)), None
    )


def _phone(text: str, settings: Settings) -> str:
    ours = _digits(settings.organisation.phone)
    return next((m[0].strip() for m in _PHONE.finditer(text) if not ours or _digits(m[0]) != ours), "")


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)[-9:]
