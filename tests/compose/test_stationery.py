"""Letters are changed while mailbot runs: the next one is the new one, and a broken one is never used."""

from __future__ import annotations

import shutil
from pathlib import Path

from mailbot.resources import resource_dir
from mailbot.stationery import Stationery


def own_letters(folder: Path) -> Path:
    letter = folder / "accuse_reception" / "fr.txt"
    letter.parent.mkdir(parents=True)
    shutil.copy(resource_dir("templates") / "accuse_reception" / "fr.txt", letter)
    return letter


def says(stationery: Stationery, words: str) -> bool:
    environment = stationery.current().environment
    assert environment.loader is not None
    source, _, _ = environment.loader.get_source(environment, "accuse_reception/fr.txt")
    return words in source


def test_a_changed_letter_is_used_at_once(tmp_path: Path) -> None:
    """No restart."""
    letter = own_letters(tmp_path)
    stationery = Stationery(tmp_path)
    assert not says(stationery, "Merci infiniment")
    letter.write_text(letter.read_text("utf-8") + "\nMerci infiniment.\n", "utf-8")
    assert says(stationery, "Merci infiniment")


def test_a_broken_letter_leaves_the_last_good_one(tmp_path: Path) -> None:
    """Until it is mended."""
    letter = own_letters(tmp_path)
    good = letter.read_text("utf-8")
    stationery = Stationery(tmp_path)
    before = stationery.current()
    letter.write_text("Objet : {{ pas_une_valeur }}\n\n{% if %}", "utf-8")
    assert stationery.current() is before
    letter.write_text(good + "\nMerci infiniment.\n", "utf-8")
    assert says(stationery, "Merci infiniment")


def test_a_letter_taken_away_gives_way_to_the_shipped_one(tmp_path: Path) -> None:
    """The organisation goes back to what ships by removing its own file."""
    letter = own_letters(tmp_path)
    letter.write_text(letter.read_text("utf-8") + "\nMerci infiniment.\n", "utf-8")
    stationery = Stationery(tmp_path)
    assert says(stationery, "Merci infiniment")
    letter.unlink()
    assert not says(stationery, "Merci infiniment")
