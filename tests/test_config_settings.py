# ruff: noqa: E501 - tables read better with one case a line
"""What a correct configuration becomes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook

from mailbot.config import Imap, Mailbox, Settings, Smtp, load, load_text, read_directory
from mailbot.errors import BadConfig
from mailbot.model import Organisation, Provider, StaffMember
from mailbot.procedure import Procedure

EXAMPLE = Path(__file__).parents[1] / "config.example.toml"
HEAD = '[organisation]\nname = "Office"\nprocedure = "tourisme"\n'
BOX = '[[mailboxes]]\naddress = "Accueil@OTC.example"\n'


def box(lines: str, base: Path, **environ: str) -> Mailbox:
    return load_text(HEAD + BOX + lines, base, environ=environ).mailboxes[0]


def test_the_example_is_valid():
    """What we tell people to copy works as it stands, and is ready to run."""
    settings = load(EXAMPLE, environ={"MAILBOT_PASSWORD": "s3cr3t"})
    assert settings.require_servers() == []
    assert settings.notices == ()
    assert settings.mailboxes[0].smtp.password == "s3cr3t"
    assert [member.name for member in settings.staff if member.can_act()] == ["Claire Martin"]


def everything_in_the_example(base: Path) -> str:
    """The example with its optional lines switched on, and the files that they name."""
    for name in ("mot-de-passe", "mot-de-passe-smtp", "secret-oauth"):
        (base / name).write_text("s3cr3t")
        (base / name).chmod(0o600)
    (base / "autorite.pem").write_text("x")
    (base / "modeles").mkdir()
    (base / "prestataires.xlsx").write_bytes(workbook([["nom"], ["Gîte"]]))
    lines = []
    for line in EXAMPLE.read_text().splitlines():
        switched = re.sub(r"^# (?=(\[?\w+(\.\w+)*\]?$|\[{1,2}\w+\.\w+\]{1,2} |\w+(\.\w+)? = ))", "", line)
        if not re.match(r"(imap.password(_env)?|smtp.username|url|url_env) = ", switched):
            lines.append(switched)
    return "\n".join(lines)


def test_every_commented_key_of_the_example_is_valid_too(tmp_path):
    """With the optional lines switched on, nothing is unknown: the example documents keys that exist."""
    text = everything_in_the_example(tmp_path)
    assert set(tomllib.loads(text)) >= {"desk", "log", "database", "providers_file"}
    settings = load_text(text, tmp_path)
    assert settings.procedure.answer.delay.n == 2
    assert settings.require_servers() == []


WRONG = ["-1", "true", '""', '"x"', '"\\u0000/é"', "[1]", "{}", "[{}]", "2026-12-31"]


@pytest.mark.parametrize("wrong", WRONG)
def test_no_value_whatever_makes_it_fail(tmp_path, wrong):
    """Every key of the example, with something else in its place: settings, or mistakes; never another error."""
    lines = everything_in_the_example(tmp_path).splitlines()
    mistakes: list[str] = []
    for number, line in enumerate(lines):
        if match := re.match(r"[\w.]+ = ", line):
            changed = [*lines[:number], match[0] + wrong, *lines[number + 1 :]]
            try:
                load_text("\n".join(changed), tmp_path)
            except BadConfig as error:
                mistakes += error.mistakes
    assert len(mistakes) > 10
    assert all(mistake.startswith("config.toml, ligne ") for mistake in mistakes)


def workbook(rows: list[list[object]]) -> bytes:
    from io import BytesIO

    book, buffer = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(buffer)
    return buffer.getvalue()


def test_an_address_alone_is_enough_to_rehearse(tmp_path):
    """Servers are only asked for when the daemon is to run."""
    settings = load_text(HEAD + BOX, tmp_path)
    assert settings.mailboxes == (Mailbox(address="accueil@otc.example"),)
    missing = "\n".join(settings.require_servers())
    assert "config.toml, ligne 5" in missing
    assert all(word in missing for word in ("imap.host", "smtp.host", "[[staff]]"))


def test_a_procedure_that_wants_a_name_gets_one_before_it_runs(tmp_path):
    """Where the document has a blank for the responsible person, somebody must be manager."""
    text = HEAD.replace("tourisme", "qualiopi") + '[[staff]]\nname = "C"\nemail = "c@d.fr"\n'
    assert "responsable du traitement" in "\n".join(load_text(text, tmp_path).require_servers())
    named = load_text(text + 'roles = ["manager"]\n', tmp_path)
    assert "responsable du traitement" not in "\n".join(named.require_servers())


SERVERS = [
    ('imap = { host = "h", password = "s" }', ("tls", 993), None),
    ('imap = { host = "h", password = "s", security = "starttls" }', ("starttls", 143), None),
    ('imap = { host = "127.0.0.1", password = "s", security = "plain" }', ("plain", 143), None),
    ('imap = { host = "::1", password = "s", security = "plain", port = 1143 }', ("plain", 1143), None),
    ('imap = { host = "h", password = "s", security = "plain", allow_plain = true }', ("plain", 143), None),
    ('smtp = { host = "h" }', None, ("tls", 465)),
    ('smtp = { host = "h", port = 587 }', None, ("starttls", 587)),
    ('smtp = { host = "h", security = "starttls" }', None, ("starttls", 587)),
    ('smtp = { host = "localhost", security = "plain", port = 2525 }', None, ("plain", 2525)),
]


@pytest.mark.parametrize(("lines", "imap", "smtp"), SERVERS)
def test_security_and_port_follow_from_each_other(tmp_path, lines, imap, smtp):
    """TLS unless said otherwise; the usual port of the security, the usual security of the port."""
    mailbox = box(lines, tmp_path)
    for server, expected in ((mailbox.imap, imap), (mailbox.smtp, smtp)):
        assert expected == (server and (server.security, server.port))


LOGINS = [
    ('smtp.host = "s"', ("accueil@otc.example", "p")),  # the same account as for IMAP
    ('smtp.host = "s"\nsmtp.username = ""', ("", "")),  # a relay without login
    ('smtp.host = "s"\nsmtp.username = "u"\nsmtp.password = "q"', ("u", "q")),
    ('smtp.host = "s"\nsmtp.password = "q"', ("accueil@otc.example", "q")),
]


@pytest.mark.parametrize(("lines", "login"), LOGINS)
def test_the_login_for_sending(tmp_path, lines, login):
    """One account serves both servers unless another one is given."""
    smtp = box(f'imap = {{ host = "h", password = "p" }}\n{lines}', tmp_path).smtp
    assert (smtp.username, smtp.password) == login


def test_another_account_needs_its_own_password(tmp_path):
    """The password of one account is never tried on another one."""
    with pytest.raises(BadConfig, match="mot de passe manque"):
        box('imap = { host = "h", password = "p" }\nsmtp = { host = "s", username = "other" }', tmp_path)


def test_a_password_from_three_places(tmp_path):
    """In the file, in the environment, in a file of its own, whose line end does not count."""
    (tmp_path / "pw").write_text("é s3cr3t \n")
    (tmp_path / "pw").chmod(0o600)
    assert box('imap = { host = "h", password = "s3cr3t" }', tmp_path).imap.password == "s3cr3t"
    assert box('imap = { host = "h", password_env = "P" }', tmp_path, P="env").imap.password == "env"
    assert box('imap = { host = "h", password_file = "pw" }', tmp_path).imap.password == "é s3cr3t "


def test_a_secret_file_that_everybody_can_read_is_noticed(tmp_path):
    """It works, and the admin is told the command that mends it."""
    (tmp_path / "pw").write_text("s3cr3t")
    (tmp_path / "pw").chmod(0o644)
    settings = load_text(f'{HEAD}{BOX}imap = {{ host = "h", password_file = "pw" }}\n', tmp_path)
    (notice,) = settings.notices
    assert "chmod 600" in notice
    assert "s3cr3t" not in notice


def test_no_secret_in_any_repr(tmp_path):
    """Settings may end in a traceback or a log."""
    text = f"""{HEAD}{BOX}
