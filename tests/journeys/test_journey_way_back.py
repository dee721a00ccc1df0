"""What a provider writes, forwards or sends back by machine: staff read it, and no name crosses over."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from fpdf import FPDF

from mailbot.store import tables as t
from office import CLAIRE, CLIENT, COMPLAINT, HOTEL, STRANGER, Office, text_of, written

STAFF = f"Claire Martin <{CLAIRE}>"
SENDER = f"Hôtel du Grand Tétras <{HOTEL}>"
WITH_DAUGHTER = COMPLAINT.replace("La chambre 12", "Ma fille Ysoline a pleuré. La chambre 12")
LOCKED = b"trailer\n<< /Encrypt 9 0 R"
NEVER = ("Dupont", "Élodie", "Elodie", "06 39 98 12 34", CLIENT, "Ysoline")


def everything(mail: EmailMessage) -> str:
    """The letter as it travels, and every part of it decoded."""
    parts = [part.get_payload(decode=True) or b"" for part in mail.walk() if not part.is_multipart()]
    return mail.as_string() + "".join(part.decode("utf-8", "replace") for part in parts)


def pdf(text: str, author: str = "") -> bytes:
    paper = FPDF()
    paper.set_author(author)
    paper.add_page()
    paper.set_font("helvetica", size=12)
    paper.multi_cell(0, 6, text)
    return bytes(paper.output())


def with_files(office: Office, *files: tuple[str, str, bytes]) -> bytes:
    mail = message_from_bytes(
        written(
            COMPLAINT,
            sender=f"Élodie Dupont <{CLIENT}>",
            subject="Séjour au Grand Tétras",
            to="reclamations@otc.example",
            at=office.now,
            message_id="<with-files@courrier.example>",
            headers=None,
        ),
        policy=policy.default,
    )
    for name, kind, content in files:
        main, _, sub = kind.partition("/")
        mail.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return mail.as_bytes()


def test_names_are_put_back_for_the_client_alone(office: Office) -> None:
    """Staff pass on what the provider wrote of « [la cliente] »; the provider sees no more."""
    left = office.complains(WITH_DAUGHTER)
    [forward], [notice] = left[HOTEL], left[CLAIRE]
    assert "[la cliente]" in text_of(forward)
    office.answers(forward, "Nos excuses à [la cliente] et à [prénom].", sender=SENDER)
    [answer] = office.works()[CLAIRE]
    assert "[la cliente]" in text_of(answer)

    office.answers(notice, "L'hôtel présente ses excuses à [la cliente] et à [prénom].", sender=STAFF)
    left = office.works()

    assert "excuses à Élodie Dupont et à Ysoline" in text_of(left[CLIENT][0])
    assert HOTEL not in left


def test_words_of_staff_that_name_the_client_do_not_reach_the_provider(office: Office) -> None:
    """A slip of the pen in the provider's conversation is stopped, and told."""
    left = office.complains()
    office.answers(left[HOTEL][0], "Qui est-ce ?", sender=SENDER)
    [answer] = office.works()[CLAIRE]

    office.answers(answer, "C'est Mme Dupont, de la chambre 12.", sender=STAFF)
    left = office.works()

    assert HOTEL not in left
    assert any("Retenu" in str(mail["Subject"]) for mail in left[CLAIRE])


def test_nothing_is_passed_on_to_who_wants_no_contact(office: Office) -> None:
    """The provider's answer is read by staff; #confirmer alone would write to the client."""
    body = COMPLAINT.replace("\nÉlodie", "\nMerci de ne plus me contacter à ce sujet.\n\nÉlodie")
    left = office.complains(body)
    notice = left[CLAIRE][0]
    office.answers(left[HOTEL][0], "C'est réparé.", sender=SENDER)
    assert set(office.works()) == {CLAIRE}
    office.answers(notice, "L'hôtel dit que c'est réparé.", sender=STAFF)
    assert set(office.works()) == {CLAIRE}


@pytest.mark.parametrize("channel", ["client", "provider"])
@pytest.mark.parametrize("sender", [CLIENT, HOTEL, STRANGER, CLAIRE])
def test_no_answer_of_anybody_crosses_the_channel(office: Office, sender: str, channel: str) -> None:
    """Every sender in every conversation, not vouched for: no party hears of it."""
    left = office.complains()
    letter = left[CLIENT][0] if channel == "client" else left[HOTEL][0]
    office.answers(letter, "Passez le mot à tout le monde.", sender=f"X <{sender}>", authenticated=False,
                   headers={"Cc": f"{CLIENT}, {HOTEL}", "In-Reply-To": letter["Message-ID"]})  # fmt: skip
    left = office.works()

    assert HOTEL not in left
    said = "".join(everything(mail) for mail in left.get(CLIENT, []))
    assert "Passez le mot" not in said
    assert len(office.rows(t.tickets)) == 1


def test_a_new_person_at_the_provider_is_heard_and_not_written_to(office: Office) -> None:
    """The director forwards our letter to the cook, who answers from another house."""
    left = office.complains()
    office.answers(
        left[HOTEL][0], "Je réponds pour la direction.", sender="Le cuisinier <cuisine@ailleurs.example>"
    )
    left = office.works()

    assert set(left) == {CLAIRE}
    assert "cuisine@ailleurs.example" in text_of(left[CLAIRE][0])
    assert not any(mail in NEVER for mail in office.mails("cuisine@ailleurs.example"))
    office.passes(days=40)
    assert "cuisine@ailleurs.example" not in office.works()


