"""Draws photographs again so that nothing but the picture travels; withholds every other attachment."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable

from PIL import Image, ImageOps, UnidentifiedImageError

from mailbot.model import Attachment

MAX_PIXELS = 50_000_000
MAX_SIDE = 2600  # enough to read a bill on a photograph
_FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
_TYPES = frozenset(
    {"image/jpeg", "image/jpg", "image/pjpeg", "image/png", "image/webp", "image/heic", "image/heif"}
)

# Whatever a broken or hostile file makes Pillow raise.
_BROKEN = (
    OSError, ValueError, SyntaxError, ArithmeticError, MemoryError, LookupError, EOFError, TypeError,
    UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip


def travelling(attachments: Iterable[Attachment]) -> tuple[tuple[Attachment, ...], tuple[int, ...]]:
    """Photographs under harmless names, and the places (from 1) of all that stays here."""
    kept: list[Attachment] = []
    withheld: list[int] = []
    for number, one in enumerate(attachments, 1):
        content = photograph(one)
        if content is None:
            withheld.append(number)
        else:
            name = f"photo-{len(kept) + 1}.jpg"
            kept.append(Attachment(name=name, content_type="image/jpeg", content=content))
    return tuple(kept), tuple(withheld)


def photograph(one: Attachment) -> bytes | None:
    """The picture drawn anew; None if this is none, or none that we can vouch for."""
    return redrawn(one.content) if one.content_type.lower() in _TYPES else None


def redrawn(content: bytes) -> bytes | None:
    """A fresh JPEG of the pixels alone; None if this is no picture that we can vouch for."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=_known_formats()) as picture:
                if picture.width * picture.height > MAX_PIXELS:
                    return None
                return _drawn(picture)
    except _BROKEN:
        return None


def _drawn(picture: Image.Image) -> bytes:
    picture.draft("RGB", (MAX_SIDE, MAX_SIDE))
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((MAX_SIDE, MAX_SIDE))
    layered = upright.convert("RGBA") if upright.mode in {"P", "LA", "PA", "RGBA"} else None
    canvas = Image.new("RGB", upright.size, "white")
    if layered:
        canvas.paste(layered, mask=layered.getchannel("A"))
    else:
        canvas.paste(upright.convert("RGB"))
    drawn = io.BytesIO()
    canvas.save(drawn, "JPEG", quality=85)
    return drawn.getvalue()


def _known_formats() -> list[str]:
    Image.init()
    return [name for name in _FORMATS if name in Image.OPEN]
