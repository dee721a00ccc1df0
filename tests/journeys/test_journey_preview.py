"""A copy that a person must look at: shown with its doubtful places marked, and let go with one line."""

from __future__ import annotations

import re
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from company import open_company
from mailbot.redact import papers
from mailbot.store import tables as t
from office import CLAIRE, CLIENT, COMPLAINT, HOTEL, Office, text_of, written
from rigs.postfix import Postfix
from test_journey_later_pieces import pdf

POSTMAN = (
    "Bonjour,\n\nÀ l'Hôtel du Grand Tétras, le 8 novembre, la chambre était sale et le chauffage en panne. "
    "C'est inadmissible, je demande le remboursement d'une nuit (95 €).\nJe veux rester anonyme : je suis le "
    "facteur du village et ma belle-sœur habite en face.\n\nÉlodie Dupont\n06 39 98 12 34\n"
)
MARK = re.compile(r"⟦([^⟦⟧]*)⟧ \(\d+\)")
STAFF = f"Claire Martin <{CLAIRE}>"


def flat(mail: EmailMessage) -> str:
    return " ".join(text_of(mail).split())


def quoted_under(heading: str, mail: EmailMessage) -> str:
    """The words of the quotation below a heading, as they were before they were quoted."""
    lines = text_of(mail).partition(heading)[2].strip("\n").splitlines()
    said = []
    for line in lines:
        if said and not line.startswith(">"):
            break
        if line.startswith(">"):
            said.append(line.removeprefix(">").removeprefix(" "))
    return "\n".join(said)


def previewed(mail: EmailMessage) -> tuple[str, str]:
    """Subject and text of the copy that a notice shows, marks included."""
    shown = quoted_under("APERÇU DE CE QUE LIRAIT LE PRESTATAIRE", mail)
    head, _, text = shown.partition("\n\n")
    return head.partition(": ")[2], text


def html_of(mail: EmailMessage) -> str:
    part = mail.get_body(("html",))
    assert part is not None
    return str(part.get_content())


def with_file(office: Office, body: str, name: str, kind: str, content: bytes) -> bytes:
    mail = message_from_bytes(
        written(
            body, sender=f"Élodie Dupont <{CLIENT}>", subject="Séjour au Grand Tétras",
            to="reclamations@otc.example", at=office.now, message_id=f"<{name}@courrier.example>",
        ),
        policy=policy.default,
    )  # fmt: skip
    main, _, sub = kind.partition("/")
    mail.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return mail.as_bytes()


def ordered(office: Office, letter: EmailMessage, words: str) -> dict[str, list[EmailMessage]]:
    office.passes(minutes=5)
    office.answers(letter, words, sender=STAFF)
    return office.works()


def test_what_leaves_is_what_was_shown_without_the_marks(office: Office) -> None:
    """The copy is held and shown; one line releases it; the provider reads these very words."""
    left = office.complains(POSTMAN)
    assert HOTEL not in left
    [notice] = left[CLAIRE]
    subject, text = previewed(notice)
    assert MARK.findall(text) == ["je suis le facteur du village", "ma belle-sœur habite en face"]
    said = flat(notice)
    assert "(1) « je suis le facteur du village » : désigne peut-être la personne" in said
    assert "(2) « ma belle-sœur habite en face » : désigne peut-être la personne" in said
    assert html_of(notice).count("<mark") == 2

    left = ordered(office, notice, "#transmettre")
    [copy] = left[HOTEL]
    assert quoted_under("CE QUI NOUS A ÉTÉ ÉCRIT", copy) == MARK.sub(r"\1", text)
    assert f"Objet : {subject}" in text_of(copy).replace("\u00a0", " ")
    assert "⟦" not in copy.as_string() + text_of(copy) + html_of(copy)


def test_who_has_let_what_go_is_kept(office: Office) -> None:
    """The person, the moment and the places that were marked: in the transcript, and in the case."""
    [notice] = office.complains(POSTMAN)[CLAIRE]
    left = ordered(office, notice, "#transmettre")
    assert "« je suis le facteur du village », « ma belle-sœur habite en face »" in flat(left[CLAIRE][0])
    [event] = office.rows(t.events, t.events.c.event == "forward_ordered")
    assert event["actor"] == "Claire Martin"
    assert event["data"]["marked"] == ["je suis le facteur du village", "ma belle-sœur habite en face"]


