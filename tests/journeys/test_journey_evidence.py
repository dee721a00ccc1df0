"""The papers of an audit after the desk has worked: merged and split cases, former promises, the review."""

from __future__ import annotations

import csv
import io
import subprocess
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from mailbot.commands.evidence import evidence
from mailbot.report.trail import EVENTS
from mailbot.store import tables as t
from office import CLAIRE, CLIENT, COMPLAINT, Office

MakeOffice = Callable[..., Office]
AGAIN = COMPLAINT.replace("Bonjour", "Je vous ai déjà écrit")
CAMPING = """Bonjour,

Autre chose : au Camping du Lac Bleu, le 10 novembre, les sanitaires étaient fermés et personne à
l'accueil n'a voulu nous répondre. C'est scandaleux, nous demandons un geste.

Élodie Dupont
"""


def pack_of(office: Office, out: Path, *, since: date, until: date) -> Path:
    assert evidence(office.settings, since=since, until=until, out=out) == 0
    return out


def steps(pack: Path) -> list[dict[str, str]]:
    text = (pack / "chronologie.csv").read_text(encoding="utf-8").removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def story(pack: Path, reference: str) -> str:
    return (pack / f"dossiers/{reference}/dossier.txt").read_text(encoding="utf-8")


def test_cases_that_are_one_or_were_taken_apart_say_so(office: Office, tmp_path: Path) -> None:
    """In the register, in the story of each, and in words that an auditor reads."""
    office.complains()
    office.passes(days=10)
    second = office.complains(AGAIN, subject="Toujours rien")
    office.answers(second[CLAIRE][0], "#fusionner REC-2026-0001", sender=CLAIRE)
    office.works()
    office.answers(second[CLIENT][0], CAMPING, sender=CLIENT)
    [shown] = office.works()[CLAIRE]
    office.answers(shown, "#scinder", sender=CLAIRE)
    office.works()
    pack = pack_of(office, tmp_path / "e", since=date(2026, 1, 1), until=date(2026, 12, 31))

    assert "REC-2026-0002 – réclamation – réuni" in story(pack, "REC-2026-0002")
    assert "Réuni à : REC-2026-0001" in story(pack, "REC-2026-0002")
    assert "Y sont réunis : REC-2026-0002" in story(pack, "REC-2026-0001")
    assert "Mis à part de : REC-2026-0001" in story(pack, "REC-2026-0003")
    told = {(step["Dossier"], step["Quoi"]) for step in steps(pack)}
    assert {
        ("REC-2026-0002", "Dossier réuni à un autre"),
        ("REC-2026-0001", "Autre dossier réuni à celui-ci"),
        ("REC-2026-0001", "Message mis à part dans un autre dossier"),
        ("REC-2026-0003", "Dossier ouvert d’un message mis à part"),
    } <= told
    recorded = {row["event"] for row in office.rows(t.events)}
    assert recorded <= set(EVENTS)
    assert not recorded & {what for _, what in told}
    page = (pack / "index.html").read_text(encoding="utf-8")
    assert "2 réclamations".replace(" ", "\u00a0") in page
    sums = subprocess.run(["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=pack, check=False)
    assert sums.returncode == 0


def test_the_case_in_which_another_is_answered_comes_with_it(office: Office, tmp_path: Path) -> None:
    """Though it came before the period: without it nobody could see the answer."""
    first = office.complains()
    office.passes(days=30)
    second = office.complains(AGAIN, subject="Toujours rien")
    office.answers(second[CLAIRE][0], "#fusionner REC-2026-0001", sender=CLAIRE)
    office.works()
    assert first[CLIENT]
    day = office.now.date()
    pack = pack_of(office, tmp_path / "e", since=day, until=day)
    assert {folder.name for folder in (pack / "dossiers").iterdir()} == {"REC-2026-0001", "REC-2026-0002"}
    register = (pack / "registre/registre.csv").read_text(encoding="utf-8")
    assert register.count("REC-2026-0002;") == 1
    assert "\r\nREC-2026-0001" not in register


def test_the_promises_of_former_times_are_kept(make_office: MakeOffice, tmp_path: Path) -> None:
    """The procedure that was in force is told with its date, once, whatever was configured since."""
    office = make_office(procedure="courtier")
    office.works()
    office.passes(days=1)
    office.works()
    pack = pack_of(office, tmp_path / "e", since=date(2026, 1, 1), until=date(2026, 12, 31))
    versions = (pack / "procedure/versions.txt").read_text(encoding="utf-8")
    assert versions.count("En vigueur depuis le 16/11/2026 10:00") == 1
    assert versions.count("En vigueur") == 1
    assert 'delay = "10 jours"' in versions.replace("\u00a0", " ")


def test_the_review_comes_by_mail_when_its_meeting_is_due(make_office: MakeOffice) -> None:
    """At the procedure's cadence, with the PDF of the time since the last one; and not twice."""
    office = make_office(procedure="organisme-formation")
    assert office.settings.procedure.quality.meeting is not None
    managers = [m for m in office.settings.handlers() if "manager" in m.roles]
    assert managers
    office.complains()
    office.works()
    begun = office.now
    papers = []
    for _ in range(20):
        office.passes(days=7)
        for letters in office.works().values():
            for letter in letters:
                papers += [(office.now, part) for part in letter.iter_attachments()
                           if part.get_filename("").startswith("bilan-")]  # fmt: skip
    moments = sorted({at for at, _ in papers})
    assert len(moments) in (1, 2)
    assert moments[0] - begun <= timedelta(days=100)
    assert len(papers) == len(moments) * len(managers)
    for _, paper in papers:
        assert paper.get_content_type() == "application/pdf"
        assert paper.get_content().startswith(b"%PDF-")
