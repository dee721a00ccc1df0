"""A desk for commands that work on mails at hand: it needs an address, and no mail server."""

from __future__ import annotations

from mailbot.config import Settings
from mailbot.desk import Desk
from mailbot.errors import BadConfig
from mailbot.stationery import Stationery
from mailbot.store.db import Store


def desk_without_servers(settings: Settings, *, writes_letters: bool = True) -> Desk:
    """Letters that it causes wait in the outbox for `mailbot run`."""
    if not settings.mailboxes:
        raise BadConfig(["Aucune boîte aux lettres. Ajoutez une section [[mailboxes]] avec address."])
    stationery = Stationery(settings.templates_dir)
    store = Store(settings.database_url).open()
    return Desk(settings=settings, store=store, stationery=stationery, writes_letters=writes_letters)
