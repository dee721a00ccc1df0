"""The search finds a person in every encoding, says what it cannot read, and leaves providers alone."""

from __future__ import annotations

import base64
import io
import quopri
from datetime import UTC, datetime
from email.header import Header
from email.message import EmailMessage
from pathlib import Path

import pytest
from measure_redaction import directories
from PIL import Image

from mailbot.model import Address, Identity, IncomingMail, Meaning
from mailbot.redact import identity_of_client, merged, redact, search

DIRECTORY = directories(Path(__file__).parent / "held_out_directory.json")["orsenne"]
IDENTITY = Identity(
    names=("Élodie Dûpont-Lœw", "Élodie", "Dûpont-Lœw"),
    addresses=("elodie.dl@boite.example",),
    others=("06 39 98 04 17", "FR76 3000 4000 0312 3456 7890 143", "12 bis, rue des Embruns", "FT-318-QK"),
)


def letter(text: str = "Bonjour, voici une réclamation.", **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Office de tourisme <reclamations@orsenne.example>"
    message["To"] = "contact@liondargent.example"
    message["Subject"] = "Réclamation REC-2026-0042"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


def raw_part(body: bytes, encoding: str, kind: str = 'text/plain; charset="utf-8"') -> bytes:
    return (
        f"From: a@b.example\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n".encode()
        + body
    )


@pytest.mark.parametrize(
    "said",
    [
        "Élodie Dûpont-Lœw",
        "ELODIE",
        "elodie",
        "Elodie",
        "dupont loew",
        "DUPONT-LOEW",
        "Dûpont  Lœw Élodie",
        "dupontloewelodie".upper().replace("DUPONT", "ElodieDupont"),
        "elodie.dl@boite.example",
        "ELODIE.DL@Boite.Example",
        "0639980417",
        "06.39.98.04.17",
        "+33 6 39 98 04 17",
        "+33 (0)6-39-98-04-17",
        "0033639980417",
        "06 39\n98 04 17",
        "fr7630004000031234567890143",
        "12 bis rue des embruns",
        "12 BIS, RUE DES EMBRUNS",
        "ft 318 qk",
        "FT318QK",
        "E\u0301lodie",
        "Élo\u00addie",
        "Élodie\u00a0Dûpont-Lœw",
        "É l o d i e",
        "D.U.P.O.N.T L-O-E-W",
        "eidolE",
        "WŒL-TNOPUD EIDOLE",
    ],
)
@pytest.mark.parametrize("encoding", ["8bit", "base64", "quoted-printable", "html", "entities"])
def test_every_form_is_found_in_every_encoding(said: str, encoding: str) -> None:
    """Accents, case, spaces, separators and encodings hide nothing."""
    body = f"Bonjour, {said} a écrit.".encode()
    if encoding == "base64":
        content = raw_part(base64.encodebytes(body), "base64")
    elif encoding == "quoted-printable":
        content = raw_part(quopri.encodestring(body), "quoted-printable")
    elif encoding == "html":
        content = raw_part(
            b"<p>" + body.replace(b" ", b" <b></b>") + b"</p>", "8bit", "text/html; charset=utf-8"
        )
    elif encoding == "entities":
        entities = "".join(f"&#{ord(c)};" for c in body.decode())
        content = raw_part(entities.encode(), "7bit", "text/html; charset=utf-8")
    else:
        content = raw_part(body, "8bit")
    assert search(content, IDENTITY)


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "utf-16", "utf-8"])
def test_other_charsets_are_decoded(charset: str) -> None:
    """A part is read in its own charset."""
    body = base64.encodebytes("Bonjour, Élodie a écrit.".encode(charset))
    assert search(raw_part(body, "base64", f"text/plain; charset={charset}"), IDENTITY)


