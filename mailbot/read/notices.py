"""Lines that no writer wrote: a device's advertisement, a legal notice, a gateway's warning."""

from __future__ import annotations

import re

from mailbot.expressions import Expression
from mailbot.read.cards import is_card_line

_MY = r"(?:mon|ma|mes|my|mein(?:e[mrn])?(?:/meine[mrn])?|mijn|mi|mis|meu|minha|mio|min|mitt)"
_SENT = (
    r"(?:envoyée?s?|expédiée?|écrit|sent|written|gesendet|geschickt|verzonden|verstuurd|gestuurd|enviad[oa]"
    r"|inviat[oa]|skickat|sendt|provenance|composed|rédigé)"
)
_FROM = (
    r"(?:à partir de|depuis|de|d['’]|via|avec|par|from|using|with|via|by|von|mit|über|vanaf|met|van|desde"
    r"|con|dal?|dalla|tramite|från|fra)"
)
_BRAND = (
    r"(?:i ?phone|i ?pad|ipod|galaxy|samsung|huawei|xiaomi|redmi|oneplus|oppo|honor|pixel|motorola|nokia"
    r"|sony|lg"
    r"|blackberry|android|windows phone|outlook|yahoo|gmail|hotmail|proton(?: ?mail)?|sfr|orange|free"
    r"|bouygues"
    r"|laposte(?:\.net)?|thunderbird|k-9|fairemail|bluemail|typeapp|spark|edison|mailo|mailspring"
    r"|em client|airmail"
    r"|canary|superhuman|fastmail|gmx|web\.de|t-online|freenet|zimbra|sogo|roundcube|tutanota|tuta|aol"
    r"|icloud"
    r"|mymail|mail\.ru|libero|virgilio|tiscali|alice|ziggo|kpn|telenet|proximus|bluewin|infomaniak|zoho"
    r"|(?:courrier|mail|mobile) (?:pour|for|für|voor|para|per) (?:windows|android|ios|iphone)"
    r"|courrier orange"
    r"|mail orange|mobile phone|(?:messagerie|webmail|mail) (?:de )?la poste)"
)
_DEVICE = Expression(
    rf"(?:{_SENT}\s?:?\s{{1,3}}(?:{_FROM}\s?){{1,2}}(?:\w{{2,12}}\s){{0,2}}?{_MY}\s[^\n]{{1,110}}"
    rf"|{_SENT}\s?:?\s{{1,3}}(?:{_FROM}\s?){{0,2}}[^\n]{{0,40}}?\b{_BRAND}\b[^\n]{{0,90}}"
    rf"|von {_MY}\s[^\n]{{2,60}} (?:gesendet|geschickt)[^\n]{{0,40}}"
    r"|(?:diese (?:nachricht|e-?mail) wurde|ce (?:message|mail|courriel) (?:a été|est)|this (?:message"
    r"|e-?mail) was"
    r"|dit bericht (?:is|werd)|este (?:mensaje|correo) (?:ha sido|fue)"
    r"|questo messaggio è stato)\s[^\n]{0,20}"
    rf"(?:{_FROM})\s{_MY}?[^\n]{{2,60}}(?:gesendet|envoyé|sent|verzonden|verstuurd|enviado"
    rf"|inviato)?[^\n]{{0,40}}\b{_BRAND}\b[^\n]{{0,60}}"
    r"|(?:télécharge[rz]|obtene[rz]|obtenir|get|download|holen sie sich|hol dir|outlook (?:für|voor)"
    r"|ottieni|scarica"
    r"|descargar?|obtén|obtener) (?:outlook|bluemail|typeapp|yahoo|proton|aqua mail)\b[^\n]{0,120}"
    r"|outlook (?:für|voor|pour|for|para|per) (?:android|ios|mac|windows)\b[^\n]{0,90}"
    r"|yahoo mail\s?:[^\n]{0,60}"
    r"|(?:garanti sans virus|virus-free|virenfrei|virusvrij|libre de virus|privo di virus)[^\n]{0,90}"
    r"|(?:cet e-?mail|ce (?:message|courriel|courrier)|l['’]absence de virus|this e-?mail|diese e-?mail"
    r"|deze e-?mail"
    r"|este (?:correo|mensaje)|questa e-?mail)[^\n]{0,110}(?:virus|viren|avast|avg)[^\n]{0,90}"
    r"|(?:https?://)?www\.(?:avast|avg)\.com[^\n]{0,60}|<#[0-9A-F-]{30,40}>)[.\s]{0,3}$",
    re.IGNORECASE,
)
_SYSTEM = r"(?:android|ios|i?phone|ipad|mac(?:os)?|windows|mobile|pc|desktop)(?: \d{1,2})?"
_FOR_SYSTEM = rf"\s(?:for|pour|für|voor|para|per)\s(?:mon |mein |my )?{_SYSTEM}"
_APP_NAME = (
    r"(?:spark|edison|canary|airmail|aqua ?mail|my ?mail|nine|mailbird|mailspring|bluemail|typeapp|k-9"
    r"|fairemail|superhuman|newton|em ?client|der mobilen mail[ -]app)(?: mail)?"
)
_GET = (
    r"(?:télécharge[rz]?|obten(?:ez|ir|er)|obtén|installe[rz]?|get|download|install|holen sie sich"
    r"|hole? dir"
    r"|descargar?|scarica|ottieni)"
)
# What programs for phones add that are called like other things: nothing but these words counts.
_APP = Expression(
    rf"(?:(?:{_SENT}\s{_FROM}|{_GET})\s{_APP_NAME}(?:{_FOR_SYSTEM})?"
    rf"|{_SENT}\s{_FROM}\s(?:mail|correo|posta|courrier){_FOR_SYSTEM})"
    r"(?:, the best[^\n]{0,40}|\s{0,2}\(?https?://\S{3,60})?[.\s]{0,3}$",
    re.IGNORECASE,
)
_APP_STARTS = (
    "env", "exp", "écr", "sen", "wri", "ges", "ver", "inv", "ski", "pro", "com", "réd", "tél", "obt", "ins",
    "get", "dow", "hol", "des", "sca", "ott",
)  # fmt: skip
_LONGEST_APP = 90
_LONGEST_LINE = 260
# Some programs put a character in front that nobody sees.
_AROUND = " \t\xa0*_<>\u2026()[]-\u2060\u2061\u2062\u2063\u200b\u200c\u200d\u200e\u200f\ufeff\xad"
_DEVICE_WORDS = 18  # more words than that are a sentence of the writer's
_EXCUSE = Expression(
    r"[.,;!]?\s{1,3}(?:veuillez|merci d['’]excuser|désolé|excuse|pardon|please|sorry|apolog|bitte"
    r"|entschuldig|disculp|scus)[^\n]{0,120}$",
    re.IGNORECASE,
)
_DAY_OF_MONTH = Expression(r"\b(?:le|on|am|op|el|il) \d|\bsans réponse\b", re.IGNORECASE)
_TOLD = Expression(
    r",\s|\b(?:je|nous|vous|il|elle|est|sont|était|i|you|we|they|was|ich|sie|wir|ist|ik|wij|yo|usted|io"
    r"|lei)\b",
    re.IGNORECASE,
)
_GLUED = Expression(
    r"(?<=[a-zà-ÿ.!?)])(?=(?:Envoyé (?:de|depuis|à partir de) mon|Sent from my|Von meine[mr] \w"
    r"|Gesendet von|Verzonden vanaf"
    r"|Verstuurd vanaf|Enviado desde mi|Inviato da[l ])\b)"
)
_NOTICE = Expression(
    r"(?:(?:ce|cet|le présent|les informations|l['’]information|le contenu|la présente)\b[^\n]{0,80}"
    r"(?:message|courriel|mail|e-mail|courrier|transmission)?[^\n]{0,80}(?:pièces? jointes?|confidentiel"
    r"|destin|contenu)"
    r"|(?:this|the (?:information|content)s?)\b[^\n]{0,60}(?:e-?mail|message|communication|transmission)"
    r"[^\n]{0,120}(?:confidential|intended|privileged)"
    r"|(?:avis|clause|mention|note) (?:de |d['’])?confidentialité|confidentiality (?:notice|note)"
    r"|disclaimer\b"
    r"|(?:legal|important) (?:notice|disclaimer)|(?:avis|mentions?) léga|vertraulichkeitshinweis"
    r"|aviso legal|avvertenz"
    r"|(?:diese|der inhalt dieser) (?:e-?mail|nachricht)[^\n]{0,160}(?:vertraulich|bestimmt)"
    r"|(?:dit|deze|de inhoud van d)[^\n]{0,20}(?:bericht|e-?mail)[^\n]{0,160}(?:vertrouwelijk|bestemd)"
    r"|(?:este|la información)\b[^\n]{0,60}(?:mensaje|correo)[^\n]{0,160}(?:confidencial|destinatari)"
    r"|(?:questo|questa|il presente|le informazioni)\b[^\n]{0,60}(?:messaggio"
    r"|e-?mail)[^\n]{0,160}(?:confidenzial|riservat|destinatari)"
    r"|[^\n]{0,40}(?:pensez|penser|pensons) (?:à l['’]|à notre |aussi à l['’])environnement"
    r"|[^\n]{0,40}n['’]imprimez (?:ce|cet|que)|[^\n]{0,30}avant d['’]imprimer"
    r"|[^\n]{0,60}(?:consider|think of) the environment|[^\n]{0,60}denken sie an die umwelt"
    r"|[^\n]{0,40}piensa? en el medio ?ambiente|[^\n]{0,40}rispetta l['’]ambiente)",
    re.IGNORECASE,
)
_LEGAL_WORDS = Expression(
    r"confidenti|destinataire|recipient|intended|responsabilit|liab|virus|usurp|alt[ée]r|environnement"
    r"|imprim"
    r"|vertraulich|empfänger|adressat|vertrouwelijk|geadresseerde|confidencial|destinatari|riservat|umwelt"
    r"|unauthori[sz]ed|disclos|par erreur|in error|irrtümlich|por error|per errore",
    re.IGNORECASE,
)
_LAW = Expression(
    r"confiden|destin|exclusi|strict|responsab|erreur|error|interdi|prohib|diffusi|divulg|autoris|unauthori"
    r"|disclos|intended|recipient|privileg|liab|virus|alt[ée]r|vertraulich|empfänger|adressat|bestimmt"
    r"|irrtüm|unbefugt|unerlaubt|rechtlich|vertrouwelijk|geadresseerde|bestemd|onbevoegd|abusievelijk"
    r"|prohibid|riservat|personal|usurp|environ|imprim|papier|print|umwelt|ausdruck|ambiente|stampa",
)
_FEWEST_STEMS = 2
_FIRST_PERSON = Expression(
    r"\b(?i:je|mon|ma|mes|my|ich|mein|meine|ik|mijn|yo|io)\b|\b(?i:[jm])['’]|\bI\b(?!['’.])"
)
_LONGEST_NOTICE = 4_000  # characters
_MOST_NOTICE_LINES = 60
_PICTURE = Expression(
    r"\s{0,4}(?:\[(?:cid:|image\b|logo\b|inline image)[^\]\n]{0,120}\]|<image\d{3}\.(?:png|jpe?g"
    r"|gif)>)\s{0,4}$",
    re.IGNORECASE,
)
_WARNING = Expression(
    r"[\W_]{0,6}(?:caution|warning|attention|avertissement|external|externe?|achtung|vorsicht|warnung"
    r"|let op|waarschuwing"
    r"|precaución|atención|advertencia|attenzione|mail externe|courriel externe)\b",
    re.IGNORECASE,
)
_OUTSIDE = Expression(
    r"external|outside|extérieur|externe|extern|außerhalb|buiten|externo|fuera de|esterno|non reconnu"
    r"|unknown sender",
    re.IGNORECASE,
)
_ORIGIN = Expression(
    r"\b(?:provien|provenan|vien[te]\b|éman|envoyé|originat|sent|came|comes|stammt|kommt|gesendet"
    r"|afkomstig|verzonden"
    r"|proced|enviado|arriva|inviat)",
    re.IGNORECASE,
)
_CARE = Expression(
    r"click|cliqu|links?\b|liens?\b|attachment|pièces? jointe|organi[sz]|anhäng|bijlage|adjunto|allegat"
    r"|expéditeur|sender"
    r"|absender|afzender|remitente|mittente|klick|enlace|prudence|vigilan",
    re.IGNORECASE,
)


