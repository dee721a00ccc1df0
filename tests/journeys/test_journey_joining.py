"""Two tickets that are one, and a mail that is a case of its own: from the order to the last reply."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email.message import EmailMessage

import pytest

from mailbot import journey
from mailbot.commands import database
from mailbot.daemon import open_desk
from mailbot.errors import TemporaryFailure
from mailbot.model import RawMail
from mailbot.report.period import between
from mailbot.reviewing import review
from mailbot.sandbox.servers import AUTHSERV_ID
from mailbot.store import forgetting, overview, person
from mailbot.store import tables as t
from office import CLAIRE, CLIENT, COMPLAINT, HOTEL, MARC, SECRET, SERVICE, STRANGER, Office, text_of

MakeOffice = Callable[..., Office]
AGAIN = """Bonjour,

Je vous ai déjà écrit : la chambre 12 de l'Hôtel du Grand Tétras était sale. J'attends toujours
le remboursement de la nuit. C'est inadmissible.

Élodie Dupont
"""
CAMPING = """Bonjour,

Autre chose : au Camping du Lac Bleu, le 10 novembre, les sanitaires étaient fermés et personne à
l'accueil n'a voulu nous répondre. C'est scandaleux, nous demandons un geste.

Élodie Dupont
"""
SOMEWHERE = COMPLAINT.replace("à l'Hôtel du Grand Tétras", "dans un hôtel de la vallée")


def told(left: dict[str, list[EmailMessage]]) -> str:
    """The transcript, as it reads."""
    [letter] = [one for one in left[CLAIRE] if "#" in text_of(one)]
    return " ".join(text_of(letter).replace("’", "'").split())


def two_cases(office: Office) -> tuple[dict[str, list[EmailMessage]], dict[str, list[EmailMessage]]]:
    """The same client complains twice of the same thing, ten days between."""
    first = office.complains()
    office.passes(days=10)
    return first, office.complains(AGAIN, subject="Toujours rien")


def test_a_reply_to_either_arrives_in_the_one_that_goes_on(office: Office) -> None:
    """By the token of the address and by the Message-ID alone, of the client and of the provider."""
    first, second = two_cases(office)
    office.answers(second[CLAIRE][0], "#fusionner REC-2026-0001", sender=CLAIRE)
    left = office.works()

    assert set(left) == {CLAIRE}
    assert "REC-2026-0002 est réuni à REC-2026-0001" in told(left)
    kept, gone = office.tickets()
    assert (gone["merged_into"], gone["status"], kept["merged_into"]) == (kept["id"], "réuni", None)

    office.answers(second[CLIENT][0], "J'ajoute que le lit était cassé.", sender=CLIENT)
    assert "[REC-2026-0001]" in office.works()[CLAIRE][0]["Subject"]
    office.answers(
        second[CLIENT][0],
        "Et la douche aussi.",
        sender=CLIENT,
        to="reclamations@otc.example",
        subject="Suite",
    )
    assert "[REC-2026-0001]" in office.works()[CLAIRE][0]["Subject"]
    office.answers(second[HOTEL][0], "La chambre a été refaite le jour même.", sender=HOTEL)
    shown = office.works()[CLAIRE][0]
    assert "[REC-2026-0001]" in shown["Subject"]
    office.answers(shown, "Merci, nous transmettons.", sender=CLAIRE)
    left = office.works()
    assert HOTEL in left
    assert CLIENT not in left
    assert first[CLIENT]


def test_the_earlier_date_binds_and_the_other_clocks_stop(make_office: MakeOffice) -> None:
    """Even where the later case goes on; nothing rings any more in the one that is gone."""
    office = make_office(procedure="courtier")
    first, _ = two_cases(office)
    due_at = office.tickets()[0]["due_at"]
    office.answers(first[CLAIRE][0], "#fusionner REC-2026-0002", sender=CLAIRE)
    left = office.works()

    assert "La date de réponse de REC-2026-0002 est désormais le" in told(left)
    gone, kept = office.tickets()
    assert kept["due_at"] == due_at
    waiting = [
        (row["ticket_id"], row["name"]) for row in office.rows(t.timers, t.timers.c.state == "waiting")
    ]
    assert {name for ticket_id, name in waiting if ticket_id == gone["id"]} <= {"acknowledgement_late"}
    late = office.rows(t.timers, t.timers.c.name == "answer_late", t.timers.c.ticket_id == kept["id"])
    assert [row["due_at"] for row in late] == [due_at]
    office.passes(days=90)
    office.works()
    assert {row["ticket_id"] for row in office.rows(t.events, t.events.c.event == "answer_late")} == {
        kept["id"]
    }


def test_cases_of_two_people_stay_two(office: Office) -> None:
    """Who has the token of one must never read the other: the order is refused, and says why."""
    office.complains()
    second = office.complains(AGAIN, sender=f"Un voisin <{STRANGER}>", subject="Toujours rien")
    before = office.tickets()
    office.answers(second[CLAIRE][0], "#confirmer\n#fusionner REC-2026-0001", sender=CLAIRE)
    left = office.works()

    assert set(left) == {CLAIRE}
    assert "n'ont pas la même adresse" in told(left)
    assert office.tickets() == before


def test_annuler_takes_the_two_apart_again(make_office: MakeOffice) -> None:
    """Dates, timers and parties are as before; replies to each arrive in each."""
    office = make_office(procedure="courtier")
    first = office.complains()
    office.complains(CAMPING, subject="Camping")
    before, timers = office.tickets(), office.rows(t.timers, t.timers.c.state == "waiting")
    parties = office.rows(t.parties)
    office.answers(first[CLAIRE][0], "#fusionner REC-2026-0002", sender=CLAIRE)
    [transcript] = office.works()[CLAIRE]
    assert office.tickets() != before
    assert len(office.rows(t.parties)) == len(parties) + 1

    office.answers(transcript, "#annuler", sender=CLAIRE)
    left = office.works()

    assert "remis comme il était" in told(left)
    assert office.tickets() == before
    assert office.rows(t.timers, t.timers.c.state == "waiting") == timers
    assert office.rows(t.parties) == parties
    office.answers(first[CLIENT][0], "Avez-vous bien reçu mon message ?", sender=CLIENT)
    assert "[REC-2026-0001]" in office.works()[CLAIRE][0]["Subject"]


def test_what_was_done_before_the_two_were_one_is_not_taken_back(office: Office) -> None:
    """An old transcript does not reach into a case that goes on elsewhere; the answer says what to do."""
    _, second = two_cases(office)
    office.answers(second[CLAIRE][0], "#gravité grave", sender=CLAIRE)
    [old] = office.works()[CLAIRE]
    office.answers(second[CLAIRE][0], "#fusionner REC-2026-0001", sender=CLAIRE)
    office.works()
    before = office.tickets()
    office.answers(old, "#annuler", sender=CLAIRE)
    assert "a été réuni à un autre depuis" in told(office.works())
    assert office.tickets() == before
    assert before[0]["severity"] == "grave"


def test_three_cases_become_one_in_two_steps(office: Office) -> None:
    """The pointer is followed to its end; the same order again, or to itself, changes nothing."""
    first, second = two_cases(office)
    third = office.complains(AGAIN.replace("toujours", "encore"), subject="Encore moi")
    office.answers(first[CLAIRE][0], "#fusionner REC-2026-0002", sender=CLAIRE)
    office.works()
    office.answers(second[CLAIRE][0], "#Fusionner avec [rec-2026-3].", sender=CLAIRE)
    office.works()
    one, two, three = office.tickets()
    assert (one["merged_into"], two["merged_into"], three["merged_into"]) == (two["id"], three["id"], None)

    office.answers(first[CLIENT][0], "J'ajoute une photo.", sender=CLIENT)
    assert "[REC-2026-0003]" in office.works()[CLAIRE][0]["Subject"]
    for word in ("0003", "0002", "0001"):
        office.answers(first[CLAIRE][0], f"#fusionner REC-2026-{word}", sender=CLAIRE)
        assert "C'est déjà le dossier REC-2026-0003" in told(office.works())
    office.answers(third[CLAIRE][0], "#fusionner REC-2026-0404", sender=CLAIRE)
    assert "aucun dossier REC-2026-0404" in told(office.works())
    office.answers(third[CLAIRE][0], "#fusionner l'autre", sender=CLAIRE)
    assert "REC-2026-0001" in told(office.works())
    assert [row["merged_into"] for row in office.tickets()] == [two["id"], three["id"], None]


def test_an_order_with_anything_beside_it_is_not_followed(office: Office) -> None:
    """Nobody could say for which of the two cases the rest was meant."""
    _, second = two_cases(office)
    for body in (
        "#fusionner REC-2026-0001\n#gravité grave",
        "Nous revenons vers vous.\n\n#fusionner REC-2026-0001",
        "Nous revenons vers vous.\n\n#scinder",
    ):
        office.answers(second[CLAIRE][0], body, sender=CLAIRE)
        left = office.works()
        assert set(left) == {CLAIRE}
        assert "seule" in told(left)
    assert office.tickets()[1]["merged_into"] is None


def test_a_closed_case_opens_again_and_an_answered_one_does_not_swallow_a_promise(office: Office) -> None:
    """Who complains again of what was closed without an answer waits for one; one answered answers itself."""
    first, second = two_cases(office)
    office.answers(first[CLAIRE][0], "#confirmer\n#clôturer", sender=CLAIRE)
    office.works()
    office.answers(second[CLAIRE][0], "#fusionner REC-2026-0001", sender=CLAIRE)
    assert "était clos : il est rouvert" in told(office.works())
    assert office.tickets()[0]["status"] == "rouvert"
    office.answers(first[CLAIRE][0], "Nous vous remboursons la nuit, 95 €.\n\n#favorable", sender=CLAIRE)
    office.works()

    third = office.complains(AGAIN.replace("toujours", "encore"), subject="Encore moi")
    office.answers(third[CLAIRE][0], "#fusionner REC-2026-0001", sender=CLAIRE)
    assert "a déjà sa réponse" in told(office.works())
    assert office.tickets()[2]["merged_into"] is None
    office.answers(third[CLAIRE][0], "#confirmer\n#fusionner REC-2026-0001", sender=CLAIRE)
    office.works()
    assert office.tickets()[2]["merged_into"] == office.tickets()[0]["id"]


def test_a_word_that_still_waits_to_leave_holds_the_two_apart(make_office: MakeOffice) -> None:
    """An answer that is on its way would be told to the case that is gone."""
    office = make_office(recall="1 minute")
    _, second = two_cases(office)
    office.answers(second[CLAIRE][0], "Nous vous remboursons la nuit.\n\n#favorable", sender=CLAIRE)
    office.works()
    office.answers(second[CLAIRE][0], "#fusionner REC-2026-0001", sender=CLAIRE)
    assert "en train de partir" in told(office.works())
    assert office.tickets()[1]["merged_into"] is None


def test_a_provider_who_has_the_other_copy_is_still_reminded(office: Office) -> None:
    """Once, below the copy that he has; and his answer ends it."""
    office.complains(CAMPING, subject="Camping")
    second = office.complains()
    assert HOTEL in second
    office.answers(second[CLAIRE][0], "#fusionner REC-2026-0001", sender=CLAIRE)
    office.works()
    kept = office.tickets()[0]
    assert kept["targets"] == ["camping-lac", "hotel-tetras"]

    def reminders() -> list[tuple[int, str]]:
        rows = office.rows(t.timers, t.timers.c.state == "waiting", t.timers.c.name.contains("provider:2"))
        return [(row["ticket_id"], row["name"]) for row in rows]

    assert reminders() == [(kept["id"], "provider_reminder:provider:2:1")]
    office.passes(days=14)
    left = office.works()
    assert len(left[HOTEL]) == 1
    assert left[HOTEL][0]["In-Reply-To"] == second[HOTEL][0]["Message-ID"]
    assert reminders() == [(kept["id"], "provider_reminder:provider:2:2")]
    office.answers(second[HOTEL][0], "Nous sommes désolés.", sender=HOTEL)
    office.works()
    assert reminders() == []


def test_a_copy_that_left_from_the_other_case_is_known(office: Office) -> None:
    """It is not sent again unasked, it can be reminded of, and the provider's word is awaited."""
    first = office.complains(SOMEWHERE, subject="Séjour")
    assert HOTEL not in first
    second = office.complains()
    office.answers(second[CLAIRE][0], "#fusionner REC-2026-0001", sender=CLAIRE)
    office.works()
    with office.desk.store.reading() as connection:
        [case] = overview.open_cases(connection)
    assert case.awaits_provider
    office.answers(first[CLAIRE][0], "#transmettre", sender=CLAIRE)
    left = office.works()
    assert HOTEL not in left
    assert "déjà partie" in told(left)
    office.answers(first[CLAIRE][0], "#relancer", sender=CLAIRE)
    assert len(office.works()[HOTEL]) == 1


