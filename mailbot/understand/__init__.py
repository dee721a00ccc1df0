"""What a mail means: complaint or not, about whom, how serious, what is wanted, which wishes."""

from __future__ import annotations

from mailbot.understand.meaning import understand

__all__ = ["understand"]
