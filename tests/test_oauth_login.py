"""`mailbot login` and `mailbot check` with OAuth2: a real token service, a real Dovecot that asks it."""

from __future__ import annotations

import re
import stat
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from cli_desk import Said, process, run
from mailbot.commands import login as login_command
from mailbot.config import OAuth, load
from mailbot.errors import PermanentFailure, TemporaryFailure
from mailbot.oauth import Invitation, kept_tokens, login_by_browser, login_by_code, save_tokens
from oauth_desk import oauth_of, secrets_of
from rigs.dovecot import Account, Dovecot
from rigs.oauth import CLIENT_ID, CLIENT_SECRET, TokenEndpoint
from rigs.process import wait_until

Capsys = pytest.CaptureFixture[str]

CONFIG = """
[organisation]
name = "Office de tourisme des Chaumes"
procedure = "courtier"

[database]
url = "sqlite:///{folder}/desk.sqlite3"

[[mailboxes]]
address = "{service}"
authserv_ids = ["mx.example.test"]
imap = {{ host = "localhost", port = {imap_port}, ca_file = "{ca_file}" }}
smtp = {{ host = "127.0.0.1", port = {smtp_port}, security = "plain", username = "" }}

[mailboxes.oauth]
client_id = "{client_id}"
client_secret = "{client_secret}"
token_url = "{tls}/token"
device_url = "{tls}/devicecode"
authorize_url = "{tls}/authorize"
ca_file = "{ca_file}"
flow = "{flow}"
{more}

[[staff]]
name = "Claire Martin"
email = "claire@otc.example"
roles = ["manager", "handler"]

[mediator]
name = "Médiation"
address = "Paris"
website = "https://mediation.example"
"""


def configured(
    folder: Path, dovecot: Dovecot, service: Account, *, flow: str = "device", more: str = ""
) -> Path:
    path = folder / "config.toml"
    text = CONFIG.format(
        folder=folder,
        service=service.address,
        imap_port=dovecot.imaps_port,
        smtp_port=dovecot.lmtp_port,  # greets, and wants no login
        ca_file=dovecot.certificates.ca_file,
        client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET,
        tls=dovecot.tokens.tls_url,
        flow=flow,
        more=more,
    )
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    return path


def login(capsys: Capsys, config: Path, dovecot: Dovecot, *, types: str) -> Said:
    """The command, and somebody at another computer who types the code with the account `types`."""
    given_up = threading.Event()
    person = threading.Thread(
        target=lambda: wait_until(lambda: given_up.is_set() or dovecot.tokens.types_code(types), seconds=30)
    )
    person.start()
    try:
        return run(capsys, "login", "--config", config)
    finally:
        given_up.set()
        person.join()


def nothing_secret(said: Said, dovecot: Dovecot) -> bool:
    return not any(secret in said.out + said.err for secret in secrets_of(dovecot.tokens))


@pytest.mark.realmail
def test_a_person_opens_the_mailbox_with_a_code(tmp_path: Path, dovecot: Dovecot, capsys: Capsys) -> None:
    """The page and the code in plain French; then check is content, and the file is its owner's alone."""
    service = dovecot.new_account("reclamations")
    config = configured(tmp_path, dovecot, service)
    before = run(capsys, "check", "--config", config, "--json")
    assert before.status == 1
    assert f"mailbot login {service.address}" in before.err
    assert len(before.err.splitlines()) == 1  # told once, not for each server
    said = login(capsys, config, dovecot, types=service.address)
    assert said.status == 0, said.err
    assert re.search(r"ouvrez cette page : http://127\.0\.0\.1:\d+/device", said.out)
    assert re.search(r"tapez-y ce code : CODE-\d{4}", said.out)
    assert nothing_secret(said, dovecot)
    file = tmp_path / f"oauth-{service.address}.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    [box] = load(config, environ={}).mailboxes
    assert box.oauth
    assert box.oauth.token_file == file
    found = run(capsys, "check", "--config", config, "--json")
    about = [f for f in found.json["findings"] if "OAuth2" in f["about"] or "réception" in f["about"]]
    assert {finding["level"] for finding in about} == {"ok"}, about


