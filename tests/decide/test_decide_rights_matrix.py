"""What each person may do: role, list of handlers, signature, ceiling, absence, token, the server's word.

`test_decide_matrix.py` asks who writes in which conversation; here everybody is, or says to be, of the house.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import product
from typing import Any, NamedTuple

import pytest
from desk_cases import (
    CLIENT,
    COMPLAINT,
    COPY,
    HOTEL,
    NOW,
    PROCEDURE,
    SETTINGS,
    facts,
    mail,
    recipients,
    thread,
)

from mailbot.config import Settings
from mailbot.decide import decide
from mailbot.model import Facts, Plan, StaffMember
from mailbot.procedure import Handlers

NADIA = "nadia@otc.example"
NAME = "Nadia Berger"
CEILING = 50  # euros, where there is one


class Situation(NamedTuple):
    """Who writes, and with which right; `*` in a row: whatever it is."""

    role: str
    listing: str  # open: no list of handlers; deputy: of the one who is on it, and away
    away: str
    signs: str
    ceiling: str
    proof: str
    authenticity: str
    order: str


ROLES: dict[str, tuple[str, ...]] = {
    "manager": ("manager",),
    "handler": ("handler",),
    "reader": ("reader",),
    "desk": ("desk",),
    "outsider": (),  # not of our staff: a former colleague, the desk of another organisation
}
LISTINGS = ("open", "listed", "unlisted", "deputy")
PROOFS = (
    "own",  # answers a letter that was written to this very person
    "not own",  # a colleague's letter, or one so old that it proves nothing any more
    "quoted",  # names the case, and answers nothing of ours
    "none",
)
ORDERS = {
    "message": "Nous nous renseignons.",
    "answer": "Nous vous remboursons la nuit, car la panne est établie.\n\n#favorable",
    "grant": "#dedommagement financier 80 €",
    "note": "#note\nVu avec l'hôtel.",
    "forward": "#transmettre\n#confirmer",
    "register": "#registre",
}
AXES: tuple[tuple[str, ...], ...] = (
    tuple(ROLES),
    LISTINGS,
    ("there", "away"),
    ("signs", "signs not"),
    ("no ceiling", "enough", "too low"),
    PROOFS,
    ("pass", "none", "fail"),
    tuple(ORDERS),
)
ALL = tuple(Situation(*values) for values in product(*AXES))

WRITER, OTHERS, TEAM = "writer", "others", "team"  # others: who may follow the case too; team: all of them


class Row(NamedTuple):
    """The first row that fits a situation says what becomes of the mail."""

    when: dict[str, tuple[str, ...]]
    disposition: str
    event: str
    who: set[str]


def row(disposition: str, event: str, who: set[str], **when: str) -> Row:
    """`role="manager|handler"`: one of these; what is not named: whatever it is."""
    return Row({axis: tuple(values.split("|")) for axis, values in when.items()}, disposition, event, who)


ACTS = "manager|handler"
ROWS: tuple[Row, ...] = (
    # -- not of the house ------------------------------------------------------------------------
    row("noted", "staff_token_misused", {TEAM}, role="outsider", proof="own|not own"),
    # From the organisation's own domain about a case: people settle what it is.
    row("passed_on", "mail_passed_on", {TEAM}, role="outsider", proof="quoted"),
    row("opened", "ticket_opened", {TEAM}, role="outsider", authenticity="fail"),
    row("opened", "ticket_opened", {WRITER, "provider", TEAM}, role="outsider"),
    # -- orders to the desk itself: membership and the server's word, no case needed --------------
    row("command", "desk_order", {WRITER}, role="manager|handler|reader", proof="quoted|none",
        order="register", authenticity="pass"),
    row("command", "command_refused", {WRITER}, role="desk", proof="quoted|none", order="register",
        authenticity="pass"),
    row("command", "staff_unproven", {WRITER}, proof="quoted|none", order="register", authenticity="none"),
    row("command", "staff_unproven", set(), proof="quoted|none", order="register", authenticity="fail"),
    # -- orders about a case that is only named: nothing is done, the team is told ----------------
    row("noted", "staff_unproven", {TEAM, WRITER}, proof="quoted", order="answer|grant|note|forward",
        authenticity="pass"),
    row("noted", "staff_unproven", {TEAM}, proof="quoted", order="answer|grant|note|forward"),
    # -- a mail of its own, that a colleague wrote: he is asked whether a client complains ---------
    row("passed_on", "mail_passed_on", {TEAM, WRITER}, proof="quoted|none", authenticity="pass"),
    row("opened", "ticket_opened", {TEAM}, proof="quoted|none"),
    # -- an answer that proves nothing -------------------------------------------------------------
    row("noted", "staff_unproven", {TEAM}, proof="not own"),
    row("noted", "staff_unproven", {TEAM}, authenticity="fail"),
    # Who could act is asked whether it was really him; who could not anyway is not.
    row("noted", "confirmation_asked", {WRITER}, role=ACTS, listing="open|listed|deputy",
        authenticity="none"),
    row("noted", "staff_unproven", {TEAM}, authenticity="none"),
    # -- proven, and may not act here --------------------------------------------------------------
    row("noted", "command_refused", {WRITER}, role="reader|desk"),
    row("noted", "command_refused", {WRITER, TEAM}, listing="unlisted"),
    # -- proven, and may: each order with its own right --------------------------------------------
    row("answered", "message_to_client", {"client", WRITER, OTHERS}, order="message"),
    row("command", "command_refused", {WRITER}, order="answer", signs="signs not"),
    row("command", "answer_given", {"client", WRITER, OTHERS}, order="answer"),
    row("command", "command_refused", {WRITER}, order="grant", ceiling="too low"),
    row("command", "compensation_recorded", {WRITER}, order="grant"),
    row("command", "note_added", {WRITER}, order="note"),
    row("command", "forward_ordered", {"provider", WRITER}, order="forward"),
    row("command", "report_sent", {WRITER}, order="register"),
)  # fmt: skip


def fits(row: Row, situation: Situation) -> bool:
    return all(getattr(situation, axis) in values for axis, values in row.when.items())


def row_of(situation: Situation) -> Row:
    return next(row for row in ROWS if fits(row, situation))


def office_of(situation: Situation) -> Settings:
    """The desk as it is for this writer."""
    writer = StaffMember(
        name=NAME,
        function="Conseillère",
        address=NADIA,
        roles=ROLES[situation.role],  # type: ignore[arg-type]  # a table of words
        may_sign=situation.signs == "signs",
        compensation_up_to={"no ceiling": None, "enough": 2 * CEILING, "too low": CEILING}[situation.ceiling],
    )
    claire, marc, paul = SETTINGS.staff
    staff = (replace(claire, deputy=NAME), marc, paul, *((writer,) if writer.roles else ()))
    names = ("Claire Martin", NAME) if situation.listing == "listed" else ("Claire Martin",)
    handlers = Handlers() if situation.listing == "open" else Handlers(closed=True, names=names)
    until = NOW + timedelta(days=3)
    absent = {NAME: until} if situation.away == "away" else {}
    absent |= {"Claire Martin": until} if situation.listing == "deputy" else {}
    return replace(SETTINGS, procedure=replace(PROCEDURE, handlers=handlers), staff=staff, absent=absent)


def known_of(situation: Situation) -> Facts:
    if situation.proof == "quoted":
        return facts(possible_links=("REC-2026-0001",))
    if situation.proof == "none":
        return facts()
    return facts(thread("client", "staff", is_addressee=situation.proof == "own"))


def addresses(who: set[str], settings: Settings) -> set[str]:
    team = {member.address for member in settings.handlers()}
    means = {WRITER: {NADIA}, "client": {CLIENT}, "provider": {HOTEL}, TEAM: team, OTHERS: team - {NADIA}}
    return set().union(*(means[one] for one in who))


@cache
def decided(situation: Situation) -> Plan:
    written = mail(NADIA, ORDERS[situation.order], authenticity=situation.authenticity)
    return decide(written, COMPLAINT, COPY, known_of(situation), office_of(situation), NOW)


def mistaken(situations: Iterable[Situation]) -> list[Any]:
    """Where the decision is another than the table's."""
    found: list[Any] = []
    for situation in situations:
        plan, expected = decided(situation), row_of(situation)
        seen = (plan.disposition, plan.events[0].event, recipients(plan))
        if seen != (expected.disposition, expected.event, addresses(expected.who, office_of(situation))):
            found.append((situation, seen))
    return found


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("proof", PROOFS)
@pytest.mark.parametrize("role", ROLES)
def test_every_right_of_everybody(role: str, proof: str, order: str) -> None:
    """What becomes of the mail, what is told of it, and who gets a letter."""
    asked = [s for s in ALL if (s.role, s.proof, s.order) == (role, proof, order)]
    assert mistaken(asked) == []


