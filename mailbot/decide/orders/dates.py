"""A later date for the answer: the client is told in time, with the reason, and then it binds."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from mailbot.decide import letters
from mailbot.decide.orders.draft import Draft
from mailbot.decide.orders.records import today
from mailbot.decide.said_dates import far, impossible_date, is_far, leading_date


def extend(draft: Draft, text: str) -> None:
    ticket = draft.ticket_now()
    day, reason = leading_date(draft.outside(text), today(draft))
    client = draft.party("client")
    if day is None or (why := _no_such_delay(text, day, today(draft))):
        draft.refused.append(_no_date(text) if day is None else f"#prolonger : {why}")
    elif len(reason.split()) < 2:
        draft.refused.append("#prolonger : dites pourquoi, derrière la date. Le client lira cette raison.")
    elif ticket.kind != "reclamation" or ticket.due_at is None:
        draft.refused.append("#prolonger : aucune date de réponse n'est promise dans ce dossier.")
    elif ticket.answered_at:
        draft.refused.append("#prolonger : la réponse est déjà donnée.")
    elif ticket.record.get("extending"):
        draft.refused.append("#prolonger : une nouvelle date est déjà en route. Pour la reprendre, #annuler.")
    elif client is None or not client.address:
        draft.refused.append("#prolonger : l'adresse du client n'est pas connue.")
    elif ticket.no_further_contact and not draft.confirmed:
        draft.refused.append(
            "#prolonger : le client a demandé à ne plus être contacté. Pour lui écrire quand même, "
            "ajoutez #confirmer au-dessus."
        )
    else:
        zone = ZoneInfo(draft.settings.procedure.calendar.timezone)
        until = datetime.combine(day, time(23, 59, 59), tzinfo=zone)
        if until <= ticket.due_at:
            draft.refused.append(
                f"#prolonger : la réponse est déjà promise pour le {ticket.due_at:%d/%m/%Y}."
            )
            return
        draft.record["extending"] = {"to": until.isoformat(), "why": reason}
        draft.letters.append(
            letters.extension(draft.mail, ticket, client, draft.member, until=until, reason=reason)
        )
        draft.send("extension_ordered", f"Le client est prévenu : réponse pour le {day:%d/%m/%Y}.",
                   {"to": until.isoformat(), "reason": reason})  # fmt: skip
        if ticket.due_at < draft.now:
            draft.notes.append(
                "La date promise était déjà passée : la nouvelle engage, le retard reste noté."
            )
        if not draft.settings.procedure.answer.extensible:
            draft.notes.append(
                "Votre procédure ne prévoit pas de prolongation : le premier délai reste celui qui compte."
            )


def _no_such_delay(text: str, day: date, now: date) -> str:
    """Why nobody means this day; empty: it may be meant."""
    if day <= now:
        past = "c'est aujourd'hui" if day == now else "c'est déjà passé"
        return f"le {day:%d/%m/%Y}, {past}. Donnez une date qui laisse du temps."
    return far(day) if is_far(text, day, now) else ""


def _no_date(text: str) -> str:
    """A day that does not exist is said to be none; everything else asks for a date."""
    if impossible := impossible_date(text):
        return f"#prolonger : {impossible}"
    return (
        f"#prolonger {text} : donnez d'abord la date, puis la raison, par exemple "
        "« #prolonger 15/12 nous attendons l'expert » ou « #prolonger fin décembre … »."
    )