def test_a_marked_place_is_left_out_by_the_ready_made_line(office: Office) -> None:
    """The button says it; the rest of the copy stays word for word."""
    [notice] = office.complains(POSTMAN)[CLAIRE]
    line = "#transmettre sans « je suis le facteur du village » et « ma belle-sœur habite en face »"
    assert line in flat(notice).replace("\u00a0", " ")
    _, text = previewed(notice)
    left = ordered(office, notice, line)
    [copy] = left[HOTEL]
    assert quoted_under("CE QUI NOUS A ÉTÉ ÉCRIT", copy) == MARK.sub("[…]", text)
    [event] = office.rows(t.events, t.events.c.event == "forward_ordered")
    assert "marked" not in event["data"]


def test_words_that_are_not_in_the_copy_are_asked_about(office: Office) -> None:
    """A slip in the line, and nothing leaves: the words that were to be masked would."""
    [notice] = office.complains(POSTMAN)[CLAIRE]
    left = ordered(office, notice, "#transmettre sans « le boulanger du village »")
    assert HOTEL not in left
    assert "ces mots ne sont pas dans la copie" in flat(left[CLAIRE][0])
    first, second = "#transmettre sans « je suis le facteur du village »", "« ma belle-sœur habite en face »"
    unquoted = "#transmettre sans le facteur du village"
    for broken in (unquoted, f"{first} et\n{second}", f"{first}\net {second}"):
        left = ordered(office, notice, broken)
        assert HOTEL not in left, broken
        assert CLIENT not in left, broken


def test_words_are_found_whatever_their_accents_and_lines(office: Office) -> None:
    """As somebody types them from memory of the screen."""
    [notice] = office.complains(POSTMAN)[CLAIRE]
    left = ordered(
        office, notice, '#transmettre sans "JE SUIS LE FACTEUR du village", "ma belle-soeur habite"'
    )
    assert HOTEL not in left  # « œ » is one letter, « oe » are two: asked about, not guessed
    left = ordered(
        office, notice, '#transmettre sans "JE SUIS LE FACTEUR du village", "ma belle-sœur habite"'
    )
    assert "facteur" not in text_of(left[HOTEL][0])
    assert "belle" not in text_of(left[HOTEL][0])
    assert "chauffage en panne" in text_of(left[HOTEL][0])


def test_words_of_ones_own_go_instead(office: Office) -> None:
    """The second button: the text below it, and nothing of the copy."""
    [notice] = office.complains(POSTMAN)[CLAIRE]
    left = ordered(
        office, notice, "#transmettre extrait Hôtel du Grand Tétras\n\nUne chambre était sale le 8 novembre."
    )
    assert "Une chambre était sale" in text_of(left[HOTEL][0])
    assert "facteur" not in text_of(left[HOTEL][0])


def test_the_preview_quoted_in_an_answer_leaks_nothing(office: Office) -> None:
    """Neither its marks nor its reasons: below the answer, between its lines, or forwarded to the service."""
    [notice] = office.complains(POSTMAN)[CLAIRE]
    left = ordered(
        office, notice, "Bonjour Madame,\n\nNous vérifions et revenons vers vous.\n\nClaire Martin"
    )
    answer = left[CLIENT][0]
    for telling in ("⟦", "facteur", "désigne peut-être", "Aperçu"):
        assert telling not in text_of(answer) + html_of(answer)

    shown = previewed(notice)[1]
    left = ordered(office, notice, f"#transmettre extrait Hôtel du Grand Tétras\n\nVoici :\n{shown}")
    assert HOTEL not in left
    assert "marques ⟦ ⟧" in flat(left[CLAIRE][0])
    left = ordered(office, notice, f"#confirmer\n\nBonjour,\n\n{shown}")
    assert CLIENT not in left
    assert HOTEL not in left


@pytest.mark.parametrize("to_token", [True, False])
def test_a_notice_that_staff_forward_leaves_the_house_nowhere(office: Office, to_token: bool) -> None:
    """To the address of the case, or to that of the service: whoever forwards it means a colleague."""
    [notice] = office.complains(POSTMAN)[CLAIRE]
    office.passes(minutes=5)
    whole = (
        f"Pour info.\n\n---------- Message transféré ----------\nDe : {notice['From']}\nObjet : "
        f"{notice['Subject']}\nÀ : {CLAIRE}\n\n{text_of(notice)}"
    )
    to = {"to": str(notice["Reply-To"])} if to_token else {}
    office.arrives(whole, sender=STAFF, subject=f"TR: {notice['Subject']}", **to)
    left = office.works()
    assert HOTEL not in left
    assert CLIENT not in left


