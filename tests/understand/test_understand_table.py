"""The table of weights, as several threads read it."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Iterator

from mailbot.understand.table import Table

_IN_TIME = 10.0


class _Held(array):  # type: ignore[type-arg]
    """A row that lets its first reader wait in the middle of the work."""

    reached: threading.Event
    go_on: threading.Event

    def __iter__(self) -> Iterator[int]:
        if not self.reached.is_set():
            self.reached.set()
            assert self.go_on.wait(_IN_TIME)
        return super().__iter__()


def _table(*rows: array[int]) -> Table:
    return Table(classes=("reclamation", "suggestion", "autre"), rows=rows, scale=1.0)


def test_two_mailboxes_that_judge_their_first_mails_at_one_moment_judge_as_one_alone() -> None:
    """What the one has half prepared is nothing for the other, and nothing is added twice."""
    rows = [array("h", numbers) for numbers in ([5, -7, 300], [-20, 40, 1], [2, 2, -32_767])]
    words = [(1.0, [0, 2, 2]), (-2.0, [1])]
    alone = _table(*rows).log_odds(words)
    for place in range(len(rows)):
        held = _Held("h", rows[place])
        held.reached, held.go_on = threading.Event(), threading.Event()
        table = _table(*rows[:place], held, *rows[place + 1 :])
        heard: list[list[float]] = []
        first = threading.Thread(target=lambda t=table, h=heard: h.append(t.log_odds(words)))
        first.start()
        assert held.reached.wait(_IN_TIME)  # it stands in the middle of this row
        assert table.log_odds(words) == alone
        held.go_on.set()
        first.join(_IN_TIME)
        assert heard == [alone]
        assert table.log_odds(words) == alone
