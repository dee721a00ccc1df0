"""Which letters exist, to whom they go, and what each must be told: the contract with whoever decides them.

A context holds `str`, `tuple` and `datetime` values only. Every key of the table may be used in the letter's
templates; an optional key that is not given is empty there. Beside them, every template sees:
`organisation`, `reference`, `mediator`, `mailbox_address`, `answer_address`, `marker`, `answers`,
`recipient_name`, `reader`, `paper`, `today`, `place`, `addressee_lines`, `joined` (names of the attachments);
and of a text that a person typed `greeted`, `body`, `closing`. Texts are in the language of the letter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from mailbot.errors import PermanentFailure
from mailbot.model import Letter

Shape = Literal[
    "text",  # str
    "theirs",  # str, words of somebody whose address may be forged: links are taken out, length is bounded
    "moment",  # aware datetime, or None
    "list",  # tuple[str, ...]
    "rows",  # tuple[tuple[label, text or datetime], ...]
    "commands",  # tuple[tuple[what to write, what it does], ...]: become links to the answer address
]
Reader = Literal["client", "provider", "staff"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    shape: Shape
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSpec:
    """`relay`: a person's own words, so not an automatic mail whatever the letter says."""

    to: Reader
    keys: Mapping[str, Key]
    relay: bool = False


def _keys(required: str = "", **optional: str) -> Mapping[str, Key]:
    """`"received_at:moment text:text"` are required; the keywords name a shape and its optional keys."""
    keys = {}
    for word in required.split():
        name, _, shape = word.partition(":")
        keys[name] = Key(shape=shape or "text", required=True)  # type: ignore[arg-type]  # checked by a test
    for shape, names in optional.items():
        for name in names.split():
            keys[name] = Key(shape=shape)  # type: ignore[arg-type]  # keyword names are shapes
    return keys


