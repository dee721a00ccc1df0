"""Who is who: the organisation, its staff, the providers of its directory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Role = Literal["client", "staff", "provider", "robot", "own", "unknown"]
StaffRole = Literal["manager", "handler", "reader", "desk"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A mail address as it came in a header: `address` in lower case, `name` decoded."""

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """The organisation whose desk this is: the letterhead."""

    name: str
    address: str = ""
    phone: str = ""
    website: str = ""
    privacy_contact: str = ""
    timezone: str = "Europe/Paris"


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMember:
    name: str
    function: str
    address: str
    roles: tuple[StaffRole, ...] = ("handler",)
    may_sign: bool = True  # may give the answer itself
    compensation_up_to: int | None = None  # euros; None: no ceiling
    deputy: str = ""  # name of the colleague who stands in; empty: the managers do

    def can_act(self) -> bool:
        """Readers receive, desks hand in; managers and handlers treat cases."""
        return "manager" in self.roles or "handler" in self.roles


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Somebody of the staff is not there: until when, from when on, and who stands in."""

    until: datetime
    since: datetime | None = None  # None: already
    instead: str = ""  # name of the colleague; empty: as the configuration has it

    def begun(self, now: datetime) -> bool:
        return self.since is None or self.since <= now


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """A prestataire of the directory."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    address: str = ""
    town: str = ""
    street: str = ""
    website: str = ""
    category: str = ""  # its trade: « hôtel », « location de vélos »


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """An information desk or a service of the organisation."""

    name: str
    aliases: tuple[str, ...] = ()
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concerned:
    """Somebody beside the provider who is told of a complaint, with the same anonymised copy."""

    name: str
    address: str
    targets: tuple[str, ...] = ()  # provider ids or unit names; empty: every complaint that is passed on


@dataclass(frozen=True, slots=True, kw_only=True)
class Mediator:
    name: str
    address: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """Whom a mail may be about."""

    organisation: str = ""
    organisation_aliases: tuple[str, ...] = ()
    providers: tuple[Provider, ...] = ()
    units: tuple[Unit, ...] = ()

    def provider(self, provider_id: str) -> Provider | None:
        return next((p for p in self.providers if p.id == provider_id), None)

    @property
    def names(self) -> dict[str, str]:
        """What people call those whom the register knows by an identifier."""
        return {provider.id: provider.name for provider in self.providers}
