"""The log: a line for each thing that happened, what to do about it, and nobody's name or address."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest

from mailbot import log as product
from mailbot.log import log

OURS = "reclamations@otc.example"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    product.set_up(level="debug", as_json=True, stream=stream, ours=[OURS])
    yield stream
    product.set_up(level="warning")


def last(stream: io.StringIO) -> dict[str, Any]:
    line: dict[str, Any] = json.loads(stream.getvalue().splitlines()[-1])
    return line


@pytest.mark.parametrize("level", ["debug", "info", "warning", "error"])
def test_no_address_of_anybody_reaches_the_log(written: io.StringIO, level: str) -> None:
    """Whatever a server has said, at any level, in any key, in a list; our own mailboxes may be named."""
    getattr(log, level)(
        "something",
        error=f"550 5.1.1 <elodie.dupont@client.example>: no such user, said by {OURS}",
        mistakes=["Elodie@Client.Example, de la part de claire+x@otc.example"],
        mailbox=OURS,
        listen="127.0.0.1:9464",
    )
    line = last(written)
    assert "dupont" not in written.getvalue()
    assert "claire" not in written.getvalue()
    assert line["error"] == f"550 5.1.1 <(adresse)>: no such user, said by {OURS}"
    assert line["mistakes"] == ["(adresse), de la part de (adresse)"]
    assert (line["mailbox"], line["listen"]) == (OURS, "127.0.0.1:9464")


def test_an_answer_address_of_ours_is_ours(written: io.StringIO) -> None:
    """With whatever stands behind the plus."""
    log.warning("x", error="pour reclamations+abc@otc.example")
    assert last(written)["error"] == "pour reclamations+abc@otc.example"


def test_a_line_that_wants_somebody_says_what_to_do(written: io.StringIO) -> None:
    """As a part of it; a line that knows better keeps its own words, and one that wants nobody has none."""
    log.error("mail_held", uid=3)
    assert "mailbot held" in last(written)["todo"]
    log.error("mail_held", todo="autre chose")
    assert last(written)["todo"] == "autre chose"
    log.info("mail_recorded", mail=3)
    assert "todo" not in last(written)
