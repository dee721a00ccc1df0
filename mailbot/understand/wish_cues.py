"""The ways of asking not to be named and not to be contacted, and what only sounds like it.

Words in capitals stand for a class of words. A match of `VETO` takes away whatever overlaps with it.
"""

from __future__ import annotations

from mailbot.understand import wish_cues_abroad as abroad
from mailbot.understand.phrases import spelled_out

_CLASSES = {
    "GIVEN": "transmis*|communique*|divulgue*|donne|donnee|donnes|donnees|revele*|connu|connue|connus|"
    "connues|cite*|"
    "mentionne*|partage*",
    "GIVE": "redonnez|redonner|retransmettez|"
    "transmettez|transmettre|communiquez|communiquer|donnez|donner|donniez|divulguez|divulguer|"
    "diffusez|"
    "diffuser|citez|citer|mentionnez|mentionner|reveler|revelez|partager|partagez|envoyez|filez|filer|"
    "dites|dire|"
    "faites|laissez|refilez|devoiler|devoilez|fournir|fournissez|signaler|ecrire|ecrivez",
    "TELL": "dire|dites|dite|dis|disant|disiez|preciser|precisez|precisant|reveler|revelez|mentionner|"
    "mentionnez|mentionnant|"
    "parler|parlez|raconter|raconte*|indiquer|indiquez|signaler|laisser|laissez",
    "KNOW": "sache|sachent|saches|apprenne|apprennent|connaisse|connaissent|reconnaisse|reconnaissent|"
    "devine|devinent|"
    "savoir|apprendre|connaitre|identifie|identifient|remonte|remontent|retrouve|retrouvent",
    "NAME": "nom|noms|prenom|prenoms|identite|coordonnees|numero|tel|telephone|portable|adresse|mail|"
    "email|mel|courriel|06|"
    "coordonees|cordonnees|infos|donnees",
    "OURS": "mon|ma|mes|notre|nos|leur",
    "WHO": "moi|nous|qui|nom|prenom|identite|coordonnees|ecrit|plainte|plains|parle|signale|vient|vienne|ou",
    "WISH": "souhaite|souhaitons|souhaiterais|souhaiterai|veux|veut|veu|voulons|voudrais|voudrai|desire|"
    "desirons|aimerais|"
    "tiens|tenons|tien|prefere|preferons|prefererais",
    "REACHED": "recontacte*|contacte*|rappele*|derange*|sollicite*|relance*|demarche*|joint|jointe|joints",
    "REACH": "recontacter|contacter|relancer|ecrire|solliciter|demarcher|joindre|repondre|importuner|"
    "deranger",
    "REACHES": "rappelle|recontacte|contacte|ecrive|reponde|appelle|relance|derange|sollicite|telephone",
    "ANSWERING": "repondre|reponse|retour|accuse",
    "DIRE": "dire|dites|dise|disiez|parler|parlez|raconter|racontez|preciser|precisez|signaler|signalez|"
    "reveler|revelez|montrer|montrez|indiquer|indiquez|expliquer|expliquez|mentionner|mentionnez|"
    "evoquer|evoquez",
    "LEARN": "sache|sachent|saches|savoir|apprenne|apprennent|apprendre|connaisse|connaitre|"
    "reconnaisse|reconnaitre|"
    "devine|devinent|deviner|soupconne|soupconner|comprenne|entende|remonte|remonter|decouvre|decouvrir",
    "MAIL": "mail|mails|message|messages|courriel|courriels|lettre|courrier|texte|remarque|remarques|plainte|"
    "reclamation|demarche|temoignage|email|mel",
}


def spelled_wishes(phrases: str) -> str:
    return spelled_out(phrases, _CLASSES)


