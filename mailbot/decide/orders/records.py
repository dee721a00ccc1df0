"""What staff note down in the case: lines of the sheet, calls, actions, compensation."""

from __future__ import annotations

import re
from datetime import date
from zoneinfo import ZoneInfo

from mailbot.decide import actions as dated
from mailbot.decide import letters, recurrence, sheet
from mailbot.decide.commands import fold
from mailbot.decide.orders.draft import Draft
from mailbot.decide.said_dates import impossible_date, trailing_date
from mailbot.expressions import Expression
from mailbot.procedure import Field

_NUMBER = (
    r"(?<![\d.,])(?P<euros>\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?!\d)|\d+)(?:[.,](?P<cents>\d{1,2}))?(?!\d)"
)
_AMOUNT = Expression(rf"{_NUMBER}\s*(?:€|euros?\b|eur\b)", re.IGNORECASE)
_NUMBER_ALONE = Expression(rf"{_NUMBER}\s*(?=$|[,;:–—-]|pour\b|de\b|d['’])", re.IGNORECASE)
_KINDS = {"financier": "financier", "financiere": "financier", "commercial": "commercial",
          "commerciale": "commercial", "aucun": "aucun", "aucune": "aucun"}  # fmt: skip
_WHO = Expression(r"^(?P<who>[^:]{2,60}?)\s*:\s+(?P<what>.+)$", re.DOTALL)
_BY = ("avant", "pour", "d'ici", "d’ici")  # what stands before the date of an action
_COLUMN_OF = {"objet": "subject", "nom": "client_name"}  # what the register shows, and people may correct
_CLIENT_WORDS = {"client", "cliente", "clients", "reclamant", "reclamante", "stagiaire", "eleve", "usager"}
_PROVIDER_WORDS = {"prestataire", "prestataires", "etablissement", "gerant", "gerante", "directeur",
                   "directrice", "hotelier", "hoteliere", "proprietaire"}  # fmt: skip


def note_down(draft: Draft, name: str, value: str) -> None:
    """One line of the sheet."""
    field = next(f for f in draft.settings.procedure.fields if f.id == name)
    if field.shape == "choice":
        chosen = _chosen(field, value)
        if chosen is None:
            draft.refused.append(f"#{name} {value} : écrivez {' ou '.join(field.choices)}.")
            return
        value = chosen
    if name == "appel":
        value = _what_was_said(draft, value)
        if not value:
            return
        _called(draft, value)
    if name in ("motif", "cause", "dysfonctionnement"):
        recurrence.same_cause(draft, value)
    if name in _COLUMN_OF:
        draft.changes[_COLUMN_OF[name]] = value
    draft.record = sheet.with_value(draft.record, field, value)
    draft.say("recorded", f"{field.label} : {value}", {"field": field.id, "text": value})


def action(draft: Draft, text: str) -> None:
    """`#action [WHO :] WHAT [avant DATE]`"""
    rest, until = trailing_date(text, _BY, today(draft), bare=True)
    if until is None and (impossible := impossible_date(text, _BY)):
        draft.refused.append(f"#action : {impossible}")
        return
    match = _WHO.match(rest)
    who, what = (match["who"].strip(), match["what"].strip()) if match else ("", rest)
    actions = list(draft.record.get("actions", ()))
    if any(fold(a["what"]) == fold(what) for a in actions):
        draft.notes.append(f"Cette action est déjà notée : {what}")
        return
    actions.append({"what": what, "who": who, "until": until.isoformat() if until else None, "done": None})
    draft.record["actions"] = actions
    told = what + (f" – {who}" if who else "") + (f" – avant le {until:%d/%m/%Y}" if until else "")
    draft.say("action_recorded", f"Action n° {len(actions)} : {told}", {"n": len(actions), **actions[-1]})
    draft.timers += dated.timers(draft.record, draft.settings, draft.now)
    if not who:
        draft.notes.append(
            f"Action n° {len(actions)} : personne n'en est chargé. Écrivez « #action NOM : … »."
        )


def done(draft: Draft, text: str) -> None:
    """`#fait N`: that action is done."""
    actions = [dict(action) for action in draft.record.get("actions", ())]
    match = re.search(r"\d+", text)
    n = int(match[0]) if match else (1 if len(actions) == 1 else 0)
    if not 1 <= n <= len(actions):
        known = " ; ".join(f"{i} : {a['what']}" for i, a in enumerate(actions, start=1))
        draft.refused.append(f"#fait {text} : " + (f"donnez un de ces numéros : {known}." if known else
                             "aucune action n'est notée dans ce dossier. #action en note une."))  # fmt: skip
        return
    if actions[n - 1]["done"]:
        draft.notes.append(f"L'action n° {n} était déjà notée comme faite.")
        return
    actions[n - 1]["done"] = today(draft).isoformat()
    draft.cancels.append(f"{dated.PREFIX}{n}:*")
    draft.record["actions"] = actions
    draft.say("action_done", f"Action n° {n} faite : {actions[n - 1]['what']}", {"n": n})


