# ruff: noqa: E501 - tables read better with one case a line
"""Each kind of mistake in config.toml is told with its line and its cure; all at once; no secret ever."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from mailbot.config import load, load_text, read_directory
from mailbot.errors import BadConfig

HEAD = '[organisation]\nname = "Office"\nprocedure = "tourisme"\n'  # lines 1 to 3
BOX = HEAD + '[[mailboxes]]\naddress = "a@b.fr"\n'  # to line 5
SMTP = BOX + '[mailboxes.smtp]\nhost = "h"\n'  # to line 7
CALENDAR = HEAD + "[procedure.calendar]\n"  # to line 4
STAFF = '[[staff]]\nname = "Claire Martin"\nemail = "claire@otc.example"\n'


def mistakes_of(text: str, base: Path, **environ: str) -> list[str]:
    with pytest.raises(BadConfig) as caught:
        load_text(text, base, environ=environ)
    return [mistake.replace("\N{NO-BREAK SPACE}", " ") for mistake in caught.value.mistakes]


ONE_MISTAKE = [
    # what, text, line, words of the message and of its cure
    ("no section", 'name = "x"\n', 1, ["name", "clé inconnue"]),
    ("wrong type of name", '[organisation]\nname = 3\n', 2, ["texte entre guillemets"]),
    ("empty name", '[organisation]\nname = " "\n', 2, ["est vide", "name ="]),
    ("missing name", '[organisation]\nphone = "03"\n', 1, ["name", "manque", 'name = "Office']),
    ("unknown key", HEAD + 'adress = "x"\n', 4, ["clé inconnue", "Vouliez-vous dire « address »"]),
    ("unknown section", HEAD + "[mailboxs]\n", 4, ["mailboxs", "Vouliez-vous dire « mailboxes »"]),
    ("unknown section, nothing near", HEAD + "[zzz]\n", 4, ["zzz", "choisissez parmi"]),
    ("bad zone", HEAD + 'timezone = "Europe/Pariss"\n', 4, ["fuseau", "Vouliez-vous dire « Europe/Paris »"]),
    ("zone that climbs", HEAD + 'timezone = "../../etc/passwd"\n', 4, ["fuseau"]),
    ("zone that is a folder", HEAD + 'timezone = "Europe"\n', 4, ["fuseau"]),
    ("unknown procedure", '[organisation]\nname = "A"\nprocedure = "tourism"\n', 3, ["Vouliez-vous dire « tourisme »"]),
    ("missing procedure file", '[organisation]\nname = "A"\nprocedure = "x.toml"\n', 3, ["n’existe pas", "chemin"]),
    ("bad delay", HEAD + '[procedure.answer]\n\ndelay = "dix jours"\n', 6, ["dix jours", "6 jours ouvrés"]),
    ("unknown procedure key", HEAD + '[procedure.answer]\nextensable = true\n', 5, ["« extensible »"]),
    ("boolean as text", HEAD + '[procedure.answer]\nextensible = "oui"\n', 5, ["true ou false"]),
    ("section as text", HEAD + '[procedure]\nanswer = "10 jours"\n', 5, ["answer", "table entre crochets"]),
    ("bad region", CALENDAR + 'region = "alsace"\n', 5, ["« alsace-moselle »"]),
    ("bad day", CALENDAR + 'opening_days = ["lundy"]\n', 5, ["« lundi »"]),
    ("no day", CALENDAR + "opening_days = []\n", 5, ["aucun jour"]),
    ("bad closure", CALENDAR + 'closures = ["31/12/2026"]\n', 5, ["2026-12-24"]),
    ("backward closure", CALENDAR + 'closures = ["2026-12-24..2026-12-01"]\n', 5, ["fin"]),
    ("handler nobody knows", HEAD + '[procedure.handlers]\nnames = ["M. Trossat"]\n', 5, ["M. Trossat", "[[staff]]"]),
    ("mailbox without address", HEAD + "[[mailboxes]]\n", 4, ["address", "manque"]),
    ("single brackets", HEAD + '[mailboxes]\naddress = "a@b.fr"\n', 4, ["[[mailboxes]]", "deux crochets"]),
    ("bad address", HEAD + '[[mailboxes]]\naddress = "a@b"\n', 5, ["adresse électronique", "nom@domaine.fr"]),
    ("named address", HEAD + '[[mailboxes]]\naddress = "A <a@b.fr>"\n', 5, ["Gardez seulement"]),
    ("two addresses", HEAD + '[[mailboxes]]\naddress = "a@b.fr, c@d.fr"\n', 5, ["une seule adresse"]),
    ("accents", HEAD + '[[mailboxes]]\naddress = "réclamations@b.fr"\n', 5, ["accents"]),
    ("address as number", HEAD + "[[mailboxes]]\naddress = 5\n", 5, ["texte entre guillemets"]),
    ("server key in mailbox", BOX + 'host = "x"\n', 6, ["imap.host"]),
    ("no host", BOX + 'imap.password = "s"\n', 6, ["host", "manque"]),
    ("no password", BOX + 'imap.host = "h"\n', 6, ["mot de passe manque"]),
    ("port as text", SMTP + 'port = "465"\n', 8,
     ["nombre entier"]),
    ("port as boolean", SMTP + 'port = true\n', 8,
     ["nombre entier"]),
    ("port too high", SMTP + 'port = 99999\n', 8,
     ["hors limites", "65535"]),
    ("plain", BOX + 'smtp = { host = "h.fr", security = "plain" }\n', 6,
     ["en clair", "allow_plain = true"]),
    ("bad security", BOX + 'smtp = { host = "h.fr", security = "ssl" }\n', 6,
     ["tls, starttls, plain"]),
    ("no such certificate", BOX + 'smtp = { host = "h", ca_file = "ca.pem" }\n', 6,
     ["ca.pem", "n’existe pas"]),
    ("path with NUL", BOX + 'smtp = { host = "h", ca_file = "a\\u0000b" }\n', 6, ["Vérifiez le chemin"]),
    ("same folder", BOX + '[mailboxes.imap]\nhost = "h"\npassword = "s"\n'
     'done_folder = "inbox"\n', 9, ["Choisissez-en un autre"]),
    ("no staff address", HEAD + '[[staff]]\nname = "Claire"\n', 4, ["email", "manque"]),
    ("bad role", HEAD + STAFF + 'roles = ["handlr"]\n', 7, ["« handler »"]),
    ("roles as text", HEAD + STAFF + 'roles = "handler"\n', 7, ["liste entre crochets"]),
    ("roles of numbers", HEAD + STAFF + "roles = [1]\n", 7, ["liste de textes"]),
    ("no role", HEAD + STAFF + "roles = []\n", 7, ["aucun rôle"]),
    ("two of one name", HEAD + STAFF + '[[staff]]\nname = "Claire MARTIN"\nemail = "c@otc.example"\n', 9, ["deux fois"]),
    ("two of one id", HEAD + '[[providers]]\nid = "x"\nname = "A"\n[[providers]]\nid = "x"\nname = "B"\n', 7,
     ["deux fois", "ligne 4"]),
    ("staff is mailbox", HEAD + STAFF + '[[mailboxes]]\naddress = "claire@otc.example"\n', 6, ["déjà", "ligne 8"]),
    ("staff is a variant", HEAD + STAFF + '[[mailboxes]]\naddress = "Claire+sav@otc.example"\n', 6, ["« + » près"]),
    ("staff is an alias", HEAD + STAFF + '[[mailboxes]]\naddress = "a@otc.example"\naliases = ["claire@otc.example"]\n', 6,
     ["déjà"]),
    ("provider is mailbox", BOX + '[[providers]]\nname = "P"\nemail = "a+p@b.fr"\n', 8,
     ["déjà", "boîte aux lettres"]),
    ("provider is staff", HEAD + STAFF + '[[providers]]\nname = "P"\nemail = "claire@otc.example"\n', 9, ["Claire Martin"]),
    ("two mailboxes of one address", BOX + '[[mailboxes]]\naddress = "A@B.FR"\n', 7,
     ["déjà"]),
    ("unit without name", HEAD + '[[units]]\naliases = ["x"]\n', 4, ["name", "manque"]),
    ("mediator without address", HEAD + '[mediator]\nname = "M"\n', 4, ["website"]),
    ("no templates", HEAD + '[desk]\ntemplates_dir = "modeles"\n', 5, ["dossier", "Créez-le"]),
    ("bad prefix", HEAD + '[desk]\nreference_prefix = "Réc-"\n', 5, ["majuscules"]),
    ("bad budget", HEAD + "[desk]\nautomatic_letters_per_day = 0\n", 5, ["de 1 à 100"]),
    ("bad choice", HEAD + '[desk]\nother_mails = "montrez"\n', 5, ["« montrer »"]),
    ("bad sort of mail", HEAD + '[other_mails]\nquestions = "equipe"\n', 5, ["« question »"]),
    ("bad choice for a sort", HEAD + '[other_mails]\nquestion = "équipes"\n', 5, ["equipe, classer, dossier"]),
    ("a case for spam", HEAD + '[other_mails]\nspam = "dossier"\n', 5, ["indésirable", '"classer"']),
    ("bad database", HEAD + '[database]\nurl = "mysql://u:s3cr3t@h/d"\n', 5, ["postgresql://"]),
    ("providers_file too late", HEAD + STAFF + 'providers_file = "p.csv"\n', 7, ["tout en haut"]),
    ("no providers file", 'providers_file = "p.csv"\n' + HEAD, 1, ["p.csv", "n’existe pas"]),
    ("providers file of another kind", 'providers_file = "p.ods"\n' + HEAD, 1, [".xlsx"]),
    # what is no TOML
    ("no quotes", "[organisation]\nname = Office\n", 2, ["entre guillemets"]),
    ("no equals", "[organisation]\nname\n", 2, ["« = »"]),
    ("twice", '[organisation]\nname = "a"\nname = "b"\n', 3, ["gardez-en une seule"]),
    ("section twice", HEAD + '[mediator]\nname = "M"\nwebsite = "w"\n[mediator]\n', 7, ["gardez-en une seule"]),
    ("backslash", HEAD + '[desk]\ntemplates_dir = "C:\\modeles"\n', 5, ["barre oblique"]),
    ("open string", '[organisation]\nname = "a\n', 2, ["guillemet fermant"]),
    ("braces on two lines", HEAD + "[[mailboxes]]\nimap = { host = \"h\",\n port = 1 }\n", 5, ["une seule ligne"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "words"), [case[1:] for case in ONE_MISTAKE], ids=[c[0] for c in ONE_MISTAKE]
)
def test_a_mistake_has_its_line_and_its_cure(tmp_path, text, line, words):
    """The file, the line, what is wrong in words that an admin can act upon."""
    (tmp_path / "p.ods").write_bytes(b"x")
    mistakes = mistakes_of(text, tmp_path)
    about = [mistake for mistake in mistakes if mistake.startswith(f"config.toml, ligne {line} : ")]
    assert any(all(word in mistake for word in words) for mistake in about), mistakes
    assert all(mistake.endswith((".", "?", '"')) for mistake in mistakes)
    assert "s3cr3t" not in "".join(mistakes)


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file(tmp_path):
    """One run shows everything that has to be corrected."""
    text = """[organisation]
