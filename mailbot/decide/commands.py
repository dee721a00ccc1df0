"""What staff write: which lines are commands, which text remains, and what was not understood."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from mailbot.decide.synonyms import command_of
from mailbot.expressions import Expression
from mailbot.procedure import FIELDS, Field

Known = Mapping[str, str]  # every command of this desk, as in COMMANDS

# name → does it need something behind it?  "" no, "texte" anything, or the name of what it needs
COMMANDS: dict[str, str] = {
    "reclamation": "",
    "suggestion": "",
    "autre": "",
    "prestataire": "nom",
    "interne": "",
    "fiche": "",
    "pdf": "",
    "canal": "texte",
    "transmettre": "",
    "joindre": "numero",
    "relancer": "",
    "gravite": "niveau",
    "assigner": "nom",
    "action": "texte",
    "fait": "",
    "dedommagement": "texte",
    "prolonger": "date",
    "poste": "",
    "precisions": "",
    "favorable": "",
    "partiel": "",
    "rejet": "",
    "cloturer": "",
    "rouvrir": "",
    "fusionner": "reference",
    "scinder": "",
    "note": "",
    "client": "",
    "nepluscontacter": "",
    "recontacter": "",
    "coordonnees": "texte",
    "confirmer": "",
    "annuler": "",
    "absent": "",
    "present": "",
    "registre": "",
    "rapport": "",
    "aide": "",
}

SHOWN = {"nepluscontacter": "ne-plus-contacter", "cloturer": "clôturer", "gravite": "gravité",
         "reclamation": "réclamation", "dedommagement": "dédommagement", "telephone": "téléphone",
         "complexite": "complexité", "repercussions": "répercussions", "recurrence": "récurrence",
         "caractere": "caractère", "nonconformite": "non-conformité", "actionimmediate": "action-immédiate",
         "efficacite": "efficacité", "mediateur": "médiateur", "qualite": "qualité",
         "precisions": "précisions", "present": "présent", "coordonnees": "coordonnées"}  # fmt: skip
OUTCOMES = {"favorable": "favorable", "partiel": "partiel", "rejet": "rejet"}
SEVERITIES = ("faible", "normale", "grave")
_MAY_HAVE_MORE = (
    "absent",
    "present",
    "registre",
    "rapport",
    "interne",
    "note",
    "fait",
    "poste",
    "precisions",
    "fiche",
    "pdf",
    "transmettre",
    "nepluscontacter",
    "recontacter",
)  # something behind them is welcome, and not needed

# Commands that cannot both be meant.
_EXCLUSIVE = (
    ("reclamation", "suggestion", "autre"),
    ("favorable", "partiel", "rejet"),
    ("cloturer", "rouvrir"),
    ("nepluscontacter", "recontacter"),
    *((outcome, "note") for outcome in OUTCOMES),
    *((outcome, "precisions") for outcome in OUTCOMES),
    ("client", "note"),
)
# What makes one ticket of two, or two of one: beside it nobody could say which of them is meant.
_ALONE = ("fusionner", "scinder")
_BESIDE_IT = {"confirmer", "note"}

# The text below can only be for one reader: whose it is must not depend on the order of two lines.
_WANT_THE_TEXT = {"note", "precisions", "client", *OUTCOMES}
_ONE_READER = (
    "le texte en dessous part à ce prestataire : écrivez les autres textes et les autres transmissions dans "
    "un message à part"
)

_LINE = Expression(r"^\s*#\s*([^\W\d_][\w-]*)\s*[:,]?\s*(.*?)\s*$")
_CLOSINGS = Expression(
    r"^(bien |tres |sincerement )?(cordialement|cdlt|cdt|merci( d avance| beaucoup)?|bonne (journee|soiree)|"
    r"bien a vous|salutations|bonjour|bonsoir|amities|svp|stp|s il (vous|te) plait)$"
)
# What people type behind the ready-made « #rejet » of a button: their letter, which begins on the next line.
_LETTER_BEHIND = Expression(
    rf"^(\s*#\s*(?:{'|'.join(OUTCOMES)}))[ \u00a0]*[:,]?[ \u00a0]+"
    r"((?:re-?)?bonjour\b.*|bonsoir\b.*|ch[eè]re?s?\b.*|madame\b.*|monsieur\b.*|mesdames\b.*|messieurs\b.*)$",
    re.IGNORECASE | re.MULTILINE,
)
_INSIDE = Expression(r"(?<=[\s.,;:!?()])#\s?(?=[^\W\d_])")
_LEAVES_OUT = Expression(r"(?:^|\s)sans(?:\s|$)", re.IGNORECASE)
# Their words may stand below them; `orders` says what they take them for.
TAKES_TEXT_BELOW = ("appel", "nepluscontacter")
_WHOM = 1  # words behind « #appel » that say with whom, and nothing yet of what was said
_LONGEST_NAME = 3  # words: "ne plus contacter" may be written without its hyphens


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    name: str
    argument: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """A staff mail taken apart. `unclear` (a line, what to write instead) not empty: nothing is done."""

    commands: tuple[Command, ...]
    text: str
    unclear: tuple[tuple[str, str], ...] = ()


def parse(
    text: str, *, signature_words: frozenset[str] = frozenset(), fields: tuple[Field, ...] = FIELDS
) -> Writing:
    """Commands stand at the top or at the end; a `#` in the middle of a text is text."""
    known = {**{field.id: "texte" for field in fields}, **COMMANDS}
    text = _LETTER_BEHIND.sub(r"\1\n\2", text.strip())
    lines = text.splitlines()
    top, rest = _block(lines)
    bottom, middle = _block(list(reversed(_without_signature(rest, signature_words))))
    if not bottom:
        middle = list(reversed(rest))
    found = [*top, *reversed(bottom)]
    remaining = "\n".join(reversed(middle)).strip()
    if found and is_only_closing(remaining, signature_words):
        remaining = ""
    commands: list[Command] = []
    unclear: list[tuple[str, str]] = []
    for line in found:
        understood, problem = _understood(line, known)
        commands += understood
        if problem:
            unclear.append((line.strip(), problem))
    unclear += _run_on(text, known)
    unclear += [(line.strip(), problem) for line in lines if (problem := _in_mid_line(line, known))]
    unclear += [
        (line.strip(), problem) for line in remaining.splitlines() if (problem := _stray(line, known))
    ]
    return Writing(commands=tuple(commands), text=remaining, unclear=(*unclear, *_contradictions(commands)))


def _run_on(text: str, known: Known) -> list[tuple[str, str]]:
    """A long command that the mail program has broken in two: its second line must not go to a client."""
    lines = text.strip().splitlines()
    found = []
    for line, below in pairwise(lines):
        match = _LINE.match(line)
        name, argument = _name_and_argument(match[1], match[2], known) if match else ("", "")
        # « #appel » alone or with whom: what stands below is what was said.
        takes_text = known.get(name) in ("texte", "date") and not (
            name in TAKES_TEXT_BELOW and len(argument.split()) <= _WHOM
        )
        takes_text = takes_text or (name == "transmettre" and bool(_LEAVES_OUT.search(argument)))
        if takes_text and below.strip() and not _LINE.match(below):
            found.append((line.strip(), "laissez une ligne vide en dessous, ou écrivez tout sur une ligne"))
    return found


def fold(text: str) -> str:
    """Lower case, no accents, words and single spaces only."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", plain).split())


