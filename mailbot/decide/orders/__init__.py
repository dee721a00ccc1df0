"""Follows staff's commands one by one: which function obeys which word."""

from __future__ import annotations

from collections.abc import Callable

from mailbot.decide.commands import OUTCOMES, Command
from mailbot.decide.orders import (
    absence,
    answer,
    attachments,
    case,
    concern,
    consent,
    dates,
    joining,
    kind,
    provider,
    questions,
    records,
    reports,
)
from mailbot.decide.orders.draft import Draft
from mailbot.decide.orders.words import relay

__all__ = ["Draft", "follow", "relay"]

_ORDERS: dict[str, Callable[[Draft, str], None]] = {
    "reclamation": kind.reclamation,
    "suggestion": kind.suggestion,
    "autre": kind.other,
    "prestataire": concern.provider,
    "interne": concern.internal,
    "transmettre": provider.forward,
    "joindre": attachments.attach,
    "relancer": provider.remind,
    "canal": case.channel,
    "fiche": case.form,
    "pdf": case.form,
    "gravite": case.severity,
    "assigner": case.assign,
    "cloturer": case.close,
    "rouvrir": case.reopen,
    "fusionner": joining.merge,
    "scinder": joining.split,
    "note": case.note,
    "client": case.to_client,
    "nepluscontacter": consent.silence,
    "recontacter": consent.contact_again,
    "coordonnees": consent.details,
    "confirmer": case.confirm,
    "aide": case.explain,
    "absent": absence.away,
    "present": absence.back,
    "registre": reports.register,
    "rapport": reports.report,
    "action": records.action,
    "fait": records.done,
    "dedommagement": records.compensation,
    "prolonger": dates.extend,
    "poste": answer.posted,
    "precisions": questions.ask,
}


def follow(draft: Draft, command: Command) -> None:
    """Each command of a mail, in turn; they build upon one another."""
    if command.name in OUTCOMES:
        answer.give(draft, OUTCOMES[command.name])
    elif command.name in _ORDERS:
        _ORDERS[command.name](draft, command.argument)
    else:
        records.note_down(draft, command.name, command.argument)
