"""The figures of the review equal a recount from the mails and letters of a year, without the register."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from recount import Paper, Recount, paper, recount, took
from year_of_cases import Drawn

from mailbot.config import Settings
from mailbot.config.loading import load_text
from mailbot.model import Address
from mailbot.report.findings import Figures
from mailbot.report.period import parse_period
from mailbot.reviewing import review
from mailbot.sandbox.cast import CAST
from mailbot.sandbox.rig import PASSWORD, in_sandbox
from mailbot.sandbox.script import Answered, Script, Step, Writing
from mailbot.sandbox.servers import MailServers
from mailbot.sandbox.stage import Stage, VirtualClock

CASES = 24
BEGIN = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
NOW = datetime(2026, 12, 20, 8, 0, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")
PROMISED = timedelta(days=64)  # two months; nothing is answered between 57 and 70 days
CLAIRE = "claire.martin@chaumes.example"
PROVIDERS = {
    "direction@hotel-tetras.example": "à l’Hôtel du Grand Tétras",
    "accueil@ferme-bresson.example": "à la Ferme-auberge du Bresson",
    "contact@luge-sapins.example": "à la Luge d’été des Sapins",
}
CAUSES = ("Personnel insuffisant", "Matériel ancien")
IDEA = (
    "Bonjour, une idée : ce serait bien de pouvoir réserver les vélos électriques en ligne l’an prochain. "
    "Nous avons passé un très bon séjour."
)
SERVICE = "reclamations@chaumes.example"


def mail(at: datetime, who: str, body: str, *, answers: Answered | None = None, **more: str) -> Step:
    subject = None if answers else "Réclamation"
    writing = Writing(from_=Address(address=who, name=""), subject=subject, body=body, reply_to=answers,
                      to=() if answers else (SERVICE,), headers=tuple(more.items()))  # fmt: skip
    return Step(number=0, place="", at=at, mail=writing)


def year() -> Iterator[Step]:
    """Who writes what, and when: drawn by lot, and the same each time."""
    for n in range(1, CASES + 1):
        draw = Drawn(f"recount {n}")
        at = BEGIN + timedelta(days=13 * n, hours=draw.below(9))
        client, provider = f"client{n}@courriel.example", draw.of(tuple(PROVIDERS))
        if draw.happens(15):
            yield mail(at, client, IDEA)
            continue
        yield mail(at, client, f"Bonjour,\n\nNotre visite {PROVIDERS[provider]} s’est très mal passée : "
                               "c’était sale et en panne, le personnel a été impoli. C’est "
                               f"inadmissible, je demande un remboursement.\n\nClient {n}\n")  # fmt: skip
        yield from treated(n, at, client, provider, draw)


def treated(n: int, at: datetime, client: str, provider: str, draw: Drawn) -> Iterator[Step]:
    notice = Answered(ticket=n, kind="avis_equipe")
    first = [
        f"#gravité {draw.of(('faible', 'normale', 'grave'))}",
        f"#motif {draw.of(('Propreté', 'Accueil'))}",
    ]
    if draw.happens(50):
        first.append(f"#cause {draw.of(CAUSES)}")
    yield mail(at + timedelta(hours=2 + draw.below(20)), CLAIRE, "\n".join(first), answers=notice)
    passed_on = Answered(ticket=n, kind="transmission")
    if draw.happens(20):
        robot = {"Auto-Submitted": "auto-replied"}
        yield mail(at + timedelta(hours=30), provider, "Absent.", answers=passed_on, **robot)
    if draw.happens(60):
        days = 2 + draw.below(12)
        yield mail(
            at + timedelta(days=days), provider, "Bonjour, nous avons tout nettoyé.", answers=passed_on
        )
    if draw.happens(15):
        return  # nobody ever answers
    days = 70 + draw.below(15) if draw.happens(15) else 15 + draw.below(40)
    outcome = draw.of(("favorable", "partiel", "rejet"))
    orders = [f"#{outcome}"]
    if outcome != "rejet":
        orders.insert(0, f"#dédommagement financier {20 + draw.below(80)},50 €")
    answered = at + timedelta(days=days)
    yield mail(answered, CLAIRE, "\n".join([*orders, "", "Bonjour, voici notre réponse."]), answers=notice)
    if draw.happens(70):
        yield mail(answered + timedelta(days=3), CLAIRE, "#clôturer", answers=notice)


@pytest.fixture(scope="module")
def settings() -> Settings:
    text = (CAST / "config.toml").read_text(encoding="utf-8").replace('"tourisme"', '"courtier"')
    return load_text(f'{text}\n[desk]\nrecall = "aucun"\n', CAST, environ={})


@pytest.fixture(scope="module")
def played(settings: Settings) -> tuple[Figures, Recount]:
    steps = sorted((step for step in year() if step.at < NOW), key=lambda step: step.at)
    script = Script(
        title="Une année", steps=tuple(replace(s, number=n) for n, s in enumerate(steps, start=1))
    )
    clock = VirtualClock(steps[0].at)
    accounts = {box.address: PASSWORD for box in settings.mailboxes}
    with TemporaryDirectory() as folder, MailServers(accounts, clock=clock) as servers:
        url = f"sqlite:///{Path(folder) / 'desk.sqlite3'}"
        stage = Stage(in_sandbox(settings, servers, database_url=url), servers, clock, lambda _: None)
        try:
            story = stage.play(script, NOW).ledger.story
            with stage.rig.desk.store.reading() as connection:
                papers = review(settings, connection, parse_period("2026", "Europe/Paris"), now=NOW)
        finally:
            stage.close()
    return papers.figures, counted_again(story)


def counted_again(story: list[object]) -> Recount:
    mails: list[Paper] = []
    letters: list[Paper] = []
    for scene in story:
        content = getattr(scene, "content", None)
        if content is not None and hasattr(scene, "to"):
            if isinstance(scene.to, tuple):
                mails.append(paper(scene.at, scene.sender, content))
            else:
                letters.append(paper(scene.at, scene.to, content))
    staff = {CLAIRE, "hugo.lambert@chaumes.example"}
    return recount(mails, letters, staff=staff, providers=set(PROVIDERS))


def test_volumes(played: tuple[Figures, Recount]) -> None:
    """Complaints and suggestions, and those of each month."""
    found, again = played
    assert (found.complaints, found.suggestions) == (len(again.complaints()), again.suggestions())
    assert found.complaints > 15
    assert found.suggestions > 0
    by_month = Counter(case.received.astimezone(PARIS).month for case in again.complaints())
    assert [column.complaints for column in found.columns] == [by_month[n] for n in range(1, 13)]
    assert {t.label: t.count for t in found.channels} == {"mail": found.complaints}


def test_what_staff_have_noted(played: tuple[Figures, Recount]) -> None:
    """Severity, motive, cause: what was ordered by mail."""
    found, again = played
    assert {t.label: t.count for t in found.severities} == again.noted("gravité")
    assert {t.label: t.count for t in found.motives} == again.noted("motif")
    assert {t.label: t.count for t in found.causes} == again.noted("cause")


def test_delays(played: tuple[Figures, Recount]) -> None:
    """From the arrival of the mail to the moment when a server took the letter."""
    found, again = played
    acknowledged = [case.acknowledged - case.received for case in again.complaints()]
    answered = [case.answered - case.received for case in again.complaints() if case.answered]
    for kept, spans in ((found.acknowledgement, acknowledged), (found.answer, answered)):
        measured = kept.took
        assert measured is not None
        shown = (measured.count, measured.mean, measured.median, measured.longest)
        assert shown == pytest.approx(took(spans), abs=0.01)
    assert (found.acknowledgement.judged, found.acknowledgement.in_time) == (len(acknowledged),) * 2
    judged, in_time = again.answers(NOW, PROMISED)
    assert (found.answer.judged, found.answer.in_time) == (judged, in_time)
    assert 0 < in_time < judged < found.complaints


def test_what_came_of_them(played: tuple[Figures, Recount]) -> None:
    """Outcomes, closed cases, what was granted."""
    found, again = played
    complaints = again.complaints()
    outcomes = Counter(case.outcome for case in complaints if case.outcome)
    assert {t.label: t.count for t in found.outcomes} == outcomes
    assert found.closed == sum(case.is_closed for case in complaints) > 0
    assert found.compensation.total == sum(amount for case in complaints for amount in case.granted) > 0
    assert found.open_now == sum(not case.is_closed for case in complaints)


def test_providers(played: tuple[Figures, Recount], settings: Settings) -> None:
    """Passed on, reminded, answered; an absence is no answer. And who is concerned."""
    found, again = played
    complaints = again.complaints()
    passed_on = Counter(who for case in complaints for who in case.passed_on)
    heard = Counter(who for case in complaints for who in case.heard)
    names = {p.address: p.name for p in settings.directory.providers}
    assert {e.name: e.sent for e in found.by_provider} == {names[who]: n for who, n in passed_on.items()}
    assert {e.name: e.answered for e in found.by_provider} == {names[who]: heard[who] for who in passed_on}
    assert found.providers.reminders == sum(case.reminders for case in complaints) > 0
    spans = [at - case.passed_on[who] for case in complaints for who, at in case.heard.items()]
    measured = found.providers.took
    assert measured is not None
    assert (measured.count, measured.median) == pytest.approx((took(spans)[0], took(spans)[2]), abs=0.01)
    assert {t.label: t.count for t in found.targets} == {names[who]: n for who, n in passed_on.items()}


def test_what_came_again(played: tuple[Figures, Recount], settings: Settings) -> None:
    """The same motive or cause at the same place."""
    found, again = played
    names = {p.address: p.name for p in settings.directory.providers}
    pairs = Counter(
        (names[who], why)
        for case in again.complaints()
        for who in case.passed_on
        for why in (*case.notes.get("motif", ()), *case.notes.get("cause", ()))
    )
    assert {(r.about, r.motive): r.count for r in found.recurring} == {
        p: n for p, n in pairs.items() if n > 1
    }
