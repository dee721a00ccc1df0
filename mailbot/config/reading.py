"""The [reading] section: what an organisation knows of the forms on its own web site."""

from __future__ import annotations

from collections.abc import Iterable

from mailbot.config.table import Table, bad_address, clean_address
from mailbot.model import FormRules, StaffMember


def read_reading(root: Table, staff: Iterable[StaffMember]) -> FormRules:
    """Nothing of the section is needed: the usual forms are recognised without."""
    table = root.section("reading")
    senders = [_address(table, given) for given in table.texts("form_senders")]
    labels = table.section("form_fields")
    rules = FormRules(
        senders=frozenset(address for address in senders if address),
        email_labels=_labels(labels, "email"),
        name_labels=_labels(labels, "name"),
        message_labels=_labels(labels, "message"),
        colleagues=frozenset(member.address for member in staff),
    )
    labels.finish()
    table.finish()
    return rules


def _address(table: Table, given: str) -> str:
    cleaned = clean_address(given)
    if cleaned is None:
        table.wrong("form_senders", bad_address(given))
    return cleaned or ""


def _labels(table: Table, key: str) -> tuple[str, ...]:
    """A form shows "E-mail :"; the label is what stands before the colon."""
    return tuple(label for text in table.texts(key) if (label := text.rstrip(" :\u00a0*")))
