"""`mailbot learn`: what staff have settled goes into the model of kinds, if that makes it better."""

from __future__ import annotations

from dataclasses import asdict

from mailbot import learning
from mailbot.commands.output import say, say_json
from mailbot.config import Settings
from mailbot.learning import Learnt
from mailbot.store.db import Store
from mailbot.understand.corrections import Comparison

_WHAT = {
    "taken": "Le nouveau modèle est en service. `mailbot learn --rollback` rétablit le précédent.",
    "refused": "Le nouveau modèle juge moins bien : il n'est pas retenu, rien n'a changé.",
    "unchanged": "Rien de nouveau à apprendre : le modèle reste ce qu'il est.",
    "forgotten": "Des courriels ont été effacés : le modèle a été refait sans eux, l'ancien est supprimé.",
}


def run(settings: Settings, *, rollback: bool, as_json: bool) -> int:
    """0: done, also where nothing was taken."""
    if rollback:
        learning.rollback(settings)
        say_json({"what": "rolled_back"}) if as_json else say("Le modèle précédent est rétabli.")
        return 0
    store = Store(settings.database_url).open()
    try:
        found = learning.learn(settings, store)
    finally:
        store.close()
    if as_json:
        say_json(asdict(found))
    else:
        _tell(found)
    return 0


def _tell(found: Learnt) -> None:
    say(f"{found.corrections.mails} courriels dont l'équipe a dit la nature")
    for name, comparison in (("  de ceux-là", found.corrections), ("  courriels témoins", found.reference)):
        say(f"{name} : {_share(comparison.before, comparison)} bien jugés avant, "
            f"{_share(comparison.after, comparison)} après")  # fmt: skip
    say(_WHAT[found.what])


def _share(right: int, comparison: Comparison) -> str:
    return f"{100 * right / comparison.mails:.0f} %" if comparison.mails else "–"
