"""What may stay of a row when its person goes: figures, dates, choices; nothing that anybody said.

Lists name what stays, so that whatever is added to the desk one day is erased unless somebody allows it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from mailbot.procedure import Field

ERASED = "(effacé)"
RESTRICTED = "(accès restreint)"

Choices = Mapping[str, Collection[str]]  # fields of the complaint sheet whose values come from a list

# Events whose sentence is mailbot's own, whoever wrote.
_OWN_SENTENCES = frozenset({
    "acknowledgement_withheld", "client_uninformed", "client_wrote", "letter_sent", "letter_suppressed",
    "mail_duplicate", "mail_passed_on", "personal_data_erased", "provider_reminded", "provider_wrote",
    "split_off", "survey_sent", "third_party_wrote", "ticket_absorbed", "ticket_merged", "ticket_opened",
    "ticket_reopened", "ticket_split", "wish_recorded",
})  # fmt: skip
_PLAIN_DATA = frozenset({
    "again_at", "amount", "attempts", "channel", "conversation", "due_at", "field", "from", "kind", "letter",
    "mail", "n", "outcome", "proof", "said", "side", "timer", "to", "type", "until", "wish",
})  # fmt: skip
_A_MARK = re.compile(r"[\w:.+-]{1,40}")  # identifiers and dates: nothing with a space or an @
_DATES = ("sent_at", "survey_sent", "forwarded_by_post")
_CALLED = ("client", "prestataire")
_LEVELS = ("faible", "normale", "grave")
_REPLY = re.compile(r"\d{3}(?:[ -]\d\.\d{1,3}\.\d{1,3})?")


def choices_of(fields: Iterable[Field]) -> Choices:
    return {field.id: field.choices for field in fields if field.choices}


def kept_reply(reply: str | None) -> str | None:
    """The proof that a server took a letter: its code. Behind it many servers name the recipient."""
    if reply is None:
        return None
    code = _REPLY.match(reply)
    return f"{code[0]} {ERASED}" if code else ERASED


def kept_why(event: str, why: str) -> str:
    return why if event in _OWN_SENTENCES and "@" not in why else ""


def kept_data(data: Mapping[str, Any] | None) -> dict[str, Any]:
    kept = {k: v for k, v in (data or {}).items() if k in _PLAIN_DATA and _is_plain(v)}
    if data and isinstance(data.get("reply"), str):
        kept["reply"] = kept_reply(data["reply"])
    return kept


def _is_plain(value: object) -> bool:
    return isinstance(value, int | float) or (isinstance(value, str) and bool(_A_MARK.fullmatch(value)))


def kept_record(record: Mapping[str, Any] | None, choices: Choices) -> dict[str, Any]:
    """The complaint sheet without words: what was chosen from a list, dates, amounts, marks."""
    found = record or {}
    kept: dict[str, Any] = {}
    for name, value in found.items():
        if name in choices and isinstance(value, str):
            chosen = value.partition(" – ")[0]  # behind the dash stands whatever was added
            if chosen in choices[name]:
                kept[name] = chosen
        elif name in _DATES and _is_date(value):
            kept[name] = value
    if found.get("gravite") in _LEVELS:
        kept["gravite"] = found["gravite"]
    if called := [who for who in found.get("called", ()) if who in _CALLED]:
        kept["called"] = called
    if mark := re.match(r"\d{1,2}\b", str(found.get("satisfaction", ""))):
        kept["satisfaction"] = mark[0]
    return kept | _kept_lists(found)


def _kept_lists(found: Mapping[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    if actions := found.get("actions"):
        kept["actions"] = [
            {"what": ERASED} | {k: a[k] for k in ("until", "done") if _is_date(a.get(k))} for a in actions
        ]
    if extensions := found.get("extensions"):
        kept["extensions"] = [
            {"why": ERASED} | {k: e[k] for k in ("from", "to", "in_time") if k in e} for e in extensions
        ]
    if decided := found.get("compensation"):
        kept["compensation"] = {k: decided[k] for k in ("kind", "amount") if k in decided}
    return kept


def _is_date(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(datetime.fromisoformat(value))
    except ValueError:
        return False
