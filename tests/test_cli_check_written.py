"""`mailbot check`, without any server: what is legal in the configuration, and not what was meant."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from cli_desk import SERVICE
from mailbot.commands import check_machine
from mailbot.commands.check_machine import of_machine
from mailbot.commands.check_settings import of_settings
from mailbot.config import Smtp, load_text
from mailbot.config.certificates import ends_in
from mailbot.deliver import check_server
from mailbot.sandbox.servers import MailServers
from rigs.certificates import Certificates

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
STAFF = '[[staff]]\nname = "Claire Martin"\nfunction = "Chargée"\nemail = "claire@otc.example"\n'
MANAGER = 'roles = ["manager", "handler"]\n'
BOX = f'[[mailboxes]]\naddress = "{SERVICE}"\n'
HEAD = '[organisation]\nname = "Office"\n'
WHOLE = HEAD + BOX + STAFF + MANAGER


def provider(name: str, more: str = "", address: str = "") -> str:
    return f'[[providers]]\nname = "{name}"\nemail = "{address or name.lower() + "@p.example"}"\n{more}\n'


def said(text: str, level: str, about: str) -> list[str]:
    settings = load_text(text, Path())
    return [f.text for f in of_settings(settings) if f.level == level and f.about == about]


@pytest.mark.parametrize(
    ("text", "level", "about", "words"),
    [
        (
            WHOLE + provider("Gîte", address="a@p.example") + provider("Hôtel", address="a@p.example"),
            "remark",
            "adresses",
            "Gîte et Hôtel",
        ),
        (
            WHOLE + f'[[concerned]]\nname = "Mairie"\nemail = "{SERVICE.replace("@", "+x@")}"\n',
            "problem",
            "adresses",
            "[[concerned]]",
        ),
        (WHOLE + f'[desk]\nalarm = ["{SERVICE}"]\n', "problem", "adresses", "desk.alarm"),
        (HEAD + BOX + STAFF, "remark", "adresses", "rôle manager"),
        (
            WHOLE + provider("Alpha", 'aliases = ["le Lac"]') + provider("Beta", 'aliases = ["Le lac !"]'),
            "remark",
            "annuaire",
            "Alpha et Beta",
        ),
        (
            WHOLE + provider("Alpha") + '[[units]]\nname = "Accueil"\naliases = ["alpha"]\n',
            "remark",
            "annuaire",
            "Alpha et Accueil",
        ),
        (
            WHOLE.replace(HEAD, f'{HEAD}procedure = "qualiopi"\n').replace(MANAGER, ""),
            "remark",
            "procédure",
            "responsable du traitement",
        ),
        (WHOLE + "may_sign = false\n", "problem", "procédure", "may_sign"),
        (WHOLE + "[procedure.handlers]\nclient_chooses = true\n", "remark", "procédure", "interlocuteur"),
        (WHOLE + "[procedure.forward]\nalso_concerned = true\n", "remark", "procédure", "[[concerned]]"),
        (
            WHOLE
            + '[[procedure.steps]]\nlabel = "Clore"\nwants = ["cloture"]\nwho = "Responsable qualité"\n',
            "remark",
            "procédure",
            "Responsable qualité",
        ),
    ],
    ids=[
        "shared",
        "concerned",
        "alarm",
        "nobody",
        "alias",
        "unit",
        "title",
        "sign",
        "choose",
        "told",
        "step",
    ],
)
def test_what_was_hardly_meant_is_said(text: str, level: str, about: str, words: str) -> None:
    """With who or what is concerned, and the cure."""
    [found] = said(text, level, about)
    assert words in found


@pytest.mark.parametrize(
    "who", ["Chargée des réclamations", "Mme Martin", "le prestataire", "Claire", "CHARGÉE"]
)
def test_a_step_that_somebody_has_is_no_remark(who: str) -> None:
    """By name, by function, or the provider himself."""
    step = f'[[procedure.steps]]\nlabel = "Clore"\nwants = ["cloture"]\nwho = "{who}"\n'
    assert said(WHOLE + step, "remark", "procédure") == []


def test_a_sound_configuration_is_left_in_peace() -> None:
    """Two providers with names and addresses of their own; an alias that repeats the name."""
    text = WHOLE + provider("Alpha", 'aliases = ["ALPHA", "le Lac"]') + provider("Beta")
    assert [f for f in of_settings(load_text(text, Path())) if f.level != "ok" and f.about in (
        "adresses", "annuaire", "procédure")] == []  # fmt: skip


def test_every_letter_is_tried_in_every_language() -> None:
    """And it is said how many."""
    [found] = said(WHOLE, "ok", "modèles de lettres")
    assert "en, fr" in found
    assert int(found.split()[0]) > 30


def test_who_answers_for_the_procedure_is_said() -> None:
    """Where the document leaves it blank, this is the name that stands there."""
    text = WHOLE.replace(HEAD, f'{HEAD}procedure = "qualiopi"\n')
    [found] = said(text, "ok", "procédure")
    assert found == "Le responsable du traitement : Claire Martin."


# -- the machine ------------------------------------------------------------------------------------


class Usage(NamedTuple):
    free: int


@pytest.mark.parametrize(("free", "level"), [(5e9, "ok"), (9e8, "remark"), (1e8, "problem")])
def test_room_on_the_disk(free: float, level: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Said in time: without any, nothing can be recorded. The folder need not exist yet."""
    monkeypatch.setattr(check_machine.shutil, "disk_usage", lambda _: Usage(free=int(free)))
    settings = load_text(f'{WHOLE}[database]\nurl = "sqlite:///{tmp_path}/new/desk.sqlite3"\n', tmp_path)
    [found] = [finding for finding in of_machine(settings, now=NOW) if finding.about == "espace disque"]
    assert found.level == level


