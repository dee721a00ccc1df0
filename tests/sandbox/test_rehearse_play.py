"""Rehearsals: the whole of mailbot under a clock that jumps, with everything that can go wrong."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime, timedelta
from email import policy
from email.parser import BytesParser
from pathlib import Path

import pytest

from mailbot.config import Settings, load, load_text
from mailbot.errors import BadConfig
from mailbot.sandbox.cast import CAST
from mailbot.sandbox.rig import Rig
from mailbot.sandbox.script_reading import read_script
from mailbot.sandbox.stage import Played, play
from mailbot.sandbox.timeline import Sent

EXAMPLES = sorted((CAST / "examples").glob("*.toml"))
COMPLAINT = '''
from = "Élodie Dupont <elodie@client.example>"
subject = "Séjour à l’Hôtel du Grand Tétras"
body = """
Bonjour,

À l’Hôtel du Grand Tétras, la chambre était sale et le chauffage en panne. Je demande un remboursement.

Élodie Dupont
"""
'''
BEGIN = 'at = "2026-11-20T16:00:00+01:00"\n'
CLAIRE = "claire.martin@chaumes.example"


@pytest.fixture
def settings() -> Settings:
    return load(CAST / "config.toml", environ={})


def _play(tmp_path: Path, settings: Settings, text: str, *, until: timedelta | None = None) -> Played:
    path = tmp_path / "script.toml"
    path.write_text(text, encoding="utf-8")
    script = read_script(path, settings)
    return play(script, settings, until=script.steps[0].at + until if until is not None else None)


def _to(played: Played, address: str) -> list[Sent]:
    return [sent for sent in played.ledger.sent if sent.to == address]


def _events(played: Played) -> Counter[str]:
    return Counter(entry.event for entry in played.ledger.entries)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_comes_true(example: Path) -> None:
    """The scripts that ship say what is promised; with a procedure that promises it."""
    preset = "auto-ecole" if example.stem == "echeances" else None
    settings = load(CAST / "config.toml", environ={}, preset=preset)
    played = play(read_script(example, settings), settings)
    assert played.failed == ()
    assert played.ledger.sent


@pytest.mark.parametrize("preset", ["tourisme", "qualiopi", "courtier", "auto-ecole", "organisme-formation"])
def test_the_built_in_cast_fits_every_preset(tmp_path: Path, preset: str) -> None:
    """A procedure can be rehearsed before anything is configured."""
    settings = load(CAST / "config.toml", environ={}, preset=preset)
    played = _play(tmp_path, settings, f"[[step]]\n{BEGIN}{COMPLAINT}", until=timedelta(days=30))
    assert [row["reference"] for row in played.register] == ["REC-2026-0001"]
    assert [sent.kind for sent in _to(played, "elodie@client.example")][:1] == ["accuse_reception"]


def test_a_mailbox_with_an_address_alone_is_enough(tmp_path: Path) -> None:
    """No staff, no servers, no directory: the complaint is still acknowledged."""
    text = '[organisation]\nname = "Bureau"\n[[mailboxes]]\naddress = "service@bureau.example"\n'
    played = _play(tmp_path, load_text(text, tmp_path), f"[[step]]\n{BEGIN}{COMPLAINT}")
    assert [sent.to for sent in played.ledger.sent] == ["elodie@client.example"]


def test_time_passes_without_waiting(tmp_path: Path, settings: Settings) -> None:
    """What falls due in between happens at its own moment, up to the limit, that moment included."""
    script = f"[[step]]\n{BEGIN}{COMPLAINT}"
    whole = _play(tmp_path, settings, script, until=timedelta(days=60))
    reminders = [sent.at for sent in whole.ledger.sent if sent.kind == "relance_prestataire"]
    assert len(reminders) == 2
    start = whole.ledger.entries[0].at
    for moment, expected in ((reminders[0] - timedelta(seconds=1), 0), (reminders[0], 1)):
        played = _play(tmp_path, settings, script, until=moment - start)
        assert [s.kind for s in played.ledger.sent].count("relance_prestataire") == expected
        assert played.until == moment


def test_steps_behind_the_limit_are_not_played(tmp_path: Path, settings: Settings) -> None:
    """A step at the very moment of the limit is."""
    text = f"[[step]]\n{BEGIN}{COMPLAINT}[[step]]\nafter = '2 days'\nfault = 'smtp_down'\n"
    assert _play(tmp_path, settings, text, until=timedelta(days=2)).steps == 2
    assert _play(tmp_path, settings, text, until=timedelta(days=2, seconds=-1)).steps == 1


def test_the_beginning_plays_the_same_whatever_follows(tmp_path: Path, settings: Settings) -> None:
    """Identifiers, tokens and bytes never depend on later steps."""
    first = f"[[step]]\n{BEGIN}{COMPLAINT}"
    second = f"[[step]]\nafter = '1 day'\nfrom = '{CLAIRE}'\nreply_to = 'latest'\nbody = '#gravite grave'\n"
    third = "[[step]]\nafter = '1 hour'\nfrom = 'Paul <paul@x.example>'\nbody = 'Accueil honteux !'\n"
    whole = _play(tmp_path, settings, first + second + third)
    for text in (first, first + second):
        part = _play(tmp_path, settings, text)
        assert part.ledger.sent == whole.ledger.sent[: len(part.ledger.sent)]
        lines = list(part.ledger.lines("Europe/Paris"))
        assert lines == list(whole.ledger.lines("Europe/Paris"))[: len(lines)]


# -- answers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answered", "reference"),
    [("ticket:1", "REC-2026-0001"), ("ticket:2", "REC-2026-0002"), ("latest", "REC-2026-0002")],
)
def test_an_answer_reaches_the_ticket_it_belongs_to(
    tmp_path: Path, settings: Settings, answered: str, reference: str
) -> None:
    """`ticket:1` picks the letter about that ticket, though a later one was about another."""
    text = (
        f"[[step]]\n{BEGIN}{COMPLAINT}"
        f"[[step]]\nafter = '1 hour'{COMPLAINT.replace('chauffage en panne', 'lit cassé')}"
        "[[step]]\nafter = '1 hour'\nfrom = 'elodie@client.example'\n"
        f"reply_to = '{answered}'\n"
        "body = 'Une précision.'"
    )
    played = _play(tmp_path, settings, text)
    told = [entry.ticket for entry in played.ledger.entries if entry.event == "client_wrote"]
    assert told == [reference]


def test_staff_answer_as_from_their_mail_program(tmp_path: Path, settings: Settings) -> None:
    """A kind behind `ticket:1` picks the notice that speaks of the client's own mail."""
    text = (
        f"[[step]]\n{BEGIN}{COMPLAINT}"
        "[[step]]\nafter = '1 day'\nfrom = 'direction@hotel-tetras.example'\nreply_to = 'latest'\n"
        "body = 'Désolés.'\n"
        f"[[step]]\nafter = '1 hour'\nfrom = '{CLAIRE}'\nreply_to = 'ticket:1 avis_equipe'\n"
        'body = """\nNous vous remboursons.\n\n#favorable\n"""\n'
    )
    played = _play(tmp_path, settings, text)
    assert played.register[0]["outcome"] == "favorable"
    assert "Nous vous remboursons." in _to(played, "elodie@client.example")[-1].text


