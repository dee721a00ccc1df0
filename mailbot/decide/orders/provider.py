"""What goes to providers by order of staff: the anonymised copy, and reminders."""

from __future__ import annotations

import re
from dataclasses import replace

from mailbot.decide import concerned, copies, letters, numbers, recall
from mailbot.decide.commands import fold
from mailbot.decide.commitments import provider_timers
from mailbot.decide.letters.articles import to_whom
from mailbot.decide.named import providers_named
from mailbot.decide.orders import masking
from mailbot.decide.orders.answer import ONE_AT_A_TIME
from mailbot.decide.orders.attachments import released
from mailbot.decide.orders.draft import Draft
from mailbot.decide.orders.records import today
from mailbot.expressions import Expression
from mailbot.model import Event, Party, Redacted
from mailbot.procedure.numbers import SAID, NumberClass, classes_of, masked_in, readable_in

_MEDIUM = Expression(r"\b(?:par\s+)?(?:courrier|courriel|mail)\b", re.IGNORECASE)
_IN_OUR_WORDS = "Voici, avec nos mots, ce qui vous concerne."


def forward(draft: Draft, how: str) -> None:
    """`#transmettre [extrait] [courrier|mail] [NAME] [avec …] [sans « … »]`: the procedure's choice, unless
    one says.
    """
    in_own_words, how = _in_own_words(how)
    again, how = copies.readable_again(how)
    words, how = copies.left_out(how)
    let_go, how = numbers.named(how)
    is_unclear = copies.has_quotes(how)
    chosen, how = _chosen(draft, how)
    medium = None if is_unclear else _medium(draft, how)
    if medium is None:
        names = " ou ".join(p.name for p in draft.concerned())
        draft.refused.append(
            f"#transmettre {how} : écrivez #transmettre, seul ou avec courrier ou mail, ou avec réservation, "
            "contrat, plaque ou dossier (le numéro reste alors lisible), ou sans les mots à masquer, entre "
            "guillemets et sur la même ligne (#transmettre sans « … »)"
            + (f", ou avec le nom du prestataire : {names}." if names else ".")
        )
        if is_unclear or copies.is_leaving_out(how):
            masking.offer_to_mask(draft)
        return
    if in_own_words and not _replaces_the_copy(draft):
        return
    if not in_own_words and not (
        masking.is_only_a_copy(draft) and _is_as_shown(draft) and masking.leaves_out(draft, words, again)
    ):
        return
    reachable = _reachable(draft, chosen or draft.concerned(), medium)
    if not reachable:
        return
    if _must_be_called_first(draft):
        draft.refused.append(
            "#transmettre : réclamation grave. Votre procédure veut que le prestataire soit appelé avant : "
            "notez l'appel avec #appel prestataire, puis ce qui a été dit."
        )
        draft.offers.append(("#appel prestataire ", "noter votre appel, et ce qui a été dit"))
        return
    if let_go and draft.ticket_now().refuses_contact_sharing and not draft.confirmed:
        draft.refused.append(
            "#transmettre : le client ne veut pas que ses coordonnées soient transmises, et ce numéro dit "
            "qui il est. #transmettre seul envoie la copie sans lui ; pour le donner quand même, #confirmer "
            "au-dessus."
        )
        return
    copy = draft.copy if in_own_words else _with_numbers(draft, let_go)
    if draft.keeps_masked is not None:
        draft.record["masked"] = list(draft.keeps_masked)
    if medium == "courrier":
        _on_paper(draft, reachable, copy)
        _tell_others(draft)
        return
    _by_mail(draft, reachable, copy, in_own_words=in_own_words)


def _reachable(draft: Draft, wanted: list[Party], medium: str) -> list[Party]:
    """Who can be sent it, and has not been yet; nobody: why not is said."""
    ticket = draft.thread.ticket
    reachable = wanted if medium == "courrier" else [p for p in wanted if p.address]
    if not draft.confirmed:
        reachable = [p for p in reachable if p.conversation not in ticket.forwarded_to]
    waits = recall.hour(at, draft.settings) if (at := ticket.copy_waits_until) and at > draft.now else ""
    if waits and reachable and draft.confirmed:
        draft.notes.append(
            f"La copie demandée avant part aussi, à {waits} : pour la retenir, répondez #annuler au compte "
            "rendu qui l'annonce."
        )
    if waits and wanted and not reachable:
        draft.refused.append(
            f"#transmettre : la copie n'est pas encore partie ; elle part à {waits}, telle que vous l'avez "
            "demandée. Pour la changer, retenez-la : répondez #annuler au compte rendu qui l'annonce. "
            "Renvoyez ensuite votre ligne."
        )
    elif ticket.forwarded_at and wanted and not reachable:
        draft.notes.append(
            f"La copie est déjà partie le {ticket.forwarded_at:%d/%m/%Y} : rien n'est renvoyé. "
            "Pour la renvoyer, ajoutez #confirmer au-dessus ; pour relancer, #relancer."
        )
    elif not reachable:
        draft.refused.append(
            "#transmettre : ce prestataire n'a pas d'adresse électronique dans l'annuaire."
            if wanted
            else "#transmettre : dites d'abord à qui, avec #prestataire NOM."
        )
    return reachable


