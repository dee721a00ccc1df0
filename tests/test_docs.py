"""The pages say what the program does: command lines, options, links, keys, examples."""

from __future__ import annotations

import argparse
import re
import shlex
import struct
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from mailbot import cli
from mailbot.config import load_text
from mailbot.errors import BadConfig

ROOT = Path(__file__).resolve().parent.parent
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").glob("*.md")),
]
COMMANDS, CONFIGURATION = ROOT / "docs" / "commands.md", ROOT / "docs" / "configuration.md"

BLOCK = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
INLINE = re.compile(r"`mailbot ([a-z]+)[^`]*`")
ROW = re.compile(r"^\| (`[^|]*?) ?°? \|", re.MULTILINE)  # tables whose first column names something
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
LARGEST_PICTURE = 250_000  # bytes: the page is read on the way, too
NAMED = re.compile(r"`([^`]+)`")
DEFAULT = re.compile(r"^\| (`[^|]*?) ?°? \| ([^|]*?) \|", re.MULTILINE)
VALUE = re.compile(r"`([^`]+)`|(\d[\d.]*)")
UNKNOWN = "qqqqqq"
KNOWN_KEYS = re.compile(UNKNOWN + r"\s»\s: clé inconnue\. .*choisissez parmi\s: (.*)\.$")

# Each section of configuration.md: the least that may stand around an unknown key of it in a config.toml.
ORGANISATION = '[organisation]\nname = "Office"\n'
MAILBOX = f'{ORGANISATION}[[mailboxes]]\naddress = "r@otc.example"\n'
PROCEDURE = (
    "acknowledgement", "answer", "answer.by_channel", "handlers", "forward", "progress", "closing", "quality",
    "compensation", "compensation.scale", "register", "calendar", "operations",
)  # fmt: skip
SECTIONS = {
    "Top of the file": "{key}\n" + ORGANISATION,
    "organisation": ORGANISATION + "{key}",
    "mailboxes": MAILBOX + "{key}",
    "mailboxes.imap": MAILBOX + '[mailboxes.imap]\nhost = "x"\npassword = "x"\n{key}',
    "mailboxes.smtp": MAILBOX + '[mailboxes.smtp]\nhost = "x"\nusername = ""\n{key}',
    "mailboxes.oauth": MAILBOX + '[mailboxes.oauth]\nprovider = "microsoft"\nclient_id = "x"\n{key}',
    "staff": ORGANISATION + '[[staff]]\nname = "A"\nemail = "a@otc.example"\n{key}',
    "units": ORGANISATION + '[[units]]\nname = "A"\n{key}',
    "providers": ORGANISATION + '[[providers]]\nname = "A"\n{key}',
    "concerned": ORGANISATION + '[[concerned]]\nname = "A"\nemail = "a@ailleurs.example"\n{key}',
    "mediator": ORGANISATION + '[mediator]\nname = "A"\nwebsite = "x"\n{key}',
    "desk": ORGANISATION + "[desk]\n{key}",
    "other_mails": ORGANISATION + "[other_mails]\n{key}",
    "register": ORGANISATION + "[register]\n{key}",
    "reading": ORGANISATION + "[reading]\n{key}",
    "reading.form_fields": ORGANISATION + "[reading.form_fields]\n{key}",
    "retention": ORGANISATION + "[retention]\n{key}",
    "database": ORGANISATION + "[database]\n{key}",
    "log": ORGANISATION + "[log]\n{key}",
    "metrics": ORGANISATION + "[metrics]\n{key}",
    "procedure": ORGANISATION + "[procedure]\n{key}",
    **{f"procedure.{name}": f"{ORGANISATION}[procedure.{name}]\n{{key}}" for name in PROCEDURE},
    "procedure.steps": ORGANISATION + '[[procedure.steps]]\nlabel = "A"\n{key}',
    "procedure.criteria": ORGANISATION + '[[procedure.criteria]]\nlabel = "A"\n{key}',
}


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def blocks(page: Path, language: str) -> list[str]:
    return [body for name, body in BLOCK.findall(text_of(page)) if name == language]


