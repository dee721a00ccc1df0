"""A colleague hands in a complaint that came another way: `#fiche`, or a form that a desk sends in.

Such a form is a complaint, whatever its words; whoever hands it in is not the client.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from mailbot.config import Settings
from mailbot.decide import copies, form_lines, letters, opening, sheet, told_in_words
from mailbot.decide.commands import SHOWN, Command, Writing, fold, parse
from mailbot.decide.named import providers_named, units_named
from mailbot.decide.said_dates import past_date
from mailbot.decide.who import may_be_written_to
from mailbot.model import (
    Address,
    Event,
    Facts,
    IncomingMail,
    Letter,
    Meaning,
    Party,
    Plan,
    Redacted,
    StaffMember,
)
from mailbot.procedure import CHANNELS, Field

_ON_THE_SPOT = "sur place"
_BY_MOUTH = ("téléphone", "sur place")
_CAME = {"téléphone": "Reçu par téléphone", "sur place": "Reçu sur place", "courrier": "Reçu par courrier",
         "mail": "Reçu par courriel", "internet": "Reçu par internet", "interne": "Canal non précisé",
         "questionnaire": "Reçu par questionnaire"}  # fmt: skip
_ALSO_KNOWN_AS = {
    "mail": "mail", "courriel": "mail", "email": "mail", "courrier": "courrier", "lettre": "courrier",
    "poste": "courrier", "telephone": "téléphone", "appel": "téléphone", "tel": "téléphone",
    "sur place": "sur place", "guichet": "sur place", "accueil": "sur place", "internet": "internet",
    "site": "internet", "avis": "internet", "questionnaire": "questionnaire", "enquete": "questionnaire",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """What the lines behind # say of a case that does not exist yet."""

    channel: str
    where: str  # what else stands behind #fiche: the information desk, perhaps
    meaning: Meaning
    record: Mapping[str, Any]
    not_done: tuple[str, ...]


def is_handed_in(mail: IncomingMail, member: StaffMember) -> bool:
    """Only from somebody proven to be a colleague; a desk need not even write the word."""
    if mail.authenticity != "pass":
        return False
    if any(command.name == "fiche" for command in parse(mail.new_text).commands):
        return True
    words = fold(" ".join((mail.subject, *(a.name for a in mail.attachments if not a.inline)))).split()
    return not member.can_act() and "desk" in member.roles and {"fiche", "reclamation"} <= set(words)


def opened(
    mail: IncomingMail,
    meaning: Meaning,
    copy: Redacted,
    facts: Facts,
    settings: Settings,
    member: StaffMember,
    now: datetime,
) -> Plan:
    """The case as any other, with its channel, and with what the form says of it."""
    writing = parse(mail.new_text, fields=settings.procedure.fields)
    is_form = is_handed_in(mail, member)
    in_words = told_in_words.told(mail, member, settings)
    lines = form_lines.filled(writing.text)
    lines = replace(lines, values=_with_words(lines, in_words, writing))
    unsaid = _ON_THE_SPOT if is_form else opening.channel_of(mail, "staff")
    form = _filled((*_as_commands(lines), *writing.commands), meaning, settings, channel=unsaid)
    if not is_form:  # told in plain words: what it is, is judged from them
        form = replace(
            form,
            meaning=replace(
                form.meaning, kind=meaning.kind, doubtful=meaning.doubtful, reasons=meaning.reasons
            ),
        )
    mail = _as_it_came(mail, lines, form, settings, now)
    # Whoever signs the report is not complained about in it.
    said = replace(mail, new_text=told_in_words.without_signature(mail.new_text, member))
    plan = opening.opened(said, form.meaning, copy, facts, settings, role="staff", now=now)
    columns = dict(plan.opens or {})
    record = {**columns.get("record", {}), **form.record, "handed_in_by": member.name}
    columns |= {
        "channel": form.channel,
        "record": record,
        "excerpt": " ".join(lines.text.split())[: opening.EXCERPT],
        "client_name": record.get("nom") or columns.get("client_name"),
    }
    columns["subject"] = record.get("objet") or _subject(form, columns, settings)
    shown = copies.without_form(copy, opening.as_ticket(columns, plan.parties), settings.staff)
    record |= {"previewed": copies.fingerprint(shown)} if "previewed" in record else {}
    why = f"Remis par {member.name} ({' – '.join(x for x in (form.channel, form.where) if x)})"
    told = Event(event="handed_in", why=why, actor=member.name, data={"channel": form.channel})
    about = _about(form, member, plan, settings)
    not_done = (*form.not_done, *(f"{line} : {problem}" for line, problem in writing.unclear))
    return replace(
        plan,
        opens=columns,
        parties=tuple(_named(party, record) for party in plan.parties),
        events=(*plan.events, told),
        letters=(
            *(_as_handed_in(x, about, columns["subject"], shown) for x in plan.letters),
            letters.receipt(
                mail,
                member,
                kind=form.meaning.kind,
                reference=facts.next_reference,
                not_done=not_done,
                about=_in_short(form, in_words, plan, columns),
            ),
        ),
    )


