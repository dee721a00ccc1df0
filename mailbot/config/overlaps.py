"""What is right key by key and wrong together: one address with two roles, one identifier twice.

mailbot would write to itself, or take a provider's answer for a command; so it refuses to start.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mailbot.config.mistakes import NBSP, Mistakes, Place, quoted
from mailbot.config.people import slug
from mailbot.config.settings import Mailbox
from mailbot.model import Provider, StaffMember, Unit
from mailbot.procedure import Handlers

_CIVILITIES = {"m", "mr", "mme", "mlle", "me", "dr", "monsieur", "madame", "maitre", "docteur"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Use:
    address: str
    role: str
    owner: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Everybody, with the place where each of them is written."""

    mailboxes: tuple[tuple[Mailbox, Place], ...]
    staff: tuple[tuple[StaffMember, Place], ...]
    providers: tuple[tuple[Provider, Place], ...]
    units: tuple[tuple[Unit, Place], ...]


def check_together(everybody: Placed, mistakes: Mistakes) -> None:
    _check_addresses(everybody, mistakes)
    _check_unique(
        ((p.id, place) for p, place in everybody.providers), "l’identifiant de prestataire", mistakes
    )
    _check_unique(((slug(m.name), place) for m, place in everybody.staff), "le nom de personne", mistakes)
    _check_unique(((slug(u.name), place) for u, place in everybody.units), "le nom de service", mistakes)


def check_handlers(
    handlers: Handlers, staff: tuple[StaffMember, ...], place: Place, mistakes: Mistakes
) -> None:
    """Handlers whom the procedure names must be people who can act."""
    able = [set(slug(member.name).split("-")) for member in staff if member.can_act()]
    for name in handlers.names:
        wanted = set(slug(name).split("-")) - _CIVILITIES
        if not wanted or not any(wanted <= words for words in able):
            mistakes.add(
                place,
                f"{quoted(name)} n’est personne de [[staff]]. Ajoutez cette personne avec le rôle"
                ' "handler" ou "manager", ou corrigez son nom.',
            )


def _check_addresses(everybody: Placed, mistakes: Mistakes) -> None:
    first: dict[str, _Use] = {}
    for use in _uses(everybody):
        earlier = first.setdefault(_base(use.address), use)
        # One person may run two hotels; nobody else shares an address with anybody.
        if earlier is use or (earlier.role == use.role == "prestataire"):
            continue
        if {earlier.role, use.role} == {"équipe", "service"}:
            continue  # an information desk that hands complaints in
        same = "" if earlier.address == use.address else f" (au «{NBSP}+{NBSP}» près)"
        mistakes.add(
            use.place,
            f"l’adresse {quoted(use.address)} ({use.owner}) est déjà{same} celle de{NBSP}: {earlier.owner}"
            f" ({earlier.place}). Donnez une autre adresse à l’un des deux.",
        )


def _uses(everybody: Placed) -> Iterable[_Use]:
    for mailbox, place in everybody.mailboxes:
        for address in (mailbox.address, *mailbox.aliases):
            yield from _use(address, "boîte", "boîte aux lettres du service", place)
    for member, place in everybody.staff:
        yield from _use(member.address, "équipe", f"{member.name or 'personne'}, équipe", place)
    for provider, place in everybody.providers:
        yield from _use(
            provider.address, "prestataire", f"{provider.name or 'prestataire'}, prestataire", place
        )
    for unit, place in everybody.units:
        yield from _use(unit.address, "service", f"{unit.name or 'service'}, service", place)


def _use(address: str, role: str, owner: str, place: Place) -> Iterable[_Use]:
    if address:
        yield _Use(address=address, role=role, owner=owner, place=place)


def _base(address: str) -> str:
    """The address without its +variant: servers deliver both to one mailbox."""
    local, _, domain = address.partition("@")
    return f"{local.partition('+')[0] or local}@{domain}"


def _check_unique(named: Iterable[tuple[str, Place]], what: str, mistakes: Mistakes) -> None:
    first: dict[str, Place] = {}
    for name, place in named:
        if name and name in first and first[name] != place:
            mistakes.add(
                place, f"{what} {quoted(name)} est donné deux fois ({first[name]}). Changez l’un des deux."
            )
        first.setdefault(name, place)
