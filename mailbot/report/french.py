"""Numbers, delays and dates as they are written in French."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

NBSP = "\N{NO-BREAK SPACE}"
THIN = "\N{NARROW NO-BREAK SPACE}"
_HOURS_A_DAY = 24
_IN_DAYS_FROM = 72  # hours


def number(value: float | Decimal, decimals: int = 0) -> str:
    """1 234,5"""
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return f"{exact:,}".replace(",", THIN).replace(".", ",")


def percent(share: float) -> str:
    """Only what is whole is 100 %, and only nothing is 0 %."""
    rounded = int(Decimal(str(share * 100)).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    rounded = 99 if rounded == 100 and share < 1 else 1 if rounded == 0 and share > 0 else rounded
    return f"{rounded}{NBSP}%"


def euros(amount: Decimal) -> str:
    return f"{number(amount, 0 if amount == amount.to_integral_value() else 2)}{NBSP}€"


def lasting(hours: float) -> str:
    """Hours while they can be felt, days beyond."""
    if hours < 1:
        return f"{number(hours * 60)}{NBSP}min"
    if hours < _IN_DAYS_FROM:
        return f"{number(hours, 0 if hours >= 10 else 1).removesuffix(',0')}{NBSP}h"
    return f"{number(hours / _HOURS_A_DAY, 1).removesuffix(',0')}{NBSP}j"


def day(value: date | None) -> str:
    return f"{value:%d/%m/%Y}" if value else ""


def moment(value: datetime | None, timezone: str) -> str:
    return f"{value.astimezone(ZoneInfo(timezone)):%d/%m/%Y %H:%M}" if value else ""


def many(count: int, one: str, more: str | None = None) -> str:
    """« 1 relance », « 3 relances »"""
    return f"{number(count)}{NBSP}{one if count < 2 else more or one + 's'}"
