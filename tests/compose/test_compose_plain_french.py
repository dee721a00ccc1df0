"""How letters to staff read: one apostrophe, groups of commands, and a grave case that is seen to be one."""

from __future__ import annotations

import email
import re
from email import policy
from pathlib import Path

import pytest
from letter_samples import house, letter

from mailbot.compose import LETTERS, Templates, compose
from mailbot.compose.typography import curled
from mailbot.resources import resource_dir

SHIPPED = sorted(
    path
    for path in resource_dir("templates").rglob("*")
    if path.suffix in (".txt", ".md") and "_police" not in path.parts
)
_IN_BRACES = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|`[^`]*`", re.DOTALL)
_PLAIN = re.compile(r"[^\W\d_]'[^\W\d_]")


def body(letter_kind: str, templates: Templates, **context: object) -> str:
    made = compose(letter(letter_kind, context=context), templates=templates, house=house())
    part = email.message_from_bytes(made.content, policy=policy.default).get_body(("plain",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_templates_have_one_apostrophe(path: Path) -> None:
    """’ in what people read; ' is for the template language."""
    text = _IN_BRACES.sub(" ", path.read_text(encoding="utf-8"))
    assert not _PLAIN.findall(text)


def test_sentences_of_ours_have_the_same_apostrophe() -> None:
    """Rows and lists included; what is no letter on both sides stays."""
    assert curled("l'accusé n'est pas parti") == "l’accusé n’est pas parti"
    assert curled((("d'ici", "l'hôtel"), "qu'« il »")) == (("d’ici", "l’hôtel"), "qu’« il »")
    assert curled("'mot' 5' 3'x") == "'mot' 5' 3'x"
    assert curled(None) is None


def test_what_others_wrote_keeps_its_apostrophe(templates: Templates) -> None:
    """A quotation is as it came."""
    shown = body("compte_rendu", templates, original="l'hôtel", done=("C'est l'accusé.",))
    assert "> l'hôtel" in shown
    assert "- C’est l’accusé." in shown


@pytest.mark.parametrize("kind", ["avis_equipe", "suite_equipe", "echeance", "alerte", "information_equipe"])
@pytest.mark.parametrize(("severity", "grave"), [("grave", True), ("normale", False), ("", False)])
def test_a_grave_case_is_seen_in_the_subject(
    kind: str, severity: str, grave: bool, templates: Templates
) -> None:
    """Of each notice about it, not of the first alone."""
    made = compose(letter(kind, context={"severity": severity}), templates=templates, house=house())
    assert ("] GRAVE – " in made.subject or made.subject.startswith("GRAVE – ")) is grave


def test_commands_stand_in_groups(templates: Templates) -> None:
    """A row without a command is the title of those below it, and no link."""
    rows = (("", "La réponse :"), ("#favorable", "d'accord"), ("#appel ", "noter"))
    shown = body("echeance", templates, commands=rows)
    assert "La réponse\u00a0:\n\n- #favorable – d’accord\n- #appel – noter" in shown
    html = compose(letter("echeance", context={"commands": rows}), templates=templates, house=house()).content
    assert html.count(b"mailto:") >= 2
    assert b"body=%23appel%20" in html.replace(b"=\r\n", b"").replace(b"=3D", b"=")


@pytest.mark.parametrize("kind", [kind for kind, spec in LETTERS.items() if "handed_in_by" in spec.keys])
def test_a_form_is_told_as_what_it_is(kind: str, templates: Templates) -> None:
    """A colleague has handed it in; the client did not write to us."""
    shown = body(
        kind,
        templates,
        handed_in_by="Claire",
        client_name="Odile Perrin",
        client_address="",
        kind="réclamation",
    )
    assert "Claire a enregistré la réclamation que nous adresse Odile Perrin" in shown
    assert "nous a écrit" not in shown