def _as_handed_in(letter: Letter, about: Mapping[str, Any], subject: str, shown: Redacted) -> Letter:
    """The notice names who has handed it in; a client who telephoned reads nothing of what he has written."""
    if letter.kind == "avis_equipe":
        seen = letters.preview(shown) if letter.context.get("preview") else {}
        return replace(letter, context={**letter.context, **about, **seen})
    if letter.kind in ("accuse_reception", "accuse_suggestion"):
        said = {"channel": about["channel"], "subject": subject}
        return replace(letter, context={**letter.context, **said})
    return letter


def _subject(form: _Form, columns: Mapping[str, Any], settings: Settings) -> str:
    """A colleague's subject line is for colleagues; of what was told by mouth, the client reads ours."""
    if form.channel not in _BY_MOUTH:
        return str(columns.get("subject", ""))
    about = ", ".join(letters.target_names(form.meaning.targets, settings))
    what = "Suggestion" if form.meaning.kind == "suggestion" else "Réclamation"
    return f"{what} – {about}" if about and about != "interne" else what


def _in_short(form: _Form, in_words: told_in_words.Told, plan: Plan, columns: Mapping[str, Any]) -> str:
    """For the one who handed it in: who complains, how it came, who follows it."""
    client = form.record.get("nom") or plan.parties[0].name or "nom inconnu"
    reached = (str(form.record.get("telephone", "")), plan.parties[0].address)
    told = ", ".join((f"{in_words.who or 'Client'}\u00a0: {client}", *(x for x in reached if x)))
    keeper = columns.get("assigned_to") or "personne"
    return f"{told}. {_CAME.get(form.channel, f'Canal : {form.channel}')}. Suivi par {keeper}."


def is_told(mail: IncomingMail, member: StaffMember, settings: Settings) -> bool:
    """In plain words, without any form: a client has complained, and a proven colleague passes it on."""
    if mail.authenticity != "pass":
        return False
    return mail.via == "phone_note" or told_in_words.told(mail, member, settings).is_report


def _with_words(lines: form_lines.Form, in_words: told_in_words.Told, writing: Writing) -> dict[str, str]:
    """What the form leaves open is looked for in the words."""
    given = {command.name for command in writing.commands}
    found = {
        k: v for k, v in in_words.values.items() if k not in given and not (k == "canal" and "fiche" in given)
    }
    return {**found, **lines.values}


def _as_commands(lines: form_lines.Form) -> tuple[Command, ...]:
    """A line of a form says what the command of that name would say; the command, said last, wins."""
    names = [name for name in lines.values if name not in ("canal", "recu", "courriel")]
    found = [Command(name=name, argument=lines.values[name]) for name in names]
    if "canal" in lines.values:
        found.insert(0, Command(name="fiche", argument=lines.values["canal"]))
    return tuple(found)


