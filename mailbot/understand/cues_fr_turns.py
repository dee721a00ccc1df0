"""French cues of what turns a story round: over, withdrawn, one's own fault, a trifle, an idea, a request.

Made of parts: a verb that is added to a class is known to every row that names it.
"""

from __future__ import annotations

from mailbot.understand.cues import KindCue, grievance, other, proposal
from mailbot.understand.phrases import spelled_out

_CLASSES = {
    "COMPLAINED": "ecrit|ecrite|signale|peste|rale|reclame|alerte|adresse|depose|envoye|emporte*"
    "|plainte|plaint",
    "SETTLED": "regle|reglee|regles|reglees|resolu*|arrange*|repare|reparee|repares|corrige"
    "|corrigee|rectifie*|retrouve|retrouvee|retrouves|rendu|rendue|rendus|restitue*"
    "|rembourse|remboursee|rembourses|remplace|remplacee|livre|livree|debloque"
    "|debloquee|recredite*|nettoye|change|changee|rattrape|fait",
    "TO_SETTLE": "regler|resoudre|arranger|reparer|corriger|retrouver|rendre|rembourser|remplacer"
    "|livrer|debloquer|repondre|rappeler|obtenir|arriver|comprendre",
    "LETTER": "message*|mail|mails|courriel*|lettre|courrier|plainte|reclamation|demande"
    "|signalement|coup|mots|mot|remarque|avis|appel",
    "FORGET": "oubliez|ignorez|effacez|effacer|supprimez|jetez|dechirez|rangez|annulez|classez"
    "|oublier|ignorer|arretez|stoppez",
    "PAPER": "attestation*|copie*|duplicata|devis|certificat*|facture*|justificatif*"
    "|convention*|contrat|releve*|bulletin*|programme*|brochure*|plan|catalogue*"
    "|formulaire*|tarifs|document*|dossier|planning|liste",
    "SENDING": "envoyer|renvoyer|adresser|transmettre|fournir|communiquer|retourner|parvenir"
    "|delivrer|remettre",
    "HELP": "aider|animer|preter|participer|fournir|tester|relire|dessiner|fabriquer|venir"
    "|rediger|donner|filer|montrer|envoyer|organiser|traduire|installer|temoigner",
    "WOULD_SERVE": "suffirait|suffiraient|reglerait|regleraient|resoudrait|resoudraient|simplifierait"
    "|simplifieraient|changerait|changeraient|arrangerait|rendraient|soulagerait"
    "|plairait|plairaient|servirait|serviraient|inciterait|encouragerait|epargnerait"
    "|rassurerait|donnerait|donneraient|mettrait|aiderait",
}


def _of(phrases: str) -> str:
    return spelled_out(phrases, _CLASSES)


