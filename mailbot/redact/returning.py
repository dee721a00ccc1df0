"""Makes of a provider's answer what its client may read: names put back, the provider's own people left out.

The way back has the same shape as the way out: `held` not empty means that a person must look first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from mailbot.expressions import Expression
from mailbot.model import Directory, IncomingMail, Meaning, Redacted
from mailbot.redact.doubts import LONGEST
from mailbot.redact.folding import fold, visible
from mailbot.redact.public import public_facts
from mailbot.redact.redaction import redact
from mailbot.redact.words import CLOSINGS

_PLACEHOLDER = Expression(r"\[[^\]\[\n]{2,60}\]")
_CLOSING = Expression(rf"^[ ]{{0,6}}{CLOSINGS}")
_LONGEST_CLOSING = 12  # words
_PROSE = 8  # words: below a signature such a line is said to somebody
_LEAST = 4  # words; « Bien reçu, merci. » tells a client nothing
_COPIED = 30  # characters of our copy that nobody writes by chance
_ADDRESSES = Expression(r"@|https?://|www\.", re.IGNORECASE)
_OUR_LETTER = Expression(
    r"ce qui nous a ete (?:ecrit|rapporte)|ce que nous vous demandons|notre reference ?:"
)
_FOR_US = Expression(
    r"(?<![a-z])(?:entre nous|confidentiel\w*|en interne|a usage interne|pour votre information seule|"
    r"(?:ne|n'en|ne pas|merci de ne pas|sans) (?:[a-z']{1,10} ){0,4}(?:transm|communiqu|divulg|diffus|"
    r"repet|dire |dites|parle)|(?:don'?t|do not|not) (?:tell|share|pass|forward|mention)|"
    r"between (?:us|you and me))"
)
_OTHERS = Expression(
    r"(?<![a-z])(?:autres? (?:client|famille|couple|voyageur|vacancier|resident|locataire|hote|stagiaire|"
    r"eleve|reservation|dossier)|(?:client|famille|couple|voisin|occupant|locataire)\w{0,4} "
    r"(?:de la|du|de l')(?: n°)? ?(?:chambre|emplacement|bungalow|mobil-home|gite|appartement|studio|tente)|"
    r"other (?:guest|customer|famil))"
)


def returned(
    mail: IncomingMail,
    of_client: Redacted,
    directory: Directory,
    meaning: Meaning,
    *,
    signature: bool = False,
) -> Redacted:
    """`of_client`: the copy that the provider has answered. `signature`: the provider's own stays in."""
    whole = "\n".join(
        line for line in visible(mail.new_text).strip().split("\n") if not line.lstrip().startswith(">")
    )
    body, signed = _parted(whole, mail, directory)
    reasons = (
        *_unreadable(mail, body, signed),
        *_of_our_copy(body, of_client),
        *_of_words(body, signature=signature),
        *_of_people(mail, body, of_client, directory, meaning),
    )
    text, unknown = _names_put_back(body, of_client)
    below = "\n".join(part for part in (signed, visible(mail.signature).strip()) if part) if signature else ""
    return Redacted(
        subject="",
        text="\n\n".join(part for part in (text, below) if part),
        withheld=tuple(one.name for one in mail.attachments),
        held=tuple(dict.fromkeys((*reasons, *unknown))),
    )


def _parted(text: str, mail: IncomingMail, directory: Directory) -> tuple[str, str]:
    """What is said, and the closing words with all that stands below them."""
    lines = text.split("\n")
    for number in range(len(lines) - 1, max(-1, len(lines) - 17), -1):
        if _closes(lines[number]):
            return "\n".join(lines[:number]).strip(), "\n".join(lines[number:]).strip()
    own = {*re.findall(r"\w+", fold(mail.from_.name if mail.from_ else "")), *public_facts(directory).words}
    end = len(lines)
    while end and set(re.findall(r"\w+", fold(lines[end - 1]))) <= own:  # blank lines too
        end -= 1
    return "\n".join(lines[:end]).strip(), "\n".join(lines[end:]).strip()


def _closes(line: str) -> bool:
    """« Cordialement, Jean Roy », and not « Merci pour votre message »."""
    closing = _CLOSING.match(fold(line))
    rest = line[closing.end() :].strip(" \u00a0,.!:;-") if closing else ""
    return closing is not None and len(line.split()) <= _LONGEST_CLOSING and (not rest or rest[0].isupper())


def _unreadable(mail: IncomingMail, body: str, signed: str) -> Iterator[str]:
    if len(re.findall(r"\w+", body)) < _LEAST:
        yield "elle ne contient pas de texte à relayer"
    if len(body) > LONGEST:
        yield "elle est trop longue pour être vérifiée"
    if mail.problems:
        yield "une partie du courriel n’a pas pu être lue"
    if any(len(line.split()) > _PROSE for line in signed.split("\n")):
        yield "une phrase suit la signature"


def _of_our_copy(body: str, of_client: Redacted) -> Iterator[str]:
    plain = " ".join(body.split())
    lines = (" ".join(line.split()) for line in of_client.text.split("\n"))
    if any(len(line) >= _COPIED and line[:200] in plain for line in lines) or _OUR_LETTER.search(fold(body)):
        yield "elle recopie notre lettre"


def _of_words(body: str, *, signature: bool) -> Iterator[str]:
    folded = " ".join(fold(body).split())
    if found := _FOR_US.search(folded):
        yield f"elle semble écrite pour vous seuls («\u00a0{found[0].strip()}\u00a0»)"
    if found := _OTHERS.search(folded):
        yield f"elle parle d’autres personnes («\u00a0{found[0].strip()}\u00a0»)"
    if not signature and _ADDRESSES.search(body):
        yield "elle donne une adresse dans son texte"


def _of_people(
    mail: IncomingMail, body: str, of_client: Redacted, directory: Directory, meaning: Meaning
) -> Iterator[str]:
    """Whatever would be masked on the way out is about somebody, unless it is the client's own."""
    own = body
    for name in sorted(of_client.identity.names, key=len, reverse=True):
        own = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "[la personne]", own, flags=re.IGNORECASE)
    for placeholder, number in of_client.stands_for:
        if len(number) >= _LEAST and any(map(str.isdecimal, number)):
            own = own.replace(number, placeholder)
    probe = replace(mail, subject="", text=own, new_text=own, signature="", attachments=())
    masked = redact(probe, directory, meaning).text
    found = Counter(_PLACEHOLDER.findall(masked)) - Counter(_PLACEHOLDER.findall(own))
    if found:
        yield f"elle contient des données d’une personne\u00a0: {', '.join(sorted(found))}"


def _names_put_back(body: str, of_client: Redacted) -> tuple[str, tuple[str, ...]]:
    """The text for the client, and why it is not certain."""
    known: dict[str, str] = {}
    for placeholder, meant in of_client.stands_for:
        known.setdefault(placeholder, meant)
    doubtful = [one for one in _PLACEHOLDER.findall(body) if known.get(one, one[1:-1]) == one[1:-1]]
    text = _PLACEHOLDER.sub(lambda found: known.get(found[0], found[0]), body)
    return text, tuple(
        f"on ne sait pas avec certitude ce que remplace «\u00a0{one}\u00a0»" for one in doubtful
    )
