"""Whether a text reads as said inside the house: an order, a question to the desk, a word to colleagues.

Such a text must not reach the party of the conversation. Each sentence that speaks to that party (« vous »,
« votre ») is a letter's; each of the others may carry a sign of an order, a question or a note. The signs
are weighed against what a letter has: a greeting with a title, sentences that address the reader, length.
Only where the signs win is a person asked; one word of theirs sends the text as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from mailbot.decide.commands import COMMANDS, OUTCOMES, fold, is_only_closing
from mailbot.decide.synonyms import outcome_of
from mailbot.expressions import Expression

Sort = Literal["order", "question", "note", "third_person", "wrong_party", "call"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who would read the text, and who is spoken of around it; names as `fold` makes their words."""

    is_client: bool
    own: frozenset[str] = frozenset()  # words of the reader's own names
    client: frozenset[str] = frozenset()  # words of the client's names
    colleagues: frozenset[str] = frozenset()  # words of the names of staff
    writer: frozenset[str] = frozenset()  # what a signature is made of
    reference: str = ""  # of this very case


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspicion:
    """What the text reads as; `command`: the one that says it, as far as it can be guessed."""

    sort: Sort
    command: str = ""
    behind: str = ""  # what that command needs behind it: a colleague, a reference


@dataclass(slots=True)
class _Signs:
    """The signs found so far; the heaviest says what the text is taken for."""

    weight: int = 0
    heaviest: int = 0
    suspicion: Suspicion = field(default_factory=lambda: Suspicion(sort="note", command="note"))

    def add(self, weight: int, sort: Sort, command: str = "", behind: str = "") -> None:
        self.weight += weight
        if weight > self.heaviest:
            self.heaviest = weight
            self.suspicion = Suspicion(sort=sort, command=command, behind=behind)


