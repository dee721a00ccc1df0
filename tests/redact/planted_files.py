"""Files of every kind that a client may attach, with an identity planted in each, and what becomes of them.

`drawn`: travels with the copy, as pixels alone. `on_order`: stays until staff let it go, and goes made clean.
`never`: no order lets it go.
"""

from __future__ import annotations

import base64
import io
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from fpdf import FPDF
from PIL import Image, PngImagePlugin

Fate = Literal["drawn", "on_order", "never"]
Made = tuple[str, str, bytes]  # name, type, content


@dataclass(frozen=True, slots=True)
class Kind:
    make: Callable[[str, str], Made]  # first name, surname
    fate: Fate


def _exif(first: str, last: str) -> Image.Exif:
    exif = Image.Exif()
    exif[0x013B], exif[0x8298], exif[0x010E] = f"{first} {last}", last, f"Chambre de {last}"
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 2.0, 1.0), 3: "E", 4: (6.0, 52.0, 1.0)})
    return exif


def _drawn(kind: str, suffix: str, first: str, last: str) -> Made:
    out = io.BytesIO()
    picture = Image.new("RGB", (48, 32), "gray")
    if kind == "PNG":
        info = PngImagePlugin.PngInfo()
        info.add_text("Author", f"{first} {last}")
        info.add_itxt("XML:com.adobe.xmp", f"<x>{last}</x>")
        picture.save(out, kind, pnginfo=info, exif=_exif(first, last))
    else:
        picture.save(out, kind, exif=_exif(first, last), xmp=f"<x>{last}</x>".encode())
    return f"photo de {first} {last}{suffix}", f"image/{kind.lower()}", out.getvalue() + last.encode()


def _other_picture(kind: str, suffix: str, first: str, last: str) -> Made:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "gray").save(out, kind)
    return f"{first}-{last}{suffix}", f"image/{kind.lower()}", out.getvalue() + last.encode()


def _latin(text: str) -> str:
    return text.encode("latin-1", "replace").decode("latin-1")


def _paper(first: str, last: str, words: str) -> bytes:
    paper = FPDF()
    paper.set_author(_latin(f"{first} {last}"))
    paper.set_title(_latin(f"Facture {last}"))
    paper.add_page()
    paper.set_font("helvetica", size=11)
    paper.multi_cell(0, 6, _latin(words))
    return bytes(paper.output())


def _clean_pdf(first: str, last: str) -> Made:
    return f"facture {last}.pdf", "application/pdf", _paper(first, last, "Chambre 12, une nuit : 95 euros")


def _locked_pdf(first: str, last: str) -> Made:
    locked = _paper(first, last, last).replace(b"trailer\n<<", b"trailer\n<< /Encrypt 9 0 R")
    return f"{last}.pdf", "application/pdf", locked


def _loaded_pdf(first: str, last: str) -> Made:
    loaded = _paper(first, last, "x").replace(
        b"/Type /Catalog", b"/Type /Catalog /Names << /EmbeddedFiles 9 0 R >>"
    )
    return f"{last}.pdf", "application/pdf", loaded


