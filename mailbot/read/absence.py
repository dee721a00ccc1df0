"""Does somebody's absence answer? Notices of absence without a header that says so, in many languages.

A person writes the words of such a notice, too ("je suis absente jusqu'au 12, appelez-moi avant"). A mail
that says nothing else is a notice, whoever typed it: nothing is lost when it is filed as one. All patterns
but the one that splits sentences are for small letters.
"""

from __future__ import annotations

from mailbot.expressions import Expression
from mailbot.read.persons import MATTER, STORY, WISH

_AWAY = Expression(
    r"(?:je (?:suis|serai|me trouve)|nous (?:sommes|serons)|étant|suis) [^\n.!?]{0,40}?(?:absente?s?\b"
    r"|absent\(e\)"
    r"|absent·e|en (?:congés?|vacances|formation|déplacements?|arrêt|repos|mission|séminaire|rtt|week-?end)"
    r"|hors du bureau|indisponibles?|injoignables?|pas (?:disponibles?|joignables?|au bureau|présente?s?))"
    r"|absente?s?(?:\(e\))? (?:du bureau|jusqu|du \d|de mon bureau|pour congé|pour une durée|actuellement)"
    r"|(?<!votre )(?<!vos )(?:bureaux?|offices?|agence|secrétariat|accueil|service|établissement|hôtel"
    r"|cabinet|étude|atelier|garage|boutique|restaurant|réception"
    r"|maison|entreprise"
    r"|société|magasin|mairie)[^\n.!?]{0,40} (?:est|sont|sera|seront) (?:actuellement )?(?:fermée?s?"
    r"|clos\w?)\b"
    r"|(?:je )?prends (?:quelques jours|des congés)|je (?:ne )?(?:consulte|lis|relève)(?:rai)? (?:pas|plus"
    r"|peu|que)"
    r"|je n['’]ai pas accès à m|accès (?:très )?limité à m|je ne travaille pas|je ne fais plus partie"
    r"|i (?:am|will be|['’]m)[^\n.!?]{0,40}?(?:out of (?:the )?office|away|on (?:\w+ )?leave|on vacation"
    r"|on holidays?"
    r"|travell?ing|unavailable|not in the office|off (?:work|until|today))|(?:we are|our offices? (?:is"
    r"|are)|will be)"
    r" (?:currently )?closed|(?:limited|no|intermittent) access to (?:my )?e-?mails?|currently (?:away"
    r"|out of)"
    r"|(?:ich|wir|bin|sind)\b[^\n!?]{0,80}?(?:nicht (?:im (?:büro|haus)|erreichbar|verfügbar|anwesend)"
    r"|abwesend"
    r"|im urlaub|außer haus|auf (?:dienst|geschäfts)reise|in elternzeit|ausser haus)|abwesend (?:bis|vom)"
    r"|(?<!ihr )(?<!ihre )(?:büro|praxis|geschäft|betrieb|kanzlei|laden|werkstatt|rezeption|firma)"
    r"[^\n!?]{0,40} geschlossen|keinen zugriff auf m"
    r"|betriebsferien"
    r"|(?:ik|wij|we|ben)\b[^\n.!?]{0,60}?(?:afwezig|niet (?:aanwezig|bereikbaar|op kantoor)|(?:met"
    r"|op) (?:vakantie|verlof)"
    r"|gesloten)|(?<!uw )(?:kantoor|bedrijf|winkel|praktijk|zaak|werkplaats|receptie|showroom)"
    r"[^\n.!?]{0,30} gesloten"
    r"|(?:estoy|estaré|me encuentro|estamos|estaremos)[^\n.!?]{0,50}?(?:fuera|ausente|de (?:vacaciones"
    r"|viaje|baja|permiso)"
    r"|cerrad[oa]s?)"
    r"|(?:sono|sarò|siamo|saremo|mi trovo)[^\n.!?]{0,50}?(?:assente|assenti|fuori (?:sede|ufficio)|in ferie"
    r"|in (?:vacanza|congedo|trasferta)|fuori dall['’]ufficio|chius[oi])|(?:uffici[o]?|azienda|negozio|studio"
    r"|officina|agenzia)[^\n.!?]{0,30} chius[aoi]"
    r"|(?:oficinas?|empresa|tienda|taller|recepción|despacho)[^\n.!?]{0,30} cerrad[oa]s?"
    r"|(?:estou|estarei)[^\n.!?]{0,40}?(?:ausente|fora|de férias)"
    r"|jestem[^\n.!?]{0,40}?(?:nieobecn|na urlopie|poza biurem)|jag är[^\n.!?]{0,40}?(?:ledig|borta"
    r"|på semester)"
    r"|jeg er[^\n.!?]{0,40}?(?:på ferie|fraværende|ikke på kontoret)",
)
_BACK = Expression(
    r"(?:de )?retour(?:nerai)?\b|\bà partir d|jusqu['’]a?u? |je (?:reviens|reprends|reprendrai|rentre)\b"
    r"|réouvr|rouvr"
    r"|\binclus\b|\bdu \d[^\n.!?]{0,20} au \d|reprise"
    r"|\b(?:be |am |i'm )?back\b|\breturn\b|\breturning\b|\buntil\b|\bthrough \d|re-?open"
    r"|from [^\n.!?]{1,30} to "
    r"|\bwieder\b|\bbis (?:zum|einschl|nach|\d|mo|di|mi|do|fr|sa|so)|zurück|\bab (?:dem )?\d|\bvom \d"
    r"|\bterug\b|\btot (?:en met|\d|maandag|\w+dag)|\bvanaf\b|\bweer (?:aanwezig|bereikbaar)"
    r"|\bhasta (?:el)?|\bregres|volver[ée]|reincorpor|de vuelta|\ba partir del?"
    r"|\bfino al|\brientr|torner[òo]|di ritorno|\bdal \d|até|regresso|\bdo \d|wracam|\btill(?:baka)?\b"
    r"|\btilbage\b",
)
_YOUR_MAIL = Expression(
    r"(?:merci|remerci\w+) (?:pour|de|vous)[^\n.!?]{0,20}(?:votre|ton) (?:message|mail|e-?mail|courriel)"
    r"|(?:votre|ton|vos|tes) (?:message|mail|e-?mail|courriel|demande)s?[^\n.!?]{0,30} (?:ne sera|sera"
    r"|est bien"
    r"|a bien|a été|seront)|je (?:ne )?(?:vous |te |prendrai|traiterai|lirai|répondrai|pourrai)[^\n.!?]{0,50}"
    r"(?:répon|recontact|rappeller|connaissance|lir|retour|traite)|prend(?:rai|rons|rais) connaissance"
    r"|(?:dès|à|lors de) (?:mon|notre) retour|(?:réponse|délais?)[^\n.!?]{0,30} (?:délai|retard|différé"
    r"|tardi|allong)"
    r"|(?:thank you|thanks) for your (?:e-?mail|message|mail)|(?:get|come) back to you|(?:i|we)(?:['’]ll"
    r"| will)"
    r"[^\n.!?]{0,40} (?:respond|reply|answer|read)|(?:on|upon) my return|your (?:e-?mail"
    r"|message)[^\n.!?]{0,20} (?:will|is|has)"
    r"|(?:danke|dank) für (?:ihre|deine) (?:nachricht|e-?mail|mail|anfrage)|(?:ihre|deine) (?:e-?mails?"
    r"|nachricht(?:en)?"
    r"|anfrage)[^\n.!?]{0,40} (?:nicht |wird |werden |automatisch |beantworten )|melde mich"
    r"|werde[^\n.!?]{0,60} (?:beantworten|melden"
    r"|antworten|bearbeiten|lesen)|nach meiner rückkehr"
    r"|(?:bedankt|dank)[^\n.!?]{0,10} voor (?:uw|je|jouw) (?:e-?mail|bericht|mail)|(?:uw|je) (?:e-?mail"
    r"|bericht|mail)"
    r"[^\n.!?]{0,30} (?:wordt|zal|worden)|beantwoord(?:en)? [^\n.!?]{0,30} (?:terug|zodra|na)|bij terugkomst"
    r"|na mijn (?:terugkeer|vakantie|verlof)|(?:gracias|grazie) por su (?:mensaje|correo)|(?:contestar"
    r"|responder)[éá]"
    r"|a mi (?:regreso|vuelta)|grazie per (?:la (?:sua|tua)|il (?:suo|tuo))|risponder[òo]"
    r"|al mio (?:rientro|ritorno)"
    r"|(?:sua|su|seu) (?:e-?mail|mensaje|correo|messaggio|mensagem)[^\n.!?]{0,20} (?:será|sarà|verrà)"
    r"|responderei|dziękuję za (?:wiadomość|mail)|odpowiem|svarar|svarer",
)
_INSTEAD = Expression(
    r"(?:en|durant|pendant) (?:mon|notre|cette) absence|(?:en cas d['’]"
    r"|pour (?:toute?s? )?(?:demande )?)(?:\w+ )?"
    r"(?:urgen\w+|besoin|question|nécessité)|(?:toute )?demande urgente|(?:contacter|adresser|joindre"
    r"|appeler|écrire|tourner)"
    r"[^\n.!?]{0,60} (?:collègues?|remplaçant|suppléant|secrétariat|accueil|standard)"
    r"|(?:messages?|mails?|courriels?)[^\n.!?]{0,30} (?:transféré|redirigé|relevé)|pren(?:d|nent|dra"
    r"|dront) le relais|ne peu(?:t|vent) (?:pas )?attendre"
    r"|(?:urgent|emergenc)[^\n.!?]{0,80}|in my absence|during (?:my|this) (?:absence|time|period)"
    r"|(?:please|kindly) (?:contact|call|e-?mail|reach)|my colleague|dringend|notf[aä]ll|vertret"
    r"|wenden sie sich"
    r"|meine? koll|während meiner abwesenheit|spoed|mijn collega|tijdens mijn (?:afwezigheid|verlof|vakantie)"
    r"|neem(?:t u)? (?:dan )?contact|en caso de|urgencia|mi compañer|durante mi ausencia|póngase en contacto"
    r"|in caso d|urgenz|(?:il|la) (?:mio|mia) colleg|durante la mia assenza|rivolger|contattare"
    r"|em caso de urg|pilnych|kontakta|haster",
)
_AUTOMATIC = Expression(
    r"(?:réponse|message|courriel|mail|e-?mail|avis|notification)s? (?:est |a été "
    r"|d['’]absence )?(?:une? )?(?:\w+ )?"
    r"automatique|automatiquement|automat(?:ic|ed)(?:ally)? (?:reply|response|message|e-?mail|notification"
    r"|generated"
    r"|answer)|autorepl|out[- ]of[- ]office|automatisch\w{0,2}\b|automátic|automaticamente|automatic[ao]\b"
    r"|automatyczn|automatisk",
)
COURTESY = Expression(
    r"[\W\d_]*$|.{0,30}\b(?:bonjour|bonsoir|hello|hallo|hola|salut|chers?|chères?|madame|monsieur|mesdames"
    r"|dear|hi|sehr"
    r" geehrt|guten tag|liebe|beste|geachte|estimad|buenos|buongiorno|gentile|salve|egregi|merci|thank"
    r"|thanks|danke"
    r"|vielen dank|herzlichen dank|besten dank|bedankt|dank|gracias|grazie|obrigad|cordialement|cordiale"
    r"|salutations"
    r"|amicalement|bien à|regards|sincerely|grüße|gruß|grüßen|groeten?|saludos?|atentamente|saluti|bonne"
    r"|belle|joyeuse"
    r"|compréhension|patience|understanding|verständnis|begrip|comprensión|comprensione|excuse|désolé"
    r"|sorry|apolog"
    r"|entschuldig|wishes|cheers|best|meilleurs?|frohe|schöne|dziękuję|pozdrawiam|tack|hej|hilsen)",
)
_SELF_BACK = Expression(
    r"(?:je|nous|i|we|ich|wir|ik|wij)\b[^\n.!?]{0,40}(?:retour|revien|reprend|rentre|rouvr|back|return"
    r"|re-?open|wieder"
    r"|zurück|terug|weer)|\bretour (?:le|prévu|au bureau|lundi|mardi|mercredi|jeudi|vendredi)|réouverture"
    r"|back (?:on|in)"
    r"|\b(?:vuelvo|volveré|regreso|regresaré|reincorporar|rientro|rientrerò|tornerò|regresso|voltarei"
    r"|wracam)",
)
_KINDS = (_AWAY, _BACK, _YOUR_MAIL, _INSTEAD, _AUTOMATIC)
_TOLD = (_AWAY, _SELF_BACK, _YOUR_MAIL, _INSTEAD, _AUTOMATIC)
_SENTENCE = Expression(r"\n\s*\n|(?<=[^\d\s][.!?…])\s+(?=\S)|\n(?=\s*[-•*A-ZÀ-Ý])")
_NAME = Expression(r"[\w'’.&/,()+@:– -]+")
_LONGEST_NAME = 7  # words
_MOST_WORDS = 130
MOST_CHARACTERS = 1_500
_FEWEST_KINDS = 3
_FEW_WORDS = 40


