"""The morning's digest: whose turn it is, what is late or due, whom we wait for; where there is something."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from mailbot.config import Settings
from mailbot.decide import grave, sheet
from mailbot.decide.letters.parts import CLIENT
from mailbot.model import Address, Letter, OpenCase, StaffMember, Ticket

WEEK = timedelta(days=7)
_LEVELS = ("faible", "normale", "grave")


def letters_for(
    open_cases: tuple[OpenCase, ...], held: int, settings: Settings, *, due_at: datetime, now: datetime
) -> tuple[Letter, ...]:
    """To each who follows cases: their own; managers see all, and what nobody follows."""
    written = []
    for member in settings.handlers():
        if settings.deputies(member.name):
            continue  # away: whoever stands in reads it
        theirs = tuple(t for t in open_cases if _concerns(t.ticket, member, settings))
        context = _context(
            theirs,
            held if "manager" in member.roles else 0,
            settings,
            now,
            mine=_in_charge_for(member, settings),
        )
        if any(context.values()):
            written.append(
                Letter(
                    kind="point_du_matin",
                    recipient=Address(address=member.address, name=member.name),
                    conversation=CLIENT,
                    side="staff",
                    cause=f"digest:{due_at.isoformat()}",
                    context={"today": now, **context},
                )
            )
    return tuple(written)


def _concerns(ticket: Ticket, member: StaffMember, settings: Settings) -> bool:
    if member.name in ticket.record.get("blamed", ()):
        return False
    return (
        "manager" in member.roles
        or ticket.assigned_to in (None, member.name)
        or (member in settings.deputies(ticket.assigned_to))
    )


def _in_charge_for(member: StaffMember, settings: Settings) -> tuple[str, ...]:
    """Whose cases are his to treat this morning: his own, and those of whom he stands in for."""
    return (member.name, *(name for name in settings.absent if member in settings.deputies(name)))


def _context(
    found: tuple[OpenCase, ...], held: int, settings: Settings, now: datetime, mine: tuple[str, ...]
) -> dict[str, tuple[str, ...]]:
    zone = ZoneInfo(settings.organisation.timezone)
    today = now.astimezone(zone).date()
    cases = [case.ticket for case in found]
    # The most serious first, then what is due soonest.
    cases.sort(key=lambda t: (-_LEVELS.index(t.severity or "normale"), t.due_at or now + 100 * WEEK))
    yours = {
        case.ticket.id: line
        for case in sorted(found, key=lambda c: -_LEVELS.index(c.ticket.severity or "normale"))
        if case.ticket.assigned_to in (None, *mine) and (line := _yours(case, settings, zone))
    }
    unanswered = [t for t in cases if t.due_at and not t.answered_at]

    def days(ticket: Ticket) -> int:
        assert ticket.due_at is not None  # noqa: S101  (chosen above)
        return (ticket.due_at.astimezone(zone).date() - today).days

    return {
        "yours": tuple(yours.values()),
        "late": tuple(_line(t, zone) for t in unanswered if t.due_at and t.due_at < now),
        "due_today": tuple(
            _line(t, zone) for t in unanswered if t.due_at and t.due_at >= now and days(t) == 0
        ),
        "due_soon": tuple(_line(t, zone) for t in unanswered if 0 < days(t) <= WEEK.days),
        "undated": tuple(_undated(t, zone) for t in cases if _is_forgotten(t, now) and t.id not in yours),
        "steps": tuple(_step(t, settings) for t in cases if _is_overdue(t, settings, now)),
        "to_post": tuple(_named(t) for t in cases if t.record.get("to_post")),
        "waiting_provider": tuple(_waiting(c.ticket, zone) for c in found if c.awaits_provider),
        "waiting_client": tuple(_named(c.ticket) for c in found if c.awaits_client),
        "held": (_held(held),) if held else (),
    }


_TURNS = {
    "new": "personne ne s'en est encore occupé",
    "handed_over": "vous est confié",
    "provider": "le prestataire a répondu",
    "client": "le client a écrit de nouveau",
}


def _yours(case: OpenCase, settings: Settings, zone: ZoneInfo) -> str:
    """What waits for the reader himself, and why; a grave case until its first action is noted."""
    what = grave.lacking(case.ticket, settings)
    whys = [f"{what} n'est pas noté" if "appel" in what else "personne n'a encore agi"] if what else []
    if case.turn and not (what and case.turn == "new"):
        whys.append(_TURNS[case.turn])
    state = sheet.next_step(case.ticket, settings)
    if case.ticket.severity == "grave" and not whys and state and _is_ours(case):
        whys.append(f"à faire : {state.step.label[:1].lower()}{state.step.label[1:]}")
    if not whys:
        return ""
    received = f"{case.ticket.received_at.astimezone(zone):%d/%m}"
    return f"{_named(case.ticket)} – {' ; '.join(whys)} (reçu le {received})"


def _is_ours(case: OpenCase) -> bool:
    """We wait for nobody, and the client waits for us."""
    waits = case.awaits_provider or case.awaits_client
    return not waits and case.ticket.answered_at is None and case.ticket.kind == "reclamation"


def _line(ticket: Ticket, zone: ZoneInfo) -> str:
    assert ticket.due_at is not None  # noqa: S101  (chosen by the caller)
    who = f" – {ticket.assigned_to}" if ticket.assigned_to else ""
    wish = " – ne veut plus être contacté" if ticket.no_further_contact else ""
    return f"{_named(ticket)} – pour le {ticket.due_at.astimezone(zone):%d/%m/%Y}{who}{wish}"


def _named(ticket: Ticket) -> str:
    """A case as people know it: its number, who complains, about what; and whether it is grave."""
    client = ticket.party(CLIENT)
    who = f" ({client.name})" if client and client.name else ""
    grave = " – GRAVE" if ticket.severity == "grave" else ""
    return f"{ticket.reference}{grave}\u00a0: {ticket.subject}{who}"


def _waiting(ticket: Ticket, zone: ZoneInfo) -> str:
    """Whom we wait for, and since when."""
    since = f", depuis le {ticket.forwarded_at.astimezone(zone):%d/%m/%Y}" if ticket.forwarded_at else ""
    return f"{_named(ticket)} – {_provider_names(ticket)}{since}"


def _is_overdue(ticket: Ticket, settings: Settings, now: datetime) -> bool:
    return any(
        state.missing and state.step.within and sheet.step_due(ticket, state.step, settings) < now
        for state in sheet.steps(ticket, settings)
    )


def _is_forgotten(ticket: Ticket, now: datetime) -> bool:
    """Where nothing is promised by a date, a week without an answer is long."""
    return ticket.due_at is None and ticket.answered_at is None and now - ticket.received_at >= WEEK


def _undated(ticket: Ticket, zone: ZoneInfo) -> str:
    since = f"{ticket.received_at.astimezone(zone):%d/%m/%Y}"
    return f"{_named(ticket)} – reçue le {since}, sans réponse"


def _step(ticket: Ticket, settings: Settings) -> str:
    state = sheet.next_step(ticket, settings)
    label = f" – {state.step.label} (il manque\u00a0: {', '.join(state.missing)})" if state else ""
    return f"{_named(ticket)}{label}"


def _provider_names(ticket: Ticket) -> str:
    return ", ".join(party.name for party in ticket.parties if party.provider_id in ticket.targets)


def _held(count: int) -> str:
    if count == 1:
        return "1 courriel n'a pas pu être traité\u00a0: lisez-le dans la boîte du service."
    return f"{count} courriels n'ont pas pu être traités\u00a0: lisez-les dans la boîte du service."
