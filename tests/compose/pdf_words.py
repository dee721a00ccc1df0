"""Reads a printed letter back from its bytes: pages, lines in their order, title and author."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

_OBJECT = re.compile(rb"(\d+) 0 obj\n")
_LENGTH = re.compile(rb"/Length (\d+)")
_SHOWN = re.compile(rb"/(F\d+) [\d.]+ Tf|\(((?:\\.|[^\\)])*)\) Tj", re.DOTALL)
_RULE = re.compile(rb"([\d.]+) ([\d.]+) m ([\d.]+) ([\d.]+) l S")
_PAIR = re.compile(r"<([0-9A-F]{4})> <((?:[0-9A-F]{4})+)>")
_ESCAPED = re.compile(rb"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Sheet:
    lines: tuple[str, ...]
    rules: int  # straight lines drawn


class Pdf:
    def __init__(self, raw: bytes) -> None:
        self.objects = dict(_objects(raw))
        self.pages = [
            self._page(body) for body, _ in self.objects.values() if b"/Type /Page\n" in body + b"\n"
        ]
        self.lines = [line for page in self.pages for line in page.lines]
        self.text = "\n".join(self.lines)
        self.catalog = next(body for body, _ in self.objects.values() if b"/Type /Catalog" in body)
        self.about = {
            name: _string(found[1])
            for name in ("Title", "Author")
            for body, _ in self.objects.values()
            if (found := re.search(rf"/{name} (\(.*?(?<!\\)\)|<.*?>)".encode(), body, re.DOTALL))
        }

    def _page(self, page: bytes) -> Sheet:
        resources = self.objects[_reference(page, b"Resources")][0]
        fonts = {
            name: self._letters(int(number)) for name, number in re.findall(rb"/(F\d+) (\d+) 0 R", resources)
        }
        drawn = self.objects[_reference(page, b"Contents")][1]
        letters: dict[str, str] = {}
        lines = []
        for found in _SHOWN.finditer(drawn):
            if found[1]:
                letters = fonts[found[1]]
                continue
            codes = _ESCAPED.sub(lambda m: {b"r": b"\r", b"n": b"\n"}.get(m[1], m[1]), found[2]).hex().upper()
            lines.append("".join(letters[codes[i : i + 4]] for i in range(0, len(codes), 4)))
        return Sheet(tuple(lines), len(_RULE.findall(drawn)))

    def _letters(self, font: int) -> dict[str, str]:
        to_unicode = self.objects[_reference(self.objects[font][0], b"ToUnicode")][1].decode("latin-1")
        return {code: bytes.fromhex(text).decode("utf-16-be") for code, text in _PAIR.findall(to_unicode)}


def _objects(raw: bytes) -> list[tuple[int, tuple[bytes, bytes]]]:
    """Number → (dictionary, stream unpacked)."""
    found = []
    place = 0
    while start := _OBJECT.search(raw, place):
        end = raw.index(b"endobj", start.end())
        stream = raw.find(b"stream\n", start.end(), end)
        if stream < 0:
            found.append((int(start[1]), (raw[start.end() : end], b"")))
            place = end
            continue
        body = raw[start.end() : stream]
        length = _LENGTH.search(body)
        assert length is not None
        content = raw[stream + 7 : stream + 7 + int(length[1])]
        found.append((int(start[1]), (body, zlib.decompress(content) if b"FlateDecode" in body else content)))
        place = stream + 7 + int(length[1])
    return found


def _reference(body: bytes, name: bytes) -> int:
    found = re.search(rb"/" + name + rb" (\d+) 0 R", body)
    assert found is not None
    return int(found[1])


def _string(raw: bytes) -> str:
    inner = raw[1:-1]
    content = bytes.fromhex(inner.decode()) if raw.startswith(b"<") else _ESCAPED.sub(rb"\1", inner)
    return (
        content.decode("utf-16") if content[:2] in (b"\xfe\xff", b"\xff\xfe") else content.decode("latin-1")
    )
