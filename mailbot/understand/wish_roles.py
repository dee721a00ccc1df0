"""Wishes about contact in any order of words: what a sentence must hold, close together, to ask for silence.

A part is what a word or two may mean (a directive « not », a verb of telling, one's own name). A rule names
the parts that make a wish when they stand in one sentence within a few words. Facts are told in other forms
of the verb than wishes: « n'a pas transmis mon nom » has no part that a rule asks for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Literal

from mailbot.understand.fold import Tokens
from mailbot.understand.phrases import Lexicon, Match, spelled_out

_TURNS = frozenset({"mais", "seulement", "but"})  # « pas d'excuses mais une réponse »
_TOO_MANY = 6  # of one part in one sentence: no sentence of a person

_CLASSES = {
    "LABEL": "nom|noms|prenom|prenoms|patronyme|identite|coordonnees|coordonees|numero|numeros|telephone|"
    "portable|"
    "adresse|adresses|mail|email|courriel|signature|personne|bouche|part|donnees|informations|anniversaire",
    "IDENTITY": "nom|noms|prenom|prenoms|identite|coordonnees|patronyme",
    "OURS": "mon|ma|mes|notre|nos",
    "TEXT": "lettre|plainte|demarche|signalement|intervention|temoignage|reclamation|courrier|message",
    "NOT": "pas|plus|point|jamais|pa|aucun|aucune|nul|nulle|rien",
    "REACHED": "recontacte|recontactee|recontactes|contacte|contactee|contactes|relance|relancee|relances|"
    "sollicite|sollicitee|sollicites|importune|importunee",
    "POST": "courrier|courriers|lettre|lettres|mail|mails|courriel|courriels|message|messages|"
    "explications|excuses|"
    "suite|suites|relance|relances|nouvelles|contact|contacts|echange|echanges|correspondance|sms|suivi",
    "FIRST": "souhaite|souhaitons|souhaiterais|veux|voulons|voudrais|voudrions|desire|desirons|aimerais|"
    "tiens|tenons|"
    "accepte|acceptons|consens|consentons|autorise|autorisons|permets|jveux|veu|jveu",
}

_PARTS = {
    # -- one's name, one's letter, oneself as its origin
    "self": """
        OURS LABEL; OURS LABEL et LABEL; OURS ~ personnelles; qui je suis
        qui ~ ecrit|signale|plaint|manifeste|parle
        c|cest ~ moi|nous; de|sur|par moi|nous; vient|vienne ~ de moi|nous|ma|mon; d ou vient|vienne|ca|cela
        qui vous ~ ecrit|prevenu|alerte|raconte; de la part de qui; de qui ~ vient|vienne|emane
        identifi* moi|nous
        c est ~ papa|maman|mere|pere|voisin|voisine|eleve|client|cliente|locataire; la signature
        OURS famille
        l origine ~ plainte|demarche|signalement|remarque; jvous ~ ecrit; je vous ai ~ ecrit
        nous ~ avons ~ ecrit
        """,
    "letter": "OURS|cette|ce|la TEXT; OURS TEXT; ceci|cela|ca",
    # -- a « not » that asks for something, and the verbs that go with it
    "untold": """
        ne|n ~ dites|donnez|citez|nommez|mentionnez|revelez|divulguez|devoilez|communiquez|transmettez NOT
        ne|n ~ indiquez|precisez|signalez|montrez|partagez|diffusez|envoyez|filez|racontez|parlez NOT
        ne|n ~ evoquez|repetez|lachez|trahissez|prononcez NOT
        ne|n ~ direz|donnerez|citerez|nommerez|mentionnerez|revelerez|communiquerez|transmettrez NOT
        ne|n ~ disiez|donniez|citiez|nommiez|mentionniez|reveliez|communiquiez|transmettiez NOT
        ne|n ~ communiquez|transmettez|donnez|revelez|divulguez en aucun
        ne NOT ~ dire|donner|citer|nommer|mentionner|reveler|divulguer|devoiler|communiquer|transmettre
        ne NOT ~ indiquer|preciser|signaler|montrer|laisser
        ne NOT ~ partager|diffuser|envoyer|parler|figurer|apparaitre
        ne rien ~ dire|donner|communiquer|transmettre|reveler|laisser|indiquer
        sans dire|donner|citer|nommer|mentionner|reveler|divulguer|indication|mention|indiquer|faire|preciser
        sans vouloir etre; sans etre cite*|nomme*; sans que OURS
        dites|dite|dit|donnez|donne|citez|parlez|mentionnez|communiquez|transmettez ~ pas|pa|rien
        inutile|evitez|eviter|priere|abstenez ~ dire|donner|citer|nommer
        inutile|evitez|eviter|priere|abstenez ~ mentionner|reveler|communiquer|transmettre
        inutile|evitez|eviter|priere|abstenez ~ indiquer|preciser|montrer|partager|diffuser|evoquer
        pas besoin|question ~ dire|donner|citer|nommer|mentionner|reveler|communiquer|transmettre|preciser
        """,
    "withhold": """
        taire|taisez|tairez|tairai|flouter|floutez|omettre
        omettez|masquer|masquez|cacher|cachez|gommer|gommez|dissimuler
        dissimulez|biffer|biffez|noircir|noircissez|coupez
        couper|anonymisez|anonymiser|otez|oter|preserver|preservez
        proteger|protegez|retirez ~ mention; supprimez ~ mention; caviarder|caviardez
        passez|passer ~ sous silence
        """,
    # -- somebody must not come to know
    "lest": """
        ne|n FIRST NOT; ne|n ~ faut|faudrait NOT; ne|n doit|doivent|devra|devrait ~ NOT|sous
        refuse|refusons ~ que
        redoute|crains|craignons|peur|crainte; evitez|eviter|veillez|veiller; faut|faudrait pas
        interdis|interdisons
        m ~ ennuierait|generait|deplairait|embeterait|contrarierait
        desagreable|facheux|ennuyeux|genant ~ que|qu|si
        hors de question; pas question; pas envie; ne|n ~ ait|aient|aille|aillent NOT
        ne|n ~ sache|sachent|apprenne|apprennent|devine NOT
        ne|n ~ devinent|remonte|remontent|reconnaisse|reconnaissent|ebruite NOT
        ne|n ~ puisse|puissent NOT; n en ait|aient|sache|sachent|parvienne; que personne|nul
        insiste|insistons ~ que
        n|ne ~ nul|aucun|pas besoin ~ de; n|ne a|ont NOT ~ a|besoin; surtout que|qu
        vaudrait|vaut mieux ~ que
        """,
    "known": """
        sache|sachent|apprenne|apprennent|apprend|apprendre
        savoir|connaitre|devine|devinent|deviner|decouvre|soupconne
        reconnaisse|reconnaissent|reconnaitre|reconnu*|identifier|identifie*|remonte|remonter|ignore|ignorent
        eut|ait|aient|avoir connaissance|vent; au courant; obtienne|obtiennent|recoive|recoivent
        soit|soient informe*
        fasse|fassent|faire ~ lien|rapprochement
        """,
    # -- secrecy, in a noun or an adjective
    "secrecy": """
        anonymat; anonyme|anonymes|anonymement; confidentialite
        confidentiel|confidentielle|confidentiels|confidentielles
        secret|secrete|secrets; discretion; discret|discrete|discrets|discretes; dans l ombre; en confiance
        en confidence
        """,
    "desired": """
        demande|demandons|souhaite|souhaitons|desire|desirons
        voudrais|aimerais|sollicite|sollicitons|exige|exigeons
        prie|prions|merci|veuillez|tiens a|tenons a; compte|comptons|insiste|insistons
        gardez|garder|conserver|conservez
        tenez|tenir|restez|rester|reste|restent
        demeure|demeurent|demeurer|preserver|preservez|respecter|respectez
        a condition; svp; obligeance; faites|faire preuve; veillez; garantir|garantissez|assurez
        ecris|adresse
        """,
    "whisper": """
        s ebruite ~ pas; ne|n ~ s ebruite; ne s ebruite; rien ~ laisser filtrer; rien ~ filtrer
        entre vous et moi|nous
        entre ces|vos|nos murs; pas un mot a|au|aux; hors du coup|jeu; en dehors ~ de cette|ce|cela|tout
        a condition ~ enlever|retirer|effacer|supprimer|masquer OURS; prudent* avec OURS IDENTITY
        restez vague*
        pas de coordonnees|nom|noms ~ transmis*|transmettre|donne*|communique*; pas de coordonnees au|a|aux
        pas|aucune de transmission|transfert|communication|diffusion ~ OURS
        gardez|laissez moi|nous en dehors
        ne donner|communiquer|transmettre|montrer a personne|quiconque; pas de vagues
        pas ~ associer OURS nom; en toute confidence|confiance; reconnaissable*; en retrait de
        gommez|gommer ~ tout; tout ce qui me designe; evitez ~ tout|les detail|details
        OURS IDENTITY ne|n soit|soient|doit|doivent|puisse|puissent
        etre identifie*|reconnu* de|par le|la|l|lui|eux
        vouloir etre identifie*|nomme*|cite*|reconnu*; rester anonime; pas moi PLEASE; mais pas a|moi moi
        rien entendu de OURS bouche; pas ~ a aller plus loin; n aille* pas plus loin
        autant que vous ne ~ rien
        aucun|aucune|nul|nulle transfert|transmission|communication|diffusion|partage ~ OURS LABEL
        pas ~ d accord ~ transfert|transmission|communication|diffusion|partage
        doivent|doit|puisse|puissent|faut NOT ~ me|nous|m reconnaitre|identifier|reconnaisse
        OURS LABEL pour vous PLEASE|seul|seuls|seulement|uniquement; pour vous seul|seule|seuls|seules
        OURS LABEL ne|n peut|peuvent pas ~ etre; transmettez ~~ pas de nom; sous couvert ~ anonymat
        ne laissez NOT ~ OURS LABEL; laissez|laisser ~ OURS famille|nom hors|dehors
        dites ~ qu un|une usager|client|cliente|parent|voisin|voisine|habitant|habitante|eleve|adherent
        sans ~ indication|mention ~ de OURS; pas de nom|noms pas; pas de nom|noms ni; LABEL pas de nom|noms
        vent ~ de ceci|cela|OURS; pas vent; que vous ne regarde; ne regarde* que vous
        """,
    "exposed": """
        m|me|nous associe|associent|mele|melent|cite|citent|nomme|nomment
        m|me|nous implique|impliquent|identifie|reconnaisse
        m|nous en veuille|veuillent; se venge|vengent; apparaitre|apparaisse|figurer
        retourne contre moi|nous
        """,
    "aware": """
        au courant; avoir vent; ait|aient ~ vent; l apprendre; le savoir; l apprenne; l apprend
        le sache; le sait
        """,
    "handed": """
        transmis|transmise|transmises|communiquees|communique|communiquee
        remis|remise|remises|donne|donnees|donnee
        divulgue*|partagees|cedees|fournies|diffuse*|livre*
        """,
    "betrayed": """
        identifieraient|identifierait|reconnaitraient|reconnaitrait
        comprendraient|comprendrait|devineraient|devinerait
        sauraient|saurait|identifieront|reconnaitront|comprendront
        devineront|devinera|reconnaitra|comprendra|identifiera
        """,
    # -- letters, answers, calls, being reached
    "reached": """
        me|m|nous|mre recontacter|contacter|ecrire|joindre|relancer|solliciter|importuner|reecrire
        me|m|nous REACHED; etre ~ REACHED|derange|derangee|embete|embetee; m|nous ecrive|ecrivent
        me|nous derange|relance; revenir vers moi|nous; correspondre avec vous; vos|votre ~ POST
        POST ~ de votre part; POST ~ de vous; accuser ~ reception; accuse de reception
        reprendre|prendre contact
        tenir|tenez ~ au courant; tenir|tenez ~ informe|informee|informes; donner ~ nouvelles
        ouvrir ~ correspondance
        tenu|tenue|tenus ~ au courant|informe*; aucun|aucune|tout|toute POST; de|d POST PLEASE
        m|nous ~ envoyer ~ POST
        """,
    "answer": """
        repondre|reponse|reponses; rep|mrepondre; une|de|d|aucun|nul|tout retour; me|nous reponde*
        y repondre
        """,
    "needless": """
        inutile; vain de|d; ne gaspillez pas; aucune|pas|nulle envie
        pas|pa|point|nul|aucun|aucunement|jamais ~ besoin; est besoin
        pas|point|aucunement ~ necessaire|utile
        pas|point|ne|n ~ tenu|tenus|tenue|oblige|obliges|obligee ~ de; superflu|superflue|superflus
        corvee ~ de
        ne perdez pas; pas|pa|point ~ la peine|mal; sans objet
        embetez|fatiguez|cassez|derangez|tracassez|forcez pas
        """,
    "declined": """
        decline|declinons; refuse|refusons tout|toute; fais|faisons grace
        on|nous se|nous passera|passerons de
        ai|avons que faire de; renonce|renoncons ~ a; me passe|passerai de|d|volontiers; se passe de|d
        me dispense*
        dispensez moi|nous|vous; epargnez moi|nous|vous; vous epargne; abstenez vous|de
        s abstienne*|abstiennent
        vous dispense; cessez|cesser|arretez de|tout|toute|vos; stop
        """,
    "nowish": """
        ne|n FIRST ~ NOT; FIRST pas|plus
        ne|n requiers|demande|demandons|attends|attendons|espere|esperons ~ NOT
        jattend|jattends pas|rien; ne|n eprouve|eprouvons NOT; ne|n suis|sommes pas en attente|demande
        souhaite|prefere|entends|desire|voudrais|aimerais|demande|prefererais ~ ne plus|pas
        entends|souhaite qu on ne
        merci|prie|priere|veuillez ~ ne plus|pas|point; n attendant pas|aucune|plus; n y voyez pas|aucune
        """,
    "stopit": """
        ne me|nous|m ~ contactez|recontactez|ecrivez|relancez|sollicitez pas|plus|jamais|point
        n ecrivez pas|plus
        ne|n ~ appelez ~ ecrivez|contactez
        me|nous recontacte|recontacter|recontactez|contactez|ecrivez pas|plus
        ne reprenez|prenez ~ pas|plus ~ contact; ne me|nous tenez pas ~ courant|informe*
        n en envoyez pas|plus
        ne m|nous envoyez|envoyer plus|pas ~ rien|POST; plus m|nous envoyer ~ quoi; stop les POST
        oubliez ~ OURS coordonnees|adresse|numero; finiront|finira|iront|ira ~ poubelle|corbeille|panier
        ne me|nous faites pas|plus de|d reponse|courrier|lettre; repondez ~ pas svp|merci|c
        repondez meme pas
        aucun|aucune POST n est ~ attendu*|souhaite*|necessaire; plus rien a nous dire; n utilisez plus OURS
        ne plus utiliser OURS; n entende|entendions plus parler de vous|votre|vos
        votre silence ~ suffira|suffit
        contenterai*|contenterais ~ de votre silence; appelez|rappelez pas ecrivez pas
        jattend|jattends ~ rien de vous; tiens|souhaite pas ~ poursuivre ~ discussion|echange
        sans suite PLEASE; comme le|un dernier|derniere; me sera|serait desagreable|importun
        ne|n repondrai|repondrons|lirai|lirons|ouvrirai|ouvrirons NOT ~ vos|votre|telephone
        pas|aucun|aucune|point de|d POST PLEASE|necessaire|souhaite*
        aucun|aucune POST PLEASE|necessaire|souhaite*
        pas|point d|de accuse|reponse ~ PLEASE|je; qu on ne me|m|nous derange|relance|recontacte|contacte
        """,
}

Effect = Literal["anonymous", "no_contact", "no_answer"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PRONOUNS = _words("me m nous lui leur le la les l en y vous te")
_NOT = _words("pas plus point jamais rien aucun aucune nul nulle surtout")
_IDENTITY = _words("nom noms prenom prenoms identite coordonnees patronyme")
_OURS = _words("mon ma mes notre nos")
_REPLIES = _words("reponse reponses retour")
_NO_VERBS = _words("notre votre autre lettre titre hiver vouloir savoir avoir pouvoir compter")
# « Ne perdez pas mon nom » and their like; and what negates a fact.
_OTHER_VERBS = (
    "oubli",
    "perd",
    "hesit",
    "manqu",
    "tromp",
    "confond",
    "supprim",
    "effac",
    "enlev",
    "corrig",
    "chang",
)
_OF_FACTS = _words(
    """ai as a avons avez ont avais avait avions aviez avaient est sont etait etaient recois recevons obtiens
    obtenons donnez recoit vient arrive trouve trouvons comprends accepte admets veux sais savons"""
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    part: str
    phrases: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    effect: Effect
    parts: tuple[str, ...]
    within: int = 14  # words, from the first part to the last
    ordered: bool = False


_LEXICON: Lexicon[Part] = Lexicon(
    Part(part=name, phrases=spelled_out(phrases, _CLASSES | {"PLEASE": "svp|merci|stp|s"}))
    for name, phrases in _PARTS.items()
)
_RULES = (
    Rule(effect="anonymous", parts=("untold", "self")),
    Rule(effect="anonymous", parts=("withhold", "self")),
    Rule(effect="anonymous", parts=("lest", "known", "self"), ordered=True),
    Rule(effect="anonymous", parts=("lest", "known", "letter"), ordered=True),
    Rule(effect="anonymous", parts=("lest", "aware"), ordered=True),
    Rule(effect="anonymous", parts=("lest", "exposed"), ordered=True),
    Rule(effect="anonymous", parts=("nowish", "self", "handed"), ordered=True),
    Rule(effect="anonymous", parts=("desired", "secrecy"), within=7),
    Rule(effect="anonymous", parts=("untold", "betrayed")),
    Rule(effect="anonymous", parts=("whisper",)),
    Rule(effect="no_contact", parts=("needless", "reached"), within=9),
    Rule(effect="no_contact", parts=("declined", "reached"), within=9, ordered=True),
    Rule(effect="no_contact", parts=("nowish", "reached"), within=9, ordered=True),
    Rule(effect="no_contact", parts=("stopit",)),
    Rule(effect="no_answer", parts=("needless", "answer"), within=9),
    Rule(effect="no_answer", parts=("declined", "answer"), within=9, ordered=True),
    Rule(effect="no_answer", parts=("nowish", "answer"), within=9, ordered=True),
)


def meant(tokens: Tokens) -> list[tuple[Effect, int, int]]:
    """Each wish that the parts of a sentence make together, with its first and last word."""
    by_sentence: dict[int, dict[str, list[Match[Part]]]] = {}
    for match in _LEXICON.all_matches(tokens):
        parts = by_sentence.setdefault(tokens[match.first].sentence, {})
        parts.setdefault(match.cue.part, []).append(match)
    found = [
        (rule.effect, *span)
        for parts in by_sentence.values()
        for rule in _RULES
        if (span := _closest(rule, parts, tokens)) is not None
    ]
    return [*found, *_whatever_the_verb(tokens)]


def _whatever_the_verb(tokens: Tokens) -> list[tuple[Effect, int, int]]:
    """« Ne claironnez pas mon nom », « cela n'exige aucune réponse »: verbs are an open class."""
    found: list[tuple[Effect, int, int]] = []
    for at, token in enumerate(tokens):
        if token.word not in ("ne", "n", "sans"):
            continue
        near = [t.word for t in tokens[at : at + 10] if t.sentence == token.sentence]
        near += [""] * (5 - len(near))
        told = tokens[at - 1].word if at else ""
        if _forbids(near) and told != "vous":
            found += [("anonymous", at, at + n) for n in _own_identity(near)]
        if token.word != "sans" and near[1] not in _OF_FACTS and near[2] in _NOT:
            reply = next((n for n in (3, 4) if near[n] in _REPLIES), 0)
            found += [("no_answer", at, at + reply)] if reply and near[3] != "a" else []
    return found


