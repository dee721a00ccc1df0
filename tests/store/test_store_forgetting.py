"""Who is forgotten is found nowhere any more; figures stay, others stay, nothing is missing afterwards."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from store_rows import (
    CLIENT,
    HOTEL,
    NOW,
    SECRET,
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

from mailbot.model import Address, Event, IncomingMail, Letter, OutgoingMail, Plan
from mailbot.store import export, forgetting, outbox, overview, person, record, verify, views
from mailbot.store import tables as t
from mailbot.store.db import Connection, Store
from mailbot.store.person import Belongings

LATER = NOW + timedelta(days=30)
CHOICES = {"justifiee": ("oui", "non")}
WORDS = "la baignoire débordait"
SECRETS = ("elodie", "Élodie", "Dupont", WORDS, "Baignoire", "0612345678", "client.example")
SHEET = {
    "nom": "Élodie Dupont", "telephone": "0612345678", "justifiee": "oui – dit Élodie", "gravite": "grave",
    "satisfaction": "4 – merci, Élodie", "called": ["client"],
    "actions": [{"what": "rappeler Élodie", "who": "Claire", "until": "2026-12-01"}],
    "extensions": [{"from": None, "to": "2027-01-01", "why": "Élodie attend", "in_time": True}],
    "compensation": {"kind": "financier", "amount": "50", "why": "pour Élodie"},
}  # fmt: skip


def full_of_her(connection: Connection) -> tuple[int, int]:
    """A case with the client's mail, the provider's answer that quotes it, letters, and a full sheet."""
    plan = opening()
    assert plan.opens is not None
    opens = {
        **plan.opens, "subject": "Baignoire", "excerpt": WORDS, "client_name": "Élodie Dupont",
        "wants": f"un geste, car {WORDS}", "record": SHEET,
    }  # fmt: skip
    said = Event(event="recorded", why=f"Motif : {WORDS}", actor="Claire Martin", data={"text": WORDS})
    ack = letter("k1", CLIENT, f"Bonjour Élodie Dupont, {WORDS}")
    alert = letter("k2", "claire@otc.example", WORDS, side="staff")
    forward = letter("k3", HOTEL, "baignoire", kind="transmission", conversation="provider:1")
    plan = Plan(**{**{f: getattr(plan, f) for f in plan.__dataclass_fields__}, "opens": opens,
                   "events": (*plan.events, said), "reason": WORDS})  # fmt: skip
    mail_id, ticket_id = taken(
        connection, "d1", plan, (ack, alert, forward), subject="Baignoire", new_text=WORDS,
        message_id="<elodie@client.example>",
    )  # fmt: skip
    put_content(connection, "d1", f"From: {CLIENT}\r\n\r\n{WORDS}")
    answer = Plan(
        disposition="follow_up", reason="r", role="provider", ticket_id=ticket_id, conversation="provider:1",
        events=(Event(event="provider_wrote", why="Nouveau message dans le dossier"),),
    )  # fmt: skip
    taken(connection, "d2", answer, (), uid=2, sender=HOTEL, new_text=f"Vous écrivez : {WORDS}")
    put_content(connection, "d2", f"From: {HOTEL}\r\n\r\n> {WORDS}")
    letters = connection.execute(sa.select(t.letters.c.id)).scalars().all()
    for letter_id in letters:
        reply = f"250 2.1.5 <{CLIENT}> ok"
        outbox.settle(connection, letter_id, {"state": "sent", "sent_at": NOW, "server_reply": reply})
        event = Event(event="letter_sent", why="Accusé de réception", data={"reply": reply})
        record.add_event(connection, event, now=NOW, letter_id=letter_id, ticket_id=ticket_id)
    connection.execute(sa.update(t.tickets).where(t.tickets.c.id == ticket_id).values(closed_at=NOW))
    return mail_id, ticket_id


def letter(key: str, recipient: str, text: str, **changed: Any) -> OutgoingMail:
    kind = "accuse_reception" if key == "k1" else "alerte"
    about: dict[str, Any] = {"kind": kind, "conversation": "client", "side": "party", "cause": key}
    about |= changed
    return OutgoingMail(
        letter=Letter(recipient=Address(address=recipient), **about),
        key=f"{about['kind']}|{key}|{recipient}", message_id=f"<{key}@otc.example>", sender=SERVICE,
        subject=f"Re: {text}", content=text.encode(),
    )  # fmt: skip


def put_content(connection: Connection, digest_of: str, text: str) -> None:
    """The stored bytes of a mail, with the digest that belongs to them."""
    old = record.keep_raw(connection, raw(digest_of.encode()))
    new = record.keep_raw(connection, raw(text.encode()))
    for table in (t.mails, t.arrivals):
        connection.execute(sa.update(table).where(table.c.raw_digest == old).values(raw_digest=new))
    connection.execute(sa.delete(t.raws).where(t.raws.c.digest == old))


def forget(store: Store, address: str = CLIENT) -> Belongings:
    with store.transaction() as connection:
        found = person.of_person(connection, address)
        forgetting.erase(
            connection, found, why="Effacement demandé", choices=CHOICES, now=LATER, actor="administrateur"
        )
    return found


def everything_in(store: Store) -> str:
    """All rows of all tables, as text."""
    with store.reading() as connection:
        rows = [row for table in t.metadata.sorted_tables for row in connection.execute(sa.select(table))]
    return "\n".join(
        value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
        for row in rows
        for value in row
    )


def gaps(store: Store) -> list[str]:
    with store.reading() as connection:
        return list(verify.gaps(connection))


@pytest.fixture
def case(store: Store) -> Store:
    with store.transaction() as connection:
        full_of_her(connection)
    assert gaps(store) == []
    return store


def one(store: Store, table: sa.Table, **where: Any) -> Any:
    with store.reading() as connection:
        query = sa.select(table).where(*(table.c[k] == v for k, v in where.items()))
        return connection.execute(query.order_by(*table.primary_key).limit(1)).mappings().one()


# -- full -----------------------------------------------------------------------------------------


def test_nothing_that_tells_who_it_was_is_left_in_any_row(case: Store) -> None:
    """Not in bytes, texts, sheets, letters, keys, servers' replies, thread identifiers or events."""
    with case.transaction() as connection:
        connection.execute(sa.insert(t.suppressions).values(address=CLIENT, since=NOW, why=f"{CLIENT} ?"))
    assert all(secret in everything_in(case) for secret in SECRETS)
    forget(case)
    left = everything_in(case)
    assert [secret for secret in SECRETS if secret.casefold() in left.casefold()] == []
    assert gaps(case) == []


