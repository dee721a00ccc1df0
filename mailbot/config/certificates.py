"""How long a server's certificate is still good, from what the server has shown."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from datetime import datetime
from typing import Any

SOON = 14  # days: those that renew themselves have done so by then


def ends_in(shown: Mapping[str, Any], now: datetime) -> int | None:
    """Whole days; None where it does not say."""
    end = shown.get("notAfter")
    if not isinstance(end, str):
        return None
    return int((ssl.cert_time_to_seconds(end) - now.timestamp()) // 86_400)
