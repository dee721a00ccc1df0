"""The presets say what their documents say, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mailbot.config import load, load_text, preset_names
from mailbot.procedure import Acknowledgement, Answer, Delay, Procedure, promises

PRESETS = ("auto-ecole", "courtier", "organisme-formation", "qualiopi", "tourisme")
HOURS_48 = Delay(n=48, unit="hours")


def preset(name: str) -> Procedure:
    return load(None, environ={}, preset=name).procedure


def test_five_presets_ship():
    """Each has a name that people can write in config.toml."""
    assert preset_names() == PRESETS


CLOCKS = [
    # preset, acknowledgement, answer
    ("tourisme", None, None),
    ("qualiopi", (HOURS_48, "receipt"), (HOURS_48, "receipt")),
    ("courtier", (Delay(n=10, unit="days"), "receipt"), (Delay(n=2, unit="months"), "receipt")),
    ("auto-ecole", (HOURS_48, "receipt"), (Delay(n=10, unit="days"), "receipt")),
    ("organisme-formation", None, (Delay(n=6, unit="ouvres"), "acknowledgement")),
]


@pytest.mark.parametrize(("name", "acknowledgement", "answer"), CLOCKS)
def test_the_clocks_of_a_preset(name, acknowledgement, answer):
    """A clock that the document does not have is absent, not borrowed."""
    procedure = preset(name)
    for promised, expected in ((procedure.acknowledgement, acknowledgement), (procedure.answer, answer)):
        if expected is None:
            assert promised.delay is None
        else:
            assert (promised.delay, promised.from_) == expected


def test_what_one_document_says_is_in_one_preset():
    """Choice of the handler, mediator, steps started, extension, calling first: each from one document."""
    procedures = {name: preset(name) for name in PRESETS}

    def those(condition):
        return [name for name, procedure in procedures.items() if condition(procedure)]

    assert those(lambda p: p.handlers.client_chooses) == ["courtier"]
    assert those(lambda p: p.handlers.closed) == ["courtier"]
    assert those(lambda p: p.mediation is not None) == ["courtier"]
    assert those(lambda p: p.acknowledgement.satisfied_by_answer) == ["courtier"]
    assert those(lambda p: p.acknowledgement.steps_text) == ["auto-ecole"]
    assert those(lambda p: p.acknowledgement.immediate) == ["organisme-formation"]
    assert those(lambda p: p.answer.extensible) == ["organisme-formation"]
    assert those(lambda p: p.forward.on_grave == "call_first") == ["tourisme"]
    assert those(lambda p: p.handlers.must_be_named) == ["qualiopi"]
    assert those(lambda p: p.register.title is None) == ["organisme-formation"]


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_tells_what_its_document_leaves_open(name):
    """Silence and contradiction of a document are shown, never settled in secret."""
    assert preset(name).open_points


@pytest.mark.parametrize("name", PRESETS)
def test_operations_are_no_promise(name):
    """How the desk reminds people never appears among what clients are promised."""
    procedure = preset(name)
    without = Procedure(acknowledgement=procedure.acknowledgement, answer=procedure.answer)
    assert set(promises(without)) <= set(promises(procedure))
    assert not any("prestataire" in line and "jours" in line for line in promises(procedure))


def test_nothing_promised_nothing_said():
    """An empty procedure has no sentence at all."""
    assert promises(Procedure()) == ()


def test_promises_in_plain_french():
    """Numbers keep their unit on the same line, and the start of each clock is told."""
    lines = promises(
        Procedure(
            acknowledgement=Acknowledgement(delay=HOURS_48),
            answer=Answer(delay=Delay(n=6, unit="ouvres"), from_="acknowledgement", extensible=True),
        )
    )
    assert lines == (
        "Accusé de réception sous 48\N{NO-BREAK SPACE}heures à compter de la réception.",
        "Réponse sous 6\N{NO-BREAK SPACE}jours ouvrés à compter de l’envoi de l’accusé de réception.",
        "Délai de réponse prolongeable\N{NO-BREAK SPACE}: la nouvelle date, annoncée à temps, engage.",
    )


def test_an_override_changes_one_key(tmp_path):
    """Everything else of the preset stays as it is."""
    text = """
[organisation]
name = "Auto-école"
procedure = "auto-ecole"
[procedure]
answer.delay = "10 jours ouvrables"
[procedure.calendar]
region = "alsace-moselle"
opening_days = ["mardi", "samedi"]
closures = [2026-08-03, "2026-12-24..2027-01-03"]
"""
    changed, original = load_text(text, tmp_path).procedure, preset("auto-ecole")
    assert changed.answer == replace(original.answer, delay=Delay(n=10, unit="ouvrables"))
    assert changed.acknowledgement == original.acknowledgement
    assert changed.calendar.region == "alsace-moselle"
    assert changed.calendar.opening_days == {1, 5}
    assert [str(last) for _, last in changed.calendar.closures] == ["2026-08-03", "2027-01-03"]


def test_an_override_takes_a_delay_away(tmp_path):
    """TOML has no null: "aucun" says that there is none."""
    text = '[organisation]\nname = "A"\nprocedure = "qualiopi"\n[procedure.answer]\ndelay = "aucun"\n'
    assert load_text(text, tmp_path).procedure.answer.delay is None


def test_a_procedure_of_ones_own(tmp_path):
    """A path names a document beside the configuration; its calendar lives in the organisation's zone."""
    (tmp_path / "la-notre.toml").write_text('title = "La nôtre"\n[answer]\ndelay = "15 jours"\n')
    text = '[organisation]\nname = "A"\nprocedure = "la-notre.toml"\ntimezone = "Indian/Reunion"\n'
    procedure = load_text(text, tmp_path).procedure
    assert (procedure.title, procedure.answer.delay) == ("La nôtre", Delay(n=15, unit="days"))
    assert procedure.calendar.timezone == "Indian/Reunion"
