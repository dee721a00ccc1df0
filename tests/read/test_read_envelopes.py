"""The formats within a mail (winmail.dat, RTF, S/MIME, uuencode): known examples, damage and floods."""

from __future__ import annotations

import base64
import email
import struct
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mailbot.read.alternatives import says_more
from mailbot.read.entities import as_meant
from mailbot.read.lzfu import decompressed
from mailbot.read.organisations import same_organisation
from mailbot.read.rtf import text_of_rtf
from mailbot.read.smime import opened
from mailbot.read.tnef import unpacked
from mailbot.read.uuencoded import without_files
from mutations import MAILS, Dice

SECONDS = 2.0


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0",
         b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"),
        ("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0", b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"),
        ("0f000000030000004d454c4100000000616263", b"abc"),
        ("0f000000030000004e4f504500000000616263", b""),
        ("2d00", b""),
    ],
)  # fmt: skip
def test_rtf_is_decompressed(written: str, meant: bytes) -> None:
    """The examples of the specification, repetition into itself included; stored; unknown; too short."""
    assert decompressed(bytes.fromhex(written), 10_000) == meant


def test_decompression_is_bounded() -> None:
    """However much it promises, it gives no more than it may."""
    repetitions = b"\xff" + b"\x00\x0f" * 8
    bomb = struct.pack("<II4sI", 0, 0xFFFFFFFF, b"LZFu", 0) + repetitions * 50_000
    begun = time.process_time()
    assert len(decompressed(bomb, 500_000)) <= 500_017
    assert time.process_time() - begun < SECONDS


@pytest.mark.parametrize(
    ("rtf", "text"),
    [
        (rb"{\rtf1\ansi\ansicpg1252 \'e9t\'e9}", "été"),
        (rb"{\rtf1\ansi\ansicpg65001 \'c3\'a9}", "é"),
        (rb"{\rtf1\uc1\u233?t\u233?}", "été"),
        (rb"{\rtf1\uc2\u8364\'20\'20 50}", "€ 50"),
        (rb"{\rtf1\u55357?\u56842?}", "\U0001f60a"),
        (rb"{\rtf1{\fonttbl{\f0 Arial;}}{\*\unknown secret}a\par b\{c\}}", "a\nb{c}"),
        (rb"{\rtf1{\stylesheet{\s0 Normal;}} a{\b b}c", " abc"),
        (b"{\\rtf1 a\r\nb}", "ab"),
        (b"", ""),
    ],
)
def test_rtf_is_read(rtf: bytes, text: str) -> None:
    """Letters of a code page, of Unicode, with their stand-ins; what is no text is left out."""
    assert text_of_rtf(rtf)[0] == text


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("otc.example", "otc.example", True),
        ("OTC.example.", "mail.otc.example", True),
        ("mail.otc.example", "otc.example", True),
        ("otc.example", "btc.example", False),
        ("otc.example", "notc.example", False),
        ("co.uk", "shop.co.uk", False),
        ("gouv.fr", "vosges.gouv.fr", False),
        ("vosges.gouv.fr", "sous.vosges.gouv.fr", True),
        ("asso.fr", "asso.fr", False),
        ("onmicrosoft.com", "otc.onmicrosoft.com", False),
        ("fr", "otc.fr", False),
        ("", "", False),
        ("", "otc.fr", False),
    ],
)
def test_organisations_are_told_apart(one: str, other: str, same: bool) -> None:
    """The same domain or one below the other, and never a name under which anybody can register."""
    assert same_organisation(one, other) is same


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("d&eacute;&ccedil;u", "déçu"),
        ("d&#233;&#xE7;u, 50&nbsp;&euro;", "déçu, 50\u00a0€"),
        ("&Eacute;lodie est d&eacute;&ccedil;ue &amp; f&acirc;ch&eacute;e", "Élodie est déçue & fâchée"),
        ("l&#39;eau, n&rsquo;est", "l'eau, n’est"),
        ("tapez &eacute;", "tapez &eacute;"),
        ("un seul &eacute;tat", "un seul &eacute;tat"),
        ("d&eacute;&ccedil;u, déçu", "d&eacute;&ccedil;u, déçu"),
        ("a & b &amp c; x&y", "a & b &amp c; x&y"),
        ("https://x.example/?a=1&copy=2&reg;=3", "https://x.example/?a=1&copy=2&reg;=3"),
    ],
)
def test_entities_are_read_where_there_is_no_doubt(text: str, meant: str) -> None:
    """A program's slip is mended, a person's explanation is not."""
    assert as_meant(text) == meant


def test_a_file_ends_where_it_says() -> None:
    """Whether the last line, which is empty, is written as a space, a grave accent or nothing."""
    for last in (" ", "`", "", "` "):
        text, files = without_files(f"avant\nbegin 644 a\n#86)C\n{last}\nend\naprès")
        assert (text, files) == ("avant\n\naprès", [("a", b"abc")])


