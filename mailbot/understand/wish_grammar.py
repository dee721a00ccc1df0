"""Wishes about contact by their meaning: who wants what not to be done, put together from parts.

A row is written in the language of `phrases`; a name in capitals in it stands for any of several phrases
(`_PARTS`), which may hold names of classes of words (`_CLASSES`). So each new verb is known to every row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import product

from mailbot.understand.phrases import spelled_out

_CLASSES = {
    "DISCLOSE": "dire|dites|direz|disiez|dite|dis|donner|donnez|donnerez|donniez|donne|citer|citez|citerez|"
    "citiez|"
    "nommer|nommez|nommerez|nommiez|mentionner|mentionnez|mentionnerez|mentionniez|reveler|revelez|"
    "revelerez|reveliez|divulguer|divulguez|devoiler|devoilez|communiquer|communiquez|communiquerez|"
    "communiquiez|transmettre|transmettez|transmettrez|transmettiez|fournir|fournissez|indiquer|"
    "indiquez|preciser|precisez|preciserez|signaler|signalez|montrer|montrez|laisser|laissez|partager|"
    "partagez|diffuser|diffusez|envoyer|envoyez|filer|filez|refiler|refilez|raconter|racontez|"
    "parler|parlez|parlerez|faire|faites|ecrire|ecrivez|evoquer|evoquez|lacher|lachez|repeter|repetez|"
    "ebruiter|ebruitez|trahir|trahissez|exposer|exposez|souffler|joindre|joignez|apposer",
    "LABEL": "nom|noms|prenom|prenoms|patronyme|identite|coordonnees|coordonees|numero|telephone|portable|"
    "tel|"
    "adresse|mail|email|mel|courriel|06|num|donnees|signature",
    "OURS": "mon|ma|mes|notre|nos",
    "WORDS": "mail|message|courriel|courrier|lettre|plainte|demarche|reclamation|temoignage|intervention|"
    "remarque|signalement|demande|propos|mot",
    "LEARNT": "sache|sachent|apprenne|apprennent|devine|devinent|comprenne|comprennent|soupconne|decouvre|"
    "decouvrent|reconnaisse|reconnaissent|identifie|identifient|connaisse|connaissent|remonte|"
    "remontent|retrouve|retrouvent|voie|voient|lise|lisent|obtienne|obtiennent|recoive|recoivent|"
    "entende|entendent|recupere|recuperent",
    "LIKE": "souhaite|souhaitons|souhaiterais|souhaiterions|veux|voulons|voudrais|voudrions|desire|desirons|"
    "aimerais|aimerions|tiens|tenons|accepte|acceptons|jveux|veu|jveu",
    "NOT": "pas|plus|point|jamais|pa|surtout",
    "REACH": "recontacter|contacter|ecrire|joindre|relancer|solliciter|deranger|importuner|harceler|reecrire",
    "REACHEZ": "recontactez|contactez|ecrivez|joignez|relancez|sollicitez|derangez|importunez|reecrivez|"
    "contacterez|recontacterez|ecrirez|ecrive|recontacte|contacte|relance|sollicite",
    "REACHED": "recontacte|recontactee|recontactes|contacte|contactee|contactes|"
    "relance|relancee|relances|sollicite|sollicitee|sollicites|derange|derangee|importune|importunee",
    "REACHES": "recontacte|contacte|ecrive|reponde|relance|sollicite|derange|recontactent|contactent|"
    "recontactiez|contactiez|ecriviez|repondiez|relanciez|joigne",
    "POST": "courrier|courriers|lettre|lettres|mail|mails|courriel|courriels|message|messages|"
    "suite|suites|relance|relances|nouvelles|contact|contacts|echange|echanges|correspondance|sms",
    "REPLY": "reponse|reponses|rep|retour|retours|commentaire|commentaires",
    "CALL": "appel|appels|rappel|rappels|coup",
    "PLEASE": "svp|merci|stp|surtout",
}

_PARTS = {
    # -- what must not be told ---------------------------------------------------------------------
    "SELF": """
        OURS LABEL; qui|ki je|j; qui est|a|en ~ l auteur|origine|ecrit|signale|parle|plaint; l auteur|autrice
        que|ke|qu ~ c|cest ~ moi|nous; que|ke|qu c|cest|ca|cela ~ vient|vien|emane ~ de|d moi|nous
        de moi|nous; d ou ca|cela|c; qui ~ plaint|plainte|ecrit|signale|raconte|alerte|prevenu|rapporte
        """,
    "UNTOLD": """
        ne|n ~ DISCLOSE NOT; ne|n NOT ~ DISCLOSE; sans ~ DISCLOSE; jamais DISCLOSE; inutile ~ de DISCLOSE
        evitez|eviter de|d ~ DISCLOSE; abstenez vous de DISCLOSE; DISCLOSE pa|pas; ne|n ~ DISCLOSE ~ ni|aucun
        priere de ne NOT ~ DISCLOSE; gardez|garder vous ~ de DISCLOSE; refuse ~ de DISCLOSE
        """,
    # -- what somebody would not have happen --------------------------------------------------------
    "LESTTHAT": """
        ne|n LIKE NOT ~ que|qu|k|ke; m ~ ennuierait|generait|deplairait|embeterait|embete|gene ~ que|qu
        m ~ ennuierait|generait ~ beaucoup|fort|vraiment que|qu; pas question que|qu; hors de question que|qu
        ne faut|faudrait NOT ~ que|qu; pas envie que|qu|k; refuse|refusons ~ que|qu
        evitez|eviter|evitons ~ que|qu; surtout pas|point que|qu; sans que|qu; crains|craint|redoute ~ que|qu
        peur que|qu; de crainte que|qu; interdis ~ que|qu; LIKE NOT ~ que|qu|k|ke|kil
        """,
    "ITBEKNOWN": """
        LEARNT ~~ moi|nous|qui|je|j|OURS; fasse|fassent ~ lien|rapprochement; sache que ~ c est|cest moi
        ait|aient ~ OURS LABEL; tombe ~ sur ~ ce|cet|cette|mon|ma WORDS; sache* d ou; l apprenne|apprennent
        le sache|sachent; se sache; remonte ~ jusqu|a ~ moi|nous; ca se sache ~ que
        ce|cet|cette|mon|ma WORDS ~ arrive|parvienne|remonte|circule|tombe
        """,
    # -- what needs not, or must not, be written --------------------------------------------------------
    "NEEDLESS": """
        inutile; pas ~ besoin; nul besoin; n est besoin; ai ~ nul besoin; pas la peine; pas lieu; superflu
        pas ~ utile; pas ~ necessaire; vous ~ pas ~ la peine|mal; vous ~ pas obliges|oblige|tenus|tenu
        vous ~ dispenser; vous ~ dispense; dispensez vous; abstenez vous; evitez; priere de ne NOT
        vous ~ pas obligee|tenue; ne vous forcez pas; ne perdez pas ~ temps; epargnez vous; epargnez moi|nous
        """,
    "WRITING": """
        me|nous|m REACH; m|me|nous ~ envoyer|adresser|faire ~ POST; donner suite; revenir vers moi|nous
        chercher|essayer|tenter a|de me|nous|m REACH; de|d|tout|toute|un|une ~ POST ~ de votre part
        """,
    "REPLYING": """
        repondre; de|d|tout|toute|aucun|aucune|une|un REPLY; m|me|nous|y repondre
        me|m|nous ~ envoyer|adresser|faire ~ REPLY
        """,
}


def composed(rows: str, parts: Mapping[str, str]) -> str:
    """Each row once for every phrase of every part that it names."""
    known = {
        name: [line.strip() for line in re.split("[;\n]", text) if line.strip()]
        for name, text in parts.items()
    }
    found: list[str] = []
    for row in re.split("[;\n]", rows):
        choices = [known.get(element, [element]) for element in row.split()]
        found += (" ".join(chosen) for chosen in product(*choices) if chosen)
    return spelled_out("; ".join(found), _CLASSES)


UNNAMED = composed(
    """
    UNTOLD ~~ SELF; LESTTHAT ~~ ITBEKNOWN
    que personne ~ ne|n ~ LEARNT; que nul ~ ne|n ~ LEARNT; personne ~ ne|n doit|devra ~ savoir|apprendre
    que|qu ~ ne|n ~ puisse|puissent ~ remonter|reconnaitre|identifier|deviner ~ moi|nous|notre|ma|mon|m
    ne|n doit|doivent NOT ~ etre mele*|associe*; moi nommee|nomme; ni moi nomme*|cite*
    pas|point ~ a ~ savoir|connaitre|apprendre ~~ qui|que|moi|mon|d; n a|ont NOT ~ a le savoir
    vous seul|seule|seuls|seules ~ devez|pouvez|savez|saurez|avez; pour vous seulement|seul|seuls
    qu a vos yeux
    destine* ~ qu a vous|vos|votre; OURS LABEL ~~ c est pour vous; OURS LABEL ~ pour vos dossiers|fichiers
    LABEL ~~ pour vous|vos ~ pas pour; garde* OURS LABEL par devers|devers; par devers vous
    vendre|vendez la meche; me|nous ~ balancez|balancer|denoncez|grillez|trahissez; balancez moi|nous pas
    ne me|nous ~ trahissez|exposez|compromettez NOT
    ebruite* ~ pas; ne ~ ebruite*; ne NOT ~ ebruiter
    plus grand|grande|stricte|absolue|entiere secret|discretion|confidentialite|reserve
    garde*|garder|gardiez ~ secret
    secret sur ~ OURS|l|ce|cet|cette; tenir|tenez|tenu|reste* ~ secret|secrete; secret ~ demande|exige
    compte* ~ sur votre ~ reserve|discretion|tact|silence; votre silence
    demande* ~ reserve|discretion|silence
    restons discret*; soyons discret*; comptons sur votre discretion|reserve
    c est ~ confidentiel|prive ~ PLEASE; c est confidentiel; que cela|ca|ceci reste confidentiel
    confidentiel PLEASE
    traite*|traiter ~ anonym*|confidentiel*; a taire OURS; taire|tairez ~ OURS LABEL
    comme si vous ~ constate|remarque|vu|decouvert|trouve|appris; comme si ca|cela|c ~ venait de vous
    comme une|un ~ constat|remarque|observation ~ de votre part|general
    sauf|hormis|excepte ~ qui|OURS ~ a|LABEL|je|suis; tout sauf qui
    moins ~ saura|saurait|sauront|sait|savent ~ mieux; moins ~ saura|sauront ~ sur moi|nous|OURS
    rien|detail|details ~~ me|m|nous ~ designer*|designeraient|identifier*|trahirait|trahir
    element|elements|indice ~~ me|m|nous ~ designer*|designeraient|identifier*|trahirait|trahir
    rien|detail|details ~~ permet*|permettant|permettrait ~ me|m|nous ~ reconnaitre|identifier
    element|elements|indice ~~ permet*|permettant|permettrait ~ me|m|nous ~ reconnaitre|identifier
    oppose*|opposons ~ a ~ transmission|communication|partage|divulgation|diffusion ~~ OURS|LABEL|donnees
    contre ~ transmission|communication|partage ~ OURS LABEL; n est NOT a ~ communiquer|transmettre
    parlez|parler|presentez|evoquez ~~ de facon|maniere generale|anonyme|impersonnelle
    un|une client|cliente|usager|eleve|parent|maman|voisin|voisine|habitant|habitante ~ dites simplement
    dites ~ simplement|juste|seulement ~ un|une client|cliente|usager|eleve|parent|maman|voisin|voisine
    inutile|evitez|eviter|sans ~ DISCLOSE que ~ c|vient|vienne|alerte|plainte|ca|cela
    evitez|eviter ~ DISCLOSE ~ c est; pas ~ etat de OURS LABEL; etat ~ de OURS LABEL ni
    vous ne lui|leur ~ direz|donnerez|parlerez|citerez NOT
    vous ne direz|donnerez|citerez|parlerez NOT ~~ SELF
    OURS LABEL ~ retire*|efface*|supprime*|enleve*|ote* de leur|leurs
    LABEL ~~ soit|soient retire* ~ leur|leurs
    retirez|effacez|masquez|enlevez|otez|cachez ~ OURS LABEL ~ avant|de ce|du message|quand|si|pour
    ni OURS LABEL ni; ni de moi ni; a mots couverts; mine de rien; l air de rien; sans me mouiller
    sans ~ que ~ mon nom|identite; sans m|nous ~ compromettre|exposer|griller; OURS LABEL ~ tu|tue|tus PLEASE
    mais pas|point|jamais|surtout OURS LABEL; mais ~ sans OURS LABEL
    """,
    _PARTS,
)

SILENCE = composed(
    """
    NEEDLESS ~ WRITING; NEEDLESS de|d POST ~ PLEASE; ne me|nous REACHEZ NOT; ne me|nous REACHEZ sous|ni
    ne|n m REACHEZ NOT; ne me|nous|m ~ adressez|envoyez plus|pas ~ de|d|rien|aucun POST
    ne revenez NOT ~ vers moi|nous; ne NOT ~ revenir vers moi|nous; ne NOT ~ donner suite
    ne donnez NOT ~ suite
    LIKE pas|plus ~ etre ~ REACHED; LIKE pas|plus ~ qu|que ~ m|me|nous ~ REACHES
    que|qu personne|on|nul ~ ne|n ~ m|me|nous ~ REACHES; ne|n LIKE pas|plus ~ de|d|vos POST ~ de votre|vous
    ne|n LIKE aucun|aucune|nul|nulle ~ POST; ne|n LIKE ni POST|CALL ni POST|CALL
    ne|n LIKE pas|plus|point de|d POST PLEASE; ne|n LIKE plus ~ avoir de vos nouvelles
    prefere* ~ ne plus|pas ~ avoir|recevoir ~ nouvelles|POST
    prefere*|prefererais ~ ne plus|pas ~ etre ~ REACHED
    prefere* ~ ne plus|pas ~ entendre parler; n attends|espere|attendons ~ rien ~ en retour
    n attends|espere|attendons ~ rien de vous|votre
    votre|vos lettre*|explication*|excuses|courrier* ~ m indiffere*|interesse* pas|peu|plus
    gardez vos explications|excuses|courriers|lettres
    ne|n ~ lirai|lirons|ouvrirai|ouvrirons NOT ~ vos|votre; ne|n ~ repondrai|repondrons NOT ~ a|aux ~ vos|POST
    coupe|coupons|romps|rompons|cesse|cessons|arrete ~ tout|toute ~ contact*|relation*|echange*|correspondance
    moi comme absent*; laissez moi|nous en dehors de toute|tout|cette|ces ~ correspondance|echange*
    plus de|d POST|CALL ~ plus de|d POST|CALL; plus de|d POST|CALL ni POST|CALL; pas de|d POST PLEASE
    plus un mail|courrier|message; contact|contacts|suite|suites non|pas souhaite*|desire*|voulu*
    derniere|dernier communication|echange|correspondance ~ avec vous
    je veux|souhaite|prefere du|le|votre silence; fin de la discussion|conversation|correspondance
    qu on m oublie
    ne|n LIKE ni excuse*|explication*|geste ni POST|CALL; vous pouvez m|nous oublier
    bloque ~ vos|votre POST|adresse
    j en resterai|reste la; nous en resterons|restons la; ne veux ~ pas des votres
    """,
    _PARTS,
)

# Not even an acknowledgement.
UNANSWERED = composed(
    """
    NEEDLESS ~ REPLYING; pas|nul|aucun|point besoin de REPLY; ne me|nous repondez NOT ~ PLEASE|c
    LIKE pas|plus|aucun|aucune ~ de|d|votre|aucune|aucun REPLY; que|qu personne|on ne ~ me|nous reponde
    n attends|attendons|espere|esperons|escompte aucun|aucune|pas|ni|nulle ~ REPLY ~ PLEASE|de|et|particuliere
    votre|vos reponse* ~ m indiffere*|interesse* pas|peu|plus; gardez votre|vos reponse*|retour*
    pas|aucun|aucune de|d REPLY PLEASE; aucun|aucune REPLY PLEASE
    sans|aucun|aucune|nul|nulle ~ REPLY attendu*|souhaite*
    sans attente|attendre de|d REPLY; n appelle pas|point de|d REPLY; n appelle aucun|aucune|nul|nulle ~ REPLY
    REPLY ~ non|pas souhaite*|desire*|voulu*|utile
    REPLY n est ~ pas|point|nullement souhaite*|utile|necessaire
    """,
    _PARTS,
)

# The telephone alone.
CALLS = composed(
    """
    NEEDLESS ~ me|nous|m|d|de ~ appeler|rappeler|telephoner
    que personne|on ne ~ m|me|nous appelle|rappelle|telephone
    LIKE pas|plus ~ etre ~ appele*|rappele*; ne NOT me|nous|m appeler|rappeler|telephoner
    LIKE pas|plus ~ qu|que ~ m|me|nous appelle*|rappelle*|telephone*
    ne m|me|nous appelez|rappelez|telephonez NOT
    """,
    _PARTS,
)
