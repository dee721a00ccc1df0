"""Lets `mailbot run` live and die again and again: each life is forked from a process that has imported all.

    python -m rigs.lives FOLDER < orders         one JSON object a line

{"do": "live", "config": …, "later": seconds, "due": {…} or null, …}   lives, and after each death again
{"do": "end"}                                SIGTERM, and no life after it; says what was seen

Every duration of mailbot is made short, so that a pause of five minutes passes while one looks; the clock
begins at `EPOCH` and can be put ahead. What happens to which life is in rigs/faults.py.
"""

from __future__ import annotations

import json
import mmap
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

from rigs import faults

EPOCH = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)  # a Monday
STILLBORN = 30  # starts in a row that fail, with nothing that would kill them: the desk itself is broken
LOOK = 0.004  # seconds between two looks whether a life is over
HERE = Path(__file__).resolve()


def present(begun: float, later: float) -> datetime:
    """The time of this little world."""
    return EPOCH + timedelta(seconds=time.time() - begun + later)


class Lives:
    """The controlling side: one story, told by as many lives as it takes."""

    def __init__(self, config: Path, folder: Path, *, lease: float = 0.0) -> None:
        """`lease`: how many seconds workers wait for one that died; 0 where there is no other."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "journal").touch()
        self._config = config
        self._lease = lease
        self._report = folder / "lives.json"
        self._log = (folder / "lives.log").open("ab")
        path = os.pathsep.join([str(HERE.parent.parent), str(HERE.parent.parent.parent)])
        self._child = subprocess.Popen(
            [sys.executable, "-m", "rigs.lives", str(folder)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log, text=True,
            env={**os.environ, "PYTHONPATH": path},
        )  # fmt: skip
        self.begun = time.time()

    def live(
        self,
        due: Mapping[str, Mapping[str, int]] | None,
        *,
        faults: Sequence[str] = (),
        later: float = 0.0,
    ) -> None:
        """`due` None: nothing happens, all is looked at. `faults`: what happens to points nobody knew of."""
        self._order({"do": "live", "due": due, "faults": list(faults), "later": later})

    def end(self) -> dict[str, Any]:
        """What was seen, what was done, how many lives it took; what is still `due`."""
        self._order({"do": "end"})
        report: dict[str, Any] = json.loads(self._report.read_text(encoding="utf-8"))
        return report

    def _order(self, order: dict[str, Any]) -> None:
        assert self._child.stdin
        assert self._child.stdout
        whole = {**order, "config": str(self._config), "begun": self.begun, "lease": self._lease}
        self._child.stdin.write(json.dumps(whole) + "\n")
        self._child.stdin.flush()
        answer = self._child.stdout.readline()
        if answer.strip() != "done":
            raise RuntimeError(f"the lives are over: {answer!r}, see {self._log.name}")

    def is_over(self) -> bool:
        return self._child.poll() is not None

    def close(self) -> None:
        assert self._child.stdin
        assert self._child.stdout
        self._child.stdin.close()
        self._child.wait(20)
        self._child.stdout.close()
        self._log.close()


# -- the process that forks ------------------------------------------------------------------------


class Story:
    """What outlasts each life: how far the story has come, and what is still to happen."""

    def __init__(self, folder: Path) -> None:
        self.progress = mmap.mmap(-1, 4096)
        self.journal = folder / "journal"
        self.report = folder / "lives.json"
        self.read = 0
        self.journal.touch()
        self.due: dict[str, dict[str, int]] | None = None
        self.hits: list[dict[str, Any]] = []
        self.seen: dict[str, list[int]] = {}
        self.deaths: list[int] = []
        self.order: dict[str, Any] = {}
        self.child = 0

    def begin(self) -> None:
        sys.stdout.flush()
        self.child = os.fork()
        if self.child == 0:
            _live(self)

    def look(self) -> bool:
        """Is it over? What killed it is noted, and happens no more."""
        pid, status = os.waitpid(self.child, os.WNOHANG)
        if not pid:
            return False
        self.child = 0
        self.deaths.append(os.waitstatus_to_exitcode(status))
        self._learn()
        return True

    def end(self) -> None:
        """The last death tells whether it ended well, or a fault took it at its very end."""
        if not self.child:
            return
        os.kill(self.child, signal.SIGTERM)
        give_up = time.monotonic() + 30
        while not self.look():
            if time.monotonic() > give_up:
                os.kill(self.child, signal.SIGKILL)
            time.sleep(LOOK)

    def _learn(self) -> None:
        with self.journal.open("rb") as file:
            file.seek(self.read)
            lines = file.read().splitlines()
            self.read = file.tell()
        for line in map(json.loads, lines):
            if "hit" in line:
                self.hits.append(line)
                (self.due or {}).get(line["due"], {}).pop(line["fault"], None)
            elif "new" in line and self.due is not None:
                self.due.setdefault(line["new"], dict.fromkeys(self._faults(line["new"]), 0))
            elif "seen" in line:
                for point, (first, last, times) in line["seen"].items():
                    known = self.seen.setdefault(point, [first, last, 0])
                    self.seen[point] = [min(known[0], first), max(known[1], last), known[2] + times]

    def _faults(self, point: str) -> list[str]:
        return [fault for fault in faults.faults_of(point) if fault in self.order["faults"]]


def _short(now: Any, lease: float) -> None:
    """Pauses of minutes become moments, here and in this life only."""
    from mailbot import daemon, dispatch
    from mailbot.decide import retry
    from mailbot.deliver import Postman
    from mailbot.receive import MailboxConnection
    from mailbot.store import leases, outbox

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return now().astimezone(tz)

    daemon.datetime = Clock  # type: ignore[misc]  # the one place where the clock is read
    daemon.Stationery = lambda _folder=None: WARM["stationery"]  # type: ignore[assignment,misc]
    daemon.BACKOFF, daemon.OTHERS_TURN, daemon.LONGEST_SLEEP = (0.02, 0.05), 0.05, 0.3
    daemon.GLANCE, daemon._Tenure.RENEWED_EVERY = 0.05, lease / 3 or 0.1
    leases.LASTS = timedelta(seconds=lease or 0.3)
    outbox.LEASE = timedelta(seconds=lease or 0.5)
    dispatch.SERVER_PAUSES = (timedelta(seconds=0.05),)
    retry.MOST_UNCERTAIN = 1000  # so many lives end here that some letters are in hand more than five times
    retry._STEPS, retry._LATER = (timedelta(seconds=0.1),), timedelta(seconds=0.2)
    Postman.__init__.__kwdefaults__["timeout"] = 2.0  # type: ignore[index,misc]
    MailboxConnection.__init__.__kwdefaults__["answer_seconds"] = 10.0  # type: ignore[index,misc]


WARM: dict[str, Any] = {}


def _warm() -> None:
    """Everything that a start imports and reads, once for all lives."""
    import alembic.command
    import alembic.runtime.migration  # noqa: F401  (so that no life has to)

    from mailbot import cli, daemon  # noqa: F401  (the same)
    from mailbot.commands import database, run  # noqa: F401  (the same)
    from mailbot.stationery import Stationery
    from mailbot.understand.model import shipped

    shipped()
    WARM["stationery"] = Stationery()


def _live(story: Story) -> None:
    """From here to the end of this process."""
    from mailbot import cli

    status = 70
    try:
        order = story.order
        signal.signal(signal.SIGTERM, lambda *_: os._exit(0))  # while it starts, nothing is in hand
        journal = os.open(story.journal, os.O_APPEND | os.O_WRONLY)
        _short(lambda: present(order["begun"], order["later"]), order["lease"])
        watch = faults.Watch(journal, story.progress, story.due)
        faults.install(watch)
        status = cli.main(["run", "--config", order["config"]])
        if story.due is None:
            faults._write(journal, (json.dumps({"seen": watch.seen}) + "\n").encode())
    finally:
        sys.stderr.flush()
        os._exit(status)


def _obey(story: Story, order: dict[str, Any]) -> None:
    if order["do"] == "live":
        if story.due is None and order["due"] is not None:
            story.due = order["due"]
        story.order = order
        story.begin()
        return
    story.end()
    told = {"hits": story.hits, "seen": story.seen, "deaths": story.deaths, "due": story.due}
    story.report.write_text(json.dumps(told), encoding="utf-8")


def main() -> None:
    folder = Path(sys.argv[1])
    _warm()
    story = Story(folder)
    while True:
        if story.child and story.look():
            if len(story.deaths) >= STILLBORN and set(story.deaths[-STILLBORN:]) <= {1, 2, 70}:
                sys.exit("no life begins any more")
            story.begin()
        if select.select([sys.stdin], [], [], LOOK)[0]:
            line = sys.stdin.readline()
            if not line:
                break
            _obey(story, json.loads(line))
            sys.__stdout__.write("done\n")
            sys.__stdout__.flush()
    if story.child:
        os.kill(story.child, signal.SIGKILL)


if __name__ == "__main__":
    main()
