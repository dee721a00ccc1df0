"""Charsets, encoded words, addresses, parameters: tables of what mails really contain."""

from __future__ import annotations

import pytest

from mailbot.read.addresses import addresses
from mailbot.read.charsets import decode, one_line, scrub
from mailbot.read.headers import message_ids
from mailbot.read.mime import content_field, file_name
from mailbot.read.words import decoded


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Bonjour", "Bonjour"),
        ("=?utf-8?q?caf=C3=A9?=", "café"),
        ("=?UTF-8?B?Y2Fmw6k=?=", "café"),
        ("=?iso-8859-1?Q?45_=80_l=92h=F4tel?=", "45 € l’hôtel"),
        ("=?iso-8859-15?Q?45_=A4?=", "45 €"),
        ("=?utf-8?Q?caf=C3?= =?utf-8?Q?=A9?=", "café"),
        ("=?utf-8?B?Y2Fm?=\r\n =?utf-8?B?w6k=?=", "café"),
        ("=?utf-8?B?Y2Fmw?= =?utf-8?B?6k=?=", "café"),
        ("=?utf-8?q?un?= et =?utf-8?q?deux?=", "un et deux"),
        ("=?utf-8?q?un?= =?iso-8859-1?q?_=E9?=", "un é"),
        ("=?utf-8*fr?q?caf=C3=A9?=", "café"),
        ("=?utf-8?Q?O=C3=B9 est-ce ??=", "Où est-ce ?"),
        ("=?utf-8?q?coup=C3=A9", "coupé"),
        ("=?utf-8?q?coup=C3", "coup"),
        ("=?inconnu?q?caf=E9?=", "café"),
        ("=?gb2312?B?xOO6ww==?=", "你好"),
        ("=?windows-1251?Q?=C6=E0=EB=EE=E1=E0?=", "Жалоба"),
        ("a =? b ?= c", "a =? b ?= c"),
        ("caf\udcc3\udca9", "café"),
        ("caf\udce9", "café"),
        ("Re: =?utf-8?q?=5BREC=5D?= x", "Re: [REC] x"),
        ("=?utf-8?b?====?=", ""),
    ],
)
def test_header_value_is_decoded(value: str, text: str) -> None:
    """Encoded words, right or wrong, raw bytes too, give the text that was meant."""
    assert decoded(value) == text


@pytest.mark.parametrize(
    ("data", "declared", "text", "right"),
    [
        (b"caf\xc3\xa9", "utf-8", "café", True),
        (b"caf\xc3\xa9", None, "café", True),
        (b"caf\xe9", None, "café", False),
        (b"caf\xe9", "us-ascii", "café", True),
        (b"\x80 \x9cuf", "iso-8859-1", "€ œuf", True),
        (b"caf\xc3\xa9", "iso-8859-1", "café", False),
        (b"caf\xe9 et caf\xc3\xa9", "utf-8", "café et café", False),
        (b"caf\xe9", "x-nimporte-quoi", "café", False),
        (b"abc", "rot13", "abc", True),
        (b"abc", "zip\x00", "abc", True),
        (b"\xef\xbb\xbfabc", "utf-8", "abc", True),
        ("日本".encode("shift_jis"), "Shift_JIS", "日本", True),
    ],
)
def test_bytes_are_decoded(data: bytes, declared: str | None, text: str, right: bool) -> None:
    """The declared charset is tried, then UTF-8, then Windows-1252; and it is said which was right."""
    assert decode(data, declared) == (text, right)


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("a\x00b", "ab"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\ud800b\udcffc", "abc"),
        ("a\ue000b\uf8ffc", "abc"),
        ("re\u0301cla\u00admation\u200b", "réclamation"),
        ("a\tb\n", "a\tb\n"),
        ("\x1b[31mrouge", "[31mrouge"),
    ],
)
def test_text_is_scrubbed(dirty: str, clean: str) -> None:
    """No NUL, no surrogate, no control, nothing of the private use area; accents composed."""
    assert scrub(dirty) == clean