def is_device(line: str) -> bool:
    """An advertisement of the device: short, a line of its own, no sentence that goes on."""
    words = _EXCUSE.sub("", line.strip(_AROUND)) if len(line) < _LONGEST_LINE else ""
    if len(words) < _LONGEST_APP and words[:3].lower().startswith(_APP_STARTS) and _APP.match(words):
        return True
    match = _DEVICE.match(words)
    if match is None or len(words.split()) > _DEVICE_WORDS:
        return False
    return not _DAY_OF_MONTH.search(words) and not (words[:1].lower() in "esgv" and _TOLD.search(words))


def split_device(line: str) -> list[str]:
    """Some programs lose the line break above it."""
    match = _GLUED.search(line) if len(line) < 5_000 else None
    if match and is_device(line[match.start() :]):
        return [line[: match.start()], line[match.start() :]]
    return [line]


def is_picture(line: str) -> bool:
    """What a plain text shows in place of a logo."""
    return bool(_PICTURE.match(line))


def notice_start(lines: list[str]) -> int:
    """Where legal notices begin; they come last, in a paragraph or two and their translation."""
    if not _speaks_law("\n".join(lines[-_MOST_NOTICE_LINES:])):
        return len(lines)
    for index in range(max(0, len(lines) - _MOST_NOTICE_LINES), len(lines)):
        if not _is_notice(lines[index]):
            continue
        above = lines[index - 1].strip(" \t*_-=") if index else ""
        rest = lines[index:]
        if (
            (not above or _is_notice(above) or is_card_line(above))
            and sum(map(len, rest)) <= _LONGEST_NOTICE
            and _is_all_notice(rest)
            and _speaks_law("\n".join(rest))
            and not _FIRST_PERSON.search("\n".join(rest))
        ):
            return index
    return len(lines)