def test_no_combination_is_missing() -> None:
    """Every situation has its row, without a last row that takes whatever is left."""
    assert len(ALL) == len(set(ALL)) == 5 * 4 * 2 * 2 * 3 * 4 * 3 * 6
    assert [s for s in ALL if not any(fits(row, s) for row in ROWS)] == []
    assert all(row.when for row in ROWS)


def test_every_row_is_reached() -> None:
    """A row that no situation reaches says something that is not tested; so does a word of none."""
    reached = {ROWS.index(row_of(s)) for s in ALL}
    assert reached == set(range(len(ROWS)))
    for row in ROWS:
        for axis, values in row.when.items():
            assert set(values) <= set(AXES[Situation._fields.index(axis)]), (axis, values)


def test_who_is_away_may_still_act() -> None:
    """Somebody who answers from a train is not refused: an absence moves new cases, it takes no right."""
    for situation in ALL:
        twin = situation._replace(away="there")
        assert row_of(situation) is row_of(twin)


def test_nobody_without_the_right_moves_anything() -> None:
    """Whatever the table says: no letter outside and no change for those who may not act."""
    for s in ALL:
        proven = s.proof == "own" and s.authenticity == "pass" and s.role in ("manager", "handler")
        if proven and s.listing != "unlisted":
            continue
        plan = decided(s)
        assert plan.changes == {}, s
        assert not plan.absences, s
        if s.role != "outsider":
            assert {CLIENT, HOTEL} & recipients(plan) == set(), s
