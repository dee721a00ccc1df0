"""`mailbot check --send` on Postfix and Dovecot, beside the daemon that reads the same mailbox."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli_desk import run
from company import CONFIG, open_company
from mailbot.store import views
from rigs.postfix import AUTHSERV_ID, Postfix


def test_on_real_servers_beside_a_daemon_that_runs(
    tmp_path: Path, postfix: Postfix, capsys: pytest.CaptureFixture[str]
) -> None:
    """It files both mails at once, without a ticket, and they are found all the same."""
    with open_company(tmp_path, postfix, security="tls") as company:
        dovecot = postfix.dovecot
        config = tmp_path / "config.toml"
        places = {
            "database": f"sqlite:///{tmp_path / 'desk.sqlite3'}",
            "authserv": AUTHSERV_ID,
            "ca_file": dovecot.certificates.ca_file,
            "imap_port": dovecot.imaps_port,
            "smtp_port": postfix.submissions_port,
            "security": "tls",
        }
        people = {name: getattr(company, name) for name in ("service", "client", "claire", "hotel")}
        config.write_text(CONFIG.format(**places, **people), encoding="utf-8")
        config.chmod(0o600)
        said = run(capsys, "check", "--send", "--json", "--config", config)
        assert said.status == 0, said.err
        findings = [f for f in said.json["findings"] if "essai" in f["about"]]
        assert {finding["level"] for finding in findings} == {"ok"}, findings
        assert "adresse+mot" in str(findings)
        assert any("certificat" in f["text"] for f in said.json["findings"])
        assert len(dovecot.wait_for_mails(company.service, 2, mailbox="mailbot")) == 2
        assert company.settled((0, 2)) == (0, 2)
        assert company.received(company.claire, 0) == []
        with company.desk.store.reading() as connection:
            assert list(views.register(connection)) == []