def _zipped(*parts: tuple[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return packed.getvalue()


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def _docx(first: str, last: str) -> Made:
    content = _zipped(
        ("[Content_Types].xml", "<Types/>"),
        ("docProps/core.xml", f"<dc:creator>{first} {last}</dc:creator>"),
        ("docProps/app.xml", f"<Manager>{last}</Manager>"),
        ("word/comments.xml", f"<w:comment w:author='{last}'>{first}</w:comment>"),
        ("word/people.xml", f'<w15:person w15:author="{first} {last}"/>'),
        ("word/document.xml", f'<w:p><w:ins w:author="{last}"><w:t>Chambre 12</w:t></w:ins></w:p>'),
    )
    return f"lettre-{last}.docx", _WORD, content


def _xlsx(first: str, last: str) -> Made:
    content = _zipped(
        ("[Content_Types].xml", "<Types/>"),
        ("docProps/core.xml", f"<dc:creator>{first} {last}</dc:creator>"),
        ("xl/sharedStrings.xml", "<si><t>Nuit</t></si>"),
    )
    return f"{last}.xlsx", _SHEET, content


def _pptx(first: str, last: str) -> Made:
    content = _zipped(
        ("docProps/core.xml", f"<dc:creator>{first} {last}</dc:creator>"),
        ("ppt/slides/slide1.xml", "<a:t>Chambre 12</a:t>"),
    )
    return f"{last}.pptx", _SLIDES, content


def _odt(first: str, last: str) -> Made:
    content = _zipped(
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("meta.xml", f"<meta:initial-creator>{first} {last}</meta:initial-creator>"),
        ("content.xml", "<text:p>Chambre 12</text:p>"),
    )
    return f"{last}.odt", "application/vnd.oasis.opendocument.text", content


def _with_macros(first: str, last: str) -> Made:
    content = _zipped(("word/document.xml", f"<w:t>{first}</w:t>"), ("word/vbaProject.bin", last))
    return f"{last}.docx", _WORD, content


def _with_more(first: str, last: str) -> Made:
    content = _zipped(("word/document.xml", f"<w:t>{first}</w:t>"), ("word/embeddings/a.bin", last))
    return f"{last}.docx", _WORD, content


def _text(_first: str, last: str) -> Made:
    return f"notes {last}.txt", "text/plain", "La chambre 12 était sale.\n".encode()


def _plain(name: str, kind: str, before: bytes = b"") -> Callable[[str, str], Made]:
    def make(first: str, last: str) -> Made:
        return name.format(last=last), kind, before + f"{first} {last}".encode()

    return make


def _mail(first: str, last: str) -> Made:
    hidden = base64.b64encode(f"{first} {last}".encode()).decode()
    inner = f"From: {last} <a@b.example>\nSubject: x\n\n{hidden}"
    return f"{last}.eml", "application/octet-stream", inner.encode()


def _squeezed(first: str, last: str) -> Made:
    return f"{last}.gz", "application/gzip", zlib.compress(f"{first} {last}".encode(), wbits=31)


def _archive(first: str, last: str) -> Made:
    return f"{last}.zip", "application/zip", _zipped((f"{last}.txt", first))


def _locked_archive(first: str, last: str) -> Made:
    content = bytearray(_zipped((f"{last}.txt", first)))
    content[6] |= 1  # in the entry itself, and in the table of contents
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return f"{last}.docx", _WORD, bytes(content)


KINDS: dict[str, Kind] = {
    "jpeg": Kind(lambda first, last: _drawn("JPEG", ".jpg", first, last), "drawn"),
    "png": Kind(lambda first, last: _drawn("PNG", ".png", first, last), "drawn"),
    "webp": Kind(lambda first, last: _drawn("WEBP", ".webp", first, last), "drawn"),
    "gif": Kind(lambda first, last: _other_picture("GIF", ".gif", first, last), "never"),
    "tiff": Kind(lambda first, last: _other_picture("TIFF", ".tif", first, last), "never"),
    "bmp": Kind(lambda first, last: _other_picture("BMP", ".bmp", first, last), "never"),
    "svg": Kind(_plain("{last}.svg", "image/svg+xml", b"<svg><text>"), "never"),
    "pdf": Kind(_clean_pdf, "on_order"),
    "pdf, encrypted": Kind(_locked_pdf, "never"),
    "pdf, files inside": Kind(_loaded_pdf, "never"),
    "docx": Kind(_docx, "on_order"),
    "docx, macros": Kind(_with_macros, "never"),
    "docx, files inside": Kind(_with_more, "never"),
    "docx, encrypted": Kind(_locked_archive, "never"),
    "xlsx": Kind(_xlsx, "on_order"),
    "pptx": Kind(_pptx, "on_order"),
    "odt": Kind(_odt, "on_order"),
    "doc": Kind(_plain("{last}.doc", "application/msword", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "never"),
    "txt": Kind(_text, "on_order"),
    "csv": Kind(_plain("{last}.csv", "text/csv"), "never"),
    "rtf": Kind(_plain("{last}.rtf", "application/rtf", b"{\\rtf1 "), "never"),
    "html": Kind(_plain("{last}.htm", "application/xhtml+xml", b"<p>"), "never"),
    "card": Kind(_plain("{last}.vcf", "text/vcard", b"BEGIN:VCARD\nFN:"), "never"),
    "calendar": Kind(_plain("{last}.ics", "application/ics", b"BEGIN:VCALENDAR\nSUMMARY:"), "never"),
    "mail": Kind(_mail, "never"),
    "outlook mail": Kind(_plain("{last}.msg", "application/vnd.ms-outlook", b"\xd0\xcf\x11\xe0"), "never"),
    "zip": Kind(_archive, "never"),
    "gzip": Kind(_squeezed, "never"),
    "seven zip": Kind(_plain("{last}.7z", "application/x-7z-compressed", b"7z\xbc\xaf\x27\x1c"), "never"),
    "sound": Kind(_plain("{last}.mp3", "audio/mpeg", b"ID3\x03"), "never"),
    "film": Kind(_plain("{last}.mp4", "video/mp4", b"\0\0\0\x18ftypmp42"), "never"),
    "program": Kind(_plain("{last}.exe", "application/octet-stream", b"MZ"), "never"),
    "unknown": Kind(_plain("{last}.xyz", "application/octet-stream", b"\x01\x02"), "never"),
    "false jpeg": Kind(_plain("{last}.jpg", "image/jpeg", b"\xff\xd8\xff\xe1"), "never"),
    "false pdf": Kind(_plain("{last}.pdf", "application/pdf", b"no pdf "), "never"),
}


@cache
def made(kind: str, first: str, last: str) -> Made:
    return KINDS[kind].make(first, last)
