"""A sample of the crash matrix: at every so-many-th point of contact with the world, everything goes wrong.

The whole of it: `python -m benchmarks.crashes`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from rigs.crash_matrix import matrix
from rigs.faults import DISTURBANCES, KILLS, faults_of

MAILS = 32
EVERY = 8


@pytest.mark.timeout(600)
def test_the_end_is_that_of_the_undisturbed_run(tmp_path: Path) -> None:
    """Killed or disturbed at points that nobody has listed, and each time it goes on: the same end."""
    stories = list(matrix(tmp_path, mails=MAILS, ways=(KILLS, DISTURBANCES), every=EVERY, stories=3))
    assert {str(hit["fault"]) for story in stories for hit in story.hits} == {*KILLS, *DISTURBANCES}
    for story in stories:
        assert len(story.points) > 250
        assert {"client", "provider", "staff"} <= story.roles
        assert story.lost == []
        assert story.doubled == []
        assert story.gaps == []


@pytest.mark.parametrize(
    ("point", "faults"),
    [
        ("send RCPT @ deliver/smtp:1", ("kill", "kill after", "error", "error after", "stall")),
        ("COMMIT @ store/db:1", ("kill", "kill after", "error", "error after", "stall")),
        ("answer to UID FETCH @ receive/fetching:1", ("kill", "error", "stall")),
        ("file open .xlsx @ report/kept:1", ("kill", "error")),
    ],
)
def test_what_can_happen_at_a_point(point: str, faults: tuple[str, ...]) -> None:
    """Where it matters whether it was done, both are tried; a file cannot be mute."""
    assert faults_of(point) == faults