_ENOUGH = 3
_LEAST_OF_A_NAME = 3  # letters
# What is done with a case, and with nothing that a client or a provider does: infinitive and imperatives.
_VERBS = {
    "transmettre": r"transmet(?:tre|tez|tons|s)|transfer(?:er|ez|e)|faire suivre|faites suivre",
    "cloturer": r"clotur(?:er|ez|e|ons)|clore|archiv(?:er|ez|e)|class(?:er|ez|e)(?= |$)",
    "annuler": r"annul(?:er|ez|e)(?! (?:la|le|sa|une|un|les) (?:reservation|sejour|commande|inscription|"
    "vente))",
    "assigner": r"assign(?:er|ez|e)|attribu(?:er|ez|e)|confi(?:er|ez|e)|reassign(?:er|ez|e)",
    "fusionner": r"regroup(?:er|ez|e)|fusionn(?:er|ez|e)|reunir|reunissez",
    "scinder": r"scind(?:er|ez|e)",
    "relancer": r"relanc(?:er|ez|e)",
    "rouvrir": r"rouvr(?:ir|ez|e)|reouvr(?:ir|ez|e)",
    "prolonger": r"prolong(?:er|ez|e)(?= le delai| la date|$)",
}
_LEAD = Expression(
    r"^(?:(?:bonjour|bonsoir|salut|hello|coucou|a tous|ok|oui|non|stop|merci|svp|stp|s il vous plait|et|donc|"
    r"alors|bon|parfait|super|tres bien|d accord|c est bon|mailbot|attendez|attention|oups|zut|pardon|euh|"
    r"desolee?|finalement)(?: |$))*"
)
_ASKED_TO = (
    r"(?:(?:merci (?:beaucoup )?(?:de|d)|(?:pouvez|pourriez|voulez) vous|vous (?:pouvez|pourrez|pouvez donc)|"
    r"(?:peux|pourrais) tu|tu (?:peux|pourras)|(?:peut|pourrait) on|on (?:peut|va|doit)|il (?:faut|faudrait|"
    r"faudra)|faut|je (?:veux|voudrais|souhaite|souhaiterais|dois)|veuillez|priere (?:de|d)|a|penser a|"
    r"pensez a|dois je|puis je|est ce que je (?:peux|dois)) )?"
)
_OBJECT = r"(?:(?:le|la|les|l|ne|n|pas|ne pas|bien|tout|aussi|donc|vouloir|en|y) )*"
_ORDERS = {
    command: Expression(rf"^{_ASKED_TO}{_OBJECT}(?:{verbs})\b(?P<rest>.*)$")
    for command, verbs in _VERBS.items()
}
_NOT_SENT = Expression(
    r"^(?:surtout )?(?:il ne faut pas (?:l |le |la )?envoyer|ne (?:pas )?(?:l |le |la |les )?(?:envoyez|"
    r"envoyer|"
    r"envoie|transmettez|transmettre)\b|n envoyez (?:rien|pas)|n envoie (?:rien|pas))"
)
_SENT_ON = Expression(
    rf"^{_ASKED_TO}(?:l |le |la |les )?(?:envoyer|envoyez|envoie) (?:le |la )?(?:tout |copie )?"
    r"(?:a l |au |aux |a la )(?:hotel|prestataire|etablissement|restaurant|client)"
)
# Whoever says one of these speaks for the organisation to somebody outside.
_OURS = Expression(
    r"\b(?:notre|nos|nous|moi|me|m|ma|mes|mon(?! (?:dernier )?(?:message|mail|envoi|texte)))\b"
)
_ASKS_A_FAVOUR = Expression(
    r"\b(?:pouvez|pourriez|voulez|voudriez|auriez|avez|savez|s il) vous(?: plait)?|"
    r"\bvous (?:pouvez|pourrez)\b(?! (?:nous|me|m)\b)|\bvotre aide\b"
)
_YOU = Expression(r"\b(?:vous|votre|vos|votres?|you|your|yours|sie|ihre?n?|usted|su|lei|vostr[ao]|u|uw)\b")
_TO_A_FRIEND = Expression(r"\b(?:tu|toi|stp|peux tu|t en)\b")
_QUESTION = Expression(
    r"\b(?:c est quoi|ca veut dire quoi|qu est ce que (?:c est|je|ca)|je (?:dois )?fai[ts](?:re)? quoi|"
    r"on fait quoi|il faut que je|que (?:dois|faut|faire)|dois je|comment (?:on|fait|faire|faut|dois|je|ca|"
    r"puis|est ce qu)|a quoi (?:sert|ca)|ou (?:est|sont|se trouve|puis|je|on) |est ce que (?:je|ca|mailbot|"
    r"on)|"
    r"je n arrive pas a|(?:m|nous) envoyer (?:la fiche|le registre|le rapport|le dossier|le pdf|la liste|"
    r"la notice|le bilan))"
)
_MACHINE = Expression(r"\b(?:mailbot|(?:copie|version) anonym\w+|accuse de reception automatique)\b")
_NOTE = Expression(
    r"\b(?:(?:a )?voir avec|vu avec|pour infos?|pour memoire|je (?:m en|ne peux pas m en) (?:occupe|"
    r"charge)r?|"
    r"qui (?:s en occupe|peut s en|prend)|quelqu un (?:peut|pourrait|s en)|meme (?:affaire|dossier|client|"
    r"histoire) que|c est (?:le|la) meme (?:affaire|dossier|client|cliente|histoire)|doublon|"
    r"c etait une erreur|je reprends? le dossier)\b"
)
_OF_THE_CLIENT = Expression(
    r"(?<!service )(?<!espace )(?<!relation )(?<!fidelite )\b(?:(?:le|la|ce|cette|notre) (?:client|cliente|"
    r"reclamant|reclamante|plaignant|plaignante)|cette dame|ce monsieur|cette personne)\b"
)
_REFERENCE = Expression(r"\b[A-Z]{2,8}-\d{4}-\d{1,6}\b", re.IGNORECASE)
_THANKS = Expression(
    r"^(?:super |parfait |ok |bonjour )*(?:(?:un grand |mille )?mercis?)(?: (?:beaucoup|bien|infiniment|a "
    r"vous|"
    r"encore|a tous|d avance))*(?: (?:pour|de) (?:tout|(?:votre|ton|l|cette|la) (?:aide|reponse|precision|"
    r"explication|info|information)s?))?$"
)
_TITLED = Expression(
    r"^(?:re ?)?(?:bonjour|bonsoir|chere?s?|hello|hi|dear)?(?: chere?s?)? ?(?:madame|monsieur|mademoiselle|"
    r"mesdames|messieurs|mme|mlle|mr|m|maitre|docteur)\b|^(?:dear|sehr|liebe|estimad|gentile|egregi|geachte|"
    r"beste|hola|guten|buon|buenos)"
)
_PLAIN = Expression(r"^(?:bonjour|bonsoir|hello|hi)\b")
_FROM_THE_CLIENT = Expression(
    r"\bvotre (?:sejour|reclamation|mecontentement|insatisfaction|demande de remboursement|reservation chez|"
    r"experience|message nous est|patience)\b|\bvous (?:a|ont) (?:ete )?(?:propose|rembourse|repondu)"
)
_SAYS = (
    r"(?:(?:nous|m|vous|me|l|se|s|ne|n|en|y) )*(?:(?:a|ont|avait|est|sera|va|vient de) )?(?:bien "
    r")?(?:repond\w*|"
    r"dit|disent|indiqu\w+|expliqu\w+|precis\w+|confirm\w+|inform\w+|propos\w+|refus\w+|accept\w+|"
    r"rembours\w+|"
    r"excus\w+|souhait\w+|veu\w+|regrett\w+|reconnai\w+|assur\w+|contest\w+|offr\w+|engag\w+|desole\w*)\b"
)
_A_HOUSE = (
    r"(?:l (?:hotel|etablissement|auberge|agence|organisme|ecole|assureur)|le (?:prestataire|restaurant|"
    r"camping|"
    r"gerant|directeur|patron|proprietaire|loueur)|la (?:direction|gerante|directrice|patronne|proprietaire))"
)
_CONNECTED = r"^(?:(?:apres verification|en effet|donc|mais|or|alors|et|de son cote|suite a votre message) )*"
_OF_THE_HOUSE = Expression(rf"{_CONNECTED}{_A_HOUSE}(?: [a-z]+){{0,4}}? {_SAYS}")
_CALL = Expression(
    r"\b(?:j ai|nous avons|je viens d|on a|ai) (?:enfin |bien |deja |pu )?(?:eu|avoir|appele|telephone|joint|"
    r"joindre|contacte|parle|echange)\b|\b(?:eu|joint|appele) (?:au telephone|par telephone)\b|"
    r"^(?:eu|appele|appel (?:a|au|avec|fait|passe)|contacte|joint|telephone a)\b|\b(?:au|par) telephone\b"
)
_SENTENCES = Expression(r"(?<=[.!?;])\s+|\n+")
_LONG, _VERY_LONG, _SHORT = 40, 90, 25  # words


