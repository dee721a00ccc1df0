"""`[metrics]`: where programs that watch mailbot may ask how it is."""

from __future__ import annotations

import ipaddress

from mailbot.config.mistakes import NBSP, quoted
from mailbot.config.table import Table
from mailbot.expressions import Expression

EXAMPLE = "127.0.0.1:9464"
_PLACE = Expression(r"(\[[0-9A-Fa-f:.]+\]|[^:\s\[\]]+):([0-9]{1,5})")


def read_metrics(table: Table) -> tuple[str, int] | None:
    """Host and port; None: nobody asks. Whoever is not on this machine may ask only if that is meant."""
    text = table.text("listen")
    may_be_remote = table.boolean("allow_remote", default=False)
    table.finish()
    if not text:
        return None
    found = _PLACE.fullmatch(text)
    port = int(found[2]) if found else 0
    if found is None or not 1 <= port <= 65_535:
        table.wrong(
            "listen", f'{quoted(text)} ne convient pas. Écrivez une adresse et un port : "{EXAMPLE}".'
        )
        return None
    host = found[1].strip("[]")
    address = _address(host)
    if address is None:
        table.wrong("listen", f'{quoted(host)} n’est pas une adresse IP. Écrivez "{EXAMPLE}".')
        return None
    if not address.is_loopback and not may_be_remote:
        cure = (
            f'Écrivez "{EXAMPLE}"{NBSP}; si ce réseau est vraiment sûr, ajoutez metrics.allow_remote = true.'
        )
        table.wrong("listen", f"{quoted(host)} répondrait à d’autres machines. {cure}")
        return None
    return str(address), port


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address("127.0.0.1" if host.lower() == "localhost" else host)
    except ValueError:
        return None