def _as_it_came(
    mail: IncomingMail, lines: form_lines.Form, form: _Form, settings: Settings, now: datetime
) -> IncomingMail:
    """With the client's own address, and from the day when it reached the house: delays run from then."""
    zone = ZoneInfo(settings.organisation.timezone)
    day = past_date(lines.values.get("recu", ""), now.astimezone(zone).date())
    if day and day < mail.received_at.astimezone(zone).date():
        mail = replace(mail, received_at=datetime.combine(day, time(12), tzinfo=zone), sent_at=None)
    address = lines.values.get("courriel", "").strip("<>").lower()
    name = str(form.record.get("nom", ""))
    if address and may_be_written_to(address) and mail.reply_to is None:
        return replace(mail, reply_to=Address(address=address, name=name))
    if name and mail.reply_to is not None and not mail.reply_to.name:
        return replace(mail, reply_to=replace(mail.reply_to, name=name))
    return mail


def _about(form: _Form, member: StaffMember, plan: Plan, settings: Settings) -> dict[str, Any]:
    """For the notice: who complains, who has handed it in, and what was read from its lines."""
    party = plan.parties[0]
    labels = {field.id: field.label for field in settings.procedure.fields}
    return {
        "sheet": tuple(f"{labels[k]}\u00a0: {v}" for k, v in form.record.items() if k in labels),
        "channel": form.channel,
        "handed_in_by": member.name,
        "client_name": str(form.record.get("nom", "")) or party.name,
        "client_address": party.address,
    }


def channel_named(words: str) -> tuple[str | None, str]:
    """The channel that these words begin with, and the rest of them."""
    parts = words.split()
    for length in (2, 1):
        known = _ALSO_KNOWN_AS.get(fold(" ".join(parts[:length])))
        if known and len(parts) >= length:
            return known, " ".join(parts[length:]).strip(" ,;:–—-")
    return None, words.strip()


def known_channels() -> str:
    return ", ".join(CHANNELS)


def _filled(commands: tuple[Command, ...], meaning: Meaning, settings: Settings, *, channel: str) -> _Form:
    where, silent, targets = "", False, list[str]()
    record: dict[str, Any] = {}
    not_done = []
    kind = "reclamation"
    severity = meaning.severity or "normale"
    for name, argument in ((c.name, c.argument) for c in commands):
        if name == "fiche":
            named, where = channel_named(argument)
            channel = named or channel
        elif name in ("reclamation", "suggestion"):
            kind = name
        elif name == "gravite":
            severity = record["gravite"] = fold(argument)  # type: ignore[assignment]  # one of three: parsed
        elif name == "nepluscontacter":
            silent = True
        elif target := _target(name, argument, settings):
            targets.append(target)
        elif (found := _value(name, argument, settings)) is not None:
            field, value = found
            record = sheet.with_value(record, field, value)
        else:
            not_done.append(f"#{SHOWN.get(name, name)} {argument}".strip())
    settled = replace(
        meaning,
        kind=kind,  # type: ignore[arg-type]  # one of the two above
        doubtful=False,
        severity=severity,
        reasons=tuple(r for r in meaning.reasons if r.why.startswith("gravité ")),  # a person said the rest
        targets=tuple(dict.fromkeys(targets)) or meaning.targets,
        targets_certain=bool(targets) or meaning.targets_certain,
        wishes=replace(meaning.wishes, no_further_contact=silent or meaning.wishes.no_further_contact),
    )
    return _Form(channel=channel, where=where, meaning=settled, record=record, not_done=tuple(not_done))


def _value(name: str, argument: str, settings: Settings) -> tuple[Field, str] | None:
    """A line of the sheet, where what is said of it can be understood."""
    field = next((f for f in settings.procedure.fields if f.id == name), None)
    if field is None or not field.choices:
        return (field, argument) if field else None
    chosen = next((choice for choice in field.choices if fold(choice) == fold(argument)), None)
    return (field, chosen) if chosen else None


def _target(name: str, argument: str, settings: Settings) -> str | None:
    """Whom the colleague names, where that is one of the directory for sure."""
    if name == "prestataire":
        found = providers_named(argument, settings.directory.providers)
        return found[0].id if len(found) == 1 else None
    if name == "interne":
        return next(iter(units_named(argument, settings.directory.units)), None if argument else "interne")
    return None


def _named(party: Party, record: Mapping[str, Any]) -> Party:
    """`#nom` says it better than what was guessed from the words below."""
    if party.conversation != "client":
        return party
    return replace(party, name=str(record.get("nom") or party.name))
