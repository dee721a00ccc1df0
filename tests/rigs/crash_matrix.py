"""One story told twice: undisturbed, and with everything going wrong once at each point that it has.

The undisturbed run finds the points (rigs/faults.py). In the others each fault of each point happens once,
spread over the run, and the story goes on from where the last life ended.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rigs.crash_world import DAYS, CrashWorld, Outcome
from rigs.faults import faults_of
from rigs.lives import Lives

PATIENCE = 60.0  # seconds in which nothing is done or said: then the story hangs
LONGEST = 3600.0  # seconds: or goes round in circles
LAST_PART = 0.8  # of the time in which a point is passed: later it might not be passed again
STORIES = 2  # of each way of failing, at most
AGAIN = 3.0  # seconds in which a point that is due would have been passed
OTHERS_LEASE = 4.0  # seconds until another worker takes what a dead one had in hand

Wait = Callable[[Callable[[], bool]], None]
Due = dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One run."""

    outcome: Outcome
    points: Mapping[str, Sequence[int]]  # where nothing was disturbed: first time, last time, how often
    hits: Sequence[Mapping[str, Any]]
    due: Due  # what did not happen, because nothing passed there any more
    deaths: Sequence[int]
    seconds: float


class Crew:
    """The workers of a story: they live, die and live again together, and end together."""

    def __init__(
        self, world: CrashWorld, folder: Path, *, workers: int, due: Due | None, faults: Sequence[str]
    ) -> None:
        lease = OTHERS_LEASE if workers > 1 else 0.0
        self._world = world
        self._folders = [folder / f"worker-{number + 1}" for number in range(workers)]
        self._lives = [Lives(world.config, place, lease=lease) for place in self._folders]
        for each in self._lives:
            each.begun = world.begun
        self._due, self._faults = due, faults

    def live(self) -> None:
        for each in self._lives:
            each.live(self._due, faults=self._faults, later=self._world.later)

    def end(self, until: Wait) -> list[dict[str, Any]]:
        """When nothing is left to do. A fault at the very end leaves something, so another life follows."""
        while True:
            until(self._world.is_quiet)
            reports = [each.end() for each in self._lives]
            if all(report["deaths"][-1] == 0 for report in reports) and self._world.is_quiet():
                return reports
            self.live()

    def close(self) -> None:
        for each in self._lives:
            each.close()

    def signs_of_life(self) -> list[int]:
        if any(each.is_over() for each in self._lives):
            raise RuntimeError(f"mailbot does not start: see {self._folders[0] / 'lives.log'}")
        names = ("journal", "lives.log")
        return [(place / name).stat().st_size for place in self._folders for name in names]


def told(
    folder: Path,
    *,
    mails: int,
    due: Due | None = None,
    faults: Sequence[str] = (),
    workers: int = 1,
    database: str = "",
    say: Callable[[str], None] = lambda _: None,
) -> Told:
    """The whole story, to its end. Each worker has its own faults."""
    folder.mkdir(parents=True, exist_ok=True)
    begun = time.monotonic()
    world = CrashWorld(folder, mails=mails, database=database)
    crew = Crew(world, folder, workers=workers, due=due, faults=faults)
    until = _patience(crew)
    try:
        for days in DAYS:
            world.later = days * 86_400
            crew.live()
            if days == DAYS[0]:
                world.deliver(world.first_mails(), until)
                until(world.is_quiet)
                world.deliver(world.answers(), until)
            reports = crew.end(until)
            say(f"day {days}: {world.delivered} mails, {time.monotonic() - begun:.0f} s")
        while due is not None and any(any((report["due"] or {}).values()) for report in reports):
            before = _hits(reports)
            crew.live()
            time.sleep(AGAIN)
            reports = crew.end(until)
            if len(_hits(reports)) == len(before):
                break
        outcome = world.outcome()
    finally:
        crew.close()
        world.close()
    return Told(
        outcome=outcome, points=reports[0]["seen"], hits=_hits(reports),
        deaths=[death for report in reports for death in report["deaths"]],
        due={point: left for report in reports for point, left in (report["due"] or {}).items() if left},
        seconds=time.monotonic() - begun,
    )  # fmt: skip