def _speaks_law(text: str) -> bool:
    """Lawyers' words, several of them."""
    return len({match[0][:6] for match in _LAW.finditer(text[-_LONGEST_NOTICE:].lower())}) >= _FEWEST_STEMS


def _is_notice(line: str) -> bool:
    return bool(_NOTICE.match(line.strip(" \t\xa0*_")[:600]))


def _is_all_notice(lines: list[str]) -> bool:
    """More than that is somebody's text."""
    paragraphs = [
        part for part in "\n".join(line.strip() for line in lines).split("\n\n") if part.strip(" *_-=\n")
    ]
    return len(paragraphs) <= 1 or all(
        _is_notice(part) or _LEGAL_WORDS.search(part) or is_picture(part) for part in paragraphs
    )


def warning_end(lines: list[str]) -> int:
    """A mail server's warning on top, one paragraph: the number of its lines, blank ones below included."""
    start = next((i for i, line in enumerate(lines[:4]) if line.strip(" \t\xa0_*-=")), len(lines))
    end = next((i for i, line in enumerate(lines) if i > start and not line.strip(" \t\xa0_*-=")), len(lines))
    paragraph = " ".join(lines[start:end])
    if len(paragraph) > 600 or end == len(lines) or not _WARNING.match(paragraph):
        return 0
    is_warning = all(words.search(paragraph) for words in (_OUTSIDE, _CARE, _ORIGIN))
    return end if is_warning else 0