def test_a_hit_of_the_last_search_is_shown_and_let_go_by_nothing(office: Office) -> None:
    """The client's telephone in staff's own words: marked where it stands, and held whoever insists."""
    [notice] = office.complains()[CLAIRE]
    words = "Rappelez la personne au 06.39.98.12.34 ou à elodie.dupont@courrier.example."
    left = ordered(office, notice, f"#confirmer\n#transmettre extrait Hôtel du Grand Tétras\n\n{words}")
    assert HOTEL not in left
    alert = next(mail for mail in left[CLAIRE] if "Retenu avant" in str(mail["Subject"]))
    _, text = "", quoted_under("APERÇU DE CE QUE LIRAIT LE PRESTATAIRE", alert)
    assert MARK.findall(text) == ["06.39.98.12.34", "elodie.dupont@courrier.example"]
    assert "donnée personnelle du client" in flat(alert)
    assert "#transmettre\u00a0" not in text_of(alert)
    for insists in ("#transmettre", "#confirmer\n#transmettre", f"#confirmer\n\n{words}"):
        left = ordered(office, alert, insists)
        for mail in left.get(HOTEL, ()):
            assert "39.98" not in mail.as_string() + text_of(mail), insists
            assert "elodie" not in text_of(mail), insists


def test_a_copy_that_has_changed_since_it_was_shown_is_shown_again(office: Office) -> None:
    """Another directory masks other words: what leaves is what a person has read, or nothing."""
    whom = POSTMAN.replace("C'est inadmissible", "J'ai écrit à accueil@cornimont.example. C'est inadmissible")
    [notice] = office.complains(whom)[CLAIRE]
    assert "cornimont.example" not in previewed(notice)[1]
    known = office.settings.directory
    desk = replace(known.units[0], address="accueil@cornimont.example")
    newer = replace(office.settings, directory=replace(known, units=(desk,)))
    office.desk = replace(office.desk, settings=newer)
    left = ordered(office, notice, "#transmettre")
    assert HOTEL not in left
    assert "n'est plus celle que vous avez lue" in flat(left[CLAIRE][0]).replace("’", "'")
    text = previewed(left[CLAIRE][0])[1]
    assert "accueil@cornimont.example" in text
    left = ordered(office, left[CLAIRE][0], "#confirmer\n#transmettre")
    assert quoted_under("CE QUI NOUS A ÉTÉ ÉCRIT", left[HOTEL][0]) == MARK.sub(r"\1", text)


def test_the_copy_is_shown_once_somebody_says_whom_it_concerns(office: Office) -> None:
    """At first there was nobody to send it to: nothing was shown."""
    somewhere = POSTMAN.replace("À l'Hôtel du Grand Tétras", "Dans notre hébergement")
    [notice] = office.complains(somewhere, subject="Réclamation")[CLAIRE]
    assert "⟦" not in text_of(notice)
    left = ordered(office, notice, "#prestataire Tétras")
    [transcript] = left[CLAIRE]
    assert "⟦je suis le facteur du village⟧ (1)" in text_of(transcript)
    text = previewed(transcript)[1]
    left = ordered(office, transcript, "#transmettre")
    assert quoted_under("CE QUI NOUS A ÉTÉ ÉCRIT", left[HOTEL][0]) == MARK.sub(r"\1", text)


def test_a_certain_copy_of_an_ordinary_complaint_needs_no_preview(office: Office) -> None:
    """It has left already."""
    left = office.complains(COMPLAINT)
    assert "APERÇU" not in text_of(left[CLAIRE][0])
    assert HOTEL in left


def test_low_certainty_is_said_of_the_whole_copy(office: Office) -> None:
    """What nobody could read has no place to be marked: the reason stands beneath, and one line sends it."""
    sealed = with_file(office, COMPLAINT, "smime.p7m", "application/pkcs7-mime", b"x" * 400)
    left = office.complains(raw=sealed)
    assert HOTEL not in left
    [notice] = left[CLAIRE]
    said = flat(notice)
    assert "APERÇU DE CE QUE LIRAIT LE PRESTATAIRE" in said
    assert "Le courriel est chiffré ou signé d’une façon qui cache une partie de son contenu." in said
    assert "Pièces jointes qui restent ici : smime.p7m" in said
    left = ordered(office, notice, "#transmettre")
    assert quoted_under("CE QUI NOUS A ÉTÉ ÉCRIT", left[HOTEL][0]) == previewed(notice)[1]
    assert not list(left[HOTEL][0].iter_attachments())


