"""The tokens of one mailbox in a file of their own: written whole or not at all, for its owner's eyes only.

Several workers share the file. Who wants to renew takes the lock beside it first, and looks again: the
other may just have done it, and a refresh token that is used twice may be worth nothing afterwards.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from mailbot.config.mistakes import NBSP
from mailbot.errors import PermanentFailure, TemporaryFailure

_LOCK_SECONDS = 60.0  # longer than one renewal may take
_GLANCE = 0.05
_EARLY = 300.0  # seconds before its end in which a token counts as over
_CLOCK_MAY_BE_OFF = 300.0
_LARGEST = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """As the provider gave them. Times are seconds since 1970, as the operating system counts them."""

    access_token: str = field(repr=False)
    refresh_token: str = field(default="", repr=False)
    client_id: str = ""  # tokens of another application are of no use
    obtained_at: float = 0.0
    expires_at: float = 0.0
    refresh_expires_at: float | None = None  # where the provider says so

    def is_fresh(self, now: float) -> bool:
        """Valid, and not about to end: what is begun with it now can be finished."""
        early = min(_EARLY, (self.expires_at - self.obtained_at) / 2)
        clock_went_back = now < self.obtained_at - _CLOCK_MAY_BE_OFF
        return bool(self.access_token) and now < self.expires_at - early and not clock_went_back


def kept_tokens(path: Path) -> Tokens | None:
    """None when nobody has logged in yet. A file that is damaged counts for none: a login mends it."""
    try:
        if path.stat().st_size > _LARGEST:
            return None
        values = json.loads(path.read_text(encoding="utf-8"))
        limit = values.get("refresh_expires_at")
        return Tokens(
            access_token=str(values["access_token"]),
            refresh_token=str(values["refresh_token"]),
            client_id=str(values["client_id"]),
            obtained_at=float(values["obtained_at"]),
            expires_at=float(values["expires_at"]),
            refresh_expires_at=None if limit is None else float(limit),
        )
    except FileNotFoundError:
        return None
    except PermissionError:
        raise PermanentFailure(
            f"Le fichier des jetons {path} ne peut pas être lu. Donnez-le au compte de mailbot{NBSP}: chown."
        ) from None
    except OSError as error:
        raise TemporaryFailure(
            f"Le fichier des jetons {path} ne peut pas être lu ({error.strerror})."
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def keep(path: Path, tokens: Tokens) -> None:
    """OSError when it cannot be written; the file that was there is whole then."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.{time.monotonic_ns()}")
    try:
        with os.fdopen(
            os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
        ) as file:
            json.dump(asdict(tokens), file)
            file.flush()
            os.fsync(file.fileno())
            _give_to_owner_of(path.parent, file.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    with contextlib.suppress(OSError):  # some network drives cannot; the name is there all the same
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Alone with the file, among all processes of this machine. The lock goes with whoever holds it."""
    lock = path.with_name(path.name + ".lock")
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise PermanentFailure(
            f"Les jetons ne peuvent pas être gardés dans {path.parent} ({error.strerror}). Donnez à mailbot"
            " le droit d’y écrire, ou un autre endroit dans oauth.token_file."
        ) from error
    try:
        _give_to_owner_of(path.parent, descriptor)
        _wait_for(descriptor, path)
        yield
    finally:
        os.close(descriptor)


def _give_to_owner_of(folder: Path, descriptor: int) -> None:
    """An administrator logs in as root; the daemon is somebody else, and has to read and renew it."""
    if os.geteuid() == 0:
        owner = folder.stat()
        with contextlib.suppress(OSError):  # a drive that knows no owners
            os.fchown(descriptor, owner.st_uid, owner.st_gid)


def _wait_for(descriptor: int, path: Path) -> None:
    end = time.monotonic() + _LOCK_SECONDS
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                raise TemporaryFailure(
                    f"Un autre processus tient le fichier des jetons {path} depuis une minute."
                    " mailbot réessaie."
                ) from None
            time.sleep(_GLANCE)
        else:
            return
