"""The proof looks for all that is known of a person at once, and finds what it would find one by one."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.model import Identity
from mailbot.redact import proof

IDENTITY = Identity(
    names=("Élodie Dupont", "Anne", "Le Goff", "Bœuf-Noël Marie-Ange"),
    addresses=("e.dupont77@boite.example", "contact@x.example"),
    others=("06 39 98 04 17", "AB-12", "12 rue des Œillets"),
)
PIECES = (
    "Élodie", "elodie", "Dupont", "DUPONT", "tnopuD", "eidolÉ", "D.u.p.o.n.t", "e l o d i e", "Mme",
    "famille",
    "Anne", "enna", "A n n e", "le", "goff", "ffog el", "boeuf noel", "Bœuf-Noël", "marie", "Marie-Ange",
    "edupont77", "e.dupont77@boite.example", "639980417", "0033639980417", "06.39.98.04.17", "AB 12", "ab12",
    "12 rue des oeillets", "\u00ad", "\u200b", "e\u0301", " ", "\n", "-", ".", "annexe", "dupontel",
)  # fmt: skip


def one_by_one(text, identity):
    """Each needle for itself, without an index."""
    words = f" {proof._as_words(text)} "
    solid = words.replace(" ", "")
    spelt = " ".join(run.replace(" ", "") for run in proof._SINGLE_LETTERS.findall(words))
    for needle in proof._needles(identity):
        letters = (needle.words or needle.solid).replace(" ", "")
        disguised = letters.isalpha() and len(letters) >= 4
        turned = (needle.words or f" {needle.solid} ")[::-1]
        if (
            (needle.words and needle.words in words)
            or (needle.solid and needle.solid in solid)
            or (disguised and (letters in spelt or letters[::-1] in spelt))
            or (disguised and len(letters) > 4 and turned in words)
        ):
            yield needle.said


@settings(max_examples=600, deadline=None)
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=8), glue=st.sampled_from(["", " ", "-", "\n"]))
def test_the_index_of_the_proof_hides_nothing(pieces, glue):
    """Names turned round, spelt out, with a title, glued together: the same is found, in the same order."""
    text = glue.join(pieces)
    assert proof.traces(text, IDENTITY) == tuple(dict.fromkeys(one_by_one(text, IDENTITY)))
