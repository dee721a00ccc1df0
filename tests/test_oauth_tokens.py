"""Where the token of a mailbox comes from, with a real token service: renewed in time, kept, never told."""

from __future__ import annotations

import json
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from mailbot import log
from mailbot.daemon import clock
from mailbot.errors import MailbotError, PermanentFailure, TemporaryFailure
from mailbot.oauth import (
    TokenRefused,
    access_token,
    answer_to_challenge,
    expiries,
    first_response,
    forget_token,
    keep_fresh,
    kept_tokens,
    watch,
)
from mailbot.oauth.kept import locked
from mailbot.oauth.source import TokenSource
from oauth_desk import ACCOUNT, logged_in, oauth_of, secrets_of
from rigs.certificates import Certificates
from rigs.oauth import TokenEndpoint
from rigs.process import wait_until

Capsys = pytest.CaptureFixture[str]


@pytest.fixture
def endpoint(certificates: Certificates) -> Iterator[TokenEndpoint]:
    with TokenEndpoint(certificates) as service:
        yield service


@pytest.fixture
def heard(capsys: Capsys) -> Iterator[Capsys]:
    """The log as a program reads it, at its most talkative."""
    log.set_up(level="debug", as_json=True)
    yield capsys
    log.set_up(level="warning")


def events(capsys: Capsys) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


# -- the life of a token --------------------------------------------------------------------------


def test_a_token_that_is_good_is_used_without_asking(endpoint: TokenEndpoint, tmp_path: Path) -> None:
    """From the file, and then from memory."""
    oauth = oauth_of(endpoint, tmp_path)
    kept = logged_in(oauth, endpoint, seconds_left=3000)
    assert access_token(oauth) == access_token(oauth) == kept.access_token
    assert endpoint.asked == []


