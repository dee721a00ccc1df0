"""What waits for whom: grave cases, the morning's first heading, absences to come, papers of a case."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage

from mailbot.store import tables as t
from office import CLAIRE, CLIENT, HOTEL, MARC, PAUL, Office, text_of

MakeOffice = Callable[..., Office]
FRIDAY = 4
STAFF = f"Claire Martin <{CLAIRE}>"
GRAVE = """Bonjour,

Samedi nous avons dîné à l'Hôtel du Grand Tétras. Dans la nuit ma mère et mon fils ont été très malades, et ma
mère a été hospitalisée : le médecin parle d'une intoxication alimentaire. Que comptez-vous faire ?

Élodie Dupont
"""


def plain(mail: EmailMessage) -> str:
    return text_of(mail).replace("\u00a0", " ").replace("’", "'")


def morning(office: Office) -> dict[str, str]:
    """The next morning's digest, by reader."""
    office.now = office.now.replace(hour=7, minute=30)
    office.passes(days=3 if office.now.weekday() == FRIDAY else 1)
    left = office.works()
    return {
        address: plain(mail)
        for address, mails in left.items()
        for mail in mails
        if "Point du matin" in mail["Subject"]
    }


def test_a_grave_case_is_spoken_of_until_the_call_is_noted(make_office: MakeOffice) -> None:
    """After four working hours, the next morning, to the new keeper after a hand-over; then never again."""
    office = make_office(second_handler=True)
    notice = office.complains(GRAVE)[CLAIRE][0]
    assert office.tickets()[0]["severity"] == "grave"
    office.passes(hours=3)
    assert office.works() == {}
    office.passes(hours=2)
    left = office.works()
    assert set(left) == {CLAIRE}
    assert "GRAVE – l'appel au prestataire n'est pas noté" in str(left[CLAIRE][0]["Subject"]).replace(
        "’", "'"
    )
    office.answers(notice, "#assigner Marc Petit", sender=CLAIRE)
    office.works()
    office.passes(days=1)
    left = office.works()
    assert set(left) == {MARC}
    office.answers(left[MARC][0], "#appel prestataire le gérant vérifie ses frigos", sender=MARC)
    office.works()
    office.passes(days=3)
    assert not any("n’est pas noté" in str(m["Subject"]) for m in office.works().get(MARC, ()))


def test_the_morning_begins_with_what_waits_for_the_reader(make_office: MakeOffice) -> None:
    """New, answered by the provider, written again by the client, handed over: each with its reason."""
    office = make_office(second_handler=True, digest=True)
    notice = office.complains()[CLAIRE][0]
    forwarded = office.mails(HOTEL)[0]
    assert "À VOUS DE JOUER" not in morning(office).get(CLAIRE, "")  # the provider has it
    office.answers(forwarded, "Nous regrettons.", sender=HOTEL)
    office.works()
    told = morning(office)
    assert "le prestataire a répondu" in told[CLAIRE]
    assert told[CLAIRE].index("À VOUS DE JOUER") < told[CLAIRE].index("REC-")
    assert "À VOUS DE JOUER" not in told.get(MARC, "")  # it is Claire's
    office.answers(notice, "#note\nLu.", sender=CLAIRE)
    office.works()
    assert "À VOUS DE JOUER" not in morning(office).get(CLAIRE, "")
    office.answers(office.mails(CLIENT)[0], "Avez-vous des nouvelles ?", sender=f"Élodie Dupont <{CLIENT}>")
    office.works()
    assert "le client a écrit de nouveau" in morning(office)[CLAIRE]
    office.answers(notice, "#assigner Marc Petit\n#note\nPour toi.", sender=CLAIRE)
    office.works()
    told = morning(office)
    assert "vous est confié" in told[MARC]
    assert "À VOUS DE JOUER" not in told.get(CLAIRE, "")


def test_a_new_case_waits_for_its_keeper(make_office: MakeOffice) -> None:
    """Where nothing has left to a provider."""
    office = make_office(second_handler=True, digest=True)
    office.complains("L'accueil de l'office a été odieux, c'est inadmissible. Je veux des excuses.")
    assert "personne ne s'en est encore occupé" in morning(office)[CLAIRE]


# -- absences ------------------------------------------------------------------------------------


