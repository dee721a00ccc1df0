"""A second thought: what staff have written waits a moment, and `#annuler` takes it back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from mailbot.config import Settings
from mailbot.decide import becoming, letters
from mailbot.decide.commands import Writing
from mailbot.model import (
    Act,
    CausedLetter,
    Event,
    Facts,
    IncomingMail,
    Letter,
    Plan,
    StaffMember,
    Thread,
    Timer,
)

OFFERED = (("#annuler", "ne rien envoyer, et remettre le dossier comme avant"),)
TRANSCRIPT = "compte_rendu"
RELAYED = "relais_client"
_WAITING = "ready"
_NEVER_LEFT = ("ready", "held", "suppressed", "recalled")
# Columns and fields, as people know them; what goes with another of them has no name of its own.
_NAMES = {"severity": "la gravité", "assigned_to": "la personne qui suit le dossier", "targets": "qui est "
          "concerné", "closed_at": "la clôture", "reopened_at": "la réouverture", "channel": "le canal",
          "due_at": "la date de réponse", "kind": "la nature du dossier", "outcome": "l'issue",
          "answered_at": "la date de la réponse", "subject": "l'objet", "client_name": "le nom du client",
          "no_further_contact": "le souhait de ne plus être contacté", "actions": "les actions",
          "compensation": "le dédommagement", "called": "l'appel noté", "to_post": "la lettre à poster",
          "extending": "la nouvelle date", "released": "les pièces jointes",
          "merged_into": "la réunion des dossiers"}  # fmt: skip
_UNSAID = (
    "doubtful", "record", "gravite", "answer_text", "becomes_answer", "forwarded_by_post", "reminded",
    "asked", "masked",
)  # fmt: skip
_ACKNOWLEDGES = "accuse_"
_ABSENCE_STAYS = (
    "Ce que vous avez dit d'une absence reste noté : ce n'est pas de ce dossier. Pour le corriger, #présent, "
    "ou #absent et d'autres dates."
)
_UNMADE = (
    "Ce message devait être la réponse au client : elle reste due, et le dossier est ouvert. Pour répondre, "
    "#favorable, #partiel ou #rejet, et votre texte."
)
_NOTHING_BEFORE = "Rien ne part avant"


def waiting(letter: Letter, settings: Settings, now: datetime) -> Letter:
    """What goes out waits, unless a promise would be broken by it; acknowledgements are nobody's words."""
    if not _may_wait(letter, settings, now):
        return letter
    assert settings.recall is not None  # noqa: S101  (as just asked)
    return replace(letter, not_before=now + settings.recall)


def until(written: Sequence[Letter], settings: Settings, now: datetime) -> datetime | None:
    """Until when these letters can be called back; None: nothing of them waits for that."""
    outside = [letter for letter in written if letter.side == "party"]
    if settings.recall is None or not any(_may_wait(letter, settings, now) for letter in outside):
        return None
    return now + settings.recall


def sentence(moment: datetime, settings: Settings) -> str:
    return f"{_NOTHING_BEFORE} {hour(moment, settings)}. D'ici là, #annuler retient tout."


def hour(moment: datetime, settings: Settings) -> str:
    return f"{moment.astimezone(ZoneInfo(settings.organisation.timezone)):%H h %M}"


def is_sentence(line: str) -> bool:
    return line.startswith(_NOTHING_BEFORE)


def annulled(
    mail: IncomingMail,
    thread: Thread,
    member: StaffMember,
    facts: Facts,
    writing: Writing,
    *,
    now: datetime,
    settings: Settings,
) -> Plan:
    """`#annuler`: the last mail of this person in this case, or the one whose transcript is answered."""
    act = facts.last_act
    if len(writing.commands) > 1 or writing.text:
        return _told(mail, thread, member, refused="Écrivez #annuler seul dans son message.")
    if RELAYED in thread.ticket.leaving and thread.conversation != "client":
        return _relay_stopped(mail, thread, member)
    if act is None:
        return _told(mail, thread, member, refused="#annuler : vous n'avez rien écrit dans ce dossier.")
    if act.undone:
        return _told(mail, thread, member, note="C'est déjà annulé : il n'y a rien de plus à reprendre.")
    if act.final:
        return _told(mail, thread, member, refused=act.final)
    if gone := [letter for letter in act.letters if _has_left(letter)]:
        return _too_late(mail, thread, member, act, gone, settings, now)
    return _taken_back(mail, thread, member, act, now, settings)


def _relay_stopped(mail: IncomingMail, thread: Thread, member: StaffMember) -> Plan:
    """What the procedure's rule would have passed on; nobody of us wrote it, and staff decide after all."""
    why = "Ne part pas : la réponse du prestataire, pour le client. À vous de décider."
    return Plan(
        disposition="command",
        reason=why,
        role="staff",
        ticket_id=thread.ticket.id,
        conversation=thread.conversation,
        side="staff",
        events=(Event(event="act_undone", why=why, actor=member.name),),
        letters=(letters.transcript(mail, thread, member, done=(why,)),),
        recalls=(RELAYED,),
    )


