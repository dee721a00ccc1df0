"""The procedure as it is configured: in sentences for people, and every setting as TOML."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from mailbot.procedure import Delay, Procedure, promises

_SETTINGS = "\nTous les réglages :\n\n"


def in_sentences(procedure: Procedure, organisation: str) -> str:
    lines = [organisation, procedure.title, "", *(f"- {said}" for said in promises(procedure))]
    if procedure.open_points:
        lines += ["", "Ce que le document laisse ouvert, et ce qui a été choisi :"]
        lines += [f"- {point}" for point in procedure.open_points]
    return "\n".join(lines) + "\n"


def version(procedure: Procedure, organisation: str) -> str:
    """Everything that is promised, to be kept: equal where nothing has changed."""
    return f"{in_sentences(procedure, organisation)}{_SETTINGS}{as_toml(procedure)}"


def in_succession(versions: Iterable[tuple[str, str]]) -> str:
    """What was in force, and since when."""
    told = [f"En vigueur depuis le {since}\n{'=' * 38}\n\n{kept}" for since, kept in versions]
    return "\n\n".join(told) or "Le service n’a pas encore tourné avec ce registre : rien n’a été gardé.\n"


def as_toml(procedure: Procedure) -> str:
    """Only what is set: a key that is not there is a matter of which the procedure says nothing."""
    return "\n".join(_table(procedure, ())) + "\n"


def _table(value: Any, path: tuple[str, ...]) -> Iterator[str]:
    """Plain values first: in TOML, what follows a section belongs to it."""
    inner = []
    for name, held in _items(value):
        if held is None or held in ((), {}, frozenset()):
            continue
        if (is_dataclass(held) and not isinstance(held, Delay)) or isinstance(held, Mapping):
            inner.append((name, held, False))
        elif isinstance(held, tuple) and is_dataclass(held[0]) and not isinstance(held[0], Delay):
            inner += [(name, one, True) for one in held]
        else:
            yield f"{_key(name)} = {_plain(held)}"
    for name, held, is_array in inner:
        place = (*path, name)
        heading = ".".join(_key(part) for part in place)
        yield ""
        yield f"[[{heading}]]" if is_array else f"[{heading}]"
        yield from _table(held, place)


def _items(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        yield from value.items()
    else:
        yield from ((field.name.rstrip("_"), getattr(value, field.name)) for field in fields(value))


def _key(name: str) -> str:
    return name if name.isascii() and name.replace("_", "").replace("-", "").isalnum() else _plain(name)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return f"[{', '.join(_plain(one) for one in value)}]"
    if isinstance(value, frozenset):
        return _plain(sorted(value))
    return json.dumps(str(value), ensure_ascii=False)
