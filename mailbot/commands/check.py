"""`mailbot check`: looks at everything before going live, says what is wrong and its cure.

Sends nothing, unless `--send` asks for it: then each mailbox writes to itself, and to nobody else.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict

from mailbot.commands.check_machine import of_machine
from mailbot.commands.check_round_trip import round_trip
from mailbot.commands.check_servers import of_mailbox
from mailbot.commands.check_settings import of_settings
from mailbot.commands.finding import Finding, plural
from mailbot.commands.output import say, say_json, warn
from mailbot.config import Settings
from mailbot.daemon import clock
from mailbot.procedure import promises

_MARKS = {"ok": "  ok         ", "remark": "  remarque   ", "problem": "  À CORRIGER "}


def check(settings: Settings, *, as_json: bool, send: bool = False) -> int:
    found = _looked_at(settings, send=send)
    if as_json:
        findings = [*found]
        promised = promises(settings.procedure)
        say_json({"findings": [asdict(finding) for finding in findings], "promises": promised})
    else:
        findings = [*_shown(found)]
        _conclude(findings, settings)
    problems = [finding for finding in findings if finding.level == "problem"]
    for problem in problems:
        warn(f"{problem.about} : {problem.text}")
    if not problems:
        return 0
    return 75 if all(problem.temporary for problem in problems) else 1


def _looked_at(settings: Settings, *, send: bool) -> Iterator[Finding]:
    yield from of_settings(settings)
    yield from of_machine(settings, now=clock())
    for box in settings.mailboxes:
        findings = [*of_mailbox(box)]
        yield from findings
        if send and box.imap and box.smtp and not any(f.level == "problem" for f in findings):
            yield from round_trip(box, settings, clock=clock)


def _shown(findings: Iterator[Finding]) -> Iterator[Finding]:
    """Each as soon as it is known: servers may take their time."""
    about = ""
    for finding in findings:
        if finding.about != about:
            about = finding.about
            say(f"── {about}")
        say(f"{_MARKS[finding.level]}{finding.text}")
        sys.stdout.flush()
        yield finding


def _conclude(findings: list[Finding], settings: Settings) -> None:
    promised = promises(settings.procedure)
    say(f"── ce qui est promis ({settings.procedure.title})")
    for sentence in promised or ("Aucun délai, aucune promesse.",):
        say(f"  {sentence}")
    for point in settings.procedure.open_points:
        say(f"  (à savoir) {point}")
    problems = sum(finding.level == "problem" for finding in findings)
    remarks = sum(finding.level == "remark" for finding in findings)
    say()
    verdict = "Tout est prêt" if not problems else f"{problems} {plural('problème', problems)} à corriger"
    also = f", {remarks} {plural('remarque', remarks)}" if remarks else ""
    say(f"{verdict}{also}.")