@pytest.mark.realmail
def test_the_wrong_account_is_noticed_at_once(tmp_path: Path, dovecot: Dovecot, capsys: Capsys) -> None:
    """The administrator's own, out of habit: nothing is kept, and what was there stays."""
    service, boss = dovecot.new_account("reclamations"), dovecot.new_account("directrice")
    config = configured(tmp_path, dovecot, service)
    file = tmp_path / f"oauth-{service.address}.json"
    said = login(capsys, config, dovecot, types=boss.address)
    assert said.status == 1
    assert "compte de la boîte" in said.err
    assert not file.exists()
    assert login(capsys, config, dovecot, types=service.address).status == 0
    good = file.read_bytes()
    assert login(capsys, config, dovecot, types=boss.address).status == 1
    assert file.read_bytes() == good


@pytest.mark.realmail
def test_an_access_that_was_withdrawn_is_a_problem(tmp_path: Path, dovecot: Dovecot, capsys: Capsys) -> None:
    """The password was changed: check names the command that mends it, which then does."""
    service = dovecot.new_account("reclamations")
    config = configured(tmp_path, dovecot, service)
    login(capsys, config, dovecot, types=service.address)
    dovecot.tokens.revoke_all(service.address)
    said = run(capsys, "check", "--config", config)
    assert said.status == 1
    assert f"mailbot login {service.address}" in said.err
    assert nothing_secret(said, dovecot)
    assert login(capsys, config, dovecot, types=service.address).status == 0
    assert run(capsys, "check", "--config", config).err.count("OAuth2") == 0


@pytest.mark.realmail
def test_an_application_is_tried_and_needs_nobody(tmp_path: Path, dovecot: Dovecot, capsys: Capsys) -> None:
    """Client credentials; the end of the secret that nobody noted is a remark where the provider has one."""
    service = dovecot.new_account("reclamations")
    config = configured(tmp_path, dovecot, service, flow="application", more="secret_expires = 2026-12-01")
    dovecot.tokens.application_mailbox = service.address
    said = run(capsys, "login", "--config", config)
    assert said.status == 0, said.err
    assert "personne" in said.out
    found = run(capsys, "check", "--config", config, "--json")
    near = [f["text"] for f in found.json["findings"] if f["level"] == "remark" and "OAuth2" in f["about"]]
    assert len(near) == 1
    assert "01/12/2026" in near[0]
    dovecot.tokens.application_mailbox = "somebody.else@example.test"
    config.write_text(config.read_text().replace(CLIENT_SECRET, "yesterday's secret"))
    wrong = run(capsys, "check", "--config", config)
    assert wrong.status == 1
    assert "secret" in wrong.err
    assert "yesterday" not in wrong.err


@pytest.mark.realmail
def test_a_token_that_the_mail_server_does_not_know_any_more_is_replaced(
    tmp_path: Path, dovecot: Dovecot, capsys: Capsys
) -> None:
    """Withdrawn before its time, and the access itself still good: one more is asked for, unseen."""
    service = dovecot.new_account("reclamations")
    config = configured(tmp_path, dovecot, service)
    login(capsys, config, dovecot, types=service.address)
    kept = kept_tokens(tmp_path / f"oauth-{service.address}.json")
    assert kept
    dovecot.tokens.revoke(kept.access_token)
    said = run(capsys, "check", "--config", config, "--json")
    about = [f for f in said.json["findings"] if "réception" in f["about"]]
    assert {finding["level"] for finding in about} == {"ok"}


@pytest.mark.realmail
@pytest.mark.parametrize("mechanism", ["xoauth2", "oauthbearer"])
def test_both_mechanisms_open_the_mailbox(
    tmp_path: Path, dovecot: Dovecot, capsys: Capsys, mechanism: str
) -> None:
    """And a refusal is answered as each wants it: the connection does not hang."""
    service, boss = dovecot.new_account("reclamations"), dovecot.new_account("directrice")
    config = configured(tmp_path, dovecot, service, more=f'mechanism = "{mechanism}"')
    assert login(capsys, config, dovecot, types=service.address).status == 0
    said = login(capsys, config, dovecot, types=boss.address)
    assert said.status == 1
    assert "refuse le jeton" in said.err


