"""The trail of a case in the evidence pack: every event of the code has its French words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import mailbot
from mailbot.report.trail import EVENTS, event_in_french

PACKAGE = Path(mailbot.__file__).parent
NAME = re.compile(r"[a-z]+(_[a-z]+)*")
# What no reading of the source can tell: an f-string, and the names that it can become.
MADE_UP = {"{who}_wrote": ("client_wrote", "provider_wrote")}
CALLS = ("say", "send")  # of a draft: the first argument is an event


def events_of_the_code() -> dict[str, str]:
    """Each name of an event that can be recorded, and a place in the code that does."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}
    constants = {
        node.targets[0].id: node.value
        for tree in trees.values()
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    found: dict[str, str] = {}
    for path, tree in trees.items():
        for node in ast.walk(tree):
            for expression in _said_by(node):
                for name in _names(expression, tree, constants, path):
                    found.setdefault(name, f"{path.name}:{expression.lineno}")
    return found


def _said_by(node: ast.AST) -> Iterator[ast.expr]:
    if not isinstance(node, ast.Call):
        return
    called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    yield from (word.value for word in node.keywords if word.arg == "event")
    if called in CALLS and len(node.args) >= 2:
        yield node.args[0]


def _names(node: ast.expr, tree: ast.Module, constants: dict[str, ast.expr], path: Path) -> Iterator[str]:
    """The values that an expression can have, as far as it can be read; an assertion where it cannot."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str) and NAME.fullmatch(node.value):
            yield node.value
    elif isinstance(node, ast.IfExp):
        for part in (node.body, node.orelse):
            yield from _names(part, tree, constants, path)
    elif isinstance(node, ast.JoinedStr):
        shape = ast.unparse(node)[2:-1]
        assert shape in MADE_UP, f"{path}:{node.lineno}: which events can f'{shape}' be?"
        yield from MADE_UP[shape]
    elif isinstance(node, ast.Call):  # names.get(state, "letter_decided")
        assert isinstance(node.func, ast.Attribute), f"{path}:{node.lineno}"
        for part in (node.func.value, *node.args[1:]):
            yield from _names(part, tree, constants, path)
    elif isinstance(node, ast.Dict):
        for part in node.values:
            yield from _names(part, tree, constants, path)
    elif isinstance(node, ast.Name | ast.Attribute):
        yield from _named(node, tree, constants, path)


def _named(
    node: ast.Name | ast.Attribute, tree: ast.Module, constants: dict[str, ast.expr], path: Path
) -> Iterator[str]:
    name = node.id if isinstance(node, ast.Name) else node.attr
    local = [
        inner.value
        for inner in ast.walk(tree)
        if isinstance(inner, ast.Assign)
        and any(isinstance(t, ast.Name) and t.id == name for t in inner.targets)
    ]
    for value in local or ([constants[name]] if name in constants else []):
        yield from _names(value, tree, constants, path)


def test_every_event_has_its_words_in_french() -> None:
    """An auditor reads the trail: whatever the code records there has a sentence."""
    found = events_of_the_code()
    assert len(found) > 60, sorted(found)
    assert {"ticket_opened", "client_wrote", "letter_sent", "personal_data_erased"} <= set(found)
    missing = {name: place for name, place in found.items() if name not in EVENTS}
    assert missing == {}, "add them to mailbot/report/trail.py"
    assert sorted(set(EVENTS) - set(found)) == [], "no code records these any more"


def test_the_words_are_french() -> None:
    """With a capital, without a name out of the code."""
    for name, words in EVENTS.items():
        assert words[0].isupper(), name
        assert "_" not in words, name
    assert len(set(EVENTS.values())) == len(EVENTS)


def test_an_event_of_another_version_is_shown_all_the_same() -> None:
    """A database may hold what this version has never heard of: nothing is left out of a trail."""
    assert event_in_french("ticket_opened") == "Dossier ouvert"
    assert event_in_french("something_new") == "something new"
