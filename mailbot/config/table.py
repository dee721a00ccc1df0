"""Reads one TOML table key by key: wrong types, missing and unknown keys become mistakes, never exceptions.

A getter that finds a mistake notes it and gives a harmless value back, so that reading goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from mailbot.config.lines import Path as KeyPath
from mailbot.config.mistakes import NBSP, Mistakes, Place, did_you_mean, quoted
from mailbot.expressions import Expression

Choice = TypeVar("Choice", bound=str)
Locate = Callable[[KeyPath], Place]

_TYPE_CURES: dict[type, str] = {
    str: "un texte entre guillemets",
    int: "un nombre entier, sans guillemets",
    bool: "true ou false, sans guillemets",
    list: 'une liste entre crochets, par exemple ["…", "…"]',
    dict: "une table entre crochets",
}
# TOML gives a key that follows a section to that section: easily overlooked.
_BELONGS_ON_TOP = {
    "providers_file": "Mettez cette ligne tout en haut du fichier, avant la première section entre crochets."
}
_ADDRESS = Expression(
    r"(?!\.)(?!.*\.\.)[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}(?<!\.)"
    r"@(?:localhost|(?:[^\W_](?:[^\W_]|-){0,62}\.)+[^\W\d_](?:[^\W_]|-){1,62})"
)


class Table:
    def __init__(
        self, values: Mapping[str, Any], *, name: str, path: KeyPath, locate: Locate, mistakes: Mistakes
    ) -> None:
        self.values = values
        self.name = name  # as people see it: "[organisation]", "[[staff]] n° 2"
        self.path = path
        self.locate = locate
        self.mistakes = mistakes
        self.known: list[str] = []

    # -- places and mistakes --------------------------------------------------------------------

    def place(self, key: str | None = None) -> Place:
        return self.locate(self.path if key is None or key not in self.values else (*self.path, key))

    def wrong(self, key: str, text: str) -> None:
        self.mistakes.add(self.place(key), f"{self.label(key)}{NBSP}: {text}")

    def label(self, key: str) -> str:
        return f"{self.name}, {quoted(key)}" if self.name else quoted(key)

    def finish(self, elsewhere: Mapping[str, str] | None = None) -> None:
        """Every key that nobody asked for is a mistake; `elsewhere` says where some of them belong."""
        for key in self.values:
            if key in self.known:
                continue
            cure = (elsewhere or {}).get(key) or _BELONGS_ON_TOP.get(key) or did_you_mean(key, self.known)
            if not cure:
                cure = f"Retirez-la, ou choisissez parmi{NBSP}: {', '.join(sorted(self.known))}."
            self.wrong(key, f"clé inconnue. {cure.strip()}")

    # -- values -----------------------------------------------------------------------------------

    def has(self, key: str) -> bool:
        return key in self.values

    def _get(self, key: str, kind: type) -> Any:
        """The value if it is there and of that type, else None."""
        self.known.append(key)
        value = self.values.get(key)
        # A TOML boolean is a Python int: true is no number of a port.
        fits = isinstance(value, kind) and (kind is bool or not isinstance(value, bool))
        if value is None or fits:
            return value
        self.wrong(key, f"mauvais type de valeur. Écrivez {_TYPE_CURES[kind]}.")
        return None

    def text(self, key: str, default: str = "") -> str:
        value = self._get(key, str)
        return default if value is None else str(value).strip()

    def optional_text(self, key: str) -> str | None:
        return self.text(key) or None

    def required_text(self, key: str, example: str) -> str:
        value = self.text(key)
        if not value and not (self.has(key) and not isinstance(self.values[key], str)):
            state = "est vide" if self.has(key) else "manque"
            self.wrong(key, f'cette clé {state}. Ajoutez par exemple{NBSP}: {key} = "{example}"')
        return value

    def integer(self, key: str, default: int, *, low: int, high: int) -> int:
        value = self._get(key, int)
        if value is None:
            return default
        if not low <= value <= high:
            self.wrong(key, f"{value} est hors limites. Donnez un nombre de {low} à {high}.")
            return default
        return int(value)

    def optional_integer(self, key: str, *, low: int, high: int) -> int | None:
        value = self.integer(key, low, low=low, high=high)
        return value if self.has(key) else None

    def boolean(self, key: str, *, default: bool) -> bool:
        value = self._get(key, bool)
        return default if value is None else bool(value)

    def choice(self, key: str, options: tuple[Choice, ...], default: Choice) -> Choice:
        given = self._get(key, str)
        return default if given is None else self._one_of(key, given, options) or default

    def choices(
        self, key: str, options: tuple[Choice, ...], default: tuple[Choice, ...]
    ) -> tuple[Choice, ...]:
        if not self.has(key):
            self.known.append(key)
            return default
        chosen = (self._one_of(key, given, options) for given in self.texts(key))
        return tuple(dict.fromkeys(choice for choice in chosen if choice is not None))

    def _one_of(self, key: str, given: str, options: tuple[Choice, ...]) -> Choice | None:
        folded = given.strip().casefold()
        for option in options:
            if option == folded:
                return option
        allowed = ", ".join(options)
        hint = did_you_mean(given, options)
        self.wrong(key, f"{quoted(given)} n’est pas prévu. {hint}Choisissez parmi{NBSP}: {allowed}.")
        return None

    def texts(self, key: str) -> tuple[str, ...]:
        values = self._get(key, list) or []
        if not all(isinstance(value, str) for value in values):
            self.wrong(key, "mauvais type de valeur. Écrivez une liste de textes entre guillemets.")
            return ()
        return tuple(value.strip() for value in values if value.strip())

    def optional_texts(self, key: str) -> tuple[str, ...] | None:
        values = self.texts(key)
        return values if self.has(key) else None

    def address(self, key: str) -> str:
        """A mail address in lower case, or "" where there is none or a wrong one."""
        given = self.text(key)
        if not given:
            return ""
        cleaned = clean_address(given)
        if cleaned is None:
            self.wrong(key, bad_address(given))
        return cleaned or ""

    def required_address(self, key: str) -> str:
        given = self.required_text(key, "nom@exemple.fr")
        return self.address(key) if given else ""

    # -- tables inside ------------------------------------------------------------------------------

    def table(self, key: str) -> Table | None:
        values = self._get(key, dict)
        if values is None:
            return None
        return self._inner(values, name=f"[{self._dotted(key)}]", path=(*self.path, key))

    def section(self, key: str) -> Table:
        """The table of that name, or an empty one: everything in it has a default."""
        return self.table(key) or self._inner({}, name=f"[{self._dotted(key)}]", path=(*self.path, key))

    def tables(self, key: str) -> list[Table]:
        """The elements of an array of tables, `[[key]]`."""
        self.known.append(key)
        values = self.values.get(key, [])
        if not (isinstance(values, list) and all(isinstance(value, dict) for value in values)):
            self.wrong(
                key, f"mauvaise forme. Écrivez chaque élément sous une ligne [[{key}]], deux crochets."
            )
            return []
        return [
            self._inner(value, name=f"[[{key}]] n°{NBSP}{number + 1}", path=(*self.path, key, number))
            for number, value in enumerate(values)
        ]

    def _inner(self, values: Mapping[str, Any], *, name: str, path: KeyPath) -> Table:
        return Table(values, name=name, path=path, locate=self.locate, mistakes=self.mistakes)

    def _dotted(self, key: str) -> str:
        return ".".join([*(str(part) for part in self.path if isinstance(part, str)), key])


def clean_address(text: str) -> str | None:
    """The address in lower case, or None when it is none."""
    candidate = text.strip()
    return candidate.lower() if len(candidate) <= 254 and _ADDRESS.fullmatch(candidate) else None


def bad_address(text: str) -> str:
    """What is wrong with an address, and the cure."""
    if "<" in text:
        cure = "Gardez seulement ce qui est entre « < » et « > »."
    elif text.count("@") > 1 or "," in text or ";" in text:
        cure = "Donnez une seule adresse."
    elif not text.partition("@")[0].isascii():
        cure = "Retirez les accents devant le « @ »."
    else:
        cure = "Écrivez-la sous la forme nom@domaine.fr."
    return f"{quoted(text)} n’est pas une adresse électronique. {cure}"