def test_a_token_is_renewed_before_it_ends(endpoint: TokenEndpoint, tmp_path: Path, heard: Capsys) -> None:
    """With four minutes left; the new refresh token is on disk, for its owner alone, and works next time."""
    oauth = oauth_of(endpoint, tmp_path)
    old = logged_in(oauth, endpoint, seconds_left=240)
    renewed = access_token(oauth)
    kept = kept_tokens(oauth.token_file)
    assert kept
    assert renewed == kept.access_token != old.access_token
    assert kept.refresh_token != old.refresh_token
    assert stat.S_IMODE(oauth.token_file.stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["tokens.json", "tokens.json.lock"]
    assert [event["event"] for event in events(heard)] == ["token_renewed"]
    forget_token(oauth, renewed)
    assert access_token(oauth) not in (renewed, old.access_token)
    assert endpoint.grants() == ["refresh_token", "refresh_token"]


def test_a_provider_that_keeps_its_refresh_token_is_asked_with_it_again(
    endpoint: TokenEndpoint, tmp_path: Path
) -> None:
    """Google sends none with a renewal: the old one stays."""
    endpoint.rotates = False
    oauth = oauth_of(endpoint, tmp_path)
    old = logged_in(oauth, endpoint)
    for _ in range(2):
        forget_token(oauth, access_token(oauth))
    kept = kept_tokens(oauth.token_file)
    assert kept
    assert kept.refresh_token == old.refresh_token


def test_short_lives_do_not_make_a_loop(endpoint: TokenEndpoint, tmp_path: Path) -> None:
    """A token that lives for a minute is used for half of it, not renewed at each look."""
    endpoint.lifetime = 60
    now = [1_000_000.0]
    oauth = oauth_of(endpoint, tmp_path)
    logged_in(oauth, endpoint, obtained_at=0, expires_at=now[0])
    source = TokenSource(oauth, clock=lambda: now[0])
    first = source.access_token()
    now[0] += 25
    assert source.access_token() == first
    now[0] += 10
    assert source.access_token() != first


def test_a_clock_that_goes_back_does_not_keep_an_old_token(endpoint: TokenEndpoint, tmp_path: Path) -> None:
    """A machine that woke up with a wrong date: what was obtained in the future is asked for anew."""
    oauth = oauth_of(endpoint, tmp_path)
    old = logged_in(oauth, endpoint, seconds_left=3000)
    source = TokenSource(oauth, clock=lambda: time.time() - 86_400)
    assert source.access_token() != old.access_token


def test_an_application_needs_nobody_and_no_file(endpoint: TokenEndpoint, tmp_path: Path) -> None:
    """Client credentials: one question an hour, and nothing on disk."""
    endpoint.application_mailbox = ACCOUNT
    oauth = oauth_of(endpoint, tmp_path, flow="application", scopes=("https://otc.example/.default",))
    assert access_token(oauth) == access_token(oauth)
    assert endpoint.grants() == ["client_credentials"]
    assert endpoint.asked[0]["scope"] == "https://otc.example/.default"
    forget_token(oauth, access_token(oauth))
    access_token(oauth)
    assert len(endpoint.grants()) == 2
    assert list(tmp_path.iterdir()) == []


# -- several workers --------------------------------------------------------------------------------

WORKER = """
import sys, pathlib
from mailbot.config import OAuth
from mailbot.oauth import access_token
url, file, client = sys.argv[1:]
file = pathlib.Path(file)
print(access_token(OAuth(account="r@otc.example", client_id=client, token_url=url, token_file=file)))
"""


def test_workers_do_not_trample_one_another(endpoint: TokenEndpoint, tmp_path: Path) -> None:
    """Eight threads and five processes at once: one renewal, one token; a second use would end the access."""
    oauth = oauth_of(endpoint, tmp_path)
    logged_in(oauth, endpoint)
    command = [sys.executable, "-c", WORKER, oauth.token_url, str(oauth.token_file), oauth.client_id]
    with locked(oauth.token_file):  # until all of them stand at the door
        processes = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(5)]
        got: list[str] = []
        threads = [
            threading.Thread(target=lambda: got.append(TokenSource(oauth).access_token())) for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        assert wait_until(lambda: _holders(oauth.token_file) >= 6, seconds=30)
    for thread in threads:
        thread.join(30)
    got += [process.communicate(timeout=30)[0].strip() for process in processes]
    assert len(got) == 13
    assert set(got) == {access_token(oauth)}
    assert endpoint.grants() == ["refresh_token"]


def _holders(path: Path) -> int:
    """How many processes have the lock's file open."""
    lock, count = str(path) + ".lock", 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            count += any(str(fd.readlink()) == lock for fd in (process / "fd").iterdir())
        except OSError:
            continue
    return count


def test_a_login_elsewhere_is_noticed_without_a_restart(endpoint: TokenEndpoint, tmp_path: Path) -> None:
    """The access was withdrawn; somebody logs in, in another process; the next try works."""
    oauth = oauth_of(endpoint, tmp_path)
    logged_in(oauth, endpoint)
    endpoint.revoke_all(ACCOUNT)
    with pytest.raises(TokenRefused):
        access_token(oauth)
    fresh = logged_in(oauth, endpoint, seconds_left=3000)
    assert access_token(oauth) == fresh.access_token


DISK_FULL = """
import sys, pathlib, resource
from mailbot.config import OAuth
from mailbot.oauth import access_token, forget_token
url, file, client = sys.argv[1:]
oauth = OAuth(account="r@otc.example", client_id=client, token_url=url, token_file=pathlib.Path(file))
resource.setrlimit(resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))  # as a disk that is full
first = access_token(oauth)
forget_token(oauth, first)
second = access_token(oauth)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
assert access_token(oauth) == second != first
"""


def test_a_full_disk_does_not_stop_the_mail(endpoint: TokenEndpoint, tmp_path: Path) -> None:
    """The old file stays whole, the log says it, and what was renewed is written once there is room."""
    oauth = oauth_of(endpoint, tmp_path)
    logged_in(oauth, endpoint)
    command = [sys.executable, "-c", DISK_FULL, oauth.token_url, str(oauth.token_file), oauth.client_id]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("token_not_saved") == 3
    assert not any(secret in done.stderr for secret in secrets_of(endpoint))
    forget_token(oauth, access_token(oauth))
    access_token(oauth)  # with the refresh token that was written last
    assert endpoint.grants() == ["refresh_token"] * 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["tokens.json", "tokens.json.lock"]


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"access_token": 1}', "\x00" * 50, "{" * 5000])
def test_a_damaged_file_wants_a_login(endpoint: TokenEndpoint, tmp_path: Path, content: str) -> None:
    """Never a traceback: the cure."""
    oauth = oauth_of(endpoint, tmp_path)
    oauth.token_file.write_text(content)
    with pytest.raises(TokenRefused, match=f"mailbot login {ACCOUNT}"):
        access_token(oauth)


