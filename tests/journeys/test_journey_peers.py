"""Mail servers that cut, lie, stall and refuse: the desk comes back by itself, nothing is lost or doubled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

import pytest

from hurried import at_work, behind, hurry
from mailbot.log import set_up
from mailbot.store import tables as t
from office import CLAIRE, COMPLAINT, SERVICE, Office, parsed
from rigs.certificates import Certificates
from rigs.meddler import Meddler, Mischief, meddling, until

WRITERS = tuple(f"client{n}@courrier.example" for n in range(3))
UNSENT = ("ready", "sending", "uncertain")

Make = Callable[..., Office]


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    hurry(monkeypatch)


@pytest.fixture
def between() -> Iterator[Callable[..., Meddler]]:
    with ExitStack() as stack:
        yield lambda port, *mischief: stack.enter_context(meddling(port, *mischief))


def imap(where: bytes, deed: Any, words: bytes = b"", times: int = 1, side: Any = "client") -> Mischief:
    return Mischief(side=side, where=where, deed=deed, words=words, times=times)


smtp = imap


def three_complaints(office: Office) -> None:
    for number, address in enumerate(WRITERS):
        office.servers.add_account(address, "x")
        body = COMPLAINT.replace("chambre 12", f"chambre {number}12")
        office.arrives(body, sender=f"Élodie Dupont <{address}>", subject=f"Séjour {number}")


def all_done(office: Office) -> bool:
    """Everything is out of the mailbox, and nothing waits to leave."""
    return (
        not office.servers.mails(SERVICE)
        and len(office.rows(t.arrivals, t.arrivals.c.marked.is_not(None))) >= len(WRITERS)
        and not office.rows(t.letters, t.letters.c.state.in_(UNSENT))
    )


def seen(office: Office, *, copies: int = 0, failed: int = 0) -> None:
    """One ticket and one acknowledgement each; every mail put aside once; `copies` letters came twice."""
    assert len(office.tickets()) == len(WRITERS)
    assert len(office.servers.mails(SERVICE, "mailbot")) == len(WRITERS)
    ids = Counter(str(parsed(mail.content)["Message-ID"]) for mail in office.servers.accepted)
    assert ids.total() - len(ids) == copies
    states = Counter(row["state"] for row in office.rows(t.letters))
    assert states["failed"] == failed
    assert states["sent"] == len(ids)
    acknowledged = [row for row in office.rows(t.letters) if row["kind"] == "accuse_reception"]
    assert sorted(row["recipient"] for row in acknowledged) == sorted(WRITERS)
    for row in office.rows(t.letters, t.letters.c.state == "sent"):
        assert row["server_reply"].startswith("250")  # the server's own line, as evidence
    assert office.gaps() == []


AWAY = "mailbox_unreachable"
NO_SMTP = "smtp_unreachable"

# What the IMAP server does, and what the log says of it ("" where it is too small to speak of).
IMAP: dict[str, tuple[Mischief, str]] = {
    "slow": (imap(rb".", "slow", times=20), ""),
    "cuts while we log in": (imap(rb"LOGIN", "cut", times=3), AWAY),
    "cuts in the middle of a mail": (imap(rb"BODY\[\]", "cut", times=2, side="server"), AWAY),
    "cuts before it has moved": (imap(rb"UID MOVE", "cut", times=2), AWAY),
    "cuts after it has moved": (imap(rb"COPYUID", "cut", side="server"), AWAY),
    "goes mute over a search": (imap(rb"UID SEARCH", "mute"), AWAY),
    "goes mute over a mail": (imap(rb"BODY\.PEEK", "mute", times=2), AWAY),
    "goes mute while it moves": (imap(rb"UID MOVE", "mute"), AWAY),
    "greets with noise": (imap(rb"\* OK", "replace", b"\x00\xff ((( ", side="server"), AWAY),
    "answers a search with noise": (
        imap(rb"\* SEARCH[^\r]*", "replace", b"* \xff\x00 ((( {9}", times=2, side="server"),
        AWAY,
    ),
    "counts too few": (imap(rb"\* \d+ EXISTS", "replace", b"* 0 EXISTS", side="server"), ""),
    "counts too many": (imap(rb"\* \d+ EXISTS", "replace", b"* 9999 EXISTS", side="server"), ""),
    "lists mails that are gone": (
        imap(rb"(\* SEARCH)( \d+)", "replace", rb"\1\2 700 701", times=2, side="server"),
        "",
    ),
    "forgets a mail in the list": (imap(rb"(\* SEARCH) \d+", "replace", rb"\1", side="server"), ""),
    "numbers its mails afresh for a while": (
        imap(rb"UIDVALIDITY \d+", "replace", b"UIDVALIDITY 77", side="server"),
        "",
    ),
    "refuses the password for a while": (
        imap(rb"LOGIN", "answer", b"{tag} NO [AUTHENTICATIONFAILED] no\r\n", times=4),
        AWAY,
    ),
    "has no time": (imap(rb"LOGIN", "answer", b"{tag} NO [UNAVAILABLE] later\r\n", times=2), AWAY),
    "does not open the folder": (
        imap(rb" SELECT", "answer", b"{tag} NO [SERVERBUG] locked\r\n", times=2),
        AWAY,
    ),
    "has no room where mails are put": (
        imap(rb"UID MOVE", "answer", b"{tag} NO [OVERQUOTA] quota exceeded\r\n", times=2),
        "mails_not_moved",
    ),
    "does not make the folder": (
        imap(rb"CREATE", "answer", b"{tag} NO [NOPERM] denied\r\n", times=2),
        "mails_not_moved",
    ),
    "does not hand out": (imap(rb"UID FETCH", "answer", b"{tag} NO [SERVERBUG] later\r\n", times=3), ""),
    "says goodbye while we wait": (imap(rb"IDLE", "answer", b"* BYE shutting down\r\n", times=2), AWAY),
}

# What the SMTP server does, what the log or the events say of it, how many letters come twice, or never.
SMTP: dict[str, tuple[Mischief, str, int, int]] = {
    "slow": (smtp(rb".", "slow", times=20), "", 0, 0),
    "is too busy": (smtp(rb"^220 ", "replace", b"421 busy ", times=3, side="server"), NO_SMTP, 0, 0),
    "greets with noise": (smtp(rb"^220 ", "replace", b"\xff\xfe", side="server"), NO_SMTP, 0, 0),
    "refuses the password": (smtp(rb"^AUTH", "answer", b"535 5.7.8 no\r\n", times=3), NO_SMTP, 0, 0),
    "refuses the sender": (smtp(rb"^MAIL", "answer", b"451 4.7.1 slow down\r\n", times=3), NO_SMTP, 0, 0),
    "closes at the recipient": (smtp(rb"^RCPT", "answer", b"421 4.7.0 bye\r\n", times=2), NO_SMTP, 0, 0),
    "puts a recipient off": (
        smtp(rb"^RCPT", "answer", b"450 4.2.1 greylisted\r\n", times=3),
        "letter_delayed", 0, 0,
    ),
    "refuses a recipient for good": (
        smtp(rb"^RCPT TO:<client0@", "answer", b"550 5.1.1 nobody\r\n"),
        "letter_failed", 0, 1,
    ),
    "finds a letter too large": (smtp(rb"^DATA", "answer", b"552 5.3.4 too big\r\n"), "letter_failed", 0, 1),
    "has trouble after the letter": (
        smtp(rb"250 2\.0\.0", "replace", b"451 4.3.0 try", side="server"),
        "letter_delayed", 1, 0,  # it had been taken all the same
    ),
    "cuts before the letter": (smtp(rb"^DATA", "cut", times=2), NO_SMTP, 0, 0),
    "cuts after the letter": (smtp(rb"250 2\.0\.0", "cut", side="server"), "letter_uncertain", 1, 0),
    "goes mute after the letter": (smtp(rb"250 2\.0\.0", "mute", side="server"), "letter_uncertain", 1, 0),
    # One recipient says nothing of the server as a whole: his domain is left alone for a while.
    "goes mute at the recipient": (smtp(rb"^RCPT", "mute"), "domain_postponed", 0, 0),
    "answers with a code that does not exist": (smtp(rb"^MAIL", "answer", b"999 what\r\n"), "", 0, 0),
}  # fmt: skip


@pytest.fixture(autouse=True)
def _warnings_are_heard() -> Iterator[None]:
    """Whatever a command of an earlier test has made of the log."""
    set_up(level="warning", as_json=True)
    yield
    set_up(level="warning")


@pytest.mark.parametrize("what", IMAP)
def test_an_imap_server_that_misbehaves(make_office: Make, between: Any, capsys: Any, what: str) -> None:
    """Whatever it does for a while: each mail is taken in once, put aside, and answered."""
    office = make_office()
    mischief, said = IMAP[what]
    meddler = between(office.servers.imap_port, replace(mischief))
    behind(office, imap={"port": meddler.port})
    three_complaints(office)
    with at_work(office):
        until(lambda: all_done(office) and meddler.is_over)
    seen(office)
    assert f'"{said}"' in capsys.readouterr().err or not said


@pytest.mark.parametrize("what", SMTP)
def test_an_smtp_server_that_misbehaves(make_office: Make, between: Any, capsys: Any, what: str) -> None:
    """Every letter leaves, once unless nobody can know; what is refused for good is told to staff."""
    office = make_office()
    mischief, said, copies, failed = SMTP[what]
    meddler = between(office.servers.smtp_port, replace(mischief))
    behind(office, smtp={"port": meddler.port})
    three_complaints(office)
    with at_work(office):
        until(lambda: all_done(office) and meddler.is_over)
    seen(office, copies=copies, failed=failed)
    events = Counter(office.events())
    assert f'"{said}"' in capsys.readouterr().err or events[said] or not said
    if failed:
        assert any(row["kind"] == "alerte" and row["recipient"] == CLAIRE for row in office.rows(t.letters))


# -- TLS ---------------------------------------------------------------------------------------------

CLEAR = (b"LOGIN", b"AUTHENTICATE", b"AUTH PLAIN", b"AUTH LOGIN", b"MAIL FROM", b"RCPT TO")
STRIPPED = {
    "imap": smtp(rb" STARTTLS", "replace", b"", times=6, side="server"),
    "smtp": smtp(rb"250[ -]STARTTLS\r\n", "replace", b"250-XNOTHING\r\n", times=3, side="server"),
}
REFUSED = {
    "imap": imap(rb"STARTTLS", "answer", b"{tag} NO not now\r\n", times=2),
    "smtp": smtp(rb"STARTTLS", "answer", b"454 4.7.0 TLS not available\r\n", times=2),
}
BROKEN = {
    "imap": imap(rb"^\x16\x03", "answer", b"\x15\x03\x01\x00\x02\x02\x28", times=2),
    "smtp": smtp(rb"^\x16\x03", "answer", b"\x15\x03\x01\x00\x02\x02\x28", times=2),
}


@pytest.mark.parametrize("server", ["imap", "smtp"])
@pytest.mark.parametrize("how", [STRIPPED, REFUSED, BROKEN], ids=["stripped", "refused", "broken handshake"])
def test_encryption_that_fails_is_never_done_without(
    make_office: Make, between: Any, certificates: Certificates, capsys: Any, server: str, how: Any
) -> None:
    """No password and no letter passes in clear text, and when TLS works again everything goes on."""
    pair = (certificates.certificate_file, certificates.key_file)
    office = make_office(servers={"security": "starttls", "certificate": pair})
    ports = {"imap": office.servers.imap_port, "smtp": office.servers.smtp_port}
    meddler = between(ports[server], replace(how[server]))
    tls = {"security": "starttls", "host": "localhost", "ca_file": certificates.ca_file}
    ports[server] = meddler.port
    behind(office, imap={**tls, "port": ports["imap"]}, smtp={**tls, "port": ports["smtp"]})
    three_complaints(office)
    with at_work(office):
        until(lambda: all_done(office) and meddler.is_over)
    seen(office)
    assert not [piece for piece in meddler.heard if any(word in piece.upper() for word in CLEAR)]
    said = capsys.readouterr().err
    assert ("mailbox_unreachable" if server == "imap" else "smtp_unreachable") in said


def waiting_for(office: Office) -> set[str]:
    return {row["recipient"] for row in office.rows(t.letters, t.letters.c.state != "sent")}


def test_one_recipient_who_is_refused_holds_up_no_other(make_office: Make, between: Any) -> None:
    """One row a recipient: the others have their letters before the first retry."""
    office = make_office()
    put_off = smtp(rb"^RCPT TO:<client0@", "answer", b"451 4.3.0 later\r\n", times=10_000)
    behind(office, smtp={"port": between(office.servers.smtp_port, put_off).port})
    three_complaints(office)
    with at_work(office):
        until(lambda: len(office.tickets()) == len(WRITERS) and waiting_for(office) == {WRITERS[0]})
        until(lambda: put_off.done > 2)
    assert waiting_for(office) == {WRITERS[0]}


def test_a_full_folder_keeps_no_new_mail_from_being_taken_in(make_office: Make, between: Any) -> None:
    """What is recorded stays where it is until there is room; what comes meanwhile is answered."""
    office = make_office()
    no_room = imap(rb"UID MOVE", "answer", b"{tag} NO [OVERQUOTA] quota exceeded\r\n", times=10_000)
    behind(office, imap={"port": between(office.servers.imap_port, no_room).port})
    office.arrives(COMPLAINT, subject="Avant")
    with at_work(office):
        until(lambda: no_room.done > 0)
        three_complaints(office)
        until(lambda: {*WRITERS} <= {mail.recipient for mail in office.servers.accepted})
        assert len(office.servers.mails(SERVICE)) == len(WRITERS) + 1
        no_room.times = 0
        until(lambda: not office.servers.mails(SERVICE))
    assert len(office.servers.mails(SERVICE, "mailbot")) == len(WRITERS) + 1
    assert len(office.tickets()) == len(WRITERS) + 1