def _taken_back(
    mail: IncomingMail, thread: Thread, member: StaffMember, act: Act, now: datetime, settings: Settings
) -> Plan:
    done = [f"Ne part pas : {name}." for name in _stopped(act, thread)]
    if act.restores or act.timers or act.made:
        changed = _changed(act, thread, settings)
        done.append(
            "Le dossier est remis comme il était avant votre message"
            + (f" ; c'est repris : {', '.join(changed)}." if changed else ".")
        )
    if act.also:
        done.append("Les dossiers sont de nouveau séparés : les réponses arrivent chacune dans le sien.")
    notes = _left_already(act, settings)
    if any(letter.kind in ("courrier", "messagerie_privee") for letter in act.letters):
        notes.append("La lettre que vous avez reçue pour l'envoyer vous-même ne doit plus partir.")
    if others := ", ".join(_named(act.kept, settings)):
        notes.append(f"Changé depuis par quelqu'un d'autre, et laissé tel quel : {others}.")
    if act.absences:
        notes.append(_ABSENCE_STAYS)
    elif not done:
        notes.append("Votre dernier message n'avait rien changé que l'on puisse reprendre.")
    notes += _still_waiting(act, thread)
    changes, timers = _answer_unmade(act, thread, settings, now)
    if changes:
        notes.append(_UNMADE)
    # Taken apart again, each ticket goes on alone: what was said goes back to where it was.
    thread = replace(thread, conversation=act.conversation) if act.also else thread
    plan = _plan(
        mail, thread, member,
        done=tuple(done), notes=tuple(notes),
        changes={**act.restores, **changes},
        # What rang in between is told at once: a date does not pass in silence because of us.
        timers=(*(Timer(name=name, due_at=max(at, now)) for name, at in act.timers), *timers),
        cancels=act.made,
        undoes=act.mail_id,
    )  # fmt: skip
    if not act.also:
        return plan
    also = tuple(_given_back(one, plan, member, now) for one in act.also)
    return replace(plan, ticket_id=act.ticket_id, also=also)


def _answer_unmade(
    act: Act, thread: Thread, settings: Settings, now: datetime
) -> tuple[dict[str, Any], tuple[Timer, ...]]:
    """A later word had made the answer of a message that does not leave: nothing else takes its place."""
    ticket = replace(
        thread.ticket,
        record=act.restores.get("record", thread.ticket.record),
        closed_at=act.restores.get("closed_at", thread.ticket.closed_at),
    )
    stopped = [letter.id for letter in act.letters if letter.state == _WAITING]
    return becoming.never_left(ticket, stopped, settings, now)


def _given_back(act: Act, plan: Plan, member: StaffMember, now: datetime) -> Plan:
    """The other ticket of the same mail, as it was before it."""
    return Plan(
        disposition="noted",
        reason=plan.reason,
        ticket_id=act.ticket_id,
        changes=dict(act.restores),
        timers=tuple(Timer(name=name, due_at=max(at, now)) for name, at in act.timers),
        cancels=act.made,
        events=(Event(event="act_undone", why=plan.reason, actor=member.name, data={"mail": act.mail_id}),),
    )


def _too_late(
    mail: IncomingMail,
    thread: Thread,
    member: StaffMember,
    act: Act,
    gone: list[CausedLetter],
    settings: Settings,
    now: datetime,
) -> Plan:
    """Part of it has left: what has not is held, what has been done stays, and both are said."""
    stopped = _stopped(act, thread)
    left = ", ".join(dict.fromkeys(_with_moment(x, settings) for x in gone))
    told = (
        f"Trop tard, c'est déjà parti : {left}. Pour corriger, écrivez de nouveau à la personne."
        + _what_stays(act, thread, settings)
    )
    if not stopped:
        return _told(mail, thread, member, refused=told)
    conversations = [x.conversation for x in act.letters if x.state == _WAITING and x.kind == "transmission"]
    changes, timers = _answer_unmade(replace(act, restores={}), thread, settings, now)
    return _plan(
        mail, thread, member,
        changes=changes,
        timers=timers,
        done=tuple(f"Ne part pas : {name}." for name in stopped),
        notes=(
            told, *((_UNMADE,) if changes else ()),
            *_left_already(act, settings), *_still_waiting(act, thread),
        ),
        cancels=tuple(f"provider_reminder:{conversation}:*" for conversation in conversations),
        undoes=act.mail_id,
    )  # fmt: skip


def _what_stays(act: Act, thread: Thread, settings: Settings) -> str:
    """What the same mail has changed is not undone by half: it is named, and how to go back."""
    changed = _changed(act, thread, settings)
    if not changed:
        return ""
    closed = "closed_at" in act.restores and thread.ticket.closed_at is not None
    how = " Pour rouvrir le dossier : #rouvrir." if closed else ""
    return f" Rien n'est défait dans le dossier, cela reste : {', '.join(changed)}.{how}"