ANONYMOUS = (
    spelled_wishes("""
    comme si ~ cela|ca|c ~ venait|etait de vous; comme si vous n ~ rien recu|su|entendu; pas le nom
    OURS nom non|jamais; pas un mot ~~ sur|de|d moi|nous|mon|ma|mes; interdi* ~ de|d ~~ GIVE ~ OURS NAME
    NAME ne regarde* que|personne; anonymis*; anonimis*
    veu|veux|jveu|jveux|veus pa|pas ~ kil|kelle|qil|qelle|quil|quelle ~ sach*|sav*|apren*|conn*
    ne le|la|les ~ prevenez|avertissez|informez|alertez pas ~ que|de|d; alors motus; motus sur
    retombe* dessus|sur moi|nous|lui|elle; me|nous retombe* dessus
    NAME a ne pas ~ divulguer|transmettre|communiquer|diffuser|partager
    a ne pas ~ divulguer|transmettre|communiquer|diffuser|partager|reveler|citer|nommer
    ne citez|nommez ~ personne; remonter ~ jusqu a moi|nous; dans l ombre
    ne|n ~ WISH ~ pas ~~ apparaitre|figurer; ne m|nous ~ impliquez|exposez pas
    ne m|nous ~ associez|melez pas; sous le sceau; de maniere ~ confidentielle; sans ~ qu on|il|elle ~ sache
    restez|soyez|rester|reste*|soit ~ discret*; votre discretion; en toute discretion; avec discretion
    discretement; ne sorte* pas de chez|votre|ce|vos; reste* en interne; n en sache* rien; en sache* rien
    a son|leur insu; n en parlez pas|surtout a|au; ne lui|leur ~ en parlez pas
    ne ~ parlez pas ~ de moi|nous|mon|ma; sans parler de moi|nous|mon|ma
    ne fasse* pas le|de lien|rapprochement; hors de question ~~ KNOW|nom|coordonnees
    n ait|aient pas OURS NAME; n autorise* pas ~~ transm*|communiqu*|donner|nom|coordonnees
    n autorisons pas ~~ transm*|communiqu*|donner|nom
    m oppose a ce que ~~ nom|coordonnees|adresse|transm*|communiqu*
    rayez|biffez|caviardez|effacez ~ nom|coordonnees|adresse; pour vous uniquement; uniquement pour vous
    usage interne; strictement entre nous; rien ~ qui ~~ identifier|reconnaitre|nommer|designer
    sans ~~ m|nous|me ~ identifier|reconnaitre|nommer; sans nommer personne
    pas ~~ puisse* ~ me|m|nous ~ reconnaitre|identifier|retrouver
    ne puisse* ~ me|m|nous ~ reconnaitre|identifier|retrouver; anonyme|anonymes; anonymat; anonymement
    ne|n ~ doit|doivent|faut|faudrait|soit|soient pas|jamais ~~ savoir|apprendre|informe*|courant|prevenu*
    sans ~ TELL ~~ cest moi|nous; sans qu|que ~~ courant|prevenu*|informe*; a titre confidentiel
    a titre ~ prive; confidentialite ~ demande*; en toute confidentialite; de maniere|facon confidentielle
    reste* ~ confidentiel*; restez ~ discret*; rester ~ discret*; discretion ~ svp
    ne|n|pas|sans|rien|surtout|ni ~~ GIVE ~~ OURS ~ NAME; GIVE|dites pas|rien ~~ OURS ~ NAME
    ne|n|sans|jamais ~~ TELL ~~ qui je|nous
    ne|n|sans|jamais|pas ~~ TELL ~~ qui a|vous|se|s|est|l|en ~~ ecri*|parle*|plain*
    ne|n|sans|jamais|pas ~~ TELL ~~ qui a|vous|se|s|est|l|en ~~ signal*|dit|alerte*|denonc*
    TELL pas|rien ~~ qui a|vous|se|s|je|nous; ne|n|pas|sans|rien ~~ TELL ~~ de|sur|que moi|nous
    TELL rien sur nous|moi; dites|dite|dire pas ~~ que ~~ moi|nous
    ne|n ~ TELL ~~ vient|vienne|viens ~ moi|nous; TELL ~ pas ~~ d ou ca|cela|c
    ne|n ~ TELL ~~ d ou ca|cela|l; TELL pas ~~ vient|viens ~ moi; TELL pas ~~ c est moi|nous
    dites|dite rien a|au|aux|sur|de|du|d|svp|surtout
    sans|pas me|nous citer|nommer|mentionner|identifier|designer|denoncer
    me|nous citez|nommez|mentionnez|cite|identifiez pas
    ne me|nous ~ citez|nommez|mentionnez|identifiez|designez|denoncez
    sans qu on me|nous ~ cite|reconnaisse|identifie; sans OURS ~ NAME; sans que OURS NAME; sans que ~~ KNOW
    sans moi s il|svp; sans nous nommer; sans ~ preciser|dire de quel*|quel
    sans ~ preciser|dire ~~ il s agit; pas|surtout pas|ne|n ~~ qu|que ~~ KNOW ~~ WHO
    n|ne ~ KNOW pas|jamais ~~ WHO; ne|n ~ pas ~~ que ~~ KNOW ~~ WHO; que|qu ~~ n|ne ~ KNOW pas|jamais|rien
    pas ~ qu on KNOW; qu on ne KNOW pas; ne ~ WISH pas ~ qu|que ~~ KNOW; WISH pas ~ qu|que ~~ KNOW
    qu il|elle|ils|elles KNOW pas; pas un mot de|sur moi|nous; pas de nom|noms s|svp|merci|si|alors
    pas de noms; pas mon nom; pas notre nom; laissez|laisser OURS NAME ~ dehors|cote; OURS NAME ~~ en dehors
    OURS NAME ~~ reste* ~ entre|confidentiel*|ici; OURS NAME ~~ reste* chez vous
    pas|surtout ~ que OURS NAME; pas que OURS NAME ~ circule*|soit|soient|sorte*|figure*|apparai*|remonte*
    n ait|aient ni|pas ~~ NAME; qu il|elle|ils ~ ait|aient ni|pas ~~ NAME; ni OURS NAME ni
    n ait|aient ~ ni mon|notre; NAME ne|n ~ soit|soient|sera|seront|doivent|doit ~~ GIVEN
    NAME ne|n ~ soit|soient ~~ GIVEN; NAME ne|n ~ figure*|apparai*|circule*|sorte*
    ne|n ~ soit|soient ~ pas cite*|nomme*|mentionne*; OURS NAME ~~ pas ~ GIVEN
    OURS NAME ~~ ne doit|doivent pas; garde* ~~ pour vous ~~ NAME; garde* ~ NAME pour vous
    gardez ~ pour vous; garder pour vous OURS NAME; garde* ~ NAME ~ secret*; a vous seul|seule|seuls|seules
    que pour vous; pour vous seul|seule; rester* entre nous; entre nous svp|merci|s; reste* entre nous
    cela|ca|ceci entre nous; c est entre nous; que cela reste entre
    ne|n ~ WISH ~ etre ~ cite*|nomme*|identifie* par ~ le|la|l|les|ce|cet|cette|eux|lui|elle
    ne|n ~ WISH ~ etre ~ reconnu*|mentionne*|REACHED par ~ le|la|l|les|ce|cet|cette|eux|lui|elle
    ne|n ~ WISH ~ etre ~ cite*|nomme*|identifie*|reconnu*|mentionne*; ni ~~ WISH etre ~ REACHED par
    ne|n ~ WISH ~ etre ~ REACHED par; ne pas etre cite*|nomme*|mentionne*|identifie*|reconnu*
    prefere* ~ ne pas ~ cite*|nomme*
    ne|n ~ soit|soient ~ GIVEN ~~ assureur|hotel*|prestataire|gerant*|tiers|personne
    ne|n ~ GIVE ~ les coordonnees; ne|n ~ GIVE ~~ OURS NAME; pas ~ d accord pour ~~ transmet*|communiqu*
    refuse ~ que ~~ coordonnees|nom|donnees|identite; m oppose a ~~ transmission|communication
    nous opposons a ~~ transmission|communication; ne|n ~ WISH pas que ~~ coordonnees|nom|identite
    WISH pas que OURS NAME; par peur de represailles; crains ~ represailles
    ne|n ~ faire suivre ~ coordonnees|nom; OURS nom ne; mon nom reste*
    sans ~ reveler|devoiler ~~ moi|nom|identite; ne ~ montrez ~~ mail|message|lettre|courrier
    ne ~ transferez ~~ mail|message|tel
    presentez|presentiez|soumettez ~~ comme ~~ general|venant|idee|demande|vous|office|mairie
    comme ~ venant de vous|la mairie|l; dites ~ que ~ un client|groupe|usager|voisin|adherent
    en disant un|une groupe|client|cliente|voisin|voisine; dites un client; ne donnerai pas mon nom
    je ne|n ~ signe pas; signe pas ~ vous comprenez; prefere ~ taire mon|ma; taire OURS NAME
    taisez OURS NAME; sans ~ citer|nommer|mentionner|designer ~ mon|ma|mes|notre|nos
    sans ~ TELL ~~ d ou vient|viens|vienne|ca|cela; sans ~ TELL ~~ c est|cest moi|nous
    qu|que ~~ ignore|ignorent ~~ WHO; sans m|nous|me impliquer|meler|exposer; sans me|nous mettre en cause
    ne|n ~ melez|mele pas; me|nous melez pas; laissez moi|nous ~ en dehors; sous couvert ~ anonymat
    sous anonymat; sans ~~ remonter ~~ moi|nous; sans faire ~ lien ~~ moi|nous
    effacez|enlevez|masquez|cachez|otez|supprimez|retirez OURS NAME; ne mettez pas OURS NAME
    n ecrivez pas OURS NAME; mettez pas OURS NAME; pas besoin qu|que ~~ KNOW; inutile qu|que ~~ KNOW
    inutile ~~ TELL ~~ qui|moi; inutile ~~ GIVE ~ OURS NAME; evite* ~ de|d ~~ OURS NAME
    evite* ~ de|d me|nous citer|nommer; evite* ~ de|d ~~ TELL ~~ qui|moi|vient
    donne|donnez|donner|dite|dites|di|dis|dire pa ~~ nom|moi|nous|num*|qui
    jveu|veu|veux pa ~ kil|qil|quil|qu ~ sache*|save*|aprenne*; kil|qil|quil sache* pa|pas
    sache* pas|pa que ~ c ~ moi; faut pas qu|que ~~ KNOW; faudrait pas qu|que ~~ KNOW
    il ne faut pas ~~ KNOW ~~ WHO; que ~~ ne|n ~ remonte ~~ moi; remonte* ~ pas ~ moi
    ne|n ~ OURS NAME ~~ a personne; remain|stay|be anonymous; anonymous*
    keep|leave|kept|left ~ name*|us|me ~ out; keep ~ name* ~ private|confidential|secret
    not|don|without|never|nor ~~ tell|telling|give ~~ my|our|we|us|who ~ name*|details
    not|don|without|never|nor ~~ tell|telling|give ~~ my|our|we|us|who ~ address|number|email
    not|don|without|never|nor ~~ giving|pass|passing|share ~~ my|our|we|us|who ~ name*|details
    not|don|without|never|nor ~~ giving|pass|passing|share ~~ my|our|we|us|who ~ address|number|email
    not|don|without|never|nor ~~ tell|telling|give ~~ my|our|we|us|who ~ phone|complained|wrote|am|is
    not|don|without|never|nor ~~ giving|pass|passing|share ~~ my|our|we|us|who ~ phone|complained
    not|don|without|never|nor ~~ giving|pass|passing|share ~~ my|our|we|us|who ~ wrote|am|is
    not|don|without|never|nor ~~ sharing|mention|mentioning|reveal ~~ my|our|we|us|who ~ name*|details
    not|don|without|never|nor ~~ sharing|mention ~~ my|our|we|us|who ~ address|number|email
    not|don|without|never|nor ~~ mentioning|reveal ~~ my|our|we|us|who ~ address|number|email
    not|don|without|never|nor ~~ saying|say|disclose|forward ~~ my|our|we|us|who ~ name*|details
    not|don|without|never|nor ~~ saying|say|disclose|forward ~~ my|our|we|us|who ~ address|number|email
    not|don|without|never|nor ~~ sharing|mention ~~ my|our|we|us|who ~ phone|complained|wrote|am|is
    not|don|without|never|nor ~~ mentioning|reveal ~~ my|our|we|us|who ~ phone|complained|wrote|am|is
    not|don|without|never|nor ~~ saying|say|disclose|forward ~~ my|our|we|us|who ~ phone|complained
    not|don|without|never|nor ~~ saying|say|disclose|forward ~~ my|our|we|us|who ~ wrote|am|is
    don|not ~ mention|name|identify|quote me|us; without ~ naming|mentioning|identifying|quoting ~ me|us
    without|not ~ saying|telling|tell|say ~~ who; without my|our name*; no names
    not ~~ name* ~~ known|passed|shared|given|mentioned|disclosed
    rather|prefer* ~~ not ~~ know|told|find|learn|hear; not ~ want ~~ to know
    not ~ want ~~ know|find ~ it|out|who; don t want ~~ know|find; shouldn t know; not ~ told it|that
    leave|keep me|us out; don|not ~ let on; not a word ~ me|us|who; rather ~~ didn|did|not ~~ know|find
    without ~ bringing me|us; in confidence; confidentially; between us; between ourselves
    my|our name ~~ not ~ passed|shared|given|be; details ~~ not ~ be|passed|shared|given
    did not tell them my; anonym; ohne ~~ namen; ohne ~~ zu nennen; ohne ~~ zu sagen
    namen|adresse|nummer ~~ nicht ~~ weiter*|nenn*|gegeben|geben|erfahr*|mitteil*|herausgeb*|preisgeb*
    daten|kontaktdaten|telefonnummer|mailadresse ~~ nicht ~~ weiter*|nenn*|gegeben|geben
    daten|kontaktdaten|telefonnummer|mailadresse ~~ nicht ~~ erfahr*|mitteil*|herausgeb*|preisgeb*
    nicht ~~ namen|adresse|nummer|daten ~ weiter*|nennen|nenn*; nicht ~~ weitergeben; nicht ~~ weiterzugeben
    nicht ~~ weitergegeben; nicht ~~ erfahr* ~~ wer|mir|uns|ich; nicht ~~ wer ~~ geschrieben|beschwert|ist
    nicht ~~ von mir|uns ~ kommt|stammt|ist; nicht ~ sagen ~ dass|wer; vertraulich*; bleibt unter uns
    unter uns bleib*; ungenannt; meinen namen nicht; nicht namentlich; keine namen; anoniem
    zonder ~~ naam|namen|noemen|zeggen; niet ~~ doorgeven; niet ~~ doorgegeven
    naam|namen|gegevens ~~ niet ~~ door|doorgeven|noemen|geven|bekend*|delen|vermeld*
    nummer|mailadres|adres|telefoonnummer ~~ niet ~~ door|doorgeven|noemen|geven|bekend*|delen|vermeld*
    naam|gegevens ~ niet; niet ~~ wie ~~ geschreven|klaagt|is|ben; niet ~~ van mij|ons ~ komt
    niet ~ zeggen ~ dat|wie; vertrouwelijk; onder ons; blijft tussen ons; tussen ons
    niet ~~ te weten ~ komt|komen|dat|wie; niet ~~ weet|weten ~~ wie|ik|wij
    anonimo|anonima|anonimato|anonimos; anonimamente
    sin ~~ nombre|nombres|mencionar*|nombrar*|decir*|citar*; sin decir* ~~ quien
    no ~~ comuniquen|den|faciliten|digan|diga|dar ~~ nombre|datos|quien|telefono|yo|nosotros
    no ~~ de|mencionen|mencione|pasen|revelen|transmitan ~~ nombre|datos|quien|telefono|yo|nosotros
    no ~~ sepa|sepan|enteren|entere ~~ quien|yo|que|nombre|mi
    nombre|datos ~~ no ~~ transmit*|comuniq*|dar|den; confidencial*; entre nosotros; que quede entre
    anonimi; in forma anonima; senza ~~ nome|nomi|nominar*|citar*
    senza ~~ fare|dire|dirgli|dirle|citare|nominare ~~ nome|chi|me|noi
    non ~~ comunicare|fornire|dare|dite|dire|ditegli|ditele ~~ nome|dati|chi|me|noi|numero|indirizzo
    non ~~ dica|dicano|date|fate ~~ nome|dati|chi|me|noi|numero|indirizzo
    non ~~ faccia|comunicate|riferite|rivelate ~~ nome|dati|chi|me|noi|numero|indirizzo
    non ~~ sappia|sappiano|sapere ~~ chi|me|noi|nome|che; non ~ fate il mio nome
    nome|dati ~~ non ~~ comunic*|dat*|trasmess*|riferi*; riservat*; in via riservata; resti tra noi; tra noi
    ne|n lui|leur DIRE; ne|n ~ lui|leur DIRE pas|rien|surtout; ne pas lui|leur ~ DIRE; pas lui|leur dire
    ne|n ~ dise|disent|disiez pas|rien|surtout ~~ que nous|je|j|on|c|ca|cela; ne lui|leur dise|disiez|parle
    ne|n ~ DIRE ~~ que|qu ~ je|j|nous|on|c|ca|cela ~~ ecrit|plain*|moi|nous|signal*|vient|parle|alerte*
    ne|n ~ DIRE pas|rien ~~ pourquoi|d ~ je|ou|nous|j|on; ne|n ~ DIRE pas ~~ de|par qui
    DIRE pas a mon|ma|mes|notre
    ne|n ~ doit|doivent|devra|devront|devrait|devraient ~ rien|pas|ni|jamais ~ LEARN
    ne|n ~ doit|doivent|devra|devrait LEARN ~ ni|rien|pas|qui|que; pas la peine ~~ lui|leur ~ DIRE
    pas besoin ~~ lui|leur ~ DIRE; inutile ~~ lui|leur ~ DIRE; inutile ~~ DIRE ~~ qui|moi|nous|pourquoi
    n a|ont|aura pas ~ a|besoin ~~ LEARN; n a|ont ~ rien a LEARN; n ait|aient pas ~ a|besoin ~~ LEARN
    evite*|eviter ~ de|d lui|leur ~ DIRE|lire|donner|transmettre|communiquer|faire|envoyer
    evite*|eviter ~ de|d ~ OURS NAME; sans ~ lui|leur DIRE ~~ que|qui|moi|nous|pourquoi|OURS
    ne lui|leur faites|faire|transmettez|transmettre|transferez|lisez|montrez|envoyez|communiquez pas
    ne|n|pas ~ DIRE ~~ d ou; OURS NAME ~~ retire*|efface*|supprime*|enleve* ~ de|d leur|leurs|son|ses
    saura|sauront|saurait ~ que c est|etait moi|nous; ne le|l dites|repetez|racontez pas a|au|aux
    ne|n GIVE ~~ nom ~ ni; ne|n GIVE ~~ mien|miens|mienne|notre a personne
    ne lui|leur ~ faites|faire ~ pas ~ suivre|lire|passer; ne faites pas suivre; ne pas faire suivre
    ne|n ~ transmettez|transferez|transferer pas ~ ce|cet|cette|ma|mon|mes|le MAIL
    ne|n ~ transmettre|montrez|montrer|lisez pas ~ ce|cet|cette|ma|mon|mes|le MAIL
    ne pas ~ transmettre|transferer|montrer|diffuser ~ ce|cet|cette|ma|mon|mes|le ~ MAIL
    ne ~ mettez|mettre pas ~~ en copie; ne pas ~~ mettre ~~ en copie; sans ~~ mettre en copie
    OURS NAME|MAIL ~ ne|n ~ sorte*|tombe*|arrive*|apparai*|figure*|circule*|parvienne*|remonte*|quitte*
    OURS NAME ~ ne|n ~ doit|doivent|devra|devrait
    prefere*|prefererais|aimerais|souhaite* ~ ne pas ~ apparaitre|figurer
    prefere*|prefererais|aimerais|souhaite*|WISH ~ ne pas ~~ nomme*|cite*|identifi*|reconnu*|mentionne*
    protege*|proteger|preserve*|preserver ~ OURS|l anonymat|identite|confidentialite
    respecte*|respecter|garantir|garantissez ~ OURS|l anonymat|identite|confidentialite
    garde*|garder|traite*|traiter|tenir|tenez ~~ confidentiel*; confidentielle* svp|merci
    peur|crainte|crains|redoute ~~ represailles|venge*|vengeance|retombe*; en faire les frais
    retourne* contre moi|nous|lui|elle|mon|ma; me|nous|le|la fasse* payer; me|nous le faire payer
    s en prenne* a; comme ~ une remarque|retour|observation generale|general|anonyme
    de facon|maniere anonyme; sans ~ qu|que ~~ fasse le lien|rapprochement; sans qu|que ~~ remonte ~ a|jusqu
    qu on ne remonte; pas ~ OURS NAME ~ s il|svp|merci|stp; tout sauf OURS NAME; mais pas OURS NAME
    mais pas qui je|nous; sans OURS NAME; sans signature; hors OURS NAME
    a condition ~~ pas ~~ nom|cite*|nomme*|identite
    ne|n ~ autorise* ~ pas ~~ transmission|diffusion|communication|partage|divulgation
    refuse|refusons ~~ que ~~ transm*|communiqu*|donn*|divulgu*|sache*
    refuse|refusons ~~ transmission|communication|partage
    m|nous opposons|oppose ~~ transmission|communication|partage|divulgation|transm*|communiqu*
    c est moi|nous qui ~ surtout; surtout qu|que ~~ ne|n LEARN pas; surtout qu|que ~~ sache* pas
    faut|faudrait ~ pas ~ qu|que ~~ LEARN; WISH ~ pas ~ qu|que ~~ LEARN; WISH surtout pas ~~ LEARN
    je prefere ~~ qu|que ~~ ne|n ~ LEARN; prefererais|aimerais|voudrais ~~ qu|que ~~ ne|n ~ LEARN
    qu|que ~~ ne|n LEARN pas|rien|jamais|surtout|ni ~~ qui|que|d|de|pourquoi|OURS
    dit pas|rien ~ c est|cest ~ moi; dit pas|rien ~ a ~ que|qui ~ c|j|moi
    lui|leur dite|dites|dit|di pas|rien|pa
    """)
    + abroad.ANONYMOUS
)

