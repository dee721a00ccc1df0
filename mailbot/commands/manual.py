"""The man page, docs/mailbot.1, from the command line itself; its test says how to write it anew."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from mailbot.commands.completion import Command, Word, commands_of

_STATUS = (
    ("0", "c'est fait ;"),
    ("1", "c'est fait, et quelque chose demande votre attention (dit sur la sortie d'erreur) ;"),
    ("2", "la ligne de commande ou la configuration est fausse ;"),
    ("75", "un serveur ne répond pas maintenant : rien n'est perdu, essayez de nouveau."),
)


def manual(parser: argparse.ArgumentParser) -> str:
    return "\n".join(_lines(parser)) + "\n"


def _lines(parser: argparse.ArgumentParser) -> Iterator[str]:
    commands = tuple(commands_of(parser))
    yield '.TH MAILBOT 1 "" mailbot "Commandes"'
    yield ".SH NOM"
    yield rf"mailbot \- {_said(parser.description or '')}"
    yield ".SH SYNOPSIS"
    yield r".B mailbot"
    yield r".I COMMANDE"
    yield r"[\fIoptions\fR]"
    yield ".SH COMMANDES"
    for command in commands:
        yield from _command(command)
    yield ".SH OPTIONS COMMUNES"
    yield from _words([word for word in commands[0].options if _is_common(word)])
    yield ".SH ÉTAT DE SORTIE"
    for status, told in _STATUS:
        yield from (".TP", rf"\fB{status}\fR", _said(told))
    yield ".SH FICHIERS"
    yield from (".TP", r"\fIconfig.toml\fR", "la configuration, écrite par")
    yield r".B mailbot init"


def _command(command: Command) -> Iterator[str]:
    own = [word for word in command.options if not _is_common(word)]
    given = "".join(rf" \fI{_said(word.metavar)}\fR" for word in command.given)
    yield f".SS mailbot {command.name}{given}"
    yield _said(command.help)
    yield from _words(own)


def _words(words: list[Word]) -> Iterator[str]:
    for word in words:
        names = ", ".join(rf"\fB{_said(name)}\fR" for name in word.names)
        value = rf" \fI{'|'.join(word.choices) or _said(word.metavar)}\fR" if word.takes_value else ""
        yield from (".TP", names + value, _said(word.help) or r"\&")


def _is_common(word: Word) -> bool:
    return bool({"--help", "--debug", "--config"} & set(word.names))


def _said(text: str) -> str:
    """Hyphens as they are typed; a line must not begin like a request."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{escaped}" if escaped.startswith((".", "'")) else escaped
