"""How long months of a desk take to rehearse, and whether two rehearsals give the same bytes.

python -m benchmarks.rehearsal [--tickets 200] [--days 60] [--preset tourisme]
"""

from __future__ import annotations

import argparse
import random  # noqa: TID251  (a seeded script of a benchmark)
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

BEGIN = "2026-09-01T08:00:00+02:00"
FACTS = (
    "la chambre était sale et personne n'est venu la refaire",
    "l'eau chaude était coupée pendant deux jours",
    "on nous a facturé deux nuits au lieu d'une",
    "la réservation n'avait pas été enregistrée",
    "l'attente a duré une heure et demie sans explication",
    "le repas servi n'était pas celui que nous avions commandé",
)
PLACES = (
    "à l'Hôtel du Grand Tétras", "à la Ferme-auberge du Bresson", "à la Luge d’été des Sapins",
    "au bureau de Cornimont",
)  # fmt: skip
FIRST = ("Anne", "Bruno", "Chloé", "Denis", "Émilie", "Farid", "Gaëlle", "Hugues")
LAST = ("Marchal", "Petitjean", "Thiriet", "Colin", "Didier", "Mougel", "Lambolez", "Antoine")


def script(tickets: int, days: int, seed: int) -> str:
    """Complaints spread over the days; staff answer two in three, a provider one in two."""
    draw = random.Random(seed)
    begin = datetime.fromisoformat(BEGIN)
    moments = sorted(begin + timedelta(minutes=draw.randrange(days * 24 * 60)) for _ in range(tickets))
    steps: list[tuple[datetime, str]] = []
    for n, at in enumerate(moments, start=1):
        name = f"{draw.choice(FIRST)} {draw.choice(LAST)}"
        place, fact = draw.choice(PLACES), draw.choice(FACTS)
        body = f"Bonjour,\\n\\nNous étions {place} la semaine dernière et {fact}.\\nJe demande un geste."
        who = f"{name} <client{n}@courrier.example>"
        steps.append((at, f'from = "{who}"\nsubject = "Réclamation"\nbody = "{body}\\n\\n{name}"'))
        if n % 3:
            answer = "#favorable\\nNous vous présentons nos excuses, car nous avons constaté les faits."
            told = f'from = "claire.martin@chaumes.example"\nreply_to = "ticket:{n}"\nbody = "{answer}"'
            steps.append((at + timedelta(days=draw.randrange(1, 9), hours=3), told))
    steps.sort(key=lambda step: step[0])
    end = begin + timedelta(days=days)
    return "\n".join(f'[[step]]\nat = "{at.isoformat()}"\n{what}\n' for at, what in steps if at < end)


def played(path: Path, out: Path, preset: str) -> float:
    begun = time.perf_counter()
    command = [sys.executable, "-m", "mailbot", "rehearse", "--preset", preset, "--out", str(out), str(path)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def digest(folder: Path) -> str:
    whole = sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        whole.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tickets", type=int, default=200)
    parser.add_argument("--days", type=int, default=60)
    parser.add_argument("--preset", default="tourisme")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mailbot-bench-") as name:
        folder = Path(name)
        path = folder / "script.toml"
        path.write_text(script(options.tickets, options.days, options.seed), encoding="utf-8")
        seconds = [played(path, folder / str(n), options.preset) for n in (1, 2)]
        same = digest(folder / "1") == digest(folder / "2")
    print(f"{options.tickets} tickets, {options.days} days: {seconds[0]:.1f} s and {seconds[1]:.1f} s")
    print("the same bytes" if same else "DIFFERENT BYTES")
    return 0 if same else 1


if __name__ == "__main__":
    raise SystemExit(main())
