"""Notices of absence in somebody's own words, as answers to a letter, clause by clause.

No list of phrases holds what people write there. But every clause is about the same few things: not here,
until when, mails and who reads them, whom to turn to. One clause about anything else, one word in the past
tense of a story, one wish, and it is a person's answer.
"""

from __future__ import annotations

from mailbot.expressions import Expression
from mailbot.read.absence import COURTESY, MOST_CHARACTERS
from mailbot.read.persons import MATTER, STORY, WISH

_NOT_HERE = Expression(
    r"\babsen(?:te?s?|ces?)\b|\bcongés?\b|en vacances|en (?:déplacement|voyage|formation|mission"
    r"|séminaire)|peu de réseau"
    r"|arrêt (?:maladie|de travail)|maternité|paternité|parental|temps partiel|injoignable|indisponible"
    r"|\bferm(?:e|é|ée|és|ées|ons|ent|eture)\b|\bpart(?:i|ie|is|ies)\b|hors (?:du bureau|de france)"
    r"|à l['’]étranger"
    r"|sur un salon|ne (?:travaille|fais) p(?:as|lus)|quitté (?:l|mes|mon|ce)|\bclos(?:e|ed)?\b|shut\b"
    r"|\baway\b"
    r"|out of (?:the )?office|i['’]m out|\bleave\b|on holiday|vacation|left the|no longer (?:work|with)"
    r"|travell?ing"
    r"|unavailable|part[- ]time|\babwesen|urlaub|elternzeit|mutterschutz|unterwegs|winterpause"
    r"|betriebsferien"
    r"|geschlossen|außer haus|nicht (?:im (?:büro|haus)|erreichbar|da\b)|nicht mehr (?:im|bei|für)"
    r"|krankheit"
    r"|afwezig|vakantie|verlof|er even niet|gesloten|ziekte|niet (?:aanwezig|bereikbaar)|niet meer werkzaam"
    r"|de (?:viaje|vacaciones|baja|permiso)|\bausente|fuera de|cerrad[oa]|ya no trabajo|sin conexión"
    r"|non sono in|in ferie|per ferie|\bassent|fuori (?:sede|ufficio)|\bchius[oi]|\bchiusa|in viaggio"
    r"|non lavoro più|hiberne|se repose|(?:fait|faisons|faire) une pause|taking a (?:rest|break)"
    r"|winterschlaf"
    r"|ni (?:mails?|courriels?) ni|no e-?mails? and no|weder (?:per )?mails? noch|geen mail\b"
    r"|plus en charge de c"
    r"|no longer (?:look after|monitored)|postfach (?:nicht|wird)|mailbox niet meer|ya no gestiono"
    r"|non gestisco più|have left|he dejado|ho lasciato",
)
# These say little of themselves: somebody who was hurt, or moves house, writes them too.
_IN_HOSPITAL = Expression(
    r"\bhospitalis|\bin hospital\b|\bhad surgery|krankenhaus|\bin der klinik|\boperiert|ziekenhuis"
    r"|geopereerd"
    r"|en el hospital|me operaron|in ospedale|stat[ao] operat|à l['’]hôpital",
)
_REDUCED = Expression(
    r"\bouverte? que\b|effectif réduit|manque de personnel|short[- ]staffed|short of staff|reduced hours"
    r"|staffed on|\bnur \w+tags|reduzierte|krankheitsbedingt|personalmangel|\balleen op \w+dag"
    r"|minder bezetting"
    r"|wegens ziekte|atiende solo|falta de personal|aperto solo|carenza di personale|orario ridotto"
    r"|\bdéménage\b|\bdéménageons\b|\bare moving\b|\bzieh(?:t|en)\b[^\n]{0,40}\bum\b|\bverhui[sz]"
    r"|trasloch|mudamos",
)
# A door, a pool or a road is closed in answers that people write; a notice speaks of its own house.
_CLOSED = Expression(
    r"\bferm(?:é|ée|és|ées)\b|\bclosed\b|\bshut\b|geschlossen|gesloten|cerrad[oa]|\bchius[oai]"
)
_OUR_HOUSE = Expression(
    r"\b(?:nous|notre|nos|je|j['’]|mon|ma|mes|bureaux?|agence|cabinet|secrétariat|services?|société"
    r"|entreprise|magasin|boutique|mairie|étude|école|we|our|us|i|my|office|shop|school|wir|unser\w*|ich"
    r"|büros?|praxis|betrieb\w*|wij|ons|onze|ik|kantoor|winkel|nuestr\w+|oficina|tienda|estamos|estoy"
    r"|nostr\w+|ufficio|studio|negozio|siamo|sono)\b"
)
_KEYS = Expression(r"\b(?:clés|the keys|die schlüssel|de sleutels|las llaves|chiavi)\b")
_HURT = Expression(
    r"\bchute\b|\btomb[ée]|\bglissé|accident|\bfell\b|\bfall\b|slipped|injur|gestürzt|\bsturz|unfall"
    r"|gevallen"
    r"|\bval\b|ongeluk|\bcaí|cadut|\b(?:chez vous|votre|vos|bei ihnen|ihre[mnrs]?|your|uw|bij u|vuestr"
    r"|vostr)\b"
)
_YOURS = Expression(
    r"\b(?:votre|vos|your|ihre?|uw|su|vostr[oa]) (?:bureaux?|offices?|büro|kantoor|oficina|ufficio|accueil"
    r"|services?|desk|guichet|empfang|balie|(?:\w+ )?(?:auto[- ]?reply|automat\w+)"
    r"|(?:messages?|réponse|mail|e-mail|nachricht|bericht|mensaje|messaggio) automat)"
    r"|\b(?:ne (?:marche|fonctionne) pas|not work|funktioniert nicht|werkt niet|no funciona|non funziona)",
)
_AGREES = Expression(
    r"(?:^|[.!,\n]\s{0,3})(?:d['’]accord|oui|yes|ok|okay|j['’]accepte|i accept|i agree|agreed|acepto"
    r"|de acuerdo"
    r"|accetto|va bene|einverstanden|ich nehme|akkoord)\b",
)
# Left aside: what stays as it was, that a program writes, who has the keys.
_ASIDE = Expression(
    r"(?:bestaande|lopende|existing|current|bestehende|las|le|les|die|de) (?:reserv|boek|booking|buchung"
    r"|prenot|réserv)\w{0,12}(?: en cours)? (?:restent|blijven|remain|stand|bleiben|se mantienen|siguen"
    r"|restano)\b[^\n.;!?]{0,40}"
    r"|(?:diese|this|ce|dit|este|questo)\s[^\n.]{0,30}(?:wurde|was|a été|werd|ha sido)\s[^\n.]{0,20}automat"
    r"[^\n.]{0,30}|(?<=hospitalisé)e? depuis|(?<=\bi )had (?=surgery|an operation)"
    r"|(?:brother|sister|neighbour) (?:has|looks after) (?=the keys)",
)
_HOURS = Expression(r"\d\s?(?:[ap]m|uhr|uur|h)\b")
_MAILS = Expression(
    r"\b(?:mails?|e-?mails?|courriels?|courriers?|messages?|messagerie|boîte|correspondance|réseau"
    r"|connexion|réponses?|mailbox|téléphone|phone|postfach|telefon\w{0,5}|telefoon|buzón|casella"
    r"|risposta|eingehen|der reihe nach|order of arrival"
    r"|respuesta|correo|e-mails)\b"
    r"|\b(?:lir(?:e|ai)|lis|lus?|lues?|ouvrir\w*|consult\w+|relev\w+|répon\w+|recontact\w+)\b"
    r"|donnerai suite"
    r"|à votre écoute|revien\w* vers|\b(?:read|check(?:ing)?|respond\w*|reply|replies|answer\w*|dealt"
    r"|correspondence"
    r"|signal)\b|get back to|\b(?:nachricht(?:en)?|lesen?|\w*antwort\w*|meld\w+)\b|für sie da|\bzugriff\b"
    r"|\b(?:bericht\w*|lees|lezen|\w*antwoord\w*)\b|\b(?:correos?|mensajes?|contest\w+|respond\w+"
    r"|conexión)\b"
    r"|\b(?:posta|messagg\w+|legger\w+|rispon\w+|ricontatter\w+)\b",
)
_WHEN = Expression(
    r"\bretour\b|\breprises?\b|\breprend\w*|\bré?ouv\w+|\brouvr\w+|à compter d|à partir d|jusqu|de nouveau"
    r"|d['’]ici là"
    r"|\b(?:lundi|mardi|mercredi|jeudi|vendredi)\b|\bpériode\b|\b(?:re-?open\w*|back|until|till|again"
    r"|season)\b"
    r"|\b(?:mon|tues|wednes|thurs|fri)day\b|\bwieder\b|\bbis\b|\bab (?:dem|\d)|\b(?:mon|diens|donners"
    r"|frei)tag\b"
    r"|\b(?:weer|terug|tot)\b|\b(?:maan|dins|woens|donder|vrij)dag\b|\bhasta\b|\bvuelta\b|\bregreso\b"
    r"|\blunes\b"
    r"|\bfino\b|\briapert|\brientr|\bprossim[oa]\b|\bdal \d",
)
_INSTEAD = Expression(
    r"[\w.+-]{1,64}@[\w-]{1,63}\.\w|\+?\d(?:[\s.]?\d{2,3}){3,5}|adresse[zr][- ](?:vous|vos)|contacte[zr]"
    r"|intérim|remplac|relais|en attendant|suppléan|urgen|ne peut attendre|please (?:contact|direct)"
    r"|instead|can['’]?t wait|\bcontact \w+|vertr[ei]t|wenden sie|\beilig|dringend|collega|\bhaast"
    r"|\bspoed|\bbel\b|colega|compañer|escriba|colleg|scrivere|rivolg|(?:par le|use (?:the|our)|über das"
    r"|via het|el|il) (?:formul\w+|form)\b|modulo (?:sul|del)|urgenz|ansprechpartner|the number on"
    r"|nummer an|al número de|il numero s|numéro affiché|désormais|voortaan|now handles|nouvelle adresse"
    r"|new address|neue anschrift|nieuwe? adres|(?:message|réponse|nachricht|bericht|mensaje|messaggio"
    r"|reply|response|antwort|antwoord|respuesta|risposta|e-?mail)[^\n.]{0,20} automat"
    r"|automat\w{1,8} (?:message|reply|response|nachricht|antwort|bericht|antwoord)|mensaje automático",
)
_BACK = Expression(
    r"\b(?:retour|reprises?|reprend\w*|réouv\w+|rouvr\w+|de nouveau|période|re-?open\w*|back|again|wieder"
    r"|weer"
    r"|terug|vuelta|regreso|riapert\w+|rientr\w+)\b",
)
_ABOUT = (_NOT_HERE, _MAILS, _WHEN, _INSTEAD)
_CLAUSE = Expression(r"\n+|(?<=[^\d\s][.!;:?,])\s+|\s[–—-]\s")
_UNREACHED = Expression(
    r"niet bereikbaar|\bpause\b|not available|unavailable|nicht erreichbar|no disponible|non raggiungibile"
    r"|injoignable|indisponible|unreachable|\baway\b",
)
_LONGEST_SUBJECT = 6  # words
_MOST_WORDS = 70
_SHORT_LINE = 4  # words of a greeting or of closing words
_MOST_NAMES = 3  # lines from the end, closing words included
_LONGEST_NAME = 8  # words
_SHORT_CLAUSE = 3  # words: a name, a date, "for family reasons"


