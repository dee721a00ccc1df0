"""`mailbot check`, the mailboxes: their addresses, their tokens, the servers behind them."""

from __future__ import annotations

from collections.abc import Iterator

from mailbot.commands.finding import Finding, Level
from mailbot.config import Mailbox, OAuth
from mailbot.daemon import clock
from mailbot.deliver import check_server
from mailbot.errors import MailbotError, TemporaryFailure
from mailbot.oauth import access_token, expiries
from mailbot.receive import MailboxConnection, check_mailbox

CONNECT_SECONDS = 15


def of_mailbox(box: Mailbox) -> Iterator[Finding]:
    yield from _address(box)
    if box.oauth:
        findings = [*_tokens(box.oauth)]
        yield from findings
        if any(finding.level == "problem" for finding in findings):
            return  # the servers would say the same
    if box.imap:
        yield from _imap(box)
    if box.smtp:
        for seen in check_server(box.smtp, seconds=CONNECT_SECONDS, sender=_sender(box), now=clock()):
            yield Finding(
                about=f"{box.address}, envoi", level=seen.level, text=seen.text, temporary=seen.temporary
            )


def _sender(box: Mailbox) -> str:
    """As letters have it: with something behind a plus, where answers come back so."""
    local, _, domain = box.address.rpartition("@")
    return f"{local}+check@{domain}" if box.plus_addressing else box.address


def _address(box: Mailbox) -> Iterator[Finding]:
    local, _, domain = box.address.rpartition("@")
    way = (
        f"les réponses arrivent à {local}+…@{domain} : le serveur doit accepter ces adresses."
        if box.plus_addressing
        else "les réponses sont reconnues à leurs en-têtes et à une marque dans le texte."
    )
    yield Finding(about=box.address, level="ok", text=way[:1].upper() + way[1:])
    if not box.authserv_ids:
        text = (
            "authserv_ids est vide : rien ne garantit les expéditeurs. Chaque message de l'équipe attendra "
            "que son auteur le confirme en répondant OK. Pour l'éviter, recopiez "
            "le nom qui commence la ligne Authentication-Results d'un courriel reçu ici."
        )
        yield Finding(about=box.address, level="remark", text=text)


def _tokens(oauth: OAuth) -> Iterator[Finding]:
    """Whether the provider gives one now, and what will end one day."""
    about = f"{oauth.account}, OAuth2"
    try:
        access_token(oauth, quiet=True)
    except MailbotError as failure:
        temporary = isinstance(failure, TemporaryFailure)
        yield Finding(about=about, level="problem", text=str(failure), temporary=temporary)
    else:
        yield Finding(about=about, level="ok", text="Le fournisseur donne un jeton.")
    for expiry in expiries(oauth, today=clock().date()):
        level: Level = "remark" if expiry.is_near else "ok"
        yield Finding(about=about, level=level, text=expiry.sentence)
    if oauth.client_secret and oauth.secret_expires is None and oauth.provider == "microsoft":
        text = (
            "La fin du secret de l'application n'est pas notée : ajoutez oauth.secret_expires = 2028-11-30."
        )
        yield Finding(about=about, level="remark", text=text)


def _imap(box: Mailbox) -> Iterator[Finding]:
    about = f"{box.address}, réception"
    assert box.imap is not None  # noqa: S101 - asked by the caller
    try:
        with MailboxConnection(box.imap, box.address, connect_seconds=CONNECT_SECONDS):
            pass
    except TemporaryFailure as failure:
        yield Finding(about=about, level="problem", text=str(failure), temporary=True)
        return
    except MailbotError as failure:
        yield Finding(about=about, level="problem", text=str(failure))
        return
    for seen in check_mailbox(box.imap, box.address, connect_seconds=CONNECT_SECONDS, now=clock()):
        yield Finding(about=about, level=seen.level, text=seen.text)
