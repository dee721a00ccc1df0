"""What only sounds like a wish about contact, and refusals of the telephone alone.

A match of `VETO` takes away whatever overlaps with it.
"""

from __future__ import annotations

from mailbot.understand.wish_cues import spelled_wishes

VETO = spelled_wishes("""
    repondez pas au|aux|jamais|a mes|a ma|a mon; vous ne m|nous ~ envoyez|adressez|ecrivez
    aucun retour ~~ depuis|malgre; vous ne me|nous ~ relancez|contactez|recontactez|rappelez
    n attends plus que; n attends ~ pas moins; vous n avez pas ~ a me|nous ~ repondre ~ comme|sur
    warum schreiben; dans l ombre d|des|du; say no further contact
    suite a mon|notre ~ courrier|mail|demande|message ~ l
    sans que l on|on|nous sache*|savoir|sachions ~ pourquoi|comment|quand|si; repondre|repondez que
    if you ~ don|do t|not; n hesitez pas; n hesite pas; n hesitez surtout pas; ne manquez pas; n oubliez pas
    ne manque* pas; n oublie* pas; n hesitez ~ a; don t hesitate; do not hesitate; zogern sie nicht
    aarzel niet; no duden; no dude; non esitate; non esiti; feel free; n ai ~ pas|jamais ete ~ REACHED
    n a ~ pas|jamais ete ~ REACHED; n avons ~ pas|jamais ete ~ REACHED; n avez ~ pas|jamais ~ REACHED
    ne m|nous ~ a|avez|avait|ont jamais|pas; pourquoi ~~ pas; personne ne m|nous; jamais ete REACHED
    ne ~ m ont; vous ne ~ repondez pas|jamais; vous repondez pas; si vous ne ~ repondez pas|jamais
    tant que vous ne ~ repondez; que vous ne ~ repondez; ne repond|repondent|repondait|repondaient pas
    n y repond|repondent|repondait pas; merci de ne pas y repondre; merci de ne pas repondre a ce
    do not reply to this; don t reply to this; ne pas ~ repondre a ce; ne ~ repondez pas a ce
    ne pas y repondre; message automatique ~ ne pas; n ai pas donne mon nom
    n a ~ pas ~ donne|communique|voulu ~~ nom|numero|identite
    n ont ~ pas ~ donne|communique|voulu ~~ nom|numero|identite
    ne m a|avez|ont ~ pas ~ communique|donne|dit ~ nom|numero|coordonnees|qui
    refuse* ~ de donner|dire son|leur nom; ne veut|veulent pas donner|dire son|leur nom
    sans donner|dire son|leur nom; sans me|nous donner|dire ~~ nom; ne sait|savent pas qui
    ne savons pas qui; personne ne sait qui; n a ~ su me|nous dire; ne|n ~ peut|peuvent ~ me|nous dire
    sans ~ m|nous|me dire; reponse particuliere; pas de reponse ~ depuis|a; pas eu de reponse
    pas de reponse malgre; toujours pas de reponse; n ai|avons ~ pas|jamais ~ eu|recu ~ reponse
    n ai|avons ~ pas|jamais de reponse
    sans reponse; restee* sans reponse; aucune reponse a|depuis|malgre|en
    eu|recu|obtenu aucune|pas ~ reponse; jamais de reponse; pas ~ d une reponse; reponse toute faite
    reponse automatique|type; kam keine antwort; keine antwort erhalten|bekommen; antwort ~ nicht erhalten
    geen antwoord gekregen|ontvangen; no reply to|from; no answer to|from; not heard; not been contacted
    no one contacted; couldn t contact; could not contact; sin respuesta; nessuna risposta da|alla
    lettre* anonyme*; appel* anonyme*; coup* de fil anonyme*; avis anonyme*
    anonymous ~ letter|call|note|review; questionnaire* anonyme*; ne pas transmettre ~ plus tard
    pas ~~ avant demain; notre entre nous; la concurrence entre nous
    vous pouvez ~ donner|transmettre|communiquer|filer; autorise ~~ transmettre|donner|communiquer
    vous avez bien sur ~ accord; d accord pour ~~ transm*|communiqu*|donn*; pas d objection
    ne vois pas d inconvenient; aucun inconvenient; n ai rien contre
    ne|n ~ derange pas ~~ donn*|transm*|communiqu*|nom; you may|can ~~ give|pass|share; happy for you to
    no objection; durfen ~~ weitergeben; konnen ~~ weitergeben; mag ~~ doorgeven; mogen ~~ doorgeven
    pueden ~~ dar|pasar|facilitar; potete ~~ dare|comunicare
    contact*|recontact*|joindre par|au telephone|tel; contact*|recontact* pas|plus par telephone|tel
    contact me|us by phone|telephone; telefonisch kontakt*; telefonisch contact*; por telefono; per telefono
    vous ne lui|leur ~ dites|parlez|faites|transmettez|montrez|envoyez
    vous ne dites|parlez|racontez|montrez|expliquez|indiquez|precisez pas|rien|jamais
    n a|ont|avons|ai|avez pas ~ pu|ose|su|voulu lui|leur ~ DIRE; pour ne pas lui|leur ~ DIRE
    ne|n ~ a|ont|avait|avaient pas ~ transmis|communique|donne|fait|dit; n osons|ose pas lui|leur DIRE
    ne lui dites pas merci; lettre|lettres de confidentialite; clause de confidentialite
    message ~ est confidentiel; message ~~ peut contenir; informations confidentielles
    caractere confidentiel; documents confidentiels; rester ~ a votre disposition; donnees confidentielles
    confidentialite ~ des donnees; you don t tell|say; nobody ~ told|gave|knew|knows|mentioned
    no one ~ told|gave|knew|knows; they ~ didn|don t ~ tell|give|say|mention
    he|she ~ didn|doesn t ~ tell|give|say|mention; never ~ told ~ us|me
    i|we ~ didn|don t ~ give|get|receive|know|find; haben|hat|habe|hatte|hatten ~~ namen|daten ~ nicht
    haben|hat ~~ nicht ~~ gesagt|genannt|mitgeteilt|erfahren; heeft|hebben ~~ naam|gegevens ~ niet
    no ~ tienen|tiene|encuentran|aparece|aparecia ~ mi; non ~ trovano|hanno ~~ mio
    keine antwort ~~ erhalten|bekommen|bis|auf|seit|von; nog geen ~ antwoord|reactie
    geen ~ antwoord|reactie ~ op|gehad|ontvangen; antworten ~ nicht auf; antworten sie ~ nicht ~ auf ~ meine
    warum ~~ nicht ~~ antworten; nicht ~ geantwortet
    no ~ reply|answer|response ~ to|from|since|so|yet|after
    nessuna risposta ~ alla|alle|da|dal|ai|a|fino|ancora; still no ~ reply|answer|response
    had|got|received|getting no ~ reply|answer|response; there was no ~ reply|answer
    no ~ han|ha|hemos ~~ respuesta|respondid*|contestad*; no contestan; no responden
    non ~ hanno|ha|avete ~ rispost*; non ~ rispond* ~ nessuno|al|ai|alle; nessuno ~ rispond*
    no reply box|address; noreply; n ai|avons|a pas ~ eu ~ de|d|la ~ reponse|retour|contact
    n ai|avons ~ eu ni; je n ai ~ eu ni ~ reponse ni; sans ~ reponse ni; ni reponse ni ~ depuis
    recu ni ~~ ni; n ai recu ~ ni; n avons ~~ ni ~ reponse ni; jamais eu ni; si vous ne WISH pas|plus
    si vous ~~ ne pas repondre; il ne WISH ~ pas; elle ne WISH ~ pas; ils ne WISH ~ pas
    OURS NAME n|ne apparait|apparaissait|apparaissent|figurait|figuraient|etait|etaient ~ pas|plus|jamais
    ne|n connaissait|connait|connaissaient|trouve|trouvait pas OURS NAME
    ne|n trouvent|retrouve|retrouvent|a|avait|ont pas OURS NAME
    ne|n connaissait|connait|connaissaient|trouve|trouvait plus OURS NAME
    ne|n trouvent|retrouve|retrouvent|voit|vois plus OURS NAME
    inutile de preciser|dire que nous|j|je ~ etions|avions|etais|avais|sommes|suis
    plus|moins|peu|trop|assez|tres discret|discrete|discrets|discretes; secret professionnel|medical|bancaire
    ne connais|connaissons|sais|savons ~ pas le|son|leur nom
    n|ne ~ a|ont|avez pas|jamais ~ juge|daigne|pris|donne|cru ~ utile|necessaire|bon|peine|me|nous
    n|ne ~ avait|est|etes pas|jamais ~ juge|daigne|pris|donne|cru ~ utile|necessaire|bon|peine|me|nous
    OURS NAME de|d la|votre|vos|cette liste*|newsletter|inscription*|planning|lettre
    m|nous a|ont|avez|avait|aviez ~ dit|repondu|ecrit|lance|retorque|conseille ne|inutile|pas
    """)

