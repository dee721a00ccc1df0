"""`[metrics]`: where programs that watch may ask, and who may."""

from __future__ import annotations

from pathlib import Path

import pytest

from mailbot.config import load_text
from mailbot.errors import BadConfig

HEAD = '[organisation]\nname = "Office"\n[metrics]\n'


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        ("", None),
        ('listen = "127.0.0.1:9464"', ("127.0.0.1", 9464)),
        ('listen = "localhost:80"', ("127.0.0.1", 80)),
        ('listen = "[::1]:9464"', ("::1", 9464)),
        ('listen = "0.0.0.0:9464"\nallow_remote = true', ("0.0.0.0", 9464)),
    ],
)
def test_where_it_listens(lines: str, place: tuple[str, int] | None) -> None:
    """Nowhere, unless it is written; on this machine, unless more is written."""
    assert load_text(HEAD + lines, Path()).metrics == place


@pytest.mark.parametrize(
    ("listen", "cure"),
    [
        ("9464", "127.0.0.1:9464"),
        ("127.0.0.1:0", "127.0.0.1:9464"),
        ("127.0.0.1:99999", "127.0.0.1:9464"),
        ("otc.example:9464", "adresse IP"),
        ("0.0.0.0:9464", "allow_remote"),
        ("[::]:9464", "allow_remote"),
        ("192.168.1.5:9464", "allow_remote"),
    ],
)
def test_a_mistake_names_its_cure(listen: str, cure: str) -> None:
    """Figures for the whole network are never served by an oversight."""
    with pytest.raises(BadConfig) as caught:
        load_text(f'{HEAD}listen = "{listen}"', Path())
    [mistake] = caught.value.mistakes
    assert cure in mistake
