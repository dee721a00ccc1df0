"""A second thought: what staff have written waits a moment, and `#annuler` takes it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from mailbot.config import Settings
from mailbot.decide import letters
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
_WAITING = "ready"
_NEVER_LEFT = ("ready", "held", "suppressed", "recalled")
# Columns and fields, as people know them.
_NAMES = {"severity": "la gravité", "assigned_to": "la personne qui suit le dossier", "targets": "qui est "
          "concerné", "closed_at": "la clôture", "reopened_at": "la réouverture", "channel": "le canal",
          "due_at": "l'échéance", "kind": "la nature du dossier"}  # fmt: skip


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
    at = moment.astimezone(ZoneInfo(settings.organisation.timezone))
    return f"Rien ne part avant {at:%H h %M}. D'ici là, #annuler retient tout."


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
    if act is None:
        return _told(mail, thread, member, refused="#annuler : vous n'avez rien écrit dans ce dossier.")
    if act.undone:
        return _told(mail, thread, member, note="C'est déjà annulé : il n'y a rien de plus à reprendre.")
    if gone := [letter for letter in act.letters if _has_left(letter)]:
        return _too_late(mail, thread, member, act, gone, settings)
    return _taken_back(mail, thread, member, act, now)


def _taken_back(mail: IncomingMail, thread: Thread, member: StaffMember, act: Act, now: datetime) -> Plan:
    stopped = _names(x for x in act.letters if x.state == _WAITING and x.side == "party")
    done = [f"Ne part pas : {name}." for name in stopped]
    if act.restores or act.timers or act.made:
        done.append("Le dossier est remis comme il était avant votre message.")
    notes = []
    if any(letter.kind in ("courrier", "messagerie_privee") for letter in act.letters):
        notes.append("La lettre que vous avez reçue pour l'envoyer vous-même ne doit plus partir.")
    if act.kept:
        changed = ", ".join(dict.fromkeys(_NAMES.get(name, name) for name in act.kept))
        notes.append(f"Changé depuis par quelqu'un d'autre, et laissé tel quel : {changed}.")
    if not done:
        notes.append("Ce message n'avait rien changé que l'on puisse reprendre.")
    return _plan(
        mail, thread, member,
        done=tuple(done), notes=tuple(notes),
        changes=dict(act.restores),
        # What rang in between is told at once: a date does not pass in silence because of us.
        timers=tuple(Timer(name=name, due_at=max(at, now)) for name, at in act.timers),
        cancels=act.made,
        undoes=act.mail_id,
    )  # fmt: skip


def _too_late(
    mail: IncomingMail,
    thread: Thread,
    member: StaffMember,
    act: Act,
    gone: list[CausedLetter],
    settings: Settings,
) -> Plan:
    """Part of it has left: what has not is held, what has been done stays, and both are said."""
    zone = ZoneInfo(settings.organisation.timezone)
    stopped = _names(x for x in act.letters if x.state == _WAITING and x.side == "party")
    when = {x.kind: f" ({x.sent_at.astimezone(zone):%d/%m à %H h %M})" for x in gone if x.sent_at}
    left = "Trop tard, c'est déjà parti : " + ", ".join(
        f"{name}{when.get(kind, '')}" for kind, name in dict.fromkeys((x.kind, _name(x.kind)) for x in gone)
    )
    told = f"{left}. Pour corriger, écrivez de nouveau à la personne."
    if not stopped:
        return _told(mail, thread, member, refused=told)
    conversations = [x.conversation for x in act.letters if x.state == _WAITING and x.kind == "transmission"]
    return _plan(
        mail, thread, member,
        done=tuple(f"Ne part pas : {name}." for name in stopped), notes=(told,),
        cancels=tuple(f"provider_reminder:{conversation}:*" for conversation in conversations),
        undoes=act.mail_id,
    )  # fmt: skip


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
    if settings.recall is None or letter.kind.startswith("accuse_"):
        return False
    if letter.deadline is not None and now <= letter.deadline <= now + settings.recall:
        return False
    return _goes_out(letter)


def _goes_out(letter: Letter | CausedLetter) -> bool:
    """To somebody outside, or to colleagues, who would hear of what was never sent."""
    return letter.side == "party" or letter.kind == "information_equipe"


def _has_left(letter: CausedLetter) -> bool:
    acknowledges = letter.kind.startswith("accuse_")
    return letter.side == "party" and not acknowledges and letter.state not in _NEVER_LEFT


def _names(found: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_name(letter.kind) for letter in found))


def _name(kind: str) -> str:
    return letters.LETTER_NAMES.get(kind, "un courriel")
