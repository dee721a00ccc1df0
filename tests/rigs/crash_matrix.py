"""One story told twice: undisturbed, and with everything going wrong once at each point that it has.

The undisturbed run finds the points (rigs/faults.py). In the others each fault of each point happens once,
spread over the run, and the story goes on from where the last life ended. That is told twice where all points
are looked at: the second time something happens at the points, too, to which only a fault leads. What was not
met is due from the beginning of another story, in which little else fails: at its point, or wherever else the
same line of mailbot does the same.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rigs.crash_world import DAYS, CrashWorld, Outcome
from rigs.faults import act_of, faults_of
from rigs.lives import Lives

PATIENCE = 60.0  # seconds in which nothing is done or said: then the story hangs
LONGEST = 3600.0  # seconds: or goes round in circles
LAST_PART = 0.8  # of the time in which a point is passed: later it might not be passed again
STORIES = 10  # of each way of failing, at most
ALL_POINTS = 2  # of them, with whatever turns up on the way
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
    due: Due  # what happened to no worker, because nothing passed there any more
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
        due=_to_nobody([report["due"] or {} for report in reports]),
        seconds=time.monotonic() - begun,
    )  # fmt: skip


def _hits(reports: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [hit for report in reports for hit in report["hits"]]


def _to_nobody(due: Sequence[Due]) -> Due:
    """Each worker has its own faults; what one of them has met is met."""
    return {
        point: left
        for point in dict.fromkeys(point for each in due for point in each)
        if (left := {fault: since for fault, since in due[0].get(point, {}).items()
                     if all(fault in each.get(point, {}) for each in due)})
    }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The disturbed stories of one way of failing beside the undisturbed one."""

    points: Sequence[str]
    planned: int  # faults, at the undisturbed run's points
    hits: Sequence[Mapping[str, Any]]
    elsewhere: Sequence[str]  # what happened to the same act of the same line, on another way to it
    missed: Sequence[str]  # by name, and why
    in_the_wake: tuple[int, int]  # at points to which only another fault leads: met, and not passed again
    stories: int
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
    stories: int = STORIES,
    fresh_database: Callable[[], AbstractContextManager[str]] | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Iterator[Compared]:
    """Each way of failing in a story of its own; what was not met there in others, as long as some of it is.

    The undisturbed story is that of one worker, however many there are in the others.
    """
    databases = fresh_database or (lambda: nullcontext(""))
    with databases() as url:
        say(f"undisturbed: {mails} mails")
        calm = told(folder / "calm", mails=mails, database=url, say=say)
    for way in ways:
        plan = planned(calm.points, way, every=every)
        due, disturbed, is_stuck = plan, list[Told](), False
        while _count(due) and not is_stuck and len(disturbed) < stories:
            say(f"{' and '.join(way)}: {_count(due)} faults are due")
            # What nobody knew of before is a new point, unless only some of the points are looked at.
            new = way if every == 1 and len(disturbed) < ALL_POINTS else ()
            place = folder / f"{way[0]}-{len(disturbed) + 1}"
            with databases() as url:
                story = told(place, mails=mails, due=due, faults=new, workers=workers, database=url, say=say)
            disturbed.append(story)
            left = _left(plan, disturbed)
            # Whatever is left then is passed no more.
            is_stuck = len(disturbed) > ALL_POINTS and _count(left) == _count(_left(plan, disturbed[:-1]))
            due = _anywhere(left, calm.points)
            if every == 1 and len(disturbed) < ALL_POINTS:
                due = _together(plan, _in_the_wake(calm, disturbed))
        if disturbed:
            yield _compared(calm, plan, disturbed, are_over=not is_stuck)


def _count(due: Due) -> int:
    return sum(map(len, due.values()))


def _left(plan: Due, disturbed: Sequence[Told]) -> Due:
    """Of what was planned: what no story has met, not even on another way to the same act."""
    met = {(place, hit["fault"]) for story in disturbed for hit in story.hits
           for place in (hit["hit"], act_of(hit["hit"]))}  # fmt: skip
    return {
        point: {fault: 0 for fault in faults if not {(point, fault), (act_of(point), fault)} & met}
        for point, faults in plan.items()
    }


def _in_the_wake(calm: Told, disturbed: Sequence[Told]) -> Due:
    """What is left at points to which only another fault leads."""
    met = {(hit["hit"], hit["fault"]) for story in disturbed for hit in story.hits}
    return {
        point: {fault: 0 for fault in faults if (point, fault) not in met}
        for story in disturbed
        for point, faults in story.due.items()
        if point not in calm.points and " < " in point
    }


def _together(one: Due, other: Due) -> Due:
    return {point: {**one.get(point, {}), **other.get(point, {})} for point in [*one, *other]}


def _anywhere(left: Due, points: Iterable[str]) -> Due:
    """Due from the beginning, on whatever way. No point of the undisturbed run is a new one."""
    due: Due = {point: {} for point in points}
    for point, faults in left.items():
        due.setdefault(act_of(point), {}).update(faults)
    return due


def _compared(calm: Told, plan: Due, disturbed: Sequence[Told], *, are_over: bool) -> Compared:
    """`are_over`: there might have been more stories, had there been no bound."""
    hits = [hit for story in disturbed for hit in story.hits]
    exact = {(hit["hit"], hit["fault"]) for hit in hits}
    left = _left(plan, disturbed)
    outcomes = [story.outcome for story in disturbed]
    return Compared(
        points=sorted({*calm.points, *(str(hit["hit"]) for hit in hits)}),
        planned=_count(plan),
        hits=hits,
        elsewhere=[f"{fault}: {point}" for point, faults in plan.items() for fault in faults
                   if (point, fault) not in exact and fault not in left[point]],
        missed=[f"{fault}: {point}: {_why(calm.points[point][2], are_over=are_over)}"
                for point, faults in left.items() for fault in faults],
        in_the_wake=(
            len({(hit["hit"], hit["fault"]) for hit in hits if hit["hit"] not in calm.points}),
            _count(_in_the_wake(calm, disturbed)),
        ),
        stories=len(disturbed),
        lives=sum(len(story.deaths) for story in disturbed),
        mails=outcomes[0].mails.total(),
        letters=outcomes[0].letters.total(),
        roles=frozenset(role for _, _, _, role, _ in outcomes[0].mails),
        lost=[item for outcome in outcomes for item in outcome.lost(calm.outcome)],
        doubled=[item for outcome in outcomes for item in outcome.doubled(calm.outcome)],
        gaps=[gap for outcome in outcomes for gap in outcome.gaps],
        copies=sum(outcome.copies for outcome in outcomes),
        seconds=sum(story.seconds for story in disturbed),
    )  # fmt: skip


def _why(times: int, *, are_over: bool) -> str:
    """It was due from the beginning of a story, and did not happen."""
    last = (
        "other faults came first in each story" if are_over else "in the last story this line was not reached"
    )
    return f"{times} times undisturbed; {last}"


def planned(points: Mapping[str, Sequence[int]], faults: Sequence[str], *, every: int = 1) -> Due:
    """Each fault of each point (of every so-many-th one), somewhere in the time in which it is passed."""
    chosen = sorted(points)[::every]
    due: Due = {point: {} for point in points}
    for number, point in enumerate(chosen):
        first, last, _ = points[point]
        # What leaves it undone comes first: what is done once in a story is not there for a second fault.
        able = sorted(
            set(faults_of(point)).intersection(faults), key=lambda one: (one.endswith("after"), one)
        )
        for place, fault in enumerate(able):
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
