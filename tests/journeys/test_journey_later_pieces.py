"""What a client attaches to a later mail: staff read it, and let it go by a number that never changes."""

from __future__ import annotations

import io
from email import message_from_bytes, policy
from email.message import EmailMessage

from fpdf import FPDF
from PIL import Image

from office import CLAIRE, CLIENT, COMPLAINT, HOTEL, Office, text_of, written

STAFF = f"Claire Martin <{CLAIRE}>"
NEVER = ("Dupont", "Élodie", "Elodie", "06 39 98 12 34", CLIENT)


def pdf(text: str) -> bytes:
    paper = FPDF()
    paper.add_page()
    paper.set_font("helvetica", size=12)
    paper.multi_cell(0, 6, text)
    return bytes(paper.output())


def photograph() -> bytes:
    drawn, exif = io.BytesIO(), Image.Exif()
    exif[0x013B] = "Elodie Dupont"
    Image.new("RGB", (48, 32), "gray").save(drawn, "JPEG", exif=exif)
    return drawn.getvalue()


def with_files(
    office: Office, body: str, *files: tuple[str, str, bytes], answering: EmailMessage | None = None
) -> bytes:
    mail = message_from_bytes(
        written(
            body,
            sender=f"Élodie Dupont <{CLIENT}>",
            subject="Séjour au Grand Tétras",
            to=str(answering["Reply-To"]) if answering else "reclamations@otc.example",
            at=office.now,
            message_id=f"<{len(body)}-{len(files)}-{files[0][0]}@courrier.example>",
            headers={"In-Reply-To": str(answering["Message-ID"])} if answering else None,
        ),
        policy=policy.default,
    )
    for name, kind, content in files:
        main, _, sub = kind.partition("/")
        mail.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return mail.as_bytes()


def with_two_mails(office: Office) -> tuple[EmailMessage, EmailMessage]:
    """A bill with the complaint, a photograph and a certificate later: both notices of staff."""
    bill = ("facture-dupont.pdf", "application/pdf", pdf("Facture du 8 novembre : 95 euros"))
    left = office.complains(raw=with_files(office, COMPLAINT, bill))
    files = (
        ("photo-elodie.jpg", "image/jpeg", photograph()),
        ("certificat-dupont.pdf", "application/pdf", pdf("Certificat : chambre 12, deux jours au lit")),
    )
    answer = with_files(office, "Voici les preuves promises.", *files, answering=left[CLIENT][0])
    office.passes(minutes=5)
    office.arrives("", raw=answer, to=str(left[CLIENT][0]["Reply-To"]))
    return left[CLAIRE][0], office.works()[CLAIRE][0]


def files_of(mail: EmailMessage) -> list[str]:
    return [str(part.get_filename()) for part in mail.iter_attachments()]


def test_numbers_go_on_from_mail_to_mail(office: Office) -> None:
    """The bill is the first, what came later is the second and the third."""
    first, later = with_two_mails(office)
    assert "#joindre 1" in text_of(first)
    said = " ".join(text_of(later).split())
    assert "n° 2 photo-elodie.jpg" in said
    assert "n° 3 certificat-dupont.pdf" in said
    assert "#joindre 3" in said


def test_a_later_document_leaves_by_its_number_under_a_neutral_name(office: Office) -> None:
    """From the notice of the second mail, and from that of the first as well."""
    first, later = with_two_mails(office)
    office.answers(later, "#joindre 3", sender=STAFF)
    left = office.works()
    assert files_of(left[HOTEL][0]) == ["piece-3.pdf"]
    office.answers(first, "#joindre 2", sender=STAFF)
    left = office.works()
    assert files_of(left[HOTEL][0]) == ["photo-2.jpg"]
    [picture] = left[HOTEL][0].iter_attachments()
    assert b"Dupont" not in picture.get_content()
    assert not any(secret in left[HOTEL][0].as_string() for secret in NEVER)


def test_the_first_keeps_its_number(office: Office) -> None:
    """`#joindre 1` means the bill, whichever notice is answered."""
    _, later = with_two_mails(office)
    office.answers(later, "#joindre 1", sender=STAFF)
    left = office.works()
    assert files_of(left[HOTEL][0]) == ["piece-1.pdf"]
    assert "facture-dupont.pdf" in text_of(left[CLAIRE][0])


def test_a_number_that_nobody_has_is_answered_with_those_that_are(office: Office) -> None:
    """Nothing leaves, and staff read the whole list."""
    _, later = with_two_mails(office)
    office.answers(later, "#joindre 4", sender=STAFF)
    left = office.works()
    assert HOTEL not in left
    said = " ".join(text_of(left[CLAIRE][0]).split())
    assert "n° 1 « facture-dupont.pdf »" in said
    assert "n° 3 « certificat-dupont.pdf »" in said


def test_a_later_document_that_names_the_client_stays(office: Office) -> None:
    """By order or not; the transcript says why."""
    left = office.complains()
    named = ("certificat.pdf", "application/pdf", pdf("Certificat de Madame Elodie Dupont"))
    office.passes(minutes=5)
    office.arrives("", raw=with_files(office, "Voici.", named, answering=left[CLIENT][0]),
                   to=str(left[CLIENT][0]["Reply-To"]))  # fmt: skip
    [notice] = office.works()[CLAIRE]
    office.answers(notice, "#joindre 1", sender=STAFF)
    left = office.works()
    assert HOTEL not in left
    assert "désigne le client" in " ".join(text_of(left[CLAIRE][0]).split())
