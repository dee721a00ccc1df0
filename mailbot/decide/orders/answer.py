"""The answer itself: its outcome, what must hold before it leaves, and how it reaches the client."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from mailbot.decide import becoming, gates, letters, media
from mailbot.decide.commitments import names_mediator
from mailbot.decide.orders.draft import Draft
from mailbot.decide.orders.records import today
from mailbot.decide.said_dates import impossible_date, is_far, leading_date, leading_past_date
from mailbot.model import Event, Party

SAID = {"favorable": "accord", "partiel": "accord partiel", "rejet": "refus"}
ONE_AT_A_TIME = "Une lettre attend déjà d'être postée : dites d'abord #poste et la date, ou #annuler."


def give(draft: Draft, outcome: str) -> None:
    """The text of this mail is the answer; without text, the last message to the client was."""
    ticket = draft.ticket_now()
    if ticket.answered_at and not draft.confirmed:
        draft.refused.append(
            f"Une réponse est déjà partie au client le {ticket.answered_at:%d/%m/%Y}. "
            "Pour en envoyer une autre, ajoutez #confirmer au-dessus."
        )
        return
    if "reponse_client" in ticket.leaving and not draft.confirmed:
        draft.refused.append(
            "Une réponse au client attend déjà de partir. Pour la retenir, répondez #annuler ; "
            "pour en envoyer une autre en plus, ajoutez #confirmer au-dessus."
        )
        return
    absolute = gates.absolute(outcome, ticket, draft.member, draft.settings)
    if absolute:
        draft.refused += absolute
        return
    if not draft.text:
        _make_answer_of_what_was_said(draft, outcome)
        return
    wanted = gates.waivable(draft.text, ticket, draft.settings)
    if wanted and not draft.confirmed:
        draft.refused += [
            f"{reason} (Pour l'envoyer telle quelle : #confirmer au-dessus.)" for reason in wanted
        ]
        return
    draft.events += [Event(event="gate_waived", why=reason, actor=draft.member.name) for reason in wanted]
    draft.outcome = outcome


def _make_answer_of_what_was_said(draft: Draft, outcome: str) -> None:
    """One word behind a message that has left already: it was the answer."""
    ticket = draft.thread.ticket
    waits = "message_client" in ticket.leaving
    if ticket.informed_at is None and not waits:
        draft.refused.append(f"#{outcome} : il manque le texte de la réponse au client.")
    elif names_mediator(outcome, draft.settings, ticket):
        draft.refused.append(
            f"#{outcome} : votre dernier message est parti sans les coordonnées du médiateur. "
            "Renvoyez le texte de la réponse avec cette ligne : elles seront ajoutées."
        )
    elif waits:
        draft.record = becoming.with_answer(draft.record, outcome, ticket.message_leaving)
        draft.say(
            "answer_chosen",
            f"Votre message au client est la réponse ({SAID[outcome]}), dès qu'il est parti.",
            {"outcome": outcome},
        )  # fmt: skip
    else:
        draft.changes |= {"answered_at": ticket.informed_at, "outcome": outcome}
        draft.cancels += ["answer_soon:*", "answer_late"]
        draft.say(
            "answer_given", f"Votre dernier message au client est la réponse : {SAID[outcome]}.",
            {"outcome": outcome},
        )  # fmt: skip


def to_client(draft: Draft, client: Party | None) -> None:
    """By the way that the procedure gives for this channel, and with what the law wants in it."""
    ticket = draft.ticket_now()
    if names_mediator(draft.outcome, draft.settings, ticket) and draft.settings.mediator:
        draft.record["recours"] = draft.settings.mediator.name
    medium = media.medium_for(ticket, draft.settings)
    if not media.is_reachable(ticket, draft.settings) and not draft.confirmed:
        draft.refused.append(
            "Aucune coordonnée ne permet d'écrire au client. Notez son adresse avec #adresse, "
            "ou demandez la lettre quand même avec #confirmer. Sans coordonnées : #clôturer."
        )
        return
    if medium != "mail":
        _by_hand(draft, client, medium)
        return
    assert client is not None  # noqa: S101  (mail is the medium only where there is an address)
    if draft.outcome:
        draft.record["answer_text"] = draft.text
        draft.recalls += (
            ["accuse_reception"] if draft.settings.procedure.acknowledgement.satisfied_by_answer else []
        )
    draft.letters.append(
        letters.to_client(
            draft.mail,
            ticket,
            client,
            draft.member,
            draft.settings,
            text=draft.text,
            outcome=draft.outcome,
        )
    )
    if draft.outcome:
        draft.changes["outcome"] = draft.outcome
        draft.send(
            "answer_given",
            f"Votre réponse part au client : {SAID[draft.outcome]}.",
            {"outcome": draft.outcome},
        )
        return
    draft.send("message_to_client", "Votre message part au client.")
    if ticket.reference and not ticket.answered_at:
        draft.notes.append(
            "Ce message informe le client, il n'est pas encore la réponse. Pour qu'il le soit, "
            "renvoyez-le avec #favorable, #partiel ou #rejet."
        )


def _by_hand(draft: Draft, client: Party | None, medium: str) -> None:
    """A letter to print and post, or words for a platform's private messages: a person has to do it."""
    ticket = draft.ticket_now()
    if ticket.record.get("to_post"):
        draft.refused.append(ONE_AT_A_TIME)
        return
    draft.letters.append(
        letters.by_hand(
            draft.mail, ticket, client, draft.member, draft.settings,
            text=draft.text, outcome=draft.outcome, medium=medium,
        )
    )  # fmt: skip
    draft.record["to_post"] = {"outcome": draft.outcome, "medium": medium, "text": draft.text}
    what = "la lettre à imprimer" if medium == "courrier" else "le texte à coller dans la messagerie privée"
    draft.say("letter_prepared", f"Vous recevez {what}. Quand c'est envoyé, écrivez #poste et la date.",
              {"medium": medium, "outcome": draft.outcome})  # fmt: skip


