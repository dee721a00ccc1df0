"""Two tickets that are one, and a mail that is a case of its own."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from rapidfuzz import fuzz

from mailbot.config import Settings
from mailbot.decide.commands import fold, parse
from mailbot.decide.orders import taking_over
from mailbot.decide.orders.draft import Draft
from mailbot.expressions import Expression
from mailbot.model import IncomingMail, Ticket

# What the ticket that goes on looks after now. Whether its own acknowledgement has left is still asked.
_STOPS = ("answer_*", "silence", "step:*", "survey", "effectiveness", "action:*", "provider_reminder:*")
_NUMBER = Expression(r"\W*(?:n°|no|numéro|dossier|avec|le|\s)*\s*(\d{1,9})\W*", re.IGNORECASE)
_NEARLY = 78  # of 100: a misspelt name is still that name
_NO_NAME = Expression(r"\b(m|mr|mme|mlle|madame|monsieur|mademoiselle|et|de|du|la|le|\w)\b")
_REFERENCE = Expression(r"\b(\d{4})\W{1,3}(\d{1,9})\b")


def named_in(mail: IncomingMail, settings: Settings) -> str:
    """The reference that a command of this mail names; empty: none does."""
    wanted = [c.argument for c in parse(mail.new_text).commands if c.name == "fusionner"]
    year = mail.received_at.astimezone(ZoneInfo(settings.organisation.timezone)).year
    return reference_in(wanted[0], settings.reference_prefix, year) if len(wanted) == 1 else ""


def speaks_of_shown(mail: IncomingMail) -> bool:
    """Whether a command of this mail is about the mail that was shown."""
    return any(command.name == "scinder" for command in parse(mail.new_text).commands)


def reference_in(words: str, prefix: str, year: int) -> str:
    """« [rec 2026-12] » is REC-2026-0012, a number alone is of this year; empty: none, or more than one."""
    if alone := _NUMBER.fullmatch(words.strip()):
        return f"{prefix}-{year}-{int(alone[1]):04d}"
    found = _REFERENCE.findall(words)
    return f"{prefix}-{found[0][0]}-{int(found[0][1]):04d}" if len(found) == 1 else ""


# -- two that are one ---------------------------------------------------------------------------------


def merge(draft: Draft, wanted: str) -> None:
    """This ticket is one with the named one, which goes on; nobody outside hears of it."""
    mentioned = draft.facts.mentioned
    if not mentioned:
        draft.refused.append(
            f"#fusionner {wanted} : écrivez la référence de l'autre dossier comme dans l'objet de ses "
            f"messages, par exemple #fusionner {draft.settings.reference_prefix}-{draft.now:%Y}-0001."
        )
        return
    own, other = draft.thread.ticket, mentioned.ticket
    if other is None:
        draft.refused.append(
            f"#fusionner : aucun dossier {mentioned.reference} ne peut être réuni à celui-ci."
        )
        return
    if other.id == own.id:
        draft.notes.append(f"C'est déjà le dossier {own.reference or mentioned.reference} : rien ne change.")
        return
    if why := _obstacle(draft, own, other):
        draft.refused.append(f"#fusionner : {why}")
        return
    if other.reference != mentioned.reference:
        draft.notes.append(f"{mentioned.reference} est lui-même réuni à {other.reference}.")
    _join(draft, own, other)


def _obstacle(draft: Draft, own: Ticket, other: Ticket) -> str:
    """Why they stay two; empty: they may be one."""
    if draft.text and not draft.stays_inside:
        return (
            "écrivez cette commande seule dans son message. Votre texte, écrivez-le ensuite, dans le "
            "dossier réuni."
        )
    if own.kind == "reclamation" and own.reference and other.kind != "reclamation":
        return (
            f"{other.reference} n'est pas une réclamation : celle-ci n'aurait plus de date de réponse. "
            f"{_the_other_way(own, other)}"
        )
    return (
        _other_people(draft, own, other)
        or _on_its_way(own, "ce dossier")
        or _on_its_way(other, str(other.reference))
        or _answer_owed(draft, own, other)
    )


def _the_other_way(own: Ticket, other: Ticket) -> str:
    return f"Faites l'inverse : en répondant à un avis de {other.reference}, #fusionner {own.reference}."


def _other_people(draft: Draft, own: Ticket, other: Ticket) -> str:
    """Nobody reads what somebody else has written: two addresses are two persons, whatever their names."""
    ours, theirs = _address(own), _address(other)
    if ours and theirs and ours != theirs:
        return (
            f"les clients des deux dossiers n'ont pas la même adresse ({ours}, {theirs}). Réunis, "
            "l'un pourrait recevoir ce qui regarde l'autre : ils restent séparés. Répondez à chacun "
            "dans son dossier."
        )
    if ours and not theirs:
        unknown = f"l'adresse du client de {other.reference} n'est pas connue, celle de ce dossier l'est."
        return f"{unknown} {_the_other_way(own, other)}" if own.reference else unknown
    if ours and not draft.confirmed and _differ(_name(own), _name(other)):
        _may_insist(draft, other)
        return (
            f"les deux dossiers viennent de la même adresse, mais de deux noms : {_name(own)}, "
            f"{_name(other)}. Réunis, l'un pourrait lire ce qui regarde l'autre. Si c'est bien la même "
            "personne, ajoutez #confirmer au-dessus."
        )
    if not ours and not draft.confirmed:
        _may_insist(draft, other)
        return (
            "l'adresse du client de ce dossier n'est pas connue : rien ne prouve que c'est la même "
            f"personne que dans {other.reference}. "
            "Si c'est bien elle, ajoutez #confirmer au-dessus."
        )
    return ""


def _name(ticket: Ticket) -> str:
    client = ticket.party("client")
    return str(ticket.record.get("nom") or (client.name if client else ""))


def _differ(one: str, other: str) -> bool:
    """No word of one name is in the other, not even misspelt."""
    ours, theirs = (_NO_NAME.sub(" ", fold(name)).split() for name in (one, other))
    if not ours or not theirs:
        return False
    return not any(fuzz.ratio(a, b) >= _NEARLY for a in ours for b in theirs)


def _may_insist(draft: Draft, other: Ticket) -> None:
    draft.offers.append((f"#confirmer #fusionner {other.reference}", "les réunir quand même"))


def _address(ticket: Ticket) -> str:
    client = ticket.party("client")
    return client.address if client else ""


def _on_its_way(ticket: Ticket, which: str) -> str:
    """What becomes of it is told to the ticket that it is written from."""
    if ticket.leaving or ticket.record.get("extending"):
        return (
            f"un courriel au client est en train de partir de {which}. "
            "Attendez quelques minutes, ou retenez-le avec #annuler."
        )
    if ticket.record.get("to_post"):
        return (
            f"une lettre attend d'être envoyée dans {which}. Dites d'abord #poste et la date, en répondant à "
            "un avis de ce dossier, ou retenez-la avec #annuler."
        )
    return ""


def _answer_owed(draft: Draft, own: Ticket, other: Ticket) -> str:
    """A promise does not end because another one was kept before."""
    is_owed = own.kind == "reclamation" and own.reference and not (own.answered_at or own.closed_at)
    if not (is_owed and other.answered_at) or draft.confirmed:
        return ""
    _may_insist(draft, other)
    return (
        f"{other.reference} a déjà sa réponse, ce dossier-ci l'attend encore. "
        f"{_the_other_way(own, other)} Si le client n'attend plus rien, ajoutez #confirmer "
        "au-dessus."
    )


def _join(draft: Draft, own: Ticket, other: Ticket) -> None:
    name = own.reference or "ce message hors registre"
    draft.changes |= {"merged_into": other.id, "closed_at": own.closed_at or draft.now}
    draft.cancels += _STOPS
    draft.say(
        "ticket_merged",
        f"{name[:1].upper()}{name[1:]} est réuni à {other.reference}, qui continue seul : "
        "les réponses à l'un et à l'autre y arrivent.",
        {"to": other.reference},
    )
    draft.told.append(f"{draft.member.name} a réuni {name} à {other.reference}, qui continue seul.")
    plan = taking_over.plan(draft, own, other, name)
    draft.also.append(plan)
    if plan.changes.get("due_at"):
        at = _local(plan.changes["due_at"], draft)
        draft.notes.append(f"La date de réponse de {other.reference} est désormais le {at:%d/%m/%Y}.")
    if "reopened_at" in plan.changes:
        draft.notes.append(f"{other.reference} était clos : il est rouvert.")
    if own.acknowledged_at and not own.answered_at and _address(own):
        draft.notes.append(
            "Rien n'est écrit au client : dites-lui dans votre réponse qu'elle vaut pour les deux."
        )
    draft.notes.append("Pour les séparer de nouveau : #annuler, en répondant à ce message.")


# -- one that is two ----------------------------------------------------------------------------------


def split(draft: Draft, _: str) -> None:
    """The mail that the notification shows opens a ticket of its own, from the moment when it came."""
    own, shown = draft.thread.ticket, draft.facts.shown
    if draft.text and not draft.stays_inside:
        draft.refused.append(
            "#scinder : écrivez cette commande seule dans son message. Votre texte, écrivez-le ensuite "
            "dans le dossier qu'il concerne."
        )
        return
    if shown is not None and shown.now_in:
        draft.notes.append(f"Ce message est déjà un dossier à part, {shown.now_in} : rien ne change.")
        return
    if shown is not None and shown.others:
        days = ", ".join(f"{_local(at, draft):%d/%m/%Y à %H h %M}" for at in shown.others)
        draft.refused.append(
            f"#scinder : le client a ajouté plusieurs messages à ce dossier ({days}), et le vôtre ne dit pas "
            "lequel. Répondez à l'avis qui montre celui-là."
        )
        return
    if shown is None or not shown.is_follow_up:
        draft.refused.append(
            "#scinder : seul un message que le client a ajouté à un dossier peut devenir un dossier à part. "
            "Répondez à l'avis qui montre ce message."
        )
        return
    reference = draft.facts.next_reference
    came = f"{_local(shown.received_at, draft):%d/%m/%Y à %H h %M}"
    draft.splits = shown.id
    draft.final = (
        f"Le dossier {reference} est ouvert et le client le sait : cela ne se reprend pas. Pour n'en faire "
        f"de nouveau qu'un seul, répondez à un avis de {reference} par #fusionner {own.reference}."
        if own.reference
        else f"Le dossier {reference} est ouvert et le client le sait : cela ne se reprend pas."
    )
    draft.say(
        "ticket_split",
        f"Le message reçu le {came} devient un dossier à part, {reference}. Vous en recevez l'avis.",
        {"to": reference},
    )
    draft.told.append(f"{draft.member.name} a ouvert {reference} pour un message arrivé dans ce dossier.")
    if own.reopened_at == shown.received_at and own.closed_at is None:
        draft.notes.append("Ce message avait rouvert le dossier : #clôturer le referme.")


def _local(at: datetime, draft: Draft) -> datetime:
    return at.astimezone(ZoneInfo(draft.settings.organisation.timezone))