def test_tokens_of_another_application_want_a_login(endpoint: TokenEndpoint, tmp_path: Path) -> None:
    """The application was registered anew: what the old one was given is of no use."""
    oauth = oauth_of(endpoint, tmp_path)
    logged_in(oauth, endpoint, seconds_left=3000, client_id="another")
    with pytest.raises(TokenRefused, match="mailbot login"):
        access_token(oauth)
    assert endpoint.asked == []


# -- a service that says no, or nothing ------------------------------------------------------------


def refusal(word: str, number: str = "", status: int = 400) -> tuple[int, dict[str, Any]]:
    quoted = "eyJ0eXAi.secret.of-somebody"
    return status, {"error": word, "error_description": f"{number}: it was sent {quoted}"}


@pytest.mark.parametrize(
    ("answer", "cure"),
    [
        (refusal("invalid_grant", "AADSTS700082"), f"mailbot login {ACCOUNT}"),
        (refusal("invalid_grant"), f"mailbot login {ACCOUNT}"),
        (refusal("interaction_required", "AADSTS50076"), f"mailbot login {ACCOUNT}"),
        (refusal("invalid_client", "AADSTS7000222", 401), "oauth.secret_expires"),
        (refusal("invalid_client", "AADSTS7000215", 401), "identifiant"),
        (refusal("invalid_client", "AADSTS7000218", 401), "clients publics"),
        (refusal("unauthorized_client", "AADSTS700016"), "oauth.tenant"),
        (refusal("invalid_request", "AADSTS90002"), "oauth.tenant"),
        (refusal("invalid_grant", "AADSTS65001"), "administrateur"),
        (refusal("invalid_grant", "AADSTS53003"), "accès conditionnel"),
        (refusal("invalid_client", status=401), "oauth.client_id"),
        (refusal("invalid_scope"), "oauth.scopes"),
        (refusal("something_new"), "docs/oauth.md"),
        ((404, {}), "oauth.token_url"),
        ((302, {"location": "http://127.0.0.1:1/"}), "oauth.token_url"),
        ((200, {"hello": "world"}), "docs/oauth.md"),
        (refusal("<script>alert(1)</script>\r\nX: y"), "sans motif connu"),
    ],
)
def test_a_refusal_names_its_cure(
    endpoint: TokenEndpoint, tmp_path: Path, heard: Capsys, answer: tuple[int, dict[str, Any]], cure: str
) -> None:
    """In the error and in the log, told once; nothing that the service quotes is repeated."""
    oauth = oauth_of(endpoint, tmp_path)
    logged_in(oauth, endpoint)
    endpoint.refusals += [answer, answer]
    for _ in range(2):
        with pytest.raises(TokenRefused) as caught:
            access_token(oauth)
        assert cure in str(caught.value)
        assert "of-somebody" not in str(caught.value)
        assert "script" not in str(caught.value)
    lines = events(heard)
    assert [line["event"] for line in lines] == ["token_refused"]
    assert cure in lines[0]["error"]


@pytest.mark.parametrize(
    "answer", [refusal("temporarily_unavailable"), refusal("server_error", status=500), (503, {}), (429, {})]
)
def test_a_service_in_trouble_is_asked_again(
    endpoint: TokenEndpoint, tmp_path: Path, answer: tuple[int, dict[str, Any]]
) -> None:
    """Nothing to be done by people; the next try may work, with the same refresh token."""
    oauth = oauth_of(endpoint, tmp_path)
    logged_in(oauth, endpoint)
    endpoint.refusals.append(answer)
    with pytest.raises(TemporaryFailure):
        access_token(oauth)
    assert access_token(oauth)


