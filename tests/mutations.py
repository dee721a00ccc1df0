"""Mails damaged at random, the same on every machine: what the fuzz tests and `benchmarks.fuzz` feed on."""

from __future__ import annotations

from pathlib import Path

MAILS = Path(__file__).resolve().parent / "mails"

SNIPPETS = (
    b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"\xee\x80\x80", b"\r\n\r\n", b"\n", b"\r",
    b"=?utf-8?b?", b"?=", b"=?x?q?=00?=", b"%00", b"=00", b"filename*0*=''%", b"boundary=",
    b"--b\r\n", b"--b--\r\n", b";" * 40, b'"', b"(" * 30, b"<", b">", b"@",
    b"charset=utf-16; ", b"charset=\x00; ", b"From: ", b"Date: 99 Foo 99999 99:99\r\n",
    b"Content-Type: multipart/mixed; boundary=b\r\n", b"Content-Transfer-Encoding: x-uuencode\r\n",
    b"Content-Type: message/rfc822\r\n", b"Content-Type: text/html; charset=utf-7\r\n",
    b"Content-Transfer-Encoding: base64\r\n", b"Content-Type: application/ms-tnef\r\n",
    b"Content-Type: application/pkcs7-mime\r\n", b"begin 644 a.bin\r\n", b"\r\nend\r\n",
    b"Content-Type: message/delivery-status\r\n", b"Content-Type: multipart/report\r\n",
    b"&eacute;&#55555;",
    b"Content-Type: multipart/digest; boundary=b\r\n", b"Auto-Submitted: auto-generated\r\n",
    b"\x84\xff\xff\xff",
    "Nom : Élodie Dupont\r\nE-mail : e@x.example\r\n".encode(), b"06 39 98 12 34", b"FR76 3000 6000 0112",
    "De : Élodie <e@x.example>\r\n".encode(), "Le 1 mai 2026 à 12:30, X a écrit :\r\n> ".encode(),
)  # fmt: skip


class Dice:
    """A small generator of its own: the same mutations on every machine, for ever."""

    def __init__(self, seed: int) -> None:
        self.state = seed

    def below(self, limit: int) -> int:
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % max(1, limit)


def originals() -> list[bytes]:
    return [path.read_bytes() for path in sorted(MAILS.glob("*.eml"))]


def mutated(mails: list[bytes], dice: Dice) -> bytes:
    data = bytearray(mails[dice.below(len(mails))])
    for _ in range(1 + dice.below(6)):
        at = dice.below(len(data) + 1)
        choice = dice.below(6)
        if choice == 0 and data:
            data[at % len(data)] = dice.below(256)
        elif choice == 1:
            del data[at : at + dice.below(40)]
        elif choice == 2:
            other = mails[dice.below(len(mails))]
            start = dice.below(len(other))
            data[at:at] = other[start : start + dice.below(200)]
        elif choice == 3:
            data[at:at] = data[max(0, at - dice.below(200)) : at] * (1 + dice.below(3) ** 4)
        else:
            data[at:at] = SNIPPETS[dice.below(len(SNIPPETS))]
    return bytes(data)
