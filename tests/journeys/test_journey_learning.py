"""What staff settle is learnt: taken, measured, undone, and forgotten with the mail."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from mailbot import learning, regular
from mailbot.cli import main
from mailbot.errors import PermanentFailure
from mailbot.store import tables as t
from mailbot.store.corrections import last_settled_kind, settled_kinds
from mailbot.store.forgetting import restrict
from mailbot.understand.model import shipped
from office import CLAIRE, CLIENT, Office

DOUBTFUL = "Salut, {} caisses de pommeau parties ce matin, je repasse jeudi. Marcel, cidrerie du Bocage\n"


@pytest.fixture
def settled(office: Office) -> Office:
    """Staff have said of three mails by one supplier that they are nothing to register."""
    for number in ("trois", "quatre", "cinq"):
        left = office.complains(DOUBTFUL.format(number), subject=f"Point cave, {number}")
        office.answers(left[CLAIRE][-1], "#autre", sender=CLAIRE)
        office.works()
    return office


def test_the_last_word_of_staff_is_what_is_learnt(settled: Office) -> None:
    """Each ticket counts once, with its first mail; and the next mail of the sender can lean on it."""
    with settled.desk.store.reading() as connection:
        found = list(settled_kinds(connection))
        assert [kind for _, kind, _ in found] == ["autre"] * 3
        assert b"trois caisses" in found[0][2].content
        assert last_settled_kind(connection, CLIENT) == "autre"
        assert last_settled_kind(connection, "personne@ailleurs.example") is None


def test_learning_is_taken_once_and_undone_byte_for_byte(settled: Office) -> None:
    """The same corrections are nothing new; what was undone is not learnt again from them."""
    settings, store = settled.desk.settings, settled.desk.store
    assert learning.learn(settings, store).what == "taken"
    path = learning.model_file(settings)
    assert learning.model_in_use(settings).about["corrections"] == 3
    assert learning.learn(settings, store).what == "unchanged"
    learning.rollback(settings)
    assert path.read_bytes() == shipped().to_bytes()
    assert learning.learn(settings, store).what == "unchanged"
    assert path.read_bytes() == shipped().to_bytes()
    with pytest.raises(PermanentFailure):
        learning.rollback(settings)


def test_a_model_that_judges_worse_is_not_taken(settled: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing changes, and the figures say why."""
    worse = learning.Comparison(mails=3, before=3, after=2)
    monkeypatch.setattr(learning, "compared", lambda *_: worse)
    found = learning.learn(settled.desk.settings, settled.desk.store)
    assert (found.what, found.corrections) == ("refused", worse)
    assert not learning.model_file(settled.desk.settings).exists()


def test_who_is_erased_is_forgotten_by_the_model_too(settled: Office) -> None:
    """It is made anew without their mails, and no former model remembers them."""
    settings, store = settled.desk.settings, settled.desk.store
    learning.learn(settings, store)
    kept = settled.rows(t.raws)
    _set_contents(settled, dict.fromkeys((row["digest"] for row in kept), b""))
    assert learning.learn(settings, store).what == "forgotten"
    assert learning.model_in_use(settings) == shipped()
    path = learning.model_file(settings)
    assert list(path.parent.glob(path.name + "*")) == []
    _set_contents(settled, {row["digest"]: row["content"] for row in kept})


def _a_night_passes(office: Office) -> None:
    office.passes(hours=24)
    regular.watch(desk=office.desk, running_since=office.now, now=office.now)


def test_the_daemon_learns_at_night_and_only_what_is_new(
    settled: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once a night, when staff have settled something since; a quiet night costs nothing."""
    settings = settled.desk.settings
    regular.watch(desk=settled.desk, running_since=settled.now, now=settled.now)
    assert not learning.model_file(settings).exists()
    _a_night_passes(settled)
    assert learning.model_in_use(settings).about["corrections"] == 3
    learnt: list[str] = []
    monkeypatch.setattr(learning, "learn", lambda *_: learnt.append("again"))
    regular.watch(desk=settled.desk, running_since=settled.now, now=settled.now)
    _a_night_passes(settled)
    assert learnt == []
    left = settled.complains(DOUBTFUL.format("six"), subject="Point cave, six")
    settled.answers(left[CLAIRE][-1], "#autre", sender=CLAIRE)
    settled.works()
    _a_night_passes(settled)
    assert learnt == ["again"]


def test_who_is_erased_is_forgotten_the_next_night(settled: Office) -> None:
    """Nobody has to think of it: the night after, the model has not read that mail."""
    regular.watch(desk=settled.desk, running_since=settled.now, now=settled.now)
    _a_night_passes(settled)
    kept = settled.rows(t.raws)
    _set_contents(settled, dict.fromkeys((row["digest"] for row in kept), b""))
    _a_night_passes(settled)
    assert learning.model_in_use(settled.desk.settings) == shipped()
    _set_contents(settled, {row["digest"]: row["content"] for row in kept})


def test_a_night_without_a_disk_leaves_the_model_in_use(
    settled: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be written is told in the log; the mailboxes go on being watched."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(learning, "learn", full)
    regular.watch(desk=settled.desk, running_since=settled.now, now=settled.now)
    _a_night_passes(settled)
    assert not learning.model_file(settled.desk.settings).exists()


def test_nothing_is_learnt_of_who_is_restricted(settled: Office) -> None:
    """A restricted case is out of daily work: no model reads it, and no mail leans on it."""
    store = settled.desk.store
    with store.transaction() as connection:
        tickets = [ticket for ticket, _, _ in settled_kinds(connection)]
        restrict(connection, tickets, why="litige", now=settled.now)
    with store.reading() as connection:
        assert list(settled_kinds(connection)) == []
        assert last_settled_kind(connection, CLIENT) is None


def test_a_spoilt_model_is_as_good_as_none(settled: Office) -> None:
    """A file that cannot be read does not stop the desk: the shipped model judges."""
    learning.model_file(settled.desk.settings).write_bytes(b"x")
    assert learning.model_in_use(settled.desk.settings) == shipped()


def test_the_command_needs_a_configuration(capsys: pytest.CaptureFixture[str]) -> None:
    """`mailbot learn` without an office says what is missing."""
    assert main(["learn", "--config", "nowhere.toml"]) == 2
    assert "nowhere.toml" in capsys.readouterr().err


def _set_contents(office: Office, contents: dict[str, bytes]) -> None:
    with office.desk.store.transaction() as connection:
        for digest, content in contents.items():
            connection.execute(sa.update(t.raws).where(t.raws.c.digest == digest).values(content=content))