def is_notice(text: str) -> bool:
    """Away, until when, what becomes of your mail, whom to ask instead — and not a sentence besides."""
    text = text.strip()
    if not 0 < len(text) <= MOST_CHARACTERS or len(text.split()) > _MOST_WORDS:
        return False
    said = text.lower()
    if "?" in text or any(sign.search(said) for sign in (STORY, MATTER, WISH)):
        return False
    if not all(_is_of_a_notice(sentence) for sentence in _SENTENCE.split(text)):
        return False  # asked first: most mails fail at their first sentence
    away, back, your_mail, instead, automatic = (bool(kind.search(said)) for kind in _KINDS)
    if away and (instead or automatic):
        return True
    is_absent = away or (your_mail and bool(_SELF_BACK.search(said)))
    says_enough = away + back + your_mail + instead + automatic >= _FEWEST_KINDS
    return says_enough and is_absent and (your_mail or automatic or instead)


def is_about_nothing_else(text: str) -> bool:
    """Few words, no question, no wish, and nothing of what people complain about."""
    said = text[:MOST_CHARACTERS].lower()
    return (
        len(text) <= MOST_CHARACTERS
        and 0 < len(said.split()) <= _FEW_WORDS
        and "?" not in said
        and not (MATTER.search(said) or WISH.search(said))
        and all(_is_of_a_notice(sentence) for sentence in _SENTENCE.split(text))
    )


def says_automatic(said: str) -> bool:
    return bool(_AUTOMATIC.search(said))


def _is_of_a_notice(sentence: str) -> bool:
    """Absence, politeness, a name, a number, an address."""
    sentence = " ".join(sentence.split()).lower()
    if not sentence or COURTESY.match(sentence) or any(kind.search(sentence) for kind in _TOLD):
        return True
    return len(sentence.split()) <= _LONGEST_NAME and bool(_NAME.fullmatch(sentence))
