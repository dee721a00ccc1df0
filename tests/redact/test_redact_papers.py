"""Documents stay here; what staff let go is as clean as it can be made, and what is in it is read."""

from __future__ import annotations

import io
import zipfile

import pytest
from fpdf import FPDF
from planted_files import made as file_of

from mailbot.model import Attachment, Identity
from mailbot.redact import pdf
from mailbot.redact.papers import pieces
from mailbot.redact.proof import search
from mailbot.resources import resource_dir

IDENTITY = Identity(names=("Élodie Dupont", "Dupont"), others=("06 39 98 12 34",))
FONT = resource_dir("templates") / "_police" / "DejaVuSansCondensed.ttf"


def paper(text: str, *, font: bool = False, author: str = "", picture: bool = False, pages: int = 1) -> bytes:
    made = FPDF()
    made.set_author(author)
    if font:
        made.add_font("x", "", str(FONT))
    for _ in range(pages):
        made.add_page()
        made.set_font("x" if font else "helvetica", size=12)
        made.multi_cell(0, 6, text)
    if picture:
        made.image(io.BytesIO(file_of("jpeg", "Yseult", "Vasselin")[2]))
    return bytes(made.output())


def piece(name: str, kind: str, content: bytes) -> tuple[bytes | None, str, bool, tuple[str, ...]]:
    [one] = pieces((Attachment(name=name, content_type=kind, content=content),), (1,), IDENTITY)
    return one.file and one.file.content, one.never, one.searched, one.traces


@pytest.mark.parametrize("font", [False, True])
def test_the_words_of_a_pdf_are_read(font: bool) -> None:
    """With letters as they are, and with a font whose letters have numbers of their own."""
    read = pdf.words(paper("Facture de Madame Dupont, 95,00", font=font))
    assert read.complete
    assert any("Madame Dupont" in text for text in read.texts)


def test_a_picture_in_a_pdf_is_not_called_read() -> None:
    """A scan may show a name: only a person can tell."""
    assert not pdf.words(paper("x", picture=True)).complete


def test_a_pdf_keeps_its_length_and_loses_its_author() -> None:
    """Every offset in it stays right."""
    made = paper("Facture", author="Elodie Dupont")
    clean = pdf.anonymous(made)
    assert b"Dupont" not in clean
    assert len(clean) == len(made)


@pytest.mark.parametrize("content", [
    b"", b"%PDF-1.4", b"%PDF-1.4\nstream\n" + b"x" * 100, b"%PDF-" + b"(" * 50_000, b"%PDF-" + b"<" * 50_000,
    b"%PDF-1.4 1 0 obj<</Filter/FlateDecode>>stream\nnot zlib\nendstream",
])  # fmt: skip
def test_a_broken_pdf_is_never_called_read(content: bytes) -> None:
    """And it costs no time."""
    assert not pdf.words(content).complete


def test_a_bomb_is_not_unpacked() -> None:
    """Two hundred megabytes of nothing stay packed."""
    import zlib

    packed = zlib.compress(b"0" * 200_000_000, 9)
    bomb = b"%PDF-1.4 1 0 obj<</Filter/FlateDecode>>stream\n" + packed + b"\nendstream"
    assert not pdf.words(bomb).complete


def test_an_office_document_loses_who_made_it() -> None:
    """Properties, authors of changes, thumbnails; a name cut into runs is found all the same."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("docProps/core.xml", "<x><dc:creator>Elodie</dc:creator></x>")
        archive.writestr("docProps/thumbnail.jpeg", b"Elodie")
        archive.writestr("word/document.xml", '<w:ins w:author="Elodie"><w:t>Du</w:t><w:t>pont</w:t></w:ins>')
    content, _, searched, traces = piece("lettre.docx", "application/x", made.getvalue())
    assert content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not any(b"Elodie" in archive.read(name) for name in archive.namelist())
    assert searched
    assert traces


@pytest.mark.parametrize(("name", "content", "why"), [
    ("a.pdf", paper("x").replace(b"trailer\n<<", b"trailer\n<< /Encrypt 9 0 R"), "chiffrée"),
    ("a.pdf", paper("x").replace(b"/Catalog", b"/Catalog /JS (x)"), "programmes"),
    ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "chiffrée"),
    ("a.docx", b"PK\x03\x04", "abîmée"),
    ("a.zip", b"PK\x03\x04", "type"),
    ("a.html", b"<p>x", "type"),
    ("a.mp4", b"x", "type"),
    ("noname", b"x", "type"),
    ("a.pdf", b"MZ not a pdf", "type"),
])  # fmt: skip
def test_what_cannot_be_known_never_leaves(name: str, content: bytes, why: str) -> None:
    """Encrypted, with something inside, or of a type that nobody knows."""
    file, never, _, _ = piece(name, "application/octet-stream", content)
    assert file is None
    assert why in never


def test_a_pdf_in_a_letter_is_searched() -> None:
    """A name on a page holds the letter; so does a picture, unless a person let it go."""

    def letter(content: bytes) -> bytes:
        from email.message import EmailMessage

        mail = EmailMessage()
        mail.set_content("Voir la lettre.")
        mail.add_attachment(content, maintype="application", subtype="pdf", filename="piece-2.pdf")
        return mail.as_bytes()

    assert search(letter(paper("Madame Dupont", font=True)), IDENTITY)
    assert search(letter(paper("tel 06.39.98.12.34")), IDENTITY)
    assert search(letter(paper("rien", font=True)), IDENTITY) == ()
    assert search(letter(paper("rien", picture=True)), IDENTITY) == ("unsearchable: application/pdf",)
    assert search(letter(paper("rien", picture=True)), IDENTITY, ("piece-2.pdf",)) == ()
    assert search(letter(paper("Dupont", picture=True)), IDENTITY, ("piece-2.pdf",))