def test_dates_figures_and_the_chain_of_events_stay(case: Store) -> None:
    """The register's row without a person, each event with its name and time, the proof of sending."""
    with case.reading() as connection:
        before = connection.execute(sa.select(t.events.c.event, t.events.c.at).order_by(t.events.c.id)).all()
    forget(case)
    with case.reading() as connection:
        after = connection.execute(sa.select(t.events.c.event, t.events.c.at).order_by(t.events.c.id)).all()
        [row] = views.register(connection)
        assert verify.counts(connection)["courriels"] == 2
    assert after[:-1] == before
    assert after[-1].event == forgetting.FORGOTTEN
    assert (row["reference"], row["client_name"], row["subject"]) == ("REC-2026-0001", "(effacé)", "(effacé)")
    assert row["received_at"] == NOW
    assert row["targets"] == ["hotel"]
    assert row["record"] == {
        "justifiee": "oui", "gravite": "grave", "satisfaction": "4", "called": ["client"],
        "actions": [{"what": "(effacé)", "until": "2026-12-01"}],
        "extensions": [{"why": "(effacé)", "from": None, "to": "2027-01-01", "in_time": True}],
        "compensation": {"kind": "financier", "amount": "50"},
    }  # fmt: skip
    acknowledged = one(case, t.letters, kind="accuse_reception")
    assert (acknowledged["state"], acknowledged["sent_at"]) == ("sent", NOW)
    assert acknowledged["server_reply"] == "250 2.1.5 (effacé)"


def test_erasing_twice_changes_nothing(case: Store) -> None:
    """There is nothing to be found the second time."""
    forget(case)
    once = everything_in(case)
    with case.reading() as connection:
        assert not person.of_person(connection, CLIENT)
    assert everything_in(case) == once


def test_who_was_told_is_known_before_and_after(case: Store) -> None:
    """The provider that got the copy: somebody has to tell them (and their address is not erased)."""
    with case.reading() as connection:
        [told] = person.told(connection, person.of_person(connection, CLIENT))
    assert (told.reference, told.name, told.address) == ("REC-2026-0001", "Hôtel", HOTEL)
    forget(case)
    assert one(case, t.letters, kind="transmission")["recipient"] == HOTEL
    assert one(case, t.mails, role="provider")["from_address"] == HOTEL


