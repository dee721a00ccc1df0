"""Expressions that are compiled when they are first used."""

import re

import pytest

from mailbot.expressions import Expression


def test_an_expression_does_what_a_compiled_one_does():
    """At its first use, and at every later one."""
    pattern, text = r"(?P<d>\d+) (e)uros", "Il manque 12 EUROS, puis 7 euros."
    for call in (
        lambda e: e.search(text).span(),
        lambda e: e.search(text, 15).group(),
        lambda e: e.match(text, 10)["d"],
        lambda e: e.match(text),
        lambda e: e.fullmatch(text, 26, 33) and e.fullmatch(text, 26, 32).groups(),
        lambda e: [found.groups() for found in e.finditer(text)],
        lambda e: e.findall(text),
        lambda e: e.split(text, 1),
        lambda e: e.split(text, maxsplit=1),
        lambda e: e.sub("beaucoup", text),
        lambda e: e.sub(lambda found: found["d"], text, count=1),
        lambda e: e.pattern,
    ):
        ours, known = Expression(pattern, re.IGNORECASE), re.compile(pattern, re.IGNORECASE)
        assert call(ours) == call(ours) == call(known)


def test_an_expression_costs_nothing_before_it_is_used():
    """Whatever it says, even nonsense, it is compiled when somebody asks."""
    broken = Expression(r"(")
    with pytest.raises(re.error):
        broken.search("")
