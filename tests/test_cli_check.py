"""`mailbot check`: what is wrong before going live, with its cure, and what the procedure promises."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from cli_desk import SERVICE, configured, run, servers_of
from mailbot.config import Smtp
from mailbot.deliver import check_server
from mailbot.sandbox.servers import AUTHSERV_ID, MailServers
from rigs.certificates import Certificates

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
Capsys = pytest.CaptureFixture[str]


@pytest.fixture
def servers() -> Iterator[MailServers]:
    with MailServers({SERVICE: "x"}, clock=lambda: NOW) as made:
        yield made


def ready(folder: Path, servers: MailServers, **changed: Any) -> Path:
    more = f'authserv_ids = ["{AUTHSERV_ID}"]'
    return configured(folder, servers_of(servers.imap_port, servers.smtp_port, **({"more": more} | changed)))


def levels(said: Any, about: str = "") -> set[str]:
    return {finding["level"] for finding in said.json["findings"] if about in finding["about"]}


def test_a_desk_that_is_ready_is_told_so(tmp_path: Path, servers: MailServers, capsys: Capsys) -> None:
    """No problem, the promises in plain French, nothing sent, no database made."""
    config = ready(tmp_path, servers)
    said = run(capsys, "check", "--config", config)
    assert said.status == 0, said.out
    assert "Tout est prêt" in said.out
    assert "Réponse sous 2\N{NO-BREAK SPACE}mois" in said.out
    found = run(capsys, "check", "--config", config, "--json")
    assert "problem" not in levels(found)
    assert {
        set(finding) == {"about", "level", "text", "temporary"} for finding in found.json["findings"]
    } == {True}
    assert any("2\N{NO-BREAK SPACE}mois" in sentence for sentence in found.json["promises"])
    assert servers.accepted == ()
    assert not (tmp_path / "desk.sqlite3").exists()


def test_without_anybody_who_vouches_for_senders_staff_commands_are_refused(
    tmp_path: Path, servers: MailServers, capsys: Capsys
) -> None:
    """A remark, with its cure; the desk runs."""
    said = run(capsys, "check", "--config", ready(tmp_path, servers, more=""), "--json")
    assert said.status == 0
    assert any("authserv_ids" in f["text"] for f in said.json["findings"] if f["level"] == "remark")


def test_a_wrong_password_is_a_problem(tmp_path: Path, servers: MailServers, capsys: Capsys) -> None:
    """For reading and for sending; exit 1, and both on stderr. The password is not shown."""
    said = run(capsys, "check", "--config", ready(tmp_path, servers, password="s3cret"), "--json")
    assert said.status == 1
    assert levels(said, "réception") == {"problem"}
    assert levels(said, "envoi") == {"problem"}
    assert len(said.err.splitlines()) == 2
    assert "s3cret" not in said.out + said.err


def test_a_server_that_is_away_is_temporary(tmp_path: Path, servers: MailServers, capsys: Capsys) -> None:
    """Exit 75 when nothing else is wrong, 1 when something is."""
    config = ready(tmp_path, servers)
    servers.down()
    said = run(capsys, "check", "--config", config, "--json")
    assert said.status == 75
    assert levels(said, "envoi") == {"problem"}
    servers.imap_down()
    assert run(capsys, "check", "--config", config).status == 75


def test_a_desk_without_servers_is_told_which(tmp_path: Path, capsys: Capsys) -> None:
    """It can be rehearsed; it cannot run."""
    said = run(capsys, "check", "--config", configured(tmp_path), "--json")
    assert said.status == 1
    assert "IMAP" in said.err
    assert "SMTP" in said.err


def test_a_template_that_cannot_be_used_is_a_problem(
    tmp_path: Path, servers: MailServers, capsys: Capsys
) -> None:
    """Its file and its line are named."""
    config = ready(tmp_path, servers)
    folder = tmp_path / "letters" / "alerte"
    folder.mkdir(parents=True)
    (folder / "fr.txt").write_text("Objet : x\n\n{{ inconnu }}\n")
    config.write_text(config.read_text() + '\n[desk]\ntemplates_dir = "letters"\n')
    said = run(capsys, "check", "--config", config)
    assert said.status == 1
    assert "templates/alerte/fr.txt" in said.err


def test_a_database_that_must_be_migrated_is_a_problem(
    tmp_path: Path, servers: MailServers, capsys: Capsys, request: pytest.FixtureRequest
) -> None:
    """A SQLite file is brought up to date by itself; one of a newer program is not touched."""
    import sqlite3

    config = ready(tmp_path, servers)
    run(capsys, "migrate", "--config", config)
    assert run(capsys, "check", "--config", config).status == 0
    with sqlite3.connect(tmp_path / "desk.sqlite3") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    said = run(capsys, "check", "--config", config)
    assert said.status == 1
    assert "9999" in said.err


@pytest.mark.postgres
def test_an_empty_postgresql_wants_to_be_migrated(
    tmp_path: Path, servers: MailServers, capsys: Capsys, postgres_url: str
) -> None:
    """The cure is named; after it, all is well."""
    config = ready(tmp_path, servers)
    config.write_text(config.read_text().replace(f"sqlite:///{tmp_path}/desk.sqlite3", postgres_url))
    said = run(capsys, "check", "--config", config)
    assert said.status == 1
    assert "mailbot migrate" in said.err
    run(capsys, "migrate", "--config", config)
    assert run(capsys, "check", "--config", config).status == 0


def test_what_is_said_of_a_server_names_the_cure(certificates: Certificates) -> None:
    """TLS that is not offered, a certificate of nobody, a file that is not there, TLS where there is none."""
    pair = (certificates.certificate_file, certificates.key_file)
    with MailServers({SERVICE: "x"}, clock=lambda: NOW, security="tls", certificate=pair) as tls:
        server = Smtp(host="localhost", port=tls.smtp_port, username=SERVICE, password="x")
        [stranger] = check_server(server, seconds=5)
        assert (stranger.level, stranger.temporary) == ("problem", False)
        assert "smtp.ca_file" in stranger.text
        trusting = Smtp(
            host="localhost", port=tls.smtp_port, username=SERVICE, password="x", ca_file=certificates.ca_file
        )
        assert [finding.level for finding in check_server(trusting, seconds=5)] == ["ok"]
        missing = Smtp(host="localhost", port=tls.smtp_port, ca_file=Path("/nowhere/ca.pem"))
        assert "smtp.ca_file" in check_server(missing, seconds=5)[0].text
    with MailServers({SERVICE: "x"}, clock=lambda: NOW) as plain:
        for security, cure in (("starttls", 'smtp.security = "tls"'), ("tls", '"starttls"')):
            server = Smtp(
                host="localhost", port=plain.smtp_port, security=security, username=SERVICE, password="x"
            )  # type: ignore[arg-type]
            [finding] = check_server(server, seconds=5)
            assert (finding.level, finding.temporary) == ("problem", False), finding
            assert cure in finding.text


def test_what_others_can_read_is_a_problem(tmp_path: Path, servers: MailServers, capsys: Capsys) -> None:
    """A password in the configuration, and the mails in the database; each with its cure."""
    config = ready(tmp_path, servers)
    run(capsys, "migrate", "--config", config)
    assert run(capsys, "check", "--config", config).status == 0  # made by us, it is its owner's alone
    for file in (config, tmp_path / "desk.sqlite3"):
        file.chmod(0o644)
        said = run(capsys, "check", "--config", config)
        assert said.status == 1
        assert f"chmod 600 {file}" in said.err
        file.chmod(0o640)
    assert run(capsys, "check", "--config", config).status == 0


def test_a_configuration_without_passwords_is_no_secret(
    tmp_path: Path, servers: MailServers, capsys: Capsys
) -> None:
    """Where a file of its own holds the password, everybody may read the rest."""
    config = ready(tmp_path, servers)
    (tmp_path / "word").write_text("x\n")
    config.write_text(config.read_text().replace('password = "x"', 'password_file = "word"'))
    config.chmod(0o644)
    assert run(capsys, "check", "--config", config).status == 0