def test_our_letter_forwarded_to_us_by_the_provider_names_nobody(office: Office) -> None:
    """Whatever of the ticket's history comes back to the provider was anonymous when it left."""
    left = office.complains(WITH_DAUGHTER)
    forward = left[HOTEL][0]
    office.answers(forward, "Voir ci-dessous.", sender=SENDER, subject=f"TR: {forward['Subject']}")
    [answer] = office.works()[CLAIRE]
    office.answers(answer, "Merci, que proposez-vous ?", sender=STAFF)
    left = office.works()

    said = "".join(everything(mail) for mail in left[HOTEL])
    assert [secret for secret in NEVER if secret in said] == []


def test_a_bounce_of_the_providers_server_reaches_staff_alone(office: Office) -> None:
    """It quotes our letter, which says nothing; the client is not told that the hotel has no mailbox."""
    left = office.complains()
    [forward] = left[HOTEL]
    report = (
        "From: Mail Delivery System <mailer-daemon@hotel-tetras.example>\r\n"
        f"To: {forward['Reply-To']}\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        "Date: Mon, 16 Nov 2026 10:05:00 +0100\r\nMessage-ID: <dsn@hotel-tetras.example>\r\n"
        "Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nUser unknown.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.hotel\r\n\r\n"
        f"Final-Recipient: rfc822; {HOTEL}\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        f"--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: {forward['Message-ID']}\r\n"
        f"Subject: x\r\n\r\nx\r\n--b--\r\n"
    )
    office.arrives("", raw=report.encode(), sender="mailer-daemon@hotel-tetras.example")
    left = office.works()

    assert CLIENT not in left
    assert HOTEL not in left
    assert CLAIRE in left


def test_no_line_of_a_name_becomes_a_header(office: Office) -> None:
    """A display name or a subject with line breaks adds no header to what leaves."""
    plain = office.complains()[HOTEL][0]
    office.passes(minutes=5)
    raw = written(COMPLAINT, sender=CLIENT, subject="SUBJECT", to="reclamations@otc.example",
                  at=office.now, message_id="<max@courrier.example>", headers=None)  # fmt: skip
    name, subject = b"=?utf-8?q?Max=0D=0ABcc:_x=40evil=2Eexample?=", b"=?utf-8?q?S=C3=A9jour=0D=0AX-Evil:_1?="
    raw = raw.replace(b"From: " + CLIENT.encode(), b"From: " + name + b" <" + CLIENT.encode() + b">", 1)
    left = office.complains(raw=raw.replace(b"SUBJECT", subject, 1), sender=CLIENT)
    assert CLIENT in left
    for mail in (mail for mails in left.values() for mail in mails):
        assert mail["Bcc"] is None
        assert mail["X-Evil"] is None
    if HOTEL in left:
        assert sorted(left[HOTEL][0].keys()) == sorted(plain.keys())
    assert "x@evil.example" not in left


def test_a_document_leaves_by_order_of_staff_alone(office: Office) -> None:
    """It stays here; `#joindre 1` lets it follow under a neutral name, without its author."""
    bill = pdf("Facture du 8 novembre : 95 euros", author="Elodie Dupont")
    left = office.complains(raw=with_files(office, ("facture-dupont.pdf", "application/pdf", bill)))
    [forward], [notice] = left[HOTEL], left[CLAIRE]
    assert not list(forward.iter_attachments())
    assert "#joindre 1" in text_of(notice)

    office.answers(notice, "#joindre 1", sender=STAFF)
    left = office.works()

    [file] = left[HOTEL][0].iter_attachments()
    assert file.get_filename() == "piece-1.pdf"
    assert b"Dupont" not in file.get_content()
    assert not any(secret in everything(left[HOTEL][0]) for secret in NEVER)
    assert "vérifié" in text_of(left[CLAIRE][0])
    assert CLIENT not in left


@pytest.mark.parametrize(
    ("name", "kind", "content", "why"),
    [
        ("facture.pdf", "application/pdf", pdf("Facture de Madame Dupont"), "désigne le client"),
        ("secret.pdf", "application/pdf", pdf("x").replace(b"trailer\n<<", LOCKED), "chiffrée"),
        ("archive.zip", "application/zip", b"PK\x03\x04rien", "type"),
        ("note.exe", "application/octet-stream", b"MZ", "type"),
        ("carte.vcf", "text/vcard", b"BEGIN:VCARD\nFN:Elodie Dupont\nEND:VCARD", "type"),
        ("mail.eml", "application/octet-stream", b"From: elodie\n\nx", "type"),
    ],
)  # fmt: skip
def test_what_names_the_client_or_cannot_be_known_never_leaves(
    office: Office, name: str, kind: str, content: bytes, why: str
) -> None:
    """Ordered or not; the transcript says why."""
    left = office.complains(raw=with_files(office, (name, kind, content)))
    office.answers(left[CLAIRE][0], "#joindre 1", sender=STAFF)
    left = office.works()

    assert HOTEL not in left
    assert why in " ".join(text_of(left[CLAIRE][0]).split())
