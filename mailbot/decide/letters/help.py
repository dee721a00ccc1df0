"""All that staff may write, for `#aide`: five groups, each with an example, short enough for a telephone.

A row without a text is the title of the rows below it.
"""

from __future__ import annotations

_UNDO = (
    "tant que vos lettres attendent : rien ne part, et le dossier redevient comme avant. Une lettre partie "
    "ne se reprend pas, et ce que votre message a changé reste"
)
HELP: tuple[tuple[str, str], ...] = (
    ("Répondre", ""),
    ("votre texte seul", "il part à la personne dont parle la notification, ou l'on vous demande"),
    ("#favorable, #partiel, #rejet", "votre texte est la réponse : acceptée, en partie, refusée"),
    ("#client", "votre texte part au client, sans décider, même en réponse au prestataire"),
    ("#précisions", "demande au client ce qui manque"),
    ("#prolonger DATE RAISON", "annonce une nouvelle date, qui engage"),
    ("#poste DATE", "une lettre imprimée est postée"),
    ("#confirmer, au-dessus", "vous voulez quand même ce qui a été refusé"),
    ("#annuler", _UNDO),
    ("Exemple", "#favorable sur la première ligne, puis : Bonjour Madame, nous vous remboursons…"),
    ("Transmettre", ""),
    ("#prestataire NOM, #interne", "dit qui est concerné"),
    ("#transmettre", "envoie au prestataire la copie sans le nom du client"),
    ("#transmettre courrier, ou NOM", "en fait une lettre à poster ; l'envoie à ce prestataire seul"),
    ("#transmettre extrait NOM", "votre texte, en dessous, part au lieu de la copie"),
    ("#transmettre avec réservation", "ce numéro reste lisible ; de même contrat, plaque, dossier"),
    ("#transmettre sans « MOTS »", "ces mots de la copie sont masqués aussi"),
    ("#joindre 2", "la pièce n° 2, que vous avez lue, part aussi ; de RÉFÉRENCE : d'un dossier réuni"),
    ("#relancer", "relance le prestataire"),
    ("Exemple", "#prestataire Hôtel des Lacs, et dessous : #transmettre"),
    ("Noter", ""),
    ("#note", "votre texte reste dans le dossier"),
    ("#appel", "un appel : avec qui, et ce qui a été dit"),
    ("#nom, #motif, #cause, #solution…", "une ligne de la fiche, avec son texte"),
    ("#action QUI : QUOI avant DATE", "une action ; #fait 1 quand elle est faite"),
    ("#dédommagement", "son genre et son montant"),
    ("#gravité, #canal", "faible, normale ou grave ; comment la réclamation est arrivée"),
    ("Exemple", "#appel prestataire le gérant vérifie la chaudière demain"),
    ("Ranger", ""),
    ("#réclamation, #suggestion, #autre", "dit ce que c'est"),
    ("#assigner NOM", "confie le dossier"),
    ("#clôturer, #rouvrir", "la fin, ou la suite"),
    ("#fusionner RÉFÉRENCE, #scinder", "deux dossiers de la même affaire ; un message d'une autre affaire"),
    ("#ne-plus-contacter, #recontacter, #coordonnées non", "ce que veut le client ; ajoutez ses mots"),
    ("Exemple", "#assigner Hugo"),
    ("Moi et mes documents", ""),
    ("#absent du DATE au DATE NOM", "vous n'êtes pas là, et qui vous remplace ; #présent au retour"),
    ("#fiche ou #pdf", "dans un dossier, ou suivi de sa référence : sa fiche en PDF"),
    ("#fiche", "seul, dans un nouveau message : une fiche vierge"),
    ("#fiche téléphone, puis les mots du client", "un nouveau message : une réclamation reçue autrement"),
    ("#registre ANNÉE, #rapport PÉRIODE", "le registre, le bilan"),
    ("#aide", "cette liste"),
    ("Exemple", "#absent du 23/11 au 27/11 Hugo ; une date s'écrit aussi : lundi, fin décembre…"),
)  # fmt: skip