def test_what_the_client_told_in_either_case_is_kept_from_providers(office: Office) -> None:
    """The bank account stands in the case that is gone: it is searched for all the same."""
    account = "FR76 3000 6000 0112 3456 7890 189"
    first = office.complains(f"{COMPLAINT}\nMon compte : {account}\n")
    second = office.complains(AGAIN, subject="Toujours rien")
    office.answers(first[CLAIRE][0], "#fusionner REC-2026-0002", sender=CLAIRE)
    office.works()
    office.answers(second[HOTEL][0], "Comment la joindre ?", sender=HOTEL)
    shown = next(one for one in office.works()[CLAIRE] if "joindre ?" in text_of(one))
    office.answers(shown, f"Remboursez sur le compte {account}.", sender=CLAIRE)
    assert HOTEL not in office.works()
    assert office.rows(t.letters, t.letters.c.state == "held")


def test_colleagues_hear_of_it(make_office: MakeOffice) -> None:
    """In one line, with both references."""
    office = make_office(second_handler=True)
    _, second = two_cases(office)
    office.answers(second[CLAIRE][0], "#fusionner REC-2026-0001", sender=CLAIRE)
    [line] = office.works()[MARC]
    assert "Claire Martin a réuni REC-2026-0002 à REC-2026-0001" in text_of(line)


