"""The page to look at after a rehearsal: every mailbox side by side along the time line.

One file without script and without anything remote; the same story gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count, groupby
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from mailbot.config import Settings
from mailbot.report.register import COLUMNS
from mailbot.report.register import shown as register_text
from mailbot.report.trail import event_in_french
from mailbot.sandbox.cards import Card, of_arrival, of_letter
from mailbot.sandbox.script import service_mailbox
from mailbot.sandbox.telling import REPEATED
from mailbot.sandbox.timeline import Came, Entry, Ledger, Scene, Sent

Side = Literal["client", "service", "staff", "provider"]

_SIDES: tuple[Side, ...] = ("client", "service", "staff", "provider")
_SHARED = {"client": "Clients", "service": "Service", "staff": "Équipe", "provider": "Prestataires"}
_OWN_LANES = 3  # so many people of one side have a lane each; beyond that they share one
_MOST_LANES = 7  # what a screen can hold; beyond that a side shares, providers first
_NOT_SHOWN = REPEATED | {"timer_needless"}  # a date that nobody had to look after is no news
_FORMATTED = 400  # so many letters are shown as they were laid out; beyond that as text only
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
           "novembre", "décembre")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One mailbox, or all those of one side where they are many."""

    side: Side
    name: str
    address: str = ""
    is_shared: bool = False


@dataclass(slots=True, kw_only=True)
class Moment:
    """What happened at one time: for each lane its cards and notes."""

    at: datetime
    day: str  # not empty: a new day begins
    later: str  # not empty: how long nothing had happened
    lanes: list[list[Card | Entry]]
    begins: set[int] = field(default_factory=set)  # the lanes in which somebody wrote


def page(
    ledger: Ledger,
    register: Sequence[Mapping[str, Any]],
    settings: Settings,
    *,
    title: str,
    failed: Sequence[str] = (),
) -> str:
    people = _People(settings, ledger)
    sent = len(ledger.sent)
    html: str = _template().render(
        title=title,
        organisation=settings.organisation.name,
        procedure=settings.procedure.title,
        lanes=people.lanes,
        moments=list(_moments(ledger, people, settings.organisation.timezone, formatted=sent <= _FORMATTED)),
        columns=COLUMNS,
        register=[_shown(row, settings.directory.names) for row in register],
        failed=failed,
        figures=[
            _counted(
                sum(isinstance(scene, Came) for scene in ledger.story), "courriel reçu", "courriels reçus"
            ),
            _counted(sent, "lettre partie", "lettres parties"),
            _counted(len(register), "dossier au registre", "dossiers au registre"),
        ],
    )
    return html


def _shown(row: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, str]:
    row = {**row, "targets": [names.get(target, target) for target in row["targets"]]}
    return {name: register_text(value) for name, value in row.items()}


def _counted(number: int, one: str, many: str) -> tuple[int, str]:
    return number, one if number < 2 else many


def _template() -> Any:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "cast"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["event_in_french"] = event_in_french
    return environment.get_template("page.html")


