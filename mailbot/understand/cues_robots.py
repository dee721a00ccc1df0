"""Cues of advertisements, newsletters, automatic answers and delivery reports, in every language."""

from __future__ import annotations

from mailbot.understand.cues import KindCue, other

CUES: tuple[KindCue, ...] = (
    other("spam", "fait de la publicité ou tend un piège", """
        offre valable; offre exclusive; offre limitee; profitez ~ offre|vite|avant; audit offert
        audit gratuit; devis gratuit; cliquez ici; cliquez sur le lien; referencement
        premiere page de google; notre solution; nos experts; nos solutions; generer des leads; leads
        boostez; triplez; doublez; augmentez ~ ventes|chiffre|visibilite; gagnez; vous avez gagne
        investissement rentable; crypto*; bitcoin*; pret entre particuliers; casino
        compte sera suspendu; compte ~ suspendu; activite inhabituelle; confirmer vos coordonnees
        validez vos|votre carte|coordonnees; mettre a jour vos coordonnees bancaires
        confirmez vos|votre ~ compte|coordonnees|identit*; colis ~ en attente
        remboursement ~ est en attente; sous 24h; dans les 24 heures; repondez stop
        demonstration gratuite; nous accompagnons les entreprises; prestation cle en main
        partenariat gagnant
        """, relief=2.0),
    other("newsletter", "est une lettre d'information", """
        newsletter*; lettre d information; se desabonner; se desinscrire; desinscription
        vous desabonner; vous desinscrire; ne plus recevoir; vous recevez ce message|mail|courriel car
        version en ligne; voir dans le navigateur; au sommaire; au programme; notre gazette
        la gazette; abonne* a notre
        """, relief=2.2),
    other("auto", "est une réponse automatique", """
        reponse automatique; absence du bureau; absent* du bureau; message d absence
        notification d absence; suis actuellement absent*; suis absent* du|jusqu; je suis absent*
        suis en conges; serai de retour; de retour le; message ~ genere automatiquement
        est un message automatique; ce message automatique; envoye automatiquement
        ne pas repondre a ce; merci de ne pas y repondre; ne consulterai pas mes messages
        accuse de lecture; en cas d urgence contactez; out of office; automatic reply; auto reply
        abwesenheit*; automatische antwort; afwezig*; fuera de la oficina; risposta automatica
        """, relief=3.0),
    other("bounce", "est un avis de non-remise", """
        undelivered mail; undeliverable; delivery status notification; mail delivery failed
        mail delivery system; returned mail; could not be delivered; delivery has failed; non remis
        echec de remise; echec de la remise; echec ~ distribution
        n a pas pu etre remis|distribue|delivre; user unknown; recipient address rejected
        mailbox full; boite pleine; remise ~ echou*; mailbox unavailable; mailer daemon; unzustellbar
        non delivery
        """, relief=4.0),
)  # fmt: skip
