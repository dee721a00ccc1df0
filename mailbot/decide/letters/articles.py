"""A name in a sentence: « à l'Hôtel du Lac », « au Camping des Pins »; in doubt, « à »."""

from __future__ import annotations

from mailbot.decide.commands import fold

_ELIDED = frozenset(fold(
    "hôtel hostellerie auberge office école agence établissement organisme espace hébergement institut "
    "atelier "
    "association assurance académie aquarium abbaye hôpital entreprise écomusée union"
).split())  # fmt: skip
_FEMININE = frozenset(fold(
    "ferme maison luge station pension résidence piscine brasserie pizzeria crêperie société banque "
    "compagnie "
    "mutuelle mairie boutique boulangerie patinoire base tour villa fédération communauté ville commune "
    "clinique"
).split())  # fmt: skip
_MASCULINE = frozenset(fold(
    "camping restaurant gîte château musée parc refuge chalet centre domaine club syndicat bureau cabinet "
    "garage "
    "café bar bistrot théâtre cinéma moulin manoir village groupe golf spa jardin lycée collège comité "
    "service bit"
).split())  # fmt: skip
_PLURAL = frozenset(fold(
    "chalets gîtes thermes éditions remontées transports jardins cars autocars établissements caves écuries"
).split())  # fmt: skip


def to_whom(name: str) -> str:
    """« à l'Hôtel du Lac »."""
    first = next(iter(fold(name).split()), "")
    if first in _ELIDED:
        return f"à l'{name}"
    if first in _FEMININE:
        return f"à la {name}"
    if first in _MASCULINE:
        return f"au {name}"
    return f"aux {name}" if first in _PLURAL else f"à {name}"