def test_others_keep_what_is_theirs(case: Store) -> None:
    """Another client's case of the same provider, and its mail, stay as they are."""
    with case.transaction() as connection:
        plan = opening("REC-2026-0002")
        assert plan.opens is not None
        opens = {**plan.opens, "client_address": STRANGER, "client_name": "Paul"}
        parties = (plan.parties[0].__class__(conversation="client", address=STRANGER, name="Paul"),)
        taken(
            connection, "d9", changed(plan, opens=opens, parties=parties), (outgoing("k9", STRANGER),),
            uid=9, sender=STRANGER, new_text="Autre chose",
        )  # fmt: skip
    forget(case)
    assert one(case, t.tickets, reference="REC-2026-0002")["client_name"] == "Paul"
    assert one(case, t.mails, content_digest="d9")["new_text"] == "Autre chose"
    assert one(case, t.letters, key="k9")["content"]
    assert one(case, t.raws, digest=one(case, t.mails, content_digest="d9")["raw_digest"])["content"]
    assert gaps(case) == []


def changed(plan: Plan, **fields: Any) -> Plan:
    return Plan(**({f: getattr(plan, f) for f in plan.__dataclass_fields__} | fields))


def test_what_she_wrote_in_somebody_elses_case_goes_and_that_case_stays(case: Store) -> None:
    """Her mail and the letter to staff that shows it; where the address is still cited is told."""
    with case.transaction() as connection:
        plan = opening("REC-2026-0002")
        assert plan.opens is not None
        opens = {**plan.opens, "client_address": STRANGER, "client_name": "Paul"}
        parties = (plan.parties[0].__class__(conversation="client", address=STRANGER, name="Paul"),)
        _, other = taken(
            connection, "d8", changed(plan, opens=opens, parties=parties), (outgoing("k8", STRANGER),),
            uid=8, sender=STRANGER, new_text=f"Mon épouse, {CLIENT}, vous écrit",
        )  # fmt: skip
        hers = Plan(disposition="follow_up", reason=WORDS, ticket_id=other, conversation="client",
                    role="client", events=(Event(event="third_party_wrote"),))  # fmt: skip
        alert = letter("k7", "claire@otc.example", WORDS, side="staff")
        taken(connection, "d7", hers, (alert,), uid=7, new_text=WORDS)
    with case.reading() as connection:
        assert person.mentioned_in(connection, person.of_person(connection, CLIENT)) == ["REC-2026-0002"]
    forget(case)
    assert one(case, t.mails, content_digest="d7")["new_text"] == ""
    assert one(case, t.letters, message_id="<k7@otc.example>")["content"] == b""
    other_row = one(case, t.tickets, reference="REC-2026-0002")
    assert (other_row["client_name"], other_row["forgotten_at"]) == ("Paul", None)
    assert gaps(case) == []


def test_a_letter_that_waits_never_leaves_empty(case: Store) -> None:
    """What had not left is recalled, and no dispatcher gets it."""
    with case.transaction() as connection:
        record.add_letter(
            connection, letter("k5", CLIENT, "x"), ticket_id=1, mail_id=None, mailbox=SERVICE, now=NOW
        )
    forget(case)
    with case.transaction() as connection:
        assert outbox.claim(connection, now=LATER) == []
        assert outbox.waiting(connection) == []
    assert one(case, t.letters, message_id="<k5@otc.example>")["state"] == "recalled"


def test_a_letter_in_a_workers_hand_is_noticed(case: Store) -> None:
    """Whoever has it would write the server's words into the row afterwards."""
    with case.transaction() as connection:
        record.add_letter(
            connection, letter("k5", CLIENT, "x"), ticket_id=1, mail_id=None, mailbox=SERVICE, now=NOW
        )
        found = person.of_person(connection, CLIENT)
        assert not person.being_sent(connection, found, now=NOW)
        outbox.claim(connection, now=NOW)
        assert person.being_sent(connection, found, now=NOW)
        assert not person.being_sent(connection, found, now=NOW + timedelta(minutes=6))


