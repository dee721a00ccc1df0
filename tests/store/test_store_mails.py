"""What is known when a mail arrives, and that it is taken once."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from store_rows import (
    CLAIRE,
    CLIENT,
    HOTEL,
    NOW,
    SERVICE,
    STRANGER,
    gathered,
    mail,
    minted,
    opening,
    outgoing,
    raw,
    taken,
)

from mailbot.model import Plan, Robot, Timer
from mailbot.store import clockwork, mailboxes, record, tickets
from mailbot.store import tables as t
from mailbot.store.db import Store


def test_a_mail_is_taken_once(store: Store) -> None:
    """The second copy is recognised, whatever road it took."""
    with store.transaction() as connection:
        first, _ = taken(connection)
        digest = record.keep_raw(connection, raw(b"other bytes of the same mail"))
        assert record.take(connection, raw(), mail(), digest, now=NOW) is None
        assert record.known_mail(connection, "d1") == first


def test_two_workers_with_the_same_mail_take_it_once(store: Store) -> None:
    """The second one waits for the first one's commit, then sees that there is nothing to do."""
    workers = 4
    start = threading.Barrier(workers)
    ids: list[int | None] = []
    failures: list[BaseException] = []

    def work() -> None:
        try:
            start.wait(10)
            with store.transaction() as connection:
                digest = record.keep_raw(connection, raw())
                taken_id = record.take(connection, raw(), mail(), digest, now=NOW)
                if taken_id is not None:
                    record.ticket(connection, opening(), now=NOW)
            ids.append(taken_id)
        except BaseException as failure:  # noqa: BLE001  (told by the test's own thread)
            failures.append(failure)

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failures == []
    assert sorted(found is None for found in ids) == [False, True, True, True]
    with store.reading() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(t.tickets)).scalar_one() == 1


# -- threads ------------------------------------------------------------------------------------


def found(store: Store, sender: str = CLIENT, *, when: Any = NOW, **of_mail: Any) -> list[tuple[Any, ...]]:
    with store.transaction() as connection:
        known = gathered(connection, mail("answer", sender, **of_mail), now=when)
    return [(x.proof, x.conversation, x.side, x.is_addressee) for x in known.threads]


@pytest.fixture
def ticket_id(store: Store) -> int:
    """A ticket with letters to its client, its provider and to Claire, all of them sent."""
    with store.transaction() as connection:
        _, made = taken(connection, letters=(
            outgoing("ack"),
            outgoing("forward", HOTEL, kind="transmission", conversation="provider:1"),
            outgoing("notice", CLAIRE, kind="avis_equipe", side="staff"),
        ))  # fmt: skip
    return made


def test_proofs_come_in_the_order_of_their_strength(store: Store, ticket_id: int) -> None:
    """The letter that is answered, a token, a known mail, then the reference from the client himself."""
    threads = found(
        store,
        tokens=(minted(ticket_id),),
        in_reply_to=("<forward@otc.example>", "<ack@otc.example>"),
        references=("<d1@client.example>",),
        subject="Re: [REC-2026-0001] Séjour",
    )
    assert threads == [("message_id", "client", "party", True)]
    assert found(store, in_reply_to=("<ack@otc.example>",)) == [("message_id", "client", "party", True)]
    assert found(store, references=("<d1@client.example>",)) == [("message_id", "client", "party", True)]
    assert found(store, subject="RE : rec-2026-0001") == [("reference", "client", "party", True)]
    both = found(
        store, tokens=(minted(ticket_id),), in_reply_to=("<notice@otc.example>", "<ack@otc.example>")
    )
    assert [proof for proof, *_ in both] == ["message_id"]
    assert found(store, tokens=(minted(ticket_id),)) == [("token", "client", "party", True)]


def test_a_provider_and_a_member_of_staff_answer_in_their_own_conversation(
    store: Store, ticket_id: int
) -> None:
    """The letter that is answered tells the conversation and the side."""
    assert found(store, HOTEL, in_reply_to=("<forward@otc.example>",)) == [
        ("message_id", "provider:1", "party", True)
    ]
    assert found(store, CLAIRE, in_reply_to=("<notice@otc.example>",)) == [
        ("message_id", "client", "staff", True)
    ]


@pytest.mark.parametrize(
    "of_mail",
    [
        {"in_reply_to": ("<ack@otc.example>",)},
        {"in_reply_to": ("<notice@otc.example>",)},
        {"references": ("<d1@client.example>",)},
        {"subject": "REC-2026-0001"},
    ],
)
def test_a_stranger_who_quotes_what_he_cannot_prove_is_not_attached(
    store: Store, ticket_id: int, of_mail: dict[str, Any]
) -> None:
    """The possible link is remembered, for staff."""
    with store.transaction() as connection:
        known = gathered(connection, mail("answer", STRANGER, **of_mail))
    assert known.threads == ()
    assert known.possible_links == ("REC-2026-0001",)


