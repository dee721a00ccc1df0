"""`mailbot evaluate`: figures that can be recounted by hand, and mistakes that are named."""

from __future__ import annotations

import io
import json

import pytest

from mailbot.commands import evaluate
from mailbot.commands.evaluate_figures import Outcome, figures_of
from mailbot.errors import BadConfig
from mailbot.model import Meaning, Redacted, Wishes

DIRECTORY = {
    "organisations": [
        {
            "id": "ot",
            "name": "Office de tourisme des Chaumes",
            "domain": "chaumes.example",
            "internal_units": [{"name": "BIT de Cornimont", "aliases": ["bureau de Cornimont"]}],
            "prestataires": [{"id": "tetras", "name": "Hôtel du Grand Tétras", "town": "Gérardmer",
                              "aliases": ["Grand Tétras"], "email": "contact@tetras.example"}],
        }
    ]
}  # fmt: skip


def label(number, body, kind, **more):
    return {
        "id": f"X-{number}", "org": "ot", "from_name": "Anne Roy", "from_email": "anne.roy@mel.example",
        "date": "2026-03-02T09:00:00+01:00", "subject": "Bonjour", "body": body, "kind": kind,
        "autre_type": None,
        "target": [], "severity": None, "refuses_contact_sharing": False, "no_further_contact": False,
        "language": "fr", "pii": [], "keep": [], **more,
    }  # fmt: skip


LABELS = [
    label(
        1, "À l'Hôtel du Grand Tétras la chambre était sale, je demande un remboursement.\nAnne Roy",
        "reclamation",
        target=["tetras"], severity="normale", pii=[{"text": "Anne Roy", "type": "person"}],
        keep=["chambre était sale"],
    ),
    label(2, "À quelle heure ouvre le bureau ?", "autre", autre_type="question"),
    label(3, "Vous devriez mettre des bancs sur le sentier.", "suggestion"),
]  # fmt: skip


@pytest.fixture
def files(tmp_path):
    mails, directory = tmp_path / "mails.jsonl", tmp_path / "directory.json"
    mails.write_text("\n".join(json.dumps(entry) for entry in LABELS) + "\n", encoding="utf-8")
    directory.write_text(json.dumps(DIRECTORY), encoding="utf-8")
    return mails, directory


def played(files, *, as_json):
    out = io.StringIO()
    status = evaluate.run(mails=files[0], directory=files[1], as_json=as_json, out=out)
    return status, out.getvalue()


def test_the_figures_of_a_few_mails(files):
    """Three mails through the real stations: each kind found, nothing leaked, the fact kept."""
    status, text = played(files, as_json=True)
    figures = json.loads(text)
    assert status == 0
    assert figures["mails"] == 3
    assert figures["kinds"]["recall"] == {"reclamation": 1.0, "suggestion": 1.0, "autre": 1.0}
    assert figures["targets"]["exact"] == 1.0
    assert figures["redaction"]["leaked_by_type"] == {"person": "0/1"}
    assert figures["redaction"]["facts_survived"] == 1.0
    assert figures["worst"] == []


def test_the_tables_say_the_same_in_french(files):
    """For people: tables with French percentages."""
    status, text = played(files, as_json=False)
    assert status == 0
    assert "3 courriels" in text
    assert "100,0 %" in text


def outcome(number, kind, found, **more):
    made = {
        "label": label(number, "", kind, severity="grave" if kind == "reclamation" else None,
                       refuses_contact_sharing=kind == "reclamation", target=["a"]),
        "meaning": Meaning(kind=found, confidence=0.8,
        severity="normale" if found == "reclamation" else None),
        "redacted": Redacted(subject="", text=""),
        "leaked": (),
        "lost": (),
        "milliseconds": 1.0,
    }  # fmt: skip
    return Outcome(**(made | more))


def test_mistakes_are_counted_and_the_dearest_named_first():
    """A leak that nobody would have looked at comes before a missed complaint, and that before the rest."""
    leak = outcome(1, "reclamation", "reclamation", leaked=(("phone", "06"),))
    missed = outcome(2, "reclamation", "autre")
    cautious = outcome(3, "autre", "reclamation")
    figures = figures_of([missed, cautious, leak])
    assert figures["kinds"]["confusion"]["reclamation"] == {"autre": 1, "reclamation": 1}
    assert figures["kinds"]["recall"] == {"reclamation": 0.5, "suggestion": None, "autre": 0.0}
    assert figures["severity"]["grave_recall"] == 0.0
    assert figures["wishes"]["refuses_contact_sharing"]["recall"] == 0.0
    assert figures["redaction"]["leaked_without_a_look"] == 1
    assert [case["id"] for case in figures["worst"]][:3] == ["X-1", "X-2", "X-2"]


def test_calibration_compares_confidence_with_the_truth():
    """Eight in ten announced, half of them right: an error of 0.3."""
    right, wrong = outcome(1, "autre", "autre"), outcome(2, "autre", "suggestion")
    assert figures_of([right, wrong])["calibration"]["error"] == pytest.approx(0.3)


def test_held_copies_and_heard_wishes_are_not_mistakes():
    """What staff will look at has not leaked; a wish that was heard counts."""
    heard = Meaning(kind="reclamation", severity="grave", targets=("a",),
                    wishes=Wishes(refuses_contact_sharing=True))  # fmt: skip
    held = Redacted(subject="", text="", held=("nom incertain",))
    figures = figures_of(
        [outcome(1, "reclamation", "", meaning=heard, redacted=held, leaked=(("person", "X"),))]
    )
    assert figures["worst"] == []
    assert figures["wishes"]["refuses_contact_sharing"] == {"labelled": 1, "recall": 1.0, "precision": 1.0}
    assert figures["redaction"]["leaked"] == 1


@pytest.mark.parametrize(
    ("mails", "directory", "named"),
    [
        ("{", json.dumps(DIRECTORY), "ligne 1"),
        (json.dumps(label(1, "", "plainte")), json.dumps(DIRECTORY), "kind"),
        (json.dumps(label(1, "", "autre") | {"org": "nulle-part"}), json.dumps(DIRECTORY), "org"),
        ("[]", json.dumps(DIRECTORY), "objet JSON"),
        (json.dumps(LABELS[0]), "{}", "n.est pas une organisation"),
    ],
)
def test_what_is_wrong_with_the_files_is_said(tmp_path, mails, directory, named):
    """Every mistake names its file and its place, without a traceback."""
    paths = tmp_path / "m.jsonl", tmp_path / "d.json"
    paths[0].write_text(mails, encoding="utf-8")
    paths[1].write_text(directory, encoding="utf-8")
    with pytest.raises(BadConfig, match=named):
        played(paths, as_json=True)


def test_a_missing_file_is_said(tmp_path):
    """The path that cannot be read is named."""
    with pytest.raises(BadConfig, match=r"absent\.jsonl : fichier illisible"):
        played((tmp_path / "absent.jsonl", tmp_path / "absent.json"), as_json=True)