def is_extract(command: Command) -> bool:
    """`#transmettre extrait`: the provider gets the text of this mail instead of the copy."""
    return command.name == "transmettre" and fold(command.argument).split(" ")[0] in ("extrait", "texte")


def is_only_closing(text: str, signature_words: frozenset[str]) -> bool:
    """Politeness and the writer's own signature are no message to anybody."""
    for line in text.splitlines():
        words = fold(line)
        if not words or _CLOSINGS.match(words):
            continue
        if not set(words.split()) <= signature_words:
            return False
    return True


def _block(lines: list[str]) -> tuple[list[str], list[str]]:
    """The commands at the beginning of `lines`, and the lines behind them."""
    found = []
    for n, line in enumerate(lines):
        if _LINE.match(line):
            found.append(line)
        elif line.strip():
            return found, lines[n:]
    return found, []


def _without_signature(lines: list[str], signature_words: frozenset[str]) -> list[str]:
    """Commands at the end may have "Cordialement, Claire" behind them."""
    for n in range(len(lines), 0, -1):
        if not is_only_closing(lines[n - 1], signature_words):
            return lines[:n]
    return lines


def _understood(line: str, known: Known) -> tuple[list[Command], str]:
    """The commands of one line (nearly always one), or what to write instead."""
    match = _LINE.match(line)
    name, argument = _name_and_argument(match[1], match[2], known) if match else ("", "")
    if name not in known:
        near = " ou ".join(_shown(n) for n in _near(name, known, line))
        return [], f"vouliez-vous dire {near} ?" if near else "cette commande n'existe pas"
    if _LINE.match(argument):
        others, problem = _understood(argument, known)
        own, own_problem = _understood(f"#{name}", known)
        return [*own, *others], own_problem or problem
    if known[name] and not argument and name not in TAKES_TEXT_BELOW:
        return [], f"il manque {_missing(known[name])}"
    if name == "gravite" and fold(argument) not in SEVERITIES:
        return [], "écrivez #gravité faible, #gravité normale ou #gravité grave"
    if not known[name] and argument and name not in _MAY_HAVE_MORE:
        if not _CLOSINGS.match(fold(argument)):
            return [], f"écrivez {_shown(name)} seul sur sa ligne, et votre texte dessous"
        argument = ""
    return [Command(name=name, argument=argument)], ""


