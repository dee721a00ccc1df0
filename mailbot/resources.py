"""Where templates and migrations are: inside an installed wheel, or at the top of a checkout."""

from __future__ import annotations

from pathlib import Path


def resource_dir(name: str) -> Path:
    """`name` is "templates" or "migrations"."""
    package = Path(__file__).resolve().parent
    for candidate in (package / "_data" / name, package.parent / name):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"mailbot was installed without its {name}: install it again")
