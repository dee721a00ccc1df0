"""Orders that staff mail to the service itself, about no case: who is away, the register, the list of words.

The answer goes to the address of the configuration alone, so that membership and an authenticated sender
are enough. They are no complaint, whatever their words: where they are not believed, nothing is opened.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from mailbot.config import Settings
from mailbot.decide import away, letters, papers, plain_requests, telling
from mailbot.decide.commands import Command, Writing, fold, parse
from mailbot.model import Event, IncomingMail, Letter, Plan, StaffMember

ABOUT_THE_DESK = ("absent", "present", "registre", "rapport", "aide")
_NOT_PROVEN = (
    "Rien n'est fait : le serveur de messagerie ne garantit pas que ce message vient de vous. "
    "Écrivez cette consigne en répondant à une notification."
)


def orders_in(mail: IncomingMail, member: StaffMember, settings: Settings) -> Writing | None:
    """A mail that holds such orders and nothing else; a form to fill in is one where it is empty."""
    signature = frozenset(fold(f"{member.name} {member.function} {settings.organisation.name}").split())
    writing = parse(mail.new_text, signature_words=signature, fields=settings.procedure.fields)
    names = {command.name for command in writing.commands}
    if writing.unclear or writing.text or not names:
        return None
    wants_paper = names <= {"fiche", "pdf"} and not mail.attachments
    if wants_paper and all(papers.case_named(command.argument) is not None for command in writing.commands):
        return writing
    return writing if names <= set(ABOUT_THE_DESK) else None


def followed(
    mail: IncomingMail, member: StaffMember, writing: Writing, settings: Settings, now: datetime
) -> Plan:
    if mail.authenticity == "fail":
        return _plan(mail, member, event="staff_unproven", why=_NOT_PROVEN, written=())
    if mail.authenticity != "pass":
        told = letters.to_member(mail, member, refused=(_NOT_PROVEN,))
        return _plan(mail, member, event="staff_unproven", why=_NOT_PROVEN, written=(told,))
    results = [_one(command, mail, member, settings, now) for command in writing.commands]
    refused = tuple(line for result in results for line in result.get("refused", ()))
    if refused:
        told = letters.to_member(mail, member, refused=refused)
        return _plan(mail, member, event="command_refused", why=" ".join(refused), written=(told,))
    done = tuple(line for result in results for line in result.get("done", ()))
    notes = tuple(line for result in results for line in result.get("notes", ()))
    report = next((result["report"] for result in results if "report" in result), "")
    help_ = next((result["help"] for result in results if "help" in result), ())
    told = letters.to_member(mail, member, done=done, notes=notes, report=report, help_=help_)
    absences = {name: until for result in results for name, until in result.get("absences", {}).items()}
    others = tuple(letter for result in results for letter in result.get("told", ()))
    why = " ".join((*done, *notes[:1]))
    return _plan(mail, member, event="desk_order", why=why, written=(told, *others), absences=absences)


def _one(
    command: Command, mail: IncomingMail, member: StaffMember, settings: Settings, now: datetime
) -> dict[str, Any]:
    today = now.astimezone(ZoneInfo(settings.organisation.timezone)).date()
    if command.name in ("absent", "present"):
        said = (
            away.away(command.argument, member, settings, today)
            if command.name == "absent"
            else away.back(command.argument, member, settings)
        )
        if said.refused:
            return {"refused": (said.refused,)}
        return {
            "done": (said.done,),
            "notes": (said.note,) if said.note else (),
            "absences": {said.name: said.absence},
            "told": telling.of_absence(said, mail),
        }
    if command.name == "registre":
        if not set(member.roles) & {"manager", "handler", "reader"}:
            return {"refused": ("#registre : votre rôle ne donne pas accès aux dossiers.",)}
        wanted = papers.register(command.argument, today)
        if wanted is None:
            return {"refused": (papers.WHICH_YEAR,)}
        return {"done": (papers.SENT,), "report": wanted}
    if command.name == "rapport":
        if not set(member.roles) & {"manager", "handler", "reader"}:
            return {"refused": ("#rapport : votre rôle ne donne pas accès aux dossiers.",)}
        wanted = papers.review(command.argument, today)
        if wanted is None:
            return {"refused": (papers.WHICH_PERIOD,)}
        return {"done": (papers.REVIEW_SENT,), "report": wanted}
    if command.name in ("fiche", "pdf") and (reference := papers.case_named(command.argument)):
        if not set(member.roles) & {"manager", "handler", "reader"}:
            return {"refused": ("#fiche : votre rôle ne donne pas accès aux dossiers.",)}
        return {"done": (papers.CASE_SENT,), "report": papers.case(reference)}
    if command.name in ("fiche", "pdf"):
        return {"done": (papers.FORM_SENT,), "notes": letters.BLANK_FORM, "report": "fiche"}
    return {"notes": (plain_requests.HELP_SAYS,), "help": letters.HELP}


def _plan(
    mail: IncomingMail, member: StaffMember, *, event: str, why: str, written: tuple[Letter, ...], **more: Any
) -> Plan:
    return Plan(
        disposition="command",
        reason=why,
        role="staff",
        evidence=("membre de l'équipe", f"authenticité : {mail.authenticity}"),
        side="staff",
        events=(Event(event=event, why=why, actor=member.name),),
        letters=written,
        **more,
    )