# What takes away a wish for silence only.
VETO_SILENCE = spelled_wishes("""
    repondez pas que; ecrivez pas que; aucun|plus|de contact avec le|la|les|l|un|une|mon|notre
    ne|n ~~ pas ~~ sans me|nous|m ~ repondre|recontacter|contacter|prevenir|ecrire
    REACHED par un|une|des ~~ mais; une reponse par mail|ecrit|courrier|telephone
    reponse ~~ suffira|suffit|suffirait
    WISH pas|plus ~ attendre|patienter|rester; inutile ~ de vous dire|rappeler|preciser|redire
    epargnez moi|nous ~~ dites|repondez|donnez|remboursez|reglez|envoyez|rendez
    ne pas|plus|point ~ tarder|trainer|manquer|oublier|hesiter|attendre ~ me|nous|m ~ repondre|REACH|rappeler
    pas besoin|inutile|pas la peine ~~ avant|apres|pendant; ne ~ m|me|nous ~~ pas ~ avant
    """)

# Who asks for an answer wants one, whatever else he refuses.
ASKING = """
    repondez moi|nous; recontactez moi|nous; contactez moi|nous; rappelez moi|nous; ecrivez moi|nous
    appelez moi|nous; telephonez moi|nous; tenez moi|nous; j attends ~ votre|vos reponse|retour|explications
    nous attendons ~ votre|vos reponse|retour|explications
    merci de me|nous repondre|rappeler|recontacter|contacter
    veuillez me|nous repondre|rappeler|recontacter|contacter
    pouvez vous me|nous repondre|rappeler|recontacter
    dans l attente de votre|vos|vous; en attente de votre
    je|j veux|souhaite|voudrais une|votre|des reponse|reponses|explication|explications
    je|j demande|exige|attends|espere une|votre|des reponse|reponses|explication|explications
    j ai besoin d une reponse; donnez moi|nous|une ~ reponse; call me; write to me; get back to me
    """