imap = {{ host = "h", password = "s3cr3t" }}
smtp = {{ host = "h", username = "u", password = "s3cr3t" }}
[database]
url = "postgresql://u:s3cr3t@h/d"
"""
    settings = load_text(text, tmp_path)
    assert settings.mailboxes[0].imap.password == "s3cr3t"
    assert settings.database_url.endswith("s3cr3t@h/d")
    for shown in (settings, settings.mailboxes[0].imap, settings.mailboxes[0].smtp, str(settings)):
        assert "s3cr3t" not in repr(shown)


def test_paths_begin_at_the_configuration(tmp_path, monkeypatch):
    """The folder from which mailbot is started changes nothing."""
    (tmp_path / "modeles").mkdir()
    (tmp_path / "p.csv").write_text("nom\nGîte\n")
    path = tmp_path / "config.toml"
    path.write_text(f'providers_file = "p.csv"\n{HEAD}[desk]\ntemplates_dir = "modeles"\n')
    monkeypatch.chdir("/")
    settings = load(path, environ={})
    assert settings.templates_dir == tmp_path / "modeles"
    assert settings.database_url == f"sqlite:///{tmp_path}/mailbot.sqlite3"
    assert settings.config_file == path


def test_without_a_file_there_are_defaults():
    """Commands that need no configuration work without one, and promise nothing."""
    settings = load(None, environ={})
    assert settings.procedure == Procedure()
    assert settings.mailboxes == ()
    assert settings.require_servers()
    with pytest.raises(BadConfig, match="tourisme"):
        load(None, environ={}, preset="tourism")


@pytest.mark.parametrize(
    ("line", "wait"),
    [
        ("", timedelta(minutes=10)),
        ('recall = "30 secondes"', timedelta(seconds=30)),
        ('recall = "aucun"', None),
    ],
)
def test_how_long_what_staff_write_waits(tmp_path, line, wait):
    """Time to see a mistake, unless the organisation wants less."""
    assert load_text(f"{HEAD}{BOX}[desk]\n{line}\n", tmp_path, environ={}).recall == wait


def test_a_preset_of_the_command_line_wins(tmp_path):
    """`rehearse --preset` plays another procedure on the same configuration."""
    assert load_text(HEAD, tmp_path, preset="courtier").procedure.handlers.closed


def test_a_configuration_without_procedure_is_noticed(tmp_path):
    """It is legal, promises nothing, and says so."""
    assert "aucune procédure" in "".join(load_text('[organisation]\nname = "A"\n', tmp_path).notices)


def test_a_byte_order_mark_and_windows_line_ends(tmp_path):
    """Windows' Notepad writes both; lines are still counted right."""
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xef\xbb\xbf" + HEAD.replace("\n", "\r\n").encode() + b"nam = 1\r\n")
    with pytest.raises(BadConfig, match="ligne 4"):
        load(path, environ={})