LETTERS: Mapping[str, LetterSpec] = {
    # -- to the client ----------------------------------------------------------------------------
    "accuse_reception": LetterSpec(
        to="client",
        keys=_keys(
            "received_at:moment",
            theirs="subject",  # what the person writes about, in their words or ours
            moment="due_at",  # the answer is promised by the procedure for that day; None: no deadline
            text="steps"  # what has been started, in whole sentences of ours
            " handler_name handler_function no_further_contact"  # the last: not empty means "write no more"
            " channel",  # of what a colleague has handed in: "téléphone"
            list="handlers",  # the client may choose whom to deal with
        ),
    ),
    "accuse_suggestion": LetterSpec(
        to="client",
        keys=_keys(
            "received_at:moment",
            theirs="subject",
            moment="due_at",
            text="examined_by no_further_contact channel",  # who will look at it: "le comité qualité"
        ),
    ),
    "message_client": LetterSpec(
        to="client",
        relay=True,
        keys=_keys("text signer_name", theirs="subject", text="signer_function"),
    ),
    "relais_client": LetterSpec(  # what the provider has answered, for information
        to="client", keys=_keys("text provider_name received_at:moment", theirs="subject")
    ),
    "reponse_client": LetterSpec(  # the answer, with its outcome: the mediator comes with the house
        to="client",
        relay=True,
        # Where a non-conformity was found: its causes, and what is being corrected.
        keys=_keys("text signer_name", theirs="subject", text="signer_function", list="causes corrections"),
    ),
    "prolongation": LetterSpec(
        to="client",
        keys=_keys(
            "reason due_at:moment signer_name",
            theirs="subject",
            text="signer_function",
            moment="first_due_at received_at",
        ),
    ),
    "avancement": LetterSpec(
        to="client",
        keys=_keys(
            theirs="subject", list="done", moment="due_at received_at", text="signer_name signer_function"
        ),
    ),
    "demande_precisions": LetterSpec(
        to="client",
        keys=_keys(
            "signer_name",
            theirs="subject",
            list="missing",
            text="text signer_function",
            moment="reply_by due_at",
        ),
    ),
    "cloture": LetterSpec(
        to="client",
        keys=_keys(
            "signer_name",
            theirs="subject",
            text="outcome offer signer_function",  # outcome: "favorable", "partiel", "rejet"
            list="improvements",  # what the complaint has changed
            moment="answered_at",
        ),
    ),
    "enquete": LetterSpec(to="client", keys=_keys(theirs="subject", moment="received_at")),
    # -- to a provider: nothing here may come from the client but what redaction let through ------
    "transmission": LetterSpec(
        to="provider",
        keys=_keys(
            "text",  # the redacted complaint
            text="provider_name subject kind reason withheld_note signer_name signer_function",
            moment="received_at reply_by",
            list="attachments",  # names under which they travel
        ),
    ),
    "transmission_information": LetterSpec(  # to others concerned: nothing is asked of them
        to="provider",
        keys=_keys("text", text="provider_name about subject", moment="received_at"),
    ),
    "message_prestataire": LetterSpec(
        to="provider",
        relay=True,
        keys=_keys("text signer_name", text="provider_name subject signer_function"),
    ),
    "relance_prestataire": LetterSpec(
        to="provider",
        keys=_keys(
            "first_sent_at:moment",
            text="provider_name rank next_step text signer_name signer_function",  # rank: "deuxième"
            moment="reply_by",
        ),
    ),
    # -- to staff ---------------------------------------------------------------------------------
    "avis_equipe": LetterSpec(
        to="staff",
        keys=_keys(
            "kind client_address received_at:moment text",
            text="client_name subject confidence question next_step severity wants channel assigned_to"
            " preview handed_in_by",  # the colleague who received it; the client is another person
            list="reasons targets wishes sheet sent withheld earlier possible_links problems attachments"
            " doubts goes stays",
            rows="deadlines",
            commands="commands",
        ),
    ),
    "suite_equipe": LetterSpec(
        to="staff",
        keys=_keys(
            "who received_at:moment text reply_goes_to",
            text="role address subject conversation whole severity",  # role: "client", "prestataire"
            list="warnings attachments problems",
            rows="deadlines",
            commands="commands",
        ),
    ),
    "hors_sujet": LetterSpec(
        to="staff",
        keys=_keys(
            "client_address received_at:moment text",
            text="client_name subject guess confidence",  # guess: "une question"
            list="reasons possible_links problems attachments",
            commands="commands",
        ),
    ),
    "compte_rendu": LetterSpec(
        to="staff",
        keys=_keys(
            text="question original subject preview",
            list="doubts goes stays refused done sent notes",  # refused: why nothing of that mail was done
            rows="not_understood help",  # (the line as written, what could have been meant); all commands
            commands="commands",
        ),
    ),
    "confirmation": LetterSpec(  # of a mail for whose sender no server vouches
        to="staff", keys=_keys("until:moment", text="original subject", commands="commands")
    ),
    "information_equipe": LetterSpec(
        to="staff",
        keys=_keys(
            "lines:list",
            text="subject severity yours note",  # yours: who hands this case over to the one that reads it
        ),
    ),
    # -- what people send by hand; `paper` letters come with a PDF ---------------------------------
    "courrier": LetterSpec(
        to="staff",
        keys=_keys(
            "text addressee signer_name",
            theirs="subject",
            text="addressee_street outcome signer_function incomplete",  # the last: what the address lacks
            list="causes corrections",
            moment="received_at reply_by",
            commands="commands",
        ),
    ),
    "messagerie_privee": LetterSpec(
        to="staff",
        keys=_keys(
            "text signer_name",
            theirs="subject",
            text="addressee addressee_street outcome signer_function",
            list="causes corrections",
            commands="commands",
        ),
    ),
    "point_du_matin": LetterSpec(
        to="staff",
        keys=_keys(
            "today:moment",
            list="yours late due_today due_soon undated steps to_post waiting_provider waiting_client held",
        ),
    ),
    "note_interne": LetterSpec(to="staff", keys=_keys(text="what", list="causes changes")),
    "dossier_reunion": LetterSpec(
        to="staff",
        keys=_keys(
            "since:moment until:moment",
            list="cases causes open_actions late_actions questions",
            rows="figures",
        ),
    ),
    "alerte": LetterSpec(
        to="staff",
        keys=_keys(
            "title",
            text="quoted severity preview",  # preview: what would leave, ⟦doubtful⟧ (1) places marked
            list="sentences todo doubts goes stays",  # doubts: why, by number; goes, stays: attachments
            rows="details",
            commands="commands",
        ),
    ),
    "echeance": LetterSpec(
        to="staff",
        keys=_keys(
            "what due_at:moment",  # what: "la réponse au client"
            text="late client_name subject assigned_to severity",  # late: what was missed; or still to come
            moment="received_at",
            list="done todo",
            commands="commands",
        ),
    ),
}

