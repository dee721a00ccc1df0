"""Whatever program staff write with, the client gets their words and nothing of what was around them."""

from __future__ import annotations

import re
from email.message import EmailMessage
from itertools import product

import pytest

import mail_programs
from mail_programs import DEVICES, PROGRAMS, SIGNATURES, Answer, postings
from mailbot.token import verify
from mutations import Dice
from office import CLAIRE, CLIENT, SECRET, Office, text_of

COMBINATIONS = 200
WORDS = (
    ("Nous vous remboursons la nuit du 6 novembre.", "Le virement part cette semaine."),
    ("Nous avons vérifié auprès de l'hôtel, car votre remarque est sérieuse.", "La chambre est refaite."),
    ("Merci de votre patience.", "Pouvez-vous nous envoyer la facture ? Elle nous manque encore."),
    ("Votre demande est acceptée.", "Voici pourquoi : le chauffage ne marchait pas."),
)
COMMANDS = ("", "#confirmer\n#favorable", "#gravité faible")
INTERNAL = ("mailto:", "a écrit", "Message d'origine", "Envoyé :", "#", "Un client vous écrit")


def combinations() -> list[Answer]:
    """Two hundred of all that there are, the same on every machine, every program among them."""
    possible = [
        Answer(
            program=program, posting=posting, form=form, signature=signature,
            words=words, command=command, own=CLAIRE,
        )
        for program in PROGRAMS
        for posting, form, signature, words, command in product(
            postings(program), ("plain", "html", "both"), SIGNATURES, WORDS, COMMANDS
        )
    ]  # fmt: skip
    dice = Dice(2026)
    chosen: list[Answer] = []
    while len(chosen) < COMBINATIONS:
        program = PROGRAMS[len(chosen) % len(PROGRAMS)]
        mine = [answer for answer in possible if answer.program == program]
        answer = mine[dice.below(len(mine))]
        if answer not in chosen:
            chosen.append(answer)
    return chosen


CHOSEN = combinations()


def test_there_are_two_hundred_different_ones() -> None:
    """Every program, every place, every form and every signature is among them."""
    assert len(set(CHOSEN)) == COMBINATIONS
    assert {answer.program for answer in CHOSEN} == set(PROGRAMS)
    assert {answer.posting for answer in CHOSEN} == {"top", "bottom", "inline"}
    assert {answer.form for answer in CHOSEN} == {"plain", "html", "both"}
    assert {answer.signature for answer in CHOSEN} == set(SIGNATURES)


def everything(mail: EmailMessage) -> str:
    """Headers and every part, decoded: what a client could find in it."""
    parts = [str(part.get_content()) for part in mail.walk() if part.get_content_maintype() == "text"]
    return "\n".join([*(f"{name}: {value}" for name, value in mail.items()), *parts])


def faults(
    letter: EmailMessage, answer: Answer, notice: EmailMessage, acknowledgement: EmailMessage
) -> list[str]:
    """What of the staff's side can be seen in the letter to the client."""
    said, text = everything(letter), text_of(letter)
    plain = " ".join(text.replace("\u00a0", " ").replace("’", "'").split())
    found = [f"{words!r} is missing" for words in answer.words if words not in plain]
    found += [f"{words!r} is there" for words in INTERNAL if words in text]
    found += [f"{device!r} is there" for device in DEVICES.values() if device in said]
    if CLAIRE in said.lower():
        found.append("the staff address is there")
    ours = {line.strip() for line in text_of(notice).splitlines() if len(line.strip()) > 25}
    ours -= {line.strip() for line in text_of(acknowledgement).splitlines()}  # what every letter says
    found += [f"a line of the notification: {line!r}" for line in ours if line in text]
    for candidate in set(re.findall(r"[a-z2-7]{40}", said)):
        token = verify(candidate, SECRET)
        if token is None or token.side != "party":
            found.append(f"a token of staff: {candidate}")
    return found


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_client_gets_the_words_and_nothing_else(office: Office, program: str) -> None:
    """No quoted notification, internal link, token, device, staff address; in every byte of the letter."""
    left = office.complains()
    [notice], [acknowledgement] = left[CLAIRE], left[CLIENT]
    wrong = []
    for number, answer in enumerate(answer for answer in CHOSEN if answer.program == program):
        raw = mail_programs.written(answer, notice, number)
        office.passes(minutes=1)
        office.arrives("", raw=raw, sender=CLAIRE, to=str(notice["Reply-To"]))
        left = office.works()
        letters = left.get(CLIENT, [])
        seen = [f"{len(letters)} letters", *map(text_of, left.get(CLAIRE, ()))]
        if len(letters) == 1:
            seen = faults(letters[0], answer, notice, acknowledgement)
        if seen:
            wrong.append((str(answer), seen, [text_of(letter) for letter in letters]))
    assert wrong == []
