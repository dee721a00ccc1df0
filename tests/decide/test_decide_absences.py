"""Who is away, from when until when, and who stands in: as people say it, and as it is said back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from desk_cases import CLAIRE, COPY, MARC, NOW, SETTINGS, commanded, facts, mail, transcript

from mailbot.config import Settings
from mailbot.decide import decide
from mailbot.decide.said_spans import said_span, shown_span
from mailbot.model import Absence, Meaning, Plan, Robot

TODAY = date(2026, 11, 20)  # a Friday
OTHER = Meaning(kind="autre", other_type="autre", confidence=0.9)


@pytest.mark.parametrize(
    ("said", "shown", "before", "behind"),
    [
        ("jusqu'au 29/11 Marc", "jusqu'au dimanche 29 novembre inclus", "", "Marc"),
        ("du 23/11 au 29/11", "du lundi 23 au dimanche 29 novembre", "", ""),
        ("du 23 au 27 novembre, Marc me remplace", "du lundi 23 au vendredi 27 novembre", "",
         "Marc me remplace"),
        ("la semaine prochaine", "du lundi 23 au vendredi 27 novembre", "", ""),
        ("du 30 novembre au 4 décembre", "du lundi 30 novembre au vendredi 4 décembre", "", ""),
        ("de lundi à mercredi", "du lundi 23 au mercredi 25 novembre", "", ""),
        ("à partir de demain jusqu’au 27/11", "du samedi 21 au vendredi 27 novembre", "", ""),
        ("du 28/12 au 3/1", "du lundi 28 décembre au dimanche 3 janvier 2027", "", ""),
        ("du 16/11 au 27/11", "jusqu'au vendredi 27 novembre inclus", "", ""),  # it has begun
        ("Marc du 1er au 4 décembre", "du mardi 1er au vendredi 4 décembre", "Marc", ""),
        ("3 décembre", "jusqu'au jeudi 3 décembre inclus", "", ""),
        ("le mois prochain", "du mardi 1er au jeudi 31 décembre", "", ""),
    ],
)  # fmt: skip
def test_a_span_as_people_say_it(said: str, shown: str, before: str, behind: str) -> None:
    """With what stands before it and behind it."""
    found = said_span(said, TODAY)
    assert found[1] is not None
    assert (shown_span(found[1]), found[0], found[2]) == (shown, before, behind)


@pytest.mark.parametrize("said", ["", "congés", "Marc", "bientôt", "jusqu'en janvier", "de Paris à Lyon"])
def test_what_is_no_span_is_none(said: str) -> None:
    """Asked about, not guessed."""
    assert said_span(said, TODAY)[1] is None


NEXT_WEEK = "Absence : du lundi 23 au vendredi 27 novembre. Marc Petit suit vos dossiers."
UNTIL = "Absence : jusqu'au dimanche 29 novembre inclus. Marc Petit suit vos dossiers."


@pytest.mark.parametrize(
    ("line", "done", "instead"),
    [
        ("#absent du 23/11 au 27/11 Marc", NEXT_WEEK, "Marc Petit"),
        ("#absent la semaine prochaine, Marc prend le relai", NEXT_WEEK, "Marc Petit"),
        ("#absent jusqu'au 29/11", UNTIL, ""),
    ],
)
def test_it_is_said_back(line: str, done: str, instead: str) -> None:
    """From when, until when, and who follows the cases: without a name, whoever is there."""
    plan = commanded(line)
    assert transcript(plan)["done"] == (done,)
    absence = plan.absences["Claire Martin"]
    assert absence is not None
    assert absence.instead == instead
    assert (absence.since is None) is ("jusqu" in line)
    assert [x.recipient.address for x in plan.letters if x.kind == "information_equipe"] == [MARC]


def test_nobody_else_is_there() -> None:
    """Then it is said where the mails go, and nothing is promised."""
    alone = replace(SETTINGS, staff=SETTINGS.staff[:1])
    [done] = transcript(commanded("#absent jusqu'au 29/11", desk=alone))["done"]
    assert "Personne d'autre" in done
    assert "suit vos dossiers" not in done


@pytest.mark.parametrize("name", ["Paul", "Zoé", "Claire"])
def test_who_cannot_stand_in_is_refused(name: str) -> None:
    """A reader, a stranger, oneself; the colleagues who can are named."""
    plan = commanded(f"#absent du 23/11 au 27/11 {name}")
    [refused] = transcript(plan)["refused"]
    assert "Marc Petit" in refused
    assert plan.absences == {}


def test_an_absence_to_come_can_be_taken_back() -> None:
    """It is known before it begins, and #présent says which one is gone."""
    noted = Absence(until=NOW + timedelta(days=9), since=NOW + timedelta(days=3))
    plan = commanded("#présent", desk=replace(SETTINGS, absences={"Claire Martin": noted}))
    assert plan.absences == {"Claire Martin": None}
    assert "lundi 23 novembre" in transcript(plan)["done"][0]