# Keys that hold sentences of ours, typed with a plain apostrophe: set as the templates are.
SENTENCES = frozenset((
    "question", "next_step", "confidence", "reasons", "withheld", "sent", "done", "refused", "notes",
    "not_understood", "problems", "warnings", "lines", "sentences", "todo", "title", "late", "what", "guess",
    "deadlines", "details", "sheet", "wishes", "held", "yours", "steps", "due_soon", "due_today", "undated",
    "figures", "questions", "help", "missing", "improvements", "offer", "withheld_note", "incomplete", "role",
    "assigned_to", "doubts",
))  # fmt: skip

_EMPTY: Mapping[str, Any] = {"text": "", "theirs": "", "moment": None, "list": (), "rows": (), "commands": ()}


def spec_of(letter: Letter) -> LetterSpec:
    """The letter's spec, if it goes to the kind of person that it was written for."""
    spec = LETTERS.get(letter.kind)
    if spec is None:
        raise PermanentFailure(f"Lettre inconnue : {letter.kind}")
    if letter.side == "staff":
        reader: Reader = "staff"
    else:
        reader = "client" if letter.conversation == "client" else "provider"
    if reader != spec.to:
        raise PermanentFailure(
            f"La lettre « {letter.kind} » n’est pas écrite pour ce destinataire ({reader})"
        )
    return spec


def checked(kind: str, context: Mapping[str, Any]) -> dict[str, Any]:
    """The context with every key of the letter's table; one failure names every mistake."""
    keys = LETTERS[kind].keys
    mistakes = [f"{name} : inconnu" for name in context if name not in keys]
    for name, key in keys.items():
        value = context.get(name)
        if value is None:
            if key.required:
                mistakes.append(f"{name} : manque")
        elif not _fits(value, key.shape):
            mistakes.append(f"{name} : « {key.shape} » attendu, {type(value).__name__} reçu")
    if mistakes:
        raise PermanentFailure(f"Contexte de la lettre « {kind} » : " + " ; ".join(mistakes))
    return {name: context.get(name) or empty(key) for name, key in keys.items()}


def empty(key: Key) -> Any:
    """What a template sees of a key that was not given."""
    return _EMPTY[key.shape]


def sample(kind: str, *, full: bool) -> dict[str, Any]:
    """A context to try a template with: every key, or the required ones alone."""
    moment = datetime(2026, 12, 1, 15, 5, tzinfo=UTC)
    some: Mapping[str, Any] = {
        "text": "texte", "theirs": "texte", "moment": moment, "list": ("un", "deux"),
        "rows": (("un", "deux"), ("trois", moment)), "commands": (("#un", "deux"),),
    }  # fmt: skip
    return {name: some[key.shape] for name, key in LETTERS[kind].keys.items() if full or key.required}


def _fits(value: object, shape: Shape) -> bool:
    if shape in ("text", "theirs"):
        return isinstance(value, str)
    if shape == "moment":
        return isinstance(value, datetime) and value.tzinfo is not None
    if not isinstance(value, tuple):
        return False
    if shape == "list":
        return all(isinstance(item, str) for item in value)
    return all(
        isinstance(row, tuple)
        and len(row) == 2
        and isinstance(row[0], str)
        and (isinstance(row[1], str) or (shape == "rows" and _fits(row[1], "moment")))
        for row in value
    )
