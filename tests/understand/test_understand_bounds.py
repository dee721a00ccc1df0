"""What holds for any mail at all, for the tables of cues, and for mails that were set apart."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.config import read_directories
from mailbot.model import Address, Directory, IncomingMail, Provider, Unit
from mailbot.understand import cues_abroad, cues_fr_grievance, cues_fr_other, cues_robots, understand
from mailbot.understand.fold import MAX_CHARACTERS, fold, tokens_of
from mailbot.understand.phrases import Lexicon

HERE = Path(__file__).parent
DIRECTORY = Directory(
    organisation="Office de tourisme des Chaumes",
    providers=(Provider(id="tetras", name="Hôtel du Grand Tétras", address="a@hotel-tetras.example"),),
    units=(Unit(name="BIT de Cornimont"),),
)
ALL_CUES = [
    *cues_fr_grievance.CUES,
    *cues_fr_other.CUES,
    *cues_robots.CUES,
    *(cue for cues in cues_abroad.BY_LANGUAGE.values() for cue in cues),
]


def mail(text, subject="", name="", address="anne@mel.example"):
    return IncomingMail(
        content_digest="d",
        received_at=datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
        mailbox="service@chaumes.example",
        from_=Address(address=address, name=name),
        subject=subject,
        text=text,
        new_text=text,
    )


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=400), subject=st.text(max_size=60), name=st.text(max_size=20))
def test_any_text_has_a_meaning(text, subject, name):
    """Whatever stands in a mail, the answer is well formed and always the same."""
    found = understand(mail(text, subject, name), DIRECTORY)
    assert found == understand(mail(text, subject, name), DIRECTORY)
    assert 0 <= found.confidence <= 1
    assert (found.severity is not None) == (found.kind == "reclamation")
    assert (found.other_type is not None) == (found.kind == "autre")
    assert not (found.targets_certain and (found.doubtful or len(found.targets) != 1))
    assert all(reason.excerpt in f"{subject}\n\n{text}" for reason in found.reasons)


HOSTILE = ["ne ", "a.", "1 ", "123 456 ", "www.a", "à l'Hôtel du Grand ", "Mme Dupont ", "\n", "? ", "a"]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_huge_mail_costs_no_more_than_its_beginning(piece):
    """Only the beginning of a huge mail is read, so that the work on one mail is bounded."""
    tokens = tokens_of(piece * 300_000)
    assert all(token.end <= MAX_CHARACTERS for token in tokens)
    understand(mail(piece * 300_000), DIRECTORY)


@pytest.mark.parametrize("cue", ALL_CUES, ids=lambda cue: f"{cue.why}-{cue.phrases.split()[0]}")
def test_every_phrase_is_written_as_words_are_read(cue):
    """A phrase with an accent, an apostrophe or a capital would never be found."""
    assert cue.phrases == fold(cue.phrases)
    assert not set("'’-.,") & set(cue.phrases)
    assert Lexicon([cue])


def test_a_phrase_stays_within_its_sentence():
    """« Personne. Ne venez pas » is not « personne ne »."""
    lexicon = Lexicon([cues_fr_grievance.grievance("x", 1.0, "personne ~ vient")])
    assert lexicon.matches(tokens_of("Personne ici ne vient."))
    assert not lexicon.matches(tokens_of("Personne ici. Il vient."))


def test_the_longer_phrase_hides_the_shorter():
    """« pas déçu » is not « déçu »."""
    disappointed = cues_fr_grievance.grievance("déçu", 2.0, "decu*")
    pleased = cues_fr_grievance.grievance("content", -1.0, "pas decu*")
    lexicon = Lexicon([disappointed, pleased])
    assert [m.cue.why for m in lexicon.matches(tokens_of("Je ne suis pas déçue."))] == ["content"]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Il est 8 h. Je pars.", 2),
        ("Cela coûte 12.50 euros par M. Roy.", 1),
        ("Une ligne coupée par le logiciel de courrier à la\nsoixante-dixième colonne.", 1),
        ("Bonjour,\nJe vous écris.", 2),
        ("Premier point\n- deuxième point", 2),
    ],
)
def test_sentences_survive_wrapped_lines(text, sentences):
    """A wrapped line is no new sentence; an abbreviation or a decimal point ends none."""
    assert len({token.sentence for token in tokens_of(text)}) == sentences


def test_mails_that_were_set_apart_are_understood():
    """Mails of other trades, written before the cues were weighed: no complaint is missed."""
    directories = read_directories(HERE / "held_out_directory.json")
    labels = [
        json.loads(line) for line in (HERE / "held_out.jsonl").read_text(encoding="utf-8").split("\n") if line
    ]
    meanings = [
        (label, understand(mail(label["body"], label["subject"], label["from_name"], label["from_email"]),
                           directories[label["org"]]))
        for label in labels
    ]  # fmt: skip
    missed = [label["id"] for label, m in meanings if label["kind"] == "reclamation" != m.kind]
    wrong = [
        label["id"]
        for label, m in meanings
        if m.targets_certain and not set(m.targets) <= set(label["target"])
    ]
    light = [label["id"] for label, m in meanings if label["severity"] == "grave" != m.severity]
    right = sum(label["kind"] == m.kind for label, m in meanings)
    assert (missed, wrong, light) == ([], [], [])
    assert right >= 0.9 * len(labels)