def test_single_line_stays_single() -> None:
    """No decoded value can start a second header line or turn the reading direction."""
    assert one_line("a\r\nBcc: x\u2028y\u202egnp.exe\x00") == "a Bcc: x ygnp.exe"


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ('"Dupont, Élodie" <E@X.example>', [("e@x.example", "Dupont, Élodie")]),
        ("Dupont, Elodie <e@x.example>", [("e@x.example", "Dupont, Elodie")]),
        ("e@x.example (Élodie (bis) D.)", [("e@x.example", "Élodie (bis) D.")]),
        ("<e@x.example>", [("e@x.example", "")]),
        ("e@x.example <e@x.example>", [("e@x.example", "")]),
        ("a@x.example; B <b@x.example>", [("a@x.example", ""), ("b@x.example", "B")]),
        ("Amis: a@x.example, b@x.example;", [("a@x.example", ""), ("b@x.example", "")]),
        ("undisclosed-recipients:;", []),
        ('"non fermé <e@x.example>', [("e@x.example", "non fermé")]),
        ("=?utf-8?q?Ren=C3=A9=2C_dit_L=27Ours?= <r@x.example>", [("r@x.example", "René, dit L'Ours")]),
        ("=?utf-8?q?Ren=C3=A9_=3Cr=40x=2Eexample=3E?=", [("r@x.example", "René")]),
        ('"faux@banque.example" <vrai@x.example>', [("vrai@x.example", "faux@banque.example")]),
        ('"jean paul"@x.example', [("jean paul@x.example", "")]),
        ("Mailer-Daemon", []),
        ("a@x.example, A@X.EXAMPLE", [("a@x.example", "")]),
    ],
)
def test_addresses_are_found(value: str, found: list[tuple[str, str]]) -> None:
    """What people's programs write in From, To and Cc, well-formed or not."""
    assert [(a.address, a.name) for a in addresses([value], 50)] == found


def test_addresses_are_bounded() -> None:
    """A list of recipients without end is cut."""
    assert len(addresses([", ".join(f"a{n}@x.example" for n in range(900))], 500)) == 500


@pytest.mark.parametrize(
    ("value", "main", "parameters"),
    [
        ("text/plain; charset=utf-8", "text/plain", {"charset": "utf-8"}),
        ('TEXT/HTML; Charset="ISO-8859-1"', "text/html", {"charset": "ISO-8859-1"}),
        ("text/plain; charset=utf-8; format=flowed; delsp=yes", "text/plain",
         {"charset": "utf-8", "format": "flowed", "delsp": "yes"}),
        ("attachment; filename*=utf-8''%C3%A9t%C3%A9.pdf", "attachment", {"filename": "été.pdf"}),
        ("attachment; filename=x.pdf; filename*=UTF-8''%C3%A9.pdf", "attachment", {"filename": "é.pdf"}),
        ('attachment; filename="a;b.pdf"', "attachment", {"filename": "a;b.pdf"}),
        ("attachment; filename=un nom.pdf", "attachment", {"filename": "un nom.pdf"}),
        ("attachment; filename*0=ab; filename*1=cd.pdf", "attachment", {"filename": "abcd.pdf"}),
        ("", "", {}),
    ],
)  # fmt: skip
def test_content_field_is_read(value: str, main: str, parameters: dict[str, str]) -> None:
    """Types, dispositions and their parameters, RFC 2231 included."""
    assert content_field(value) == (main, parameters)


@pytest.mark.parametrize(
    ("given", "kind", "name"),
    [
        ("photo.jpg", "image/jpeg", "photo.jpg"),
        ("C:\\Users\\x\\facture.pdf", "application/pdf", "facture.pdf"),
        ("../../etc/passwd", "text/plain", "passwd"),
        ("..", "application/pdf", "piece-jointe-7.pdf"),
        ("", "image/png", "piece-jointe-7.png"),
        ("a\r\nb.pdf", "application/pdf", "a b.pdf"),
        ("=?utf-8?q?=C3=A9t=C3=A9.pdf?=", "application/pdf", "été.pdf"),
        ("fdp\u202egnp.exe", "image/png", "fdpgnp.exe"),
        ("a" * 300 + ".pdf", "application/pdf", "a" * 116 + ".pdf"),
        ('a<b>:"c".pdf', "application/pdf", "a_b___c_.pdf"),
    ],
)
def test_file_name_is_safe(given: str, kind: str, name: str) -> None:
    """A name, never a path, readable, bounded, never empty."""
    assert file_name(given, kind, 7) == name


def test_message_ids_keep_the_ends() -> None:
    """Of too many references the first and the latest ones are kept, in order."""
    ids = message_ids([" ".join(f"<{n}@x>" for n in range(300))], 100)
    assert len(ids) == 100
    assert (ids[0], ids[1], ids[-1]) == ("<0@x>", "<201@x>", "<299@x>")