def test_somebody_else_with_the_token_is_heard_as_what_he_is(store: Store, ticket_id: int) -> None:
    """A spouse who answers: in the ticket, and not its addressee."""
    assert found(store, STRANGER, tokens=(minted(ticket_id),)) == [("token", "client", "party", False)]


@pytest.mark.parametrize(
    "forged",
    [
        lambda n: minted(n, secret=b"another secret, as long as it is"),
        lambda n: minted(n)[:-1] + ("a" if minted(n)[-1] != "a" else "b"),
        lambda n: minted(n + 1),
        lambda n: minted(n, conversation="provider:9"),
        lambda n: "a" * 40,
        lambda n: "pas un jeton",
        lambda n: "",
    ],
)
def test_a_forged_token_proves_nothing(store: Store, ticket_id: int, forged: Any) -> None:
    """Another secret, one letter changed, a ticket or a conversation that does not exist."""
    assert found(store, STRANGER, tokens=(forged(ticket_id),)) == []


@pytest.mark.parametrize(
    ("side", "days", "is_addressee"),
    [("party", 0, True), ("party", 4000, True), ("staff", 180, True), ("staff", 181, False)],
)
def test_what_lets_staff_command_ends_one_day(
    store: Store, ticket_id: int, side: Any, days: int, is_addressee: bool
) -> None:
    """By token or by the letter itself; a client is heard for ever."""
    sender = CLAIRE if side == "staff" else CLIENT
    later = NOW + timedelta(days=days)
    by_token = found(store, sender, when=later, tokens=(minted(ticket_id, side=side, address=sender),))
    assert by_token == [("token", "client", side, is_addressee)]
    answered = "<notice@otc.example>" if side == "staff" else "<ack@otc.example>"
    by_letter = found(store, sender, when=later, in_reply_to=(answered,))
    assert by_letter == [("message_id", "client", side, is_addressee)]


def test_a_forger_does_not_get_in_by_knowing_a_number(store: Store, ticket_id: int) -> None:
    """Our server says that the sender is not who he says: the reference alone is not enough."""
    assert found(store, subject="REC-2026-0001", authenticity="fail") == []
    assert found(store, CLAIRE, subject="REC-2026-0001") == []


def test_a_mail_is_found_by_an_ancestor_that_we_never_received(store: Store) -> None:
    """The client's answer to his own earlier mail joins, though that one went elsewhere."""
    with store.transaction() as connection:
        taken(connection, references=("<elder@client.example>",))
    assert found(store, references=("<elder@client.example>",)) == [("message_id", "client", "party", True)]


def test_what_else_is_known_of_a_writer(store: Store, ticket_id: int) -> None:
    """His other tickets, how many automatic letters he got today, whether his address bounced."""
    with store.transaction() as connection:
        known = gathered(connection, mail("new"))
        assert known.earlier_references == ("REC-2026-0001",)
        assert known.automatic_letters_today == 1
        assert not known.suppressed
        tomorrow = gathered(connection, mail("new"), now=NOW + timedelta(days=1, seconds=1))
        assert tomorrow.automatic_letters_today == 0
        plan = Plan(disposition="filed", reason="revenu", suppress=(CLIENT,))
        record.consequences(
            connection, plan, ticket_id=None, mail=None, mail_id=None, outgoing=(), mailbox=SERVICE, now=NOW
        )
        assert gathered(connection, mail("new")).suppressed


def test_a_delivery_report_finds_its_letter(store: Store, ticket_id: int) -> None:
    """By the Message-ID in it; else by the conversation that it came back to and the failed recipient."""

    def bounced(robot: Robot, **of_mail: Any) -> Any:
        with store.transaction() as connection:
            return gathered(
                connection, mail("dsn", "mailer-daemon@x.example", robot=robot, **of_mail)
            ).bounced_letter

    failed = Robot(type="dsn_failed", evidence=("x",), original_message_id="<ack@otc.example>")
    assert bounced(failed).kind == "accuse_reception"
    nameless = Robot(type="dsn_failed", evidence=("x",), failed_recipient=HOTEL)
    assert bounced(nameless) is None
    token = minted(ticket_id, conversation="provider:1", address=HOTEL)
    assert bounced(nameless, tokens=(token,)).kind == "transmission"
    assert bounced(replace(nameless, failed_recipient=STRANGER), tokens=(token,)) is None
    assert bounced(Robot(type="vacation", evidence=("x",)), in_reply_to=("<ack@otc.example>",)) is None


# -- where the mailbox has been read up to ------------------------------------------------------


def test_only_what_is_not_yet_moved_is_unmarked(store: Store) -> None:
    """Asked at every poll; each place on its own."""
    with store.transaction() as connection:
        taken(connection, "a", uid=1, letters=())
        taken(connection, "b", opening("REC-2026-0002"), uid=2, letters=())
        assert mailboxes.unmarked(connection, SERVICE, "INBOX", 1) == [1, 2]
        mailboxes.mark(connection, SERVICE, "INBOX", 1, {1: "moved"})
        assert mailboxes.unmarked(connection, SERVICE, "INBOX", 1) == [2]
        assert mailboxes.unmarked(connection, SERVICE, "INBOX", 2) == []
        assert mailboxes.known_uids(connection, SERVICE, "INBOX", 1, range(1, 2000)) == {1, 2}


