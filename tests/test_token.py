"""Signed tokens: whoever changes one bit of them holds nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.token import LENGTH, derived_id, mint, verify

SECRET = b"a secret for tests, long enough!"
ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"


def minted(**changed: Any) -> str:
    given_: dict[str, Any] = {
        "ticket_id": 42, "conversation": "provider:3", "side": "staff", "address": "claire@otc.example",
        "issued_on": date(2026, 11, 20), "secret": SECRET,
    }  # fmt: skip
    return mint(**(given_ | changed))


@given(
    st.integers(0, 2**32 - 1),
    st.sampled_from(["client", "provider:1", "provider:63", "concerned:1", "concerned:63"]),
    st.sampled_from(["party", "staff"]),
    st.dates(date(2020, 1, 1), date(2199, 6, 6)),
)
def test_what_is_signed_comes_back(ticket_id: int, conversation: str, side: Any, issued_on: date) -> None:
    """Ticket, conversation, side, person and day; whatever the case of the letters."""
    text = minted(ticket_id=ticket_id, conversation=conversation, side=side, issued_on=issued_on)
    assert len(text) == LENGTH
    assert set(text) <= set(ALPHABET)
    token = verify(f" {text.upper()} ", SECRET)
    assert token is not None
    assert (token.ticket_id, token.conversation, token.side, token.issued_on) == (
        ticket_id, conversation, side, issued_on,
    )  # fmt: skip
    assert token.belongs_to("Claire@OTC.example ", SECRET)


@given(st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_one_letter_changed_and_it_is_nothing(place: int, letter: str) -> None:
    """Every letter counts."""
    text = minted()
    changed = text[:place] + letter + text[place + 1 :]
    assert (verify(changed, SECRET) is None) == (changed != text)


@given(st.text(max_size=60))
def test_any_text_is_answered(text: str) -> None:
    """What we did not sign is nothing, and never an error."""
    assert verify(text, SECRET) is None


def test_another_secret_proves_nothing() -> None:
    """Two desks do not know each other's tokens."""
    assert verify(minted(), b"another secret, as long as it is") is None


def test_a_token_belongs_to_one_person() -> None:
    """Somebody else who holds it is somebody else."""
    token = verify(minted(), SECRET)
    assert token is not None
    assert not token.belongs_to("marc@otc.example", SECRET)


@pytest.mark.parametrize("conversation", ["provider:64", "concerned:64", "provider:-1"])
def test_a_conversation_that_does_not_fit_is_refused(conversation: str) -> None:
    """Rather than signed as another one."""
    with pytest.raises(ValueError, match="no token"):
        minted(conversation=conversation)


def test_an_identifier_follows_from_its_cause() -> None:
    """The same when made again; another for another cause, another desk, or parts cut elsewhere."""
    made = derived_id("a", "b", secret=SECRET)
    assert made == derived_id("a", "b", secret=SECRET)
    assert len({made, derived_id("ab", "", secret=SECRET), derived_id("a", "b", secret=SECRET + b"x")}) == 3