def test_a_copy_that_comes_in_again_is_no_new_case_and_does_not_stay(case: Store) -> None:
    """The digest still recognises it; its bytes go at the next look."""
    forget(case)
    with case.transaction() as connection:
        copy = raw(f"Received: x\r\nFrom: {CLIENT}\r\n\r\n{WORDS}".encode(), uid=77, uidvalidity=1)
        digest = record.keep_raw(connection, copy)
        assert record.take(connection, copy, mail("d1"), digest, now=LATER) is None
        record.arrival(
            connection, copy, raw_digest=digest, mail_id=record.known_mail(connection, "d1"),
            disposition="duplicate", reason="copie", now=LATER,
        )  # fmt: skip
    assert WORDS in everything_in(case)
    with case.transaction() as connection:
        assert forgetting.sweep(connection, now=LATER) == 1
        assert forgetting.sweep(connection, now=LATER) == 0
    assert WORDS not in everything_in(case)
    assert gaps(case) == []


def test_a_mail_that_was_set_aside_goes_too(case: Store) -> None:
    """Nobody could read it, and it says whom it is from."""
    with case.transaction() as connection:
        aside = raw(f"From: =?utf-8?q?=C3=89lodie?= <{CLIENT.upper()}>\r\n\r\n{WORDS}".encode(), uid=5)
        digest = record.keep_raw(connection, aside)
        record.arrival(
            connection, aside, raw_digest=digest, mail_id=None, disposition="held", reason="panne", now=NOW
        )
    assert len(forget(case).set_aside) == 1
    assert WORDS not in everything_in(case)
    with case.reading() as connection:
        assert views.held(connection) == []
    assert gaps(case) == []


def test_an_open_case_is_named_and_closed_when_it_is_erased_all_the_same(store: Store) -> None:
    """It must not stay for ever among those that wait for an answer."""
    with store.transaction() as connection:
        _, ticket_id = full_of_her(connection)
        connection.execute(sa.update(t.tickets).values(closed_at=None))
        assert person.open_cases(connection, person.of_person(connection, CLIENT)) == ["REC-2026-0001"]
    forget(store)
    assert one(store, t.tickets, id=ticket_id)["closed_at"] == LATER
    assert one(store, t.timers, ticket_id=ticket_id)["state"] == "cancelled"
    with store.reading() as connection:
        assert overview.open_cases(connection) == ()


@pytest.mark.parametrize("how", ["forget", "restrict"])
@pytest.mark.parametrize("proof", ["token", "letter", "ancestor", "reference"])
def test_a_new_mail_joins_no_sealed_case(case: Store, how: str, proof: str) -> None:
    """It would be lost there, or bring the person back; staff see the possible link."""
    answers: dict[str, dict[str, Any]] = {
        "token": {"tokens": (minted(1),)},
        "letter": {"in_reply_to": ("<k1@otc.example>",)},
        "ancestor": {"references": ("<elodie@client.example>",)},
        "reference": {"subject": "[REC-2026-0001] encore"},
    }
    written = mail("new", **answers[proof])
    assert joined(case, written) == ["REC-2026-0001"]
    if how == "forget":
        forget(case)
    else:
        restrict(case)
    assert joined(case, written) == []


def joined(store: Store, written: IncomingMail) -> list[str | None]:
    with store.transaction() as connection:
        return [thread.ticket.reference for thread in gathered(connection, written).threads]


# -- restricted -----------------------------------------------------------------------------------


def restrict(store: Store) -> None:
    with store.transaction() as connection:
        found = person.of_person(connection, CLIENT)
        cases = forgetting.unrestricted(connection, found.tickets)
        forgetting.restrict(connection, cases, why="Procès en cours", now=LATER)


def test_a_restricted_case_is_kept_whole_and_shown_to_nobody(case: Store) -> None:
    """Register, case, outbox and overviews show that it exists; the words are still in the database."""
    with case.transaction() as connection:
        record.add_letter(
            connection, letter("k5", CLIENT, "x"), ticket_id=1, mail_id=None, mailbox=SERVICE, now=NOW
        )
        connection.execute(sa.update(t.letters).where(t.letters.c.key.contains("k1")).values(state="failed"))
    restrict(case)
    assert WORDS in everything_in(case)
    with case.reading() as connection:
        shown = [
            *views.register(connection),
            views.case(connection, "REC-2026-0001"),
            *outbox.waiting(connection),
        ]
        assert list(overview.cases_between(connection, NOW - timedelta(days=1), LATER)) == []
        assert overview.open_cases(connection) == ()
    assert [secret for secret in SECRETS if secret.casefold() in str(shown).casefold()] == []
    assert "(accès restreint)" in str(shown[0])
    assert "Procès en cours" in str(shown[1])
    assert gaps(case) == []