def compensation(draft: Draft, text: str) -> None:
    """`#dedommagement [financier|commercial|aucun] [AMOUNT] …`"""
    words = text.split()
    kind = _KINDS.get(fold(words[0])) if words else None
    rest = text.split(None, 1)[1] if kind and len(words) > 1 else ("" if kind else text)
    # « 2 nuits, 500 € »: what € follows is the amount; a number without it, only where nothing else is meant.
    rest = rest.strip()
    match = _AMOUNT.search(rest) or _NUMBER_ALONE.match(rest)
    amount = None
    if match and kind != "aucun":
        cents = (match["cents"] or "").ljust(2, "0")
        amount = re.sub(r"\D", "", match["euros"]) + (f".{cents}" if match["cents"] else "")
        rest = (rest[: match.start()] + rest[match.end() :]).strip(" ,;:–—-")
    ceiling = draft.member.compensation_up_to
    if ceiling is not None and kind != "aucun" and _adds_up(text):
        draft.refused.append(f"#dedommagement {text} : écrivez un seul montant, le total accordé.")
        return
    if amount and ceiling is not None and float(amount) > ceiling:
        draft.refused.append(
            f"#dedommagement {amount.replace('.', ',')} € : vous pouvez accorder jusqu'à {ceiling} €. "
            "Demandez à une personne habilitée de répondre."
        )
        return
    kind = kind or ("financier" if amount else "commercial")
    decided = {"kind": kind, "amount": amount, "why": rest}
    draft.record["compensation"] = decided
    shown = "aucun" if kind == "aucun" else kind + (f", {amount.replace('.', ',')} €" if amount else "")
    draft.say("compensation_recorded", f"Dédommagement : {shown}{f' – {rest}' if rest else ''}", decided)
    if kind == "aucun" and not rest:
        draft.notes.append(
            "Dites pourquoi il n'y a pas de dédommagement : « #dedommagement aucun, parce que… »."
        )


def _adds_up(text: str) -> bool:
    """« 2 x 95 € », « 60 € + 60 € »: the first number is not what is granted."""
    return len(_AMOUNT.findall(text)) > 1 or re.search(r"\d\s*[x×*]\s*\d|€\s*[x×*]\s*\d", text) is not None


def today(draft: Draft) -> date:
    return draft.now.astimezone(ZoneInfo(draft.settings.organisation.timezone)).date()


def _chosen(field: Field, value: str) -> str | None:
    """The choice that a line begins with, and what it says beside it."""
    said = fold(value)
    for choice in sorted(field.choices, key=len, reverse=True):
        if said == fold(choice) or said.startswith(f"{fold(choice)} "):
            more = " ".join(value.split()[len(fold(choice).split()) :]).strip(" ,;:–—-")
            return f"{choice} – {more}" if more else choice
    return None


def _what_was_said(draft: Draft, value: str) -> str:
    """What stands behind the word; with nobody but whom, or nothing, behind it: the text below."""
    words = fold(value).split()
    if len(words) > 1 or (words and words[0] not in _CLIENT_WORDS | _PROVIDER_WORDS):
        return value
    if draft.text and not draft.stays_inside and not draft.decides:
        said, draft.text = f"{value} – {draft.text}" if value else draft.text, ""
        draft.notes.append("Votre texte est le compte rendu de l'appel : il reste dans le dossier.")
        return said
    if not value:
        draft.refused.append(
            "#appel : écrivez derrière avec qui, et ce qui a été dit. Par exemple : "
            "#appel prestataire Mme Durand, elle vérifie et rappelle demain."
        )
    return value


def _called(draft: Draft, text: str) -> None:
    """Whom they have telephoned: said in words, or by the conversation in which it is noted."""
    words = set(fold(text).split())
    providers = {word for p in draft.concerned() for word in fold(p.name).split() if len(word) > 3}
    if words & _CLIENT_WORDS:
        whom = "client"
    elif (
        words & (_PROVIDER_WORDS | providers)
        or draft.thread.conversation != "client"
        or waits_for_call(draft)
    ):
        whom = "prestataire"
    else:
        whom = "client"
    draft.record["called"] = list(dict.fromkeys((*draft.record.get("called", ()), whom)))
    draft.notes.append(f"C'est noté comme un appel au {whom}.")
    _say_what_follows(draft, whom)


def _say_what_follows(draft: Draft, whom: str) -> None:
    """After the call: the copy where it had to wait for it, else the answer that is owed."""
    ticket = draft.ticket_now()
    if ticket.kind != "reclamation" or ticket.closed_at or draft.decides:
        return
    waiting = [p for p in draft.concerned() if p.conversation not in ticket.forwarded_to]
    if whom == "prestataire" and waiting and ticket.forwarded_at is None:
        draft.notes.append("Vous pouvez maintenant lui écrire : #transmettre.")
        draft.next_steps.append(letters.FORWARD)
    elif not ticket.answered_at:
        draft.notes.append("Il reste à répondre au client : #favorable, #partiel ou #rejet.")


def waits_for_call(draft: Draft) -> bool:
    """The procedure wants the provider called before anything is passed on."""
    ticket = draft.ticket_now()
    return (
        draft.settings.procedure.forward.on_grave == "call_first"
        and ticket.severity == "grave"
        and bool(draft.concerned())
        and "prestataire" not in draft.record.get("called", ())
    )