NOWHERE = "/proc"  # a folder in which nobody may write, root neither


def test_a_database_that_cannot_be_written_is_a_problem() -> None:
    """Known before the service is started."""
    settings = load_text(f'{WHOLE}[database]\nurl = "sqlite:///{NOWHERE}/desk.sqlite3"\n', Path())
    problems = [
        f.text for f in of_machine(settings, now=NOW) if f.about == "base de données" if f.level != "ok"
    ]
    assert any("Elle ne peut pas être écrite" in text for text in problems)


@pytest.mark.parametrize(
    ("file", "level", "words"),
    [
        ("{folder}/registre.xlsx", "ok", "Sera tenu à jour"),
        ("{folder}/absent/registre.xlsx", "problem", "absent"),
        (f"{NOWHERE}/registre.xlsx", "problem", "ne peut pas être écrit"),
    ],
)
def test_the_place_of_the_register_is_tried(file: str, level: str, words: str, tmp_path: Path) -> None:
    """A drive that is not there is found out before the first change; nothing is left behind."""
    text = f'{WHOLE}[register]\nfile = "{file.format(folder=tmp_path)}"\n'
    elsewhere = load_text(f'{text}[database]\nurl = "sqlite:///{tmp_path}/data/desk.sqlite3"\n', tmp_path)
    [found] = [finding for finding in of_machine(elsewhere, now=NOW) if finding.about == "registre"]
    assert (found.level, words in found.text) == (level, True), found.text
    assert ("ReadWritePaths" in found.text) == (level == "ok")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_register_beside_the_database_needs_no_line_of_the_unit(tmp_path: Path) -> None:
    """The service may write there already."""
    text = f'[register]\nfile = "registre.xlsx"\n[database]\nurl = "sqlite:///{tmp_path}/desk.sqlite3"\n'
    [found] = [f for f in of_machine(load_text(WHOLE + text, tmp_path), now=NOW) if f.about == "registre"]
    assert "ReadWritePaths" not in found.text


def test_a_clock_that_was_never_set_is_a_problem(tmp_path: Path) -> None:
    """Every date would be wrong."""
    settings = load_text(WHOLE, tmp_path)
    before = [f.level for f in of_machine(settings, now=NOW.replace(year=1970)) if f.about == "horloge"]
    assert before == ["problem"]
    assert [f for f in of_machine(settings, now=NOW) if f.about == "horloge"] == []


# -- the SMTP server ---------------------------------------------------------------------------------


def test_whoever_may_not_send_is_told_so() -> None:
    """As sender or to ourselves, up to the text, which is never written."""
    with MailServers({SERVICE: "x"}, clock=lambda: NOW) as servers:
        server = Smtp(
            host="127.0.0.1", port=servers.smtp_port, security="plain", username=SERVICE, password="x"
        )
        assert [f.level for f in check_server(server, seconds=5, sender=SERVICE)] == ["ok"]
        servers.reject(SERVICE)
        [_, refused] = check_server(server, seconds=5, sender=SERVICE)
        assert (refused.level, refused.temporary) == ("problem", False)
        servers.accept(SERVICE)
        servers.temporary(SERVICE)
        assert check_server(server, seconds=5, sender=SERVICE)[1].temporary
        assert servers.accepted == ()


def test_a_certificate_that_ends_soon_is_remarked_upon(certificates: Certificates) -> None:
    """In time for somebody to do something about it."""
    pair = (certificates.certificate_file, certificates.key_file)
    with MailServers({SERVICE: "x"}, clock=lambda: NOW, security="tls", certificate=pair) as servers:
        server = Smtp(
            host="localhost",
            port=servers.smtp_port,
            username=SERVICE,
            password="x",
            ca_file=certificates.ca_file,
        )
        far = datetime(2999, 12, 25, tzinfo=UTC)  # those of the tests last until the year 3000
        assert [f.level for f in check_server(server, seconds=5, now=NOW)] == ["ok"]
        assert [f.level for f in check_server(server, seconds=5, now=far)] == ["ok", "remark"]


def test_days_that_are_left() -> None:
    """Whole ones; nothing for a server that does not say."""
    assert ends_in({"notAfter": "Dec  4 15:00:00 2026 GMT"}, NOW) == 14
    assert ends_in({"notAfter": "Dec  4 15:00:00 2026 GMT"}, NOW + timedelta(seconds=1)) == 13
    assert ends_in({}, NOW) is None
