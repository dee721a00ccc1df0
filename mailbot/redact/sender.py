"""What the headers know of the writer: names for the book, and by which word to call the person."""

from __future__ import annotations

import re

from mailbot.model import IncomingMail
from mailbot.redact import first_names
from mailbot.redact.folding import fold
from mailbot.redact.names import Book, Form, enter, enter_address
from mailbot.redact.public import Public, spans
from mailbot.redact.words import PLAIN


def author_label(mail: IncomingMail) -> str:
    """« la cliente », « le client », or « la personne » when nothing tells."""
    name = fold(" ".join(a.name for a in (mail.from_, mail.reply_to) if a))
    signed = fold(mail.signature or mail.text[-300:])
    if re.search(r"(?<![a-z])(?:famille|family|et|and|&|m\. et mme)(?![a-z])", name) or "&" in name:
        return "[les clients]"
    if re.search(r"(?<![a-z])(?:mme|madame|mrs|mlle|frau|sra)(?![a-z])", name):
        return "[la cliente]"
    if re.search(r"(?<![a-z])(?:monsieur|mr|herr|m\.)(?![a-z])", name):
        return "[le client]"
    for word in re.findall(r"[a-z-]+", name) or re.findall(r"[a-z-]+", signed)[-3:]:
        if word in first_names.UNDECIDED or (word in first_names.FEMALE and word in first_names.MALE):
            continue
        if word in first_names.FEMALE:
            return "[la cliente]"
        if word in first_names.MALE:
            return "[le client]"
    return "[la personne]"


def enter_sender(
    book: Book, mail: IncomingMail, author: str, public: Public, plain: frozenset[str]
) -> set[str]:
    """The names that the headers know; returns their folded words."""
    own: set[str] = set()
    for address in (mail.reply_to, mail.from_):
        if address is None or address.address in public.addresses:
            continue
        name = address.name if "@" not in address.name else ""
        enter(book, name, author, public.words, nouns=plain)
        _enter_whole(book, name, author, public)
        if not _writes_for_a_provider(name, address.address, public):
            own |= {w for w in re.findall(r"[^\W\d_]+", fold(name)) if len(w) >= 3 and w not in PLAIN}
        enter_address(book, address.address, author, public.words, nouns=plain, known=own)
        _enter_firm(book, address.address, public)
    return own


# Mail is had there by anybody.
_HOSTS = frozenset(
    """
    gmail googlemail orange wanadoo free laposte sfr neuf bbox hotmail outlook live yahoo icloud proton
    protonmail gmx aol msn numericable posteo mailo fastmail tutanota web online club-internet aliceadsl
    bluewin skynet telenet mailbox t-online freenet libero virgilio ziggo kpnmail btinternet mail-box
    """.split()  # noqa: SIM905 - a list of quoted words would be harder to read
)


def _enter_firm(book: Book, address: str, public: Public) -> None:
    """« Conduite Plus » of direction@conduite-plus.fr: the firm of the writer says who writes."""
    host = fold(address.rpartition("@")[2])
    words = re.findall(r"[a-z]+", host.rpartition(".")[0].rpartition(".")[2])
    label = "-".join(words)
    if len(words) < 2 or label in _HOSTS or host in public.hosts or public.words.issuperset(words):
        return
    for joint in ("-", " ", " de ", " du ", " des ", " & ", " et "):
        book.setdefault(joint.join(words), Form(placeholder="[coordonnées]", capital=True))


def _enter_whole(book: Book, name: str, author: str, public: Public) -> None:
    """« Voile pour Tous », « Hôtel Le Grand Pré »: the name of a firm is no sum of its words."""
    whole = " ".join(re.findall(r"[^\W\d_]+(?:['-][^\W\d_]+)*", fold(name)))
    words = whole.split()
    if len(words) >= 2 and len(whole) >= 8 and whole not in public.names and not PLAIN.issuperset(words):
        book.setdefault(whole, Form(placeholder=author))


def _writes_for_a_provider(name: str, address: str, public: Public) -> bool:
    """« Direction Hôtel L'Ancolie » : nothing but a name of the directory, or its own domain."""
    if address.rpartition("@")[2] in public.hosts:
        return True
    rest = list(fold(name))
    for start, end in spans(public, fold(name)):
        rest[start:end] = " " * (end - start)
    return bool(name) and all(word in PLAIN for word in re.findall(r"[^\W\d_]+", "".join(rest)))