@pytest.mark.parametrize("wanted", ["latest", "ticket:1", "ticket:7"])
def test_an_answer_to_nothing_is_a_mistake(tmp_path: Path, settings: Settings, wanted: str) -> None:
    """The step is named."""
    answer = f"[[step]]\nafter = '1 h'\nfrom = 'a@b.example'\nreply_to = '{wanted}'\nbody = ''"
    text = f"[[step]]\n{BEGIN}{COMPLAINT}{answer}"
    with pytest.raises(BadConfig, match=r"étape 2.*rien à quoi répondre"):
        _play(tmp_path, settings, text)


# -- mails from files ----------------------------------------------------------------------------


def test_a_file_is_delivered_with_its_own_message_id(tmp_path: Path, settings: Settings) -> None:
    """What stands beside it wins over its headers; played twice it is one mail."""
    (tmp_path / "mail.eml").write_bytes(
        "From: somebody@else.example\nSubject: x\nMessage-ID: <own@else.example>\n"
        "Content-Type: text/plain; charset=utf-8\n\nAccueil honteux, je réclame une réponse.\n".encode()
    )
    step = "file = 'mail.eml'\nfrom = 'Paul <paul@x.example>'\nsubject = 'Réclamation'\n"
    text = f"[[step]]\n{BEGIN}{step}[[step]]\nafter = '1 hour'\n{step}"
    played = _play(tmp_path, settings, text)
    (acknowledgement,) = _to(played, "paul@x.example")
    mail = BytesParser(policy=policy.default).parsebytes(acknowledgement.content)
    assert mail["In-Reply-To"] == "<own@else.example>"
    assert [row["subject"] for row in played.register] == ["Réclamation"]
    assert played.register[0]["received_at"] == datetime.fromisoformat("2026-11-20T16:00:00+01:00")


