"""The case itself: how serious, who follows it, closed or open, what stays inside."""

from __future__ import annotations

from mailbot.decide import actions, becoming, handed_in, letters, media, papers
from mailbot.decide.commands import fold
from mailbot.decide.commitments import renewed_timers
from mailbot.decide.named import members_named
from mailbot.decide.orders.draft import Draft

# What leaves by itself for a client, and does not any more once he wants no contact.
AUTOMATIC = ("avancement", "cloture", "enquete", "relais_client")


def severity(draft: Draft, wanted: str) -> None:
    level = fold(wanted)  # the parser lets only the three through
    draft.changes["severity"] = level
    draft.record["gravite"] = level  # said by a person
    draft.say("severity_settled", f"Gravité : {level}.", {"severity": level})


def channel(draft: Draft, wanted: str) -> None:
    """How the complaint came: the procedure may answer by the same way."""
    found, _ = handed_in.channel_named(wanted)
    if found is None:
        draft.refused.append(f"#canal {wanted} : écrivez un de ces mots : {handed_in.known_channels()}.")
        return
    draft.changes["channel"] = found
    draft.say("channel_settled", f"Canal : {found}.", {"channel": found})


def form(draft: Draft, text: str) -> None:
    """The sheet of this case as PDF, or of the one that is named."""
    reference = papers.case_named(text)
    if reference is None:
        draft.refused.append(
            "#fiche seul envoie la fiche de ce dossier en PDF. Pour enregistrer une autre réclamation, "
            f"écrivez #fiche {text} dans un nouveau message à l'adresse du service ; pour ce dossier-ci, "
            "#canal dit comment la réclamation est arrivée."
        )
        return
    if not (reference or draft.thread.ticket.reference):
        why = "ce message n'est ni une réclamation ni une suggestion, il n'a pas de fiche"
        draft.refused.append(f"#fiche : {why}.")
        return
    draft.report = papers.case(reference or str(draft.thread.ticket.reference))
    draft.say("report_sent", papers.CASE_SENT)


def assign(draft: Draft, wanted: str) -> None:
    found = members_named(wanted, draft.settings.handlers())
    if len(found) != 1:
        names = ", ".join(m.name for m in draft.settings.handlers())
        draft.refused.append(f"#assigner {wanted} : écrivez un de ces noms : {names}.")
        return
    draft.changes["assigned_to"] = found[0].name
    draft.say("assigned", f"Dossier confié à {found[0].name}.", {"to": found[0].name})


def close(draft: Draft, _: str) -> None:
    if closed_at := draft.thread.ticket.closed_at:
        draft.notes.append(f"Le dossier est déjà clos, depuis le {closed_at:%d/%m/%Y}.")
        return
    if _answers_by_hand(draft):
        draft.refused.append(
            "#clôturer : cette réponse part par la poste, ou par une messagerie, et rien ne dirait plus "
            "qu'elle attend. Renvoyez ce message sans #clôturer ; puis #poste et la date, et #clôturer."
        )
        return
    if not draft.confirmed and (why := _owes_an_answer(draft)):
        draft.refused.append(why)
        draft.offers.append(("#confirmer #clôturer", "clore quand même, sans réponse"))
        return
    draft.changes["closed_at"] = draft.now
    draft.cancels.append("*")
    draft.timers += actions.timers(draft.record, draft.settings, draft.now)  # those outlive the case
    draft.say("ticket_closed", "Le dossier est clos.")
    if not media.is_reachable(draft.ticket_now(), draft.settings) and not draft.thread.ticket.answered_at:
        draft.say("answer_impossible", "Réponse impossible : le client n'a laissé aucune coordonnée.")
        return
    has_answer = draft.ticket_now().answered_at or draft.outcome or becoming.is_chosen(draft.record)
    if not has_answer and "reponse_client" not in draft.thread.ticket.leaving:
        draft.notes.append(
            "Le dossier est clos sans réponse au client (#favorable, #partiel ou #rejet) : c'est noté. "
            "#rouvrir le rouvre."
        )


def _answers_by_hand(draft: Draft) -> bool:
    """The answer of this very mail is one that a person has to send."""
    return bool(draft.outcome) and media.medium_for(draft.ticket_now(), draft.settings) != "mail"


def _owes_an_answer(draft: Draft) -> str:
    """Why this case is not closed yet: a complaint whose client waits for an answer; empty: it may be."""
    ticket = draft.ticket_now()
    if ticket.kind != "reclamation" or ticket.answered_at or draft.outcome:
        return ""
    if "reponse_client" in ticket.leaving or becoming.is_chosen(draft.record):
        return ""
    if ticket.informed_at or "message_client" in ticket.leaving:
        return ""  # staff have written to the client since he wrote: they know whether that is enough
    if ticket.no_further_contact or not media.is_reachable(ticket, draft.settings):
        return ""
    insist = "Pour clore quand même, sans réponse, écrivez #confirmer au-dessus de #clôturer."
    if draft.record.get("to_post", {}).get("outcome"):
        return (
            "#clôturer : la réponse attend encore d'être postée. Quand elle l'est, écrivez #poste et la "
            f"date, puis #clôturer. {insist}"
        )
    return (
        "#clôturer : le client n'a encore rien reçu de vous. "
        "Une fois le dossier clos, plus rien ne rappelle qu'il attend. Écrivez-lui avec #favorable, "
        f"#partiel ou #rejet, puis #clôturer. {insist}"
    )


def reopen(draft: Draft, _: str) -> None:
    if draft.thread.ticket.closed_at is None:
        draft.notes.append("Le dossier est déjà ouvert : rien ne change.")
        return
    draft.changes |= {"reopened_at": draft.now, "closed_at": None}
    draft.say("ticket_reopened", "Le dossier est rouvert.")
    draft.timers += renewed_timers(draft.thread.ticket, draft.settings)


def note(draft: Draft, text: str) -> None:
    draft.stays_inside = True
    if text:
        draft.say("note_added", "Note ajoutée au dossier.", {"text": text})


def to_client(draft: Draft, _: str) -> None:
    """`#client`: the text is for the client, and decides nothing; for mails about a provider's answer."""
    draft.for_client = True
    if not draft.text:
        draft.refused.append("#client : écrivez en dessous le texte que le client doit lire.")


def confirm(draft: Draft, _: str) -> None:
    draft.confirmed = True


def explain(draft: Draft, _: str) -> None:
    draft.help = letters.HELP
    draft.notes.append("Voici tout ce que vous pouvez écrire, en tête d'une réponse à une notification.")
