"""Every form of a known name that a text may hold: whole, turned round, in parts, with initials."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Set
from dataclasses import dataclass

from mailbot.expressions import Expression
from mailbot.redact import first_names
from mailbot.redact.findings import Finding, finding
from mailbot.redact.folding import fold
from mailbot.redact.local_parts import pieces as pieces_of
from mailbot.redact.local_parts import tails as tails_of
from mailbot.redact.local_parts import whole_forms
from mailbot.redact.words import AMBIGUOUS, PLAIN

PARTICLES = frozenset(
    {"de", "du", "des", "d", "la", "le", "les", "l", "van", "von", "der", "den", "dem", "da", "dos", "das",
     "di", "del", "della", "ten", "ter", "zu", "ben", "bin", "el", "al", "y", "mac", "mc", "st", "san"}
)  # fmt: skip
CIVILITIES = (
    r"(?:m\.?|mr\.?|mme\.?|mlle\.?|mm\.|mmes|monsieur|madame|mademoiselle|me|maitre|dr\.?|"
    r"docteur|pr\.?|mrs\.?|ms\.?|miss|herrn?|frau|"
    r"sr\.?|sra\.?|senora?|sig\.?|signora?|dhr\.?|mevr\.?|mevrouw|meneer|veuve|famille|family|"
    r"familie|fam\.|les epoux)"
)
_CIVILITY = Expression(rf"^{CIVILITIES}$")
_BEFORE_SHY = Expression(
    rf"(?:(?<![a-z]){CIVILITIES}|nom(?: est)?|prenom|m'appelle|nomme|nommee|signe|signee|nom :|"
    r"prenom :|les|soussignee?|my name is|bonjour,|bonsoir,|salut,|hello,|"
    r"(?<![a-z])[a-z]\.)[ :]{1,3}$"
)
_ASIDE = Expression(r"\([^()]{0,60}\)|\[[^\[\]]{0,60}\]|<[^<>]{0,80}>|[\"“”«»]")
_WORD = Expression(r"[^\W\d_]+(?:['-][^\W\d_]+)*\.?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """`shy`: also an ordinary word, hence taken for the name in the company of names only."""

    placeholder: str
    shy: bool = False
    capital: bool = False  # only where it has one: a guess from a mail address
    signs: bool = False  # in the closing block it needs none
    guess: bool = False  # may be no word at all: not to be compared with misspelt ones


Book = dict[str, Form]


def enter(
    book: Book,
    name: str,
    placeholder: str,
    public: frozenset[str],
    *,
    shy: bool = False,
    capital: bool = False,
    signs: bool = False,
    nouns: frozenset[str] = frozenset(),
) -> None:
    """Adds every form of `name`, unless an earlier entry has it. `public`: the words of the directory.

    `nouns`: words of the name of a firm which the text uses as such; they need their capital.
    """
    for person in re.split(r"(?: (?:et|and|und|y|e|en) |[&+/;])", fold(_ASIDE.sub(" ", name))):
        tokens = [t.rstrip(".") for t in _WORD.findall(person)]
        tokens = [
            t
            for t in tokens
            if len(t) >= 2 and not _CIVILITY.match(t) and (t in PARTICLES or not _is_plain(t))
        ]
        pieces = _pieces(tokens)
        if len(pieces) >= 2:
            for order in (pieces, pieces[::-1]):
                book.setdefault(" ".join(order), Form(placeholder=placeholder))
        if len(pieces) >= 2 or (pieces and "-" in pieces[0]):
            _enter_initials(book, pieces, placeholder)
        for piece in pieces:
            needs_capital = capital or (piece in nouns and piece not in first_names.ALL)
            _enter_part(book, piece, placeholder, public, shy=shy, capital=needs_capital, signs=signs)


def _enter_initials(book: Book, pieces: list[str], placeholder: str) -> None:
    """« M. Guillou » and « Martine G. » are matched by widening; « JP » needs a form of its own."""
    letters = "".join(
        part[0] for piece in pieces for part in re.split(r"[- ]", piece) if part not in PARTICLES
    )
    if 2 <= len(letters) <= 4:
        book.setdefault(letters, Form(placeholder=placeholder, shy=True, capital=True, guess=True))
    if "-" in pieces[0]:
        initials = "".join(part[0] for part in pieces[0].split("-") if part)
        book.setdefault(f"{initials} {pieces[-1]}", Form(placeholder=placeholder))


def _enter_part(
    book: Book,
    piece: str,
    placeholder: str,
    public: frozenset[str],
    *,
    shy: bool,
    capital: bool,
    signs: bool,
) -> None:
    letters = len(piece.replace(" ", ""))
    if letters < 2 or piece in PARTICLES:
        return
    common = shy or letters < 3 or piece in AMBIGUOUS or piece in PLAIN or piece in public
    book.setdefault(piece, Form(placeholder=placeholder, shy=common, capital=capital, signs=signs))
    for separator in ("-", " "):
        if separator in piece:
            for half in piece.split(separator):
                if len(half) >= 3 and half not in PARTICLES:
                    first = half in first_names.ALL and "-" in piece  # « Jean » of Jean-Baptiste
                    half_common = shy or first or half in AMBIGUOUS or half in PLAIN or half in public
                    book.setdefault(half, Form(placeholder=placeholder, shy=half_common))


def _pieces(tokens: list[str]) -> list[str]:
    """Particles belong to the surname behind them: « le bihan », « de la villardiere »."""
    pieces: list[str] = []
    waiting: list[str] = []
    for token in tokens:
        if token in PARTICLES:
            waiting.append(token)
        else:
            pieces.append(" ".join([*waiting, token]).replace("d' ", "d'"))
            waiting = []
    return pieces


def _is_plain(token: str) -> bool:
    return token in PLAIN and token not in AMBIGUOUS and token not in first_names.ALL


def enter_address(
    book: Book,
    address: str,
    placeholder: str,
    public: frozenset[str],
    *,
    nouns: frozenset[str],
    known: Set[str],
) -> None:
    """The part before the « @ »: whole it is a name anywhere, in pieces with a capital or where one signs.

    `nouns`: what the text uses as plain words. `known`: names that the headers give, to be masked anywhere.
    """
    for form in whole_forms(address):
        if form in public:
            continue
        plain = form in nouns or form in AMBIGUOUS
        book.setdefault(form, Form(placeholder=placeholder, capital=plain, shy=form in AMBIGUOUS))
    for piece in pieces_of(address):
        surely = piece in known or (piece in first_names.ALL and piece not in nouns)
        enter(book, piece, placeholder, public, capital=not surely, signs=piece not in nouns)
    for tail in tails_of(address):
        common = tail in AMBIGUOUS or tail in public or tail in nouns
        book.setdefault(tail, Form(placeholder=placeholder, shy=common, capital=True, signs=True, guess=True))


_BEFORE = Expression(rf"(?:(?<!\w)(?:{CIVILITIES})[ \u00a0])?(?:(?<!\w)[a-z](?:\.|-[a-z]\.?)[ -]?){{0,3}}$")
_AFTER = Expression(
    r"(?:\.?(?:-[A-ZÀ-Ý]\.){1,2})|(?:[ \u00a0][A-ZÀ-Ý](?:\.|(?=[ ]?(?:\n|"
    r"$)))(?:-?[A-ZÀ-Ý]\.){0,2})|(?:-[A-ZÀ-Ý][\w'’]{1,30}){1,2}"
)


def known_names(text: str, folded: str, book: Book, *, signed_at: int) -> Iterator[Finding]:
    """Every place where a name of the book stands. `signed_at`: where the closing block begins."""
    if not book:
        return
    matches = _places(folded, book)
    for place, match in enumerate(matches):
        form = book[match.form]
        start, end = _widened(text, folded, match.start, match.end)
        if form.capital and not (
            text[match.start].isupper()
            or (form.signs and match.start >= signed_at)
            or _beside_a_name(folded, matches, place, book)
        ):
            continue
        if form.shy and not _in_company(text, folded, matches, place, book):
            continue
        yield finding(text, start, end, "person", form.placeholder)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a form of the book stands as a word."""

    start: int
    end: int
    form: str


