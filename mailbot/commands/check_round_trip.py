"""`mailbot check --send`: each mailbox writes to itself, and what arrives tells what no configuration can.

Two mails, to the address and to address+something. The desk knows them for its own, and files them.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.policy import SMTP
from email.utils import format_datetime

from mailbot.commands.finding import Finding
from mailbot.config import Imap, Mailbox, Settings
from mailbot.deliver import Attempt, Postman
from mailbot.errors import MailbotError
from mailbot.model import RawMail
from mailbot.read import read
from mailbot.receive import MailboxConnection

SECONDS = 60.0  # how long a mail may be under way
GLANCE = 1.0
DRIFT = timedelta(minutes=2)
UNDATED = timedelta(days=400)
_TEXT = """Bonjour,

Ce courriel vient de la commande « mailbot check --send ». Il vérifie que la boîte reçoit bien ce
qui lui est envoyé. mailbot le rangera de lui-même : il n'y a rien à faire.

mailbot
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sent:
    recipient: str
    message_id: str
    attempt: Attempt


def round_trip(box: Mailbox, settings: Settings, *, clock: Callable[[], datetime]) -> Iterator[Finding]:
    """Nobody else is written to."""
    about = f"{box.address}, courriel d'essai"
    begun = clock()
    try:
        before = {folder: _newest(box, folder) for folder in _folders(box)}
        sent = asyncio.run(_sent(box, settings, begun))
        arrived = _awaited(box, before, [mail for mail in sent if mail.attempt.outcome != "permanent"], clock)
    except MailbotError as failure:
        yield Finding(about=about, level="problem", text=str(failure), temporary=True)
        return
    plain, plus = sent
    yield _of_plain(about, plain, arrived.get(plain.message_id))
    if plain.message_id in arrived:
        yield from _of_plus(about, box, plus, arrived.get(plus.message_id))
        yield from _of_authentication(about, box, settings, arrived[plain.message_id])
        yield from _of_clock(about, arrived[plain.message_id], begun, clock())


# -- the way there ----------------------------------------------------------------------------------


async def _sent(box: Mailbox, settings: Settings, now: datetime) -> list[_Sent]:
    assert box.smtp is not None  # noqa: S101  (asked by the caller)
    mark = hashlib.sha256(f"{box.address} {now.isoformat()}".encode()).hexdigest()[:12]
    local, _, domain = box.address.rpartition("@")
    postman = Postman(box.smtp)
    sent = []
    try:
        for number, recipient in enumerate((box.address, f"{local}+check-{mark}@{domain}"), start=1):
            message_id = f"<check-{mark}-{number}@{domain}>"
            content = _written(box.address, recipient, message_id, settings.organisation.name, now)
            attempt = await postman.send(box.address, recipient, content)
            sent.append(_Sent(recipient=recipient, message_id=message_id, attempt=attempt))
    finally:
        await postman.close()
    return sent


def _written(sender: str, recipient: str, message_id: str, organisation: str, now: datetime) -> bytes:
    mail = EmailMessage(policy=SMTP)
    mail["Date"], mail["Message-ID"] = format_datetime(now), message_id
    mail["From"], mail["To"] = sender, recipient
    mail["Subject"] = "Vérification de mailbot"
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Mailbot-Loop"] = organisation.encode("ascii", "ignore").decode() or "mailbot"
    mail.set_content(_TEXT)
    return mail.as_bytes()


# -- the way back -----------------------------------------------------------------------------------


def _folders(box: Mailbox) -> list[str]:
    """Where it may be found: a daemon that is running files it within seconds."""
    assert box.imap is not None  # noqa: S101  (asked by the caller)
    folders = [box.imap.folder]
    if box.imap.after == "move":
        with MailboxConnection(box.imap, box.address) as connection:
            folders.append(connection.done_folder())
    return folders


@contextmanager
def _looking(box: Mailbox, folder: str) -> Iterator[MailboxConnection]:
    assert box.imap is not None  # noqa: S101  (asked by the caller)
    looking: Imap = replace(box.imap, folder=folder, after="leave")  # to be read only
    with MailboxConnection(looking, box.address) as connection:
        yield connection


def _newest(box: Mailbox, folder: str) -> int:
    with _looking(box, folder) as connection:
        return max(connection.all_uids(), default=0)


def _awaited(
    box: Mailbox, before: dict[str, int], sent: list[_Sent], clock: Callable[[], datetime]
) -> dict[str, RawMail]:
    """By Message-ID, as soon as all are there, or when the time is over."""
    arrived: dict[str, RawMail] = {}
    wanted = {mail.message_id for mail in sent}
    end = time.monotonic() + SECONDS
    while wanted - set(arrived) and time.monotonic() < end:
        for folder in before:
            for raw in _since(box, folder, before, clock()):
                name = str(BytesHeaderParser().parsebytes(raw.content)["Message-ID"] or "").strip()
                if name in wanted:
                    arrived[name] = raw
        if wanted - set(arrived):
            time.sleep(GLANCE)
    return arrived


