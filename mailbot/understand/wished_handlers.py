"""Whom the writer asks to be heard by, and whom not."""

from __future__ import annotations

from mailbot.expressions import Expression
from mailbot.understand.fold import MAX_CHARACTERS

_CIVILITIES = r"""
    M\. M Mr\.? MR Mme\.? MME Mlle MLLE Monsieur Madame Mademoiselle MONSIEUR MADAME Me Maître Mrs\.?
    Ms\.? Miss Frau Herrn? Mevrouw Meneer Dhr\.? Signora Signor Sig\.? Señora Señor Sra?\.? mme mr
    madame monsieur
    """
_NO_NAMES = """
    Le La Les Un Une Des Du De Service Direction Directeur Directrice Président Présidente Responsable Bonjour
    Cordialement Merci Vous Votre Vos Nous Je Il Elle Qui Que The Your Sir Ihnen Sie Accueil Mairie Office
    """


def _one_of(words: str) -> str:
    return "(?:" + "|".join(words.split()) + ")"


_CIVILITY = _one_of(_CIVILITIES)
_WORD = r"[A-ZÀ-Ý][\w'’-]+"
_MORE = rf"(?:[ \u00a0]{_WORD}){{0,2}}"
_PARTICLE = r"(?:(?i:le|la|de|du|van|von|el|ben)[ \u00a0])?"
_TITLED = rf"{_CIVILITY}[ \u00a0]+(?!(?:le|la|les|l)\b){_PARTICLE}[A-Za-zÀ-ÿ][\w'’-]+{_MORE}"
_BARE = rf"(?!(?:{_CIVILITY}|{_one_of(_NO_NAMES)})\b){_WORD}{_MORE}"
_PERSON = rf"(?P<name>{_TITLED})"
_ANYBODY = rf"(?P<name>{_TITLED}|{_BARE})"
_TREATS = (
    r"(?:me |nous |s['’]en |s['’]?|en |se )?(?:suive|occupe|traite|prenne|réponde|gère|reprenne|"
    r"rappelle|recontacte|"
    r"charge|instruise|examine|étudie|voie|appelle|contacte|regarde)"
)


def _patterns(*written: str) -> tuple[Expression, ...]:
    """PERSON has a civility; ANYBODY may be a bare name, where the words before leave no doubt."""
    return tuple(
        Expression(
            one.replace("PERSON", _PERSON).replace("ANYBODY", _ANYBODY).replace("TREATS", f"(?i:{_TREATS})")
        )
        for one in written
    )