def sections(page: Path) -> dict[str, str]:
    """What stands below each heading, by its words; deeper headings are sections of their own."""
    without_code = BLOCK.sub("", text_of(page))
    pieces = re.split(r"^#+ (.*)$", without_code, flags=re.MULTILINE)
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


def first_column(section: str) -> set[str]:
    return {name for cell in ROW.findall(section) for name in NAMED.findall(cell)}


def command_lines(page: Path) -> Iterator[list[str]]:
    """The arguments of every `mailbot …` in the page's blocks for the shell."""
    for line in "\n".join(blocks(page, "sh")).replace("\\\n", " ").splitlines():
        words = shlex.shlex(line, posix=True, punctuation_chars="&|;<>")
        words.whitespace_split = True
        arguments: list[str] | None = None
        is_first = True
        for word in words:
            if arguments is not None and not set(word) & set("&|;<>"):
                arguments.append(word)
                continue
            if arguments is not None:
                yield arguments
                arguments = None
            if is_first and word.rpartition("/")[2] == "mailbot":
                arguments = []
            # A user, a service or a folder may have the same name.
            is_first = bool(set(word) & set("&|;<>")) or (is_first and (word == "sudo" or word[0] == "-"))
        if arguments is not None:
            yield arguments


def commands() -> dict[str, argparse.ArgumentParser]:
    [choices] = [
        action.choices for action in cli._parser()._actions if isinstance(action, argparse._SubParsersAction)
    ]
    return dict(choices)