def test_a_sender_who_is_not_vouched_for_commands_nothing(tmp_path: Path, settings: Settings) -> None:
    """`authenticated = false` is what the receiving server says, whatever the mail claims."""
    command = f"[[step]]\nafter = '1 h'\nfrom = '{CLAIRE}'\nreply_to = 'latest'\nbody = '#gravite grave'\n"
    first = f"[[step]]\n{BEGIN}{COMPLAINT}"
    assert _play(tmp_path, settings, first + command).register[0]["severity"] == "grave"
    forged = _play(tmp_path, settings, first + command + "authenticated = false")
    assert forged.register[0]["severity"] == "normale"


def test_a_copy_to_a_second_address_is_the_same_mail(tmp_path: Path, settings: Settings) -> None:
    """Both are delivered; there is one ticket."""
    to = 'to = ["reclamations@chaumes.example", "contact@chaumes.example"]\n'
    played = _play(tmp_path, settings, f"[[step]]\n{BEGIN}{to}{COMPLAINT}")
    assert len(_to(played, "elodie@client.example")) == 1


# -- what goes wrong -----------------------------------------------------------------------------


@pytest.mark.parametrize("crash", ["crash", "crash before_commit", "crash after_commit"])
def test_a_crash_loses_nothing_and_doubles_nothing(tmp_path: Path, settings: Settings, crash: str) -> None:
    """The mail is fetched again; one ticket, one acknowledgement."""
    text = f"[[step]]\n{BEGIN}fault = '{crash}'\n[[step]]\nafter = '1 h'{COMPLAINT}"
    played = _play(tmp_path, settings, text)
    assert _events(played)["crash"] == 1
    assert _events(played)["ticket_opened"] == 1
    assert len(_to(played, "elodie@client.example")) == 1


def test_where_the_crash_comes_shows_in_the_order_of_events(tmp_path: Path, settings: Settings) -> None:
    """Before the commit the ticket is opened after the restart; after the commit it was there already."""
    for crash, expected in (("before", ["crash", "ticket_opened"]), ("after", ["ticket_opened", "crash"])):
        text = f"[[step]]\n{BEGIN}fault = 'crash {crash}_commit'\n[[step]]\nafter = '1 h'{COMPLAINT}"
        played = _play(tmp_path, settings, text)
        seen = [e.event for e in played.ledger.entries if e.event in ("crash", "ticket_opened")]
        assert seen == expected


