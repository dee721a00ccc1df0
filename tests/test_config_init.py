"""`mailbot init`: a dozen answers become a configuration that loads."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from mailbot.commands.init import run, tried_for_real
from mailbot.commands.init_hosts import HOSTS
from mailbot.commands.init_mailbox import (
    CLIENT_QUESTION,
    PASSWORD_QUESTION,
    PASSWORD_VARIABLE,
    SECRET_QUESTION,
    Tried,
)
from mailbot.config import load, load_text

ANSWERS = {
    "Nom de votre organisation": 'Office "des Chaumes" \\ Vosges',
    "Adresse postale (facultatif)": "1 place de la Mairie",
    "Procédure": "courtier",
    "Adresse à laquelle vos clients écrivent": "Reclamations@otc.example",
    "Hébergeur": "OVH",
    PASSWORD_QUESTION: "s3cr3t é\\",
    CLIENT_QUESTION: "11111111-2222-3333-4444-555555555555",
    SECRET_QUESTION: "s3cr3t",
    "Nom de la personne chargée des réclamations": "Claire Martin",
    "Son adresse personnelle (pas celle du service)": "claire@otc.example",
    "Nom de votre médiateur de la consommation (vide : aucun)": "Médiateur",
    "Son site internet": "https://mediateur.example",
}


class Person:
    """Answers from a table, or with what is proposed; a list gives one answer after the other."""

    def __init__(self) -> None:
        self.answers: dict[str, object] = dict(ANSWERS)
        self.heard: list[str] = []

    def ask(self, question: str, default: str) -> str:
        answer = self.answers.get(question, "")
        if isinstance(answer, list):
            return answer.pop(0) if answer else ""
        return str(answer)


def interviewed(target: Path, changes: dict[str, object], tried: Tried | None = None) -> tuple[int, Person]:
    person = Person()
    person.answers |= changes
    return run(target=target, ask=person.ask, say=person.heard.append, tried=tried), person


def test_the_answers_become_a_configuration_that_loads(tmp_path):
    """Ready to run, with the password in a file that its owner alone can read."""
    target = tmp_path / "config.toml"
    status, person = interviewed(target, {})
    assert status == 0
    settings = load(target, environ={})
    assert settings.require_servers() == []
    assert settings.notices == ()
    assert settings.organisation.name == ANSWERS["Nom de votre organisation"]
    assert settings.procedure.handlers.client_chooses
    (mailbox,) = settings.mailboxes
    assert (mailbox.imap.host, mailbox.imap.password) == ("ssl0.ovh.net", "s3cr3t é\\")
    assert (mailbox.smtp.username, mailbox.smtp.password) == ("Reclamations@otc.example", "s3cr3t é\\")
    assert settings.staff[0].roles == ("manager", "handler")
    assert settings.mediator.website == "https://mediateur.example"
    for path in tmp_path.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "s3cr3t" not in target.read_text() + "".join(person.heard)


@pytest.mark.parametrize("host", HOSTS, ids=lambda host: host.name)
def test_every_host_gives_servers(tmp_path, host):
    """Known ones by their documentation, an unknown one by what is proposed; always encrypted."""
    target = tmp_path / "config.toml"
    assert interviewed(target, {"Hébergeur": host.name})[0] == 0
    (mailbox,) = load(target, environ={}).mailboxes
    assert (mailbox.imap.security, mailbox.imap.port) == ("tls", 993)
    assert (mailbox.smtp.security, mailbox.smtp.port) in {("tls", 465), ("starttls", 587)}
    assert (mailbox.imap.host, mailbox.smtp.host) == (
        host.imap or "imap.otc.example",
        host.smtp or "smtp.otc.example",
    )


def test_a_host_without_passwords_wants_an_application_and_a_login(tmp_path):
    """Nobody is asked for a password; the person is told which command opens the mailbox."""
    target = tmp_path / "config.toml"
    changes = {"Hébergeur": "Microsoft 365", PASSWORD_QUESTION: "never asked"}
    status, person = interviewed(target, changes)
    assert status == 0
    assert [path.name for path in tmp_path.iterdir()] == ["config.toml"]
    settings = load(target, environ={})
    assert settings.require_servers() == []
    (mailbox,) = settings.mailboxes
    assert mailbox.imap.oauth == mailbox.smtp.oauth == mailbox.oauth
    assert "/otc.example/" in mailbox.oauth.token_url
    assert "mailbot login" in "".join(person.heard)


def test_the_password_may_stay_in_the_environment(tmp_path):
    """Then no file holds it, and the person is told which variable does."""
    target = tmp_path / "config.toml"
    status, person = interviewed(target, {"Mot de passe": "2", PASSWORD_QUESTION: "never asked"})
    assert status == 0
    assert [path.name for path in tmp_path.iterdir()] == ["config.toml"]
    assert PASSWORD_VARIABLE in "".join(person.heard)
    settings = load(target, environ={PASSWORD_VARIABLE: "env"})
    assert settings.mailboxes[0].imap.password == "env"


def test_several_people_and_no_mediator(tmp_path):
    """The first one is manager; the file shows where a mediator would go."""
    target = tmp_path / "config.toml"
    status, _ = interviewed(
        target,
        {
            "Nom d’une autre personne (vide : personne d’autre)": ["Paul Petit", "claire martin"],
            "Son adresse personnelle (pas celle du service)": ["claire@otc.example", "paul@otc.example"],
            "Nom de votre médiateur de la consommation (vide : aucun)": "",
        },
    )
    assert status == 0
    settings = load(target, environ={})
    assert [member.roles for member in settings.staff] == [("manager", "handler"), ("handler",)]
    assert settings.mediator is None
    assert "# [mediator]" in target.read_text()


def test_a_wrong_answer_is_explained_and_asked_again(tmp_path):
    """The same words as for a mistake in the file; the service's own address is nobody's personal one."""
    target = tmp_path / "config.toml"
    status, person = interviewed(
        target,
        {
            "Procédure": ["turisme", "9", "5"],
            "Adresse à laquelle vos clients écrivent": ["", "pas une adresse", "a@otc.example"],
            "Son adresse personnelle (pas celle du service)": ["A+moi@otc.example", "claire@otc.example"],
        },
    )
    assert status == 0
    heard = "\n".join(person.heard)
    assert all(words in heard for words in ("numéro ou un nom", "adresse électronique", "déjà", "nécessaire"))
    assert load(target, environ={}).procedure.forward.on_grave == "call_first"


def test_nonsense_does_not_go_on_for_ever(tmp_path):
    """A script that answers wrongly gets its end, and no file."""
    status, person = interviewed(tmp_path / "config.toml", {"Adresse à laquelle vos clients écrivent": "x"})
    assert status == 2
    assert list(tmp_path.iterdir()) == []
    assert "Rien n’a été écrit" in person.heard[-1]


@pytest.mark.parametrize("name", ["config.toml", "mot-de-passe"])
def test_nothing_is_ever_overwritten(tmp_path, name):
    """Neither the configuration nor a password; nothing is even asked."""
    (tmp_path / name).write_text("mine")
    status, person = interviewed(tmp_path / "config.toml", {})
    assert status == 2
    assert [path.read_text() for path in tmp_path.iterdir()] == ["mine"]
    assert "existe déjà" in person.heard[0]


def test_a_folder_that_is_not_there(tmp_path):
    """Said before anything is asked."""
    status, person = interviewed(tmp_path / "nowhere" / "config.toml", {})
    assert (status, len(person.heard)) == (2, 1)


def test_both_files_or_none(tmp_path):
    """A configuration that appears during the interview is kept, and no password is left behind."""
    target = tmp_path / "config.toml"
    person = Person()

    def ask(question: str, default: str) -> str:
        target.write_text("mine")
        return person.ask(question, default)

    assert run(target=target, ask=ask, say=person.heard.append) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["config.toml"]
    assert target.read_text() == "mine"


# -- the mailbox is tried -----------------------------------------------------------------------------


def test_a_wrong_password_can_be_corrected_at_once(tmp_path):
    """What is wrong is said, and the corrected answer is the one that is written."""
    seen = []

    def tried(box):
        seen.append((box.imap.username, box.imap.password))
        return "" if box.imap.password == "right" else "Le serveur refuse le mot de passe."

    target = tmp_path / "config.toml"
    status, person = interviewed(target, {PASSWORD_QUESTION: ["wrong", "right"]}, tried)
    assert status == 0
    assert [password for _, password in seen] == ["wrong", "right"]
    assert "Le serveur refuse le mot de passe." in person.heard
    assert load(target, environ={}).mailboxes[0].imap.password == "right"


def test_every_answer_about_the_mailbox_can_be_corrected(tmp_path):
    """Name, servers, port; each by its number."""
    target = tmp_path / "config.toml"
    changes = {
        "Hébergeur": "autre",
        "À corriger": ["2", "3", "4", "5"],
        "Identifiant de la boîte": ["first", "moi"],
        "Serveur IMAP (courriels reçus)": ["imap.first.example", "imap.right.example"],
        "Serveur SMTP (courriels envoyés)": ["smtp.first.example", "smtp.right.example"],
        "Port SMTP": "587",
    }
    tries = iter(["no", "no", "no", "no", ""])
    status, _ = interviewed(target, changes, lambda _: next(tries))
    assert status == 0
    (mailbox,) = load(target, environ={}).mailboxes
    assert (mailbox.imap.host, mailbox.imap.username) == ("imap.right.example", "moi")
    assert (mailbox.smtp.host, mailbox.smtp.port, mailbox.smtp.security) == (
        "smtp.right.example",
        587,
        "starttls",
    )


@pytest.mark.parametrize("answer", ["rien, continuer", "réessayer"])
def test_a_mailbox_that_does_not_open_keeps_nobody_from_going_on(tmp_path, answer):
    """The server may be away today; nobody is asked for ever."""
    target = tmp_path / "config.toml"
    status, person = interviewed(target, {"À corriger": answer}, lambda _: "Le serveur ne répond pas.")
    assert status == 0
    assert load(target, environ={}).mailboxes[0].imap.password == ANSWERS[PASSWORD_QUESTION]
    assert any("mailbot check" in said for said in person.heard)


def test_a_password_in_the_environment_is_not_tried(tmp_path):
    """It is not known here."""
    status, _ = interviewed(tmp_path / "config.toml", {"Mot de passe": "2"}, lambda _: pytest.fail("tried"))
    assert status == 0


def test_google_by_an_application_keeps_its_secret_in_a_file(tmp_path):
    """Readable by its owner alone, and not in the configuration."""
    target = tmp_path / "config.toml"
    status, person = interviewed(target, {"Hébergeur": "Google, par une application"})
    assert status == 0
    assert stat.S_IMODE((tmp_path / "secret-oauth").stat().st_mode) == 0o600
    assert "s3cr3t" not in target.read_text()
    (mailbox,) = load(target, environ={}).mailboxes
    assert (mailbox.oauth.provider, mailbox.oauth.client_secret) == ("google", "s3cr3t")
    assert "mailbot login" in "".join(person.heard)


def test_on_real_servers_the_mailbox_opens_or_it_is_said_why(dovecot, postfix, certificates, monkeypatch):
    """What `mailbot init` really tries: both servers, and the right to send."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates.ca_file))
    service = postfix.new_account("reclamations")

    def box(password):
        lines = (
            f'imap.host = "localhost"\nimap.port = {dovecot.imaps_port}\nimap.password = "{password}"\n'
            f'smtp.host = "localhost"\nsmtp.port = {postfix.submissions_port}\n'
        )
        text = f'[organisation]\nname = "x"\n[[mailboxes]]\naddress = "{service.address}"\n{lines}'
        return load_text(text, Path()).mailboxes[0]

    assert tried_for_real(box(service.password)) == ""
    assert "mot de passe" in tried_for_real(box("wrong"))