_WISHED = _patterns(
    r"(?i:à|a) l['’ ]?attention (?i:de |d['’])ANYBODY",
    r"(?i:avoir affaire|m['’ ]?adresser|traiter|échanger|dialoguer) (?i:directement |"
    r"plutôt )?(?i:à |a |avec )ANYBODY",
    r"(?i:parler|rendez-vous|relation|contact) (?i:directement |plutôt )?(?i:à |a |avec )PERSON",
    r"(?i:être|soit|soient|sois|serait) (?i:suivie?s?|traitée?s?|prise?s? en charge|gérée?s?|"
    r"confiée?s?|reçue?s?|"
    r"rappelée?s?|entendue?s?) (?i:par |à )ANYBODY",
    r"(?i:que|qu['’])[ ]?(?i:ce soit |c['’]est )?ANYBODY[ ,]+(?i:et personne d['’]autre |seule? |"
    r"uniquement )?"
    r"(?i:qui )?TREATS",
    r"(?i:que|qu['’])[ ]?(?i:ce soit )(?i:de nouveau |toujours |plutôt |encore |bien )?ANYBODY",
    r"(?i:confier|confiez|confiée|attribuer|attribuez|remettre)[^.!?\n]{0,40}? (?i:à) ANYBODY",
    r"(?i:interlocut(?:eur|rice)|référente?) (?i:soit|reste|serait) ANYBODY",
    r"(?i:je |nous )(?i:préfère|préférerais|préférerions|préférons|voudrais|aimerais mieux|"
    r"souhaite|demande) PERSON",
    r"(?i:handled|dealt with|treated|answered|looked after|followed) (?i:by) ANYBODY",
    r"(?i:rather|prefer to|like to|want to|wish to) (?i:deal with|speak to|speak with|talk to|"
    r"hear from) ANYBODY",
    r"(?i:attention of|attn:?|for the attention of|ask for) ANYBODY",
    r"(?i:zu Händen(?: von)?|z\. ?Hd\.(?: von)?) ANYBODY",
    r"(?i:dass|möchte|gerne?|lieber) (?i:sich )?(?i:mit |von )?PERSON"
    r"[^.!?\n]{0,40}(?i:kümmer|bearbeit|sprech|betreu|annimmt)",
    r"(?i:ter attentie van|t\.a\.v\.) ANYBODY",
    r"(?i:door|met) PERSON[^.!?\n]{0,30}(?i:behandeld|spreken|geholpen|contact)",
    r"(?i:a la atención de|all['’]attenzione di) ANYBODY",
    r"(?i:que me atienda|prefiero hablar con|preferirei parlare con|che se ne occupi) ANYBODY",
)
_UNWANTED = _patterns(
    r"(?i:n['’e]) ?[^.!?\n]{0,40}?(?i:avoir affaire|parler|m['’ ]?adresser|échanger|traiter|discuter) "
    r"(?i:à |a |avec )PERSON",
    r"(?i:n['’e]) ?[^.!?\n]{0,40}?(?i:plus) (?i:avoir affaire|parler|échanger|traiter|"
    r"discuter) (?i:à |a |avec )ANYBODY",
    r"(?i:plus affaire à|surtout pas|autre que|n['’]importe qui sauf|tout sauf|d['’]autre que) ANYBODY",
    r"(?i:plus jamais|et pas|mais pas|sauf|pas avec|pas par|pas à) PERSON",
    r"(?:^|\n)(?i:pas) PERSON",
    r"(?i:refus\w*)[^.!?\n]{0,40}?(?i:avec|à|par|que) PERSON",
    r"(?i:hors de question|pas question|refus\w*)[^.!?\n]{0,30}? (?i:que|avec) PERSON",
    r"(?i:évitez|épargnez)(?i:-(?:moi|nous))? PERSON",
    r"(?i:autre (?:interlocut(?:eur|rice)|personne|conseill[eè]re?) que) ANYBODY",
    r"(?i:sans passer par|ne soit pas|ne soit plus|que ce ne soit (?:pas|plus)) ANYBODY",
    r"(?i:soit|soient|être) (?i:pas|plus) (?i:suivie?s?|traitée?s?|confiée?s?|gérée?s?) (?i:par |à )ANYBODY",
    r"(?i:pas|plus) (?i:que )PERSON TREATS",
    r"(?i:que) PERSON (?i:ne |n['’])TREATS[^.!?\n]{0,20}? (?i:pas|plus)",
    r"(?i:not|never|anyone but|anybody but|except|other than) "
    r"(?i:want to |wish to |deal with |speak to |talk to |by |with |have to )*PERSON",
    r"(?i:anyone but|anybody but|other than) ANYBODY",
    r"(?i:nicht|nie wieder|nicht mehr|auf keinen Fall) (?i:mit|von|an) PERSON",
    r"(?i:niet|nooit meer) (?i:met|door|van) PERSON",
    r"(?i:no) (?i:quiero|deseo)[^.!?\n]{0,30}(?i:con|por) PERSON",
    r"(?i:non) (?i:voglio|desidero)[^.!?\n]{0,30}(?i:con|da) PERSON",
)
_REFUSED = Expression(
    r"(?i)\b(?:ne|n['’]|pas|plus|sauf|jamais|sans|autre que|refus\w*|not|never|but|nicht|kein|niet|non?)\b"
)
_ALREADY = Expression(
    r"(?i)\b(?:ai|as|a|avons|ont|avait|avais|étais|était|fus|fut|was|were|had|wurde|worden|werd) (?:déjà )?"
    r"(?:été |eu |been )?(?:\w+ )?$"
)


def wished_handler(text: str) -> str | None:
    """« je ne veux plus avoir affaire à M. X » asks for the contrary; « suivi par M. X » tells."""
    for pattern in _WISHED:
        for found in pattern.finditer(text[:MAX_CHARACTERS]):
            start = max(text.rfind(mark, 0, found.start()) for mark in ".!?\n;,") + 1
            before = text[start : found.start()]
            if not _REFUSED.search(text[start : found.start("name")]) and not _ALREADY.search(before):
                return found.group("name").strip()
    return None


def unwanted_handler(text: str) -> str | None:
    """« plus jamais M. X », « je ne veux plus avoir affaire à M. X »."""
    for pattern in _UNWANTED:
        found = pattern.search(text, 0, MAX_CHARACTERS)
        if found:
            return found.group("name").strip()
    return None
