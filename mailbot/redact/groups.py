"""Finds the firm, club or school of the writer: it names a person as well as a surname does."""

from __future__ import annotations

from collections.abc import Iterator

from mailbot.expressions import Expression
from mailbot.redact.folding import fold
from mailbot.redact.words import PLAIN

_OWN_GROUP = Expression(
    r"(?<!\w)(?:[Mm]on|[Mm]a|[Nn]otre|[Nn]os|[Oo]ur|[Mm]y|[Uu]nser[em]?) (?:petite? )?(?:groupe|"
    r"association|asso|club|école|ecole|entreprise|société|societe|"
    r"mairie|collège|lycée|équipe|troupe|EHPAD|IME|foyer|comité|CE|CSE|chorale|paroisse|"
    r"boutique|firme|cabinet|company|school|firm|Firma|Verein)"
    r"(?: (?:de la|de l['’]|du|des|de|d['’]))?[ ,:(«\"]{1,3}(?P<name>(?:(?:La|Le|Les|"
    r"L['’]) ?)?[A-ZÀ-Ý][^\W\d_]{2,30}"
    r"(?:[ '’-](?:[A-ZÀ-Ý][^\W\d_]{1,30}|(?:de la|des|du|de|la|les|le|et|aux?|d['’]|"
    r"l['’])(?= ?[\w])|(?<=des )[a-zà-ÿ]{3,20}|(?<=aux )[a-zà-ÿ]{3,20})){0,6})"
)


_NAMED = (
    r"(?P<name>(?:(?:Les?|La|L['’])[ ]?)?[A-ZÀ-Ý][\w&'’-]{1,30}(?:[ -](?:[A-ZÀ-Ý][\w&'’-]{1,30}|"
    r"(?:de la|des|du|de|d['’]|et|&|aux?|pour|en|sur)(?=[ ]?[A-ZÀ-Ý])[ ]?[A-ZÀ-Ý][\w'’-]{1,30})){0,5})"
)
# Firms by their legal form, and the places where the writer learns, works, lives or plays.
_FIRM = Expression(
    rf"(?<!\w)(?:SARL|S\.A\.R\.L\.|SASU?|EURL|SCI|SCP|SELARL|GAEC|EARL|SNC|Ets|ETS|Établissements|GmbH|"
    rf"Ltd)[ ]{_NAMED}"
)
_MEMBER = Expression(
    r"(?<!\w)(?i:adhérente?s?|membres?|licenciée?s?|résidente?s?|salariée?s?|bénévoles?|sociétaires?|"
    r"élèves?|étudiante?s?|"
    r"enseignante?s?|professeure?s?(?: d['’][\w.]{2,12}| de [\w]{2,14})?|institutrices?|instituteurs?|"
    r"éducat(?:eur|rice)s?|"
    r"animat(?:eur|rice)s?|directeur|directrice|présidente?|trésori[eè]re?|secrétaire|gérante?|responsable)"
    rf"[ ](?:du|de la|de l['’]|d['’]un|des|au|dans un|à la|à l['’]|de|d['’])[ ]?(?P<whole>(?:[Cc]lub|"
    rf"[Aa]ssociation|[Aa]micale|[Ll]ycée|"
    rf"[Cc]ollège|[Ee]hpad|EHPAD|IME|ESAT|MJC|CSE|[Cc]omité|[Ff]oyer|[Cc]ollectif|[Cc]horale|[Tt]roupe|"
    rf"[Pp]aroisse|[Cc]abinet|"
    rf"[Cc]entre social|[Rr]ésidence)[ ](?:(?:des?|du|de la|d['’]|de l['’])[ ]?)?{_NAMED})"
)
_WORKS_FOR = Expression(
    r"(?<!\w)(?:(?:[Jj]e |[Nn]ous )(?:travaill|bosse|suis (?:salarié|employé|apprenti|en poste|en stage|"
    r"bénévole))\w{0,4}|[Jj]ournaliste|[Cc]orrespondante?|[Rr]édact(?:eur|rice)|[Ee]xploitante?|[Gg]érante?"
    r"|[Cc]ourti[eè]re?|"
    r"[Cc]onseil|[Aa]vocate?s?|(?:[Pp]our )?notre cliente?|[Dd]irigeante?|[Ff]ondat(?:eur|rice))[ ]"
    rf"(?:pour|de|du|d['’]|à|au|chez|dans)?[ ]?(?:la |le |l['’])?(?:groupe |société |entreprise |"
    rf"maison )?{_NAMED}"
)
# « le club de marche (Les Godillots) », « l'ASL des Tilleuls, dont je suis secrétaire », and where one signs:
# « Pour les Grenouilles, ».
_ASIDE = Expression(
    rf"(?<!\w)(?i:club|association|asso|amicale|chorale|troupe|comité)"
    rf"(?: d[e'’] ?[a-zà-ÿ-]{{3,14}})?[ ]\([ ]?{_NAMED}"
)
_OF_WHICH = Expression(
    r"(?<![\w-])(?P<name>(?:[A-Z]{2,6}|[A-ZÀ-Ý][\w'’-]{2,20})(?:[ ](?:(?:de la|des|du|de)[ ]|d['’])?"
    r"[A-ZÀ-Ý][\w'’-]{1,30}){0,3})[ ,(]{1,3}dont (?:je suis|nous sommes|je fais|nous faisons)(?!\w)"
)
_ON_BEHALF = Expression(
    rf"(?:(?<=\n)|(?<=[.!?] ))(?:[Pp]our|[Aa]u nom d[eu']s?)[ ](?:(?:le|la|les)[ ]|"
    rf"l['’])?{_NAMED},(?= ?\n? ?[A-ZÀ-Ý])"
)
_ARTICLE = Expression(r"^(?:la |le |les |l')")

_EMPLOYER = Expression(
    r"(?<!\w)(?:[Mm]on|[Nn]otre) employeur[ ,:(]{1,3}(?P<name>(?:est )?[^,.;()\n]{3,60})(?=[,.;()\n])"
)


def own_groups(text: str) -> Iterator[tuple[int, int]]:
    """« notre association Les Chamois » names the writer as well as a surname does."""
    for pattern, group in (
        (_FIRM, "name"),
        (_MEMBER, "whole"),
        (_WORKS_FOR, "name"),
        (_ASIDE, "name"),
        (_OF_WHICH, "name"),
        (_ON_BEHALF, "name"),
    ):
        for match in pattern.finditer(text):
            if _ARTICLE.sub("", fold(match["name"])).split(" ")[0] not in PLAIN:
                yield match.span(group)
    for match in _OWN_GROUP.finditer(text):
        if _ARTICLE.sub("", fold(match["name"])).split(" ")[0] not in PLAIN:
            yield match.span("name")
    for match in _EMPLOYER.finditer(text):
        if any(char.isupper() for char in match["name"]):
            yield match.span("name")