nam = "Office"
procedure = "tourisme"
timezone = "Mars/Base"
[procedure.answer]
delay = "bientôt"
[[mailboxes]]
address = "pas une adresse"
imap.host = "imap.exemple.fr"
[[staff]]
email = "x@otc.example"
roles = ["patron"]
[log]
level = "bavard"
"""
    mistakes = mistakes_of(text, tmp_path)
    lines = [int(mistake.split("ligne ")[1].split(" ")[0]) for mistake in mistakes]
    assert lines == [1, 2, 4, 6, 8, 9, 10, 12, 14]


SECRETS = [
    ('password = "s3cr3t"\npassword_env = "X"', ["deux façons", "password, password_env"]),
    ('password_file = "pw"\npassword_env = "X"', ["deux façons", "password_env, password_file"]),
    ('password = ""', ["est vide", "password_file"]),
    ("password = 3", ["texte entre guillemets"]),
    ('password_env = "S3CR3T"', ["variable d’environnement", "Définissez-la"]),
    ('password_file = "s3cr3t"', ["n’existe pas"]),
    ('password_file = "empty"', ["une seule ligne"]),
    ('password_file = "two"', ["une seule ligne"]),
    ('password_file = "."', ["dossier"]),
    ('passwd = "s3cr3t"', ["Vouliez-vous dire « password »"]),
]


@pytest.mark.parametrize(("lines", "words"), SECRETS)
def test_a_mistake_about_a_secret_does_not_show_it(tmp_path, lines, words):
    """Messages end in logs and in mails to a friend who knows computers."""
    (tmp_path / "pw").write_text("s3cr3t\n")
    (tmp_path / "empty").write_text("\n")
    (tmp_path / "two").write_text("s3cr3t\ns3cr3t\n")
    text = f'{HEAD}[[mailboxes]]\naddress = "a@b.fr"\n[mailboxes.imap]\nhost = "h"\n{lines}\n'
    mistakes = mistakes_of(text, tmp_path)
    assert all(word in "\n".join(mistakes) for word in words), mistakes
    assert "s3cr3t" not in "\n".join(mistakes).lower()


def broken_workbook() -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in ("[Content_Types].xml", "xl/workbook.xml", "_rels/.rels"):
            archive.writestr(name, "<no xml")
    return buffer.getvalue()


FILES = [
    # name, bytes, lines of mistakes: words
    (
        "p.csv",
        b"nom;courriel\nA;a@b.fr\nB;pas bon\n;c@d.fr\n\nA;d@e.fr\n",
        {3: "adresse", 4: "nom manque", 6: "deux fois"},
    ),
    ("p.csv", b"telephone;courriel\n03;a@b.fr\n", {1: "aucune colonne"}),
    ("p.csv", b"", {1: "aucune colonne"}),
    ("p.csv", b"nom;courriel\n", {None: "aucun prestataire"}),
    ("p.json", b'[\n{"name": "A",}\n]', {2: "JSON"}),
    ("p.json", b'[{"name": "A"}, {"email": "x"}, 3]', {2: "nom manque", 3: "objet"}),
    ("p.json", b'"A"', {None: "liste de prestataires"}),
    ("p.json", b"\xff\xfe", {None: "UTF-8"}),
    ("p.xlsx", b"not a workbook", {None: "Excel"}),
    ("p.xlsx", broken_workbook(), {None: "Excel"}),
]


@pytest.mark.parametrize(("name", "content", "expected"), FILES)
def test_a_mistake_in_the_directory_has_its_row(tmp_path, name, content, expected):
    """The row is the one that the spreadsheet shows."""
    (tmp_path / name).write_bytes(content)
    mistakes = mistakes_of(f'providers_file = "{name}"\n{HEAD}', tmp_path)
    assert len(mistakes) == len(expected)
    for mistake, (row, words) in zip(mistakes, expected.items(), strict=True):
        assert words in mistake
        assert mistake.startswith(name)
        assert row is None or f" {row} : " in mistake


def test_a_provider_in_a_file_may_not_be_a_mailbox(tmp_path):
    """The check of addresses reaches into the directory, and names the row."""
    (tmp_path / "p.csv").write_text("nom,email\nHôtel,accueil+x@otc.example\n")
    text = f'providers_file = "p.csv"\n{HEAD}[[mailboxes]]\naddress = "accueil@otc.example"\n'
    (mistake,) = mistakes_of(text, tmp_path)
    assert mistake.startswith("p.csv, ligne 2")
    assert "config.toml, ligne 6" in mistake


def test_several_organisations_in_one_directory(tmp_path):
    """One of them has to be chosen, and the choice is listed."""
    path = tmp_path / "d.json"
    path.write_text(json.dumps({"organisations": [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}]}))
    with pytest.raises(BadConfig, match=r"plusieurs organisations.*a, b"):
        read_directory(path)
    with pytest.raises(BadConfig, match=r"absente.*a, b"):
        read_directory(path, "c")


UNREADABLE = [
    (None, "n’existe pas"),
    (b'[organisation]\nname = "\xe9"\n', "ligne 2"),
    (b"\xff\xfe[\x00", "UTF-8"),
    (b"x = " + b"[" * 5_000, "crochets"),
]


@pytest.mark.parametrize(("content", "words"), UNREADABLE)
def test_a_file_that_cannot_be_read(tmp_path, content, words):
    """No traceback, whatever lies there."""
    path = tmp_path / "config.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BadConfig, match=words):
        load(path, environ={})
    with pytest.raises(BadConfig, match="dossier"):
        load(tmp_path, environ={})


def test_a_mistake_in_ones_own_procedure_is_told_there(tmp_path):
    """The line is that of the procedure's file, not of config.toml."""
    (tmp_path / "own.toml").write_text('title = "T"\n[answer]\ndelay = "un peu"\n[nothing]\n')
    text = '[organisation]\nname = "A"\nprocedure = "own.toml"\n[procedure]\nregister.title = "R"\n'
    mistakes = mistakes_of(text, tmp_path)
    assert [mistake.split(" : ")[0] for mistake in mistakes] == ["own.toml, ligne 3", "own.toml, ligne 4"]