def _is_as_shown(draft: Draft) -> bool:
    """What staff let go is what they have read, and not what a newer directory, or a later wish of the
    client, has made of it since; what nobody has read yet is shown first.
    """
    shown, now = draft.record.get("previewed"), masking.by_the_rule(draft)
    mark = copies.fingerprint(now)
    if mark == shown or not (shown or now.doubts):
        return True
    if draft.confirmed and draft.record.get("shown_again", {}).get(draft.member.address) == mark:
        return True
    draft.refused.append(
        "#transmettre : la copie n'est plus celle que vous avez lue (les souhaits du client, l'annuaire, la "
        "configuration ou mailbot ont changé depuis). La voici : relisez-la, puis #confirmer et, dessous, "
        "#transmettre."
        if shown
        else "#transmettre : des passages de la copie sont à relire avant qu'elle parte. La voici : "
        "relisez-la, puis #confirmer et, dessous, #transmettre."
    )
    if words := draft.record.get("masked"):
        draft.refused.append(f"Y seront masqués, à votre demande d'avant : {masking.listed(words)}.")
    draft.preview = letters.preview(now)
    draft.shown_again = mark
    return False


def _with_numbers(draft: Draft, let_go: frozenset[NumberClass]) -> Redacted:
    """What this one letter shows; the transcript says what of it was ordered in vain."""
    rule = numbers.by_rule(draft.settings, refused=draft.ticket_now().refuses_contact_sharing)
    copy = numbers.with_later(numbers.shown(draft.copy, let_go | rule), let_go)
    seen = classes_of(readable_in(copy))
    for one in sorted(let_go.difference(seen)):
        draft.notes.append(
            f"Reste masqué\u00a0: {SAID[one]}. Un nom ou une autre donnée du client y touche ; dites au "
            "prestataire ce qu'il lui faut avec vos mots."
            if one in masked_in(copy)
            else f"{SAID[one].capitalize()}\u00a0: le client n'en donne pas."
        )
    return copy


def _by_mail(draft: Draft, parties: list[Party], copy: Redacted, *, in_own_words: bool) -> None:
    ticket = draft.thread.ticket
    what = "Votre texte" if in_own_words else "La copie anonymisée"
    files = () if in_own_words else released(draft)
    joined = f", avec {' et '.join(f'« {file.name} »' for file in files)}" if files else ""
    seen = "" if in_own_words else numbers.travelling(copy)
    read = f" On peut y lire {seen}." if seen else ""
    told, kept = masking.told(copy, draft.masked)
    for party in parties:
        if party not in (*ticket.parties, *draft.parties):
            draft.parties.append(party)  # as the directory has it today
        draft.letters.append(
            letters.forward(
                copy,
                party,
                ticket.received_at,
                draft.settings,
                cause=draft.mail.content_digest,
                now=draft.now,
                ordered=True,
                released=files,
                reason=_IN_OUR_WORDS if in_own_words else "",
            )
        )
        draft.timers += provider_timers(party.conversation, draft.settings, draft.now)
        data = {"to": party.conversation, **kept}
        draft.send("forward_ordered", f"{what} part {to_whom(party.name)}{joined}.{read}{told}", data)
        draft.events += () if in_own_words else numbers.events(copy, party.conversation, draft.member.name)
    if len(parties) > 1 and not in_own_words:
        draft.notes.append(
            f"{' et '.join(p.name for p in parties)} lisent chacun tout le message, aussi ce qui concerne "
            "l'autre. Pour n'écrire à chacun que ce qui le regarde : #annuler, puis #transmettre extrait et "
            "son nom, votre texte en dessous."
        )
    if ticket.forwarded_at is None and not in_own_words:
        _tell_others(draft)


def _in_own_words(how: str) -> tuple[bool, str]:
    first, _, rest = how.partition(" ")
    return (True, rest.strip()) if fold(first) in ("extrait", "texte") else (False, how)


def _chosen(draft: Draft, how: str) -> tuple[list[Party], str]:
    """Those of the case's providers that are named behind the word; what else stands there says how."""
    concerned = [p for p in draft.parties_now() if p.provider_id]
    known = tuple(x for p in concerned if (x := draft.settings.directory.provider(p.provider_id or "")))
    medium = _MEDIUM.search(how)
    name = _MEDIUM.sub(" ", how).strip()
    found = providers_named(name, known) if name else []
    if len(found) != 1:
        return [], how
    return [p for p in concerned if p.provider_id == found[0].id], medium[0] if medium else ""


