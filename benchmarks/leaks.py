"""Whole journeys, from the bytes of a mail with files to the bytes that a provider gets: is anybody named?

    python -m benchmarks.leaks --count 500 [--from SEED]

Each mail is drawn from a seed: names, kin, telephones, addresses, bank accounts and plates are planted in its
text, headers, HTML, file names, properties and pictures. It is read, redacted, composed, once as it would
leave by itself and once with every document that staff may let go. What is sent is decoded and searched by
`tests/redact/planted.py`, which knows nothing of the product. Exit code 1 if anything is found that was not
stopped before it left.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent / "tests"
sys.path[:0] = [str(TESTS), str(TESTS / "redact")]

import planted  # noqa: E402  (the folder of the tests is no package)
import test_redact_full_journeys as whole  # noqa: E402


def journeys(seeds: range) -> Counter[str]:
    """What happened to them: `leaked` counts letters that name somebody and were not stopped."""
    known = whole.settings(".")
    seen: Counter[str] = Counter()
    for seed in seeds:
        mail = planted.mail(seed)
        for ordered in (False, True):
            content, stopped, text = whole.sent(mail.raw, known, ordered=ordered)
            found = planted.found(content, mail.secrets)
            seen["letters"] += 1
            seen["stopped"] += stopped
            seen["facts"] += len(planted.FACTS)
            seen["lost"] += sum(fact not in text for fact in planted.FACTS)
            if found and not stopped:
                seen["leaked"] += 1
                print(f"seed {seed}{', by order' if ordered else ''}: {', '.join(found)}")
    return seen


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=500, metavar="N")
    parser.add_argument("--from", type=int, default=0, metavar="SEED", dest="first")
    asked = parser.parse_args()
    begin = time.process_time()
    seen = journeys(range(asked.first, asked.first + asked.count))
    print(
        f"{asked.count} mails, {seen['letters']} letters: {seen['leaked']} name somebody, "
        f"{seen['stopped']} stopped, facts lost {seen['lost']} of {seen['facts']}, "
        f"{time.process_time() - begin:.0f} s"
    )
    return 1 if seen["leaked"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
