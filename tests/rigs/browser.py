"""A real Chromium without a window: opens a page at a width, says how wide it became, takes its picture.

It is spoken to through two pipes, in the browser's own protocol: no port, no library.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import time
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rigs.process import RigFailure, bound_to_our_life, new_folder, tail

EMPTY = 40  # different pieces in the picture of a page on which nothing is drawn, at most
_GLANCE = 0.2  # seconds between two looks at a page that is being drawn
_PATIENCE = 60.0  # seconds for one answer: a loaded machine starts it slowly
# Our own pages only, and nothing from elsewhere: its own walls need rights that a container does not give.
_OPTIONS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
    "--disable-background-networking", "--disable-extensions", "--disable-sync", "--mute-audio",
    "--hide-scrollbars", "--force-color-profile=srgb", "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip
# The browser reads its descriptor 3 and writes to 4, and can be told no other numbers.
_MOVE = """\
import fcntl, os, sys
pair = [fcntl.fcntl(int(number), fcntl.F_DUPFD, 10) for number in sys.argv[1:3]]
for there, here in zip(pair, (3, 4)):
    os.dup2(there, here)
    os.close(there)
os.execv(sys.argv[3], sys.argv[3:])
"""
_MEASURE = """(() => {
  const root = document.documentElement;
  const wide = [...document.querySelectorAll('body *')].filter(e => {
    const box = e.getBoundingClientRect();
    return box.width && box.right > root.clientWidth + 1;
  });
  return {width: root.scrollWidth, height: root.scrollHeight, text: document.body.innerText,
          widest: wide.slice(0, 5).map(e => e.outerHTML.slice(0, 120)),
          fetched: performance.getEntriesByType('resource').map(e => e.name)};
})()"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """How a page looks to whoever opens it."""

    width: int  # what can be scrolled to: as wide as the window, where nothing sticks out
    height: int
    text: str
    widest: tuple[str, ...]  # the beginnings of elements that stick out
    fetched: tuple[str, ...]  # addresses that the page has asked for
    picture: bytes  # PNG


def pieces(png: bytes) -> int:
    """How many different pieces of a line a picture has: a handful where nothing is drawn."""
    data, at = b"", 8
    while at < len(png):
        size = int.from_bytes(png[at : at + 4], "big")
        if png[at + 4 : at + 8] == b"IDAT":
            data += png[at + 8 : at + 8 + size]
        at += size + 12
    lines = zlib.decompress(data) if data else b""
    return len({lines[n : n + 12] for n in range(0, len(lines) - 12, 12)})


class Browser:
    def __init__(self, program: Path) -> None:
        self.folder = new_folder("browser")
        self.log = self.folder / "log"
        to_read, self._to = os.pipe()
        self._from, to_write = os.pipe()
        command = [
            str(program),
            *_OPTIONS,
            "--remote-debugging-pipe",
            f"--user-data-dir={self.folder}/profile",
        ]
        moved = [sys.executable, "-S", "-c", _MOVE, str(to_read), str(to_write), *command]
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                bound_to_our_life(moved), pass_fds=(to_read, to_write), stdin=subprocess.DEVNULL, stdout=log,
                stderr=log, start_new_session=True, env={**os.environ, "HOME": str(self.folder)},
            )  # fmt: skip
        os.close(to_read)
        os.close(to_write)
        self._buffer, self._asked = b"", 0
        try:
            self._begin()
        except BaseException:
            self.stop()
            raise

    def _begin(self) -> None:
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._ask("Page.enable")

    def look(self, html: str, *, width: int, height: int = 900) -> Looked:
        """As a file that was opened: scripts run, nothing is fetched."""
        page = self.folder / "page.html"
        page.write_text(html, encoding="utf-8")
        self._ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1,
                  mobile=width < 600)  # fmt: skip
        self._ask("Page.navigate", url=page.as_uri())
        self._wait_for("Page.loadEventFired")
        found = self._ask("Runtime.evaluate", expression=_MEASURE, returnByValue=True)["result"]["value"]
        picture = self._ask("Page.captureScreenshot", format="png")["data"]
        return Looked(
            width=found["width"],
            height=found["height"],
            text=found["text"],
            widest=tuple(found["widest"]),
            fetched=tuple(found["fetched"]),
            picture=base64.b64decode(picture),
        )

    def whole(self, html: str, *, width: int, most: int = 4000) -> bytes:
        """A picture of the page from its top to its end."""
        height = min(self.look(html, width=width).height, most)
        return self.look(html, width=width, height=height).picture

    def paper(self, pdf: bytes, *, page: int = 1, width: int = 900, height: int = 1260) -> bytes:
        """A picture of one page of a PDF, as the browser's own reader shows it to people."""
        file = self.folder / f"{len(list(self.folder.glob('*.pdf')))}.pdf"
        file.write_bytes(pdf)
        self._ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1,
                  mobile=False)  # fmt: skip
        self._ask("Page.navigate", url=f"{file.as_uri()}#toolbar=0&navpanes=0&view=Fit&page={page}")
        self._wait_for("Page.loadEventFired")
        # The reader is a program of its own and says to nobody when it has finished drawing.
        deadline, last, now = time.monotonic() + _PATIENCE, b"", b""
        while now != last or pieces(now) <= EMPTY:
            if time.monotonic() > deadline:
                raise RigFailure(f"page {page} was never drawn: {tail(self.log)}")
            time.sleep(_GLANCE)
            shown = self._ask("Page.captureScreenshot", format="png")["data"]
            last, now = now, base64.b64decode(shown)
        return now

    def stop(self) -> None:
        with contextlib.suppress(OSError, RigFailure):
            self._send("Browser.close")
        os.close(self._to)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        os.close(self._from)
        shutil.rmtree(self.folder, ignore_errors=True)

    # -- the protocol: JSON, each message ended by a zero byte ------------------------------------------

    def _ask(self, method: str, **params: Any) -> dict[str, Any]:
        number = self._send(method, **params)
        while True:
            answer = self._next(method)
            if answer.get("id") == number:
                if "error" in answer:
                    raise RigFailure(f"{method}: {answer['error']}")
                result: dict[str, Any] = answer["result"]
                return result

    def _send(self, method: str, **params: Any) -> int:
        self._asked += 1
        message: dict[str, Any] = {"id": self._asked, "method": method, "params": params}
        if hasattr(self, "_session") and not method.startswith(("Target.", "Browser.")):
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        return self._asked

    def _wait_for(self, event: str) -> None:
        while self._next(event).get("method") != event:
            pass

    def _next(self, what: str) -> dict[str, Any]:
        deadline = time.monotonic() + _PATIENCE
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._from], [], [], max(0.0, deadline - time.monotonic()))
            piece = os.read(self._from, 1 << 16) if ready else b""
            if not piece:
                raise RigFailure(f"Chromium said nothing about {what}.\n{tail(self.log)}")
            self._buffer += piece
        message, _, self._buffer = self._buffer.partition(b"\0")
        said: dict[str, Any] = json.loads(message)
        return said