def test_the_register_and_the_review_count_them_once(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both are shown, one as joined to the other."""
    _, second = two_cases(office)
    office.answers(second[CLAIRE][0], "#fusionner REC-2026-0001", sender=CLAIRE)
    office.works()
    for reference in ("REC-2026-0001", "REC-2026-0002"):
        assert database.case(office.settings, reference, as_json=False) == 0
    out = capsys.readouterr().out
    assert "Y sont réunis : REC-2026-0002" in out
    assert "Réuni à : REC-2026-0001" in out
    database.register(office.settings, form="json", year=None, out=None)
    assert '"merged_with": "REC-2026-0001"' in capsys.readouterr().out
    day = office.now.date()
    with office.desk.store.reading() as connection:
        period = between(day - timedelta(days=30), day, "Europe/Paris")
        found = review(office.settings, connection, period, now=office.now).figures
    assert (found.complaints, found.merged) == (1, 1)


def test_what_is_one_is_forgotten_together(office: Office) -> None:
    """By its person, and by the time that cases are kept: from the end of the one that goes on."""
    first, second = two_cases(office)
    office.answers(second[CLAIRE][0], "#fusionner REC-2026-0001", sender=CLAIRE)
    office.works()
    office.passes(days=20)
    office.answers(first[CLAIRE][0], "#confirmer\n#clôturer", sender=CLAIRE)
    office.works()
    between_both = forgetting.Past(closed=office.now - timedelta(days=10))
    afterwards = forgetting.Past(closed=office.now + timedelta(days=10))
    with office.desk.store.transaction() as connection:
        assert not forgetting.past_its_time(connection, between_both, most=50)
        assert len(forgetting.past_its_time(connection, afterwards, most=50).tickets) == 2
        named = person.case_named(connection, "REC-2026-0002")
        assert named is not None
        assert person.of_cases(connection, (named,)).tickets == tuple(row["id"] for row in office.tickets())


@pytest.mark.parametrize("database_of", ["sqlite", "postgresql"])
def test_two_people_join_them_both_ways_at_once(
    postgres_url: str, make_office: MakeOffice, database_of: str
) -> None:
    """One of the two orders is followed; the other finds that it is done, and no loop is made."""
    office = make_office(second_handler=True, database=postgres_url if database_of == "postgresql" else "")
    first, second = two_cases(office)
    orders = tuple(
        f"Authentication-Results: {AUTHSERV_ID}; dmarc=pass header.from=otc.example\r\n".encode() + content
        for content in (
            office.answers(first[CLAIRE][0], "#fusionner REC-2026-0002", sender=CLAIRE),
            office.answers(second[MARC][0], "#fusionner REC-2026-0001", sender=MARC),
        )
    )
    start = threading.Barrier(2)

    def work(number: int) -> None:
        desk = open_desk(office.settings, secret=SECRET)
        raw = RawMail(
            content=orders[number], mailbox=SERVICE, received_at=office.now, folder=f"worker {number}"
        )
        start.wait(10)
        for _ in range(5):
            try:
                journey.take_in(raw, desk=desk, now=office.now)
            except TemporaryFailure:
                continue
            break
        desk.store.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, range(2)))
    merged = [row["merged_into"] for row in office.tickets()]
    assert merged.count(None) == 1


# -- one that is two ----------------------------------------------------------------------------------


def followed_up(office: Office, body: str = CAMPING) -> tuple[EmailMessage, EmailMessage]:
    """The client has added another matter to the case: the first notice, and the one that shows it."""
    left = office.complains()
    office.passes(days=10)
    office.answers(left[CLIENT][0], body, sender=CLIENT)
    [shown] = office.works()[CLAIRE]
    office.passes(hours=3)
    return left[CLAIRE][0], shown


def test_a_mail_taken_out_is_a_case_with_its_own_dates(make_office: MakeOffice) -> None:
    """Acknowledged, shown and counted from the moment when it came; the old case keeps the rest."""
    office = make_office(procedure="courtier")
    _, shown = followed_up(office)
    came = office.now - timedelta(hours=3)
    office.answers(shown, "#scinder", sender=CLAIRE)
    left = office.works()

    old, new = office.tickets()
    assert (new["reference"], new["received_at"], new["split_from"]) == ("REC-2026-0002", came, old["id"])
    assert new["subject"].startswith("Autre chose")
    assert new["due_at"] > old["due_at"]
    assert new["due_at"] - came <= timedelta(days=63)
    assert new["acknowledged_at"] == office.now
    [acknowledgement] = left[CLIENT]
    assert acknowledgement["Subject"].startswith("[REC-2026-0002]")
    assert any(mail["Subject"].startswith("[REC-2026-0002]") for mail in left[CLAIRE])
    assert "devient un dossier à part, REC-2026-0002" in told({CLAIRE: [left[CLAIRE][0]]})
    mails = office.rows(t.mails, t.mails.c.disposition == "opened")
    assert [row["ticket_id"] for row in mails] == [old["id"], new["id"]]


def test_replies_go_to_the_case_that_they_answer(office: Office) -> None:
    """To the acknowledgement of the new one, or to the old thread; the mail itself belongs to the new one."""
    left = office.complains()
    office.answers(left[CLIENT][0], CAMPING, sender=CLIENT)
    [shown] = office.works()[CLAIRE]
    office.answers(shown, "#scinder", sender=CLAIRE)
    [acknowledgement] = office.works()[CLIENT]

    office.answers(acknowledgement, "Merci, j'attends.", sender=CLIENT)
    assert "[REC-2026-0002]" in office.works()[CLAIRE][0]["Subject"]
    office.answers(left[CLIENT][0], "Et pour la chambre 12 ?", sender=CLIENT)
    assert "[REC-2026-0001]" in office.works()[CLAIRE][0]["Subject"]
    [taken] = office.rows(t.mails, t.mails.c.ticket_id == 2, t.mails.c.disposition == "opened")
    headers = {"In-Reply-To": taken["message_id"], "References": taken["message_id"]}
    office.arrives("Je me permets d'insister.", subject="Autre chose", headers=headers)
    assert "[REC-2026-0002]" in office.works()[CLAIRE][0]["Subject"]


def test_the_same_mail_is_taken_out_once(office: Office) -> None:
    """A second order says where it is; the first mail of a case, and what a provider wrote, stay."""
    first, shown = followed_up(office)
    office.answers(first, "#scinder", sender=CLAIRE)
    assert "seul un message que le client a ajouté" in told(office.works())
    office.answers(shown, "#scinder", sender=CLAIRE)
    [transcript] = [one for one in office.works()[CLAIRE] if "devient" in text_of(one)]
    office.answers(shown, "#scinder", sender=CLAIRE)
    assert "Ce message est déjà un dossier à part, REC-2026-0002" in told(office.works())
    office.answers(transcript, "#annuler", sender=CLAIRE)
    assert "#fusionner REC-2026-0001" in told(office.works())
    assert len(office.tickets()) == 2
    office.answers(office.mails(HOTEL)[0], "Nous vérifions.", sender=HOTEL)
    [of_provider] = office.works()[CLAIRE]
    office.answers(of_provider, "#scinder", sender=CLAIRE)
    assert "seul un message que le client a ajouté" in told(office.works())
    assert len(office.tickets()) == 2


def test_taken_out_and_joined_again(office: Office) -> None:
    """What the refusal of #annuler proposes works."""
    _, shown = followed_up(office)
    office.answers(shown, "#scinder", sender=CLAIRE)
    notice = next(one for one in office.works()[CLAIRE] if one["Subject"].startswith("[REC-2026-0002]"))
    office.answers(notice, "#fusionner REC-2026-0001", sender=CLAIRE)
    assert "REC-2026-0002 est réuni à REC-2026-0001" in told(office.works())


@pytest.mark.parametrize("order", ["#scinder", "#fusionner REC-2026-0001"])
def test_both_work_where_the_writer_has_to_confirm(make_office: MakeOffice, order: str) -> None:
    """A server that vouches for nobody: obeyed when the writer has said yes, with what is known then."""
    office = make_office(vouches=False)
    left = office.complains()
    office.answers(left[CLIENT][0], CAMPING, sender=CLIENT)
    [shown] = office.works()[CLAIRE]
    if order != "#scinder":
        shown = office.complains(AGAIN, subject="Toujours rien")[CLAIRE][0]
    office.answers(shown, order, sender=CLAIRE)
    [question] = office.works()[CLAIRE]
    office.answers(question, "OK", sender=CLAIRE)
    office.works()
    one, two = office.tickets()
    assert one["id"] in (two["split_from"], two["merged_into"])
