"""What is done at regular times, for no case in particular."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from mailbot.config import Settings
from mailbot.decide import digest, letters
from mailbot.decide.letters.parts import CLIENT
from mailbot.model import Address, Event, Letter, OpenCase, Plan, Ticket
from mailbot.procedure import before, due, morning_after

DIGEST = "digest"
MEETING = "quality_meeting"


def wanted(settings: Settings) -> tuple[str, ...]:
    names = [DIGEST] if settings.digest else []
    if settings.procedure.quality.meeting:
        names.append(MEETING)
    return tuple(names)


def next_time(name: str, after: datetime, settings: Settings) -> datetime:
    """The digest comes every working morning; the meeting's papers at the document's cadence."""
    calendar = settings.procedure.calendar
    meeting = settings.procedure.quality.meeting
    if name == MEETING and meeting:
        return morning_after(due(after, meeting, calendar), calendar)
    return morning_after(after, calendar)


def first_period(due_at: datetime, settings: Settings) -> datetime:
    """What the first papers look back upon; later ones begin where the last ended."""
    meeting = settings.procedure.quality.meeting
    assert meeting is not None  # noqa: S101  (without it there is no such routine)
    return before(due_at, meeting, settings.procedure.calendar) - timedelta(days=7)


def on_digest(
    open_cases: tuple[OpenCase, ...], held: int, settings: Settings, *, due_at: datetime, now: datetime
) -> Plan:
    written = digest.letters_for(open_cases, held, settings, due_at=due_at, now=now)
    why = "Point du matin" if written else "Point du matin : rien à dire"
    events = (Event(event="digest_sent", why=why, actor="horloge"),) if written else ()
    return Plan(disposition="noted", reason=why, events=events, letters=written)


def on_meeting(
    cases: Iterable[Ticket],
    still_open: tuple[OpenCase, ...],
    settings: Settings,
    *,
    since: datetime,
    due_at: datetime,
) -> Plan:
    """The cases of the period, their causes, and what has become of the actions: without names."""
    zone = ZoneInfo(settings.organisation.timezone)
    found, open_cases = tuple(cases), tuple(case.ticket for case in still_open)
    actions = [(t.reference or "", a) for t in (*found, *open_cases) for a in t.record.get("actions", ())]
    undone = list(dict.fromkeys(_action(ref, a) for ref, a in actions if not a.get("done")))
    today = due_at.astimezone(zone).date().isoformat()
    late = [
        _action(ref, a) for ref, a in actions if not a.get("done") and a.get("until") and a["until"] < today
    ]
    answered = [t for t in found if t.answered_at]
    in_time = [t for t in answered if t.due_at and t.answered_at and t.answered_at <= t.due_at]
    context = {
        "since": since,
        "until": due_at,
        "figures": (
            ("Réclamations reçues", str(len(found))),
            ("Réponses données", str(len(answered))),
            ("Dans le délai promis", f"{len(in_time)} sur {len([t for t in answered if t.due_at])}"),
            ("Dossiers encore ouverts", str(len(open_cases))),
        ),
        "cases": tuple(_case(t, settings) for t in found),
        "causes": tuple(
            f"{t.reference}\u00a0: {cause}"
            for t in found
            for cause in (*t.record.get("cause", ()), *t.record.get("dysfonctionnement", ()))
        ),
        "late_actions": tuple(dict.fromkeys(late)),
        "open_actions": tuple(a for a in undone if a not in late),
        "questions": tuple(
            f"{t.reference}\u00a0: quelles actions pour que cela ne se reproduise pas\u00a0?"
            for t in found
            if not t.record.get("actions")
        ),
    }
    return Plan(
        disposition="noted",
        reason="Dossier de la réunion qualité",
        events=(Event(event="meeting_prepared", why="Dossier de la réunion qualité", actor="horloge"),),
        letters=tuple(
            Letter(
                kind="dossier_reunion",
                recipient=Address(address=member.address, name=member.name),
                conversation=CLIENT,
                side="staff",
                cause=f"{MEETING}:{due_at.isoformat()}",
                context=context,
            )
            for member in settings.handlers()
            if "manager" in member.roles
        ),
    )


def _case(ticket: Ticket, settings: Settings) -> str:
    motive = ticket.record.get("motif") or "motif non noté"
    about = ", ".join(letters.target_names(ticket.targets, settings)) or "à déterminer"
    outcome = ticket.outcome or ticket.status
    return (
        f"{ticket.reference}\u00a0: {motive} – {about} – {ticket.severity or 'gravité non notée'} – {outcome}"
    )


def _action(reference: str, action: dict[str, str]) -> str:
    who = f" – {action['who']}" if action.get("who") else ""
    until = ""
    if action.get("until"):
        until = f" – avant le {datetime.fromisoformat(action['until']):%d/%m/%Y}"
    return f"{reference}\u00a0: {action['what']}{who}{until}"
