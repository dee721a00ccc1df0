"""What a mail itself says for the complaint sheet, by field: nothing rather than something wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mailbot.expressions import Expression
from mailbot.model import IncomingMail
from mailbot.understand.contact_card import (
    address_in,
    fields_of_form,
    function_in,
    normal_phone,
    tail_of,
    telephone_in,
)
from mailbot.understand.fold import MAX_CHARACTERS, Tokens, fold
from mailbot.understand.phrases import Lexicon, Match

_LONGEST = 160
_MOST_AMOUNTS = 6
_AMOUNT = Expression(
    r"(?<![\w.,/-])\d{1,3}(?:(?:[ .\u00a0\u202f]\d{3}){1,3}|\d{0,6})(?:[.,]\d{1,2})?[ \u00a0\u202f]?(?:€|"
    r"euros?\b|eur\b)(?:[ \u00a0]?\d{2}\b)?|"
    r"€[ \u00a0]?\d{1,3}(?:(?:[., ]\d{3}){1,3}|\d{0,6})(?:[.,]\d{1,2})?",
    re.IGNORECASE,
)
_NUMBER = (
    r"(?:\d{1,3}|un|une|deux|trois|quatre|cinq|six|sept|huit|dix|quinze|vingt|trente|quarante-huit|"
    r"soixante|one|two|three|"
    r"five|seven|eight|ten|fourteen|zwei|drei|acht|zehn|vierzehn|twee|drie|acht|tien|veertien|dos|tres|"
    r"ocho|diez|due|tre|otto|dieci)"
)
_UNIT = (
    r"(?:jours?(?: ouvr[ée]s| ouvrables)?|heures?|h\b|semaines?|mois|days?|working days|hours?|weeks?|"
    r"tagen?|stunden|wochen|dagen|"
    r"uur|weken|d[ií]as|horas|semanas|giorni|ore|settimane)"
)
_MONTH = (
    r"(?:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|novembre|d[ée]cembre|"
    r"january|february|march|april|"
    r"may|june|july|august|september|october|november|december|januar|februar|märz|juni|juli|oktober|"
    r"dezember|januari|maart|mei|"
    r"enero|febrero|marzo|abril|mayo|junio|julio|septiembre|gennaio|aprile|maggio|giugno|luglio|"
    r"settembre|ottobre|dicembre)"
)
_DATE = rf"(?:(?:\d{{1,2}}|1er)[ .]*{_MONTH}(?: \d{{4}})?|\d{{1,2}}[/.]\d{{1,2}}(?:[/.]\d{{2,4}})?)"
_DAY = (
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|ce soir|la fin (?:de la semaine|du mois)|"
    r"monday|friday|freitag|montag)"
)
_DEADLINE = Expression(
    rf"(?:sous (?:un d[ée]lai de )?(?:{_NUMBER} {_UNIT}|huitaine|quinzaine)|dans (?:les|un d[ée]lai de|"
    rf"un d[ée]lai maximum de) {_NUMBER} {_UNIT}|"
    rf"d['’]ici (?:(?:le|au) )?(?:{_DAY} ?)?(?:{_DATE}|{_DAY}|{_NUMBER} {_UNIT})|"
    rf"avant (?:le (?:{_DAY} )?{_DATE}|{_DAY}\b)|"
    rf"au plus tard (?:le )?(?:{_DAY} )?(?:{_DATE}|{_DAY})|jusqu['’]au (?:{_DAY} )?{_DATE}|"
    rf"within {_NUMBER} {_UNIT}|"
    rf"(?:by|before) (?:{_DAY}|(?:the )?{_DATE})|(?:innerhalb|binnen) (?:von )?{_NUMBER} {_UNIT}|"
    rf"bis (?:zum|spätestens) {_DATE}|"
    rf"v[óo][óo]r {_DATE}|en (?:un plazo de )?{_NUMBER} {_UNIT}|antes del {_DATE}|"
    rf"entro (?:{_NUMBER} {_UNIT}|il {_DATE}))",
    re.IGNORECASE,
)
_DEMANDS = Expression(
    r"(?i)demand|attend|exig|merci|r[ée]pon|rembours|d[ée]faut|faute de|demeure|veuillez|prie|souhait|"
    r"voud|veux|confirm|please|expect|"
    r"request|reply|refund|bitte|erwart|forder|graag|verwacht|eis|espero|exijo|solicit|ruego|attendo|"
    r"chied|pretend|r[ée]gl|rappel|"
    r"sans nouvelle|je saisi|si je n|il me faut|corrig|proposition"
)
_PROMISED = Expression(
    r"(?i)promis|annonc|assur[ée]|aviez|avait|devai|devr|m['’]a (?:dit|r[ée]pondu)|on (?:nous|me) (?:dit|"
    r"r[ée]pond)|garanti|selon|pr[ée]vu|"
    r"r[èe]glement|conditions|loi\b|article|promised|told|said|versproch|beloofd|toegezegd|prometi|detto|"
    r"\u00ab[^\u00bb]*$|\"[^\"]*$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    field: str
    value: str  # empty: as it was said
    phrases: str


_CUES = (
    Cue(field="caractere", value="aboutissement", phrases="""
        pas la premiere fois; une fois de plus; encore une fois; pour la enieme fois; enieme; n ieme
        nieme fois; # eme fois; # e fois
        deuxieme|troisieme|quatrieme|cinquieme|sixieme|2eme fois|mail|courrier|relance|message
        deuxieme|troisieme|quatrieme|cinquieme|sixieme|2eme courriel|annee|panne|matin|lettre
        3eme|4eme|5eme|2e|3e|4e|5e fois|mail|courrier|relance|message|courriel|annee|panne|matin|lettre
        fois de suite; a chaque fois; chaque annee; chaque fois; comme l an dernier|passe
        comme l annee derniere; depuis des mois|annees; ca recommence; recidiv*; toujours rien
        toujours pas de reponse; malgre ~~ relances|mails|courriers|appels|rappels; # relances
        plusieurs relances; de trop; la goutte d eau; goutte qui; ras le bol; systematiquement
        not the first time; yet again; once again; third time; second time; third email; still no
        still waiting; every time; zum dritten|zweiten|vierten|wiederholten mal; schon wieder
        nicht das erste mal; immer wieder; jedes mal; niet de eerste keer; alweer
        voor de derde|tweede|zoveelste keer; no es la primera vez; otra vez; por tercera|segunda vez
        una vez mas; non e la prima volta; per la terza|seconda|ennesima volta; ancora una volta; ogni volta
        """),
    Cue(field="caractere", value="exceptionnel", phrases="""
        jamais eu ~ probleme|souci|reproche; premiere fois que ~~ plains|decu|probleme|mecontent*
        jusqu ici ~~ parfait|satisfait*|contents; jusqu a present ~~ satisfait*|parfait|contents
        toujours ete ~ satisfait*|content*|ravi*|tres; never had ~ problem|complaint
        first time ~~ complain|problem; bisher immer zufrieden; altijd tevreden; nunca ~~ problema|queja
        mai avuto problemi; sempre stati contenti
        """),
    Cue(field="relation", value="rupture", phrases="""
        ne reviendr*; n y reviendr*; plus jamais; n y remettr* ~ pieds; ne remettr* ~ pieds
        ne reserver* plus; on reviendra pas; reviendrai|reviendra|reviendrons pas|plus; pas pres de revenir
        je|nous resilie|resilions; resiliation immediate; je quitte; nous quittons; nous arretons
        j arrete la; nous passons ~ concurren*|prestataire; vais ~ voir ailleurs; irai|irons|iront ailleurs
        aller voir ailleurs; change* de prestataire|cabinet|courtier|mutuelle|banque|ecole|club|fournisseur
        perdu un|une|des client*|cliente|adherent*; derniere fois ~ que|chez; fin de collaboration|contrat
        mets fin; mettons fin; cesse ~ abonnement; ne renouveller*; ne renouveler*; me desabonne
        vous me|nous perdez; never again; won t be back; not be back; won t be coming back
        will not be coming back|returning; won t ~ return; not be returning
        taking my|our business elsewhere; cancel my|our membership|subscription|contract
        kommen nicht wieder; nie wieder; kommen nicht mehr; kundige ich; hiermit kundige; nooit meer
        komen niet meer; komen niet terug; zeg ~ op; no volveremos|volvere|volvemos; nunca mas
        nos damos de baja; non torneremo|tornero; mai piu; disdico; disdiciamo
        """),
    Cue(field="relation", value="poursuite", phrases="""
        nous reviendrons; on reviendra; je reviendrai; reviendrai|reviendrons volontiers|quand|avec
        reste|restons ~ client*|fidele*; resterons fidele*; continuerons a; continuerai a
        au plaisir de revenir; souhaite|souhaitons continuer|rester; we will be back; we ll be back
        look forward to ~ coming back|returning; will come back; wir kommen wieder; kommen gerne wieder
        wij komen graag terug; komen ~ terug volgend; volveremos ~ seguro|encantados|proximo
        torneremo volentieri
        """),
    Cue(field="menaces", value="", phrases="""
        avocat|avocate|avocats; mon conseil; tribunal|tribunaux; en justice; mise en demeure
        mettre en demeure; vous mets en demeure
        porter|porterai|porte|portons|deposer|depose|deposerai|deposons|depot plainte; plainte penale
        depot de plainte; huissier; commissaire de justice; prud hom*; juge; assign*; poursuites; mediateur
        conciliateur; dgccrf; repression des fraudes; signalconso; signal conso; ufc; que choisir
        60 millions; defenseur des droits; cnil; acpr; ars; inspection du travail; voies de droit
        tous recours; protection juridique
        avis ~ google|tripadvisor|booking|internet|negatif*|en ligne|trustpilot; avis google; tripadvisor
        trustpilot; reseaux sociaux; journaliste*; la presse; journal local; une etoile partout
        opposition ~ carte|paiement; chargeback; solicitor|lawyer|attorney; to|in court
        legal action|proceedings|steps; small claims; trading standards; ombudsman; review on|online
        bad review; the press; social media; rechtsanwalt; anwalt; anwaltin; gericht; rechtliche schritte
        verbraucherzentrale; advocaat; rechtbank; juridische stappen; abogado|abogada; tribunales
        denuncia|denunciare|denunciar; hoja de reclamaciones; avvocato|avvocata; vie legali; tribunale
        querela; diffida
        """),
)  # fmt: skip
_LEXICON: Lexicon[Cue] = Lexicon(_CUES)
_NO_THREAT: Lexicon[Cue] = Lexicon(
    (
        Cue(field="", value="", phrases="""
            plainte aupres de vous; plainte chez vous; sans avocat; pas besoin ~ avocat|tribunal; ni avocat
            cafe de la presse; maison de la presse; avocat ~ crevette*; nulle intention; n ai ~ intention
            pas l intention; avis de la presse; porte*|porter|porte plainte aupres|chez|contre votre
            salade d avocat; court terme; mes avis; votre avis; revue de presse; sans ~~ tribunal|plainte
            n irai pas; ne vais pas; juge|jugez par vous; a vous de juge
            """),
    )
)  # fmt: skip
_QUALITY = Expression(
    r"(?i)\b(?:en (?:tant que|ma qualit[ée] de|qualit[ée] de)|je suis (?:un |une |votre )?)\s*(?:la |le )?"
    r"(stagiaire|financeur|financeuse|formateur|formatrice|apprentie?|[ée]l[èe]ve|[ée]tudiante?|"
    r"adh[ée]rente?|abonn[ée]e?|locataire|copropri[ée]taire|"
    r"curateur|curatrice|tuteur|tutrice|mandataire|employeur|parent d['’][ée]l[èe]ve|saisonni[eè]re?|"
    r"propri[ée]taire|assur[ée]e?|soci[ée]taire|"
    r"prestataire|partenaire|fournisseur|avocate?|conseil|b[ée]n[ée]ficiaire|usag[eè]re?)\b(?!\s+(?:de|"
    r"du|d['’]un|des) (?:la|l['’])?\s*(?:vie|ville))"
)


def sheet_of(mail: IncomingMail, text: str, tokens: Tokens) -> dict[str, str]:
    """`text` and `tokens`: the subject and what the person wrote."""
    sheet: dict[str, str] = {}
    body = text[:MAX_CHARACTERS].partition("\n\n")[2]
    name = mail.writer.name if mail.writer else ""
    tail = tail_of(body, mail.signature)
    form = dict(fields_of_form(body))
    signed = _signed_name(tail, name)
    if _is_name(name):
        signed = name
    elif signed:
        sheet["nom"] = signed
    telephone = _phone_of_form(form) or telephone_in(body, tail)
    address = form.get("adresse") or form.get("adresse postale") or address_in(tail, signed or name)
    function = form.get("fonction") or function_in(tail, signed or name)
    found = {"telephone": telephone, "adresse": address, "fonction": function}
    sheet |= {field: value for field, value in found.items() if value and len(value) <= _LONGEST}
    quality = _QUALITY.search(body)
    if quality:
        sheet["qualite"] = quality.group(1).lower()
    return sheet | _said(text, tokens)


def _said(text: str, tokens: Tokens) -> dict[str, str]:
    """What is told rather than signed: habit, rupture, threats, deadline, amounts."""
    sheet: dict[str, str] = {}
    vetoes = _NO_THREAT.all_matches(tokens)
    for match in _LEXICON.matches(tokens):
        if match.cue.value:
            sheet.setdefault(match.cue.field, match.cue.value)
        elif not any(match.overlaps(veto) for veto in vetoes):
            sheet.setdefault(match.cue.field, _sentence_of(match, text, tokens))
    deadline = _deadline(text)
    if deadline:
        sheet["delaiclient"] = deadline
    amounts = list(
        dict.fromkeys(" ".join(found.group().split()) for found in _AMOUNT.finditer(text[:MAX_CHARACTERS]))
    )
    if amounts:
        sheet["montants"] = ", ".join(amounts[:_MOST_AMOUNTS])
    return sheet


def _phone_of_form(form: Mapping[str, str]) -> str | None:
    for label, value in form.items():
        if label in (
            "tel",
            "telephone",
            "portable",
            "mobile",
            "phone",
            "numero de telephone",
            "gsm",
            "telefon",
            "telefono",
            "telefoon",
        ):
            digits = re.sub(r"\D", "", value)
            if 9 <= len(digits) <= 15 and not re.search(r"[A-Za-z]{3}", value):
                return normal_phone(value)
    return None


def _signed_name(tail: Sequence[str], header: str) -> str | None:
    """The line that is nothing but a name: two to four words with capitals."""
    for line in reversed(tail[-6:]):
        candidate = re.split(r"\s*[,–|(]\s*|\s-\s", line, maxsplit=1)[0].strip(" .")
        if _is_name(candidate):
            return candidate
    return header if _is_name(header) else None


def _is_name(text: str) -> bool:
    words = text.split()
    return (
        2 <= len(words) <= 4
        and len(text) <= 40
        and all(
            re.fullmatch(r"[A-ZÀ-ÖØ-Þ][\wÀ-ÿ'’.-]*|de|du|des|le|la|van|von|der|den|et|di|da|del", w)
            for w in words
        )
        and not any(character.isdigit() for character in text)
        and words[-1][0].isupper()
        and fold(words[0]) not in _NOT_A_NAME
    )


_NOT_A_NAME_WORDS = """
    bien cordialement merci bonjour madame monsieur mesdames messieurs tres sincerement salutations veuillez
    envoye kind best the pour yours with mit met un saludo cordiali saluti objet nom service le la les je nous
    dans avec hotel residence rue
    """
_NOT_A_NAME = frozenset(_NOT_A_NAME_WORDS.split())


def _deadline(text: str) -> str | None:
    for found in _DEADLINE.finditer(text[:MAX_CHARACTERS]):
        start = max(text.rfind(mark, 0, found.start()) for mark in (". ", "! ", "? ", "\n"))
        ends = [at for mark in (". ", "! ", "? ", "\n") if (at := text.find(mark, found.end())) >= 0]
        before, sentence = text[start + 1 : found.start()], text[start + 1 : min(ends, default=len(text))]
        if _DEMANDS.search(sentence) and not _PROMISED.search(before):
            return " ".join(found.group().split())
    return None


def _sentence_of(match: Match[Cue], text: str, tokens: Tokens) -> str:
    sentence = [token for token in tokens if token.sentence == tokens[match.first].sentence]
    said = " ".join(text[sentence[0].start : sentence[-1].end].split())
    return said if len(said) <= _LONGEST else said[:_LONGEST].rsplit(" ", 1)[0] + "…"