def test_the_one_who_was_named_stands_in() -> None:
    """Before the deputy of the configuration; and if he is away too, whoever is there."""
    claire, marc, paul = SETTINGS.staff
    zoe = replace(marc, name="Zoé Roy", address="zoe@otc.example")
    until = NOW + timedelta(days=3)
    desk = replace(
        SETTINGS,
        staff=(replace(claire, deputy="Marc Petit"), marc, zoe, paul),
        absent={"Claire Martin": until},
        absences={"Claire Martin": Absence(until=until, instead="Zoé Roy")},
    )
    assert [m.name for m in desk.deputies("Claire Martin")] == ["Zoé Roy"]
    both = replace(desk, absent={"Claire Martin": until, "Zoé Roy": until})
    assert [m.name for m in both.deputies("Claire Martin")] == ["Marc Petit"]


# -- in plain words ------------------------------------------------------------------------------


def plain(text: str, *, desk: Settings = SETTINGS, **of_mail: Any) -> Plan:
    return decide(mail(CLAIRE, text, subject="absence", **of_mail), OTHER, COPY, facts(), desk, NOW)


BY_TEXT = Robot(type="vacation", evidence=("Le texte n’est qu’un avis d’absence",))


@pytest.mark.parametrize("robot", [None, BY_TEXT])
@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("Bonjour, je serai absente la semaine prochaine, Marc prend le relai. Merci\n\nClaire MARTIN",
         "#absent du 23/11/2026 au 27/11/2026, Marc Petit"),
        ("Je suis en congés jusqu'au 29 novembre.", "#absent jusqu'au 29/11/2026"),
        ("Je serai bientôt en congés.", "#absent jusqu'au "),
    ],
)  # fmt: skip
def test_plain_words_come_back_as_a_command(robot: Robot | None, text: str, command: str) -> None:
    """Answered to the writer alone, whatever reading took it for; nothing is noted before he has sent it."""
    plan = plain(text, robot=robot)
    assert transcript(plan)["commands"][0][0] == command
    assert [letter.recipient.address for letter in plan.letters] == [CLAIRE]
    assert plan.absences == {}
    assert plan.opens is None


@pytest.mark.parametrize(
    "of_mail",
    [
        {"robot": Robot(type="vacation", evidence=("En-tête Auto-Submitted",))},
        {
            "robot": Robot(
                type="vacation", evidence=("Le texte n’est qu’un avis d’absence", "En-tête X-Autoreply")
            )
        },
        {"robot": BY_TEXT, "in_reply_to": "<letter@otc.example>"},
        {"robot": BY_TEXT, "authenticity": "fail"},
    ],
)
def test_a_machine_is_never_answered(of_mail: dict[str, Any]) -> None:
    """A header that says so, an answer to a letter, a sender who may be forged: filed."""
    plan = plain("Je suis absente jusqu'au 29 novembre.", **of_mail)
    assert plan.disposition == "filed"
    assert plan.letters == ()
