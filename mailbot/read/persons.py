"""Does a person speak? What somebody writes who wants something, and no machine does.

Machines use the same words as the people who complain of them. Whoever says "I", asks for something or
tells what happened is heard, unless headers prove a machine; what stands between quotation marks is
somebody else's. All patterns are for small letters.
"""

from __future__ import annotations

from mailbot.expressions import Expression

# Whoever speaks of these has more to say than that nobody is there.
MATTER = Expression(
    r"\b(?<![-+\d])\d{1,4}-\d{1,6}\b(?![-\d])|#\s?\d|\bn[°o]\s?\d"
    r"|\b(?:r[ée]f|contrat|contract|dossier|commande|order)\w{0,8}\W{0,3}\d|"
    r"personne n[e'’]|\bnobody\b|no one|niemand|nessuno|\bnadie\b|depuis|klopt niet|stimmt nicht|is wrong"
    r"|van het hotel|of the hotel|vom hotel|del hotel|dell[’']hotel|hôtelier|rembours|refund|erstatt"
    r"|terugbeta"
    r"|reembols|rimbors|réclam|plaint|plaign|complain|beschwer|klacht|queja|denunci"
    r"|reclam|€|\beuros?\b|factur|invoice|rechnung|chambre|\brooms?\b|zimmer|\bkamer|habitaci|\bcamera\b"
    r"|séjour"
    r"|\bstay(?:ed)?\b|aufenthalt|verblijf|estancia|soggiorno|réserv|booking|buchung|reserv|prenotazion"
    r"|locati|gîte"
    r"|sale\b|sales\b|panne|cass[ée]|dirty|broken|schmutz|kaputt|vuil|kapot|suci|sporc|rott|déçu|insatisf"
    r"|mécontent|scandal|inadmissible|inaccept|honte|colère|indemnis|avocat|tribunal|litige|dédommag"
    r"|pi[èe]ces? jointe|ci-joint|attached|anbei|im anhang|bijlage|adjunt|allegat",
)
WISH = Expression(
    r"(?:j['’]aimerais|je (?:souhait|voudrais|demande|veux|conteste|refuse|confirme|préfère|attends)"
    r"|nous (?:souhait|voudrions|demandons|voulons|contestons|refusons|exigeons|attendons)"
    r"|pouvez[- ]vous"
    r"|pourriez|appelez[- ]moi|rappelez|écrivez[- ]moi|répondez|merci de (?:m['’]|me |nous |bien )"
    r"|veuillez (?:m['’]|me )"
    r"|i (?:would|want|need|expect|ask)|could you|call me (?:before|back)|let me know|ich (?:möchte|hätte"
    r"|will|erwarte)"
    r"|könn(?:ten|tet|t) (?:sie|ihr)|können sie (?:mir|bitte)|rufen sie mich|ik (?:wil|zou|verwacht)"
    r"|kunt u (?!contact|zich|terecht|mij bereiken)|bel (?:me|mij)|quisiera|quiero|me gustaría"
    r"|vorrei|voglio|chiedo|potete|chiamatemi)",
)
# A story is told in the past, and an objection begins with "but"; a notice speaks of now and later.
STORY = Expression(
    r"\b(?:mais|but|aber|maar|pero|était|étaient|avait|avaient|avons(?! (?:bien )?reçu)"
    r"|j['’]ai (?!quitté)"
    r"|n['’]ai pas (?!accès)|ont|were|was|had|has|war|waren"
    r"|hatten?|haben(?! (?:betriebsferien|geschlossen|urlaub|ihre|wir|zu\b))|wurde|had|hadden|werd"
    r"|estaba|había|fue|era|erano|aveva|hanno)\b",
)
_FIRST_PERSON = Expression(
    r"\b(?:je|ich|ik|yo|jag|jeg)\b|\bj['’]\w|\bi['’](?:m|ve|d|ll)\b"
    r"|\bi (?:am|was|bought|get|got|went|called|have"
    r"|had|would|want|need|do|did|can|cannot|think|book|paid|pay|stay|wr|will|ask|rec|got)"
)
_CITED = Expression(
    r"«[^»]{1,600}»|“[^”]{1,600}”|„[^“”]{1,600}[“”]|(?<!\w)\"[^\"\n]{1,400}\"(?!\w)|‘[^’\n]{1,400}’(?!\w)"
)
_FEWEST_LINES = 3
_MARKS = '«“„‘"'

_GREETS = Expression(
    r"\s{0,9}(?:bonjour|bonsoir|madame|monsieur|mesdames|hello|hi|dear|hallo|guten tag|sehr geehrte|beste"
    r"|geachte|goedendag|goedemiddag|buen[ao]s|hola|estimad|buongiorno|buonasera|gentile|salve)\b",
)
_OURSELVES = Expression(
    r"\b(?:nous|notre|nos|we|our|ours|wir|unsere?[nrs]?|uns|wij|onze?|ons|nosotros|nuestr[oa]s?"
    r"|nostr[oaie]|mi|mia|mio)\b"
)
_AWAITS = Expression(
    r"graag uw reactie|espero (?:su|una) respuesta|(?:aspetto|attendo) (?:una|la vostra) risposta"
    r"|write (?:back )?to this address|répond\w+ à cette adresse|an diese adresse|(?:wij|wir) bitten um"
)
_NO_ANSWER = Expression(
    r"(?:ne pas|do not|don['’]t|not to) (?:répondre|reply|respond)|nicht (?:auf|zu )[^\n]{0,30}antwort"
    r"|niet (?:te )?(?:be)?antwoorden|no responda|non rispond"
)
_SIGNED = Expression(r"[^\W\d_][\w'’.-]{0,24}(?: [\w'’.-]{1,24}){0,3}(?:, [^\n]{2,40})?\s{0,9}")
_NO_PERSON = Expression(
    r"\b(?:the|your|votre|ihr|ihre|uw|su|il|la|le|team|équipe|service|kundenservice|customer|client"
    r"|banque|bank"
    r"|support|webwinkel|shop|cabinet)\b"
)


def signs_own_words(said: str, text: str) -> bool:
    """Greeting, a story or a wish of one's own, a name below: whatever the address, a person."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) < _FEWEST_LINES or not _GREETS.match(said) or _NO_ANSWER.search(said):
        return False
    name = lines[-1]
    if not name[:1].isupper() or not _SIGNED.fullmatch(name) or _NO_PERSON.search(name.lower()):
        return False
    speaks = _FIRST_PERSON.search(said) or _OURSELVES.search(said)
    return bool(speaks and (STORY.search(said) or _AWAITS.search(said)))


def own_words(text: str) -> str:
    """In small letters, without what is cited."""
    if any(mark in text for mark in _MARKS):
        text = _CITED.sub(" ", text)
    return text.lower()


def wants(said: str) -> bool:
    """Somebody says "I", or asks for something."""
    return bool(_FIRST_PERSON.search(said) or WISH.search(said))


def tells(said: str) -> bool:
    """Somebody asks, tells a story, or speaks of what people complain about."""
    return "?" in said or any(sign.search(said) for sign in (WISH, MATTER, STORY))