def _since(box: Mailbox, folder: str, before: dict[str, int], now: datetime) -> Iterator[RawMail]:
    with _looking(box, folder) as connection:
        fresh = connection.pending(before[folder])
        # A date that seems to come is cut to the fallback: here it is just what is looked for.
        for uid, fetched in connection.fetch_many(fresh, fallback=now + UNDATED):
            if isinstance(fetched, RawMail):
                yield fetched
            before[folder] = max(before[folder], uid)


# -- what it tells ----------------------------------------------------------------------------------


def _of_plain(about: str, sent: _Sent, arrived: RawMail | None) -> Finding:
    if arrived is not None:
        text = "Le courriel envoyé à la boîte elle-même est arrivé."
        return Finding(about=about, level="ok", text=text)
    if sent.attempt.outcome != "sent":
        text = f"Le serveur SMTP n'a pas pris le courriel d'essai : {sent.attempt.reply}"
        return Finding(about=about, level="problem", text=text, temporary=sent.attempt.outcome != "permanent")
    text = (
        f"Le courriel envoyé à {sent.recipient} n'est pas arrivé en {SECONDS:.0f} secondes. Cherchez-le dans "
        "les indésirables, et regardez si une règle de la boîte le déplace ; puis recommencez."
    )
    return Finding(about=about, level="problem", text=text)


def _of_plus(about: str, box: Mailbox, sent: _Sent, arrived: RawMail | None) -> Iterator[Finding]:
    if arrived is not None:
        text = "Celui envoyé à adresse+mot aussi : les réponses trouveront leur dossier."
        if not box.plus_addressing:
            text += " Vous pouvez retirer plus_addressing = false."
        yield Finding(about=about, level="ok", text=text)
        return
    if not box.plus_addressing:
        text = "Celui envoyé à adresse+mot ne l'est pas : plus_addressing = false est le bon choix."
        yield Finding(about=about, level="ok", text=text)
        return
    why = "a été refusé" if sent.attempt.outcome == "permanent" else "n'est pas arrivé"
    text = (
        f"Celui envoyé à {sent.recipient} {why} : les réponses de vos clients se perdraient. Écrivez "
        "plus_addressing = false pour cette boîte, ou demandez à votre hébergeur d'accepter ces adresses."
    )
    yield Finding(about=about, level="problem", text=text)


def _of_authentication(about: str, box: Mailbox, settings: Settings, mail: RawMail) -> Iterator[Finding]:
    """Which name our own server gives itself: it stands above everything that a sender could write."""
    server = vouching_server(mail.content)
    if not server:
        text = (
            "Le serveur n'a rien noté (Authentication-Results) sur un courriel que la boîte s'envoie à "
            "elle-même. Regardez la source d'un courriel reçu d'un collègue."
        )
        yield Finding(about=about, level="ok" if box.authserv_ids else "remark", text=text)
        return
    if server in {known.strip().lower() for known in box.authserv_ids}:
        yield Finding(
            about=about, level="ok", text=f"Le serveur signe ses vérifications {server}, comme noté."
        )
        return
    seen = read(mail, own_addresses=settings.own_addresses, trusted_servers=frozenset({server}))
    line = f'authserv_ids = ["{server}"]'
    text = f"Le serveur signe ses vérifications {server}. Recopiez dans [[mailboxes]] : {line}"
    if box.authserv_ids:
        text += f" (au lieu de {', '.join(box.authserv_ids)}, ou en plus)"
    if seen.authenticity != "pass":
        text += ". Pour ce courriel-ci il ne garantit pas l'expéditeur : essayez avec celui d'un collègue"
    yield Finding(about=about, level="remark", text=f"{text}.")


def vouching_server(content: bytes) -> str:
    """The name at the head of the topmost Authentication-Results; empty where there is none."""
    headers = BytesHeaderParser().parsebytes(content)
    first = " ".join(str(headers.get("Authentication-Results") or "").partition(";")[0].split())
    return first.partition(" ")[0].strip('"').lower()


def _of_clock(about: str, mail: RawMail, begun: datetime, now: datetime) -> Iterator[Finding]:
    """Dates count from the moment at which the server took a mail: both clocks must agree."""
    early, late = begun - DRIFT - mail.received_at, mail.received_at - now - DRIFT
    off = max(early, late)
    if timedelta(0) < off < UNDATED / 2:
        minutes = round((off + DRIFT).total_seconds() / 60)
        text = (
            f"L'horloge de cette machine et celle du serveur diffèrent d'environ {minutes} minutes. Réglez "
            "celle d'ici : timedatectl set-ntp true"
        )
        yield Finding(about=about, level="remark", text=text)