NO_CONTACT = (
    spelled_wishes("""
    n attends|attend|attendons ~ rien|plus ~~ de vous|votre; ne m|nous ~ envoyez|adressez rien
    ne m|nous ~ envoyez|adressez plus rien|de|d|aucun*
    ne m|nous ~ relancez|sollicitez|importunez|derangez pas|plus
    ne me|nous ~ relancez|sollicitez|importunez|derangez pas|plus
    pas de ~ mail*|courrier|lettre*|appel*|message* pas|ni de|d
    ne veux|souhaite|desire|voulons|voudrais ~ ni ~~ coup|appel
    ne veux|souhaite|desire|voulons|voudrais ~ ni ~~ lettre*|courrier*|mail*|visite|rendez|message*
    laisser|laissez|laisse ~ en paix; laisser|laissez|laisse ~ tranquille*
    qu|que on|l|personne ~ ne ~ me|nous|m ~ REACHES; me|nous recontacter|contacter|ecrire|relancer pas|plus
    ne plus|pas ~ prendre|reprendre contact
    cesser|cessez|cesse|arretez|arreter ~ tout|tous|de ~ contact*|echange*|correspondance
    ne desir*|souhait*|veux pas ~ poursuivre ~ echange*|discussion|correspondance|conversation
    ne|n ~ WISH ~ pas|plus ~~ recevoir ~ de|d|vos ~ courrier*|mail*|lettre*|appel*|message*|nouvelles
    n essayez|tentez|cherchez ~ pas ~ de|a me|nous|m; inutile ~~ revenir vers moi|nous
    pas la peine ~~ revenir vers moi|nous
    n avez|as pas ~ a|besoin ~ me|nous|m ~ rappeler|ecrire|recontacter|contacter
    ne pas|plus ~ m ~ importuner|ecrire
    pas besoin|necessaire qu|que ~~ me|nous|m ~ recontacte*|ecrive*|contacte*; considerez moi ~ absent*
    ne|n ~ WISH ~ etre ~ REACHED par la suite; ne|n ~ WISH ~ etre ~ REACHED par vous|vos|votre
    ne|n ~ WISH ~ etre ~ REACHED; ne|n ~ WISH ~ que l on|vous me|nous REACHED
    ne|n ~ WISH ~ plus ~ contact*|courrier*|mail*|message*|nouvelles|entendre
    ne|n ~ WISH ~ plus ~ recevoir de|d|vos|aucun*|quoi|rien
    ne|n ~ WISH plus ~~ entendre parler; ne plus etre ~ REACHED; ne pas etre ~ recontacte*|contacte*
    souhaite|veux|veu pas etre ~ REACHED; pas etre ~ recontacte*
    me|nous ~ recontactez|contactez|joignez pas|plus
    ne pas|plus me|nous ~ recontacter|contacter|relancer|REACH
    merci de ne pas|plus me|nous ~ recontacter|contacter|REACH; me|nous recontactez|contactez pas|plus
    inutile de me|nous|m ~ REACH; inutile ~ m ecrire
    inutile ~~ me|nous|m recontacter|contacter|ecrire|joindre; pas la peine de|d ~~ me|nous|m ~ REACH
    pas la peine ~~ m ecrire|envoyer|recontacter|contacter
    pas besoin de|d ~~ me|nous|m ~ recontacter|contacter|ecrire|envoyer; ne m|nous ecrivez plus|pas
    ne plus|pas m|nous ecrire; m ecrivez plus|pas; ne me|nous ~ contactez|recontactez plus|pas
    laissez moi|nous tranquille*; sans me|nous recontacter|contacter
    ne cherchez pas a ~ joindre|contacter|recontacter
    arrete*|arreter|cessez|cesser ~ de m|nous ~ ecrire|contacter|relancer|solliciter|envoyer
    ne plus ~ nous|me ~ demarcher|solliciter|relancer; retirez|enlevez|supprimez|rayez moi|nous ~~ fichier*
    ne me|nous convoquez pas; ecrivez plus; etre recontacte* non; recontact* non; etre contacte* non
    ne souhaite ni ~~ REACHED|appel|rappel ni; ni appel ni ~ mail|courrier|lettre|reponse; n insistez pas
    oubliez moi|nous; je ne lirai pas|plus; ne lirai pas ~ reponse|reponses; ne repondrai pas|plus
    etre ~ REACHED|appele* par personne; pas de rendez vous ~~ pas d appel*|de
    ne|n ~ WISH ni ~ appel*|rappel*|rencontre|rendez|reponse; aucun contact; pas de contact; plus de contact
    plus aucun contact; ni contact ni; ne ~ WISH aucun contact; ne ~ WISH ~ aucun ~ retour|contact|appel
    do not ~ contact me|us; don t ~ contact|write me|us|to; no need to ~ contact; not ~ be contacted|written
    no further contact; no contact please; stop ~ writing|contacting|emailing; leave ~ me|us alone
    please ~ don|not ~ contact|write; not ~ want ~ hear ~ from you; don t want ~ hear from
    take ~ off ~ list; mochte|mochten|will|wollen ~ nicht ~ kontaktiert|angeschrieben; nicht ~ kontaktieren
    bitte ~ nicht ~ kontaktieren|anschreiben|melden; keine weitere* nachricht*|mail*|kontakt*
    melden sie sich ~ nicht; kein kontakt; keinen kontakt; lassen sie ~ in ruhe; geen contact
    niet ~ contacteren|benaderen; geen ~ contact ~ opnemen; neem ~ geen contact
    niet meer ~ mailen|schrijven|benaderen; geen mail*; no me|nos contacten|escriban|contacte*
    no ~ ser contactad*; no ~ quiero ~ que me|nos ~ contact*|escrib*; no ~ contactarme|escribirme
    no ~ vuelvan ~ contact*|escrib*; dejen ~ en paz; non ~ contattat*|contattar*
    non ~ essere ~ contattat*|ricontattat*; non scrivetemi|scriveteci; non ~ voglio|desidero ~ essere
    lasciatemi in pace; non mi|ci scrivete; ne|n ~ point|pas ~ chercher a me|nous
    ne cherche* pas ~ a me|nous; ne ~ prenez ~ pas|plus contact; ne ~ revenez ~ pas|plus vers moi|nous
    ne|n ~ WISH ~ pas|plus qu|que ~~ recontact*|contact*|ecriv*|repond*|relanc*
    ne|n ~ WISH ~ pas|plus qu|que ~~ derang*|sollicit*
    ne|n ~ WISH ~ aucun|aucune|nul ~ contact|suite|echange|rappel|relance; ne|n ~ WISH ~ plus ~ REACH
    ne|n ~ WISH ~ plus ~~ affaire a vous; ne pas ~ donner suite ~ a mon|ce|cette; ne donnez pas suite
    plus ~ de ~ contact avec vous
    pas|plus de ~ relance*|courrier*|mail*|message*|nouvelles svp|merci|s|alors
    surtout pas de ~ courrier|lettre|mail|reponse|contact|rappel
    sans ~ etre ~ recontacte*|contacte*|relance*; ni ~ REACHED ni; ni ~ reponse ~ ni; ni rappel ni
    ni courrier ni; tant qu|que ~ pas ~ qu on me; ne tiens|tenons ~ pas a ~ etre REACHED
    ne desire* pas|plus ~~ REACHED; preferons|prefere* ne pas|plus etre REACHED
    ne|n ~ REACH pas|plus ~ svp|merci|s; laissez moi|nous en paix; fichez|foutez moi|nous la paix
    qu on me|nous laisse; me|nous laisser tranquille*; demande|prie ~ de ne pas|plus ~ me|nous|m ~ REACH
    veuillez ne pas|plus ~ me|nous|m ~ REACH; remercie ~ de ne pas|plus ~ me|nous|m ~ REACH
    saurais|serais gre|reconnaissant* ~ de ne pas|plus|point ~~ REACH; nouveau contact ~ inutile
    tout contact ~ inutile; sans mail|appel|courrier|relance|contact sans|ni; contact ~ pas|non souhaite*
    ne veut plus ~~ REACHED|entendre
    """)
    + abroad.NO_CONTACT
)