def _forbids(words: Sequence[str]) -> bool:
    """« ne … -ez pas », « ne pas … -er », « sans … -er »: an order or a wish, whatever is not to be done."""
    rest = [w for w in words[1:] if w not in _PRONOUNS]
    if words[0] == "sans":
        verb = rest[0] if rest else ""
        return _is_infinitive(verb)
    if len(rest) < 2 or any(w.startswith(_OTHER_VERBS) for w in rest[:2]):
        return False
    return (rest[0].endswith("ez") and rest[1] in _NOT and rest[0] not in _OF_FACTS) or (
        rest[0] in _NOT and _is_infinitive(rest[1])
    )


def _is_infinitive(word: str) -> bool:
    return (
        len(word) > 3
        and word.endswith(("er", "ir", "re"))
        and word not in _NO_VERBS
        and not word.startswith(_OTHER_VERBS)
    )


def _own_identity(words: Sequence[str]) -> list[int]:
    return [n for n in range(1, len(words)) if words[n] in _IDENTITY and words[n - 1] in _OURS]


def _closest(rule: Rule, parts: Mapping[str, list[Match[Part]]], tokens: Tokens) -> tuple[int, int] | None:
    found: list[tuple[int, int]] = []
    for chosen in product(*(parts.get(name, [])[:_TOO_MANY] for name in rule.parts)):
        first, last = min(m.first for m in chosen), max(m.last for m in chosen)
        in_order = all(one.first <= other.first for one, other in pairwise(chosen))
        turned = rule.effect != "anonymous" and any(t.word in _TURNS for t in tokens[first : last + 1])
        if last - first < rule.within and (in_order or not rule.ordered) and not turned:
            found.append((first, last))
    return min(found, key=lambda span: span[1] - span[0], default=None)