@pytest.mark.realmail
def test_debug_shows_the_way_to_an_error_and_no_secret(
    tmp_path: Path, dovecot: Dovecot, capsys: Capsys
) -> None:
    """A process of its own, a traceback, a token service that quotes what it was sent."""
    service = dovecot.new_account("reclamations")
    config = configured(tmp_path, dovecot, service, flow="application")
    config.write_text(config.read_text().replace(CLIENT_SECRET, "a-false-secret"))
    said = process("login", "--debug", "--config", config)
    assert "Traceback" in said.err
    assert "a-false-secret" not in said.err + said.out
    assert nothing_secret(said, dovecot)


# -- without a mail server ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["personne@otc.example"], "reclamations@otc.example, qualite@otc.example"),
        ([], "reclamations@otc.example, qualite@otc.example"),
        (["vieille@otc.example"], "pas de section oauth"),
    ],
)
def test_which_mailbox_is_asked_when_it_is_not_clear(
    tmp_path: Path, capsys: Capsys, words: list[str], said: str
) -> None:
    """Exit 2, and the addresses to choose from."""
    oauth = 'oauth = { provider = "microsoft", client_id = "x" }\n'
    box = '[[mailboxes]]\naddress = "{}@otc.example"\n'
    text = '[organisation]\nname = "Office"\nprocedure = "tourisme"\n'
    text += box.format("reclamations") + oauth + box.format("qualite") + oauth + box.format("vieille")
    config = tmp_path / "config.toml"
    config.write_text(text)
    answer = run(capsys, "login", "--config", config, *words)
    assert answer.status == 2
    assert said in answer.err


def test_without_oauth_there_is_nothing_to_open(tmp_path: Path, capsys: Capsys) -> None:
    """And the page that explains it is named."""
    config = tmp_path / "config.toml"
    config.write_text('[organisation]\nname = "Office"\nprocedure = "tourisme"\n')
    said = run(capsys, "login", "--config", config)
    assert said.status == 2
    assert "docs/oauth.md" in said.err


@pytest.fixture
def oauth(tmp_path: Path) -> OAuth:
    with TokenEndpoint() as service:
        made = oauth_of(service, tmp_path)
        service_of[made] = service
        yield made  # type: ignore[misc]  # a fixture that yields


service_of: dict[OAuth, TokenEndpoint] = {}


def by_code(oauth: OAuth, *, during: Callable[[int], None], pauses: list[float] | None = None) -> object:
    """The login with a clock that jumps: `during` is what happens in each pause."""
    slept: list[float] = [] if pauses is None else pauses
    shown: list[Invitation] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        during(len(slept))

    return login_by_code(oauth, show=shown.append, sleep=sleep, clock=lambda: 1000 + sum(slept))


def test_a_code_is_polled_as_slowly_as_the_service_wants(oauth: OAuth) -> None:
    """Its interval; five seconds more when it says so; and trouble on the way is no end."""
    service = service_of[oauth]
    service.interval = 2
    pauses: list[float] = []

    def during(number: int) -> None:
        if number == 2:
            service.refusals.append((400, {"error": "slow_down"}))
        if number == 3:
            service.refusals.append((503, "busy"))  # type: ignore[arg-type]  # no JSON
        if number == 5:
            service.types_code(oauth.account)

    with pytest.raises(TemporaryFailure):  # 503 in answer to a poll: said, not waited for
        by_code(oauth, during=during, pauses=pauses)
    assert pauses == [2, 2, 7]


@pytest.mark.parametrize(
    ("happens", "word"),
    [("denied", "access_denied"), ("nothing", "expired_token")],
)
def test_a_code_that_leads_to_nothing_says_why(oauth: OAuth, happens: str, word: str) -> None:
    """Refused, or not typed in time."""
    service = service_of[oauth]
    service.interval = 60

    def during(_: int) -> None:
        if happens == "denied":
            service.denies_code()

    with pytest.raises(PermanentFailure, match="Recommencez") as caught:
        by_code(oauth, during=during)
    assert getattr(caught.value, "word", "") == word