def test_an_absence_begins_on_its_day(make_office: MakeOffice) -> None:
    """Until then nothing changes; then the one who was named follows; afterwards all is as before."""
    office = make_office(second_handler=True)
    office.arrives("#absent du 23/11 au 27/11 Marc", sender=STAFF, subject="congés")
    left = office.works()
    assert "du lundi 23 au vendredi 27 novembre. Marc Petit suit vos dossiers." in plain(left[CLAIRE][0])
    assert set(left) == {CLAIRE, MARC}
    office.complains(message_id="<one@client.example>")
    office.passes(days=8)  # Tuesday the 24th
    office.complains(message_id="<two@client.example>")
    office.passes(days=6)
    office.complains(message_id="<three@client.example>")
    names = [ticket["assigned_to"] for ticket in office.tickets()]
    assert names == ["Claire Martin", "Marc Petit", "Claire Martin"]


def test_an_absence_in_plain_words_is_answered(make_office: MakeOffice) -> None:
    """The line that says the same comes back; sent, it is noted."""
    office = make_office(second_handler=True)
    office.arrives("Bonjour, je serai absente la semaine prochaine, Marc prend le relai. Merci", sender=STAFF,
                   subject="absence")  # fmt: skip
    left = office.works()
    assert set(left) == {CLAIRE}
    assert "#absent du 23/11/2026 au 27/11/2026, Marc Petit" in plain(left[CLAIRE][0])
    office.answers(left[CLAIRE][0], "#absent du 23/11/2026 au 27/11/2026, Marc Petit", sender=CLAIRE)
    assert "Marc Petit suit vos dossiers" in plain(office.works()[CLAIRE][0])
    [row] = office.rows(t.absences)
    assert (row["name"], row["instead"]) == ("Claire Martin", "Marc Petit")


# -- papers --------------------------------------------------------------------------------------


def sheets(mail: EmailMessage) -> list[str]:
    return [str(part.get_filename()) for part in mail.iter_attachments()]


def test_the_sheet_of_a_case_comes_as_pdf(make_office: MakeOffice) -> None:
    """In the case, and from a mail to the service; a case that there is none of is said to be none."""
    office = make_office(second_handler=True)
    notice = office.complains()[CLAIRE][0]
    office.answers(notice, "#fiche", sender=CLAIRE)
    assert sheets(office.works()[CLAIRE][0]) == ["fiche-REC-2026-0001.pdf"]
    office.arrives("#pdf REC-2026-0001", sender=f"Paul Henry <{PAUL}>", subject="fiche")
    [letter] = office.works()[PAUL]
    assert sheets(letter) == ["fiche-REC-2026-0001.pdf"]
    [content] = [part.get_payload(decode=True) for part in letter.iter_attachments()]
    assert isinstance(content, bytes)
    assert content[:5] == b"%PDF-"
    office.arrives("#fiche REC-2026-0099", sender=STAFF, subject="fiche")
    [letter] = office.works()[CLAIRE]
    assert sheets(letter) == []
    assert "il n'y a pas de dossier" in plain(letter)
    assert len(office.tickets()) == 1


def test_who_is_complained_about_does_not_get_the_sheet(make_office: MakeOffice) -> None:
    """A colleague tells him."""
    office = make_office(second_handler=True)
    office.complains("Monsieur Petit, à l'accueil de l'office, m'a insulté. C'est inadmissible, je réclame.")
    assert office.tickets()[0]["record"]["blamed"] == ["Marc Petit"]
    office.arrives("#fiche REC-2026-0001", sender=f"Marc Petit <{MARC}>", subject="fiche")
    [letter] = office.works()[MARC]
    assert sheets(letter) == []
    assert "mis en cause" in plain(letter)


def test_too_late_to_take_it_back(make_office: MakeOffice) -> None:
    """What has left and what stays are both named, and how to open the case again."""
    office = make_office(second_handler=True, recall="1 minute")
    notice = office.complains()[CLAIRE][0]
    office.answers(notice, "#favorable\nNous vous remboursons.\n#clôturer", sender=CLAIRE)
    office.works()
    office.passes(minutes=5)
    assert CLIENT in office.works()
    office.answers(notice, "#annuler", sender=CLAIRE)
    told = plain(office.works()[CLAIRE][0])
    assert "Trop tard" in told
    assert "la clôture" in told
    assert "#rouvrir" in told
    assert office.tickets()[0]["closed_at"] is not None