NO_ANSWER = (
    spelled_wishes("""
    aucun ~ retour ~~ n est souhaite|attendu|necessaire
    repondez|reponds|repond|rep pas c|svp|merci|stp|surtout
    n avez|as pas ~ a|besoin ~ me|nous|m|y ~ repondre; votre reponse ~ ne m interesse*|importe*
    sans reponse ~~ tres bien; pas besoin|necessaire qu|que ~~ me|nous|m ~ reponde*|repondiez
    surtout ne ~ repondez pas; reponse ~~ interesse pas; gardez votre|vos reponse*|lettre*|excuses
    je n attends ~~ ni ~~ reponse|excuse*|geste; inutile de|d ~~ repondre|reponse; inutile ~ repondre
    pas besoin de|d ~ me|nous|m ~ repondre; pas besoin de|d ~ repondre|reponse|retour|accuser
    pas la peine de|d ~ me|nous|y ~ repondre; pas la peine de|d ~~ repondre|reponse; pas la peine ~ repondre
    pas de reponse attendue|necessaire|svp|merci|s|souhaitee|requise|please
    pas de retour attendu|necessaire; et pas de reponse; sans reponse de votre part attendue
    n attends|attend|attendons|attendez ~ pas|aucune|aucun|ni ~ de|d reponse|retour
    n attends|attend|attendons aucune|pas ~ reponse; n attends aucun retour
    ne demande|demandons pas|aucune ~ reponse; aucune reponse n est|ne attendue|necessaire
    aucune reponse ~ attendue|necessaire|souhaitee|requise|svp; aucune reponse de votre part
    ne me|nous ~ repondez pas|surtout; ne ~ repondez pas; me|nous repondez pas; merci de ne pas ~ repondre
    ne pas me|nous repondre; ne ~ pas ~ me|nous repondre; ne|n ~ WISH pas|aucune ~ reponse
    ne|n ~ WISH pas de|d|votre reponse|retour; WISH pas de reponse; ne WISH aucune reponse
    reponse ~ inutile|superflue; reponse ~ pas|non ~ necessaire|attendue|souhaitee|utile|requise|obligatoire
    reponse attendue non; n appelle pas|aucune ~ de|d reponse; n appelle aucune reponse|pas
    pas ~ necessaire de|d ~ repondre; pas utile de|d ~ repondre; ne cherchez pas a ~ repondre
    ne vous ~~ pas ~~ de|a|pour ~ me|nous|m|y ~ repondre
    ne vous donnez pas la peine ~~ repondre|reponse|ecrire; ne prenez pas la peine; ne vous derangez pas
    inutile de vous deranger|fatiguer; ne vous fatiguez pas; n ai|avons pas besoin ~ reponse|retour
    pas besoin d une|de reponse|retour; ni excuses ni reponse; ni reponse ni; sans retour de votre part
    aucun retour ~ attendu|necessaire|souhaite; pas d accuse de reception
    repond|repondez|reponde pas svp|merci|stp; veu|veux|jveu|jveux pa|pas de|d reponse|rep
    pa la peine|pein de|d ~ repondre
    epargnez moi|nous|vous ~~ reponse|lettre|courrier|mail|formule*|excuses; vous epargner ~ reponse|lettre
    dispense* ~~ de|d ~ repondre|reponse; dispensez vous de; vous dispense de
    vous|tu pouvez ~~ dispenser|abstenir ~~ repondre|reponse; abstenez vous de
    inutile de perdre votre temps a; gardez vos|votre reponse*|formule*|excuses
    votre reponse ~~ n en ~ veux; reponse ~~ je n en veux pas
    no need to|for ~ reply|respond|answer|write|response
    no reply|answer|response|replies ~ needed|necessary|required|wanted|expected|please|thanks
    no need for ~ reply|response|answer; not expecting ~ reply|response|answer
    don t expect ~ reply|response|answer; don t reply|respond|answer|bother
    do not reply|respond|answer|bother; don t ~ bother; do not ~ bother; don ~ feel ~~ reply|answer|respond
    not feel ~~ reply|answer|respond; need not ~ reply|answer|write|respond
    needn t ~ reply|answer|write|respond; no call to ~ write|reply|answer
    not ~ want|require|need ~ reply|response|answer; save ~~ the reply|answer|stamp|letter
    spare me|yourself|us ~~ reply|answer|letter|email
    keine antwort notig|erforderlich|erwart*|gewunscht|bitte; bitte keine antwort
    erwarte*|brauche*|mochte*|wunsche* keine ~ antwort|ruckmeldung
    antwort ~ nicht notig|erforderlich|notwendig|gewunscht; brauchen ~ nicht ~ antworten|zuruckschreiben
    mussen ~ nicht ~ antworten|zuruckschreiben; nicht ~ zu antworten; bitte ~ nicht ~ antworten|antwort
    antworten sie ~ nicht
    geen antwoord|reactie|reacties|bericht nodig|verwacht|gewenst|terug|alstublieft|aub
    hoef* ~~ niet ~~ antwoorden|reageren|mailen|schrijven|terugmailen
    won t ~ read|reading ~ replies|reply|answer; hoef* ~ geen antwoord|reactie|bericht
    antwoord|reactie ~ niet nodig|hoeft|noodzakelijk; verwacht* geen antwoord|reactie
    niet ~ te antwoorden|reageren; graag geen antwoord|reactie; wil ~ geen antwoord|reactie
    no hace falta ~~ respond*|contest*|respuesta; no es necesario|necesaria ~~ respond*|contest*|respuesta
    no ~ necesito|espero|quiero ~ respuesta|contestacion|que ~ respondan|contesten; sin respuesta necesaria
    no me|nos respondan|contesten; no ~ molesten en ~ respond*|contest*; respuesta no necesaria
    non serve ~~ risposta|rispondere|rispondermi; non occorre|necessita ~~ risposta|rispondere|rispondermi
    non e necessari* ~~ rispond*|risposta; non ~ rispondete*|rispondetemi
    non ~ aspetto|attendo|voglio|desidero ~ risposta|una; nessuna risposta necessaria|attesa|grazie
    risposta non necessaria; non c e bisogno ~~ rispond*|risposta; inutile rispond*
    ne repondez ~ pas a cette adresse; repondez pas ici|sur; reponse ~~ pas ~ la peine
    pas la peine ~~ reponse; sans ~ attendre ~ de reponse; n espere* ~ pas|aucune ~ de|d reponse
    n ai|avons ~ besoin d aucune reponse; ne souhait*|veux|demand* ~ ni ~~ reponse|explication ni
    sans attendre de retour; message|mail|courrier ~ n appelle|attend ~ pas|aucune|nulle ~ reponse
    pas ~ besoin de ~ revenir vers moi; n est pas necessaire ~~ repondre|reponse|retour
    ne vous sentez pas ~ oblige* ~~ repondre; sans obligation de repondre
    ne vous embetez|ennuyez|tracassez pas ~~ repondre|reponse; me passe* ~ de ~ votre|toute reponse
    passez vous de; une reponse n est ~ pas; aucune reponse s il; reponse ~ facultative
    pas ~ de reponse ~ de votre part; je ne veux ~~ ni ~~ reponse
    ne veux|voulons ~~ pas de|d ~ votre|vos reponse*|excuses|explications; garde* ~ reponse*
    """)
    + abroad.NO_ANSWER
)
