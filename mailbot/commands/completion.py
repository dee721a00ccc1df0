"""`mailbot completion`: what a shell has to know to complete a command line, from the command line itself."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

SHELLS = ("bash", "zsh", "fish")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """An option, or something that is given without one (then it has no names)."""

    names: tuple[str, ...]
    help: str
    takes_value: bool
    metavar: str = ""  # what its value is called
    choices: tuple[str, ...] = ()
    is_file: bool = False
    repeats: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    name: str
    help: str
    words: tuple[Word, ...]

    @property
    def options(self) -> tuple[Word, ...]:
        return tuple(word for word in self.words if word.names)

    @property
    def given(self) -> tuple[Word, ...]:
        return tuple(word for word in self.words if not word.names)


def completion(parser: argparse.ArgumentParser, shell: str) -> str:
    """The script for this shell."""
    written = {"bash": _bash, "zsh": _zsh, "fish": _fish}[shell]
    return "\n".join(written(tuple(commands_of(parser)))) + "\n"


# -- the command line as data -----------------------------------------------------------------------


def commands_of(parser: argparse.ArgumentParser) -> Iterator[Command]:
    [tree] = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    told = {choice.dest: choice.help or "" for choice in tree._choices_actions}
    for name, command in tree.choices.items():
        words = tuple(_word(a) for a in command._actions if a.help != argparse.SUPPRESS)
        yield Command(name=name, help=told.get(name, ""), words=words)


def _word(action: argparse.Action) -> Word:
    takes_value = action.nargs != 0
    return Word(
        names=tuple(action.option_strings),
        help=_help_of(action),
        takes_value=takes_value,
        metavar=str(action.metavar or action.dest),
        choices=tuple(str(choice) for choice in action.choices or _known(action)),
        is_file=takes_value and (action.type is Path or action.dest in ("paths", "mails")),
        repeats=action.nargs in ("+", "*"),
    )


def _help_of(action: argparse.Action) -> str:
    if isinstance(action, argparse._HelpAction):
        return "cette aide"
    return action.help or ""


def _known(action: argparse.Action) -> Sequence[str]:
    """Names that may be given where a file may be, too."""
    if action.dest != "preset":
        return ()
    from mailbot.config import preset_names

    return preset_names()


# -- the shells ---------------------------------------------------------------------------------------


def _bash(commands: tuple[Command, ...]) -> Iterator[str]:
    names = " ".join(command.name for command in commands)
    yield "# Pour bash, dans ~/.bashrc :  source <(mailbot completion bash)"
    yield "_mailbot() {"
    yield '    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command="" word'
    yield "    COMPREPLY=()"
    yield '    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do'
    yield f"        case $word in {'|'.join(c.name for c in commands)}) command=$word; break ;; esac"
    yield "    done"
    yield "    case $command:$prev in"
    for command in commands:
        for option in command.options:
            if option.takes_value:
                places = "|".join(f"{command.name}:{name}" for name in option.names)
                yield f"        {places}) {_bash_values(option)} ;;"
    yield "    esac"
    yield "    case $command in"
    yield f'        "") COMPREPLY=($(compgen -W "{names} --help --version" -- "$cur")) ;;'
    for command in commands:
        yield from _bash_command(command)
    yield "    esac"
    yield "}"
    yield "complete -o filenames -F _mailbot mailbot"


def _bash_values(word: Word) -> str:
    if word.choices:
        return f'COMPREPLY=($(compgen -W "{" ".join(word.choices)}" -- "$cur")); return'
    return 'COMPREPLY=($(compgen -f -- "$cur")); return' if word.is_file else "return"


def _bash_command(command: Command) -> Iterator[str]:
    options = " ".join(name for option in command.options for name in option.names)
    choices = " ".join(choice for word in command.given for choice in word.choices)
    yield f"        {command.name})"
    yield "            if [[ $cur == -* ]]; then"
    yield f'                COMPREPLY=($(compgen -W "{options}" -- "$cur"))'
    if choices:
        yield "            else"
        yield f'                COMPREPLY=($(compgen -W "{choices}" -- "$cur"))'
    elif any(word.is_file for word in command.given):
        yield "            else"
        yield '                COMPREPLY=($(compgen -f -- "$cur"))'
    yield "            fi ;;"


def _zsh(commands: tuple[Command, ...]) -> Iterator[str]:
    yield "#compdef mailbot"
    yield "# Pour zsh : enregistrez ceci sous le nom _mailbot dans un dossier de $fpath."
    yield "_mailbot() {"
    yield "    local -a commands=("
    yield from (f"        {_quoted(f'{c.name}:{c.help}')}" for c in commands)
    yield "    )"
    yield "    if (( CURRENT == 2 )); then"
    yield "        _describe 'commande' commands"
    yield "        return"
    yield "    fi"
    yield "    case $words[2] in"
    for command in commands:
        specs = [_zsh_word(word) for word in command.words]
        lines = [spec for several in specs for spec in several]
        yield f"        {command.name})"
        yield "            shift words; (( CURRENT-- ))"
        yield "            _arguments \\"
        yield from (f"                {_quoted(line)} \\" for line in lines[:-1])
        yield f"                {_quoted(lines[-1])} ;;"
    yield "    esac"
    yield "}"
    yield "if [[ $zsh_eval_context[-1] == loadautofunc ]]; then"
    yield '    _mailbot "$@"'
    yield "else"
    yield "    compdef _mailbot mailbot"
    yield "fi"


def _zsh_word(word: Word) -> list[str]:
    told = word.help.replace("[", "(").replace("]", ")").replace(":", r"\:")
    how = f"({' '.join(word.choices)})" if word.choices else "_files" if word.is_file else " "
    if not word.names:
        return [f"{'*' if word.repeats else ''}:{told}:{how}"]
    value = f":{told}:{how}" if word.takes_value else ""
    return [f"{name}[{told}]{value}" for name in word.names]


def _fish(commands: tuple[Command, ...]) -> Iterator[str]:
    yield "# Pour fish :  mailbot completion fish > ~/.config/fish/completions/mailbot.fish"
    yield "complete -c mailbot -f"
    for command in commands:
        yield f"complete -c mailbot -n __fish_use_subcommand -a {command.name} -d {_quoted(command.help)}"
    for command in commands:
        here = f"complete -c mailbot -n '__fish_seen_subcommand_from {command.name}'"
        for word in command.words:
            flags = [f"-l {n[2:]}" if n.startswith("--") else f"-s {n[1:]}" for n in word.names]
            if word.takes_value and word.names:
                flags.append("-r")
            flags += [f"-a {_quoted(' '.join(word.choices))}"] if word.choices else []
            flags += ["-F"] if word.is_file else []
            if flags:
                yield f"{here} {' '.join(flags)} -d {_quoted(word.help)}"


def _quoted(text: str) -> str:
    """For any of the three: what French writes with an apostrophe is written with the typographic one."""
    return "'" + text.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}").replace("\\:", "\\:") + "'"
