"""What people call a command or an outcome: "accepté", "on rembourse". Proposed, never guessed."""

from __future__ import annotations

# As `fold` makes them: without accents, hyphens and apostrophes.
_WORDS = {
    "favorable": (
        "accepte, acceptee, accepter, accord, accorde, accordee, accorder, accordons, d accord, oui, valide, "
        "favorable, avis favorable, positif, on accepte, nous acceptons, rembourse, rembourser, remboursons, "
        "remboursement, on rembourse, nous remboursons, ok pour le remboursement, geste commercial"
    ),
    "partiel": (
        "partiel, partielle, partiellement, en partie, accord partiel, partiellement favorable, moitie, "
        "on rembourse la moitie, remboursement partiel, moitie moitie"
    ),
    "rejet": (
        "rejet, rejete, rejetee, rejeter, refus, refuse, refusee, refuser, refusons, on refuse, negatif, "
        "nous refusons, non, non justifie, non justifiee, pas d accord, defavorable, avis defavorable, "
        "on ne rembourse pas, sans suite"
    ),
}
_OUTCOME = {word: outcome for outcome, words in _WORDS.items() for word in words.split(", ")}
_JOINED = {word.replace(" ", ""): outcome for word, outcome in _OUTCOME.items()}
# Other words for commands that exist, as people try them behind a #.
_COMMANDS = {"repondre": "favorable", "reponse": "favorable", "envoyer": "transmettre", "clore": "cloturer",
             "fermer": "cloturer", "cloture": "cloturer", "clos": "cloturer", "fin": "cloturer",
             "termine": "cloturer", "reouvrir": "rouvrir", "ouvrir": "rouvrir", "delai": "prolonger",
             "report": "prolonger", "reporter": "prolonger", "tel": "appel", "telephone": "appel",
             "appeler": "appel", "commentaire": "note", "remarque": "note", "hotel": "prestataire",
             "etablissement": "prestataire", "conge": "absent", "conges": "absent", "vacances": "absent",
             "absence": "absent", "retour": "present", "stop": "annuler", "annulation": "annuler",
             "questions": "precisions", "question": "precisions", "precision": "precisions",
             "demander": "precisions", "relance": "relancer", "urgent": "gravite", "confier": "assigner",
             "attribuer": "assigner", "help": "aide",
             "dossier": "fiche", "imprimer": "fiche", "impression": "fiche", "aider": "aide",
             "neplusecrire": "nepluscontacter", "nepascontacter": "nepluscontacter",
             "nepasecrire": "nepluscontacter", "nepasrecontacter": "nepluscontacter",
             "neplusrecontacter": "nepluscontacter", "plusdecontact": "nepluscontacter",
             "stopcontact": "nepluscontacter", "necontacterplus": "nepluscontacter",
             "grouper": "fusionner", "regrouper": "fusionner", "fusion": "fusionner", "reunir": "fusionner",
             "separer": "scinder"}  # fmt: skip


def outcome_of(words: str) -> str:
    """The outcome that these folded words are; empty: none."""
    return _OUTCOME.get(words, "")


def command_of(name: str) -> str:
    """The command that somebody means who writes this word behind a #; empty: we cannot tell."""
    return _JOINED.get(name) or _COMMANDS.get(name, "")
