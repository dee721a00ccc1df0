"""`mailbot run` as benchmarks see it: born again after each death, and how large it is."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
BEGUN = 5.0  # seconds after which a worker has begun to work
WARM = 60.0  # seconds after which a worker has everything in memory that it needs
GROWTH = 1.2


@dataclass(frozen=True, slots=True)
class Life:
    """Of one worker; how large it was, in kilobytes."""

    seconds: float
    first: int
    warm: int  # 0: it was too short
    last: int

    @property
    def is_fat(self) -> bool:
        return bool(self.warm) and self.last > GROWTH * self.warm

    def __str__(self) -> str:
        sizes = [self.first, *([self.warm] if self.warm else []), self.last]
        return "→".join(str(size // 1024) for size in sizes) + f" in {self.seconds:.0f} s"


@dataclass(slots=True)
class Worker:
    """One `mailbot run`; born again after each death."""

    config: Path
    log: Path
    process: subprocess.Popen[bytes] | None = None
    born: float = 0.0
    first: int = 0  # kilobytes, when it had begun to work
    warm: int = 0  # a minute after its birth
    last: int = 0
    lives: list[Life] = field(default_factory=list)

    def begin(self) -> None:
        with self.log.open("ab") as log:
            argv = [sys.executable, "-m", "mailbot", "run", "--config", str(self.config)]
            self.process = subprocess.Popen(argv, cwd=ROOT, stderr=log, stdout=log)
        self.born, self.first, self.warm, self.last = time.monotonic(), 0, 0, 0

    def look(self) -> None:
        """How large is it? And is it there at all: a supervisor starts again what has ended."""
        assert self.process
        if self.process.poll() is not None:
            self.remember()
            self.begin()
            return
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        if (size := re.search(r"VmRSS:\s+(\d+)", status)) is None:
            return  # it has just died
        self.last, age = int(size[1]), time.monotonic() - self.born
        if not self.first and age > BEGUN:
            self.first = self.last
        if not self.warm and age > WARM:
            self.warm = self.last

    def remember(self) -> None:
        if self.first:
            age = time.monotonic() - self.born
            self.lives.append(Life(age, self.first, self.warm, self.last))
            self.first = 0

    def signal(self, number: signal.Signals) -> None:
        assert self.process
        self.process.send_signal(number)

    def end(self) -> None:
        assert self.process
        self.remember()
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