def _told(
    mail: IncomingMail, thread: Thread, member: StaffMember, *, refused: str = "", note: str = ""
) -> Plan:
    why = refused or note
    return Plan(
        disposition="command",
        reason=why,
        role="staff",
        ticket_id=thread.ticket.id,
        conversation=thread.conversation,
        side="staff",
        events=(Event(event="command_refused", why=why, actor=member.name),),
        letters=(
            letters.transcript(
                mail, thread, member, refused=(refused,) if refused else (), notes=(note,) if note else ()
            ),
        ),
    )


def _plan(
    mail: IncomingMail,
    thread: Thread,
    member: StaffMember,
    *,
    done: tuple[str, ...],
    notes: tuple[str, ...],
    undoes: int,
    **changed: Any,
) -> Plan:
    why = " ".join((*done, *notes))
    return Plan(
        disposition="command",
        reason=why,
        role="staff",
        evidence=("jeton", "membre de l'équipe", "expéditeur authentifié"),
        ticket_id=thread.ticket.id,
        conversation=thread.conversation,
        side="staff",
        events=(Event(event="act_undone", why=why, actor=member.name, data={"mail": undoes}),),
        letters=(letters.transcript(mail, thread, member, done=done, notes=notes),),
        undoes=undoes,
        **changed,
    )


def _may_wait(letter: Letter, settings: Settings, now: datetime) -> bool:
    # An absence stays noted whatever becomes of the case: who stands in hears of it at once.
    if letter.cause.startswith("absence:"):
        return False
    if settings.recall is None or letter.kind.startswith(_ACKNOWLEDGES):
        return False
    if letter.deadline is not None and now <= letter.deadline <= now + settings.recall:
        return False
    return _goes_out(letter)


def _goes_out(letter: Letter | CausedLetter) -> bool:
    """To somebody outside, or to colleagues, who would hear of what was never sent."""
    return letter.side == "party" or letter.kind == "information_equipe"


def _has_left(letter: CausedLetter) -> bool:
    """An acknowledgement says nothing that would have to be taken back."""
    return (
        letter.side == "party"
        and not letter.kind.startswith(_ACKNOWLEDGES)
        and letter.state not in _NEVER_LEFT
    )


def _stopped(act: Act, thread: Thread) -> tuple[str, ...]:
    """What of this mail waits to leave, each with the one who will not get it."""
    found = [x for x in act.letters if x.state == _WAITING and x.side == "party"]
    return tuple(dict.fromkeys(f"{_name(x.kind)}{_whose(x.conversation, thread)}" for x in found))


def _whose(conversation: str, thread: Thread) -> str:
    party = thread.ticket.party(conversation)
    return f" ({party.name})" if party and party.name and conversation != "client" else ""


def _left_already(act: Act, settings: Settings) -> list[str]:
    """The acknowledgement leaves at once: who takes back that it is a complaint hears that it is gone."""
    return [
        f"{_with_moment(x, settings).capitalize()} est déjà parti : le client le garde."
        for x in act.letters
        if x.side == "party" and x.kind.startswith(_ACKNOWLEDGES) and x.state not in _NEVER_LEFT
    ][:1]


def _with_moment(letter: CausedLetter, settings: Settings) -> str:
    if letter.sent_at is None:
        return _name(letter.kind)
    at = letter.sent_at.astimezone(ZoneInfo(settings.organisation.timezone))
    return f"{_name(letter.kind)} ({at:%d/%m à %H h %M})"


def _still_waiting(act: Act, thread: Thread) -> list[str]:
    """`#annuler` takes one mail back: what an earlier one has written is named, and how to stop it."""
    own = {x.kind for x in act.letters if x.state == _WAITING}
    others = [_name(kind) for kind in sorted(thread.ticket.leaving - own) if kind in letters.LETTER_NAMES]
    if others:
        how = "Pour le retenir aussi, répondez #annuler au compte rendu du message qui l'a demandé."
        return [f"Attend toujours de partir : {', '.join(dict.fromkeys(others))}. {how}"]
    if own:
        how = "Si un autre attend encore de partir, répondez #annuler à son compte rendu."
        return [f"Seul votre dernier message est repris. {how}"]
    return []


def _changed(act: Act, thread: Thread, settings: Settings) -> tuple[str, ...]:
    """What goes back, in words."""
    before, now = act.restores.get("record"), thread.ticket.record
    fields = [n for n in (*now, *before) if now.get(n) != before.get(n)] if before is not None else []
    return _named((*act.restores, *fields), settings)


def _named(names: Iterable[str], settings: Settings) -> tuple[str, ...]:
    lines = {field.id: f"« {field.label} »" for field in settings.procedure.fields}
    words = (_NAMES.get(name) or lines.get(name) for name in names if name not in _UNSAID)
    return tuple(dict.fromkeys(word for word in words if word))


def _name(kind: str) -> str:
    return letters.LETTER_NAMES.get(kind, "un courriel")