def answers_us(said: str) -> bool:
    """`D'accord pour le 17`, `votre message automatique dit que …`, whatever is said of absences besides."""
    said = said[:MOST_CHARACTERS]
    return bool(_AGREES.search(said) or _YOURS.search(said))


def names_absence(subject: str) -> bool:
    """A subject in small letters that says nothing but that somebody cannot be reached."""
    return len(subject.split()) <= _LONGEST_SUBJECT and bool(_UNREACHED.search(subject))


def is_answer_of_absent(text: str) -> bool:
    """Somebody is not here, at least one thing more of a notice is said, and nothing of anything else."""
    text = text.strip()
    if not 0 < len(text) <= MOST_CHARACTERS or len(text.split()) > _MOST_WORDS:
        return False
    text = _ASIDE.sub(" ", text.lower())
    in_hospital = bool(_IN_HOSPITAL.search(text))
    if (_HURT if in_hospital else _KEYS).search(text):
        return False
    if any(other.search(text) for other in (STORY, MATTER, WISH)):
        return False
    if _CLOSED.search(text) and not _OUR_HOUSE.search(text):
        return False
    clauses = [" ".join(clause.split()) for clause in _CLAUSE.split(_without_names(text))]
    if any(clause.endswith("?") and len(clause.split()) > 1 for clause in clauses):
        return False
    if not all(_is_of_it(clause) or (in_hospital and _KEYS.search(clause)) for clause in clauses):
        return False
    is_away = bool(_NOT_HERE.search(text)) and any(about.search(text) for about in _ABOUT[1:])
    if (in_hospital or _REDUCED.search(text)) and _MAILS.search(text):
        return True
    return is_away or bool(_MAILS.search(text) and _WHEN.search(text) and _INSTEAD.search(text))


def _without_names(text: str) -> str:
    """Without a greeting on a line of its own, and without whoever stands below the closing words."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) > 1 and lines[0][-1:] in "!,:" and len(lines[0].split()) <= _SHORT_LINE:
        lines = lines[1:]
    for index in range(max(1, len(lines) - _MOST_NAMES), len(lines) - 1):
        names = lines[index + 1 :]
        is_closing = lines[index][-1:] in ",!" and len(lines[index].split()) <= _SHORT_LINE
        if is_closing and not any("?" in name or len(name.split()) > _LONGEST_NAME for name in names):
            return "\n".join(lines[:index])
    return "\n".join(lines)


def _is_of_it(clause: str) -> bool:
    if len(clause.split()) <= _SHORT_CLAUSE or COURTESY.match(clause):
        return True
    return any(
        about.search(clause) for about in (_NOT_HERE, _MAILS, _INSTEAD, _BACK, _IN_HOSPITAL, _REDUCED, _HOURS)
    )