def test_a_uid_has_one_row_for_ever(store: Store) -> None:
    """Recorded twice, it stays as it was first recorded."""
    with store.transaction() as connection:
        for disposition in ("opened", "held"):
            record.arrival(
                connection, raw(uidvalidity=1, uid=5), raw_digest=None, mail_id=None,
                disposition=disposition, reason="x", now=NOW,
            )  # fmt: skip
        rows = connection.execute(sa.select(t.arrivals.c.disposition)).scalars().all()
    assert rows == ["opened"]


def test_the_cursor_moves_and_begins_anew_when_the_server_renumbers(store: Store) -> None:
    """UIDVALIDITY and UID together; the daily look is remembered."""
    with store.transaction() as connection:
        assert mailboxes.cursor(connection, SERVICE, "INBOX") is None
        mailboxes.advance(connection, SERVICE, "INBOX", uidvalidity=1, last_uid=7, now=NOW)
        mailboxes.reconciled(connection, SERVICE, "INBOX", now=NOW)
        mailboxes.advance(connection, SERVICE, "INBOX", uidvalidity=2, last_uid=1, now=NOW)
        cursor = mailboxes.cursor(connection, SERVICE, "INBOX")
    assert cursor == mailboxes.Cursor(uidvalidity=2, last_uid=1, reconciled_at=NOW)


# -- timers -------------------------------------------------------------------------------------


def timers(store: Store, plan: Plan) -> dict[str, str]:
    with store.transaction() as connection:
        record.consequences(
            connection, plan, ticket_id=plan.ticket_id, mail=None, mail_id=None, outgoing=(), mailbox=SERVICE,
            now=NOW,
        )  # fmt: skip
        rows = connection.execute(sa.select(t.timers.c.name, t.timers.c.state)).all()
    return {row.name: row.state for row in rows}


def test_timers_are_set_moved_cancelled_and_done_once(store: Store, ticket_id: int) -> None:
    """A star cancels all that begin so; a name set again waits again, at its new time."""
    soon = Timer(name="answer_soon:1", due_at=NOW)
    plan = Plan(disposition="noted", reason="x", ticket_id=ticket_id)
    assert timers(store, replace(plan, timers=(soon,))) == {
        "answer_late": "waiting",
        "answer_soon:1": "waiting",
    }
    assert timers(store, replace(plan, cancels=("answer_soon:*",)))["answer_soon:1"] == "cancelled"
    assert timers(store, replace(plan, cancels=("answer",)))["answer_late"] == "waiting"
    assert timers(store, replace(plan, timers=(soon,)))["answer_soon:1"] == "waiting"
    with store.transaction() as connection:
        assert clockwork.claim(connection, now=NOW - timedelta(seconds=1)) is None
        claimed = clockwork.claim(connection, now=NOW)
        assert claimed is not None
        assert (claimed.name, claimed.ticket_id, claimed.due_at) == ("answer_soon:1", ticket_id, NOW)
        assert clockwork.claim(connection, now=NOW) is None
        assert clockwork.next_due(connection) == NOW + timedelta(days=60)
    assert timers(store, replace(plan, cancels=("*",))) == {
        "answer_late": "cancelled",
        "answer_soon:1": "done",
    }


def test_a_timer_whose_work_failed_is_due_again(store: Store, ticket_id: int) -> None:
    """It is done when the transaction commits, not before."""
    timers(
        store,
        Plan(disposition="noted", reason="x", ticket_id=ticket_id, timers=(Timer(name="a", due_at=NOW),)),
    )

    def fails() -> None:
        with store.transaction() as connection:
            assert clockwork.claim(connection, now=NOW)
            raise ValueError("crash")

    with pytest.raises(ValueError, match="crash"):
        fails()
    with store.transaction() as connection:
        assert clockwork.claim(connection, now=NOW)


def test_a_letter_kept_for_its_ticket_tells_when_the_copy_was_forwarded(store: Store, ticket_id: int) -> None:
    """A copy that was withheld was not forwarded."""

    with store.reading() as connection:
        known = tickets.ticket(connection, ticket_id)
        assert known is not None
        assert known.forwarded_at == NOW
        assert known.targets == ("hotel",)
        assert [p.conversation for p in known.parties] == ["client", "provider:1"]
        assert tickets.ticket(connection, 999) is None
        first = tickets.first_mail(connection, ticket_id)
        assert first is not None
        assert first.content == b"d1"
    with store.transaction() as connection:
        connection.execute(
            sa.update(t.letters).where(t.letters.c.kind == "transmission").values(state="held")
        )
        known = tickets.ticket(connection, ticket_id)
        assert known is not None
        assert known.forwarded_at is None
