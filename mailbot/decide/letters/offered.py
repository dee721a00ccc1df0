"""The commands that letters to staff offer, in the words of the staff page."""

from __future__ import annotations

SETTLE = (
    ("#reclamation", "c'est une réclamation"),
    ("#suggestion", "c'est une suggestion"),
    ("#autre", "ce n'est ni l'une ni l'autre"),
)
ANSWERS = (
    ("#favorable", "vous accordez ce qui est demandé : votre texte est la réponse"),
    ("#partiel", "vous en accordez une partie"),
    ("#rejet", "vous refusez ; le médiateur est ajouté"),
)
HELP = (
    "Répondez à une notification : votre texte part à la personne dont elle parle.",
    "#favorable, #partiel, #rejet : votre texte est la réponse au client.",
    "#reclamation, #suggestion, #autre : dit ce que c'est.",
    "#prestataire NOM, #interne : dit qui est concerné.",
    "#transmettre : envoie la copie anonymisée au prestataire. #relancer : le relance.",
    "#transmettre courrier : prépare plutôt une lettre à poster.",
    "#joindre 2 : laisse partir avec la copie la pièce jointe n° 2, que vous avez lue.",
    "#fiche CANAL, dans un nouveau message : une réclamation reçue autrement.",
    "#canal : comment la réclamation est arrivée.",
    "#prolonger DATE RAISON : annonce au client une nouvelle date, qui engage.",
    "#gravité faible, normale ou grave. #assigner NOM.",
    "#appel, #motif, #cause, #dysfonctionnement, #solution…, suivis d'un texte : noté dans le dossier.",
    "#action QUI : QUOI avant DATE, puis #fait et son numéro. #dédommagement, son genre et son montant.",
    "#précisions : demande au client ce qui manque, ou ce que vous écrivez derrière.",
    "#poste DATE : une lettre imprimée est postée.",
    "#note : votre texte reste dans le dossier.",
    "#absent jusqu'au DATE, #présent : vos dossiers sont suivis par un collègue entre-temps.",
    "#registre ANNÉE : le registre vous est envoyé. #rapport PÉRIODE : le bilan aussi.",
    "#annuler : retient ce que vous venez d'écrire tant que ce n'est pas parti, et défait le reste.",
    "#ne-plus-contacter, #clôturer, #rouvrir.",
)

# Copied into a new mail, filled in and sent: every line is one that we read.
BLANK_FORM = (
    "Copiez ces lignes dans un nouveau message à l'adresse du service, complétez-les, effacez les autres.",
    "En dessous, après une ligne vide, écrivez ce que la personne a dit, avec ses mots.",
    "#fiche téléphone",
    "#nom …",
    "#adresse …",
    "#téléphone …",
    "#prestataire …",
    "#motif …",
    "#solution …",
)
