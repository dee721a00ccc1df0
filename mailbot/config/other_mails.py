"""The section [other_mails]: what follows from each sort of mail that is neither complaint nor suggestion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from mailbot.config.mistakes import NBSP
from mailbot.config.settings import OtherMail
from mailbot.config.table import Table
from mailbot.model import OtherType

_CHOICES: tuple[OtherMail, ...] = get_args(OtherMail)
# What machines write, bounces and absences, is told by other signs: nothing is to be chosen there.
KINDS: tuple[OtherType, ...] = ("question", "remerciement", "reservation", "newsletter", "spam", "autre")
_NEVER_A_CASE = ("newsletter", "spam")


def read_other_mails(table: Table) -> Mapping[OtherType, OtherMail]:
    """Only what is written: the rest is as [desk] has it."""
    chosen: dict[OtherType, OtherMail] = {}
    for kind in KINDS:
        choice = table.choice(kind, _CHOICES, "equipe")
        if not table.has(kind):
            continue
        if kind in _NEVER_A_CASE and choice == "dossier":
            table.wrong(
                kind,
                "un courriel indésirable n’ouvre pas de dossier et ne reçoit jamais de lettre. "
                f'Écrivez "classer", ou "equipe" pour le montrer{NBSP}: il sera montré sans rien de plus.',
            )
            continue
        chosen[kind] = choice
    table.finish()
    return chosen
