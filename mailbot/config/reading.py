"""The [reading] section: what an organisation knows of the forms on its own web site."""

from __future__ import annotations

from dataclasses import dataclass

from mailbot.config.table import Table, bad_address, clean_address


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Nothing of it is needed: the usual forms are recognised without."""

    form_senders: frozenset[str] = frozenset()  # addresses that our web forms write from
    email_labels: tuple[str, ...] = ()  # what our forms call these fields, besides the usual words
    name_labels: tuple[str, ...] = ()
    message_labels: tuple[str, ...] = ()


def read_reading(root: Table) -> Reading:
    table = root.section("reading")
    senders = [_address(table, given) for given in table.texts("form_senders")]
    labels = table.section("form_fields")
    reading = Reading(
        form_senders=frozenset(address for address in senders if address),
        email_labels=_labels(labels, "email"),
        name_labels=_labels(labels, "name"),
        message_labels=_labels(labels, "message"),
    )
    labels.finish()
    table.finish()
    return reading


def _address(table: Table, given: str) -> str:
    cleaned = clean_address(given)
    if cleaned is None:
        table.wrong("form_senders", bad_address(given))
    return cleaned or ""


def _labels(table: Table, key: str) -> tuple[str, ...]:
    """A form shows "E-mail :"; the label is what stands before the colon."""
    return tuple(label for text in table.texts(key) if (label := text.rstrip(" :\u00a0*")))