@pytest.mark.parametrize(
    ("text", "said", "more"),
    [
        ("La chambre était sale.", "", True),
        ("La chambre était sale.", "Ce message vient de l'extérieur. " * 20, True),
        ("La chambre était sale.", "La chambre était sale.", False),
        ("La chambre était vraiment sale.", "La chambre était sale.", False),
        ("", "La chambre", False),
    ],
)
def test_a_second_rendition_is_shown_where_it_says_more(text: str, said: str, more: bool) -> None:
    """However long what stands beside it is: a gateway's notice is not the mail."""
    assert says_more(text, than=said) is more


def inside(path: Path) -> Iterator[bytes]:
    for part in email.message_from_bytes(path.read_bytes()).walk():
        if part.get_content_type() in ("application/ms-tnef", "application/pkcs7-mime"):
            yield part.get_payload(decode=True)


def everything(content: bytes) -> None:
    unpacked(content)
    opened(content)
    text_of_rtf(content)
    decompressed(content, 100_000)
    without_files(content.decode("latin-1"))


def test_no_damage_breaks_an_envelope() -> None:
    """Each envelope of our mails, bytes changed, cut and repeated at random: an answer, never an error."""
    envelopes = [c for path in sorted(MAILS.glob("*.eml")) for c in inside(path)]
    texts = [path.read_bytes() for path in sorted(MAILS.glob("uu_*.eml"))]
    dice = Dice(20261121)
    begun = time.process_time()
    for _ in range(3_000):
        data = bytearray((envelopes + texts)[dice.below(len(envelopes) + len(texts))])
        for _ in range(1 + dice.below(5)):
            at = dice.below(len(data) + 1)
            if dice.below(3) == 0:
                del data[at : at + dice.below(30)]
            elif data and dice.below(2):
                data[at % len(data)] = dice.below(256)
            else:
                data[at:at] = data[max(0, at - dice.below(80)) : at]
        everything(bytes(data))
    assert len(envelopes) >= 8
    assert time.process_time() - begun < 20


ENVELOPE = struct.pack("<IH", 0x223E9F78, 1)
FILE = struct.pack("<BHHIH", 2, 0x9002, 6, 0, 0)
FLOODS: dict[str, tuple[Callable[[bytes], object], bytes]] = {
    "files without number": (unpacked, ENVELOPE + FILE * 500_000),
    "properties without number": (
        unpacked,
        ENVELOPE + struct.pack("<BHHI", 1, 0x9003, 6, 5_000_000)
        + struct.pack("<I", 0xFFFFFFFF) + struct.pack("<HHI", 3, 1, 0) * 600_000,
    ),
    "values without number": (
        unpacked,
        ENVELOPE + struct.pack("<BHHI", 1, 0x9003, 6, 5_000_000)
        + struct.pack("<IHHI", 1, 0x101E, 1, 0xFFFFFFFF) + b"\x00" * 4_000_000,
    ),
    "braces": (text_of_rtf, b"{" * 2_000_000),
    "control words": (text_of_rtf, b"\\u1?\\'e9" * 400_000),
    "lines of one letter": (text_of_rtf, b"a\n" * 1_000_000),
    "nested values": (opened, b"\x30\x80" * 1_000_000),
    "empty values": (opened, b"\x30\x80" + b"\x05\x00" * 1_000_000),
    "pieces": (opened, b"\x24\x80" + b"\x04\x01a" * 700_000),
    "beginnings": (lambda data: without_files(data.decode()), b"begin 644 a\n" * 200_000),
    "files in a text": (lambda data: without_files(data.decode()), b"begin 644 a\n#86)C\nend\n" * 100_000),
    "a beginning and prose": (lambda data: without_files(data.decode()), b"begin 644 a\n#86)C\n" * 100_000),
    "entities": (lambda data: as_meant(data.decode()), b"a&eacute;" * 200_000),
    "ampersands": (lambda data: as_meant(data.decode()), b"a&#" * 500_000),
}  # fmt: skip


@pytest.mark.parametrize("name", FLOODS)
def test_a_flood_is_bounded(name: str) -> None:
    """Whatever repeats without end costs no more than two seconds."""
    read_it, data = FLOODS[name]
    begun = time.process_time()
    read_it(data)
    assert time.process_time() - begun < SECONDS


def test_pem_envelopes_are_opened() -> None:
    """Some programs write the envelope in letters once more."""
    path = MAILS / "smime_opaque.eml"
    [content] = inside(path)
    pem = b"-----BEGIN PKCS7-----\n" + base64.encodebytes(content) + b"-----END PKCS7-----\n"
    assert opened(pem) == opened(content)
    assert opened(content)[0] == "signed"