# By telephone only not: every other way stays open.
PHONE_ONLY = spelled_wishes("""
    pas qu|que ~ on|vous me|nous rappel*|appel*|telephon*
    pas besoin de me|nous|m ~ rappeler|appeler|telephoner
    merci de ne pas me|nous rappeler|appeler|telephoner; ne pas me|nous ~ rappeler|appeler|telephoner
    ne m|nous appelez|rappelez|telephonez pas|plus; ne me rappelez pas
    inutile de m|nous|me ~ appeler|rappeler|telephoner; ne me telephonez pas; pas par telephone
    ne ~ WISH pas etre ~ rappele*|appele*; pas la peine de m|me|nous ~ appeler|rappeler; pas d appel
    don t call|ring|phone me|us; do not call|ring|phone; please don t call|ring|phone; no calls
    nicht anrufen; niet bellen; no me llam*; non chiamat*|telefonat*
    """)

# Who wants no call and has nothing more to say wants no other answer either.
CLOSING = """
    voulais|voulions juste; voulais|voulions seulement|simplement; passer a autre chose; tourner la page
    tourne la page; point final; a autre chose; sujet est clos; n y pensons|pense plus
    ne demande|demandons rien; pour que ce soit su|dit; que ce soit su|dit; c est dit
    c est tout; rien d autre; affaire close|classee; on laisse tomber; je laisse tomber; en reste|restons la
    restons en la; n en parlons plus; ca ne changera|changerait rien; cela ne changera|changerait rien
    ni rien; that s all; just wanted; wanted you to know; leave it at that; wollte|wollten ~ nur; das war s
    wilde|wilden ~ alleen; dat was het; solo queria|queriamos; eso es todo; volevo|volevamo ~ solo; e tutto
    """

# Another way is named or wished: then it is the telephone alone that is refused.
OTHERWISE = """
    mail|mails|courriel|email|sms|texto|ecrit|ecrire|ecrivez; par message|lettre|courrier; plutot
    prefere*|prefererais un|une|le|la|les|que|qu|etre|ecrire|par|mon|ma
    uniquement; au travail|bureau; au boulot; je travaille; en reunion; en cours; write; writing; text
    email; instead; at work; schreib*|schriftlich; lieber; schrijf*|schriftelijk; liever; escrib*; prefiero
    scriv*; preferisco; preferirei
    """