def test_who_is_who():
    """Addresses are compared without regard to case; an empty one is nobody's."""
    claire = StaffMember(name="Claire", function="", address="claire@d.fr")
    hotel, gite = Provider(id="h", name="H", address="h@p.fr"), Provider(id="g", name="G")
    settings = load_text(
        HEAD
        + '[[mailboxes]]\naddress = "a@d.fr"\naliases = ["B@d.fr"]\n'
        + '[[staff]]\nname = "Claire"\nemail = "Claire@D.fr"\n'
        + '[[providers]]\nid = "h"\nname = "H"\nemail = "H@p.fr"\n[[providers]]\nname = "G"\n',
        Path(),
    )
    assert settings.own_addresses == {"a@d.fr", "b@d.fr"}
    assert settings.staff_member(" CLAIRE@d.fr") == claire
    assert settings.staff_member("claire+x@d.fr") is None  # a variant proves nothing
    assert settings.provider_of("h@P.fr") == hotel
    assert settings.provider_of("") is None
    assert settings.directory.providers == (hotel, gite)


def test_one_person_may_run_two_hotels(tmp_path):
    """Providers share an address; a desk may write from its service's address."""
    text = HEAD + "".join(f'[[providers]]\nname = "{name}"\nemail = "x@p.fr"\n' for name in "AB")
    text += '[[staff]]\nname = "D"\nemail = "bit@d.fr"\nroles = ["desk"]\n[[units]]\nname = "BIT"\nemail = "bit@d.fr"\n'
    assert len(load_text(text, tmp_path).directory.providers) == 2


