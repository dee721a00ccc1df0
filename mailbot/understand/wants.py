"""What a complainant asks for, in the words of the mail."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from mailbot.understand.fold import Tokens
from mailbot.understand.phrases import Lexicon

_LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """`rank`: a demand in so many words (2) is told rather than a polite hint (1); 0 is mere politeness."""

    rank: int
    phrases: str


_CUES = (
    Cue(rank=0, phrases="""
        merci d avance; par avance; en vous remerciant; vous remerciant; dans l attente
        merci de votre|ta|vos; merci pour; je vous demande pardon; veuillez agreer
        je vous prie d agreer; je vous prie de croire; veuillez recevoir|croire|trouver|noter
        je ne demande rien; ne vous demande rien; ne demande rien; je souhaite rester anonyme
        merci de ne pas; je ne souhaite pas; je ne veux pas; je ne demande pas; je voudrais pas
        je veux pas; nous ne souhaitons pas; je voudrais ~ signaler|dire|partager
        je souhaite ~ signaler|dire|partager|informer; je veux bien; je ne voudrais pas
        je vous demande un peu; je ne souhaite|veux pas|plus; je prefere
        aimerais ~ comprendre pourquoi
        """),
    Cue(rank=2, phrases="""
        je demande; nous demandons; je vous demande; nous vous demandons; demandons; j exige
        nous exigeons; je reclame; nous reclamons; je souhaite; je souhaiterais; nous souhaitons
        nous souhaiterions; je voudrais; nous voudrions; je veux; nous voulons; jveu|jveux; j attends
        nous attendons; j aimerais; nous aimerions; je tiens a ce; je vous prie de
        je vous saurais gre; il me faut; il nous faut
        pouvez vous ~ rembours*|rectifier|corriger|intervenir|annuler; je sollicite; nous sollicitons
        un remboursement serait; remboursez; rendez; reparez; nettoyez; i want; we want; i demand
        we demand; i request; i expect; we expect; i would like; we would like; i d like; we d like
        we should like; i should like; please refund; please escalate; please return; ich fordere
        wir fordern; ich erwarte; wir erwarten; ich bitte um; wir bitten um; ich verlange
        wir verlangen; bitte erstatten; ich mochte; wir mochten; wij willen; ik wil; graag terug*
        ik eis; wij eisen; ik verwacht; graag ~ terug*; quisiera; quisieramos; queremos; quiero; exijo
        exigimos; solicito; solicitamos; me gustaria; nos gustaria; pido; pedimos; vorrei; vorremmo
        chiedo; chiediamo; esigo; pretendo; desidero
        """),
    Cue(rank=1, phrases="""
        merci de|d ~~ faire|me|nous|bien|rectifier|rembourser|corriger|debloquer|annuler|regler|verser
        merci de|d ~~ rappeler|rendre|envoyer; serait la moindre des choses
        je|nous ~ conteste|contestons; que pouvez vous faire; qui m indemnise; passez un
        faites un|une; il faut ~ annuler|regler; faites quelque chose; faites le necessaire
        mettez ~ une|un|des|en; faites en sorte; merci d intervenir; could you ~ refund|return|look
        please ~ return|refund|reply|let; something done
        """),
)  # fmt: skip
_LEXICON: Lexicon[Cue] = Lexicon(_CUES)


def wants_of(text: str, tokens: Tokens, *, aside: Container[int] = ()) -> str | None:
    """The sentence that asks, from the asking words on: the last of the plainest. `aside`: not these."""
    asking = [m for m in _LEXICON.matches(tokens) if m.cue.rank and tokens[m.first].sentence not in aside]
    if not asking:
        return None
    plainest = max(match.cue.rank for match in asking)
    chosen = [match for match in asking if match.cue.rank == plainest][-1]
    sentence = [token for token in tokens if token.sentence == tokens[chosen.first].sentence]
    begins = sentence[0] if tokens[chosen.first].word == "serait" else tokens[chosen.first]
    asked = " ".join(text[begins.start : sentence[-1].end].split())
    if len(asked) > _LONGEST:
        asked = asked[:_LONGEST].rsplit(" ", 1)[0] + "…"
    return asked