def test_a_hit_in_an_attachment_is_named_and_held(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document whose words were not read when it was let go is read once more, as it leaves."""
    bill = with_file(
        office, POSTMAN, "facture.pdf", "application/pdf", pdf("Facture de Madame Dupont, 95 euros")
    )
    [notice] = office.complains(raw=bill)[CLAIRE]
    left = ordered(office, notice, "#joindre 1\n#transmettre")
    assert HOTEL not in left
    assert "désigne le client" in flat(left[CLAIRE][0])

    # Whatever the order believes of the document, the finished letter is searched again.
    monkeypatch.setattr(papers, "traces", lambda *_: ())
    left = ordered(office, notice, "#joindre 1\n#transmettre")
    assert HOTEL not in left
    alert = next(mail for mail in left[CLAIRE] if "Retenu avant" in str(mail["Subject"]))
    said = flat(alert)
    assert "Pièce jointe « piece-1.pdf » : le nom du client, ou d’un proche qu’il cite." in said
    assert "Pièces jointes qui partent : piece-1.pdf" in said


def test_a_hit_in_a_copy_is_masked_by_the_ready_made_line(office: Office) -> None:
    """Staff have noted a name that the mail did not give: the copy stays, its line leaves the word out."""
    [notice] = office.complains(POSTMAN.replace("la chambre était sale", "l'odeur de Bergerac était forte"))[
        CLAIRE
    ]
    ordered(office, notice, "#nom Élodie Bergerac")
    left = ordered(office, notice, "#confirmer\n#transmettre")
    assert HOTEL not in left
    alert = next(mail for mail in left[CLAIRE] if "Retenu avant" in str(mail["Subject"]))
    assert "⟦Bergerac⟧ (1)" in text_of(alert)
    assert html_of(alert).count("<mark") == 1
    left = ordered(office, alert, "#transmettre sans « Bergerac »")
    assert "l'odeur de […] était forte" in text_of(left[HOTEL][0])


def test_on_real_servers_one_line_sends_what_was_shown(
    tmp_path: Path, postgres_url: str, postfix: Postfix
) -> None:
    """Postfix, Dovecot and PostgreSQL, the daemon running: held, shown, let go, received word for word."""
    with open_company(tmp_path, postfix, security="tls", database=postgres_url) as company:
        company.writes(
            company.client, "Élodie Dupont", POSTMAN, to=company.service.address, subject="Grand Tétras"
        )
        company.received(company.client, 1)
        [notice] = company.received(company.claire, 1)
        _, text = previewed(notice)
        assert MARK.findall(text) == ["je suis le facteur du village", "ma belle-sœur habite en face"]
        assert company.dovecot.mails(company.hotel) == []

        company.answers(company.claire, "Claire Martin", notice, "#transmettre")
        [copy] = company.received(company.hotel, 1)
        assert quoted_under("CE QUI NOUS A ÉTÉ ÉCRIT", copy) == MARK.sub(r"\1", text)
        for secret in ("⟦", "Dupont", "Élodie", "06 39 98 12 34", company.client.address, "désigne peut"):
            assert secret not in copy.as_string() + text_of(copy) + html_of(copy)
        company.received(company.claire, 2)


def test_a_language_that_nobody_masks_in_waits_for_a_person(office: Office) -> None:
    """Read as a complaint, its hotel recognised, and yet nothing leaves by itself."""
    polish = (
        "Dzień dobry,\n\nHôtel du Grand Tétras: pokój był brudny i ogrzewanie nie działało. To skandal, "
        "żądam zwrotu pieniędzy. Nigdy więcej nie przyjedziemy do tego hotelu.\n\nÉlodie Dupont\n"
    )
    left = office.complains(polish, subject="Reklamacja: Hôtel du Grand Tétras")
    assert HOTEL not in left
    assert "La langue du courriel n’est pas de celles que l’anonymisation connaît." in flat(left[CLAIRE][0])