def test_an_access_that_cannot_be_renewed_is_refused_at_once(oauth: OAuth) -> None:
    """It would end within the hour, and nobody would know why."""
    service = service_of[oauth]
    service.gives_refresh_tokens = False
    codes: list[bool] = []
    with pytest.raises(PermanentFailure, match="offline_access"):
        by_code(oauth, during=lambda _: codes.append(service.types_code(oauth.account)))


def agreed(service: TokenEndpoint, page: str, account: str, **changed: str) -> str:
    """The address at which the browser of somebody who agrees comes to its end."""
    asked = {name: values[0] for name, values in parse_qs(urlsplit(page).query).items()}
    assert asked["code_challenge_method"] == "S256"
    code = service.agrees_in_browser(account, asked["code_challenge"])
    back = {"code": code, "state": asked["state"]} | changed
    return f"{asked['redirect_uri']}?{'&'.join(f'{k}={v}' for k, v in back.items() if v)}"


def test_a_person_opens_the_mailbox_with_a_browser(oauth: OAuth) -> None:
    """The address that is brought back holds the code; a first slip of the mouse costs nothing."""
    service = service_of[oauth]
    answers = iter(["oops", ""])

    def person(page: str) -> str:
        return next(answers, "") or agreed(service, page, oauth.account)

    tokens = login_by_browser(oauth, ask_address=person)
    save_tokens(oauth, tokens)
    assert kept_tokens(oauth.token_file) == tokens
    assert service.grants() == ["authorization_code"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"state": "another"}, "l’adresse attendue"),  # somebody else's consent, slipped in
        ({"code": ""}, "l’adresse attendue"),
        ({"code": "", "error": "access_denied"}, "répondu non"),
        ({"code": "invented"}, "mailbot login"),
    ],
)
def test_an_address_that_is_not_ours_is_refused(oauth: OAuth, changed: dict[str, str], said: str) -> None:
    """Nothing is sent for it, unless it bears the mark of this very login."""
    service = service_of[oauth]
    with pytest.raises(PermanentFailure, match=said):
        login_by_browser(oauth, ask_address=lambda page: agreed(service, page, oauth.account, **changed))
    assert len(service.grants()) == (1 if changed.get("code") == "invented" else 0)


def test_a_login_without_a_terminal_says_so(tmp_path: Path) -> None:
    """From cron, say: exit 2, not a traceback."""
    config = tmp_path / "config.toml"
    config.write_text(
        '[organisation]\nname = "O"\nprocedure = "tourisme"\n[[mailboxes]]\naddress = "r@otc.example"\n'
        'oauth = { provider = "google", client_id = "x", client_secret = "y" }\n'
    )
    said = process("login", "--config", config)
    assert said.status == 2
    assert "terminal" in said.err
    assert "Traceback" not in said.err


def test_a_place_that_cannot_be_written_is_known_before_anybody_logs_in(
    tmp_path: Path, capsys: Capsys
) -> None:
    """Nobody takes the trouble for nothing."""
    config = tmp_path / "config.toml"
    config.write_text(
        '[organisation]\nname = "O"\nprocedure = "tourisme"\n[[mailboxes]]\naddress = "r@otc.example"\n'
        'oauth = { provider = "microsoft", client_id = "x", token_file = "nowhere/t.json" }\n'
    )
    said = run(capsys, "login", "--config", config)
    assert said.status == 2
    assert "nowhere" in said.err


def test_the_command_asks_in_the_terminal(
    monkeypatch: pytest.MonkeyPatch, oauth: OAuth, capsys: Capsys
) -> None:
    """By the browser: the page is shown, and what is pasted is taken."""
    service = service_of[oauth]
    shown: list[str] = []

    def person(_: str) -> str:
        [page] = re.findall(r"navigateur : (\S+)", capsys.readouterr().out)
        shown.append(page)
        return agreed(service, page, oauth.account)

    tokens = login_command._asked(replace(oauth, flow="browser"), person)
    assert tokens.refresh_token
    assert shown[0].startswith(f"{service.url}/authorize?")
