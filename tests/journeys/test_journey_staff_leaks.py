"""Cases made one, or two of one: who the client is stays known, and no letter changes its reader."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage

from mailbot.store import tables as t
from office import CLAIRE, CLIENT, COMPLAINT, HOTEL, Office, text_of, written

CAMPING = "accueil@camping-lac.example"
AGAIN = (
    "Bonjour,\n\nLa chambre 12 de l'Hôtel du Grand Tétras était sale. C'est inadmissible.\n\nÉlodie Dupont\n"
)
ABOUT_CAMPING = (
    "Autre chose : au Camping du Lac Bleu, le 10 novembre, les sanitaires étaient fermés. C'est scandaleux, "
    "nous demandons un geste.\n\nÉ."
)


def notice(left: dict[str, list[EmailMessage]], reference: str) -> EmailMessage:
    return [mail for mail in left[CLAIRE] if reference in str(mail["Subject"])][-1]


def orders(office: Office, letter: EmailMessage, text: str) -> dict[str, list[EmailMessage]]:
    office.passes(hours=1)
    office.answers(letter, text, sender=CLAIRE)
    return office.works()


def for_providers(office: Office, recipient: str) -> list[tuple[str, str]]:
    rows = office.rows(t.letters, t.letters.c.recipient == recipient, t.letters.c.kind == "transmission")
    return [(row["state"], row["subject"]) for row in rows]


def test_who_was_noted_on_the_case_that_is_gone_is_still_searched_for(office: Office) -> None:
    """The one that goes on has a name, a telephone and an address of its own: both are the client's."""
    first = notice(office.complains(), "REC-2026-0001")
    office.passes(days=3)
    gone = notice(office.complains(AGAIN, subject="Toujours rien"), "REC-2026-0002")
    orders(office, gone, "#téléphone 07 55 66 77 88\n#adresse 15 chemin Creux, 88250 La Bresse")
    orders(office, gone, "#nom Élodie Lemercier")
    left = orders(office, gone, "#fusionner REC-2026-0001")
    assert "est réuni" in text_of(left[CLAIRE][0])
    orders(office, first, "#téléphone 06 11 22 33 44\n#adresse 8 rue Haute, 88400 Gérardmer")
    orders(office, first, "#nom Élodie Dupont")
    for words in ("Mme Lemercier se plaint.", "Appelez le 07 55 66 77 88.", "Elle vit au 15 chemin Creux."):
        left = orders(office, first, f"#confirmer\n#transmettre extrait Tétras\n\n{words}")
        assert HOTEL not in left, words


def test_a_case_that_was_split_off_still_knows_who_the_client_is(office: Office) -> None:
    """What the first mail of the old case told of him does not go to the provider of the new one."""
    left = office.complains()
    office.passes(minutes=5)
    office.answers(left[CLIENT][0], ABOUT_CAMPING, sender=CLIENT)
    left = orders(office, office.works()[CLAIRE][0], "#scinder")
    orders(
        office,
        notice(left, "REC-2026-0002"),
        "#confirmer\n#transmettre extrait camping\n\nLa personne est joignable au 06 39 98 12 34.",
    )

    assert [state for state, _ in for_providers(office, CAMPING)][-1] == "held"


def test_the_copy_of_a_split_case_does_not_name_the_other_provider(office: Office) -> None:
    """Its first mail came as an answer about somebody else."""
    left = office.complains()
    office.passes(minutes=5)
    office.answers(left[CLIENT][0], ABOUT_CAMPING, sender=CLIENT)
    left = orders(office, office.works()[CLAIRE][0], "#scinder")
    orders(office, notice(left, "REC-2026-0002"), "#confirmer\n#prestataire camping\n#transmettre")
    copies = office.rows(t.letters, t.letters.c.recipient == CAMPING, t.letters.c.kind == "transmission")

    assert copies
    for row in copies:
        assert "tras" not in text_of(message_from_bytes(row["content"], policy=policy.default))


def with_file(office: Office, body: str, name: str, content: str, subject: str) -> bytes:
    mail = message_from_bytes(
        written(
            body, sender=f"Élodie Dupont <{CLIENT}>", subject=subject, to="reclamations@otc.example",
            at=office.now, message_id=f"<{name}@courrier.example>",
        ),
        policy=policy.default,
    )  # fmt: skip
    mail.add_attachment(content.encode(), maintype="text", subtype="plain", filename=name)
    return mail.as_bytes()