def suspicion(text: str, reader: Reader) -> Suspicion | None:
    """What the text reads as instead of a letter to `reader`; None: it reads as a letter."""
    lines = _letter_itself(text, reader.writer)
    if not lines:
        return None
    if leading := _leading_word(lines):
        return leading
    if not reader.is_client and (wrong := _meant_for_the_client(lines, reader)):
        return wrong
    greeting = fold(lines[0])
    is_greeted = _TITLED.match(greeting) is not None or _PLAIN.match(greeting) is not None
    sentences = [s for line in lines for s in _SENTENCES.split(line) if fold(s)]
    speaking = [s for s in sentences if not _addresses(fold(s))]
    signs = _Signs()
    _add_of_greeting(signs, fold(lines[0].partition(",")[0]), reader)
    for sentence in speaking:
        _add_of_sentence(signs, sentence, is_first=sentence == _first_said(sentences), reader=reader)
    if not signs.weight:
        return None
    words = sum(len(s.split()) for s in sentences)
    is_titled = _TITLED.match(greeting) is not None
    speaks_to_nobody = len(speaking) == len(sentences)
    if words <= _SHORT and speaks_to_nobody and not (is_titled or (is_greeted and not reader.is_client)):
        signs.weight += 1
    against = is_titled + is_greeted + 2 * (not speaks_to_nobody) + (words > _LONG) + (words > _VERY_LONG)
    return signs.suspicion if signs.weight - against >= _ENOUGH else None


def tells_of_a_call(text: str) -> bool:
    """Whether somebody was telephoned: for cases in which that call is waited for."""
    return any(_CALL.search(fold(sentence)) for sentence in _SENTENCES.split(text))


def _letter_itself(text: str, writer: frozenset[str]) -> list[str]:
    """Without what stands below: closings, the writer's name, and all that follows it."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for n, line in enumerate(lines):
        if n and fold(line) and set(fold(line).split()) <= writer:
            lines = lines[:n]
            break
    while len(lines) > 1 and is_only_closing(lines[-1], writer):
        lines.pop()
    return lines


def _leading_word(lines: list[str]) -> Suspicion | None:
    """A command that has lost its #, above a letter or alone."""
    word = fold(lines[0])
    joined = word.replace(" ", "")
    if len(lines) > 1 and (outcome := outcome_of(word)):
        return Suspicion(sort="order", command=outcome)
    if joined in OUTCOMES or (joined in COMMANDS and joined not in ("autre", "present", "absent")):
        needs_more = COMMANDS[joined] not in ("", "texte")
        return Suspicion(sort="order", command=joined, behind="…" if needs_more else "")
    return None


