"""docs/events.md holds every line that the log may hold, as the code writes it, and what is to be done."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from mailbot.catalogue import FIELDS, LINES

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "events.md"
LEVELS = ("info", "warning", "error")
HEAD = """\
# Events of the log

[The log](operations.md#the-log) has one line for each thing that happens. `event` and the names of the fields
are stable: count on them. Beside its own fields each line has `timestamp` and `level`, and each warning and
error has `todo`, what is to be done about it, in French. No field names a person, at any level.

One ticket's lines: search for its number, `"ticket": 3`. Its whole story, with what the log does not say:
`mailbot case 3`.

(Written from `mailbot/catalogue.py` and from the program itself by `make docs`; a test compares them.)

| event | level | fields | what it means | what to do |
|---|---|---|---|---|
"""


@dataclass(slots=True)
class Written:
    """How the program writes one event: at which levels, with which fields."""

    levels: set[str] = field(default_factory=set)
    fields: set[str] = field(default_factory=set)


def lines_of_the_program() -> dict[str, Written]:
    found: dict[str, Written] = {}
    for path in sorted((ROOT / "mailbot").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for level, event, call in calls(tree):
            line = found.setdefault(event, Written())
            line.levels.add(level)
            line.fields |= set(fields_of(call, tree))
    return found


def calls(tree: ast.AST) -> Iterator[tuple[str, str, ast.Call]]:
    """`log.info("event", …)`, and `partial(log.info, "event", …)` for what is said a little later."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        said, words = (
            (node.args[0], node.args[1:])
            if isinstance(node.func, ast.Name) and node.func.id == "partial" and node.args
            else (node.func, node.args)
        )
        if not (isinstance(said, ast.Attribute) and said.attr in {*LEVELS, "debug", "exception", "critical"}):
            continue
        if isinstance(said.value, ast.Name) and said.value.id == "log":
            assert words, ast.unparse(node)
            assert isinstance(words[0], ast.Constant), f"an event without a name: {ast.unparse(node)}"
            yield said.attr, str(words[0].value), node


def fields_of(call: ast.Call, tree: ast.AST) -> Iterator[str]:
    for word in call.keywords:
        if word.arg == "exc_info":
            yield "where"
        elif word.arg is not None:
            yield word.arg
        else:  # **{…}, **({…} if … else {}), or the name of a dictionary
            wanted = word.value.id if isinstance(word.value, ast.Name) else ""
            places = [word.value] if not wanted else [*assigned(wanted, tree)]
            found = [n for place in places for n in ast.walk(place) if isinstance(n, ast.Dict)]
            assert found, f"fields that cannot be read: {ast.unparse(call)}"
            yield from (str(key.value) for one in found for key in one.keys if isinstance(key, ast.Constant))


def assigned(name: str, tree: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and name in [ast.unparse(target) for target in node.targets]:
            yield node.value


def page() -> str:
    program = lines_of_the_program()
    rows = []
    for event, line in LINES.items():
        written = program.get(event, Written())
        levels = ", ".join(level for level in LEVELS if level in written.levels)
        named = " ".join(f"`{name}`" for name in sorted(written.fields))
        rows.append(f"| `{event}` | {levels} | {named} | {line.means} | {line.remedy} |")
    used = {name for written in program.values() for name in written.fields}
    told = [f"| `{name}` | {means} |" for name, means in FIELDS.items() if name in used]
    fields = ["", "## Fields", "", "| field | |", "|---|---|", *told]
    return HEAD + "\n".join([*rows, *fields]) + "\n"


def test_every_line_of_the_program_is_in_the_catalogue() -> None:
    """None is forgotten, none is invented, and each field is explained."""
    program = lines_of_the_program()
    assert len(program) > 40
    assert set(LINES) == set(program)
    assert {name for written in program.values() for name in written.fields} == set(FIELDS)
    assert {level for written in program.values() for level in written.levels} <= set(LEVELS)


def test_each_warning_says_what_to_do() -> None:
    """In the line itself, and on the page; a line that wants nobody asks for nothing."""
    for event, written in lines_of_the_program().items():
        wants_somebody = bool(written.levels & {"warning", "error"})
        assert bool(LINES[event].todo) == wants_somebody, event
        assert bool(LINES[event].remedy) == wants_somebody, event
        assert LINES[event].means, event


def test_the_page_is_up_to_date() -> None:
    """After a change of the program: make docs"""
    if os.environ.get("MAILBOT_WRITE_DOCS") == "1":
        PAGE.write_text(page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page()


def test_a_line_is_found_however_it_is_written() -> None:
    """The test above would notice."""
    tree = ast.parse(
        "told = {'a': 1}\nlog.info('x', b=2)\nlater = partial(log.error, 'y', **told)\n"
        "log.warning('z', exc_info=True, **({'c': 1} if d else {}))\n"
    )
    found = [(level, event, set(fields_of(call, tree))) for level, event, call in calls(tree)]
    assert sorted(found) == [("error", "y", {"a"}), ("info", "x", {"b"}), ("warning", "z", {"where", "c"})]