def test_an_open_case_is_closed_when_it_is_restricted(store: Store) -> None:
    """Nobody would see that it waits."""
    with store.transaction() as connection:
        full_of_her(connection)
        connection.execute(sa.update(t.tickets).values(closed_at=None))
    restrict(store)
    row = one(store, t.tickets, id=1)
    assert (row["closed_at"], row["status"]) == (LATER, "clos")


def test_nothing_happens_in_a_restricted_case(case: Store) -> None:
    """Timers are cancelled, waiting letters recalled; restricting again changes nothing."""
    with case.transaction() as connection:
        record.add_letter(
            connection, letter("k5", CLIENT, "x"), ticket_id=1, mail_id=None, mailbox=SERVICE, now=NOW
        )
    restrict(case)
    once = everything_in(case)
    assert one(case, t.timers, ticket_id=1)["state"] == "cancelled"
    with case.transaction() as connection:
        assert outbox.claim(connection, now=LATER) == []
    restrict(case)
    assert everything_in(case) == once


def test_a_restricted_person_can_be_forgotten_later(case: Store) -> None:
    """When the trial is over; the reason goes too."""
    restrict(case)
    forget(case)
    left = everything_in(case)
    assert [secret for secret in (*SECRETS, "Procès en cours") if secret in left] == []
    assert one(case, t.tickets, id=1)["restricted_at"] is None


# -- retention ------------------------------------------------------------------------------------


def ended(store: Store, **past: Any) -> Belongings:
    with store.transaction() as connection:
        found = forgetting.past_its_time(connection, forgetting.Past(**past), most=10)
        if found:
            forgetting.erase(connection, found, why="Durée", choices=CHOICES, now=LATER, actor="horloge")
    return found


def test_a_case_is_forgotten_when_its_time_is_over_and_not_before(case: Store) -> None:
    """Counted from its closing."""
    assert not ended(case, closed=NOW)
    assert ended(case, closed=NOW + timedelta(seconds=1)).tickets == (1,)
    assert WORDS not in everything_in(case)
    assert not ended(case, closed=LATER)
    assert gaps(case) == []


@pytest.mark.parametrize("unless", [{"closed_at": None}, {"restricted_at": NOW}], ids=["open", "restricted"])
def test_some_cases_outlive_their_time(case: Store, unless: dict[str, Any]) -> None:
    """Those that are still open, and those that people keep as evidence."""
    with case.transaction() as connection:
        connection.execute(sa.update(t.tickets).values(**unless))
    assert not ended(case, closed=LATER)


def test_what_never_was_in_the_register_has_a_time_of_its_own(store: Store) -> None:
    """A question with its ticket, spam without one, an old list of cases sent to staff."""
    with store.transaction() as connection:
        plan = opening(None)
        taken(connection, "d1", changed(plan, disposition="passed_on"), (), new_text=WORDS)
        fetched, read = raw(b"spam", uid=2, uidvalidity=1), mail("d2", new_text=WORDS)
        digest = record.keep_raw(connection, fetched)
        mail_id = record.take(connection, fetched, read, digest, now=NOW)
        ignored = Plan(disposition="ignored", reason="spam", events=(Event(event="mail_ignored"),))
        record.consequences(
            connection, ignored, ticket_id=None, mail=read, mail_id=mail_id, mailbox=SERVICE, now=NOW,
            outgoing=(letter("k4", "claire@otc.example", WORDS, side="staff"),),
        )  # fmt: skip
        record.arrival(connection, fetched, raw_digest=digest, mail_id=mail_id, disposition="ignored",
                       reason="spam", now=NOW)  # fmt: skip
        connection.execute(sa.update(t.letters).values(state="sent", sent_at=NOW, server_reply="250"))
        record.add_event(connection, Event(event="letter_sent"), now=NOW, letter_id=1)
    assert not ended(store, closed=LATER)
    assert not ended(store, unregistered=NOW)
    found = ended(store, unregistered=NOW + timedelta(seconds=1))
    assert (len(found.tickets), len(found.mails), len(found.letters)) == (1, 2, 1)
    assert WORDS not in everything_in(store)
    assert not ended(store, unregistered=LATER)
    assert gaps(store) == []


# -- access ---------------------------------------------------------------------------------------


