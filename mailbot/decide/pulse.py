"""A mailbox that nobody can look into: people are told, once, and told when it is over."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from mailbot.config import Settings
from mailbot.decide import letters
from mailbot.model import Event, Plan


def mailbox_silent(mailbox: str, settings: Settings, *, since: datetime) -> Plan:
    begun = _moment(since, settings)
    why = f"La boîte {mailbox} n'est plus relevée depuis le {begun}"
    return Plan(
        disposition="noted",
        reason=why,
        events=(Event(event="mailbox_silent", why=why, data={"mailbox": mailbox}),),
        letters=letters.alerts(
            settings,
            cause=f"silent:{mailbox}:{since.isoformat()}",
            conversation="client",
            title="Une boîte aux lettres ne peut plus être relevée",
            sentences=(
                f"{why}.",
                "Les courriels qui y arrivent attendent ; leurs délais courent depuis leur réception.",
            ),
            todo="Lisez cette boîte vous-même, et prévenez la personne qui s'occupe de mailbot "
            "(`mailbot check` dit ce qui ne va pas).",
        ),
    )


def mailbox_heard(mailbox: str, settings: Settings, *, since: datetime) -> Plan:
    why = f"La boîte {mailbox} est de nouveau relevée"
    return Plan(
        disposition="noted",
        reason=why,
        events=(Event(event="mailbox_heard", why=why, data={"mailbox": mailbox}),),
        letters=letters.alerts(
            settings,
            cause=f"heard:{mailbox}:{since.isoformat()}",
            conversation="client",
            title="La boîte aux lettres est de nouveau relevée",
            sentences=(
                f"{why}. Elle ne l'était plus depuis le {_moment(since, settings)}.",
                "Ce qui attendait est traité, avec sa date de réception.",
            ),
            todo="Il n'y a rien à faire, sauf pour ce que vous aviez déjà traité vous-même.",
        ),
    )


def _moment(at: datetime, settings: Settings) -> str:
    return f"{at.astimezone(ZoneInfo(settings.organisation.timezone)):%d/%m/%Y à %H:%M}"
