"""A name that was found in a text goes into headers: it stands on one line."""

from __future__ import annotations

from mailbot.read.notes import _one_name


def test_a_name_ends_with_its_line() -> None:
    """What stands below it is something else; two names are none."""
    assert _one_name({"Fernand Klein\nTél"}) == "Fernand Klein"
    assert _one_name({" Anne \t Roy "}) == "Anne Roy"
    assert _one_name({"Anne Roy", "Paul Roy"}) == ""
    assert _one_name({"\n"}) == ""
