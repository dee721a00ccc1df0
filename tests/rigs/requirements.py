"""Which server programs are on this machine, and how to get those that are not."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

APT_LINE = "apt-get install dovecot-imapd dovecot-lmtpd postfix postgresql chromium libreoffice-calc-nogui"
_DOVECOT_SETTINGS_VERSION = "2.3."  # 2.4 reads another language; Debian 12 has 2.3


def program(name: str) -> Path | None:
    """Also where a plain user's PATH does not lead: /usr/sbin, and PostgreSQL's own folder on Debian."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_major, reverse=True)
    path = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin", *map(str, debian)])
    found = shutil.which(name, path=path)
    return Path(found) if found else None


def needed(name: str) -> Path:
    found = program(name)
    if found is None:
        raise FileNotFoundError(f"{name} is not installed: {APT_LINE}")
    return found


def why_no_dovecot() -> str | None:
    """None when a Dovecot can be started here; otherwise a sentence with the cure."""
    dovecot = program("dovecot")
    if dovecot is None or program("doveadm") is None:
        return f"Dovecot is not installed: {APT_LINE}"
    version = subprocess.run([dovecot, "--version"], capture_output=True, text=True, check=True).stdout
    if not version.startswith(_DOVECOT_SETTINGS_VERSION):
        return f"Dovecot {version.split()[0]} is here, and the settings are for {_DOVECOT_SETTINGS_VERSION}x"
    return None


def why_no_postfix() -> str | None:
    if any(program(name) is None for name in ("postfix", "postconf", "postmap")):
        return f"Postfix is not installed: {APT_LINE}"
    if os.geteuid() != 0:
        return "Postfix starts as root only: run these tests as root, for example in a container"
    return why_no_dovecot()


def why_no_postgres() -> str | None:
    if any(program(name) is None for name in ("initdb", "postgres")):
        return f"PostgreSQL is not installed: {APT_LINE}"
    return None


def why_no_browser() -> str | None:
    if program("chromium") is None:
        return f"Chromium is not installed: {APT_LINE}"
    return None


def why_no_spreadsheet() -> str | None:
    if program("soffice") is None:
        return f"LibreOffice is not installed: {APT_LINE}"
    return None


def _major(folder: Path) -> tuple[int, ...]:
    return tuple(int(part) for part in folder.parent.name.split(".") if part.isdigit())