def test_a_letter_in_doubt_is_sent_again_with_the_same_message_id(tmp_path: Path, settings: Settings) -> None:
    """SMTP had taken it, and the process died before it knew."""
    text = f"[[step]]\n{BEGIN}fault = 'crash after_data'\n[[step]]\nafter = '1 h'{COMPLAINT}"
    played = _play(tmp_path, settings, text)
    first, second = _to(played, "elodie@client.example")
    assert first.content.partition(b"\r\n")[2] == second.content.partition(b"\r\n")[2]  # but for the Date
    assert timedelta(0) < second.at - first.at < timedelta(minutes=10)


def test_letters_wait_while_the_server_is_down(tmp_path: Path, settings: Settings) -> None:
    """They are in the time line while they are refused, and leave once it is up again."""
    text = (
        f"[[step]]\n{BEGIN}fault = 'smtp_down'\n[[step]]\nafter = '1 h'{COMPLAINT}"
        "[[step]]\nafter = '1 h'\nexpect = [{ letter = 'accuse_reception', no_letter = true }]\n"
        "[[step]]\nfault = 'smtp_up'\n"
    )
    played = _play(tmp_path, settings, text)
    assert played.failed == ()
    assert _events(played)["letter_delayed"] > 0
    (acknowledgement,) = _to(played, "elodie@client.example")
    assert acknowledgement.at > datetime.fromisoformat("2026-11-20T18:00:00+01:00")
    mail = BytesParser(policy=policy.default).parsebytes(acknowledgement.content)
    assert mail["Date"].datetime == acknowledgement.at


def test_a_refused_recipient_is_in_the_time_line_only(tmp_path: Path, settings: Settings) -> None:
    """550 until the script accepts the address again."""
    text = (
        f"[[step]]\n{BEGIN}fault = 'smtp_reject direction@hotel-tetras.example'\n"
        f"[[step]]\nafter = '1 h'{COMPLAINT}"
    )
    played = _play(tmp_path, settings, text)
    assert _to(played, "direction@hotel-tetras.example") == []
    (failed,) = [entry for entry in played.ledger.entries if entry.event == "letter_failed"]
    assert (failed.letter, failed.to) == ("transmission", "direction@hotel-tetras.example")
    accepted = text.replace(
        "[[step]]\nafter", "[[step]]\nfault = 'smtp_accept direction@hotel-tetras.example'\n[[step]]\nafter"
    )
    assert len(_to(_play(tmp_path, settings, accepted), "direction@hotel-tetras.example")) == 1