class _People:
    """Who has which lane."""

    def __init__(self, settings: Settings, ledger: Ledger) -> None:
        self._settings = settings
        self.service = f"{settings.organisation.name} <{settings.mailboxes[0].address}>"
        self._names: dict[str, str] = {}
        met: dict[Side, list[str]] = {side: [] for side in _SIDES}
        for scene in ledger.story:
            if isinstance(scene, Came | Sent):
                address = self.outside(scene)
                side = self.side(address)
                if address not in met[side] and side != "service":
                    met[side].append(address)
                if isinstance(scene, Came) and scene.name:
                    self._names.setdefault(address, scene.name)
        met["service"] = [box.address for box in settings.mailboxes][:1]
        self.lanes: list[Lane] = []
        self._lane_of: dict[str, int] = {}
        shared = _sharing({side: len(addresses) for side, addresses in met.items()})
        for side in _SIDES:
            self._add(side, met[side], is_shared=side in shared)

    def _add(self, side: Side, addresses: list[str], *, is_shared: bool) -> None:
        if is_shared:
            self._lane_of |= dict.fromkeys(addresses, len(self.lanes))
            boxes = f"{len(addresses)} boîtes"
            self.lanes.append(Lane(side=side, name=_SHARED[side], address=boxes, is_shared=True))
            return
        for address in addresses:
            self._lane_of[address] = len(self.lanes)
            name = self._settings.organisation.name if side == "service" else self.name(address)
            self.lanes.append(Lane(side=side, name=name, address=address))

    @staticmethod
    def outside(scene: Came | Sent) -> str:
        return (scene.sender if isinstance(scene, Came) else scene.to).lower() or "inconnu"

    def side(self, address: str) -> Side:
        if self._settings.staff_member(address):
            return "staff"
        if self._settings.provider_of(address):
            return "provider"
        return "service" if service_mailbox(address, self._settings) else "client"

    def name(self, address: str) -> str:
        member, provider = self._settings.staff_member(address), self._settings.provider_of(address)
        if member:
            return member.name
        return provider.name if provider else self._names.get(address, address)

    def lane(self, scene: Scene) -> int:
        if isinstance(scene, Entry):
            return next(n for n, lane in enumerate(self.lanes) if lane.side == "service")
        return self._lane_of.get(self.outside(scene), self.lane_of_service)

    @property
    def lane_of_service(self) -> int:
        return next(n for n, lane in enumerate(self.lanes) if lane.side == "service")


def _sharing(people: Mapping[Side, int]) -> set[Side]:
    """The sides whose people share one lane."""
    shared = {side for side in _SIDES if people[side] > _OWN_LANES}
    by_need: tuple[Side, ...] = ("provider", "client", "staff")
    for side in by_need:
        width = sum(1 if one in shared else people[one] for one in _SIDES)
        if width > _MOST_LANES and people[side] > 1:
            shared.add(side)
    return shared


def _moments(ledger: Ledger, people: _People, timezone: str, *, formatted: bool) -> Iterator[Moment]:
    zone = ZoneInfo(timezone)
    numbers = count(1)
    previous: datetime | None = None
    told = [s for s in ledger.story if not (isinstance(s, Entry) and s.event in _NOT_SHOWN)]
    for at, scenes in groupby(told, key=lambda scene: scene.at.replace(second=0, microsecond=0)):
        local = at.astimezone(zone)
        is_new = previous is None or previous.date() != local.date()
        moment = Moment(
            at=local,
            day=_day(local) if is_new else "",
            later=_later(previous, local),
            lanes=[[] for _ in people.lanes],
        )
        for scene in scenes:
            lane = moment.lanes[people.lane(scene)]
            if isinstance(scene, Entry):
                lane.append(scene)
                continue
            card = _card(scene, people, number=next(numbers), formatted=formatted)
            lane.append(replace(card, is_copy=_is_copy(card, moment, people.lane(scene), people)))
            if isinstance(scene, Came):
                moment.begins.add(people.lane(scene))
        previous = local
        yield moment


def _is_copy(card: Card, moment: Moment, own: int, people: _People) -> bool:
    """Colleagues get the same notice; on a small screen, where all is below one another, once is enough."""
    side = people.lanes[own].side
    beside = (item for lane, items in zip(people.lanes, moment.lanes, strict=True) if lane.side == side
              for item in items)  # fmt: skip
    return any(isinstance(item, Card) and card.repeats(item) for item in beside)


def _card(scene: Came | Sent, people: _People, *, number: int, formatted: bool) -> Card:
    address = people.outside(scene)
    name = people.name(address)
    person = name if name == address else f"{name} <{address}>"
    if isinstance(scene, Came):
        return of_arrival(scene, number=number, who=name, person=person)
    return of_letter(
        scene, number=number, who=name, person=person, service=people.service, formatted=formatted
    )


def _day(moment: datetime) -> str:
    number = "1er" if moment.day == 1 else str(moment.day)
    return f"{_DAYS[moment.weekday()]} {number} {_MONTHS[moment.month - 1]} {moment.year}"


def _later(previous: datetime | None, moment: datetime) -> str:
    if previous is None:
        return ""
    days = (moment.date() - previous.date()).days
    return f"{days} jours plus tard" if days > 1 else ""
