"""The dated trail of a case, in words that an auditor reads: each event of the desk has its sentence."""

from __future__ import annotations

from collections.abc import Mapping

EVENTS: Mapping[str, str] = {
    "absence_filed": "Message d’absence classé",
    "absence_noted": "Absence d’un collègue notée",
    "access_restricted": "Accès au dossier restreint",
    "acknowledgement_late": "Accusé de réception en retard",
    "acknowledgement_withheld": "Accusé de réception non envoyé",
    "act_undone": "Ordre d’un collègue annulé",
    "action_done": "Action corrective faite",
    "action_late": "Action corrective en retard",
    "action_recorded": "Action corrective décidée",
    "answer_chosen": "Sens de la réponse choisi",
    "answer_given": "Réponse donnée au client",
    "answer_impossible": "Réponse impossible",
    "answer_late": "Date de réponse dépassée",
    "answer_soon": "Date de réponse proche",
    "assigned": "Dossier confié à un collègue",
    "attachment_released": "Pièce jointe libérée par un collègue",
    "channel_settled": "Canal de la réclamation noté",
    "client_uninformed": "Client sans nouvelles depuis longtemps",
    "client_wrote": "Message du client",
    "command_empty": "Ordre d’un collègue sans texte",
    "command_refused": "Ordre refusé",
    "compensation_recorded": "Dédommagement noté",
    "concerned_told": "Copie anonymisée envoyée aussi à un autre prestataire",
    "confirmation_answered": "Confirmation reçue",
    "confirmation_asked": "Confirmation demandée",
    "confirmation_given": "Confirmation donnée",
    "desk_asked": "Demande d’un collègue au service",
    "desk_order": "Ordre d’un collègue au service",
    "digest_sent": "Point du jour envoyé à l’équipe",
    "effectiveness_due": "Efficacité des actions à juger",
    "endless_answers": "Échange entre machines interrompu",
    "escalated": "Responsable alerté",
    "extension_ordered": "Prolongation décidée",
    "forward_ordered": "Transmission au prestataire décidée",
    "gate_waived": "Condition de la procédure levée par un collègue",
    "grave_reminded": "Cas grave rappelé aux responsables",
    "handed_in": "Réclamation remise par un collègue",
    "handler_chosen": "Interlocuteur choisi par le client",
    "handler_unclear": "Interlocuteur souhaité à préciser",
    "kind_settled": "Nature du message fixée par un collègue",
    "letter_bounced": "Lettre revenue",
    "letter_decided": "Lettre décidée",
    "letter_delayed": "Envoi d’une lettre retardé",
    "letter_failed": "Lettre non remise",
    "letter_held": "Lettre retenue avant envoi",
    "letter_prepared": "Projet de lettre préparé",
    "letter_recalled": "Lettre rappelée avant envoi",
    "letter_sent": "Lettre remise au serveur de courriel",
    "letter_suppressed": "Lettre non envoyée",
    "letter_uncertain": "Envoi d’une lettre incertain",
    "mail_duplicate": "Copie d’un courriel déjà reçu",
    "mail_held": "Courriel mis de côté",
    "mail_ignored": "Courriel sans suite",
    "mail_not_fetched": "Courriel que le serveur n’a pas remis",
    "mail_passed_on": "Courriel transmis à l’équipe",
    "mailbox_heard": "Boîte aux lettres de nouveau relevée",
    "mailbox_renumbered": "Boîte aux lettres renumérotée par son serveur",
    "mailbox_silent": "Boîte aux lettres qui n’est plus relevée",
    "medium_chosen": "Moyen d’envoi choisi",
    "meeting_prepared": "Dossier de réunion envoyé",
    "message_to_client": "Message d’un collègue au client",
    "message_to_provider": "Message d’un collègue au prestataire",
    "note_added": "Note d’un collègue",
    "nothing_done": "Message d’un collègue sans effet",
    "personal_data_erased": "Données personnelles effacées",
    "provider_reminded": "Prestataire relancé",
    "provider_silent": "Prestataire sans réponse",
    "provider_wrote": "Message du prestataire",
    "questions_asked": "Précisions demandées au client",
    "recorded": "Ligne de la fiche remplie",
    "report_sent": "Rapport envoyé à un collègue",
    "robot_filed": "Message automatique classé",
    "severity_settled": "Gravité fixée par un collègue",
    "smtp_back": "Envoi des lettres rétabli",
    "smtp_unreachable": "Serveur d’envoi injoignable",
    "split_off": "Dossier ouvert d’un message mis à part",
    "staff_token_misused": "Adresse de réponse employée par un autre",
    "staff_unproven": "Expéditeur non prouvé",
    "step_due": "Étape de la procédure à faire",
    "step_skipped": "Étape de la procédure laissée de côté",
    "survey_sent": "Enquête de satisfaction envoyée",
    "target_settled": "Personne ou prestataire concerné fixé par un collègue",
    "third_party_wrote": "Message d’un tiers",
    "ticket_absorbed": "Autre dossier réuni à celui-ci",
    "ticket_closed": "Dossier clos",
    "ticket_merged": "Dossier réuni à un autre",
    "ticket_opened": "Dossier ouvert",
    "ticket_reopened": "Dossier rouvert",
    "ticket_split": "Message mis à part dans un autre dossier",
    "timer_failed": "Rappel qui n’a pas pu être traité",
    "timer_needless": "Rappel devenu sans objet",
    "wish_recorded": "Souhait du client noté",
}
# Beside a letter itself, with its moment and the server's reply, these say nothing more to a reader.
TOLD_BY_THE_LETTER = frozenset({"letter_decided", "letter_sent"})
_KINDS = {"reclamation": "réclamation"}
_ACTORS = {"provider": "prestataire"}


def event_in_french(event: str) -> str:
    """What an older or newer version has recorded is shown too."""
    return EVENTS.get(event, event.replace("_", " "))


def kind_in_french(kind: str) -> str:
    return _KINDS.get(kind, kind)


def actor_in_french(actor: str) -> str:
    """Colleagues by their names, the others by what they are."""
    return _ACTORS.get(actor, actor)