CUES: tuple[KindCue, ...] = (
    # -- it is over ------------------------------------------------------------------------------
    other("remerciement", "dit que l'ennui est passé", _of("""
        fini|finit|finissent par TO_SETTLE; finalement SETTLED; depuis ~ tout va|est|fonctionne|marche
        est|sont|soit|etait ~ SETTLED ~ depuis|merci|enfin|finalement; enfin SETTLED
        m a|avez|ont ~ SETTLED ~ matin|hier|lendemain|heure|vite|aussitot|rapidement|jours
        nous a|avez|ont ~ SETTLED ~ matin|hier|lendemain|heure|vite|aussitot|rapidement|jours
        ont|avez|avons|a tout SETTLED; s est arrange*|excuse|excusee|rattrape|debloque*|regle*
        se sont excuse*|arrange*|rattrape*; s est bien termine|fini|arrange
        tout fonctionne|marche|va ~ maintenant|desormais|nouveau|mieux; remarche*; refonctionne*
        fonctionne|marche a|de nouveau; tout va bien|mieux; plus aucun|de probleme|souci|ennui
        tout est alle|rentre|arrange; le|la|les ~ retrouve|retrouvee ~ dans|sous
        j ai ~ recupere|retrouve; avons ~ recupere|retrouve; malentendu*; quiproquo; clos|close|cloture
        affaire|dossier|incident|sujet|histoire ~ clos|close|classe|classee|reglee|terminee
        n y pensons plus
        venu* ~ s excuser; excuses ~ acceptees|acceptons|accepte; ses excuses ~ suffi*; je n en veux
        fin heureuse; tout est bien qui finit bien; mes|nos excuses a; c est arrange; bien recu ~ merci
        plus de raison; m|nous avez|a rappele|rappelee|rappeles ~ lendemain|heure|suite
        """), relief=1.6),
    other("remerciement", "parle de sa plainte au passé", _of("""
        j avais ~~ COMPLAINED; nous avions ~~ COMPLAINED; m etais|etions ~ COMPLAINED
        vous avais|avions ~~ COMPLAINED; ma|mon LETTER ~ d hier|avant|lundi|mardi|mercredi|jeudi|vendredi
        eu des mots; emporte|emportee contre; mon LETTER precedent*; ma LETTER precedente
        mon coup de gueule
        """), relief=0.3),
    other("autre", "retire ce qui a été écrit", _of("""
        FORGET ~ mon|ma|mes|notre|nos ~ LETTER; FORGET ~ ce que; FORGET tout; laissez tomber; je retire
        nous retirons; retirer ma|mon|notre LETTER; ne donnez pas|plus suite; donnez ~ aucune suite
        inutile|inutiles ~ poursuivre|continuer|donner|ecrire|chercher|intervenir
        pas|plus la peine ~ continuer|poursuivre|chercher|intervenir|ecrire; je renonce|abandonne
        n irai pas|irons plus loin; classer|classe|classez ~ sans suite; non avenu*|avenue
        n est plus d actualite|necessaire|utile; plus lieu d; ne tenez aucun|plus compte; ne faites rien
        je ne donne|donnerai pas suite; nous en resterons la; en reste la; fausse alerte; alerte levee
        """), relief=2.2),
    other("autre", "reconnaît sa propre erreur", _of("""
        c est moi|nous qui; c etait moi|nous; de ma|notre faute; ma|notre faute; mon erreur
        ma meprise|distraction
        mon|notre etourderie|inattention; j ai|avais ~ mal lu|compris|vu|regarde|note|entendu
        j ai|avais ~ confondu
        avions|avons ~ confondu|mal lu|mal compris; me suis trompe*|melange*|emmele*; m etais trompe*
        nous etions|sommes trompes; l etourdi* ~ c est|moi; au temps pour moi; autant pour moi; mea culpa
        desole*|excusez|pardon ~ derangement|fausse|confusion; vous aviez|avez raison; avait|avaient raison
        j avais|avions tort; je m en veux; mange mon chapeau; la responsabilite m en|me revient
        y suis pour rien|quelque; n y etes|est|etait pour rien; etait dans ma|mon|mes
        etaient dans ma|mon|mes
        """), relief=1.8),
    # -- it is a trifle --------------------------------------------------------------------------
    proposal("n'en est pas fâché", 0.8, _of("""
        rien de grave|mechant|dramatique; pas bien|tres grave|mechant; ce n est pas|rien ~ drame
        pas un drame
        m a|nous a fait rire|sourire; on en|a rit|ri|rigole|riait; en avons ri; en rions|riais
        j en ris|souris
        m en accommode|suis accommode*|remets|remettrai; m y suis fait*; ca|cela ne me|m|nous gene pas
        ne ~ empeche pas|nullement|personne de; n empeche|empechait ~ dormir
        sans importance|gravite|consequence
        aucune ~ importance|gravite|consequence; tout s est ~ bien passe
        par ailleurs ~ parfait|content*|ravi*
        n est|etait pas une exigence|critique|reclamation|plainte|reproche; ne le prenez pas mal
        sans rancune
        surtout pas me|nous plaindre; rien d urgent; rien ne presse; un detail
        c est un|du detail; pour le plaisir; pas a plaindre; personne n a|est ~ souffert|mort|blesse
        faute de mieux
        """), relief=1.2),
    # -- it is an idea ---------------------------------------------------------------------------
    proposal("imagine ce qui aiderait", 2.2, _of("""
        WOULD_SERVE ~ bien|tout|la|le|les|de|des|du|d|un|une|a|nous|vie|temps; et ce serait|sera parfait
        aurait|auraient ~ servi|aide|evite|suffi|plu; trois fois rien
        coute|couterait|coutent ~ rien|cher|grand
        ca|cela se fait ~ a|au|aux|dans|chez|ailleurs; comme ca|cela se fait; comme fait|font|faisait|le
        ainsi que le fait|font; j ai vu ca|cela; on en voit|trouve ~ a|au|chez; existe ~ ailleurs|chez|deja
        je veux bien HELP; nous voulons bien HELP; je peux ~ HELP; pourrais|pourrions ~ HELP
        serais|serait ~ pret|prete|ravi*|partant*|volontaire*; me|nous propose|proposons ~ de
        volontaire* pour
        pour gagner ~ temps|place; nous|vous faire gagner; la possibilite de|d; si un jour ~ vous|on
        a l essai; a tester|essayer|creuser|etudier|mediter; imaginez|imaginer|songez|songer|pensez ~ a
        plus pratique|simple|lisible|clair|visible|facile|agreable ~ si|de|d|que; il manque ~ que|juste
        donnerait|donneraient ~ envie|courage|idee; avec un|une|des petit*; mettez|ajoutez|affichez|prevoyez
        vous avez|avez vous songe|imagine; je reve|revons d|de|qu; mon reve; le reve; l ideal
        l ideal serait
        je verrais ~ bien; on verrait ~ bien; je vous soumets|livre|souffle|glisse; nous vous soumettons
        ajouter|installer|creer|prevoir|afficher ~ un|une|des|deux|trois; si j osais
        si je peux|puis me permettre
        voila ce que je|nous propos*; je|nous proposerai*|proposerions; et basta|voila|hop
        et le tour est joue
        pour les prochains|prochaines; a ajouter|ameliorer|garder|prevoir
        points|axes ~ ameliorer|amelioration
        ne serait il|ce ~ judicieux|possible|mieux|utile|bien; ne pourrait on|il; ne pourriez vous
        pensez aux|a
        devrait accepter|permettre|pouvoir|avoir|etre; une fortune; davantage d|de; bien vu|venu si
        """), relief=1.1),
    grievance("compte les fois et les chiffres", 1.2, """
        signale*|ecrit|appele*|relance* en janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre
        signale*|ecrit|appele*|relance* en novembre|decembre
        cinquieme|sixieme|septieme ~ mail|lettre|appel|fois
        combien de fois|courriers|mails|lettres|appels; # lettres|courriers|appels|rappels|relances|mails
        note # 5|10|20; note ~ # 5; # etoile; une etoile; hs; en rade; reste* sans suite
        sans suite a ce jour
        reste* sans effet; devis ~~ facture ~~ #; indiquait|annoncait|affichait|disait #
        absentes|absent du; manquants|manquantes sur; ou sont passe*; ou est passe*; ou en est on
        que sous|sur papier
        au lieu; n ayant pas ete; n ayant jamais; n etant pas|jamais; ne figurai* pas; plus une seule
        plus un seul
        ne tient|tenait plus; par un fil|une vis; des familles|gens comme; depuis que vous
        cela|ca fait # mois|semaines
        cela|ca fait deux|trois|quatre|cinq|six mois|semaines|ans|jours
        # dimanches|seances|cours|passages|lundis sur
        a disparu; ont disparu; s est decolle*|casse*|effondre*|ecroule*; j ai rien; me demande* respect
        """),
    # -- it is something to be dealt with -----------------------------------------------------------
    other("question", "demande un papier ou un rendez-vous", _of("""
        me|nous|m SENDING ~~ PAPER; SENDING ~ PAPER; besoin d|de|du ~ PAPER; je demande ~ PAPER
        il me faut ~ PAPER
        faire parvenir ~~ PAPER; obtenir ~ PAPER; recevoir ~ PAPER
        prendre|fixer|avoir|convenir ~ rendez vous
        rendez vous pour|avec|le|la; une visite pour; disponible* ~ pour|le; passer commande; je commande
        nous commandons; commander ~ #|un|une|des|deux; bon de commande; nouvelle commande; disponibilite*
        """), relief=1.3),
    other("question", "veut savoir comment faire", _of("""
        je voulais|voudrais ~ savoir; je me demand*|demandais; nous nous demand*; que dois|devons je|nous
        que faut il; quelles demarches; marche a suivre; comment dois|puis|peut|fait|faire|faut; suffit il
        comment ca|cela se passe; si vous pouviez ~ dire|confirmer|rappeler|renseigner
        est maintenu*|il|elle
        est il|elle encore|toujours|deja|prevu*|obligatoire; sont ils|elles
        combien coute|faut|de temps|de places
        a partir de quel|quelle|quand; jusqu a quel|quelle; qu en est il; est ce couvert
        suis je couvert*|assure*
        prend* en charge; prise en charge; quel delai; quels delais; quelle difference
        que se passe|passerait
        que signifie|veut dire; expliquer|m expliquer la|ce|comment; m apprendre; simple question|curiosite
        par curiosite; pour savoir|information|info; pouvez vous|pourriez vous me|nous
        """), relief=1.2),
    other("autre", "parle de bureau à bureau", _of("""
        afin de|d ~ verser|regler|completer|finaliser|instruire|etablir|mettre; dans le cadre d|de
        piece* justificative*; pieces demandees; n|v|notre|votre|nos ref|reference|references; mandate* par
        confrere*; consoeur*; pour le compte d|de; recours ~ chiffre*|amiable; facture acquittee; acquittee
        sans reponse|retour ~ sous # jours; accuse|accusons reception; consigne* ~ donnee*; nous avons pris
        apres verification; de notre cote; notre client*|adherent*|assure*|cliente|salarie*|etablissement
        votre|vos client*|visiteur*|adherent*; geste ~ titre; vous pouvez ~ lui|leur|transmettre
        service comptable|comptabilite|achats|qualite|juridique; nous restons a votre disposition
        je reste a votre disposition; pour validation|signature|information|accord|attribution
        """), relief=0.9),
    other("autre", "annonce un sinistre ou un évènement", _of("""
        sinistre*; constat; expert|experte|expertise ~ passer|passe|passera|mandat*; degat* des eaux
        bris de glace
        est|sont decede*; deces de|du; succession; demenag*
        notaire; resilier|resiliation; changement de|d; changer ~ adresse|nom|rib|coordonnees|formule
        naissance
        nom d epouse; conge maternite|parental; fin de contrat; transferer|transfert|mutation; procuration
        """), relief=0.8),
    other("remerciement", "fait transmettre un compliment", _of("""
        transmettez ~ felicitations|remerciements|merci|compliments|bravo; dites lui|leur ~ que|merci|bravo
        faites ~ suivre|savoir ~ equipe; a toute l equipe; gardez la|le|les ~ precieusement
        vous etes ~ formidable*
        a sauve|sauvee; nous a|ont sauve|sauves; sans lui|elle|eux|vous; comptez nous|moi
        heureux|heureuse ~ de
        du fond du coeur; beau|belle|bon souvenir; nous a|m a touche*|emu*; emu|emue|emus; un bijou
        un regal
        regale*; joli|jolie travail; beau travail; du beau|bon travail
        meritent|merite ~ salue*|dit|su|souligne
        """), relief=1.2),
    grievance("formule de circonstance", 0.0, """
        le malheur; par malheur pour; ne presse; perdu de vue; perdu # kilos; me perds|perd; perdre de vue
        desole*|navre* ~ de|pour|d; en retard ~ ma faute; mort|morts de rire
        pleure|pleurer de|d rire|joie|emotion
        larmes de|aux yeux; a craquer; casse tete; tombe|tombee|tombes sous le charme|amoureu*|bien|pile
        tombe en; il fait|faisait un froid; pas peur; bruit court; sans bruit; risque de pluie|neige
        """),
)  # fmt: skip
