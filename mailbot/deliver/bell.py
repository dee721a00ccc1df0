"""What wakes the sender of letters: rung from any thread, heard in the event loop of one."""

from __future__ import annotations

import asyncio
from contextlib import suppress


class Bell:
    """Rung from any thread, heard in the event loop of one."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._event = asyncio.Event()

    def listen(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop

    def ring(self) -> None:
        if self._loop is not None and not self._loop.is_closed():
            with suppress(RuntimeError):  # closing at this very moment: nobody listens any more
                self._loop.call_soon_threadsafe(self._event.set)

    def reset(self) -> None:
        self._event.clear()

    async def wait(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._event.wait()
