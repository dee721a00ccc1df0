"""The pictures of README.md and docs/, taken anew: `make pictures`. Needs Chromium.

The demo is played and its page looked at; the year's review is that of an invented year.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE / "report")]

from year_of_cases import NOW, cases, fill  # noqa: E402  (read from its folder, as the tests do)

from mailbot.commands.demo import demo  # noqa: E402
from mailbot.config import load_text  # noqa: E402
from mailbot.report.period import parse_period  # noqa: E402
from mailbot.reviewing import review  # noqa: E402
from mailbot.sandbox.cast import CAST  # noqa: E402
from mailbot.store.db import Store  # noqa: E402
from rigs.browser import Browser  # noqa: E402
from rigs.requirements import needed  # noqa: E402

COLOURS = 128  # flat pages need no more, and a picture of them is a fifth as large


def pictures(browser: Browser) -> dict[str, bytes]:
    """PNG by name: what one sees at the top of each page, as wide as on a desk."""
    return {
        "demo.png": small(browser.look(played(), width=1440, height=1040).picture),
        "review.png": small(browser.look(reviewed(), width=1200, height=1000).picture),
    }


def played() -> str:
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "demo.html"
        assert demo(keep=False, out=page) == 0
        return page.read_text(encoding="utf-8")


def reviewed() -> str:
    promising = (
        (CAST / "config.toml").read_text("utf-8").replace('"tourisme"', '"courtier"')
    )  # delays to be kept
    settings = load_text(promising, CAST)
    store = Store("sqlite://").open()
    for year in (2025, 2026):
        fill(store, cases(year, 240, settings.procedure, NOW), now=NOW)
    with store.reading() as connection:
        made = review(settings, connection, parse_period("2026", "Europe/Paris"), now=NOW).html()
    store.close()
    return made


def small(png: bytes) -> bytes:
    flat = Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    written = io.BytesIO()
    flat.save(written, "PNG", optimize=True)
    return written.getvalue()


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    browser = Browser(needed("chromium"))
    try:
        for name, png in pictures(browser).items():
            (folder / name).write_bytes(png)
            print(f"{folder / name}: {len(png) / 1000:.0f} kB")
    finally:
        browser.stop()


if __name__ == "__main__":
    main()
