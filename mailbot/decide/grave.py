"""A grave case waits for nobody: whoever follows it is reminded until the first action is noted.

After a few working hours, then every working morning. The procedure says what comes first (a call to the
provider, perhaps); where it says nothing, any act for the case will do. A hand-over is none.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from mailbot.config import Settings
from mailbot.decide import letters, sheet
from mailbot.decide.needless import nothing
from mailbot.model import Event, Plan, Ticket, Timer
from mailbot.procedure import morning_after, working_hours_after

PREFIX = "grave:"
_OPENED = "grave:1"
_NOTHING = "aucune action"


def timers(ticket: Ticket, settings: Settings, now: datetime) -> tuple[Timer, ...]:
    """For a case that is grave from now on."""
    if settings.grave_after is None or not lacking(ticket, settings):
        return ()
    due_at = working_hours_after(now, settings.grave_after.n, settings.procedure.calendar)
    return (Timer(name=_OPENED, due_at=due_at),)


def become(before: Ticket, after: Ticket, settings: Settings, now: datetime) -> tuple[Timer, ...]:
    """Staff have said just now that it is a grave complaint."""
    was = before.severity == "grave" and before.kind == "reclamation"
    return () if was else timers(after, settings, now)


def lacking(ticket: Ticket, settings: Settings) -> str:
    """What a grave case still waits for: "l'appel au prestataire"; empty: nothing, or it is not grave."""
    is_open = ticket.closed_at is None and ticket.answered_at is None and ticket.merged_into is None
    if ticket.kind != "reclamation" or ticket.severity != "grave" or not is_open:
        return ""
    wanted = [s for s in sheet.steps(ticket, settings) if s.step.above == "grave"]
    missing = [label for state in wanted for label in state.missing]
    if missing:
        return missing[0].replace("’", "'")
    is_done = any(sheet.is_known(name, ticket) for state in wanted for name in state.step.wants)
    return "" if is_done or _begun(ticket) else _NOTHING


def _begun(ticket: Ticket) -> bool:
    """Somebody has called, written, passed it on, or noted what is done about it."""
    record = ticket.record
    noted = any(record.get(name) for name in ("called", "appel", "actions", "actionimmediate", "to_post"))
    return noted or bool(ticket.forwarded_at or ticket.informed_at or ticket.leaving - {"accuse_reception"})


def on_timer(name: str, due_at: datetime, ticket: Ticket, settings: Settings, now: datetime) -> Plan:
    what = lacking(ticket, settings)
    if not what:
        return nothing(name, "Le cas grave est pris en charge, ou n'est plus grave", ticket)
    nth = int(name.removeprefix(PREFIX))
    call = "appel" in what
    why = f"{what} n'est pas noté" if what != _NOTHING else "aucune action n'est notée"
    since = ticket.received_at.astimezone(ZoneInfo(settings.organisation.timezone))
    written = letters.alerts(
        settings,
        cause=f"{name}:{ticket.id}:{due_at.isoformat()}",
        conversation="client",
        title=why,
        sentences=(
            f"Ce cas grave est arrivé le {since:%d/%m à %H h %M}, et {why}.",
            f"Suivi par : {ticket.assigned_to or 'personne'}. Ce rappel revient chaque matin jusque-là.",
        ),
        todo="Si c'est fait, notez-le. Sinon, faites-le maintenant : c'est un cas grave.",
        record=ticket.record,
        severity="grave",
        commands=(
            *((("#appel prestataire ", "noter l'appel ; écrivez derrière ce qui a été dit"),) if call else
              (("#appel ", "noter un appel ; écrivez derrière avec qui, et ce qui a été dit"),)),
            ("#assigner ", "confier le dossier à un collègue ; écrivez son nom derrière"),
            ("#gravité normale", "ce n'est pas un cas grave"),
        ),
    )  # fmt: skip
    charged = in_charge(ticket, settings)
    calendar = settings.procedure.calendar
    return Plan(
        disposition="noted",
        reason=f"Cas grave : {why}",
        ticket_id=ticket.id,
        events=(Event(event="grave_reminded", why=f"Cas grave : {why}", actor="horloge", data={"n": nth}),),
        letters=tuple(x for x in written if x.recipient.address in charged) or written,
        timers=(Timer(name=f"{PREFIX}{nth + 1}", due_at=morning_after(now, calendar)),),
    )


def in_charge(ticket: Ticket, settings: Settings) -> frozenset[str]:
    """The addresses of whoever follows it, or stands in for him."""
    keeper = settings.handler_named(ticket.assigned_to)
    people = settings.deputies(ticket.assigned_to) or ((keeper,) if keeper else ())
    return frozenset(member.address for member in people)
