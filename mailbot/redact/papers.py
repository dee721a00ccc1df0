"""Documents that a client attaches: they stay here, and staff may let one go; made as clean as we can."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePosixPath

from mailbot.model import Attachment, Identity, Piece
from mailbot.redact import pdf
from mailbot.redact.proof import traces

MOST_BYTES = 20_000_000
MOST_PARTS = 2000

_SEALED = "elle est chiffrée ou protégée"
_UNKNOWN = "son type n’est pas de ceux que mailbot laisse partir"
_MORE = "elle contient d’autres fichiers ou des programmes"
_BROKEN = "elle est abîmée"
_OFFICE = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
}
# Parts of an office document that tell who made it, or that nobody sees.
_TELLING_PARTS = re.compile(
    r"^(?:docProps/|customXml/|Thumbnails/|meta\.xml$|settings\.xml$|word/people\.xml$|.*(?:comments|"
    r"thumbnail)[^/]*$)",
    re.IGNORECASE,
)
_AUTHORS = re.compile(
    rb'((?:w|w14|w15|x|p):(?:author|initials|lastModifiedBy|userId|providerId)=")[^"]{0,400}(")|'
    rb"(<(?:dc:creator|meta:initial-creator|dc:date)>)[^<]{0,400}(</)"
)

_TAG = re.compile(r"<[^<>]{0,4000}>")


def pieces(
    attachments: Iterable[Attachment], withheld: Iterable[int], identity: Identity
) -> tuple[Piece, ...]:
    """What became of each withheld attachment; `withheld`: their places among all, counted from 1."""
    wanted = frozenset(withheld)
    return tuple(
        _piece(number, one, identity) for number, one in enumerate(attachments, 1) if number in wanted
    )


def later_pieces(attachments: Iterable[Attachment], identity: Identity, *, first: int) -> tuple[Piece, ...]:
    """Of a mail that came after the copy: photographs too leave by order alone. `first`: its first number."""
    return tuple(_later_piece(number, one, identity) for number, one in enumerate(attachments, first))


def of_case(piece: Piece, reference: str) -> Piece:
    """Of a case that was made one with another: its number counts there, and its file tells them apart."""
    kind, _, rest = piece.file.name.partition("-") if piece.file else ("", "", "")
    named = replace(piece.file, name=f"{kind}-{reference.rpartition('-')[2]}-{rest}") if piece.file else None
    return replace(piece, file=named, case=reference)


def _later_piece(number: int, one: Attachment, identity: Identity) -> Piece:
    from mailbot.redact.images import photograph  # late: most mails bring nothing

    drawn = photograph(one)
    if drawn is None:
        return _piece(number, one, identity)
    file = Attachment(name=f"photo-{number}.jpg", content_type="image/jpeg", content=drawn)
    return Piece(number=number, name=one.name, file=file)


def _piece(number: int, one: Attachment, identity: Identity) -> Piece:
    suffix = PurePosixPath(one.name.lower()).suffix
    content, why, texts, complete = _cleaned(one, suffix)
    if content is None:
        return Piece(number=number, name=one.name, never=why)
    kind = {".pdf": "application/pdf", ".txt": "text/plain", **_OFFICE}[suffix]
    file = Attachment(name=f"piece-{number}{suffix}", content_type=kind, content=content)
    found = tuple(dict.fromkeys(hint for text in texts for hint in traces(text, identity)))
    return Piece(number=number, name=one.name, file=file, searched=complete, traces=found)


def _cleaned(one: Attachment, suffix: str) -> tuple[bytes | None, str, tuple[str, ...], bool]:
    """The clean bytes, or why there are none; its words, and whether these are all."""
    if one.size > MOST_BYTES:
        return None, "elle est trop lourde", (), False
    if suffix == ".pdf" and one.content.lstrip()[:5] == b"%PDF-":
        if pdf.is_encrypted(one.content):
            return None, _SEALED, (), False
        if pdf.carries_more(one.content):
            return None, _MORE, (), False
        clean = pdf.anonymous(one.content)
        read = pdf.words(clean)
        return clean, "", read.texts, read.complete
    if suffix in _OFFICE:
        return _office(one.content)
    if suffix == ".txt" and one.content_type.lower() == "text/plain":
        return _plain(one.content)
    return (
        None,
        _SEALED if one.content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" and suffix in _OFFICE else _UNKNOWN,
        (),
        False,
    )


def _plain(content: bytes) -> tuple[bytes | None, str, tuple[str, ...], bool]:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None, _UNKNOWN, (), False
    return content, "", (text,), True


def _office(content: bytes) -> tuple[bytes | None, str, tuple[str, ...], bool]:
    """The zip written anew without properties, comments, thumbnails and names of authors."""
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return None, _SEALED, (), False
    texts: list[str] = []
    complete = True
    written = io.BytesIO()
    try:
        with (
            zipfile.ZipFile(io.BytesIO(content)) as packed,
            zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as clean,
        ):
            infos = packed.infolist()
            if any(info.flag_bits & 1 for info in infos):
                return None, _SEALED, (), False
            if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > 4 * MOST_BYTES:
                return None, "elle est trop lourde", (), False
            if any(
                re.search(r"vbaProject|embeddings/|oleObject|Object \d|Basic/", info.filename)
                for info in infos
            ):
                return None, _MORE, (), False
            for info in infos:
                data = packed.read(info)
                if _TELLING_PARTS.match(info.filename):
                    data = _emptied(info.filename)
                elif info.filename.endswith((".xml", ".rels")):
                    data = _AUTHORS.sub(lambda m: (m[1] or m[3]) + (m[2] or m[4]), data)
                    texts += _readings(data)
                elif not info.filename.endswith("/") and info.filename != "mimetype":
                    complete = False  # a picture, a font: nobody has read it
                clean.writestr(zipfile.ZipInfo(info.filename, (1980, 1, 1, 0, 0, 0)), data)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError, EOFError):
        return None, _BROKEN, (), False
    return written.getvalue(), "", tuple(texts), complete


_OPEN = b'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>'


def _emptied(name: str) -> bytes:
    """A part that others point to must stay; only its words go."""
    empty = {
        "docprops/core.xml": b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
        "docprops/app.xml": b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
        "docprops/custom.xml": b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
        "meta.xml": b"<office:document-meta " + _OPEN,
        "settings.xml": b"<office:document-settings " + _OPEN,
    }
    if name.endswith("comments.xml"):
        return b'<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
    return empty.get(name.lower(), b"")


def _readings(data: bytes) -> tuple[str, str]:
    """With blanks for tags, and without any: a word processor cuts a name into several runs."""
    text = data.decode("utf-8", "replace")
    paragraphs = re.sub(r"</(?:w:p|text:p|si|c)>", " ", text)
    return _TAG.sub(" ", text), _TAG.sub("", paragraphs)