@pytest.mark.parametrize(
    "content",
    [
        letter(X_Original_From="Élodie <x@y.example>").as_bytes(),
        letter(References="<elodie.dl@boite.example>").as_bytes(),
        b"Subject: " + Header("Plainte d'Élodie", "iso-8859-1").encode().encode() + b"\r\n\r\nrien",
        b"Subject: " + Header("Plainte d'Élodie", "utf-8").encode().encode() + b"\r\n\r\nrien",
        "Subject: Plainte d'Élodie\r\n\r\nrien".encode(),
        "Subject: Plainte d'Élodie\r\n\r\nrien".encode("latin-1"),
        b"Subject: a\r\nContent-Type: text/plain; name*=utf-8''CV%20%C3%89lodie.txt\r\n\r\nrien",
        b'Content-Type: text/plain\r\nContent-Disposition: attachment; filename="elodie.txt"\r\n\r\nrien',
        b"Content-Type: text/html\r\n\r\n<!-- vient d'&Eacute;lodie --><p>rien</p>",
        b'Content-Type: text/html\r\n\r\n<a href="mailto:elodie.dl%40boite.example">ici</a>',
        b'Content-Type: text/html\r\n\r\n<img alt="Elodie" src="cid:1">',
        b"Content-Type: text/html\r\n\r\n<p>&Eacute;<span>lo</span>die</p>",
        b'Content-Type: multipart/mixed; boundary="elodie"\r\n\r\n--elodie\r\n\r\nrien\r\n--elodie--\r\n',
        b"Content-Type: message/rfc822\r\n\r\nFrom: Elodie <e@f.example>\r\n\r\nrien",
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\nElodie\r\n--b\r\n\r\nrien\r\n--b--\r\n',
    ],
)
def test_headers_names_of_files_comments_and_attributes_are_searched(content: bytes) -> None:
    """Everywhere that a mail can hold a word."""
    found = search(content, IDENTITY)
    assert any(one.startswith(("nom", "adresse")) for one in found), found


@pytest.mark.parametrize("said", ["thouvenotte", "Thouvenotte", "marie.thouvenotte", "T.h.o.u.v.e.n.o.t.t.e"])
@pytest.mark.parametrize("local", ["thouvenotte", "marie.thouvenotte", "mthouvenotte", "marie_thouvenotte88"])
def test_the_local_part_and_its_pieces_are_searched_for(local: str, said: str) -> None:
    """Whatever their case, and though the mail itself has them in small letters."""
    text = "Bonjour, la douche était froide. Merci de rembourser.\nthouvenotte"
    mail = IncomingMail(
        content_digest="d",
        received_at=datetime(2026, 1, 1, tzinfo=UTC),
        mailbox="s@o.example",
        from_=Address(address=f"{local}@boite.example"),
        text=text,
        new_text=text,
    )
    copy = redact(mail, DIRECTORY, Meaning(kind="reclamation"))
    assert search(letter(f"Dossier de {said} reçu.").as_bytes(), copy.identity)
    assert search(letter(copy.text).as_bytes(), copy.identity) == ()


@pytest.mark.parametrize(
    "address", ["perrin@boite.example", "contact@boite.example", "marcelle.tanguy@boite.example"]
)
def test_a_local_part_that_the_directory_knows_is_no_needle(address: str) -> None:
    """Else no letter to Cars Perrin could leave."""
    known = identity_of_client("", address, DIRECTORY)
    assert search(letter("Cars Perrin, Chez Marcelle, École Tanguy : contact.").as_bytes(), known) == ()


def test_an_office_is_nobody() -> None:
    """From service.client@…: the words « service client » hold no letter."""
    known = identity_of_client("", "service.client@boite.example", DIRECTORY)
    assert search(letter("Votre service client a répondu.").as_bytes(), known) == ()


def test_the_columns_of_a_ticket_make_an_identity() -> None:
    """Name, address and what the address tells; nothing of an address of the directory."""
    known = identity_of_client("Mme Solveig Kerbrat", "kiki.vosges@boite.example", DIRECTORY)
    for said in ("Solveig", "KERBRAT", "Kerbrat Solveig", "kiki vosges", "kiki.vosges@boite.example"):
        assert search(letter(said).as_bytes(), known), said
    public = identity_of_client("", "contact@liondargent.example", DIRECTORY)
    assert public == Identity()
    assert identity_of_client("", "", DIRECTORY) == Identity()


