"""Finds the firm, club or school of the writer: it names a person as well as a surname does."""

from __future__ import annotations

from collections.abc import Iterator

from mailbot.redact.expressions import Expression
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


_ARTICLE = Expression(r"^(?:la |le |les |l')")

_EMPLOYER = Expression(
    r"(?<!\w)(?:[Mm]on|[Nn]otre) employeur[ ,:(]{1,3}(?P<name>(?:est )?[^,.;()\n]{3,60})(?=[,.;()\n])"
)


def own_groups(text: str) -> Iterator[tuple[int, int]]:
    """« notre association Les Chamois » names the writer as well as a surname does."""
    for match in _OWN_GROUP.finditer(text):
        if _ARTICLE.sub("", fold(match["name"])).split(" ")[0] not in PLAIN:
            yield match.span("name")
    for match in _EMPLOYER.finditer(text):
        if any(char.isupper() for char in match["name"]):
            yield match.span("name")