TABLES = {
    "utf8.csv": "identifiant;nom;alias;courriel;ville;téléphone\nt;Hôtel Tétras;le Tétras|Tétras;T@p.fr;Gérardmer;03\n;;;;;\n;Gîte;;;;\n".encode(),
    "excel.csv": "Nom;E-mail;Commune;Alias;ID\r\nHôtel Tétras;t@p.fr;Gérardmer;le Tétras|Tétras;t\r\nGîte\r\n".encode("cp1252"),
    "comma.csv": '\ufeffnom,email,ville,"autres noms",id\n"Hôtel Tétras",t@p.fr,Gérardmer,"le Tétras, Tétras",t\nGîte,,,,\n'.encode(),
    "book.xlsx": workbook([
        [None], ["Identifiant", "Raison sociale", "Courriel", "Ville", "Alias", 12],
        ["t", "Hôtel Tétras", "t@p.fr", "Gérardmer", "le Tétras|Tétras"], [None, None], [None, "Gîte"],
    ]),
    "list.json": json.dumps([
        {"id": "t", "name": "Hôtel Tétras", "email": "t@p.fr", "town": "Gérardmer", "aliases": ["le Tétras", "Tétras"]},
        {"nom": "Gîte", "courriel": None},
    ]).encode(),
    "organisations.json": json.dumps({"organisations": [{"id": "o", "name": "O", "internal_units": [], "prestataires": [
        {"id": "t", "name": "Hôtel Tétras", "email": "t@p.fr", "town": "Gérardmer", "aliases": ["le Tétras", "Tétras"]},
        {"id": "gite", "name": "Gîte"},
    ]}]}).encode(),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_a_directory_beside_the_configuration(tmp_path, name):
    """Whatever program wrote it, the same providers come out."""
    (tmp_path / name).write_bytes(TABLES[name])
    settings = load_text(f'providers_file = "{name}"\n{HEAD}', tmp_path)
    assert settings.directory.providers == (
        Provider(
            id="t", name="Hôtel Tétras", aliases=("le Tétras", "Tétras"), address="t@p.fr", town="Gérardmer"
        ),
        Provider(id="gite", name="Gîte"),
    )
    assert settings.directory.organisation == "Office"


PLACED = {
    "p.csv": "nom;adresse;site;métier\nVéloGare;15 avenue de la Gare;https://v.fr;location de vélos\n".encode(),
    "p.json": json.dumps([{
        "name": "VéloGare", "address": "15 avenue de la Gare", "web": "https://v.fr", "category": "location de vélos",
    }]).encode(),
}  # fmt: skip


@pytest.mark.parametrize("name", PLACED)
def test_a_directory_may_say_where_a_provider_is_and_what_it_does(tmp_path, name):
    """A client may remember nothing else."""
    (tmp_path / name).write_bytes(PLACED[name])
    (provider,) = read_directory(tmp_path / name).providers
    assert (provider.street, provider.website) == ("15 avenue de la Gare", "https://v.fr")
    assert provider.category == "location de vélos"
    text = f'{HEAD}[[providers]]\nname = "VéloGare"\ncategory = "location de vélos"\n'
    assert load_text(text, tmp_path).directory.providers[0].category == "location de vélos"


def test_a_directory_written_by_a_french_spreadsheet(tmp_path):
    """Its œ and its apostrophe exist in Windows' character set only."""
    (tmp_path / "p.csv").write_bytes("nom;ville\nL’Œuf au cœur;Évry\n".encode("cp1252"))
    (provider,) = read_directory(tmp_path / "p.csv").providers
    assert (provider.id, provider.name, provider.town) == ("l-oeuf-au-coeur", "L’Œuf au cœur", "Évry")


def test_one_organisation_of_several(tmp_path):
    """By its id, or in a configuration by its name."""
    listed = [
        {"id": "a", "name": "A", "prestataires": [{"name": "P"}]},
        {"id": "b", "name": "Office", "internal_units": [{"name": "BIT", "aliases": ["bureau"]}]},
    ]
    (tmp_path / "d.json").write_text(json.dumps({"organisations": listed}))
    assert [p.id for p in read_directory(tmp_path / "d.json", "a").providers] == ["p"]
    directory = load_text(f'providers_file = "d.json"\n{HEAD}', tmp_path).directory
    assert [(unit.name, unit.aliases) for unit in directory.units] == [("BIT", ("bureau",))]


def test_everything_is_frozen():
    """Settings travel through threads."""
    settings = Settings(organisation=Organisation(name="A"))
    for value, key in ((settings, "staff"), (Imap(host="h"), "port"), (Smtp(host="h"), "port")):
        with pytest.raises(AttributeError):
            setattr(value, key, None)


def test_reading_the_configuration_imports_nothing_heavy():
    """Every command reads it: spreadsheets, databases and mail servers wait until they are needed."""
    heavy = "openpyxl sqlalchemy rapidfuzz imapclient aiosmtplib asyncio json csv difflib zipfile"
    code = f"import sys, mailbot.config; print(sorted(set({heavy.split()!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