def slug(heading: str) -> str:
    """The anchor that GitHub makes of a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


ALL_LINES = [(page, line) for page in PAGES for line in command_lines(page)]


def test_the_pages_show_command_lines() -> None:
    """The tests below are about something."""
    assert len(ALL_LINES) > 30
    assert ["demo"] in [line for page, line in ALL_LINES if page.name == "README.md"]


@pytest.mark.parametrize(("page", "line"), ALL_LINES, ids=[" ".join(line) for _, line in ALL_LINES])
def test_every_command_line_is_understood(page: Path, line: list[str]) -> None:
    """What a page tells people to type, the command line accepts."""
    assert understood(line), f"{page.name}: mailbot {' '.join(line)}"


def understood(line: list[str]) -> bool:
    try:
        cli._parser().parse_args(line)
    except SystemExit as end:
        return end.code == 0  # --version ends so
    return True


def test_a_wrong_command_line_is_not_understood() -> None:
    """The test above would notice."""
    assert not understood(["explain", "--no-such-option", "x.eml"])
    assert not understood(["replay", "ID"])


def test_every_command_and_option_is_documented() -> None:
    """Each command has its section, which names each of its own options."""
    told = sections(COMMANDS)
    everywhere = {"-h", "--help", "--debug", "--config"}
    shown = {page_line[0]: " " for _, page_line in ALL_LINES if page_line}
    for name, parser in commands().items():
        assert name in told, f"docs/commands.md has no section {name}"
        lines = " ".join(
            word for page, line in ALL_LINES if page == COMMANDS and line[:1] == [name] for word in line
        )
        options = {option for action in parser._actions for option in action.option_strings} - everywhere
        missing = [o for o in options if not re.search(rf"(?<![\w-]){o}(?![\w-])", f"{told[name]} {lines}")]
        assert (name, missing) == (name, [])
        assert name in shown, f"no page shows how to type mailbot {name}"


def test_every_command_that_is_named_exists() -> None:
    """In running text too."""
    named = {(page.name, name) for page in PAGES for name in INLINE.findall(text_of(page))}
    assert {(page, name) for page, name in named if name not in commands()} == set()


def test_every_link_leads_somewhere() -> None:
    """Relative links name a file that is there, and a heading in it."""
    broken = []
    for page in PAGES:
        for link in LINK.findall(BLOCK.sub("", text_of(page))):
            path, _, anchor = link.partition("#")
            if "://" in link or link.startswith("mailto:"):
                continue
            target = page.parent / path if path else page
            anchors = {slug(heading) for heading in sections(target)} if target.suffix == ".md" else set()
            if not target.exists() or (anchor and anchor not in anchors):
                broken.append(f"{page.name}: {link}")
    assert broken == []


def test_every_section_of_the_configuration_is_checked() -> None:
    """A section with a table of keys is one of those below, and the other way round."""
    with_keys = {name for name, text in sections(CONFIGURATION).items() if first_column(text)}
    assert with_keys == set(SECTIONS)


@pytest.mark.parametrize("section", SECTIONS)
def test_the_keys_of_the_configuration_are_those_of_the_program(section: str) -> None:
    """No key is invented, none is forgotten: the reader of config.toml itself lists what it knows."""
    with pytest.raises(BadConfig) as caught:
        load_text(SECTIONS[section].replace("{key}", f"{UNKNOWN} = 1"), ROOT)
    [known] = [found[1] for text in caught.value.mistakes if (found := KNOWN_KEYS.search(text))]
    assert first_column(sections(CONFIGURATION)[section]) == set(known.split(", "))


def defaults(section: str) -> Iterator[tuple[str, str]]:
    """Keys and their defaults, where the page gives a value and not words."""
    for cell, told in DEFAULT.findall(sections(CONFIGURATION)[section]):
        names = NAMED.findall(cell)
        value = VALUE.fullmatch(told.strip())
        if len(names) == 1 and value and f"\n{names[0]} =" not in SECTIONS[section]:
            yield names[0], value[1] or value[2]


def test_the_defaults_of_the_configuration_are_those_of_the_program() -> None:
    """A file that spells out what the page gives as the default means the same as one that is silent."""
    seen = 0
    for section, shape in SECTIONS.items():
        silent = load_text(shape.replace("{key}", ""), ROOT)
        for key, value in defaults(section):
            assert load_text(shape.replace("{key}", f"{key} = {value}"), ROOT) == silent, f"{section}.{key}"
            seen += 1
    assert seen > 60
    other = load_text(SECTIONS["mailboxes.imap"].replace("{key}", "poll_seconds = 61"), ROOT)
    assert other != load_text(SECTIONS["mailboxes.imap"].replace("{key}", ""), ROOT)


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_examples_in_toml_are_toml(page: Path) -> None:
    """Nobody copies a mistake."""
    for body in blocks(page, "toml"):
        tomllib.loads(body)


def test_the_example_of_a_rehearsal_plays(tmp_path: Path) -> None:
    """As it stands on the page, with all that it expects."""
    [script] = [body for body in blocks(COMMANDS, "toml") if "[[step]]" in body]
    (tmp_path / "script.toml").write_text(script, encoding="utf-8")
    command = [sys.executable, "-m", "mailbot", "rehearse", "--json", "script.toml"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_example_of_an_evaluation_works(tmp_path: Path) -> None:
    """The labelled mail and the directory on the page are of the format that they describe."""
    mails, directory = blocks(COMMANDS, "json")[:2]
    (tmp_path / "labelled.jsonl").write_text(mails, encoding="utf-8")
    (tmp_path / "directory.json").write_text(directory, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "mailbot",
        "evaluate",
        "--json",
        "labelled.jsonl",
        "--directory",
        "directory.json",
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_pictures_are_there_and_say_what_they_show() -> None:
    """README makes one want to try: the demo, and the year's review. `make pictures` takes them anew."""
    shown = [(page, *found) for page in PAGES for found in PICTURE.findall(text_of(page))]
    assert {path for page, _, path in shown if page.name == "README.md"} == {
        "docs/pictures/demo.png",
        "docs/pictures/review.png",
    }
    for page, words, path in shown:
        picture = page.parent / path
        assert words, f"{page.name}: {path} says nothing to those who cannot see it"
        assert 0 < picture.stat().st_size <= LARGEST_PICTURE, path
        if picture.suffix == ".png":
            width, height = struct.unpack(">II", picture.read_bytes()[16:24])
            assert width >= 1000 and height >= 600, f"{path}: {width} × {height}"  # noqa: PT018
