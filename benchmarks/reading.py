"""What reading a mail costs, beside mail-parser alone (`mailparser.parse_from_bytes`, every view computed).

    python -m benchmarks.reading [--rounds N] [--target RATIO]

Three piles: the mails of tests/mails, ordinary mails (text and HTML, a quoted answer, a photograph), and one
mail of 25 MB with photographs, whose memory is measured too, each reader in a process of its own.
"""

from __future__ import annotations

import argparse
import base64
import json
import logging
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import mailparser

from mailbot.model import RawMail
from mailbot.read import read

ROOT = Path(__file__).resolve().parent.parent
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
OWN = frozenset({"reclamations@otc.example"})
LETTER = (
    "Bonjour,\n\nNous avons séjourné à l’Hôtel du Grand Tétras du 6 au 8 novembre. La chambre était sale et "
    "le chauffage en panne ; à la réception, personne n’a rien fait.\n\nCordialement,\nÉlodie Dupont\n"
)
QUOTED = (
    "\nLe ven. 20 nov. 2026 à 09:14, Office de tourisme <reclamations@otc.example> a écrit :\n\n"
    + "".join(f"> ligne {n} de notre lettre, telle qu’elle est partie\n" for n in range(30))
)


def ordinary(number: int) -> bytes:
    """As mail programs send it: every second in HTML, every third an answer, some with a photograph."""
    mail = EmailMessage()
    mail["From"], mail["To"] = f"Élodie Dupont <client-{number}@courriel.example>", "reclamations@otc.example"
    mail["Subject"], mail["Message-ID"] = f"Séjour n° {number}", f"<{number}@courriel.example>"
    mail["Date"] = "Fri, 20 Nov 2026 16:00:00 +0100"
    for hop in range(6):
        mail["Received"] = (
            f"from mx{hop}.courriel.example by mx{hop + 1}.otc.example; Fri, 20 Nov 2026 16:00:00 +0100"
        )
    text = LETTER * (1 + number % 3)
    if number % 3 == 0:
        mail["In-Reply-To"] = "<letter@otc.example>"
        text += QUOTED
    mail.set_content(text)
    if number % 2 == 0:
        paragraphs = "".join(f"<p style='margin:0'>{line}</p>" for line in text.split("\n"))
        mail.add_alternative(f"<html><body><div>{paragraphs}</div></body></html>", subtype="html")
    if number % 4 == 0:
        photograph = bytes(range(256)) * 1_200
        mail.add_attachment(photograph, maintype="image", subtype="jpeg", filename="chambre.jpg")
    return mail.as_bytes()


def heavy() -> bytes:
    """25 MB: a letter and six photographs."""
    lines = base64.encodebytes(bytes(range(256)) * 12_000).replace(b"\n", b"\r\n")
    part = b"--b\r\nContent-Type: image/jpeg; name=a.jpg\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    head = b"From: a@courriel.example\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    text = b"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + LETTER.encode() + b"\r\n"
    return head + text + (part + lines) * 6 + b"--b--\r\n"


def by_mailbot(content: bytes) -> None:
    read(RawMail(content=content, mailbox="reclamations@otc.example", received_at=NOW), own_addresses=OWN)


def by_mailparser(content: bytes) -> None:
    mailparser.parse_from_bytes(content)


READERS: dict[str, Callable[[bytes], None]] = {"mailbot": by_mailbot, "mail-parser": by_mailparser}


def seconds(reader: Callable[[bytes], None], mails: Sequence[bytes], rounds: int) -> float:
    """The best of several rounds: what else the machine does only adds."""
    best = float("inf")
    for _ in range(rounds):
        begun = time.process_time()
        for mail in mails:
            try:
                reader(mail)
            except Exception:
                if reader is by_mailbot:
                    raise
        best = min(best, time.process_time() - begun)
    return best


def memory(name: str, file: Path) -> dict[str, float]:
    """In a fresh process: what reading the 25 MB mail adds to the program and the mail itself."""
    command = [sys.executable, "-m", "benchmarks.reading", "--child", name, str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def child(name: str, file: Path) -> None:
    READERS[name](ordinary(1))
    with file.open("rb", buffering=0) as opened:
        content = opened.read(file.stat().st_size)
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak begins anew
    before, begun = peak(), time.process_time()
    READERS[name](content)
    print(json.dumps({"megabytes": peak() - before, "seconds": time.process_time() - begun}))


def peak() -> float:
    """Megabytes of memory that this process has had at once."""
    [line] = [line for line in Path("/proc/self/status").read_text("ascii").splitlines() if "VmHWM" in line]
    return int(line.split()[1]) / 1024


def main() -> int:
    about = (__doc__ or "").partition("\n")[0]
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading", description=about)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--target", type=float, default=2.0, help="times mail-parser alone")
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    logging.getLogger("mailparser").setLevel(logging.CRITICAL)  # it tells of every part that it passes over
    if given.child:
        child(given.child[0], Path(given.child[1]))
        return 0
    piles = {
        "tests/mails": [path.read_bytes() for path in sorted((ROOT / "tests" / "mails").glob("*.eml"))],
        "ordinary": [ordinary(number) for number in range(200)],
    }
    ratios = {}
    print(f"{'milliseconds a mail':<24}{'mails':>8}{'mailbot':>12}{'mail-parser':>14}{'ratio':>8}")
    for name, mails in piles.items():
        ours, theirs = (seconds(reader, mails, given.rounds) for reader in READERS.values())
        ratios[name] = ours / theirs
        row = f"{name:<24}{len(mails):>8}{ours / len(mails) * 1000:>12.2f}{theirs / len(mails) * 1000:>14.2f}"
        print(f"{row}{ratios[name]:>8.2f}")
    with tempfile.NamedTemporaryFile(suffix=".eml") as file:
        file.write(heavy())
        file.flush()
        for name in READERS:
            used = memory(name, Path(file.name))
            cost = f"{used['seconds'] * 1000:>6.0f} ms, {used['megabytes']:>5.0f} MB"
            print(f"25 MB, {name:<14} {cost} beyond the mail itself")
    met = max(ratios.values()) <= given.target
    print(f"target {given.target:g} × on either pile: {'met' if met else 'MISSED'}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