def test_piece_one_of_the_case_that_is_gone_is_not_piece_one_of_the_other(office: Office) -> None:
    """Under its old notice the order is refused: another document would leave."""
    first = office.complains(raw=with_file(office, COMPLAINT, "carte.txt", "Releve de compte", "Réclamation"))
    office.passes(days=2)
    left = office.complains(
        raw=with_file(office, AGAIN, "facture.txt", "Facture, chambre 12", "Toujours rien")
    )
    gone = notice(left, "REC-2026-0002")
    orders(office, gone, "#fusionner REC-2026-0001")
    left = orders(office, gone, "#joindre 1")

    assert HOTEL not in left
    assert "REC-2026-0002, réuni" in " ".join(text_of(left[CLAIRE][0]).split())
    left = orders(office, notice(first, "REC-2026-0001"), "#joindre 1")
    [sent] = left[HOTEL][0].iter_attachments()
    assert sent.get_content().strip() == "Releve de compte"


def test_no_two_providers_share_a_conversation(office: Office) -> None:
    """One is named, taken back, and named again, when another has had the copy."""
    somewhere = AGAIN.replace("l'Hôtel du Grand Tétras", "notre hébergement")
    left = office.complains(somewhere, subject="Réclamation")
    first = notice(left, "REC-2026-0001")
    named = orders(office, first, "#prestataire Tétras")
    orders(office, first, "#prestataire camping")
    orders(office, named[CLAIRE][0], "#annuler")
    orders(office, first, "#prestataire Tétras")
    rows = [row for row in office.rows(t.parties) if row["provider_id"]]

    assert len({row["conversation"] for row in rows}) == len(rows) == 2


def test_a_piece_of_the_case_that_is_gone_leaves_under_its_reference(office: Office) -> None:
    """From either notice; with its own number, beside the piece of the other that has the same one."""
    first = office.complains(raw=with_file(office, COMPLAINT, "carte.txt", "Releve de compte", "Réclamation"))
    office.passes(days=2)
    left = office.complains(
        raw=with_file(office, AGAIN, "facture.txt", "Facture, chambre 12", "Toujours rien")
    )
    gone, kept = notice(left, "REC-2026-0002"), notice(first, "REC-2026-0001")
    orders(office, gone, "#fusionner REC-2026-0001")
    refused = orders(office, gone, "#joindre 1")
    assert "#joindre 1 de REC-2026-0002" in " ".join(text_of(refused[CLAIRE][0]).split())

    left = orders(office, gone, "#joindre 1 de REC-2026-0002")
    [sent] = left[HOTEL][0].iter_attachments()
    assert sent.get_content().strip() == "Facture, chambre 12"
    assert sent.get_filename() == "piece-0002-1.txt"
    assert "REC-2026-0002, « facture.txt »" in " ".join(text_of(left[CLAIRE][0]).split())
    left = orders(office, kept, "#joindre 1")
    [sent] = left[HOTEL][0].iter_attachments()
    assert sent.get_content().strip() == "Releve de compte"

    left = orders(office, kept, "#confirmer\n#transmettre")
    assert [part.get_filename() for part in left[HOTEL][0].iter_attachments()] == [
        "piece-1.txt",
        "piece-0002-1.txt",
    ]
    assert orders(office, kept, "#joindre 1 de REC-2026-0002").keys() == {CLAIRE}  # it is there already


def test_a_piece_of_a_case_that_is_not_one_with_this_never_leaves(office: Office) -> None:
    """Its reference proves nothing; and a paper that names the client stays, whichever case it is of."""
    first = office.complains()
    office.passes(days=2)
    named = with_file(office, AGAIN, "facture.txt", "Facture de Madame Dupont", "Toujours rien")
    gone = notice(office.complains(raw=named), "REC-2026-0002")
    kept = notice(first, "REC-2026-0001")
    left = orders(office, kept, "#joindre 1 de REC-2026-0002")
    assert HOTEL not in left
    assert "n'est pas réuni à celui-ci" in text_of(left[CLAIRE][0]).replace("’", "'")
    orders(office, gone, "#fusionner REC-2026-0001")
    left = orders(office, kept, "#joindre 1 de REC-2026-0002")
    assert HOTEL not in left
    assert "désigne le client" in text_of(left[CLAIRE][0])
