"""One line to the supervisor, where there is one that listens: systemd's `NOTIFY_SOCKET`."""

from __future__ import annotations

import os
import socket
from contextlib import suppress


def notify(*words: str) -> bool:
    """`READY=1`, `STATUS=…`, `STOPPING=1`. False where nobody listens; never a failure."""
    place = os.environ.get("NOTIFY_SOCKET", "")
    if not place.startswith(("/", "@")):
        return False
    name = "\0" + place[1:] if place.startswith("@") else place
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as sender:
        sender.settimeout(1)
        sender.sendto("\n".join(" ".join(word.splitlines()) for word in words).encode(), name)
        return True
    return False
