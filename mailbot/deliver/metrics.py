"""The door for programs that watch: /metrics and /health over HTTP, on this machine, to be read only.

No prometheus-client: a page of figures is text, and the standard library serves it.
"""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

from mailbot.deliver.health import Health, page
from mailbot.errors import MailbotError
from mailbot.log import log

SECONDS = 5.0  # for one question: nobody keeps a door open by saying nothing
AT_ONCE = 8  # more who ask at the same time wait for nothing: they are turned away
_PLAIN = "text/plain; version=0.0.4; charset=utf-8"
_JSON = "application/json; charset=utf-8"


class Door:
    """Open from `open` to `close`. A port that is taken is told, and keeps no mail from being read."""

    def __init__(self, host: str, port: int, ask: Callable[[], Health]) -> None:
        self._place = (host, port)
        self._ask = ask
        self._server: _Server | None = None

    @property
    def port(self) -> int:
        return int(self._server.server_address[1]) if self._server else 0

    def open(self) -> bool:
        try:
            self._server = _Server(self._place, self._ask)
        except OSError as error:
            place = "{}:{}".format(*self._place)
            log.error("metrics_not_served", listen=place, error=error.strerror or type(error).__name__)
            return False
        threading.Thread(target=self._server.serve_forever, name="metrics", daemon=True).start()
        return True

    def close(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            server.shutdown()
            server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, place: tuple[str, int], ask: Callable[[], Health]) -> None:
        self.address_family = socket.AF_INET6 if ":" in place[0] else socket.AF_INET
        self.ask = ask
        self.room = threading.BoundedSemaphore(AT_ONCE)
        super().__init__(place, _Answer)

    def process_request(self, request: Any, client_address: Any) -> None:
        if self.room.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self.room.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever asks and runs away is no fault of ours, and nothing for the log."""


class _Answer(BaseHTTPRequestHandler):
    server: _Server
    timeout = SECONDS
    server_version = "mailbot"
    sys_version = ""
    error_content_type = _PLAIN
    error_message_format = "%(code)d %(message)s\n"
    pages: ClassVar[dict[str, str]] = {"/metrics": _PLAIN, "/health": _JSON}

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def _answer(self) -> None:
        path = self.path.partition("?")[0]
        if path not in self.pages:
            self.send_error(HTTPStatus.NOT_FOUND, "/metrics, /health")
            return
        try:
            health = self.server.ask()
        except MailbotError:  # a clock that is lost
            self.send_error(HTTPStatus.SERVICE_UNAVAILABLE, "standing still")
            return
        is_well = path == "/metrics" or not health.problems()
        text = page(health) if path == "/metrics" else json.dumps(health.as_json(), ensure_ascii=False) + "\n"
        content = text.encode()
        self.send_response(HTTPStatus.OK if is_well else HTTPStatus.SERVICE_UNAVAILABLE)
        self.send_header("Content-Type", self.pages[path])
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """A line for each question, every fifteen seconds, would drown all others."""
