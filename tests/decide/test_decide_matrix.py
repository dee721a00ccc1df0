"""Who writes, in which conversation, proven how: what becomes of the mail, and who gets a letter."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from desk_cases import (
    CAMPING,
    CLAIRE,
    CLIENT,
    COMPLAINT,
    COPY,
    HOTEL,
    MARC,
    NOW,
    PAUL,
    SERVICE,
    SETTINGS,
    STRANGER,
    facts,
    kinds,
    mail,
    recipients,
    settings,
    thread,
    ticket,
)
from hypothesis import given
from hypothesis import strategies as st

from mailbot.decide import decide
from mailbot.model import Address, Facts, Meaning, Plan, Robot, SentLetter, Wishes

WRITERS: dict[str, dict[str, Any]] = {
    "client": {"sender": CLIENT},
    "provider": {"sender": HOTEL},
    "manager": {"sender": CLAIRE},
    "reader": {"sender": PAUL},
    "stranger": {"sender": STRANGER},
    "robot": {"sender": CLIENT, "robot": Robot(type="vacation", evidence=("Auto-Submitted",))},
    "own": {"sender": SERVICE, "robot": Robot(type="own", evidence=("X-Mailbot-Loop",))},
    "form": {"sender": SERVICE},
}
PLACES = ("none", "client/party", "provider/party", "client/staff", "provider/staff")
AUTHENTICITIES = ("pass", "none", "fail")
ACTORS = {CLAIRE, MARC}

# Writer, place, addressee, authenticity ("*": whatever it is) → disposition, who gets a letter.
# The first row that fits counts. The mail is a certain complaint about the hotel.
ROWS: tuple[tuple[str, str, str, str, str, set[str]], ...] = (
    ("robot", "*", "*", "*", "filed", set()),
    ("own", "*", "*", "*", "filed", set()),
    # New mails. A forger gets nothing; a provider who complains is acknowledged, not forwarded to himself.
    ("client", "none", "*", "fail", "opened", ACTORS),
    ("client", "none", "*", "*", "opened", {CLIENT, HOTEL, *ACTORS}),
    ("stranger", "none", "*", "fail", "opened", ACTORS),
    ("stranger", "none", "*", "*", "opened", {STRANGER, HOTEL, *ACTORS}),
    ("provider", "none", "*", "fail", "opened", ACTORS),
    ("provider", "none", "*", "*", "opened", {HOTEL, *ACTORS}),
    # A colleague is no client: a complaint without any client in it is shown, and its author is asked.
    ("manager", "none", "*", "pass", "passed_on", ACTORS),
    ("reader", "none", "*", "pass", "passed_on", {PAUL, *ACTORS}),
    ("manager", "none", "*", "*", "opened", ACTORS),
    ("reader", "none", "*", "*", "opened", ACTORS),
    ("form", "none", "*", "*", "opened", ACTORS),
    # Staff: token, membership and an authenticated From together; else people are told, and that is all.
    # Whoever follows the case too is told in one line that the client was written to.
    ("manager", "client/staff", "yes", "pass", "answered", {CLIENT, CLAIRE, MARC}),
    ("manager", "provider/staff", "yes", "pass", "answered", {HOTEL, CLAIRE}),
    # Where no server vouches, the member is asked, and nobody else is disturbed.
    ("manager", "client/staff", "yes", "none", "noted", {CLAIRE}),
    ("manager", "provider/staff", "yes", "none", "noted", {CLAIRE}),
    ("reader", "client/staff", "yes", "pass", "noted", {PAUL}),
    ("reader", "provider/staff", "yes", "pass", "noted", {PAUL}),
    ("manager", "*", "*", "*", "noted", ACTORS),
    ("reader", "*", "*", "*", "noted", ACTORS),
    # Parties, and others with their token, are heard by staff; nobody else is written to.
    ("*", "client/party", "*", "*", "follow_up", ACTORS),
    ("*", "provider/party", "*", "*", "follow_up", ACTORS),
    ("*", "client/staff", "*", "*", "noted", ACTORS),
    ("*", "provider/staff", "*", "*", "noted", ACTORS),
)
CASES = [
    (writer, place, addressee, authenticity)
    for writer, place, addressee, authenticity in product(WRITERS, PLACES, ("yes", "no"), AUTHENTICITIES)
    if not (place == "none" and addressee == "yes")
]


def expected(case: tuple[str, str, str, str]) -> tuple[str, set[str]]:
    return next(
        (disposition, who)
        for *pattern, disposition, who in ROWS
        if all(p in ("*", c) for p, c in zip(pattern, case, strict=True))
    )


def threads_of(place: str, addressee: str) -> Facts:
    if place == "none":
        return facts()
    party, _, side = place.partition("/")
    conversation = "client" if party == "client" else "provider:1"
    return facts(thread(conversation, side, is_addressee=addressee == "yes"))


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_every_writer_in_every_conversation(case: tuple[str, str, str, str]) -> None:
    """The whole table: what becomes of the mail and who gets a letter."""
    writer, place, addressee, authenticity = case
    written = mail(**WRITERS[writer], authenticity=authenticity)
    plan = decide(written, COMPLAINT, COPY, threads_of(place, addressee), SETTINGS, NOW)
    assert (plan.disposition, recipients(plan)) == expected(case)


def test_every_row_of_the_table_is_needed() -> None:
    """A row that no case reaches says something that is not tested."""
    reached = set()
    for case in CASES:
        reached.add(
            next(
                n for n, row in enumerate(ROWS) if all(p in ("*", c) for p, c in zip(row, case, strict=False))
            )
        )
    assert reached == set(range(len(ROWS)))


ROBOTS = ("vacation", "dsn_failed", "dsn_delayed", "dsn_success", "mdn", "list", "newsletter", "ticket_ack",
          "challenge", "calendar", "own", "other")  # fmt: skip
TEXTS = ("Bonjour.", "#favorable\nVoici notre réponse.", "#transmettre", "#relancer",
         "#prestataire camping\n#transmettre",
         "#reclamation", "#autre", "#cloturer", "#confirmer\nBonjour.", "#note\nPour nous.", "#partiel\nNon.",
         "#inconnu", "#ne-plus-contacter", "")  # fmt: skip


@st.composite
def situations(draw: st.DrawFn) -> tuple[Any, Meaning, Facts]:
    writer = draw(st.sampled_from(list(WRITERS)))
    robot = draw(st.sampled_from(ROBOTS))
    extra = {"robot": Robot(type=robot, evidence=("x",))} if writer == "robot" else {}
    reply_to = draw(st.sampled_from((None, CLIENT, STRANGER, HOTEL, SERVICE, CLAIRE)))
    written = mail(
        **(WRITERS[writer] | extra),
        text=draw(st.sampled_from(TEXTS)),
        authenticity=draw(st.sampled_from(AUTHENTICITIES)),
        reply_to=Address(address=reply_to) if reply_to else None,
        to=(Address(address="autre@copie.example"),),
        cc=(Address(address="encore@copie.example"),),
    )
    meaning = Meaning(
        kind=draw(st.sampled_from(("reclamation", "suggestion", "autre"))),
        other_type="question",
        doubtful=draw(st.booleans()),
        targets=draw(
            st.sampled_from(((), ("hotel",), ("camping",), ("hotel", "camping"), ("ferme",), ("interne",)))
        ),
        targets_certain=draw(st.booleans()),
        severity=draw(st.sampled_from((None, "normale", "grave"))),
        wishes=Wishes(no_further_contact=draw(st.booleans()), no_answer_at_all=draw(st.booleans())),
    )
    known = ticket(
        no_further_contact=draw(st.booleans()),
        reference=draw(st.sampled_from(("REC-2026-0001", None))),
        forwarded_at=draw(st.sampled_from((None, NOW))),
        closed_at=draw(st.sampled_from((None, NOW))),
    )
    place = draw(st.sampled_from(PLACES))
    threads = ()
    if place != "none":
        party, _, side = place.partition("/")
        conversation = "client" if party == "client" else "provider:1"
        threads = (thread(conversation, side, ticket=known, is_addressee=draw(st.booleans())),)
    bounced = SentLetter(
        id=3, kind=draw(st.sampled_from(("accuse_reception", "reponse_client", "transmission"))),
        ticket=known, conversation="client", side="party", recipient=CLIENT,
    )  # fmt: skip
    return (
        written,
        meaning,
        facts(
            *threads,
            suppressed=draw(st.sampled_from((frozenset(), frozenset({CLIENT, HOTEL})))),
            automatic_letters_today=draw(st.integers(0, 9)),
            bounced_letter=draw(st.sampled_from((None, bounced))),
        ),
    )


def outside(plan: Plan) -> set[str]:
    return {letter.recipient.address for letter in plan.letters if letter.side == "party"}


@given(situations())
def test_what_holds_in_every_situation(situation: tuple[Any, Meaning, Facts]) -> None:
    """Whatever comes, letters go to roles, and only for a reason that allows them."""
    written, meaning, known = situation
    plan = decide(written, meaning, COPY, known, SETTINGS, NOW)
    sender = written.from_.address
    parties = {p.address for t in known.threads for p in t.ticket.parties} | {p.address for p in plan.parties}
    team = {member.address for member in SETTINGS.staff}
    new_writer = {written.writer.address} if not known.threads else set()

    assert plan.events, "nothing happens without an event"
    assert outside(plan) <= parties | new_writer, "recipients come from the ticket's parties alone"
    assert recipients(plan) - outside(plan) <= team
    assert SERVICE not in recipients(plan)
    assert "" not in recipients(plan)
    if plan.role in ("robot", "own"):
        assert not outside(plan), "machines get no answer, and cause none"
    is_proven = any(t.side == "staff" and t.is_addressee for t in known.threads[:1]) and (
        sender == CLAIRE and written.authenticity == "pass"
    )
    if sender in team and known.threads and not is_proven:
        assert not outside(plan), "nothing of an unproven staff mail reaches outside"
        assert not plan.changes
    if sender in team and written.authenticity != "pass":
        assert not outside(plan)
    for letter in plan.letters:
        if letter.side == "party" and letter.conversation != "client":
            assert letter.kind in {"transmission", "message_prestataire", "relance_prestataire"}
            assert letter.searched_for is not None or letter.kind == "relance_prestataire"
            assert letter.kind == "transmission" or is_proven
            assert letter.recipient.address in {HOTEL, CAMPING}
        if letter.kind.startswith("accuse_"):
            assert letter.recipient.address not in team
    if known.threads and plan.disposition != "opened" and plan.role not in ("staff", "robot", "own"):
        assert not outside(plan), "who writes in a ticket is heard by staff, and by nobody else"


def test_letters_about_one_mail_are_unique() -> None:
    """No two letters of one plan would be taken for the same one."""
    plan = decide(mail(), COMPLAINT, COPY, facts(), SETTINGS, NOW)
    keys = [(x.kind, x.cause, x.conversation, x.side, x.recipient.address) for x in plan.letters]
    assert len(keys) == len(set(keys))
    assert kinds(plan) == {"accuse_reception", "transmission", "avis_equipe"}


def test_the_staff_thread_tells_the_conversation_better_than_a_quoted_one() -> None:
    """Staff answer a notification about a provider; the client's letter quoted below changes nothing."""
    known = facts(thread("client", "party"), thread("provider:1", "staff"))
    plan = decide(mail(CLAIRE, "Merci de votre retour."), COMPLAINT, COPY, known, SETTINGS, NOW)
    assert recipients(plan) == {HOTEL, CLAIRE}


@pytest.mark.parametrize(("shown", "expected_letters"), [("montrer", 2), ("ignorer", 0)])
def test_what_is_neither_is_shown_to_staff_or_not(shown: str, expected_letters: int) -> None:
    """The organisation chooses whether staff see what is neither complaint nor suggestion."""
    meaning = Meaning(kind="autre", other_type="question")
    plan = decide(mail(), meaning, COPY, facts(), settings(other_mails=shown), NOW)
    assert plan.disposition == "passed_on"
    assert plan.opens is not None
    assert plan.opens["reference"] is None
    assert len(plan.letters) == expected_letters


def test_spam_gets_nothing_and_opens_nothing() -> None:
    """Certain spam is ignored; doubtful spam is shown."""
    spam = Meaning(kind="autre", other_type="spam")
    plan = decide(mail(), spam, COPY, facts(), SETTINGS, NOW)
    assert (plan.disposition, plan.letters, plan.opens) == ("ignored", (), None)
    doubtful = Meaning(kind="autre", other_type="spam", doubtful=True)
    assert decide(mail(), doubtful, COPY, facts(), SETTINGS, NOW).disposition == "passed_on"
