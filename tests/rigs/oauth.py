"""The organisation's identity provider: gives tokens, and tells a mail server whose a token is.

Strict on purpose: a refresh token is worth one use, and a second use ends the whole access.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import ssl
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from rigs.certificates import Certificates
from rigs.process import free_port

CLIENT_ID = "mailbot-at-the-office"
CLIENT_SECRET = "the secret of the application"
DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code"
SERVICE_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
CLIENT_ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
Refusal = tuple[int, dict[str, Any]]


@dataclass
class Access:
    """What one person said yes to: the refresh token that is good now."""

    address: str
    refresh_token: str = ""
    is_over: bool = False


@dataclass
class Device:
    """A code that somebody was asked to type."""

    user_code: str
    address: str = ""  # whose, once they have typed it
    is_denied: bool = False


@dataclass
class TokenEndpoint:
    certificates: Certificates | None = None  # with them, the same service over TLS too
    lifetime: int = 3600  # of an access token, in seconds
    refresh_lifetime: int | None = None  # told where it is set
    rotates: bool = True
    gives_refresh_tokens: bool = True
    interval: float = 0
    application_mailbox: str = ""  # what the application opens without anybody
    keys: dict[str, RSAPublicKey] = field(default_factory=dict)  # whose signature is known
    delegated: set[str] = field(default_factory=set)  # mailboxes that a service account may open
    refusals: list[Refusal] = field(default_factory=list)  # the next answers of /token, whatever is asked
    asked: list[dict[str, str]] = field(default_factory=list)  # each form, with its "path"
    heads: list[dict[str, str]] = field(default_factory=list)  # of statements that were believed

    def __post_init__(self) -> None:
        self.port, self.tls_port = free_port(), free_port()
        self._spent: set[str] = set()  # statements that were believed once
        self._owners: dict[str, str] = {}  # access tokens
        self._accesses: dict[str, Access] = {}  # refresh tokens, the used ones too
        self._devices: dict[str, Device] = {}
        self._codes: dict[str, tuple[str, str]] = {}  # of the browser: challenge and address
        self._lock = threading.Lock()
        self._servers: list[ThreadingHTTPServer] = []

    # -- what happens there ----------------------------------------------------------------------

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def tls_url(self) -> str:
        return f"https://localhost:{self.tls_port}"

    def new_token(self, address: str) -> str:
        token = secrets.token_urlsafe(32)
        self._owners[token] = address
        return token

    def revoke(self, token: str) -> None:
        """As when an hour has passed."""
        del self._owners[token]

    def revoke_all(self, address: str) -> None:
        """As when the password was changed: no token of this mailbox is worth anything any more."""
        self._owners = {token: owner for token, owner in self._owners.items() if owner != address}
        for access in self._accesses.values():
            access.is_over = access.is_over or access.address == address

    def new_access(self, address: str) -> str:
        """A refresh token, as after a login."""
        return self._renewed(Access(address=address))

    def types_code(self, address: str) -> bool:
        """The person behind this mailbox types the code that is shown; False when none is."""
        for device in self._devices.values():
            if not device.address:
                device.address = address
                return True
        return False

    def denies_code(self) -> None:
        for device in self._devices.values():
            device.is_denied = True

    def agrees_in_browser(self, address: str, challenge: str) -> str:
        """The code with which the browser is sent back."""
        code = secrets.token_urlsafe(16)
        self._codes[code] = (challenge, address)
        return code

    def grants(self) -> list[str]:
        """Which grants were asked of /token, in order."""
        return [form.get("grant_type", "") for form in self.asked if form["path"] == "/token"]

    @property
    def given(self) -> set[str]:
        """Every token that is known here."""
        return {*self._owners, *self._accesses, *self._devices, *self._codes}

    # -- life --------------------------------------------------------------------------------------

    def start(self) -> None:
        self._serve(self.port, None)
        if self.certificates is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(self.certificates.certificate_file, self.certificates.key_file)
            self._serve(self.tls_port, context)

    def stop(self) -> None:
        for server in self._servers:
            server.shutdown()
            server.server_close()
        self._servers.clear()

    def __enter__(self) -> TokenEndpoint:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _serve(self, port: int, tls: ssl.SSLContext | None) -> None:
        answers = self._answer

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers["Content-Length"])).decode()
                form = {name: values[0] for name, values in parse_qs(raw).items()}
                status, values = answers(self.path, form)
                body = json.dumps(values).encode() if not isinstance(values, str) else values.encode()
                self.send_response(status)
                if 300 <= status < 400:
                    self.send_header("Location", str(values.get("location")))
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Who asks keeps a log."""

        server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a client that mistrusts our TLS
        if tls is not None:
            server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        self._servers.append(server)

    # -- answers -----------------------------------------------------------------------------------

    def _answer(self, path: str, form: dict[str, str]) -> Refusal:
        with self._lock:
            self.asked.append({"path": path, **form})
            if path == "/introspect":
                owner = self._owners.get(form.get("token", ""))
                return 200, {"active": "true", "username": owner} if owner else {"active": "false"}
            if self.refusals:
                return self.refusals.pop(0)
            if path == "/devicecode":
                return self._device_code(form)
            if path == "/token":
                return self._token(form)
            return 404, {}

    def _device_code(self, form: dict[str, str]) -> Refusal:
        if form.get("client_id") != CLIENT_ID:
            return 400, {"error": "invalid_client"}
        code, shown = secrets.token_urlsafe(24), f"CODE-{len(self._devices) + 1:04}"
        self._devices[code] = Device(user_code=shown)
        return 200, {
            "device_code": code,
            "user_code": shown,
            "verification_uri": f"{self.url}/device",
            "expires_in": 900,
            "interval": self.interval,
        }

    def _token(self, form: dict[str, str]) -> Refusal:
        grant = form.get("grant_type")
        if grant == SERVICE_GRANT:
            return self._by_service_account(form.get("assertion", ""))
        if form.get("client_id") != CLIENT_ID:
            return 401, {"error": "invalid_client"}
        if grant == "client_credentials" and form.get("client_assertion_type") == CLIENT_ASSERTION:
            said = self._proven(form.get("client_assertion", ""))
            if said is None or not said["iss"] == said["sub"] == CLIENT_ID or "client_secret" in form:
                return 401, {"error": "invalid_client", "error_description": "AADSTS700027: signature"}
            if (number := said.get("jti", "")) in {"", *self._spent}:
                return 401, {"error": "invalid_client", "error_description": "replayed"}
            self._spent.add(number)
            return 200, self._tokens(Access(address=self.application_mailbox), with_refresh=False)
        if grant == "client_credentials":
            if form.get("client_secret") != CLIENT_SECRET:
                # As Microsoft's does, the description quotes what it was sent.
                said = f"AADSTS7000215: Invalid client secret provided: {form.get('client_secret')}"
                return 401, {"error": "invalid_client", "error_description": said}
            return 200, self._tokens(Access(address=self.application_mailbox), with_refresh=False)
        if grant == "refresh_token":
            return self._refreshed(form.get("refresh_token", ""))
        if grant == DEVICE_GRANT:
            return self._by_device(form.get("device_code", ""))
        if grant == "authorization_code":
            return self._by_code(form.get("code", ""), form.get("code_verifier", ""))
        return 400, {"error": "unsupported_grant_type"}

    def _by_service_account(self, assertion: str) -> Refusal:
        said = self._proven(assertion)
        if said is None:
            return 400, {"error": "invalid_grant", "error_description": "Invalid JWT Signature."}
        if said["sub"] not in self.delegated or not said["scope"]:
            return 401, {"error": "unauthorized_client", "error_description": f"not for {said['sub']}"}
        return 200, self._tokens(Access(address=said["sub"]), with_refresh=False)

    def _proven(self, assertion: str) -> dict[str, Any] | None:
        """What is stated, by somebody whose key is known, for this service and this moment (RFC 7523)."""
        head, claims, signature = assertion.split(".")
        stated: dict[str, Any] = json.loads(_decoded(claims))
        key, how = self.keys.get(stated["iss"]), json.loads(_decoded(head))
        now, digest = time.time(), hashes.SHA256()
        if key is None or stated["aud"] != f"{self.url}/token" or not stated["nbf"] <= now < stated["exp"]:
            return None
        pads = {"RS256": padding.PKCS1v15(), "PS256": padding.PSS(padding.MGF1(digest), digest.digest_size)}
        try:
            key.verify(_decoded(signature), f"{head}.{claims}".encode(), pads[how["alg"]], digest)
        except InvalidSignature:
            return None
        self.heads.append(how)
        return stated

    def _refreshed(self, token: str) -> Refusal:
        access = self._accesses.get(token)
        if access is None or access.is_over:
            return 400, {"error": "invalid_grant", "error_description": "AADSTS700082: expired"}
        if token != access.refresh_token:
            access.is_over = True  # used twice: somebody has stolen it
            return 400, {"error": "invalid_grant", "error_description": "replayed"}
        return 200, self._tokens(access, with_refresh=self.rotates)

    def _by_device(self, code: str) -> Refusal:
        device = self._devices.get(code)
        if device is None:
            return 400, {"error": "expired_token"}
        if device.is_denied:
            return 400, {"error": "access_denied"}
        if not device.address:
            return 400, {"error": "authorization_pending"}
        del self._devices[code]
        return 200, self._tokens(Access(address=device.address), with_refresh=self.gives_refresh_tokens)

    def _by_code(self, code: str, verifier: str) -> Refusal:
        challenge, address = self._codes.pop(code, ("", ""))
        proof = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        if not address or proof != challenge:
            return 400, {"error": "invalid_grant"}
        return 200, self._tokens(Access(address=address), with_refresh=self.gives_refresh_tokens)

    def _tokens(self, access: Access, *, with_refresh: bool) -> dict[str, Any]:
        values: dict[str, Any] = {
            "token_type": "Bearer",
            "access_token": self.new_token(access.address),
            "expires_in": self.lifetime,
        }
        if with_refresh:
            values["refresh_token"] = self._renewed(access)
            if self.refresh_lifetime is not None:
                values["refresh_token_expires_in"] = self.refresh_lifetime
        return values

    def _renewed(self, access: Access) -> str:
        access.refresh_token = secrets.token_urlsafe(32)
        self._accesses[access.refresh_token] = access
        return access.refresh_token


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
