"""The files that staff may change: read once, every mistake named, the shipped ones always there."""

from __future__ import annotations

from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from letter_samples import house, letter

from mailbot.compose import LETTERS, Templates, compose
from mailbot.compose.typography import (
    date_en,
    date_fr,
    deadline_fr,
    french,
    moment_en,
    moment_fr,
    without_links,
)  # fmt: skip
from mailbot.errors import BadConfig


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def test_every_letter_has_its_french_text_and_a_client_letter_its_english(templates: Templates) -> None:
    """No letter of the table can be without words."""
    for kind, spec in LETTERS.items():
        assert f"{kind}/fr.txt" in templates.names
        assert (f"{kind}/en.txt" in templates.names) == (spec.to == "client")


def test_what_ships_has_no_mistake(templates: Templates) -> None:
    """It is tried here, and not at each start."""
    assert templates.mistakes(templates.names) == ()


def test_shapes_of_the_table_are_known() -> None:
    """A misspelt shape in the table of letters would check nothing."""
    shapes = {key.shape for spec in LETTERS.values() for key in spec.keys.values()}
    assert shapes == {"text", "theirs", "moment", "list", "rows", "commands"}


def test_a_folder_of_ones_own_comes_first_file_by_file(tmp_path: Path) -> None:
    """A changed letter is used, a new language too, and everything else stays."""
    write(tmp_path, "alerte/fr.txt", "Objet : À voir\r\n\r\nLe titre : {{ title }}\r\n")
    write(tmp_path, "accuse_reception/de.txt", "Subject: Danke\n\nGuten Tag\n")
    templates = Templates.load(tmp_path)
    mail = compose(letter("alerte", context={"title": "panne"}), templates=templates, house=house())
    assert b"Le titre=C2=A0: panne\r\n" in mail.content
    german = compose(letter("accuse_reception", language="de"), templates=templates, house=house())
    assert b"Guten Tag" in german.content
    compose(letter("echeance"), templates=templates, house=house())


@pytest.mark.parametrize(
    ("name", "text", "named"),
    [
        ("alerte/fr.txt", "Bonjour\n", "Objet"),
        ("alerte/fr.txt", "Objet : x\n\n{{ titre }}\n", "titre"),
        ("alerte/fr.txt", "Objet : x\n\n{% if title %}\n", "ligne"),
        ("alerte/fr.txt", "Objet : x\n\n{{ organisation.nom }}\n", "nom"),
        ("alerte/fr.txt", "Objet : x\n\n{% set a %}b{% endset %}{{ a }}\n", "endset"),
        ("alerte/fr.txt", "Objet : x\n\n{{ title | date_fr }}\n", "alerte"),
        ("alerte/fr.txt", "Objet : x\n\n{{ title | inconnu }}\n", "inconnu"),
        ("alerte/fr.txt", "Objet : x\n\n\ue0000\ue001\n", "U\\+E000"),
        ("alerte/fr.txt", 'Objet : x\n\n{% include "_rien.txt" %}\n', "_rien"),
        ("alertes/fr.txt", "Objet : x\n", "alertes"),
        ("_pied.fr.txt", "{{ rien }}\n", "rien"),
        ("_mise_en_page.html", "{{ letter.rien }}\n", "rien"),
    ],
)
def test_a_broken_file_is_named_before_any_letter_needs_it(
    tmp_path: Path, name: str, text: str, named: str
) -> None:
    """Loading tries every letter with everything and with the least: a mistake is found at once."""
    write(tmp_path, name, text)
    with pytest.raises(BadConfig, match=named):
        Templates.load(tmp_path)


def test_all_mistakes_are_named_at_once(tmp_path: Path) -> None:
    """Two broken files, two mistakes; a file in another encoding is one of them."""
    write(tmp_path, "alerte/fr.txt", "Bonjour\n")
    (tmp_path / "echeance").mkdir()
    (tmp_path / "echeance" / "fr.txt").write_bytes("Objet : échéance".encode("latin-1"))
    with pytest.raises(BadConfig) as caught:
        Templates.load(tmp_path)
    assert len(caught.value.mistakes) == 2


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Objet : « oui » ?", "Objet\u00a0: «\u00a0oui\u00a0»\u00a0?"),
        ("86 € ; 20 % !", "86\u00a0€\u00a0; 20\u00a0%\u00a0!"),
        ("dossier n° 3", "dossier n°\u00a03"),
        ("Re: x, 16:05, https://x.example", "Re: x, 16:05, https://x.example"),
    ],
)
def test_french_spaces_do_not_break(typed: str, shown: str) -> None:
    """A space before a double mark stays on its line, and none is invented."""
    assert french(typed) == shown


def test_dates_are_written_out() -> None:
    """As a person would write them."""
    first = datetime(2026, 12, 1, 16, 5)  # noqa: DTZ001  (what is tested is the wording, not the zone)
    assert date_fr(first) == "mardi 1er décembre 2026"
    assert moment_fr(first) == "mardi 1er décembre 2026 à 16\u00a0h\u00a005"
    assert moment_fr(first.replace(minute=0)) == "mardi 1er décembre 2026 à 16\u00a0h"
    assert deadline_fr(first.replace(hour=23, minute=59)) == "mardi 1er décembre 2026"
    assert deadline_fr(first) == moment_fr(first)
    assert date_en(first) == "Tuesday 1 December 2026"
    assert moment_en(first) == "Tuesday 1 December 2026 at 16:05"
    assert date_fr(None) == ""


@pytest.mark.parametrize(
    "text", ["Bruit la nuit. Accueil froid", "fin.Je pars", "M. Dupont, 12.11.2026, 3.50 €"]
)
def test_ordinary_words_are_not_taken_for_links(text: str) -> None:
    """Only what a mail client would make clickable is taken out."""
    assert without_links(text) == text


@pytest.mark.parametrize(
    ("address", "linked"),
    [
        ("https://mediateur.example/x", True),
        ("mailto:a@b.example", True),
        ("javascript:alert(1)", False),
        ("http://x.example", False),
        ("www.mediateur.example", False),
    ],
)
def test_a_link_leads_to_a_safe_place_or_is_plain_text(tmp_path: Path, address: str, linked: bool) -> None:
    """Whatever a value holds, only https and mailto can be clicked; the rest can still be read."""
    write(tmp_path, "alerte/fr.txt", "Objet : Alerte\n\n=> Voir | {{ title }}\n")
    context = {"title": address}
    mail = compose(letter("alerte", context=context), templates=Templates.load(tmp_path), house=house())
    html = message_from_bytes(mail.content, policy=policy.default).get_body(("html",)).get_content()
    assert (f'href="{address}"' in html) == linked
    assert address in html
