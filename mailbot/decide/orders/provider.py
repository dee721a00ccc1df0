"""What goes to providers by order of staff: the anonymised copy, and reminders."""

from __future__ import annotations

from mailbot.decide import concerned, letters
from mailbot.decide.commands import fold
from mailbot.decide.commitments import provider_timers
from mailbot.decide.orders.answer import ONE_AT_A_TIME
from mailbot.decide.orders.attachments import released
from mailbot.decide.orders.draft import Draft
from mailbot.model import Event, Party


def forward(draft: Draft, how: str) -> None:
    """`#transmettre [courrier|mail]`: how is the procedure's choice, or this person's."""
    medium = _medium(draft, how)
    if medium is None:
        draft.refused.append(f"#transmettre {how} : écrivez #transmettre, seul ou avec courrier ou mail.")
        return
    ticket = draft.thread.ticket
    wanted = draft.concerned()
    reachable = wanted if medium == "courrier" else [p for p in wanted if p.address]
    if not draft.confirmed:
        reachable = [p for p in reachable if p.conversation not in ticket.forwarded_to]
    if ticket.forwarded_at and wanted and not reachable:
        draft.notes.append(
            f"La copie est déjà partie le {ticket.forwarded_at:%d/%m/%Y} : rien n'est renvoyé. "
            "Pour la renvoyer, ajoutez #confirmer au-dessus ; pour relancer, #relancer."
        )
        return
    if not reachable:
        draft.refused.append(
            "#transmettre : ce prestataire n'a pas d'adresse électronique dans l'annuaire."
            if wanted
            else "#transmettre : dites d'abord à qui, avec #prestataire NOM."
        )
        return
    if _must_be_called_first(draft):
        draft.refused.append(
            "#transmettre : réclamation grave. Votre procédure veut que le prestataire soit appelé avant : "
            "notez l'appel avec #appel prestataire, puis ce qui a été dit."
        )
        return
    if medium == "courrier":
        _on_paper(draft, reachable)
        _tell_others(draft)
        return
    for party in reachable:
        if party not in (*ticket.parties, *draft.parties):
            draft.parties.append(party)  # as the directory has it today
        draft.letters.append(
            letters.forward(
                draft.copy,
                party,
                ticket.received_at,
                draft.settings,
                cause=draft.mail.content_digest,
                now=draft.now,
                ordered=True,
                released=released(draft),
            )
        )
        draft.timers += provider_timers(party.conversation, draft.settings, draft.now)
        draft.send("forward_ordered", f"La copie anonymisée part à {party.name}.")
    if ticket.forwarded_at is None:
        _tell_others(draft)


def _tell_others(draft: Draft) -> None:
    """Once: whatever way the copy takes to the provider."""
    if any(party.conversation.startswith("concerned:") for party in draft.thread.ticket.parties):
        return
    targets = draft.ticket_now().targets
    others = concerned.others(targets, draft.settings)
    draft.parties += others
    draft.letters += letters.for_information(
        draft.copy,
        others,
        draft.thread.ticket.received_at,
        cause=draft.mail.content_digest,
        about=", ".join(p.name for p in draft.concerned()),
    )
    for party in others:
        draft.send("concerned_told", f"La copie anonymisée part aussi à {party.name}.")


def _must_be_called_first(draft: Draft) -> bool:
    """A grave complaint: the telephone comes before the letter. A person may insist."""
    is_grave = draft.ticket_now().severity == "grave"
    called = "prestataire" in draft.record.get("called", ())
    wanted = draft.settings.procedure.forward.on_grave == "call_first"
    return wanted and is_grave and not called and not draft.confirmed


def _medium(draft: Draft, how: str) -> str | None:
    """What this person writes wins, and is told in the case; None: not understood."""
    said = {"courrier": "courrier", "par courrier": "courrier", "mail": "mail", "par mail": "mail",
            "courriel": "mail", "par courriel": "mail"}  # fmt: skip
    if how:
        chosen = said.get(fold(how))
        if chosen:
            draft.events.append(
                Event(
                    event="medium_chosen", why=f"Envoi au prestataire par {chosen}", actor=draft.member.name
                )
            )
        return chosen
    is_grave = draft.ticket_now().severity == "grave"
    by_post = is_grave and draft.settings.procedure.forward.grave_medium == "courrier"
    return "courrier" if by_post and not draft.confirmed else "mail"


def _on_paper(draft: Draft, parties: list[Party]) -> None:
    """Called, and now written to by post: a person prints it, signs it and posts it."""
    if draft.record.get("to_post"):
        draft.refused.append(ONE_AT_A_TIME)
        return
    for party in parties:
        draft.letters.append(
            letters.letter_to_provider(
                draft.mail, draft.ticket_now(), draft.copy, party, draft.member, draft.settings
            )
        )
        draft.say(
            "letter_prepared",
            f"Vous recevez la lettre à imprimer pour {party.name}. "
            "Quand elle est postée, écrivez #poste et la date.",
            {"medium": "courrier", "to": party.conversation},
        )
    draft.record["to_post"] = {"outcome": None, "medium": "courrier", "to": [p.conversation for p in parties]}
    draft.notes.append("Pour l'envoyer plutôt par courriel : #transmettre mail.")


def remind(draft: Draft, _: str) -> None:
    ticket = draft.thread.ticket
    reachable = [p for p in draft.concerned() if p.address]
    if not reachable or ticket.forwarded_at is None:
        draft.refused.append("#relancer : rien n'a encore été transmis à un prestataire.")
        return
    for party in reachable:
        draft.letters.append(
            letters.reminder(
                ticket,
                party,
                draft.settings,
                cause=draft.mail.content_digest,
                nth=1,
                now=draft.now,
                ordered=True,
            )
        )
        draft.send("provider_reminded", f"Une relance part à {party.name}.")