def posted(draft: Draft, text: str) -> None:
    """`#poste [DATE]`: what had to be sent by hand has left; only now it counts."""
    waiting = draft.record.get("to_post")
    day, more = leading_past_date(text, today(draft))
    ahead, _ = leading_date(text, today(draft))
    if impossible := impossible_date(text):
        draft.refused.append(f"#poste : {impossible}")
        return
    # "le 18/12" said in January is the December that has passed; "le 23/11" said on the 20th is a slip.
    if ahead and (day is None or is_far(text, day, today(draft))):
        draft.refused.append(f"#poste : le {ahead:%d/%m/%Y} n'est pas encore venu.")
        return
    if day is None:
        day, more = today(draft), text
    draft.record = {k: v for k, v in draft.record.items() if k != "to_post"}
    draft.record["poste"] = f"{day:%d/%m/%Y}" + (f" – {more}" if more else "")
    draft.say("recorded", f"Envoyé le {day:%d/%m/%Y}.", {"field": "poste", "text": day.isoformat()})
    if waiting and waiting.get("to"):
        draft.record["forwarded_by_post"] = day.isoformat()
    if waiting and waiting.get("outcome"):
        zone = ZoneInfo(draft.settings.organisation.timezone)
        noon = datetime.combine(day, time(12), tzinfo=zone)
        at = min(draft.now, noon) if day < today(draft) else draft.now
        draft.changes |= {
            "answered_at": max(at, draft.thread.ticket.received_at),
            "outcome": waiting["outcome"],
        }
        draft.record["answer_text"] = waiting.get("text", "")
        draft.cancels += ["answer_soon:*", "answer_late"]
        draft.say(
            "answer_given",
            f"C'est la réponse : {SAID.get(waiting['outcome'], waiting['outcome'])}.",
            {"outcome": waiting["outcome"]},
        )
