"""Big base64 bodies are set aside before the mail is parsed: the parser would hold them five times over.

A short mark stands in their place. Nothing in such a stretch can be a header or a boundary, so that the
structure of the mail stays what it was; whoever asks for a part's bytes gets them from the original.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass

# One line of base64, and the lines and blanks after it; a line that fails costs its own length only.
_STRETCH = re.compile(rb"\n[A-Za-z0-9+/][A-Za-z0-9+/=\r\n]{75,}")
_FEWEST = 65_536  # bytes: below, parsing costs nothing
_CHUNK = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Heavy:
    """What was set aside: views into the original bytes, by the number that their mark carries."""

    name: bytes = b""
    stretches: tuple[memoryview, ...] = ()

    def decoded(self, body: bytes) -> bytes | None:
        """The bytes behind a base64 body that is one mark and nothing else."""
        found = self._marks(body) if len(body) < 200 else []
        if len(found) != 1 or body.strip() != found[0].group():
            return None
        stretch = self._stretch(found[0])
        try:
            return binascii.a2b_base64(stretch)
        except binascii.Error:
            return _repaired(bytes(stretch))

    def restored(self, data: bytes) -> bytes:
        """The bytes as they were."""
        return b"".join(self.pieces(data)) if self.stretches and self.name in data else data

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """The same a piece at a time, for whoever needs no copy of the whole."""
        done = 0
        for mark in self._marks(data):
            yield data[done : mark.start()]
            stretch = self._stretch(mark)
            for start in range(0, len(stretch), _CHUNK):
                yield bytes(stretch[start : start + _CHUNK])
            done = mark.end()
        yield data[done:]

    def _marks(self, data: bytes) -> list[re.Match[bytes]]:
        if not self.stretches:
            return []
        found = re.finditer(re.escape(self.name) + rb"(\d{1,6});", data)
        return [mark for mark in found if int(mark.group(1)) < len(self.stretches)]

    def _stretch(self, mark: re.Match[bytes]) -> memoryview:
        return self.stretches[int(mark.group(1))]


NOTHING = Heavy()


def set_aside(content: bytes) -> tuple[bytes, Heavy]:
    """The mail with marks in place of its big base64 bodies, and what they stand for."""
    if len(content) < _FEWEST:
        return content, NOTHING
    name = b"mailbot/stretch"
    while name in content:
        name += b"/"  # nobody can write a mark that we would take for ours
    view = memoryview(content)
    light: list[bytes | memoryview] = []
    stretches: list[memoryview] = []
    done = 0
    for match in _STRETCH.finditer(content):
        start, end = match.start() + 1, match.end()
        while end > start and content[end - 1] in b"\r\n":
            end -= 1
        if end - start < _FEWEST:
            continue
        light += (view[done:start], name + b"%d;" % len(stretches))
        stretches.append(view[start:end])
        done = end
    if not stretches:
        return content, NOTHING
    return b"".join([*light, view[done:]]), Heavy(name=name, stretches=tuple(stretches))


def _repaired(data: bytes) -> bytes | None:
    """A body cut off in the middle: what is whole of it."""
    data = data.translate(None, b"\r\n=")
    try:
        return binascii.a2b_base64(data[: len(data) // 4 * 4])
    except binascii.Error:
        return None