def _hits(reports: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [hit for report in reports for hit in report["hits"]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A disturbed story beside the undisturbed one."""

    points: Sequence[str]
    hits: Sequence[Mapping[str, Any]]
    missed: int  # of the undisturbed run's points
    in_the_wake: int  # of points to which only another fault leads, and which were not passed again
    lives: int
    mails: int
    letters: int
    roles: frozenset[str]  # whose mails they were: a story without answers would prove little
    lost: Sequence[str]
    doubled: Sequence[str]
    gaps: Sequence[str]
    copies: int
    seconds: float


def matrix(
    folder: Path,
    *,
    mails: int,
    ways: Sequence[Sequence[str]],
    every: int = 1,
    workers: int = 1,
    fresh_database: Callable[[], AbstractContextManager[str]] | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Iterator[Compared]:
    """Each way of failing in a story of its own; what was not reached there has a second one.

    The undisturbed story is that of one worker, however many there are in the others.
    """
    databases = fresh_database or (lambda: nullcontext(""))
    with databases() as url:
        say(f"undisturbed: {mails} mails")
        calm = told(folder / "calm", mails=mails, database=url, say=say)
    for way in ways:
        due = planned(calm.points, way, every=every)
        for number in range(STORIES):
            if not any(due.values()):
                break
            say(f"{' and '.join(way)}: {sum(map(len, due.values()))} faults are due")
            # What nobody knew of before is a new point, unless only some of the points are looked at.
            new = way if every == 1 else ()
            with databases() as url:
                place = folder / f"{way[0]}-{number + 1}"
                story = told(place, mails=mails, due=due, faults=new, workers=workers, database=url, say=say)
            yield _compared(calm, story)
            # What only another fault leads to has had its chance.
            due = {point: dict.fromkeys(story.due.get(point, ()), 0) for point in calm.points}


def _compared(calm: Told, story: Told) -> Compared:
    outcome = story.outcome
    return Compared(
        points=sorted({*calm.points, *(str(hit["hit"]) for hit in story.hits)}), hits=story.hits,
        missed=sum(len(left) for point, left in story.due.items() if point in calm.points),
        in_the_wake=sum(len(left) for point, left in story.due.items() if point not in calm.points),
        lives=len(story.deaths),
        mails=outcome.mails.total(), letters=outcome.letters.total(),
        roles=frozenset(role for _, _, _, role, _ in outcome.mails), lost=outcome.lost(calm.outcome),
        doubled=outcome.doubled(calm.outcome), gaps=outcome.gaps, copies=outcome.copies,
        seconds=story.seconds,
    )  # fmt: skip


def planned(points: Mapping[str, Sequence[int]], faults: Sequence[str], *, every: int = 1) -> Due:
    """Each fault of each point (of every so-many-th one), somewhere in the time in which it is passed."""
    chosen = sorted(points)[::every]
    due: Due = {point: {} for point in points}
    for number, point in enumerate(chosen):
        first, last, _ = points[point]
        for place, fault in enumerate(one for one in faults_of(point) if one in faults):
            part = LAST_PART * ((number * 7 + place * 3) % 11) / 11
            due[point][fault] = int(first * LAST_PART + (last - first) * part)
    return due


def _patience(crew: Crew) -> Wait:
    """Waits as long as anything happens at all."""
    end = time.monotonic() + LONGEST

    def until(condition: Callable[[], bool]) -> None:
        known, last = crew.signs_of_life(), time.monotonic()
        while not condition():
            if (present := crew.signs_of_life()) != known:
                known, last = present, time.monotonic()
            if time.monotonic() > min(end, last + PATIENCE):
                raise TimeoutError("the desk does not get on")
            time.sleep(0.05)

    return until