def _places(folded: str, book: Book) -> list[_Place]:
    """In their order, the longest first. No pattern is compiled: that would cost more than all the rest."""
    seen = [
        _Place(start, start + len(written), form)
        for form in book if form.partition(" ")[0] in folded
        for written in ({form, form.replace(" ", "  "), form.replace(" ", "   ")} if " " in form else (form,))
        for start in _words_at(folded, written)
    ]  # fmt: skip
    seen.sort(key=lambda place: (place.start, -place.end))
    kept: list[_Place] = []
    for place in seen:
        if not kept or place.start >= kept[-1].end:
            kept.append(place)
    return kept


def _words_at(folded: str, written: str) -> Iterator[int]:
    """Where `written` stands with no letter on either side."""
    start = folded.find(written)
    while start >= 0:
        end = start + len(written)
        if not folded[start - 1 : start].isalpha() and not folded[end : end + 1].isalpha():
            yield start
        start = folded.find(written, end)


def _widened(text: str, folded: str, start: int, end: int) -> tuple[int, int]:
    before = folded[max(0, start - 24) : start]
    match = _BEFORE.search(before)
    if match:
        start -= len(before) - match.start()
    hyphen = re.search(r"(?<![^\W_])[A-ZÀ-Ý][\w'’]{1,30}-$", text[max(0, start - 32) : start])
    if hyphen:
        start -= len(hyphen[0])
    after = _AFTER.match(text, end)
    end = after.end() if after else end
    while end < len(text) and _sticks(text[end], text[end - 1]):
        end += 1
    while start and _sticks(text[start - 1], text[start]):
        start -= 1
    return start, end


