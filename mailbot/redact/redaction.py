"""Makes the copy of a mail that a provider may read."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace

from mailbot.expressions import Expression
from mailbot.model import Attachment, Directory, Identity, IncomingMail, Meaning, Piece, Redacted
from mailbot.redact import first_names
from mailbot.redact.bookings import booked
from mailbot.redact.bystanders import in_small_letters, nicknamed, with_civility, with_first_name
from mailbot.redact.doubts import CUT, LONGEST, doubts
from mailbot.redact.fields import correspondents, fields
from mailbot.redact.findings import Finding, finding, masked, restores
from mailbot.redact.folding import fold, visible
from mailbot.redact.groups import own_groups
from mailbot.redact.humans import suspects
from mailbot.redact.identity import identity_of
from mailbot.redact.local_parts import nouns
from mailbot.redact.names import Book, enter, known_names, misspelt_names, spelt_names
from mailbot.redact.numbers import numbers
from mailbot.redact.online import online
from mailbot.redact.people import Person, introduced, relatives, speaking
from mailbot.redact.places import places
from mailbot.redact.pseudonyms import pseudonyms
from mailbot.redact.public import Public, Spans, holds, public_facts, spans, touches
from mailbot.redact.reveals import NUMBERS, readable, restored, still_masked
from mailbot.redact.sender import author_label, enter_sender
from mailbot.redact.signing import coordinates, signature_start, signed_names, signed_with
from mailbot.redact.strangers import strangers
from mailbot.redact.unlisted import called, unlisted
from mailbot.redact.words import CLOSINGS, PLAIN

_PREFIX = Expression(
    r"^(?:\s{0,4}(?:(?:re|ré|rép|tr|fwd?|aw|wg|antw|rif|sv|r|i)\s?(?:\[\d{1,3}\])?\s?:|"
    r"\[[^\]\n]{0,60}\]|\*{2,5}\s?spam\s?\*{2,5}))+",
    re.IGNORECASE,
)
_FORWARD = Expression(r"^\s{0,4}(?:tr|fwd?|wg|i)\s?:", re.IGNORECASE)
_IN_FUNCTION = Expression(  # « Le président, » above or before the name of who signs
    r"(?:pour [^\n.,]{3,60}, ?)?(?:le|la|l'|votre|un|une|son|sa|notre)? ?(?:vice-)?(?:presidente?|"
    r"tresoriere?|secretaire|directeur|directrice|"
    r"gerante?|responsable|maire|proviseure?|principale?|coordinat(?:eur|rice))(?: [a-z' -]{2,40})?"
)
_FUNCTION_BEHIND = Expression(  # « Yvon Le Goff, président du comité des fêtes »
    r"[ ]?[,–-][ ](?:la |le |votre )?(?:vice-)?(?:presidente?|tresori[a-z]+|secretaire|directeur|"
    r"directrice|gerante?|"
    r"maire|delegue[a-z]?|coordina[a-z]+|responsable)(?![a-z])[^.!?]*[.]?$"
)
_GERMAN = Expression(
    r"(?<![a-z])(?:und|nicht|ich|wir|haben|unsere?n?)(?![a-z])[^\n]{0,200}(?<![a-z])(?:der"
    r"|die|das|und|ist|war|mit)(?![a-z])"
)
_QUOTED = Expression(
    r"^ {0,3}>|a écrit|(?i:forwarded|transféré|d'origine|réexpédi)|^[ *]{0,3}(?:De|From|Von) ?:", re.MULTILINE
)


@dataclass(slots=True, kw_only=True)
class _Page:
    """One text on its way: where what is, and what is public."""

    text: str
    folded: str
    public: Spans
    shouting: bool
    small: bool  # hardly a capital: names may stand without one
    quoted: bool
    german: bool
    signed_at: int  # where the closing block begins
    people: list[Person] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    own: tuple[tuple[int, int], ...] = ()  # names of the writer which the directory has too

    def is_public(self, start: int, end: int) -> bool:
        return touches(self.public, start, end)

    def inside_public(self, start: int, end: int) -> bool:
        return holds(self.public, start, end)

    def release(self, name: str) -> None:
        """A provider who complains of another one signs with a name of the directory: there it is no fact."""
        known = len(name) > 4 and fold(name) in self.folded
        for match in re.finditer(re.escape(fold(name)), self.folded) if known else ():
            if match.start() >= self.signed_at or not self.folded[match.end() :].strip(" .!,\n"):
                self.own += (match.span(),)


def redact(
    mail: IncomingMail, directory: Directory, meaning: Meaning, reveals: Collection[str] = ()
) -> Redacted:
    """The anonymised copy, and every reason why a person must look at it first.

    `reveals`: classes of numbers that stay readable, and are then no secret of this copy.
    """
    public = public_facts(directory)
    german = meaning.language == "de"
    title = _PREFIX.sub("", visible(mail.subject[:1000])).strip()
    subject = _page(title, public, signed=False, german=german)
    whole = visible(_what_travels(mail)).strip()
    body = _page(_within_bounds(whole), public, signed=True, german=german)
    author = author_label(mail)
    book: Book = {}
    own = enter_sender(book, mail, author, public, nouns(f"{body.text}\n{subject.text}"))
    if mail.from_:
        body.release(mail.from_.name)
    for page in (body, subject):
        page.people = _gather(page, book, author, public)
    staff = _enter_people(book, body.people + subject.people, public)
    for page in (subject, body):
        _mark(page, book, staff, public, author)
    findings = tuple(subject.findings + body.findings)
    if reveals:
        person = identity_of(mail, (one for one in findings if one.kind not in NUMBERS), directory)
        free = readable((subject.findings, body.findings), reveals, person)
        for page in (subject, body):
            page.findings = still_masked(page.findings, free)
    hidden = tuple(subject.findings + body.findings)
    seen = set(findings).difference(hidden) if reveals else ()
    identity = identity_of(mail, hidden, directory)
    attachments, withheld, stay = _travelling(mail, identity)
    masked_subject, masked_text = masked(subject.text, subject.findings), masked(body.text, body.findings)
    held, places = doubts(
        mail=mail,
        meaning=meaning,
        subject=masked_subject,
        text=masked_text,
        names=frozenset(own),
        staff=staff,
        public=public,
    )
    return Redacted(
        subject=masked_subject,
        text=masked_text,
        attachments=attachments,
        withheld=withheld,
        pieces=stay,
        stands_for=(*restores(list(hidden)), *restored(seen)),
        held=held,
        doubts=places,
        identity=identity,
    )


def _travelling(
    mail: IncomingMail, identity: Identity
) -> tuple[tuple[Attachment, ...], tuple[str, ...], tuple[Piece, ...]]:
    if not mail.attachments:
        return (), (), ()
    from mailbot.redact.images import travelling  # late: most mails bring nothing
    from mailbot.redact.papers import pieces

    kept, stay = travelling(mail.attachments)
    withheld = tuple(mail.attachments[number - 1].name for number in stay)
    return kept, withheld, pieces(mail.attachments, stay, identity)


def _what_travels(mail: IncomingMail) -> str:
    """The new text; but a first mail that forwards another one has its complaint below."""
    new = mail.new_text.strip()
    if new and not (_FORWARD.match(mail.subject) and len(new) * 3 < len(mail.text)):
        return mail.new_text
    return mail.text


def _within_bounds(text: str) -> str:
    """What nobody checks does not travel; the copy is held for a person anyway."""
    return text if len(text) <= LONGEST else text[:LONGEST].rpartition(" ")[0] + CUT


def _page(text: str, public: Public, *, signed: bool, german: bool) -> _Page:
    folded = fold(text)
    letters = [c for c in text[:4000] if c.isalpha()]
    upper = sum(map(str.isupper, letters))
    return _Page(
        text=text,
        folded=folded,
        public=spans(public, folded),
        shouting=len(letters) > 20 and upper * 10 > len(letters) * 6,
        small=text[:1].islower() and sum(w[0].isupper() for w in text.split()) * 10 < len(text.split()),
        quoted=bool(_QUOTED.search(text)),
        german=german,
        signed_at=signature_start(text) if signed else len(text),
    )


def _gather(page: _Page, book: Book, author: str, public: Public) -> list[Person]:
    """Everybody in one text, the writer first."""
    people = [
        _person(page, one.start, one.end, author, author=True)
        for one in fields(page.text, page.folded)
        if one.kind == "person" and not page.inside_public(one.start, one.end)
    ]
    people += introduced(page.text, page.folded, author, shouting=page.shouting)
    people += speaking(page.text, page.folded, author)
    known = _trust(book)
    for start, end in signed_names(page.text, page.signed_at, trusted=known):
        if page.shouting and not known(page.text[start:end]) and not _has_first_name(page.text[start:end]):
            continue
        if not page.inside_public(start, end) or (start, end) in page.own:
            people.append(replace(_person(page, start, end, author, author=True), signed=True))
    people += pseudonyms(page.text, page.folded, author)
    people += nicknamed(page.text, page.folded)
    people += booked(page.text, page.folded, public.words, shouting=page.shouting)
    if page.small:
        people += in_small_letters(page.text, page.folded)
    if page.small or page.shouting:
        people += called(page.text, page.folded)
    people += relatives(page.text, page.folded, shouting=page.shouting)
    if not page.shouting:
        people += [
            one.person
            for one in suspects(page.text, page.folded, public.words)
            if one.kin and one.suffers and not page.is_public(one.person.start, one.person.end)
        ]
    people += [
        one
        for one in strangers(
            page.text,
            page.folded,
            public.words,
            shouting=page.shouting,
            german=_is_german(page),
        )
        if not page.is_public(one.start, one.end)
    ]
    for start, end, address in correspondents(page.text, page.folded):
        if (
            address in public.addresses
            or address.rpartition("@")[2] in public.hosts
            or page.is_public(start, end)
        ):
            continue
        if page.text[start:end].strip(' "')[:1].isupper() and not _is_office(page.folded[start:end]):
            people.append(_person(page, start, end, "[une personne]"))
    people += with_civility(page.text, page.folded, quoted=page.quoted, shouting=page.shouting)
    if not page.shouting:
        people += [
            one
            for one in unlisted(page.text, page.folded, public.words, german=_is_german(page))
            if not page.is_public(one.start, one.end)
        ]
    people += with_first_name(
        page.text, page.folded, quoted=page.quoted, shouting=page.shouting, is_public=page.inside_public
    )
    return [replace(one, staff=False) if one.staff and _signs(page, one) else one for one in people]


def _is_german(page: _Page) -> bool:
    return page.german or bool(_GERMAN.search(page.folded))


def _signs(page: _Page, person: Person) -> bool:
    """« Françoise Teyssier, directrice » at the foot of the mail is its writer."""
    before = page.folded[max(0, person.start - 200) : person.start].rpartition("\n")[2]
    behind = page.folded[person.end : person.end + 200].partition("\n")[0]
    if person.start < page.signed_at or len(behind.split()) > 12:
        return False
    before = before.strip(" >-,:")
    if not before or re.search(rf"(?:^|[.!?…)][ ]){CLOSINGS}[ ,.!:;-]{{0,4}}$", before[-80:]):
        return True
    if len(re.findall(r"[a-z]+", behind)) > 3 and not _FUNCTION_BEHIND.match(behind):
        return False
    is_last = not page.text[person.end :].partition("\n")[2].strip()
    return bool(_IN_FUNCTION.fullmatch(before)) or (is_last and before.endswith((".", "!", "?")))


def _person(page: _Page, start: int, end: int, label: str, *, author: bool = False) -> Person:
    return Person(start=start, end=end, name=page.text[start:end], placeholder=label, author=author)


def _has_first_name(name: str) -> bool:
    return any(word in first_names.ALL and word not in PLAIN for word in re.split(r"[ \u00a0]", fold(name)))


def _is_office(folded: str) -> bool:
    """« Secrétariat » or « Centrale de réservation » : a desk, not a person."""
    words = re.findall(r"[a-z]+", folded)
    return not words or any(word in PLAIN and len(word) > 3 for word in words)


def _trust(book: Book) -> Callable[[str], bool]:
    def trusted(name: str) -> bool:
        return any(
            word in book or (len(word) >= 3 and any(form.startswith(word) for form in book))
            for word in re.split(r"[ \u00a0]", fold(name))
        )

    return trusted


def _enter_people(book: Book, people: list[Person], public: Public) -> frozenset[str]:
    """Private people join the book; the names of staff are returned, to be kept."""
    for person in sorted(people, key=lambda one: not one.author):
        if not person.staff and (person.author or person.placeholder != "[une personne]"):
            public_name = fold(person.name) in public.names
            enter(book, person.name, person.placeholder, public.words, shy=public_name, capital=person.signed)
    staff = {
        word
        for person in people if person.staff
        for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", fold(person.name))
        if len(word) >= 3 and (word not in book or book[word].shy)
    }  # fmt: skip
    for person in people:
        words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", fold(person.name))
        if not person.staff and person.placeholder == "[une personne]" and not staff.intersection(words):
            enter(book, person.name, person.placeholder, public.words)
    return frozenset(staff)


def _mark(page: _Page, book: Book, staff: frozenset[str], public: Public, author: str) -> None:
    """All findings of one text."""
    found: list[Finding] = []
    found += _people_findings(page, book, staff)
    found += known_names(page.text, page.folded, book, signed_at=page.signed_at)
    found += misspelt_names(page.text, page.folded, book, public.words)
    found += spelt_names(page.text, page.folded, book)
    found += places(page.text, page.folded)
    found += [finding(page.text, start, end, "company") for start, end in own_groups(page.text)]
    names = [one for one in found if one.placeholder == author and one.start >= page.signed_at]
    found += [
        finding(page.text, *place, "person") for one in names for place in signed_with(page.text, one.end)
    ]
    first = min(
        (one for one in names if _on_its_line(page.text, one)), key=lambda one: one.start, default=None
    )
    if first:
        found += coordinates(page.text, first.end, is_public=page.is_public)
    found = [one for one in found if not page.inside_public(one.start, one.end)]
    found += [finding(page.text, start, end, "person", author) for start, end in page.own]
    found += online(page.text, page.folded, public.hosts)
    found += numbers(page.text, page.folded)
    for one in fields(page.text, page.folded):
        if not page.inside_public(one.start, one.end):
            found.append(finding(page.text, one.start, one.end, one.kind))
    page.findings = [one for one in found if one.end > one.start and not _is_public_address(one, public)]


def _people_findings(page: _Page, book: Book, staff: frozenset[str]) -> list[Finding]:
    """The very places in which people were found, for names that are words elsewhere."""
    found: list[Finding] = []
    for person in page.people:
        words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", fold(person.name))
        if person.staff and not any(word in book and not book[word].shy for word in words):
            continue
        if person.placeholder == "[une personne]" and staff.intersection(words):
            continue
        label = next((book[word].placeholder for word in words if word in book), person.placeholder)
        if person.told:
            label = "[prénom]" if " " not in person.name else "[nom]"
        found.append(finding(page.text, person.start, person.end, "person", label))
    return found


def _on_its_line(text: str, one: Finding) -> bool:
    before = fold(text[max(0, one.start - 90) : one.start].rpartition("\n")[2]).strip(" >-")
    return not before or before.endswith((",", ".", "!", ":", "?")) or bool(re.fullmatch(CLOSINGS, before))


def _is_public_address(one: Finding, public: Public) -> bool:
    return one.kind == "email" and one.text.lower() in public.addresses
