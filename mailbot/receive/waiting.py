"""Waits for new mail on a connection: by IDLE, so that a notice is acted upon at once, or by the clock.

An IDLE is ended as soon as the server says anything at all, and what was said is read then. So a lost
connection shows at once as a failure, and nothing is ever read from a half-open connection.
"""

from __future__ import annotations

import select
import threading
import time
from collections.abc import Iterable

from imapclient import IMAPClient  # type: ignore[import-untyped]  # the library ships no types
from imapclient.exceptions import (  # type: ignore[import-untyped]  # the library ships no types
    IMAPClientAbortError,
    IMAPClientError,
)

SLICE_SECONDS = 25.0  # the longest that one IDLE lasts: firewalls forget connections that stay silent
GLANCE_SECONDS = 0.2  # how long `stop` may go unnoticed
PARTING_SECONDS = 2.0  # how long a server may take to end an IDLE when we are in a hurry


def wait_idling(client: IMAPClient, seconds: float, stop: threading.Event) -> bool:
    """True when there may be new mail. Raises what the library raises when the connection is lost."""
    end = time.monotonic() + seconds
    while True:
        if was_told(client) or _speak_of_mail(client.noop()[1]):  # came after the caller's last look
            return True
        remaining = end - time.monotonic()
        if remaining <= 0 or stop.is_set():
            return False
        if not _begin(client):
            return wait_by_clock(remaining, stop)
        try:
            _listen(client, min(remaining, SLICE_SECONDS), stop)
        finally:
            if stop.is_set():
                client.socket().settimeout(PARTING_SECONDS)
        if _speak_of_mail(client.idle_done()[1]):
            return True


def was_told(client: IMAPClient) -> bool:
    """Did the answer to another command mention new mail? imaplib keeps that aside; asking clears it."""
    return bool(client._imap.response("EXISTS")[1] != [None])


def wait_by_clock(seconds: float, stop: threading.Event) -> bool:
    """Nobody tells us anything, so there may be new mail afterwards."""
    return not stop.wait(max(0.0, seconds))


def _begin(client: IMAPClient) -> bool:
    """False when the server offers IDLE and then refuses it: there is no point in asking again."""
    try:
        client.idle()
    except IMAPClientAbortError:
        raise
    except IMAPClientError:
        client.noop()  # fails unless the refusal was the whole answer
        return False
    return True


def _listen(client: IMAPClient, seconds: float, stop: threading.Event) -> None:
    """Returns when the server has spoken, the time is over, or we are to stop."""
    if _was_said_already(client):
        return
    end = time.monotonic() + seconds
    poller = select.poll()
    poller.register(client.socket().fileno(), select.POLLIN)
    while not stop.is_set():
        remaining = end - time.monotonic()
        if remaining <= 0 or poller.poll(max(1.0, min(remaining, GLANCE_SECONDS) * 1000)):
            return


def _was_said_already(client: IMAPClient) -> bool:
    """Did a notice travel in one packet with the beginning of IDLE? Then no socket will announce it.

    The buffer belongs to imaplib. Where a Python version hides it, such a notice waits for the slice's end.
    """
    connection = client.socket()
    if getattr(connection, "pending", int)():
        return True
    peek = getattr(getattr(client._imap, "file", None), "peek", None)
    if peek is None:
        return False
    limit = connection.gettimeout()
    connection.settimeout(0)
    try:
        return bool(peek(1))
    except OSError:
        return False  # TLS says "nothing yet" by an exception; a lost connection shows in what follows
    finally:
        connection.settimeout(limit)


def _speak_of_mail(responses: Iterable[object]) -> bool:
    return any(isinstance(response, tuple) and b"EXISTS" in response[1:2] for response in responses)
