"""Notices of absence in somebody's own words, as answers to a letter, clause by clause.

No list of phrases holds what people write there. But every clause is about the same few things: not here,
until when, mails and who reads them, whom to turn to. One clause about anything else, one word in the past
tense of a story, one wish, and it is a person's answer.
"""

from __future__ import annotations

import re

from mailbot.read.absence import COURTESY, MOST_CHARACTERS
from mailbot.read.persons import MATTER, STORY, WISH

_NOT_HERE = re.compile(
    r"\babsen(?:te?s?|ces?)\b|\bcongés?\b|en vacances|en (?:déplacement|voyage|formation|mission"
    r"|séminaire)|peu de réseau"
    r"|arrêt (?:maladie|de travail)|maternité|paternité|parental|temps partiel|injoignable|indisponible"
    r"|\bferm(?:e|é|ée|és|ées|ons|ent|eture)\b|\bpart(?:i|ie|is|ies)\b|hors (?:du bureau|de france)"
    r"|à l['’]étranger"
    r"|sur un salon|ne (?:travaille|fais) p(?:as|lus)|quitté (?:l|mes|mon|ce)|\bclos(?:e|ed)?\b|shut\b"
    r"|\baway\b"
    r"|out of (?:the )?office|i['’]m out|\bleave\b|on holiday|vacation|left the|no longer (?:work|with)"
    r"|travell?ing"
    r"|unavailable|part[- ]time|\babwesen|urlaub|elternzeit|mutterschutz|unterwegs|winterpause|betriebsferien"
    r"|geschlossen|außer haus|nicht (?:im (?:büro|haus)|erreichbar|da\b)|nicht mehr (?:im|bei|für)|krankheit"
    r"|afwezig|vakantie|verlof|er even niet|gesloten|ziekte|niet (?:aanwezig|bereikbaar)|niet meer werkzaam"
    r"|de (?:viaje|vacaciones|baja|permiso)|\bausente|fuera de|cerrad[oa]|ya no trabajo|sin conexión"
    r"|non sono in|in ferie|per ferie|\bassent|fuori (?:sede|ufficio)|\bchius[oi]|\bchiusa|in viaggio"
    r"|non lavoro più",
)
_MAILS = re.compile(
    r"\b(?:mails?|e-?mails?|courriels?|courriers?|messages?|messagerie|boîte|correspondance|réseau"
    r"|connexion)\b"
    r"|\b(?:lir(?:e|ai)|lis|lus?|lues?|ouvrir\w*|consult\w+|relev\w+|répon\w+|recontact\w+)\b|donnerai suite"
    r"|à votre écoute|revien\w* vers|\b(?:read|check(?:ing)?|respond\w*|reply|replies|answer\w*|dealt"
    r"|correspondence"
    r"|signal)\b|get back to|\b(?:nachricht(?:en)?|lesen?|\w*antwort\w*|meld\w+)\b|für sie da|\bzugriff\b"
    r"|\b(?:bericht\w*|lees|lezen|\w*antwoord\w*)\b|\b(?:correos?|mensajes?|contest\w+|respond\w+|conexión)\b"
    r"|\b(?:posta|messagg\w+|legger\w+|rispon\w+|ricontatter\w+)\b",
)
_WHEN = re.compile(
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
_INSTEAD = re.compile(
    r"[\w.+-]{1,64}@[\w-]{1,63}\.\w|\+?\d(?:[\s.]?\d{2,3}){3,5}|adresse[zr][- ](?:vous|vos)|contacte[zr]"
    r"|intérim"
    r"|remplac|relais|en attendant|suppléan|urgen|ne peut attendre|please (?:contact|direct)|instead"
    r"|can['’]?t wait"
    r"|\bcontact \w+|vertr[ei]t|wenden sie|\beilig|dringend|collega|\bhaast|\bspoed|\bbel\b|colega|compañer"
    r"|escriba|colleg|scrivere|rivolg",
)
_BACK = re.compile(
    r"\b(?:retour|reprises?|reprend\w*|réouv\w+|rouvr\w+|de nouveau|période|re-?open\w*|back|again|wieder"
    r"|weer"
    r"|terug|vuelta|regreso|riapert\w+|rientr\w+)\b",
)
_ABOUT = (_NOT_HERE, _MAILS, _WHEN, _INSTEAD)
_CLAUSE = re.compile(r"\n+|(?<=[^\d\s][.!;:?,])\s+|\s[–—-]\s")
_MOST_WORDS = 70
_SHORT_CLAUSE = 3  # words: a name, a date, "for family reasons"


def is_answer_of_absent(text: str) -> bool:
    """Somebody is not here, at least one thing more of a notice is said, and nothing of anything else."""
    text = text.strip()
    if not 0 < len(text) <= MOST_CHARACTERS or len(text.split()) > _MOST_WORDS:
        return False
    text = text.lower()
    if any(other.search(text) for other in (STORY, MATTER, WISH)):
        return False
    clauses = [" ".join(clause.split()) for clause in _CLAUSE.split(text)]
    if any(clause.endswith("?") and len(clause.split()) > 1 for clause in clauses):
        return False
    if not all(map(_is_of_it, clauses)):
        return False
    is_away = bool(_NOT_HERE.search(text)) and any(about.search(text) for about in _ABOUT[1:])
    return is_away or bool(_MAILS.search(text) and _WHEN.search(text) and _INSTEAD.search(text))


def _is_of_it(clause: str) -> bool:
    if len(clause.split()) <= _SHORT_CLAUSE or COURTESY.match(clause):
        return True
    return any(about.search(clause) for about in (_NOT_HERE, _MAILS, _INSTEAD, _BACK))