def test_identities_are_merged_in_their_order_and_once() -> None:
    """Everything that a ticket ever told, the first teller first."""
    one = Identity(names=("B", "A"), addresses=("x@y.example",), others=("1",))
    two = Identity(names=("A", "C"), addresses=("x@y.example", "z@y.example"), others=("2", "1"))
    assert merged(iter((one, two, one))) == Identity(
        names=("B", "A", "C"), addresses=("x@y.example", "z@y.example"), others=("1", "2")
    )
    assert merged(()) == Identity()


def test_what_is_found_is_not_repeated() -> None:
    """The report of a leak is no leak."""
    found = search(letter("Élodie Dûpont-Lœw, 06 39 98 04 17").as_bytes(), IDENTITY)
    assert found
    assert not any("lodie" in one or "639" in one for one in found)


def test_a_clean_letter_is_clean() -> None:
    """Words that only resemble, and our own headers, raise no alarm."""
    text = "La mélodie était belle, du 6 au 9. Office : 02 98 00 00 00. Rue des Embruns : fermée."
    assert search(letter(text).as_bytes(), IDENTITY) == ()


@pytest.mark.parametrize("place", ["part", "encrypted", "charset", "broken"])
def test_what_cannot_be_read_is_said(place: str) -> None:
    """A blind spot is reported, so that the letter is held."""
    message = letter()
    if place == "part":
        message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="a.pdf")
        content = message.as_bytes()
    elif place == "encrypted":
        content = b'Content-Type: multipart/encrypted; boundary="b"\r\n\r\n--b\r\n\r\nx\r\n--b--\r\n'
    elif place == "charset":
        content = raw_part(b"\xff\xfe\xfa", "8bit", "text/plain; charset=klingon")
    else:
        content = raw_part(b"????", "x-secret")
    assert any(one.startswith("unsearchable: ") for one in search(content, IDENTITY))


def test_our_own_photographs_are_searchable_and_others_are_not() -> None:
    """A JPEG without metadata passes; one with a comment, EXIF, or anything behind its end does not."""
    drawn = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(drawn, "JPEG")
    exif = Image.Exif()
    exif[0x010E] = "Élodie"
    marked = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(marked, "JPEG", exif=exif)
    for content, clean in (
        (drawn.getvalue(), True),
        (marked.getvalue(), False),
        (drawn.getvalue() + b"Elodie", False),
    ):
        message = letter()
        message.add_attachment(content, maintype="image", subtype="jpeg", filename="photo-1.jpg")
        assert (search(message.as_bytes(), IDENTITY) == ()) is clean


def test_the_search_finds_what_the_redaction_would_have_missed() -> None:
    """The original text against the identity that the redaction gathered: names, numbers and addresses."""
    text = (
        "Bonjour, mon mari Yvon et moi étions au Lion d'Argent, réservation LDA88213.\n"
        "Cordialement\nMartine Guillou\n12 rue des Embruns\n29770 Plogoff\n02 98 00 14 57"
    )
    mail = IncomingMail(
        content_digest="d",
        received_at=datetime(2026, 1, 1, tzinfo=UTC),
        mailbox="s@o.example",
        from_=Address(address="m.guillou@boite.example", name="Martine Guillou"),
        text=text,
        new_text=text,
    )
    copy = redact(mail, DIRECTORY, Meaning(kind="reclamation"))
    assert search(letter(copy.text).as_bytes(), copy.identity) == ()
    for line in (
        "Yvon est fâché",
        "guillou",
        "+33298001457",
        "LDA 88213",
        "12, rue des Embruns",
        "m.guillou@boite.example",
    ):
        assert search(letter(line).as_bytes(), copy.identity), line
    for line in (
        "Hôtel du Lion d'Argent, Orsenne",
        "29770 Plogoff",
        "réservation, client, adresse, téléphone",
    ):
        assert search(letter(line).as_bytes(), copy.identity) == (), line