def _replaces_the_copy(draft: Draft) -> bool:
    """Staff's words go to the provider in place of the client's: searched for the client all the same."""
    if not draft.text or draft.stays_inside:  # what is noted stays here, whoever reads the lines above it
        draft.refused.append(
            "#transmettre extrait : écrivez en dessous, après une ligne vide, le texte pour le prestataire."
        )
        return False
    if masking.is_asked_about(draft, draft.text):
        return False
    draft.copy = replace(draft.copy, text=draft.text, subject="", attachments=(), withheld=(), doubts=())
    draft.text = ""  # it travels in that letter
    return True


def _tell_others(draft: Draft) -> None:
    """Once: whatever way the copy takes to the provider."""
    if any(party.conversation.startswith("concerned:") for party in draft.thread.ticket.parties):
        return
    targets = draft.ticket_now().targets
    others = concerned.others(targets, draft.settings)
    draft.parties += others
    draft.letters += letters.for_information(
        numbers.shown(draft.copy, ()),
        others,
        draft.thread.ticket.received_at,
        cause=draft.mail.content_digest,
        about=", ".join(p.name for p in draft.concerned()),
    )
    for party in others:
        draft.send("concerned_told", f"La copie anonymisée part aussi {to_whom(party.name)}.")


def _must_be_called_first(draft: Draft) -> bool:
    """A grave complaint: the telephone comes before the letter. A person may insist."""
    is_grave = draft.ticket_now().severity == "grave"
    called = "prestataire" in draft.record.get("called", ())
    wanted = draft.settings.procedure.forward.on_grave == "call_first"
    return wanted and is_grave and not called and not draft.confirmed


def _medium(draft: Draft, how: str) -> str | None:
    """What this person writes wins, and is told in the case; None: not understood."""
    said = {"courrier": "courrier", "par courrier": "courrier", "mail": "mail", "par mail": "mail",
            "courriel": "mail", "par courriel": "mail"}  # fmt: skip
    if how:
        chosen = said.get(fold(how))
        if chosen:
            draft.events.append(
                Event(
                    event="medium_chosen", why=f"Envoi au prestataire par {chosen}", actor=draft.member.name
                )
            )
        return chosen
    is_grave = draft.ticket_now().severity == "grave"
    by_post = is_grave and draft.settings.procedure.forward.grave_medium == "courrier"
    return "courrier" if by_post and not draft.confirmed else "mail"


def _on_paper(draft: Draft, parties: list[Party], copy: Redacted) -> None:
    """Called, and now written to by post: a person prints it, signs it and posts it."""
    if draft.record.get("to_post"):
        draft.refused.append(ONE_AT_A_TIME)
        return
    told, kept = masking.told(copy, draft.masked)
    for party in parties:
        draft.letters.append(
            letters.letter_to_provider(
                draft.mail, draft.ticket_now(), copy, party, draft.member, draft.settings, now=draft.now
            )
        )
        draft.say(
            "letter_prepared",
            f"Vous recevez la lettre à imprimer pour {party.name}. "
            f"Quand elle est postée, écrivez #poste et la date.{told}",
            {"medium": "courrier", "to": party.conversation, **kept},
        )
        draft.events += numbers.events(copy, party.conversation, draft.member.name)
        draft.notes += [x for x in (str(draft.letters[-1].context["incomplete"]),) if x]
    draft.record["to_post"] = {"outcome": None, "medium": "courrier", "to": [p.conversation for p in parties]}
    draft.notes.append("Pour l'envoyer plutôt par courriel : #transmettre mail.")


def remind(draft: Draft, _: str) -> None:
    ticket = draft.thread.ticket
    wanted = [p for p in draft.concerned() if p.address]
    reachable = [p for p in wanted if p.conversation in ticket.forwarded_to]
    if not reachable:
        draft.refused.append(
            f"#relancer : rien n'a encore été transmis {', '.join(to_whom(p.name) for p in wanted)}."
            if wanted and ticket.forwarded_at
            else "#relancer : rien n'a encore été transmis à un prestataire."
        )
        return
    day, before = today(draft).isoformat(), draft.record.get("reminded", {})
    waiting = [p for p in reachable if draft.confirmed or before.get(p.conversation) != day]
    if not waiting:
        draft.notes.append(
            "Une relance est déjà partie aujourd'hui : rien n'est renvoyé. "
            "Pour relancer quand même, ajoutez #confirmer au-dessus."
        )
        return
    draft.record["reminded"] = {**before, **{party.conversation: day for party in waiting}}
    for party in waiting:
        draft.letters.append(
            letters.reminder(
                ticket,
                party,
                draft.settings,
                cause=draft.mail.content_digest,
                nth=1,
                now=draft.now,
                ordered=True,
            )
        )
        draft.send("provider_reminded", f"Une relance part {to_whom(party.name)}.")
