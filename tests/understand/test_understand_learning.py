"""The model of kinds: what it is made of, how it is kept, and how it learns."""

from __future__ import annotations

import json
from pathlib import Path
from statistics import median
from time import perf_counter

import pytest

from mailbot.understand.corrections import compared, learnt, right, settled
from mailbot.understand.features import features_of
from mailbot.understand.fitting import Example, fit
from mailbot.understand.fold import tokens_of
from mailbot.understand.kind import judge
from mailbot.understand.language import languages_of
from mailbot.understand.model import model_of, reference, shipped
from mailbot.understand.verdict import OTHERS, verdict

MODEL = Path(__file__).parents[2] / "mailbot" / "understand" / "kind.model"
HERE = Path(__file__).parent
HELD_OUT = [
    json.loads(line)
    for line in (HERE / "held_out.jsonl").read_text(encoding="utf-8").split("\n")
    if line
]  # fmt: skip


def judged(text, **more):
    tokens = tokens_of(text)
    return judge(text, tokens, languages_of(text, tokens), **more)


def test_the_model_is_small_and_read_as_it_was_written():
    """Less than a megabyte, and the same bytes again when it is written anew."""
    content = MODEL.read_bytes()
    assert len(content) < 1_000_000
    assert model_of(content).to_bytes() == content


@pytest.mark.parametrize("spoilt", [b"", b"x" * 50, MODEL.read_bytes()[:-2], MODEL.read_bytes() + b"x"])
def test_a_spoilt_model_is_refused(spoilt):
    """A file that was cut short or is something else is never taken for a model."""
    with pytest.raises(ValueError, match=r"model"):
        model_of(spoilt)


def test_no_word_of_a_mail_stands_in_a_model():
    """What a model has learnt cannot be read out of its file."""
    taught = learnt(
        shipped(), [settled("Panne\n\nLe funiculaire de Brinvilliers est en panne", "reclamation")]
    )
    assert b"rinvillier" not in taught.to_bytes()


def test_the_reference_mails_are_those_set_apart():
    """What the model is compared on is what it has not learnt."""
    assert [kind for _, kind in reference()] == [label["kind"] for label in HELD_OUT]


def test_fitting_tells_two_words_apart():
    """A table learns which words mean which class, and the same examples give the same table."""
    texts = [("oui bien", "a"), ("non bien", "b"), ("oui fort", "a"), ("non fort", "b")]
    examples = [Example(features=read(text), answer=answer) for text, answer in texts]
    table = fit(examples, classes=("a", "b"), buckets=1 << 16)
    odds = table.log_odds(read("oui mal"))
    assert odds[0] > odds[1]
    assert table == fit(examples, classes=("a", "b"), buckets=1 << 16)


def read(text):
    tokens = tokens_of(text)
    return features_of(text, tokens, languages_of(text, tokens), ())


SUPPLIER = [
    f"Point cave\n\nSalut, {crates} caisses de pommeau parties ce matin, l'étiqueteuse fatigue, "
    "je repasse jeudi. Marcel, cidrerie du Bocage"
    for crates in ("trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze")
]


def test_what_staff_settle_is_learnt():
    """Ten letters of one supplier, settled as no complaint, make the next one less of a complaint."""
    corrections = [settled(text, "autre") for text in SUPPLIER[:-1]]
    model = learnt(shipped(), corrections)
    last = settled(SUPPLIER[-1], "autre")
    before, after = (verdict(m, last.features) for m in (shipped(), model))
    assert after.kind == "autre"
    assert after.score > before.score if before.kind == "autre" else after.kind != before.kind
    assert learnt(shipped(), corrections).to_bytes() == model.to_bytes()


def test_nothing_settled_is_nothing_learnt():
    """Without corrections the model is the shipped one, to the byte."""
    assert learnt(shipped(), []).to_bytes() == MODEL.read_bytes()


def test_each_correction_is_judged_by_a_model_that_has_not_learnt_it():
    """One odd correction alone cannot praise itself: learnt from nothing else, nothing changes."""
    odd = settled("x\n\nChambre sale, accueil odieux, remboursez-moi.", "autre")
    comparison = compared(shipped(), [odd])
    assert (comparison.mails, comparison.before, comparison.after) == (1, 0, 0)


def test_a_few_corrections_leave_the_rest_of_the_world_alone():
    """What one office settles moves its own mails, hardly those of others."""
    mails = [settled(text, kind) for text, kind in reference()]
    model = learnt(shipped(), [settled(text, "autre") for text in SUPPLIER])
    assert right(model, mails) >= right(shipped(), mails) - 1


def test_what_staff_said_of_somebody_weighs_on_the_next_mail():
    """It moves the score by what the reason says, and the words still count."""
    text = "Dossier\n\nBonjour, je vous écris au sujet du dossier 4412."
    leaning = judged(text, settled="autre")
    assert leaning.kind == "autre"
    assert leaning.reasons[0].weight == pytest.approx(1.5, abs=1e-3)
    furious = "Inadmissible\n\nChambre sale, accueil odieux, je suis furieux et j'exige un remboursement."
    assert judged(furious, settled="autre").kind == "reclamation"


def test_the_others_are_named_without_holes():
    """Every type that a mail can have is a class of the shipped model."""
    assert shipped().others.classes == OTHERS


def test_a_mail_is_judged_within_milliseconds():
    """Median over the mails set apart, reasons included; generous, for slow and busy machines."""
    times = []
    for label in HELD_OUT:
        begun = perf_counter()
        judged(f"{label['subject']}\n\n{label['body']}")
        times.append(perf_counter() - begun)
    assert median(times) < 0.025


def test_blunt_words_are_never_dismissed():
    """Where the cues alone complain clearly, the model may doubt it; staff see it all the same."""
    blunt = judged("Réclamation\n\nC'est une honte, je suis furieux, quel scandale.")
    assert blunt.kind == "reclamation"
    curt = judged("Réclamation\n\nAccueil honteux, je réclame une réponse.")
    assert curt.kind == "reclamation"