def test_the_export_holds_what_is_hers_and_not_what_others_wrote(case: Store) -> None:
    """Her mail, the letter to her; neither the provider's answer nor the alert to staff."""
    with case.reading() as connection:
        found = person.of_person(connection, CLIENT)
        mails = [paper.content for paper in export.mails(connection, found)]
        letters = [paper.content for paper in export.letters(connection, found)]
        [row] = export.cases(connection, found)
    assert mails == [f"From: {CLIENT}\r\n\r\n{WORDS}".encode()]
    assert letters == [f"Bonjour Élodie Dupont, {WORDS}".encode()]
    assert row["sheet"] == {
        "nom": "Élodie Dupont",
        "telephone": "0612345678",
        "satisfaction": "4 – merci, Élodie",
    }


# -- the file itself ------------------------------------------------------------------------------


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.glob("desk.sqlite3*")))


def test_the_bytes_are_gone_from_the_database_file_and_its_journal(tmp_path: Path) -> None:
    """Also where a large mail lay on pages of its own, and while another program has the file open."""
    store = Store(f"sqlite:///{tmp_path / 'desk.sqlite3'}", secret=SECRET).open()
    other = sqlite3.connect(tmp_path / "desk.sqlite3")
    with store.transaction() as connection:
        full_of_her(connection)
        put_content(connection, f"From: {CLIENT}\r\n\r\n{WORDS}", f"{WORDS} {CLIENT} " * 5_000)
    secrets = [secret.encode() for secret in SECRETS]
    assert all(secret in bytes_of(tmp_path) for secret in secrets)
    forget(store)
    assert any(secret in bytes_of(tmp_path) for secret in secrets)  # the journal still has them
    assert store.wipe(whole=True)
    assert [secret for secret in secrets if secret in bytes_of(tmp_path)] == []
    other.close()
    store.close()


def test_what_an_older_program_left_on_free_pages_goes_too(tmp_path: Path) -> None:
    """One that did not overwrite what it deleted: the file is written anew."""
    store = Store(f"sqlite:///{tmp_path / 'desk.sqlite3'}", secret=SECRET).open()
    other = sqlite3.connect(tmp_path / "desk.sqlite3")
    other.execute("PRAGMA secure_delete = OFF")
    for statement in ("INSERT INTO meta VALUES ('x', ?)", "DELETE FROM meta WHERE 'x' = key OR ? = ''"):
        with other:
            other.execute(statement, (f"{WORDS} " * 5_000,))
    other.close()
    assert store.wipe(whole=False)
    assert WORDS.encode() in bytes_of(tmp_path)
    assert store.wipe(whole=True)
    assert WORDS.encode() not in bytes_of(tmp_path)
    store.close()


def test_a_reader_in_the_way_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A transaction that somebody else holds open keeps the journal; that is not passed over."""
    monkeypatch.setattr("mailbot.store.db.BUSY_SECONDS", 0.1)
    store = Store(f"sqlite:///{tmp_path / 'desk.sqlite3'}", secret=SECRET).open()
    with store.transaction() as connection:
        full_of_her(connection)
    other = sqlite3.connect(tmp_path / "desk.sqlite3", isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM mails").fetchone()
    forget(store)
    assert not store.wipe(whole=True)
    other.execute("COMMIT")
    other.close()
    assert store.wipe(whole=True)
    store.close()


def planted(*statements: str) -> Callable[[Connection], None]:
    def plant(connection: Connection) -> None:
        for statement in statements:
            connection.execute(sa.text(statement))

    return plant


@pytest.mark.parametrize(
    ("plant", "said"),
    [
        (planted("UPDATE raws SET content = x'6162'"), "déclarés effacés, et toujours là"),
        (planted("UPDATE raws SET erased_at = NULL"), "leur empreinte ne correspond plus"),
        (planted("UPDATE arrivals SET disposition = 'forgotten'", "UPDATE raws SET erased_at = NULL"),
         "dite effacée, et rien ne le montre"),
    ],
)  # fmt: skip
def test_a_false_erasure_is_a_gap(
    sqlite_store: Store, plant: Callable[[Connection], None], said: str
) -> None:
    """Bytes that are said to be gone are gone; bytes that are gone were erased on purpose."""
    with sqlite_store.transaction() as connection:
        full_of_her(connection)
    forget(sqlite_store)
    with sqlite_store.transaction() as connection:
        plant(connection)
    assert any(said in gap for gap in gaps(sqlite_store))