def _addresses(sentence: str) -> bool:
    """It speaks to the reader: « vous » but for the polite form of an order."""
    return _YOU.search(_ASKS_A_FAVOUR.sub(" ", sentence)) is not None


def _first_said(sentences: list[str]) -> str:
    """The first sentence that is more than a greeting."""
    return next((s for s in sentences if _LEAD.sub("", fold(s))), "")


def _add_of_greeting(signs: _Signs, greeting: str, reader: Reader) -> None:
    """« Salut Hugo », « Hugo, … »: to a colleague, unless the reader is called that too."""
    words = _LEAD.sub("", greeting).split()
    if 0 < len(words) <= 2 and _is_colleague(words[0], reader):
        signs.add(3, "note", "note")


def _is_colleague(word: str, reader: Reader) -> bool:
    return len(word) >= _LEAST_OF_A_NAME and word in reader.colleagues - reader.own - reader.client


def _add_of_sentence(signs: _Signs, sentence: str, *, is_first: bool, reader: Reader) -> None:
    """The signs of one sentence that speaks to nobody outside."""
    folded = fold(sentence)
    colleague = next((w for w in folded.split() if _is_colleague(w, reader)), "")
    other = _other_reference(sentence, reader)
    if command := _order_in(sentence):
        behind = {"assigner": colleague.capitalize(), "fusionner": other}.get(command, "")
        signs.add((4 if reader.is_client else 3) if is_first else 3, "order", command, behind)
    if _QUESTION.search(folded) and not _OURS.search(
        folded.replace("m envoyer", "").replace("nous envoyer", "")
    ):
        signs.add(3, "question", "aide")
    if _MACHINE.search(folded):
        signs.add(3, "question", "aide")
    if colleague and not _is_only_name(folded, reader):
        # In a letter a colleague is « mon collègue », and the sentence says what he does for the reader.
        signs.add(1 if "colleg" in folded else 2, "note", "assigner", colleague.capitalize())
    if other:
        signs.add(2, "note", "fusionner", other)
    if _NOTE.search(folded):
        signs.add(2, "note", "note")
    if _TO_A_FRIEND.search(folded):
        signs.add(3, "note", "note")
    if reader.is_client and _OF_THE_CLIENT.search(folded):
        signs.add(3, "third_person", "note")
    if reader.is_client and _THANKS.match(folded):
        signs.add(2, "note", "note")


def _is_only_name(folded: str, reader: Reader) -> bool:
    return set(folded.split()) <= reader.writer | reader.colleagues


def _order_in(sentence: str) -> str:
    """The command that a clause of this sentence gives; empty: none."""
    for clause in re.split(r"[,:]", sentence):
        said = _LEAD.sub("", fold(clause)).strip()
        # « Merci de … » begins with a word that also leads.
        for words in dict.fromkeys((said, fold(clause), re.sub(r"^(?:merci )?(?:de|d) ", "merci de ", said))):
            if _NOT_SENT.match(words):
                return "annuler"
            if _SENT_ON.match(words):
                return "transmettre"
            for command, order in _ORDERS.items():
                match = order.match(words)
                if match and not _OURS.search(match["rest"]):
                    return command
    return ""


def _other_reference(sentence: str, reader: Reader) -> str:
    found = [reference.upper() for reference in _REFERENCE.findall(sentence)]
    return next((reference for reference in found if reference != reader.reference), "")


def _meant_for_the_client(lines: list[str], reader: Reader) -> Suspicion | None:
    """In the provider's conversation: the reader told of as somebody else, or the client greeted."""
    greeted = set(fold(lines[0].partition(",")[0]).split()) & (reader.client - reader.own)
    is_greeting = _TITLED.match(fold(lines[0])) or _PLAIN.match(fold(lines[0]))
    if is_greeting and any(len(word) >= _LEAST_OF_A_NAME for word in greeted):
        return Suspicion(sort="wrong_party")
    sentences = [fold(s) for line in lines for s in _SENTENCES.split(line)]
    told = [s for s in sentences if _OF_THE_HOUSE.match(s) or _tells_of(s, reader.own)]
    to_client = [s for s in sentences if _FROM_THE_CLIENT.search(s)]
    return Suspicion(sort="wrong_party") if told or len(to_client) > 1 else None


def _tells_of(sentence: str, own: frozenset[str]) -> bool:
    """« Grand Tétras nous répond que »: the reader's own name where a subject stands."""
    before = re.split(rf" {_SAYS}", sentence, maxsplit=1)
    words = set(before[0].split()) - {"l", "le", "la", "les", "hotel", "du", "de", "des", "d"}
    return len(before) > 1 and bool(words) and words <= own
