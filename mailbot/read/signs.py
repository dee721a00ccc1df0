"""What there is to judge by whether a machine wrote a mail: gathered once, for all the rules.

What was written is kept in small letters and cut to its beginning: robots say at once what they are, and no
rule may cost more for a longer mail.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from mailbot.read import persons
from mailbot.read import robot_words as words
from mailbot.read.daemons import has_null_return_path
from mailbot.read.headers import Headers
from mailbot.read.tokens import tokens
from mailbot.read.tree import Part

_BEGINNING = 3_000  # characters of what was written that are looked at
_SHORT = 150  # words: robots do not write long letters

Evidence = list[tuple[int, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What the rules look at."""

    root: Part
    headers: Headers
    text: str  # the whole text
    new_text: str
    own_addresses: frozenset[str]
    is_form: bool  # a person was found inside
    is_colleague: bool  # somebody of the house: tells clients in own words who is away, too
    calendar_methods: tuple[str, ...]
    subject: str  # these three in small letters
    said: str  # the beginning of what was written, without what it cites
    whole: str  # the beginning of the text
    is_short: bool
    machine: Evidence = field(default_factory=list)  # headers that only machines write

    def header(self, name: str) -> str:
        return self.root.header(name).strip()

    @property
    def has_token(self) -> bool:
        """It was sent to one of the addresses that we gave out for a conversation."""
        return bool(
            tokens(recipients=self.headers.recipients, texts=(), own_addresses=self.own_addresses, limit=1)
        )

    @property
    def sender(self) -> str:
        return self.headers.froms[0].address if self.headers.froms else ""

    @property
    def auto_submitted(self) -> str:
        """The keyword alone: parameters and comments may follow it."""
        return self.header("auto-submitted").lower().replace("(", ";").partition(";")[0].strip()


def signs_of(
    root: Part,
    headers: Headers,
    text: str,
    new_text: str,
    own_addresses: frozenset[str],
    *,
    is_form: bool,
    colleagues: frozenset[str],
    calendar_methods: tuple[str, ...],
) -> Signs:
    beginning = new_text[:_BEGINNING]
    signs = Signs(
        root=root,
        headers=headers,
        text=text,
        new_text=new_text,
        own_addresses=own_addresses,
        is_form=is_form,
        is_colleague=bool(headers.froms) and headers.froms[0].address in colleagues,
        calendar_methods=calendar_methods,
        subject=headers.subject.lower(),
        said=persons.own_words(beginning),
        whole=text[: 2 * _BEGINNING].lower(),
        is_short=len(new_text) <= _BEGINNING and len(beginning.split()) <= _SHORT,
    )
    signs.machine.extend(headers_of_machines(signs))
    return signs


def headers_of_machines(signs: Signs) -> Evidence:
    """Headers that only machines write. A form is a machine that speaks for a person."""
    found: Evidence = []
    is_innocent = signs.auto_submitted == "auto-forwarded" or (
        signs.is_form and signs.auto_submitted == "auto-generated"
    )
    if signs.auto_submitted and not is_innocent:
        found.append((2, f"En-tête Auto-Submitted: {signs.auto_submitted[:40]}"))
    for name in (name for name in words.AUTO_HEADERS if name.lower() in signs.root.fields):
        if signs.header(name).lower() not in ("", "no", "false", "0"):
            found.append((2, f"En-tête {name}"))
    if signs.header("precedence").lower() == "auto_reply":
        found.append((2, "En-tête Precedence: auto_reply"))
    if has_null_return_path(signs.root) and not signs.is_form:
        found.append((1, "Adresse de retour vide (Return-Path: <>)"))
    return found


def bulk(signs: Signs) -> Evidence:
    found: Evidence = []
    if signs.header("precedence").lower() in ("bulk", "junk", "list"):
        found.append((1, f"En-tête Precedence: {signs.header('precedence').lower()[:20]}"))
    return found


def no_reply(signs: Signs) -> Evidence:
    if words.NO_REPLY.match(signs.sender) and not signs.is_form:
        return [(1, f"Adresse d’expéditeur sans réponse possible ({signs.sender})")]
    return []