def test_lost_imap_connections_are_made_again(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cut at rest, and once more between the commit and the marking of the next mail."""
    connected: list[str] = []
    connect = Rig._connect
    monkeypatch.setattr(Rig, "_connect", lambda rig, box: connected.append(box) or connect(rig, box))
    other = COMPLAINT.replace("elodie@", "paul@").replace("Élodie Dupont", "Paul Ferry")
    text = f"[[step]]\n{BEGIN}{COMPLAINT}[[step]]\nfault = 'imap_drop'\n[[step]]\nafter = '1 h'{other}"
    played = _play(tmp_path, settings, text)
    assert len(connected) == 3
    assert _events(played)["ticket_opened"] == 2
    assert len(_to(played, "elodie@client.example")) == len(_to(played, "paul@client.example")) == 1


def test_rehearsals_of_faults_are_deterministic(tmp_path: Path, settings: Settings) -> None:
    """What a dead line says by chance, a port for one, is in no line."""
    text = (
        f"[[step]]\n{BEGIN}fault = 'smtp_down'\n[[step]]\nfault = 'crash'\n[[step]]\nafter = '1 h'{COMPLAINT}"
        "[[step]]\nafter = '1 h'\nfault = 'smtp_up'\n[[step]]\nfault = 'crash after_data'\n"
    )
    first, second = (_play(tmp_path, settings, text) for _ in range(2))
    assert first.ledger.sent == second.ledger.sent
    assert list(first.ledger.lines("Europe/Paris")) == list(second.ledger.lines("Europe/Paris"))


# -- what is expected ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        ("{ ticket = 2, event = 'ticket_opened' }", "il y en a 1"),
        ("{ ticket = 1, event = 'ticket_openned' }", "Vouliez-vous dire « ticket_opened »"),
        ("{ ticket = 1, event = 'ticket_opened', count = 2 }", "attendu 2 fois, vu 1 fois"),
        ("{ letter = 'reponse_client' }", "accuse_reception → elodie@client.example"),
        ("{ letter = 'accuse_reception', no_letter = true }", "attendu 0 fois, vu 1 fois"),
        ("{ to = 'nobody@x.example' }", "nobody@x.example"),
        ("{ ticket = 1, status = 'clos' }", "devait être « clos »"),
        ("{ tickets = 4 }", "il y en a 1"),
        ("{ event = 'ticket_opened', within = '1 hour' }", "Vu : rien"),
        ("{ ticket = 1, row = { channel = 'courrier' } }", "channel devait dire « courrier »"),
        ("{ ticket = 1, row = { channel = '' } }", "channel devait être vide, c’est « mail »"),
        ("{ ticket = 1, sheet = { cause = 'chaudière' } }", "fiche : cause devait dire « chaudière »"),
        ("{ letter = 'transmission', without = 'chauffage' }", "n’a pas eu lieu"),
        ("{ letter = 'transmission', attached = '.pdf' }", "n’a pas eu lieu"),
    ],
)
def test_a_disappointed_expectation_says_what_was_seen(
    tmp_path: Path, settings: Settings, expected: str, said: str
) -> None:
    """It names the step; the rehearsal goes on."""
    text = f"[[step]]\n{BEGIN}{COMPLAINT}[[step]]\nafter = '1 day'\nexpect = {expected}\n"
    played = _play(tmp_path, settings, text)
    (failure,) = played.failed
    assert failure.startswith("script.toml, ligne")
    assert "étape 2" in failure
    assert said in failure.replace("\N{NO-BREAK SPACE}", " ")


def test_fulfilled_expectations_are_silent(tmp_path: Path, settings: Settings) -> None:
    """Each kind of expectation can come true."""
    text = (
        f"[[step]]\n{BEGIN}{COMPLAINT}[[step]]\nafter = '1 day'\nexpect = [\n"
        "{ ticket = 1, event = 'ticket_opened', count = 1, within = '1 day' },\n"
        "{ ticket = 1, letter = 'accuse_reception', to = 'elodie@client.example', subject = 'REC-2026' },\n"
        "{ letter = 'transmission', text = 'chauffage' },\n"
        "{ letter = 'transmission', text = 'Dupont', count = 0 },\n"
        "{ letter = 'transmission', without = 'Dupont' },\n"
        "{ ticket = 1, row = { channel = 'mail', received_at = '2026', closed_at = '' } },\n"
        "{ ticket = 1, sheet = { cause = '' } },\n"
        "{ ticket = 1, kind = 'reclamation' }, { tickets = 1 }, { letter = 'x', no_letter = true } ]\n"
    )
    assert _play(tmp_path, settings, text).failed == ()


def test_every_line_of_the_time_line_says_who_when_what_and_why(tmp_path: Path, settings: Settings) -> None:
    """One object a line; moments with the organisation's offset."""
    played = _play(tmp_path, settings, f"[[step]]\n{BEGIN}{COMPLAINT}")
    lines = [json.loads(line) for line in played.ledger.lines("Europe/Paris")]
    assert all({"at", "event", "ticket", "actor", "why", "data"} <= line.keys() for line in lines)
    assert all(line["at"].endswith("+01:00") for line in lines)
    sent = [line for line in lines if line["event"] == "letter_sent"]
    assert sent[0]["file"] == "outgoing/0001-elodie@client.example.eml"
    assert sent[0]["letter"] == "accuse_reception"
