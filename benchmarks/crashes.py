"""Everything that can fail fails once: is a mail lost, is a letter sent twice, is the end the same?

    python -m benchmarks.crashes [--mails N] [--every K] [--only WAY] [--postgres] [--workers N]

A story of N mails is told undisturbed, which finds the points at which the daemon touches the world: each
call of a socket, a database or a file, by what is done and by which lines of mailbot. Then it is told again,
and at each point the process is killed (before, and where it matters after), or an error comes (before, or
after: it was done, and we are told that it was not), or nothing comes any more. The daemon is started again
and goes on; at the end mails, tickets, letters, events and mailboxes are compared with the undisturbed run.

Exit status 0: nothing lost, nothing doubled but letters that had left when the end came, under the same
Message-ID. How it is done: tests/rigs/faults.py, lives.py, crash_world.py, crash_matrix.py.
"""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from rigs.crash_matrix import Compared, matrix  # noqa: E402  (tests/ is no package of its own)
from rigs.faults import DISTURBANCES, KILLS  # noqa: E402
from rigs.postgres import Postgres  # noqa: E402

WAYS = {"kill": (KILLS,), "disturb": (DISTURBANCES,)}
SHOWN = 20


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.crashes", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("--mails", type=int, default=1000, help="of one story, answers included")
    parser.add_argument("--every", type=int, default=1, help="only every so-many-th point")
    parser.add_argument("--only", choices=sorted(WAYS), help="one way of failing")
    parser.add_argument("--workers", type=int, default=1, help="several daemons (with --postgres)")
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL instead of SQLite")
    parser.add_argument("--folder", type=Path, help="where databases and logs are kept")
    arguments = parser.parse_args()
    logging.getLogger("asyncio").setLevel(logging.ERROR)  # of the servers, whose clients die
    ways = WAYS[arguments.only] if arguments.only else (KILLS, DISTURBANCES)
    with tempfile.TemporaryDirectory(prefix="mailbot-crashes-") as name:
        folder = arguments.folder or Path(name)
        if not arguments.postgres:
            return run(folder, arguments, ways, None)
        server = Postgres()
        server.start()
        try:
            return run(folder, arguments, ways, server)
        finally:
            server.stop()
            server.remove()


def run(
    folder: Path, arguments: argparse.Namespace, ways: tuple[tuple[str, ...], ...], server: Postgres | None
) -> int:
    good = True
    told = matrix(
        folder,
        mails=arguments.mails,
        every=arguments.every,
        workers=arguments.workers,
        ways=ways,
        fresh_database=server.fresh_database if server else None,
        say=lambda line: print(f"  {line}", flush=True),
    )
    for one in told:
        show(one)
        good = good and not one.lost and not one.doubled
    return 0 if good else 1


def show(one: Compared) -> None:
    whats = Counter(point.split(" ", 1)[0] for point in one.points)
    kinds = ", ".join(f"{count} {what}" for what, count in whats.most_common(6))
    hit = Counter(str(line["fault"]) for line in one.hits)
    print(f"{len(one.points)} points ({kinds})")
    print(f"{sum(hit.values())} faults: " + ", ".join(f"{times} {name}" for name, times in hit.items()))
    here = one.planned - len(one.elsewhere) - len(one.missed)
    print(f"planned {one.planned}: {here} met at their points, {len(one.elsewhere)} on another "
          f"way to the same, {len(one.missed)} not done again")  # fmt: skip
    print("at points to which only a fault leads: {} met, {} not passed again".format(*one.in_the_wake))
    print(f"{one.stories} stories of {one.mails} mails and {one.letters} letters, {one.lives} lives, "
          f"{one.seconds:.0f} s")  # fmt: skip
    print(f"lost: {len(one.lost)}   doubled: {len(one.doubled)}   gaps: {len(one.gaps)}   "
          f"copies of letters that were in hand, same Message-ID: {one.copies}")  # fmt: skip
    for name, found in (("LOST", one.lost), ("DOUBLED", one.doubled)):
        for item in found[:SHOWN]:
            print(f"  {name} {item}")
    for name, found in (("on another way", one.elsewhere), ("not done again", one.missed)):
        for item in found:
            print(f"  {name}: {item}")


if __name__ == "__main__":
    sys.exit(main())
