"""Texts that are asked about before they leave: not for this reader, as it seems, or not a letter at all."""

from __future__ import annotations

from mailbot.decide import greeted, meant_inside, plain_words
from mailbot.decide.commands import SHOWN, fold
from mailbot.decide.letters.articles import to_whom
from mailbot.decide.letters.offered import ANONYMISED, FORWARD
from mailbot.decide.meant_inside import Reader, Suspicion
from mailbot.decide.orders import masking
from mailbot.decide.orders.draft import Draft
from mailbot.decide.orders.records import waits_for_call
from mailbot.model import Conversation

AS_IT_IS = "Pour l'envoyer tel quel : renvoyez-le avec #confirmer au-dessus."
_INSTEAD = {
    "transmettre": FORWARD[1],
    "cloturer": "clore le dossier",
    "annuler": "retenir ce qui n'est pas encore parti, et défaire le reste",
    "assigner": "confier le dossier",
    "fusionner": "réunir les deux dossiers",
    "scinder": "en faire un dossier à part",
    "relancer": "relancer le prestataire",
    "rouvrir": "rouvrir le dossier",
    "aide": "recevoir la liste de tout ce que vous pouvez écrire",
}
# Said to a machine or to a colleague, hardly to somebody who complains.
_FOR_US = {
    "ok", "oui", "non", "d accord", "merci", "vu", "fait", "c est fait", "c est poste", "bien recu", "recu",
    "ok merci", "je m en occupe", "annulez", "annuler", "stop", "test", "valide", "je valide", "a faire",
}  # fmt: skip


def is_held(draft: Draft, conversation: Conversation) -> bool:
    """Whether a question goes back to the writer, and no text to the party; `#confirmer` lets it go."""
    if draft.confirmed:
        return False
    if _may_be_a_call(draft):
        return True
    to_client = conversation == "client"
    if not draft.outcome:
        if to_client and _is_a_word(draft):
            return True
        found = meant_inside.suspicion(draft.text, _reader(draft, conversation))
        if found:
            _ask_about(draft, found, conversation)
            return True
        if not to_client and masking.is_asked_about(draft, draft.text):
            return True
    return to_client and _greets_somebody_else(draft)


def _may_be_a_call(draft: Draft) -> bool:
    """The procedure waits for a call, and the text tells of one: hardly meant for the client."""
    if draft.outcome or not waits_for_call(draft) or not meant_inside.tells_of_a_call(draft.text):
        return False
    draft.refused.append(
        "Est-ce le compte rendu de votre appel ? Votre procédure l'attend, et rien n'est encore noté. Si "
        "oui, "
        "renvoyez votre message avec #appel prestataire au-dessus : il reste dans le dossier. "
        f"Sinon, c'est une lettre. {AS_IT_IS}"
    )
    return True


def _is_a_word(draft: Draft) -> bool:
    if fold(draft.text) in _FOR_US:
        draft.refused.append(
            "Votre message ressemble à un mot pour vos collègues : il n'est pas parti au client. "
            "Pour l'envoyer quand même, ajoutez #confirmer au-dessus ; pour le garder ici, #note."
        )
    elif word := plain_words.outcome_meant(draft.text):
        draft.refused.append(
            f"« {draft.text.strip()} » n'est pas parti au client. Si c'est votre décision, écrivez #{word} "
            "et, dessous, le texte que le client doit lire. Pour l'envoyer tel quel : #confirmer au-dessus."
        )
    return bool(draft.refused)


def _ask_about(draft: Draft, found: Suspicion, conversation: Conversation) -> None:
    party = draft.party(conversation)
    if found.sort == "wrong_party":
        name = party.name or party.address if party else "un prestataire"
        draft.refused.append(
            f"Votre message ressemble à une lettre au client, mais il partirait {to_whom(name)} : il n'est "
            "pas parti. Pour l'envoyer au client, renvoyez-le avec #client au-dessus (ou #favorable, "
            "#partiel, "
            f"#rejet si c'est la réponse). {AS_IT_IS}"
        )
        return
    command = f"#{SHOWN.get(found.command, found.command)}" + (f" {found.behind}" if found.behind else "")
    if found.command in _INSTEAD:
        draft.offers.append((command, _INSTEAD[found.command]))
    if found.sort == "question":
        draft.refused.append(
            "Votre message ressemble à une question sur mailbot : il n'est pas parti. mailbot ne sait pas y "
            "répondre ; #aide envoie la liste de ce que vous pouvez écrire. La copie anonymisée est la "
            f"réclamation, {ANONYMISED}. {AS_IT_IS}"
        )
    elif found.sort == "order":
        below = " et, dessous, votre texte" if found.command not in _INSTEAD else ""
        draft.refused.append(
            "Votre message ressemble à une consigne : il n'est pas parti. Vouliez-vous dire "
            f"{command}{below} ? {AS_IT_IS}"
        )
    else:
        draft.refused.append(
            "Votre message ressemble à un mot pour vos collègues : il n'est pas parti. Pour le garder dans "
            "le "
            f"dossier : #note au-dessus. {AS_IT_IS}"
        )


def _reader(draft: Draft, conversation: Conversation) -> Reader:
    settings, member = draft.settings, draft.member
    party, client = draft.party(conversation), draft.party("client")
    provider = settings.directory.provider(party.provider_id) if party and party.provider_id else None
    own = " ".join((party.name if party else "", *((provider.name, *provider.aliases) if provider else ())))
    clients = " ".join((client_name(draft), client.name if client else "", *draft.copy.identity.names))
    is_client = conversation == "client"
    return Reader(
        is_client=is_client,
        own=_words(clients if is_client else own),
        client=_words(clients),
        colleagues=_words(" ".join(one.name for one in settings.staff if one != member)),
        writer=_words(f"{member.name} {member.function} {settings.organisation.name}"),
        reference=draft.thread.ticket.reference or "",
    )


def _words(names: str) -> frozenset[str]:
    return frozenset(fold(names).split())


def _greets_somebody_else(draft: Draft) -> bool:
    other = _greeted_instead(draft)
    if other:
        client = client_name(draft)
        draft.refused.append(
            f"Votre message salue « {other} », mais le client de ce dossier est {client}. Par prudence, rien "
            f"n'est parti. Si c'est bien pour {client}, renvoyez votre message avec #confirmer au-dessus. "
            "Sinon, écrivez-le en répondant à une notification de l'autre dossier."
        )
    return bool(other)


def _greeted_instead(draft: Draft) -> str:
    """Somebody else's name in the greeting, unless it stands somewhere in what is known of this case."""
    ticket = draft.ticket_now()
    told = " ".join((
        ticket.subject, ticket.excerpt, draft.copy.text, *draft.copy.identity.names,
        *draft.copy.identity.addresses, *(str(party.name) for party in draft.parties_now()),
        *(str(value) for value in ticket.record.values()), *(word for _, word in draft.copy.stands_for),
    ))  # fmt: skip
    # Colleagues are named in every case: "Monsieur Martin" is not the client because one of us is.
    ours = fold(" ".join(member.name for member in draft.settings.staff)).split()
    known = frozenset(fold(told).split()) - frozenset(ours)
    return greeted.somebody_else(draft.text, client_name(draft), known)


def client_name(draft: Draft) -> str:
    client = draft.party("client")
    return str(draft.record.get("nom") or (client.name if client else ""))
