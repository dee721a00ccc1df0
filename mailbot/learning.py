"""mailbot learns from its people: the kinds that staff have settled move the model a little, here only.

Always from the shipped model and from the mails that are there now: what was erased is forgotten by learning
anew. The model in use is a file beside the database; the former one stands next to it until another is taken.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Literal

from mailbot.config import Settings
from mailbot.errors import PermanentFailure
from mailbot.log import log
from mailbot.model import Kind, RawMail
from mailbot.read import read
from mailbot.store import corrections as stored
from mailbot.store.db import Store, sqlite_file
from mailbot.understand.corrections import Comparison, Settled, compared, learnt, right, settled
from mailbot.understand.meaning import judged_text
from mailbot.understand.model import KindModel, model_of, reference, shipped

MOST = 500  # corrections learnt, the latest: a night is long enough for so many
What = Literal["taken", "refused", "unchanged", "forgotten"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """What came of it. `corrections` were each judged by a model that had not learnt them.

    `reference` are the mails that came with mailbot for this purpose: the rest of the world.
    """

    what: What
    corrections: Comparison
    reference: Comparison


def model_file(settings: Settings) -> Path:
    """Beside the database; beside the configuration where the database is a server."""
    return _model_file(settings.database_url, settings.config_file)


@lru_cache(maxsize=8)
def _model_file(database_url: str, config_file: Path | None) -> Path:
    """Asked for every mail, so looked for once."""
    database = sqlite_file(database_url)
    if database is not None:
        return database.resolve().with_suffix(".kind.model")
    folder = config_file.resolve().parent if config_file else Path.cwd()
    return folder / "mailbot.kind.model"


def model_in_use(settings: Settings) -> KindModel:
    """What was learnt here; the shipped one without that, or where another version was its base."""
    path = model_file(settings)
    try:
        stamp = path.stat()
    except OSError:
        return shipped()
    return _loaded(path, stamp.st_mtime_ns, stamp.st_size) or shipped()


@lru_cache(maxsize=2)
def _loaded(path: Path, _changed: int, _size: int) -> KindModel | None:
    try:
        model = model_of(path.read_bytes())
    except (OSError, ValueError, KeyError):
        log.warning("model_unreadable", file=path.name)
        return None
    return model if model.about.get("base") == _base_digest() else None


def learn(settings: Settings, store: Store) -> Learnt:
    """Learns all corrections anew, and takes the result unless it judges worse than the shipped model."""
    path = model_file(settings)
    with store.reading() as connection:
        found = [*stored.settled_kinds(connection)][-MOST:]
    mails = [_settled(raw, kind, settings) for _, kind, raw in found]
    forgotten = set(model_in_use(settings).about.get("tickets", ())) - {ticket for ticket, _, _ in found}
    candidate = learnt(shipped(), mails)
    about = {"base": _base_digest(), "tickets": [ticket for ticket, _, _ in found]}
    content = replace(candidate, about={**candidate.about, **about}).to_bytes()
    return _settle(path, content, bool(forgotten), compared(shipped(), mails), _on_reference(candidate))


def anything_new(settings: Settings, store: Store, *, since: datetime | None) -> bool:
    """Cheap: has anything been settled since then, or a mail been erased that the model has learnt?"""
    with store.reading() as connection:
        if stored.settled_since(connection, since):
            return True
        known = set(model_in_use(settings).about.get("tickets", ()))
        return bool(known) and not known.issubset(ticket for ticket, _, _ in stored.settled_kinds(connection))


def _settle(
    path: Path, content: bytes, forgotten: bool, corrections: Comparison, others: Comparison
) -> Learnt:
    what: What = "taken"
    if forgotten:  # neither the model nor the former one may know those mails any longer
        for file in (path, _former(path), _rejected(path)):
            file.unlink(missing_ok=True)
        what = "forgotten"
    worse = corrections.after < corrections.before or others.after < others.before - _tolerated(others)
    if worse:
        what = "forgotten" if forgotten else "refused"
    elif not corrections.mails or content in (_content(path), _content(_rejected(path))):
        what = "forgotten" if forgotten else "unchanged"
    else:
        if not forgotten:
            _write(_former(path), _content(path) or shipped().to_bytes())
        _write(path, content)
        _rejected(path).unlink(missing_ok=True)
    log.info("model_learnt", what=what, mails=corrections.mails, before=corrections.before,
             after=corrections.after)  # fmt: skip
    return Learnt(what=what, corrections=corrections, reference=others)


def rollback(settings: Settings) -> None:
    """The former model, byte for byte; the one that was in use is not learnt again from the same mails."""
    path = model_file(settings)
    former = _content(_former(path))
    if former is None:
        raise PermanentFailure("Il n'y a pas de modèle précédent : rien n'a été changé.")
    present = _content(path)
    if present is not None:
        _write(_rejected(path), present)
    _write(path, former)
    _former(path).unlink(missing_ok=True)


def _settled(raw: RawMail, kind: Kind, settings: Settings) -> Settled:
    mail = read(raw, own_addresses=settings.own_addresses, forms=settings.reading)
    return settled(judged_text(mail), kind)


def _on_reference(candidate: KindModel) -> Comparison:
    mails: Sequence[Settled] = _reference()
    return Comparison(mails=len(mails), before=right(shipped(), mails), after=right(candidate, mails))


def _tolerated(others: Comparison) -> int:
    """An office may be a little different from the rest of the world."""
    return others.mails // 25


@lru_cache(maxsize=1)
def _reference() -> tuple[Settled, ...]:
    return tuple(settled(text, kind) for text, kind in reference())


@lru_cache(maxsize=1)
def _base_digest() -> str:
    return hashlib.sha256(shipped().to_bytes()).hexdigest()[:16]


def _former(path: Path) -> Path:
    return path.with_name(path.name + ".former")


def _rejected(path: Path) -> Path:
    return path.with_name(path.name + ".rejected")


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _write(path: Path, content: bytes) -> None:
    """All of it or nothing: the daemon may be reading."""
    new = path.with_name(path.name + ".new")
    new.write_bytes(content)
    new.replace(path)