def _near(name: str, known: Known, line: str) -> list[str]:
    """What could have been meant: another word for it, else the nearest, and those nearly as near."""
    if (meant := command_of(name) or command_of(fold(line).replace(" ", ""))) in known:
        return [meant]
    found = difflib.get_close_matches(name, known, n=3, cutoff=0.6)
    near = [difflib.SequenceMatcher(None, name, word).ratio() for word in found]
    return [word for word, ratio in zip(found, near, strict=True) if ratio > near[0] - 0.06]


def _name_and_argument(word: str, rest: str, known: Known) -> tuple[str, str]:
    """A name may be written in several words, a name alone may be followed by its argument."""
    words = rest.split()
    for more in range(_LONGEST_NAME - 1, 0, -1):
        joined = fold(" ".join((word, *words[:more]))).replace(" ", "")
        if len(words) >= more and fold(words[more - 1]) and joined in known:
            return joined, _trimmed(" ".join(words[more:]))
    return fold(word).replace(" ", ""), _trimmed(rest)


def _trimmed(argument: str) -> str:
    return argument.strip(" \N{NO-BREAK SPACE}").lstrip("-–—:,").rstrip(".;:,!\N{NO-BREAK SPACE} ").strip()


def _stray(line: str, known: Known) -> str:
    """A command lost in the middle of the text: better ask than send it to a client."""
    match = _LINE.match(line)
    if match is None:
        return ""
    name, _ = _name_and_argument(match[1], match[2], known)
    if not difflib.get_close_matches(name, known, n=1, cutoff=0.8):
        return ""
    return "cette ligne est au milieu du texte : mettez les commandes au début ou à la fin"


def _in_mid_line(line: str, known: Known) -> str:
    """A command behind other words: it would be sent as text, or swallowed by the command before it.

    Commands that follow one another from the beginning of a line are none of these; nor is « #2 », nor a
    word that is no command.
    """
    begins = _LINE.match(line)
    for found in _INSIDE.finditer(line):
        if begins and _only_commands(line[: found.start()], known):
            continue
        word, _, rest = line[found.end() :].partition(" ")
        name, _ = _name_and_argument(re.sub(r"[^\w-]+$", "", word), rest, known)
        if name in known:
            return f"{_shown(name)} doit commencer sa ligne : mettez-le seul, au-dessus de votre texte"
    return ""


def _only_commands(before: str, known: Known) -> bool:
    """Nothing but commands that need nothing behind them: « #confirmer #réclamation »."""
    first, *names = (word.strip() for word in before.split("#"))
    return not first and all(_name_and_argument(name, "", known)[0] in known for name in names)


def _contradictions(commands: list[Command]) -> list[tuple[str, str]]:
    """Which of two opposite orders was meant is not for us to guess."""
    given = {command.name for command in commands}
    opposite = [
        (" ".join(_shown(name) for name in group if name in given), "une seule de ces commandes à la fois")
        for group in _EXCLUSIVE
        if len(given & set(group)) > 1
    ]
    alone = [
        (_shown(name), "écrivez cette commande seule dans son message")
        for name in _ALONE
        if name in given and given - {name} - _BESIDE_IT
    ]
    extracts = [command for command in commands if is_extract(command)]
    alone += [
        (f"#transmettre {command.argument}", _ONE_READER)
        for command in extracts[:1]
        if len([c for c in commands if c.name == "transmettre"]) > 1 or given & _WANT_THE_TEXT
    ]
    repeated = [command.name for command in commands if command.name in _ALONE]
    if len(repeated) > len(set(repeated)):
        alone.append((_shown(repeated[0]), "une seule fois par message"))
    return opposite + alone


def _shown(name: str) -> str:
    return f"#{SHOWN.get(name, name)}"


def _missing(what: str) -> str:
    words = {
        "nom": "un nom",
        "numero": "le numéro de la pièce jointe, comme dans l'avis de réclamation",
        "date": "la date et la raison",
        "niveau": "le niveau (faible, normale ou grave)",
        "reference": "la référence de l'autre dossier, comme dans l'objet de ses messages",
    }
    return words.get(what, "un texte")