def _sticks(char: str, neighbour: str) -> bool:
    """« zineb_17 » : what a pseudonym adds to the name."""
    return char.isdecimal() or char == "_" or (neighbour == "_" and char.isalpha())


def _in_company(text: str, folded: str, matches: list[_Place], place: int, book: Book) -> bool:
    """Is this ordinary word the name here? It has a capital, and a civility or a name beside it."""
    match = matches[place]
    common = match.form in PLAIN or match.form in AMBIGUOUS
    if not common and _beside_a_name(folded, matches, place, book):
        return True
    if not text[match.start].isupper():
        return False
    if _BEFORE_SHY.search(folded[max(0, match.start - 24) : match.start]):
        return True
    for other in matches[max(0, place - 1) : place] + matches[place + 1 : place + 2]:
        gap = folded[min(other.end, match.end) : max(other.start, match.start)]
        if gap in _BESIDE and text[other.start].isupper():
            return True
    before = folded[max(0, match.start - 40) : match.start].rpartition("\n")[2]
    behind = folded[match.end : match.end + 40].partition("\n")[0]
    if behind.strip(" ,.-!"):
        return False
    ends = before.rstrip()[-1:] in set(".!?,;") and not folded[match.end :].strip(" ,.-!\n")
    return ends or not before.strip(" >-")


_BESIDE = frozenset({" ", "  ", "-", " et ", " en ", " and ", " & ", " und ", " y ", " e "})


def _beside_a_name(folded: str, matches: list[_Place], place: int, book: Book) -> bool:
    """« sandrine prigent », all in small letters."""
    for other in (*matches[max(0, place - 1) : place], *matches[place + 1 : place + 2]):
        gap = folded[min(other.end, matches[place].end) : max(other.start, matches[place].start)]
        if not book[other.form].shy and gap == " ":
            return True
    return False


_LONG_WORD = Expression(r"(?<![\w@./-])[A-ZÀ-Ý][^\W\d_]{4,30}(?:-[^\W\d_]{2,30})?(?![\w@])")
_MOST_WORDS = 3000


def misspelt_names(text: str, folded: str, book: Book, public: frozenset[str]) -> Iterator[Finding]:
    """« Appoline » where the name is Apolline: one letter off, two in a long name."""
    known = {
        form: entry
        for form, entry in book.items()
        if len(form) >= 5 and not entry.shy and not entry.guess and " " not in form
    }
    if not known:
        return
    seen: dict[str, Form | None] = {}
    for match in itertools.islice(_LONG_WORD.finditer(text), _MOST_WORDS):
        word = folded[match.start() : match.end()]
        if word in book or word in PLAIN or word in AMBIGUOUS or word in public:
            continue
        if word not in seen:
            seen[word] = next((known[name] for name in known if _is_slip(word, name)), None)
        form = seen[word]
        if form:
            yield finding(text, match.start(), match.end(), "person", form.placeholder)


def _is_slip(word: str, name: str) -> bool:
    from rapidfuzz.distance import OSA  # late: a command that reads no mail starts without it

    most = 2 if len(name) >= 8 else 1
    return word[0] == name[0] and OSA.distance(word, name, score_cutoff=most) <= most


_SPELT_OUT = Expression(r"(?<![^\W_])(?:[^\W\d_][ \u00a0._*·/|-]{1,3}){2,60}[^\W\d_](?![^\W_])")


def spelt_names(text: str, folded: str, book: Book) -> Iterator[Finding]:
    """« D.U.P.O.N.T » , « D u p o n t »; and « tnopuD », read from the end."""
    solid = {
        form.replace(" ", "").replace("-", ""): entry
        for form, entry in book.items() if len(form) >= 3 and not entry.shy
    }  # fmt: skip
    for match in _SPELT_OUT.finditer(text):
        letters = "".join(filter(str.isalpha, folded[slice(*match.span())]))
        for name, entry in solid.items():
            if name in letters or name[::-1] in letters:
                yield finding(text, match.start(), match.end(), "person", entry.placeholder)
                break
    turned = {name[::-1]: entry for name, entry in solid.items() if len(name) >= 5 and name != name[::-1]}
    for match in itertools.islice(_TURNED_WORD.finditer(folded), _MOST_WORDS):
        known = turned.get(match[0]) if match[0] not in book else None
        if known:
            yield finding(text, match.start(), match.end(), "person", known.placeholder)


_TURNED_WORD = Expression(r"(?<![^\W_])[a-z]{5,31}(?![^\W_])")
