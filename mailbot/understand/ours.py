"""Signs that the organisation itself has a part in it, beside or instead of its services and providers."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from mailbot.understand.fold import Tokens
from mailbot.understand.phrases import Lexicon

Sign = Literal["us", "people", "word", "paper", "decision", "relieved"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ours:
    """Ways of saying one thing of those who are written to."""

    sign: Sign
    phrases: str


_SIGNS: Lexicon[Ours] = Lexicon(
    [
        Ours(sign="us", phrases="""
            chez vous; contre vous; vous avais|avons ~ signale|dit|ecrit|prevenu|averti
            vous m|nous aviez|avez; vous aviez; vous dites; vous repondez; vous me|nous renvoyez
            de votre part; vos services; votre silence; ni eux ni vous; vous n avez; vous laissez
            vous saviez; you told; you said; you sold; you never; your office; von ihnen; bei ihnen
            sie haben; u hebt; van u; ustedes; da voi; da parte vostra; avete
            """),
        # somebody who works there, without a service of his own
        Ours(sign="people", phrases="""
            votre|vos collegue*|employe*|personnel|agent*|equipe*|salarie*
            votre|vos collaborateur*|collaboratrice*|stagiaire*
            quelqu un|une ~ de chez vous; un|une de vos; l un|une de vos; un membre de votre
            une personne de votre; de chez vous; votre agent; your staff|team|colleague*|employee*
            ihr|ihre|ihren mitarbeiter*|kollege*; ihr personal; uw medewerker*|collega*|personeel
            su|vuestro personal|companero*; vostro|vostra personale|collega
            """),
        # what was said, promised, recommended
        Ours(sign="word", phrases="""
            vous m|nous aviez|avez dit|promis|assure|garanti|certifie|conseille|recommande|envoye|vendu
            vous m|nous aviez|avez indique|affirme
            vous aviez|avez dit|promis|assure|garanti|certifie|conseille|recommande|vendu|indique
            on m|nous a|avait dit|promis|assure|garanti|certifie|conseille|recommande|indique|affirme|repondu
            votre collegue ~ dit|promis|assure|certifie|conseille|recommande|indique|affirme
            sur vos conseils; votre conseil; sur la foi de; sur votre recommandation
            you told|promised|assured|recommended|advised; your colleague* ~ told|said|promised|assured
            ihre kollegin|kollege ~ gesagt|versprochen|empfohlen
            sie haben ~ gesagt|versprochen|empfohlen; u had|hebt ~ gezegd|beloofd|aangeraden; me dijeron
            nos dijeron; mi hanno detto; ci hanno detto; mi avete detto
            """),
        Ours(sign="paper", phrases="""
            votre|vos brochure*|guide|guides|plan|plans|carte|depliant*|catalogue*|magazine|affiche*
            votre|vos prospectus|livret*|programme*
            votre|vos publicite*|pub|courrier*|lettre*|reglement|publication*|agenda|fiche*|bulletin*
            your brochure|leaflet|guide|map; ihre|ihrer|ihrem broschure|prospekt|karte|flyer
            uw folder|brochure|kaart; su folleto; vuestro folleto; vostra|vostro brochure|opuscolo|guida
            """),
        Ours(sign="decision", phrases="""
            votre politique; vos tarifs; vos prix; vos conditions; votre decision; la direction
            le directeur; la directrice; votre etablissement; votre organisation; votre gestion
            votre fonctionnement; votre service; vos methodes; vos promesses; vos horaires; votre maison
            vos locaux; votre reponse; vos reponses; votre association; votre structure; votre societe
            votre entreprise; your policy; your prices
            """),
        Ours(sign="relieved", phrases="""
            vous n y etes pour rien; vous n y pouvez rien; ce n est pas vous; rien a voir avec vous
            ce n est pas de votre faute; pas votre faute; vous ne pouvez rien; je ne vous reproche rien
            not your fault; nicht ihre schuld; niet uw schuld
            """),
    ]
)  # fmt: skip


def blames_us(tokens: Tokens) -> bool:
    return any(match.cue.sign == "us" for match in _SIGNS.matches(tokens))


def signs_of(tokens: Tokens, blame: Mapping[int, float]) -> dict[str, float]:
    """How loud each sign is: what stands in a sentence that complains counts whole, the rest half."""
    loud: dict[str, float] = {}
    for match in _SIGNS.all_matches(tokens):
        complains = blame.get(tokens[match.first].sentence, 0.0) > 0
        loud[match.cue.sign] = loud.get(match.cue.sign, 0.0) + (1.0 if complains else 0.5)
    return {sign: math.tanh(sum_) for sign, sum_ in loud.items()}
