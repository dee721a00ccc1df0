"""The organisation's identity provider, as far as a mail server asks it: whose token is this?"""

from __future__ import annotations

import json
import secrets
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

from rigs.process import free_port


class TokenEndpoint:
    def __init__(self) -> None:
        self.port = free_port()
        self._owners: dict[str, str] = {}
        self._server: ThreadingHTTPServer | None = None

    def new_token(self, address: str) -> str:
        token = secrets.token_urlsafe(32)
        self._owners[token] = address
        return token

    def revoke(self, token: str) -> None:
        """As when an hour has passed."""
        del self._owners[token]

    def start(self) -> None:
        owners = self._owners

        class Introspection(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                owner = owners.get(form.get("token", [""])[0])
                answer = {"active": "true", "username": owner} if owner else {"active": "false"}
                body = json.dumps(answer).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Dovecot logs what it asked."""

        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Introspection)
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None
