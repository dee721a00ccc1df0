"""The register in a file that people open: after each change, at most once a minute."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from year_of_cases import NOW

from mailbot import log
from mailbot.report.atomic import replacing
from mailbot.report.kept import KeptRegister

SECOND = timedelta(seconds=1)


class Desk:
    """What changes, and a drive that may be locked."""

    def __init__(self, path: Path) -> None:
        self.changes, self.written, self.locked = 1, 0, False
        self.kept = KeptRegister(path, changed=lambda: self.changes, write=self.write)

    def write(self, path: Path) -> None:
        if self.locked:
            raise PermissionError(13, "Permission denied")
        self.written += 1
        path.write_text(str(self.changes), encoding="utf-8")


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    log.set_up(level="info", as_json=True, stream=stream)
    yield stream
    log.set_up(level="warning")


def test_it_is_written_at_the_start_and_after_each_change(tmp_path: Path) -> None:
    """And not while nothing happens."""
    desk = Desk(tmp_path / "r.xlsx")
    assert desk.kept.look(NOW)
    assert not desk.kept.look(NOW + 90 * SECOND)
    desk.changes = 2
    assert desk.kept.look(NOW + 95 * SECOND)
    assert (tmp_path / "r.xlsx").read_text(encoding="utf-8") == "2"


def test_at_most_once_a_minute(tmp_path: Path) -> None:
    """A hundred changes in a minute are one more file, not a hundred."""
    desk = Desk(tmp_path / "r.xlsx")
    for n in range(100):
        desk.changes = n
        desk.kept.look(NOW + n * SECOND)
    assert desk.written == 2
    desk.kept.look(NOW + 121 * SECOND)
    assert (tmp_path / "r.xlsx").read_text(encoding="utf-8") == "99"


def test_a_locked_file_is_tried_again_and_said_once_an_hour(tmp_path: Path, lines: io.StringIO) -> None:
    """Nobody is told every minute that a colleague has it open; and that it is well again is told too."""
    desk = Desk(tmp_path / "r.xlsx")
    desk.locked = True
    for minute in range(61):
        assert not desk.kept.look(NOW + minute * 60 * SECOND)
    assert lines.getvalue().count("register_not_written") == 2
    assert "Permission denied" in lines.getvalue()
    desk.locked = False
    assert desk.kept.look(NOW + 62 * 60 * SECOND)
    assert "register_written_again" in lines.getvalue()


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    """What could not be finished leaves the old file, and no crumbs."""
    path = tmp_path / "a.txt"
    path.write_text("old", encoding="utf-8")

    def fails() -> None:
        with replacing(path) as partial:
            partial.write_text("half", encoding="utf-8")
            raise ValueError("interrupted")

    with pytest.raises(ValueError, match="interrupted"):
        fails()
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]
    assert path.read_text(encoding="utf-8") == "old"
    with replacing(path) as partial:
        partial.write_text("new", encoding="utf-8")
    assert path.read_text(encoding="utf-8") == "new"