def test_a_service_that_is_away_is_temporary(endpoint: TokenEndpoint, tmp_path: Path) -> None:
    """No connection, no name, silence, nonsense, an endless answer."""
    cases = {"http://127.0.0.1:9/token": "ne répond pas", "https://id.otc.example/token": "introuvable"}
    for url, said in cases.items():
        oauth = oauth_of(endpoint, tmp_path, token_url=url, flow="application")
        with pytest.raises(TemporaryFailure, match=said):
            access_token(oauth)
    for answer in (
        b"",
        b"HTTP/1.1 200 OK\r\n\r\n<html>portal</html>",
        b"\x15\x03\x01\x00\x02\x02",
        b"x" * 99,
    ):
        with Babbler(answer) as port:
            oauth = oauth_of(
                endpoint, tmp_path, token_url=f"http://127.0.0.1:{port}/token", flow="application"
            )
            with pytest.raises(MailbotError):
                access_token(oauth)


def test_an_endless_answer_is_cut(endpoint: TokenEndpoint, tmp_path: Path) -> None:
    """A quarter of a megabyte is more than any token."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
    with Babbler(head + b" " * 5_000_000) as port:
        oauth = oauth_of(endpoint, tmp_path, token_url=f"http://127.0.0.1:{port}/t", flow="application")
        with pytest.raises(TemporaryFailure, match="compréhensible"):
            access_token(oauth)


class Babbler:
    """Says the same to whoever connects, whatever they want."""

    def __init__(self, said: bytes) -> None:
        self._said = said
        self._server = socket.create_server(("127.0.0.1", 0))

    def __enter__(self) -> int:
        threading.Thread(target=self._serve, daemon=True).start()
        return int(self._server.getsockname()[1])

    def __exit__(self, *_: object) -> None:
        self._server.close()

    def _serve(self) -> None:
        try:
            connection, _ = self._server.accept()
            with connection:
                connection.recv(65_536)
                connection.sendall(self._said)
        except OSError:
            return


def test_no_redirect_is_followed(endpoint: TokenEndpoint, tmp_path: Path) -> None:
    """What was sent opens a mailbox: nobody else gets it, whatever the service says."""
    with TokenEndpoint() as thief:
        oauth = oauth_of(endpoint, tmp_path)
        logged_in(oauth, endpoint)
        for status in (301, 302, 303, 307, 308):
            endpoint.refusals.append((status, {"location": f"{thief.url}/token"}))
            with pytest.raises(TokenRefused):
                access_token(oauth)
        assert thief.asked == []


def test_a_certificate_of_nobody_gets_nothing(endpoint: TokenEndpoint, tmp_path: Path) -> None:
    """The refresh token stays here; with the authority named, the same service is believed."""
    oauth = oauth_of(endpoint, tmp_path, token_url=f"{endpoint.tls_url}/token")
    logged_in(oauth, endpoint)
    with pytest.raises(PermanentFailure, match=r"oauth\.ca_file"):
        access_token(oauth)
    assert endpoint.asked == []
    assert endpoint.certificates
    assert access_token(replace(oauth, ca_file=endpoint.certificates.ca_file))


# -- noticed before it bites -------------------------------------------------------------------------


def test_an_access_that_is_withdrawn_is_noticed_while_a_connection_lasts(
    endpoint: TokenEndpoint, tmp_path: Path, heard: Capsys
) -> None:
    """Nobody opens anything, and the log says it all the same; asking often costs nothing."""
    oauth = oauth_of(endpoint, tmp_path)
    logged_in(oauth, endpoint, seconds_left=100)
    endpoint.revoke_all(ACCOUNT)
    for _ in range(10):
        keep_fresh(oauth)
    assert [event["event"] for event in events(heard)] == ["token_refused"]
    assert len(endpoint.grants()) == 1


def test_a_service_that_is_away_does_not_disturb_a_connection(tmp_path: Path, heard: Capsys) -> None:
    """Renewing ahead of time is a courtesy: a failure is a line in the log."""
    away = TokenEndpoint()
    oauth = oauth_of(away, tmp_path)
    logged_in(oauth, away, seconds_left=100)
    keep_fresh(oauth)
    assert [event["event"] for event in events(heard)] == ["token_not_renewed"]


@pytest.mark.parametrize(
    ("today", "left", "near", "said"),
    [
        ("2028-10-01", 60, False, "vaut jusqu’au 30/11/2028."),
        ("2028-11-10", 20, True, "dans 20 jours. Créez-en un nouveau"),
        ("2028-11-30", 0, True, "oauth.secret_expires"),
        ("2028-12-02", -2, True, "est périmé depuis le 30/11/2028"),
    ],
)
def test_the_end_of_a_secret_is_told_a_month_before(
    endpoint: TokenEndpoint, tmp_path: Path, heard: Capsys, today: str, left: int, near: bool, said: str
) -> None:
    """Once a day in the log, with what to do."""
    oauth = oauth_of(
        endpoint,
        tmp_path,
        flow="application",
        secret_expires=date(2028, 11, 30),
        account=f"{left}@otc.example",
    )
    [expiry] = expiries(oauth, today=date.fromisoformat(today))
    assert (expiry.what, expiry.days_left, expiry.is_near) == ("secret", left, near)
    assert said in expiry.sentence
    for _ in range(3):
        watch(oauth, today=date.fromisoformat(today))
    assert [event["event"] for event in events(heard)] == (["token_expires_soon"] if near else [])


def test_the_end_of_an_access_is_known_where_the_provider_tells_it(
    endpoint: TokenEndpoint, tmp_path: Path
) -> None:
    """Google does, for an access of limited time; the cure is to log in again."""
    endpoint.refresh_lifetime = 7 * 86_400
    oauth = oauth_of(endpoint, tmp_path)
    logged_in(oauth, endpoint)
    assert expiries(oauth, today=date(2026, 11, 21)) == []
    access_token(oauth)
    now = clock().date()
    [expiry] = expiries(oauth, today=now)
    assert (expiry.what, expiry.is_near) == ("access", True)
    assert f"mailbot login {ACCOUNT}" in expiry.sentence


def test_no_secret_is_in_anything_that_is_said(
    endpoint: TokenEndpoint, tmp_path: Path, heard: Capsys
) -> None:
    """Log lines, error messages, representations, causes of errors: across a whole life of trouble."""
    said: list[str] = []
    oauth = oauth_of(endpoint, tmp_path)
    tokens = logged_in(oauth, endpoint)
    said += [repr(oauth), repr(tokens), repr(TokenSource(oauth))]
    forget_token(oauth, access_token(oauth))
    endpoint.refusals += [refusal("invalid_grant"), (503, {}), (302, {"location": "http://x/"})]
    for _ in range(3):
        with pytest.raises(MailbotError) as caught:
            access_token(oauth)
        error: BaseException | None = caught.value
        while error is not None:
            said += [repr(error), str(error)]
            error = error.__cause__ or error.__context__
    with pytest.raises(TokenRefused) as caught:
        access_token(replace(oauth, flow="application", client_secret="false, and secret"))
    said.append(str(caught.value))
    said.append(heard.readouterr().err)
    everything = "\n".join(said)
    assert "token_renewed" in everything
    for secret in (*secrets_of(endpoint), "false, and secret"):
        assert secret not in everything


@pytest.mark.parametrize(
    ("mechanism", "said", "answer"),
    [
        ("xoauth2", b"user=a=b,c@otc.example\x01auth=Bearer T\x01\x01", b""),
        (
            "oauthbearer",
            b"n,a=a=3Db=2Cc@otc.example,\x01host=h\x01port=993\x01auth=Bearer T\x01\x01",
            b"\x01",
        ),
    ],
)
def test_what_is_said_to_a_mail_server(mechanism: Any, said: bytes, answer: bytes) -> None:
    """Byte for byte as Google, Microsoft and RFC 7628 want it; and what ends a refusal."""
    assert first_response(mechanism, "a=b,c@otc.example", "T", host="h", port=993) == said
    assert answer_to_challenge(mechanism) == answer
