"""Photographs travel without their metadata; everything else stays."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from PIL import Image, PngImagePlugin

from mailbot.model import Attachment, Directory, IncomingMail, Meaning
from mailbot.redact import images, redact


def photograph(kind: str = "JPEG", *, marked: bool = True, size: tuple[int, int] = (40, 20)) -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "Appareil de Martine Guillou"
    exif[0x0112] = 6  # turned by 90°
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 2.0, 1.0), 3: "W", 4: (4.0, 35.0, 1.0)})
    drawn = io.BytesIO()
    picture = Image.new("RGB", size, "red")
    if not marked:
        picture.save(drawn, kind)
    elif kind == "PNG":
        info = PngImagePlugin.PngInfo()
        info.add_text("Author", "Martine Guillou")
        info.add_itxt("XML:com.adobe.xmp", "<x>Martine Guillou</x>")
        picture.save(drawn, kind, pnginfo=info, exif=exif)
    else:
        picture.save(drawn, kind, exif=exif, xmp=b"<x:xmpmeta>Martine Guillou</x:xmpmeta>", **(
            {"comment": b"Martine Guillou"} if kind == "JPEG" else {}))  # fmt: skip
    return drawn.getvalue()


def copies(*attachments: Attachment) -> tuple[tuple[Attachment, ...], tuple[str, ...]]:
    mail = IncomingMail(
        content_digest="d",
        received_at=datetime(2026, 1, 1, tzinfo=UTC),
        mailbox="s@o.example",
        text="La douche était froide.",
        new_text="La douche était froide.",
        attachments=attachments,
    )
    copy = redact(mail, Directory(), Meaning(kind="reclamation"))
    return copy.attachments, copy.withheld


def part(name: str, kind: str, content: bytes) -> Attachment:
    return Attachment(name=name, content_type=kind, content=content)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_metadata_is_gone_and_the_picture_stands_upright(kind: str) -> None:
    """Place, camera, author, comment and XMP do not travel; the turn that EXIF asked for is made."""
    content = photograph(kind)
    assert b"Guillou" in content or kind == "PNG"
    (kept,), withheld = copies(part("plainte guillou.jpg", f"image/{kind.lower()}", content))
    assert withheld == ()
    assert (kept.name, kept.content_type) == ("photo-1.jpg", "image/jpeg")
    assert b"Guillou" not in kept.content
    assert b"Exif" not in kept.content
    assert b"xmp" not in kept.content.lower()
    with Image.open(io.BytesIO(kept.content)) as drawn:
        assert drawn.size == (20, 40)
        assert not drawn.getexif()
        assert not set(drawn.info) - {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_photographs_are_numbered_and_their_names_forgotten() -> None:
    """File names hold names of people, too."""
    kept, _ = copies(*(part(f"IMG Martine {n}.png", "image/png", photograph("PNG")) for n in range(3)))
    assert [one.name for one in kept] == ["photo-1.jpg", "photo-2.jpg", "photo-3.jpg"]


def test_see_through_pictures_get_a_white_ground() -> None:
    """A screenshot with transparency stays readable."""
    drawn = io.BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(drawn, "PNG")
    (kept,), _ = copies(part("a.png", "image/png", drawn.getvalue()))
    with Image.open(io.BytesIO(kept.content)) as picture:
        assert picture.getpixel((0, 0)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("name", "kind", "content"),
    [
        ("facture.pdf", "application/pdf", b"%PDF-1.7"),
        ("lettre.docx", "application/vnd.oasis.opendocument.text", b"PK\x03\x04"),
        ("tableau.xls", "application/vnd.ms-excel", b"\xd0\xcf\x11\xe0"),
        ("archive.zip", "application/zip", b"PK\x03\x04"),
        ("contact.vcf", "text/vcard", b"BEGIN:VCARD"),
        ("rendez-vous.ics", "text/calendar", b"BEGIN:VCALENDAR"),
        ("mail.eml", "message/rfc822", b"From: a@b.example"),
        ("note.txt", "text/plain", b"Martine Guillou"),
        ("page.html", "text/html", b"<p>Martine Guillou"),
        ("smime.p7m", "application/pkcs7-mime", b"0"),
        ("winmail.dat", "application/ms-tnef", b"\x78\x9f\x3e\x22"),
        ("voix.mp3", "audio/mpeg", b"ID3"),
        ("film.mp4", "video/mp4", b"ftyp"),
        ("dessin.svg", "image/svg+xml", b"<svg>Martine</svg>"),
        ("anime.gif", "image/gif", b"GIF89a"),
        ("scan.tiff", "image/tiff", b"II*\0"),
        ("inconnu", "application/octet-stream", photograph(marked=False)),
        ("menteur.jpg", "image/jpeg", b"%PDF-1.7"),
        ("menteur2.jpg", "image/jpeg", b"GIF89a" + b"\0" * 50),
        ("vide.jpg", "image/jpeg", b""),
        ("coupe.jpg", "image/jpeg", photograph(size=(400, 400))[:700]),
    ],
)
def test_everything_else_is_withheld(name: str, kind: str, content: bytes) -> None:
    """Whatever cannot be made harmless, or is not what it says, stays for staff to read."""
    assert copies(part(name, kind, content)) == ((), (name,))


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many pixels for the bytes: the file stays here."""
    monkeypatch.setattr(images, "MAX_PIXELS", 100)
    assert copies(part("bombe.png", "image/png", photograph("PNG"))) == ((), ("bombe.png",))
