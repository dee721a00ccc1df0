"""Data: an organisation with its people, and example scripts, for rehearsals and the demo."""

from __future__ import annotations

from pathlib import Path

CAST = Path(__file__).resolve().parent
PLAYED = CAST / "presets"  # a folder for each procedure: its rehearsal
