"""The page to look at after a rehearsal: every mailbox side by side along the time line.

One file without script and without anything remote; the same story gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count, groupby
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

import nh3
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from mailbot.config import Settings
from mailbot.decide.letters import LETTER_NAMES
from mailbot.report.register import COLUMNS
from mailbot.report.register import shown as register_text
from mailbot.sandbox.mailclient import shown
from mailbot.sandbox.script import service_mailbox
from mailbot.sandbox.telling import REPEATED
from mailbot.sandbox.timeline import Came, Entry, Ledger, Scene, Sent

Side = Literal["client", "service", "staff", "provider"]

_SIDES: tuple[Side, ...] = ("client", "service", "staff", "provider")
_SHARED = {"client": "Clients", "service": "Service", "staff": "Équipe", "provider": "Prestataires"}
_OWN_LANES = 3  # so many people of one side have a lane each; beyond that they share one
_FORMATTED = 400  # so many letters are shown as they were laid out; beyond that as text only
_TAGS = nh3.ALLOWED_TAGS - {"img", "area", "map"}
_ATTRIBUTES = {tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()} | {"*": {"style", "lang"}}
_STYLES = {"color", "background-color", "font-weight", "font-size", "text-align", "margin", "padding",
           "border", "border-left", "line-height", "white-space"}  # fmt: skip
_ARTICLE = re.compile(r"^(?:l'|le |la |une |un )")
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
           "novembre", "décembre")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One mailbox, or all those of one side where they are many."""

    side: Side
    name: str
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A mail in the lane of the person who wrote or received it."""

    number: int
    way: Literal["wrote", "received"]
    from_: str
    to: str
    who: str
    subject: str
    about: str
    text: str
    formatted: str = ""


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
        register=[{name: register_text(value) for name, value in row.items()} for row in register],
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
        for side in _SIDES:
            self._add(side, met[side])

    def _add(self, side: Side, addresses: list[str]) -> None:
        if not addresses:
            return
        if len(addresses) > _OWN_LANES:
            self._lane_of |= dict.fromkeys(addresses, len(self.lanes))
            self.lanes.append(Lane(side=side, name=_SHARED[side], address=f"{len(addresses)} boîtes"))
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


def _moments(ledger: Ledger, people: _People, timezone: str, *, formatted: bool) -> Iterator[Moment]:
    zone = ZoneInfo(timezone)
    numbers = count(1)
    previous: datetime | None = None
    told = [s for s in ledger.story if not (isinstance(s, Entry) and s.event in REPEATED)]
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
            lane.append(_card(scene, people, number=next(numbers), formatted=formatted))
            if isinstance(scene, Came):
                moment.begins.add(people.lane(scene))
        previous = local
        yield moment


def _card(scene: Came | Sent, people: _People, *, number: int, formatted: bool) -> Card:
    subject, text, html = shown(scene.content)
    address = people.outside(scene)
    name = people.name(address)
    person = name if name == address else f"{name} <{address}>"
    if isinstance(scene, Came):
        return Card(
            number=number,
            way="wrote",
            from_=person,
            to=", ".join(scene.to),
            who=name,
            subject=subject or "(sans objet)",
            about="",
            text=text,
        )
    kind = LETTER_NAMES.get(scene.kind or "", "lettre")
    return Card(
        number=number,
        way="received",
        from_=people.service,
        to=person,
        who=name,
        subject=subject,
        about=_ARTICLE.sub("", kind),
        text=text,
        formatted=_harmless(html) if formatted and html else "",
    )


def _harmless(html: str) -> str:
    """The letter's own layout, without anything that could act or be fetched."""
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        filter_style_properties=_STYLES,
        url_schemes={"mailto", "tel", "https", "http"},
        clean_content_tags={"script", "style", "title"},
    )


def _day(moment: datetime) -> str:
    number = "1er" if moment.day == 1 else str(moment.day)
    return f"{_DAYS[moment.weekday()]} {number} {_MONTHS[moment.month - 1]} {moment.year}"


def _later(previous: datetime | None, moment: datetime) -> str:
    if previous is None:
        return ""
    days = (moment.date() - previous.date()).days
    return f"{days} jours plus tard" if days > 1 else ""
